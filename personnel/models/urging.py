"""Đôn đốc: a unit is urged to enter what it should have entered, and says what it did about it."""

from django.db import models
from django.db.models import Q

from accounts.permissions import DECIDE
from orgunits.models import Unit
from qlcb.history import Tracked, TrackedQuerySet


class UrgingQuerySet(TrackedQuerySet):
    def received_by(self, account):
        """Those to the account's own unit, and to the units below it for which it enters decisions."""
        mine = Q(unit=account.unit_id)
        if not account.access.everywhere(DECIDE):
            mine |= Q(unit__in=account.access.units(DECIDE))
        return self.filter(mine).exclude(from_unit=account.unit_id)

    def sent_by(self, account):
        """Those of the account's unit."""
        return self.filter(from_unit=account.unit_id)

    def visible_to(self, account):
        """Both; an account of no unit has none."""
        if account.unit_id is None:
            return self.none()
        return self.sent_by(account) | self.received_by(account)


class Urging(Tracked):
    """One unit urges another, which reads it at home until it has answered (HG-15.1, TCHQ-9.1).

    Tells of the work as a whole, of no dossier. answered_by: who answered, as they were called then.
    """

    class Topic(models.TextChoices):
        DELEGATED = "uy-quyen", "Cập nhật hồ sơ được ủy quyền"
        ENTERING = "han-cap-nhat", "Cập nhật hồ sơ đúng hạn"

    topic = models.CharField("về việc", max_length=20, choices=Topic.choices, editable=False)
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", editable=False, verbose_name="đơn vị đôn đốc")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", editable=False, verbose_name="đơn vị được đôn đốc")
    urged_on = models.DateField("ngày đôn đốc", editable=False)
    words = models.CharField("nội dung đôn đốc", max_length=500)
    answer = models.CharField("trả lời", max_length=500, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True, editable=False)
    answered_by = models.CharField("người trả lời", max_length=200, blank=True, editable=False)

    objects = UrgingQuerySet.as_manager()

    class Meta:
        verbose_name = "lần đôn đốc"
        verbose_name_plural = "các lần đôn đốc"
        ordering = ["-urged_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="urging_not_to_oneself",
                condition=~Q(unit=models.F("from_unit")),
                violation_error_message="Đơn vị không đôn đốc chính mình.",
            ),
            models.CheckConstraint(
                name="urging_answered_with_a_day",
                condition=Q(answer="", answered_on=None) | ~Q(answer="") & Q(answered_on__isnull=False),
                violation_error_message="Lần đôn đốc đã trả lời phải có ngày trả lời.",
            ),
        ]

    def __str__(self):
        return f"{self.get_topic_display()}: {self.unit}"

    @property
    def is_open(self) -> bool:
        return self.answered_on is None
