"""What is doubtful in a dossier, who let it stand and why, and who compared it with the paper (HP-14.4, TCHQ-8.1a)."""

from django.db import models

from personnel.models.dossier import Dossier
from qlcb.fields import SealedField
from qlcb.history import Tracked


class Finding(models.Model):
    """A contradiction or doubt that a rule found; made and unmade by `personnel.services.find_faults` alone.

    place: slug of the panel or section; row_id: the record, None for the dossier; fingerprint: of the values that the
    rule looked at, so that an acknowledgement ends when they change.
    """

    class Severity(models.TextChoices):
        ERROR = "error", "Mâu thuẫn"
        WARNING = "warning", "Cần xem lại"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="findings", verbose_name="hồ sơ")
    rule = models.CharField("quy tắc", max_length=40)
    severity = models.CharField("mức", max_length=10, choices=Severity.choices)
    place = models.CharField("mục", max_length=40)
    row_id = models.BigIntegerField("dòng", null=True)
    words = models.CharField("nội dung", max_length=400)
    fingerprint = models.CharField(max_length=32)
    is_open = models.BooleanField("chưa xử lý", default=True)
    found_at = models.DateTimeField("phát hiện lúc", auto_now_add=True)

    class Meta:
        verbose_name = "điểm cần xem lại"
        verbose_name_plural = "điểm cần xem lại"
        ordering = ["severity", "place", "rule", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "rule", "place", "row_id"], name="finding_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["rule", "dossier"], condition=models.Q(is_open=True), name="finding_open")]

    def __str__(self):
        return self.words


class Acknowledgement(Tracked):
    """A finding that somebody looked at and let stand, with the reason; it holds while the values are the same."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="acknowledgements", verbose_name="hồ sơ")
    rule = models.CharField("quy tắc", max_length=40)
    place = models.CharField("mục", max_length=40)
    row_id = models.BigIntegerField("dòng", null=True, blank=True)
    fingerprint = models.CharField("dấu", max_length=32)
    words = models.CharField("nội dung", max_length=400)
    because = models.CharField("lý do giữ nguyên", max_length=300)

    class Meta:
        verbose_name = "điểm đã xem xét"
        verbose_name_plural = "điểm đã xem xét"
        ordering = ["-id"]

    def __str__(self):
        return self.words


class PaperCheck(Tracked):
    """Đối chiếu với hồ sơ giấy of one panel or section; stale once what it compared has changed (TCHQ-8.1a).

    note: tells what the paper says otherwise, so it is as secret as the part.
    """

    class Result(models.TextChoices):
        SAME = "same", "Khớp hồ sơ giấy"
        DIFFERENT = "different", "Có sai lệch"
        NO_PAPER = "no_paper", "Thiếu giấy tờ để đối chiếu"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="paper_checks", verbose_name="hồ sơ")
    place = models.CharField("mục", max_length=40, editable=False)
    result = models.CharField("kết quả", max_length=20, choices=Result.choices)
    checked_on = models.DateField("ngày đối chiếu")
    checked_by = models.CharField("người đối chiếu", max_length=200)
    note = SealedField("nội dung sai lệch, giấy tờ thiếu", max_length=300, blank=True)
    fingerprint = models.CharField("dấu", max_length=32, editable=False)

    class Meta:
        verbose_name = "đối chiếu hồ sơ giấy"
        verbose_name_plural = "đối chiếu hồ sơ giấy"
        ordering = ["-id"]
        indexes = [models.Index(fields=["dossier", "place", "-id"], name="papercheck_place")]

    def __str__(self):
        return f"{self.get_result_display()} ({self.checked_by})"
