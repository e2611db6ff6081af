from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models

from personnel.models.rows import DossierRow
from personnel.models.terms import Term, TermField
from qlcb.fields import PartialDateField, SealedField


def _between(least: int, most: int):
    def check(text: str) -> None:
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise ValidationError("Nhập một số.") from None
        if not least <= number <= most:
            raise ValidationError(f"Nhập số từ {least} đến {most}.")

    return check


def blood_group(text: str) -> None:
    """A, B, AB or O, with or without its sign."""
    if text.upper() not in {group + sign for group in ("A", "B", "AB", "O") for sign in ("", "+", "-")}:
        raise ValidationError("Nhóm máu: A, B, AB hoặc O, có thể kèm dấu + hoặc -.")


def height(text: str) -> None:
    """Centimetres."""
    _between(100, 230)(text)


def weight(text: str) -> None:
    """Kilograms."""
    _between(25, 200)(text)


class HealthCheck(DossierRow):
    """Khám sức khỏe, yearly (item 31; the newest is printed); what was found is restricted."""

    checked_on = PartialDateField("ngày khám", not_future=True)
    place = models.CharField("nơi khám", max_length=200, blank=True)
    grade = TermField(Term.Kind.HEALTH_GRADE, "phân loại", null=True, blank=True)
    height = SealedField("chiều cao (cm)", max_length=6, blank=True, validators=[height])
    weight = SealedField("cân nặng (kg)", max_length=6, blank=True, validators=[weight])
    blood_group = SealedField("nhóm máu", max_length=3, blank=True, validators=[blood_group])
    conclusion = SealedField("tình trạng sức khỏe", max_length=500, blank=True, lines=True)

    class Meta:
        verbose_name = "khám sức khỏe"
        verbose_name_plural = "khám sức khỏe"
        ordering = ["-checked_on", "-id"]

    def __str__(self):
        return f"Khám sức khỏe {self.checked_on}"
