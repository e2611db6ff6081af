from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from personnel.models.rows import PeriodRow
from personnel.models.terms import Term, TermField


class Absence(PeriodRow):
    """Nghỉ: leave, sickness, maternity, unpaid leave (TT 08/2013: which of it counts for the regular raise)."""

    kind = TermField(Term.Kind.ABSENCE_KIND, "loại nghỉ")
    days = models.DecimalField(
        "số ngày", max_digits=6, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    reason_given = models.CharField("lý do nghỉ", max_length=200, blank=True)

    class Meta:
        verbose_name = "nghỉ phép, vắng mặt"
        verbose_name_plural = "nghỉ phép, vắng mặt"
        ordering = [models.F("begins_on").desc(nulls_last=True), "-id"]

    def __str__(self):
        return f"{self.kind} {self.period}".strip()

    def clean(self):
        super().clean()
        if not self.begins_on:
            raise ValidationError({"begins_on": "Nhập ngày bắt đầu nghỉ."})
