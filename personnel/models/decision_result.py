"""Which record of which dossier hangs on which decision: asked at once, in place of every kind of record."""

from django.db import models

from personnel.models.decision import Decision
from personnel.models.dossier import Dossier


class DecisionResult(models.Model):
    """One record with a decision. Written by the database itself, together with the record (`decision_results`).

    source: the table of the record; row_id: its id there.
    """

    decision = models.ForeignKey(Decision, models.DO_NOTHING, related_name="+", verbose_name="quyết định")
    dossier = models.ForeignKey(Dossier, models.DO_NOTHING, related_name="+", verbose_name="hồ sơ")
    source = models.CharField("bảng", max_length=63)
    row_id = models.BigIntegerField("dòng")

    class Meta:
        verbose_name = "kết quả của quyết định"
        verbose_name_plural = "kết quả của quyết định"
        constraints = [models.UniqueConstraint(fields=["source", "row_id"], name="decisionresult_one_a_record")]

    def __str__(self):
        return f"{self.source} {self.row_id}"
