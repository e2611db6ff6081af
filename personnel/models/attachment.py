"""Scans of the paper dossier: sealed files outside of all that is served, known by content and hash (TCHQ-10.5)."""

from django.db import models

from personnel.models.decision import Decision
from personnel.models.dossier import Dossier
from personnel.models.terms import Term, TermField
from qlcb.fields import PartialDateField
from qlcb.history import Tracked


class Attachment(Tracked):
    """One file of a dossier, of one record of a section (`section`, `row_id`), or of a decision."""

    class Form(models.TextChoices):
        ORIGINAL = "original", "Bản chính"
        CERTIFIED = "certified", "Bản sao chứng thực"
        COPY = "copy", "Bản sao"

    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, verbose_name="hồ sơ")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, verbose_name="quyết định")
    section = models.CharField("mục", max_length=40, blank=True, editable=False)
    row_id = models.BigIntegerField("dòng", null=True, blank=True, editable=False)
    kind = TermField(Term.Kind.PAPER_KIND, "thành phần hồ sơ", null=True, blank=True)
    title = models.CharField("tên giấy tờ", max_length=200)
    form = models.CharField("hình thức bản", max_length=20, choices=Form.choices, default=Form.COPY)
    issued_on = PartialDateField("ngày của giấy tờ", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    file = models.CharField("tệp", max_length=200, editable=False)
    file_name = models.CharField("tên tệp", max_length=200, editable=False)
    content_type = models.CharField("loại tệp", max_length=100, editable=False)
    size = models.PositiveBigIntegerField("dung lượng (byte)", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    pages = models.PositiveIntegerField("số trang", null=True, blank=True, editable=False)
    thumbnail = models.CharField("ảnh thu nhỏ", max_length=200, blank=True, editable=False)
    added_at = models.DateTimeField("đưa lên lúc", auto_now_add=True)

    class Meta:
        verbose_name = "giấy tờ đính kèm"
        verbose_name_plural = "giấy tờ đính kèm"
        ordering = ["kind__order", "title", "id"]
        indexes = [models.Index(fields=["dossier", "section", "row_id"], name="attachment_place")]
        constraints = [
            models.CheckConstraint(
                name="attachment_has_one_owner",
                condition=models.Q(dossier__isnull=False, decision=None)
                | models.Q(dossier=None, decision__isnull=False, section="", row_id=None),
                violation_error_message="Giấy tờ thuộc một hồ sơ hoặc một quyết định.",
            ),
        ]

    def __str__(self):
        return self.title
