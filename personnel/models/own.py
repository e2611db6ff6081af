"""The personal account of a dossier's person, and what they say is wrong in the dossier (HP-4.2a, 9.3)."""

from django.db import models
from django.db.models import Q

from accounts.models import Account
from personnel.models.dossier import Dossier
from personnel.querysets import ErrorReportQuerySet
from qlcb.fields import SealedField
from qlcb.history import Tracked, TrackedQuerySet


class PersonalAccountQuerySet(TrackedQuerySet):
    def in_use(self):
        """Those whose account was not withdrawn; a dossier has at most one."""
        return self.filter(account__withdrawn_on=None)


class PersonalAccount(Tracked):
    """Which dossier a personal account is for; the only way by which such an account reads one.

    asked_on, asked_because: since when, and why, the person is asked to check the data; checked_on: when they said that
    they had, None while they have not.
    """

    account = models.OneToOneField(Account, models.PROTECT, related_name="person", verbose_name="tài khoản")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="personal_accounts", verbose_name="hồ sơ")
    asked_on = models.DateField("đề nghị kiểm tra từ ngày")
    asked_because = models.CharField("vì sao đề nghị kiểm tra", max_length=200)
    checked_on = models.DateField("xác nhận đã kiểm tra ngày", null=True, blank=True)

    objects = PersonalAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "tài khoản cá nhân"
        verbose_name_plural = "tài khoản cá nhân"
        ordering = ["-id"]

    def __str__(self):
        return str(self.account)


class ErrorReport(Tracked):
    """Báo sai sót: what the person says is wrong in one panel or section of their dossier, and what came of it.

    place: slug of the panel or section. note, answer: may tell what the part tells, so they are as secret.
    """

    class State(models.TextChoices):
        OPEN = "open", "Chờ trả lời"
        DONE = "done", "Đã sửa hồ sơ"
        REFUSED = "refused", "Không sửa"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="error_reports", verbose_name="hồ sơ")
    place = models.CharField("mục", max_length=40, editable=False)
    note = SealedField("nội dung báo sai sót", max_length=500, lines=True)
    reported_on = models.DateField("ngày báo")
    state = models.CharField("kết quả", max_length=10, choices=State.choices, default=State.OPEN)
    answer = SealedField("trả lời", max_length=500, blank=True, lines=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answered_by = models.CharField("người trả lời", max_length=200, blank=True)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo sai sót"
        verbose_name_plural = "báo sai sót"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "place"],
                condition=Q(state="open"),
                name="errorreport_one_open",
                violation_error_message="Mục này đang có một báo sai sót chờ trả lời.",
            ),
            models.CheckConstraint(
                name="errorreport_answered_with_a_day",
                condition=Q(state="open", answered_on=None) | ~Q(state="open") & Q(answered_on__isnull=False),
                violation_error_message="Báo sai sót đã trả lời phải có ngày trả lời.",
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()} ({self.answered_by or self.reported_on})"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
