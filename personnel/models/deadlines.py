"""What waits to be entered, and why something was entered late (TCHQ-8.1b1, 9.1). Lateness itself is computed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from orgunits.models import Unit
from personnel.models.dossier import Dossier
from personnel.querysets import PendingPaperQuerySet
from qlcb.formats import date_vi
from qlcb.history import Tracked


class LateReason(Tracked):
    """Why a record was entered after its day. section: slug of the section, "ho-so-moi" for a dossier; row: its id."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    section = models.SlugField("mục", max_length=30, editable=False)
    row = models.BigIntegerField("dòng", editable=False)
    because = models.CharField("lý do chậm", max_length=300)

    class Meta:
        verbose_name = "lý do nhập chậm"
        verbose_name_plural = "lý do nhập chậm"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["section", "row"], name="latereason_once")]

    def __str__(self):
        return self.because


class PendingPaper(Tracked):
    """A paper that arrived and of which something is still to be entered (giấy tờ chờ nhập).

    About one dossier, which then says who keeps it, or about people told in words, which is the unit's that registered
    it. What is entered under it takes over its day of arrival and closes it. kind: slug of the section, "ho-so-moi" for
    a dossier to be opened; section, row: the record that closed it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị nhập")
    kind = models.SlugField("loại việc", max_length=30)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="pending_papers", verbose_name="hồ sơ"
    )
    people = models.CharField("về ai", max_length=300, blank=True)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    effective_on = models.DateField("ngày có hiệu lực", null=True, blank=True)
    received_on = models.DateField("ngày nhận")
    summary = models.CharField("nội dung", max_length=300, blank=True)
    registered_at = models.DateTimeField("ghi sổ lúc", auto_now_add=True)
    closed_on = models.DateField("xong ngày", null=True, blank=True)
    closed_because = models.CharField("xong vì", max_length=300, blank=True)
    section = models.SlugField("mục đã nhập", max_length=30, blank=True, editable=False)
    row = models.BigIntegerField("dòng đã nhập", null=True, blank=True, editable=False)

    objects = PendingPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ chờ nhập"
        verbose_name_plural = "giấy tờ chờ nhập"
        ordering = ["received_on", "id"]
        indexes = [
            models.Index(fields=["unit", "received_on"], condition=models.Q(closed_on=None), name="pendingpaper_waits")
        ]

    def __str__(self):
        return self.number or self.summary or f"giấy tờ nhận ngày {date_vi(self.received_on)}"

    def clean(self):
        self.number = " ".join(self.number.split())
        if self.dossier_id is None and not self.people:
            raise ValidationError({"people": "Chọn hồ sơ, hoặc ghi giấy tờ nói về ai."})
        if self.received_on and self.received_on > timezone.localdate():
            raise ValidationError({"received_on": "Ngày nhận không được sau hôm nay."})
        if self.received_on and self.signed_on and self.received_on < self.signed_on:
            raise ValidationError({"received_on": "Ngày nhận không thể trước ngày ký."})
