from django.core.exceptions import ValidationError
from django.db import models

from orgunits.models import Unit
from personnel.models.rows import DatedRow
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps


class Posting(DatedRow):
    """Quá trình công tác: in which unit a person serves (item 33 of the TT 06/2023 form). One at any time."""

    class Kind(models.TextChoices):
        FIRST = "first", "Tiếp nhận, tuyển dụng"
        MOVE = "move", "Điều động, chuyển đổi vị trí"
        ROTATION = "rotation", "Luân chuyển"
        SECONDMENT = "secondment", "Biệt phái"
        REORGANISATION = "reorganisation", "Sắp xếp tổ chức bộ máy"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name="đơn vị công tác")
    kind = models.CharField("hình thức", max_length=20, choices=Kind.choices, default=Kind.MOVE)
    work = models.CharField("công việc được giao", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "quá trình công tác"
        verbose_name_plural = "quá trình công tác"
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["unit", "valid_to"], name="posting_unit_to")]
        constraints = [
            never_overlaps(
                "posting_one_at_a_time",
                "dossier",
                "Trong thời gian này người này đã công tác tại một đơn vị khác.",
                partial=True,
            ),
            ends_after_it_begins("posting_period", partial=True),
        ]

    def __str__(self):
        return f"{self.unit} từ {self.valid_from}"

    @property
    def unit_parent(self):
        return self.unit.parent

    def clean(self):
        if not (self.unit_id and self.valid_from):
            return
        begins, unit = self.valid_from.last_day, self.unit
        if begins < unit.established_on or (unit.dissolved_on and self.valid_from.first_day > unit.dissolved_on):
            raise ValidationError({"unit": f"Đơn vị {unit} không hoạt động vào thời điểm {self.valid_from}."})
