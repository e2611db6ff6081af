from django.db import models

from orgunits.models import Unit
from personnel.models.catalogues import Position
from personnel.models.rows import DatedRow
from personnel.models.terms import Term, TermField


class Planning(DatedRow):
    """Quy hoạch: a position for which the person stands on the list of a term (item 24)."""

    term = TermField(Term.Kind.PLANNING_TERM, "giai đoạn")
    position = models.ForeignKey(Position, models.PROTECT, related_name="+", verbose_name="chức danh quy hoạch")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tại đơn vị")

    class Meta:
        verbose_name = "quy hoạch"
        verbose_name_plural = "quy hoạch"
        ordering = ["-valid_from", "-id"]

    def __str__(self):
        return f"{self.position} {self.term}"
