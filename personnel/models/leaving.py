from django.core.exceptions import ValidationError
from django.db import models

from personnel.models.rows import DatedRow
from personnel.models.terms import Term, TermField
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps


class Leaving(DatedRow):
    """Thôi phục vụ: from which day the person serves here no more, and why (TCHQ-8.2d, 8.2đ). At most one at a time.

    What else holds of the person ends the day before (`personnel.services.leave_order`); the dossier stays. It ends
    when the person is posted again.
    """

    RETIREMENT, RESIGNATION, DISMISSAL, DEATH = "retirement", "resignation", "dismissal", "death"
    MOVE_OUT, SECONDMENT_OUT = "move_out", "secondment_out"

    kind = TermField(Term.Kind.LEAVING, "tình trạng")
    destination = models.CharField(
        "nơi đến", max_length=200, blank=True, help_text="Cơ quan tiếp nhận khi chuyển đi, biệt phái."
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "tình trạng công tác"
        verbose_name_plural = "tình trạng công tác"
        ordering = ["-valid_from", "-id"]
        constraints = [
            never_overlaps(
                "leaving_one_at_a_time", "dossier", "Trong thời gian này người này đã thôi phục vụ.", partial=True
            ),
            ends_after_it_begins("leaving_period", partial=True),
        ]

    def __str__(self):
        return f"{self.kind} từ {self.valid_from}"

    def clean(self):
        super().clean()
        if self.valid_from and self.valid_from.day is None:
            raise ValidationError({"valid_from": "Nhập đủ ngày, tháng, năm: lương và phụ cấp dừng từ ngày này."})
