from django.core.validators import MinValueValidator
from django.db import models

from personnel.models.rows import DossierRow
from personnel.models.terms import Term, TermField
from qlcb.fields import SealedField


class AssetDeclaration(DossierRow):
    """Kê khai tài sản, thu nhập of a year; the declaration itself is restricted."""

    year = models.PositiveSmallIntegerField("năm kê khai", validators=[MinValueValidator(2006)])
    kind = TermField(Term.Kind.DECLARATION_KIND, "loại kê khai")
    declared_on = models.DateField("ngày kê khai", null=True, blank=True)
    published_on = models.DateField("ngày công khai", null=True, blank=True)
    summary = SealedField("biến động tài sản, thu nhập", max_length=2000, blank=True, lines=True)

    class Meta:
        verbose_name = "kê khai tài sản"
        verbose_name_plural = "kê khai tài sản"
        ordering = ["-year", "-id"]

    def __str__(self):
        return f"{self.kind} năm {self.year}"
