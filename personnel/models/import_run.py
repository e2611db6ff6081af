"""One run of an import, of a personnel list or of a workbook of sections: file, findings, progress and outcome."""

import uuid

from django.db import models

from accounts.models import Account
from orgunits.models import Unit


def import_path(run: "ImportRun", name: str) -> str:
    return f"imports/{run.pk}.xlsx"


class ImportRun(models.Model):
    """The state of one import, from upload to the last written row; its page can be left and found again."""

    class Kind(models.TextChoices):
        LIST = "list", "Danh sách trích ngang"
        SECTIONS = "sections", "Các mục của hồ sơ"

    class Status(models.TextChoices):
        WAITING = "waiting", "Đang chờ kiểm tra"
        EXAMINING = "examining", "Đang kiểm tra"
        READY = "ready", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Chờ ghi"
        WRITING = "writing", "Đang ghi"
        DONE = "done", "Đã ghi"
        FAILED = "failed", "Không thực hiện được"
        CANCELLED = "cancelled", "Đã hủy"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices, default=Kind.LIST)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="đơn vị của danh sách")
    file = models.FileField("tệp", upload_to=import_path)
    file_name = models.CharField("tên tệp", max_length=200)
    reason = models.CharField("lý do", max_length=300)
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.WAITING)
    mapping = models.JSONField("ghép cột", default=dict, blank=True)
    result = models.JSONField("kết quả", default=dict, blank=True)
    rows_done = models.PositiveIntegerField("số dòng đã xử lý", default=0)
    rows_total = models.PositiveIntegerField("tổng số dòng", default=0)
    message = models.TextField("thông báo", blank=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    changed_at = models.DateTimeField("cập nhật lúc", auto_now=True)

    class Meta:
        verbose_name = "lần nhập từ tệp"
        verbose_name_plural = "các lần nhập từ tệp"
        ordering = ["-created_at"]

    def __str__(self):
        return self.file_name

    @property
    def is_moving(self) -> bool:
        """Whether a worker still has this run in hand or waits to take it."""
        return self.status in {
            self.Status.WAITING,
            self.Status.EXAMINING,
            self.Status.CONFIRMED,
            self.Status.WRITING,
        }
