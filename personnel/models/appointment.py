from django.db import models
from django.db.models import Q

from orgunits.models import Unit
from personnel.models.catalogues import Position
from personnel.models.rows import DatedRow
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps


class Appointment(DatedRow):
    """Bổ nhiệm: a position held (items 23 and 25). At most one main at any time; any number besides."""

    position = models.ForeignKey(Position, models.PROTECT, related_name="+", verbose_name="chức vụ")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tại đơn vị")
    is_main = models.BooleanField("chức vụ chính", default=True)
    term_ends_on = models.DateField("hết hạn bổ nhiệm", null=True, blank=True)
    allowance = models.DecimalField(
        "phụ cấp chức vụ", max_digits=4, decimal_places=2, null=True, blank=True, help_text="Hệ số, ví dụ 0,40."
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "bổ nhiệm"
        verbose_name_plural = "bổ nhiệm"
        ordering = ["-valid_from", "-id"]
        constraints = [
            never_overlaps(
                "appointment_one_main",
                "dossier",
                "Trong thời gian này người này đã giữ một chức vụ chính khác.",
                partial=True,
                condition=Q(is_main=True),
            ),
            ends_after_it_begins("appointment_period", partial=True),
        ]

    def __str__(self):
        return f"{self.position} từ {self.valid_from}"
