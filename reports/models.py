"""A run of a report is a row: who, what, parameters, progress, file, rows and errors (DESIGN §1)."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from accounts.models import Account


def run_path(run: "ReportRun", name: str) -> str:
    return f"reports/{run.pk}.{run.format}"


class ReportRun(models.Model):
    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel"
        PDF = "pdf", "PDF"

    class Status(models.TextChoices):
        WAITING = "waiting", "Đang chờ"
        RUNNING = "running", "Đang lập"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không lập được"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản")
    report = models.CharField("báo cáo", max_length=50)
    parameters = models.JSONField("tham số", default=dict)
    format = models.CharField("định dạng", max_length=5, choices=Format.choices)
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.WAITING)
    rows = models.PositiveIntegerField("số dòng", default=0)
    message = models.TextField("thông báo", blank=True)
    file = models.FileField("tệp", upload_to=run_path, blank=True)
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    finished_at = models.DateTimeField("xong lúc", null=True)
    expires_at = models.DateTimeField("hết hạn lúc")

    class Meta:
        verbose_name = "lần lập báo cáo"
        verbose_name_plural = "các lần lập báo cáo"
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.report} {self.created_at:%d/%m/%Y %H:%M}"

    @property
    def words(self) -> str:
        """What was asked for, in words."""
        return self.parameters.get("words", "")

    @property
    def has_file(self) -> bool:
        """Whether there is a file that has not expired."""
        return self.status == self.Status.DONE and bool(self.file) and not self.has_expired

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_under_way(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.RUNNING)

    @property
    def duration(self) -> timedelta | None:
        """From the request to the file, waiting included."""
        return self.finished_at - self.created_at if self.finished_at else None
