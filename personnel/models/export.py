"""One export: who made which file, why, of what, how long it lies, who took it (TCHQ-4.2, 8.3c)."""

import json
import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.models import Account
from personnel.models.report_schedule import ReportSchedule
from qlcb.fields import SealedField
from qlcb.periods import Period


class ExportQuerySet(models.QuerySet):
    def to_fetch(self, account, now):
        """Files that the holder of the account had made, which have not expired and were not fetched yet."""
        own = self.filter(account=account, custodian=account.holder_name)
        done = own.filter(status=Export.Status.DONE, downloads=0)
        return done.filter(expires_at__gt=now).exclude(file="")

    def comparable(self, account, now):
        """Those of the holder of the account that could be compared with another of their kind."""
        own = self.filter(account=account, custodian=account.holder_name, status=Export.Status.DONE, has_cells=True)
        return own.filter(expires_at__gt=now).exclude(file="")


class Export(models.Model):
    """A file that an account had made. parameters: what it was made from, so that it can be made again.

    They lie sealed, since a filter may name a citizen number. dossiers: ids of the people in the file; facts: its
    numbers in words ("told"), and what else its kind compares before the file is handed out. schedule, period_ends: by
    which schedule it was asked, and the last day of the period it is for. has_cells: whether its cells are kept beside
    the file, to be compared; errors: how many of its lines could not be made; rows_done,
    rows_wanted, phase: how far the worker is.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Đang chờ"
        RUNNING = "running", "Đang lập"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không lập được"
        WITHHELD = "withheld", "Không giao tệp"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản")
    custodian = models.CharField("người giữ", max_length=200, blank=True)
    kind = models.SlugField("loại", max_length=60)
    title = models.CharField("tên", max_length=200)
    words = models.TextField("điều kiện")
    reason = models.CharField("lý do kết xuất", max_length=300)
    sealed_parameters = SealedField("tham số")
    facts = models.JSONField("phạm vi", default=dict)
    dossiers = ArrayField(models.BigIntegerField(), verbose_name="hồ sơ trong tệp", default=list)
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.WAITING)
    rows = models.PositiveIntegerField("số dòng", default=0)
    errors = models.PositiveIntegerField("số dòng lỗi", default=0)
    rows_done = models.PositiveIntegerField("số dòng đã lập", default=0)
    rows_wanted = models.PositiveIntegerField("số dòng phải lập", default=0)
    phase = models.CharField("đang làm gì", max_length=100, blank=True)
    message = models.TextField("thông báo", blank=True)
    file = models.CharField("tệp", max_length=60, blank=True)
    file_name = models.CharField("tên tệp", max_length=200)
    has_cells = models.BooleanField("có giữ số liệu để so sánh", default=False)
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    finished_at = models.DateTimeField("xong lúc", null=True)
    expires_at = models.DateTimeField("hết hạn lúc")
    downloads = models.PositiveIntegerField("số lần tải", default=0)
    downloaded_at = models.DateTimeField("tải gần nhất lúc", null=True)
    schedule = models.ForeignKey(
        ReportSchedule, models.PROTECT, null=True, related_name="runs", verbose_name="lịch lập định kỳ"
    )
    period_ends = models.DateField("kỳ hết ngày", null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "lần kết xuất"
        verbose_name_plural = "các lần kết xuất"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["account", "-created_at"], name="export_own")]
        constraints = [models.UniqueConstraint(fields=["schedule", "period_ends"], name="export_once_a_period")]

    def __str__(self):
        return f"{self.title} {self.created_at:%d/%m/%Y %H:%M}"

    @property
    def parameters(self) -> dict:
        """What the file was made from, as its kind reads it."""
        return json.loads(self.sealed_parameters or "{}")

    @property
    def period(self) -> Period | None:
        """The period it is for, when a schedule asked for it."""
        return Period.holding(self.schedule.every, self.period_ends) if self.schedule_id else None

    @property
    def has_file(self) -> bool:
        """Whether there is a file that has not expired."""
        return self.status == self.Status.DONE and bool(self.file) and not self.has_expired

    @property
    def can_be_compared(self) -> bool:
        """Whether its cells are there to be compared with those of another of its kind."""
        return self.has_file and self.has_cells

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_under_way(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.RUNNING)

    def is_of_holder(self, account) -> bool:
        """Whether who holds the account now asked for it; the file is nobody else's (TCHQ-4.2)."""
        return self.custodian == account.holder_name

    @property
    def duration(self) -> timedelta | None:
        """From the request to the file, waiting included."""
        return self.finished_at - self.created_at if self.finished_at else None
