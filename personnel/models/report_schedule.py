"""A file that is made again and again, once for each month, quarter or year that ended (TCHQ-12.1b)."""

import json

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from accounts.models import Account
from qlcb.fields import SealedField
from qlcb.history import Tracked, TrackedQuerySet
from qlcb.periods import Period

MOST_DAYS_AFTER = 28  # fewer than the shortest period, so that each is made before the next one ends


class ReportScheduleQuerySet(TrackedQuerySet):
    def running(self):
        return self.filter(ended_on=None)


class ReportSchedule(Tracked):
    """A question that an account has asked for it: kind and parameters as of an export, of which the day is replaced.

    custodian: who set it up; nothing is made in anybody else's name. next_on: the day on which the next file is made;
    words: the question for the latest period asked, or the first one to come. Both follow from the runs, which are
    exports.
    """

    UNTRACKED = ("next_on", "words")

    class Every(models.TextChoices):
        MONTH = "month", "Hằng tháng"
        QUARTER = "quarter", "Hằng quý"
        YEAR = "year", "Hằng năm"

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản")
    custodian = models.CharField("người giữ", max_length=200, blank=True)
    kind = models.SlugField("loại", max_length=60)
    title = models.CharField("tên", max_length=200)
    words = models.TextField("điều kiện")
    reason = models.CharField("lý do kết xuất", max_length=300)
    sealed_parameters = SealedField("tham số")
    every = models.CharField("kỳ", max_length=10, choices=Every.choices)
    days_after = models.PositiveSmallIntegerField(
        "ngày thứ mấy sau khi hết kỳ",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS_AFTER)],
    )
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    next_on = models.DateField("ngày lập kỳ tới")
    ended_on = models.DateField("thôi lập ngày", null=True, blank=True)
    ended_why = models.TextField("vì sao thôi lập", blank=True)

    objects = ReportScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = "lịch lập định kỳ"
        verbose_name_plural = "các lịch lập định kỳ"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["next_on"], name="report_schedule_due", condition=models.Q(ended_on=None)),
            models.Index(fields=["account", "-created_at"], name="report_schedule_own"),
        ]

    def __str__(self):
        return f"{self.title} {self.get_every_display().lower()}"

    @property
    def parameters(self) -> dict:
        """What each file is made from, before its period is put in."""
        return json.loads(self.sealed_parameters or "{}")

    @property
    def when(self) -> str:
        """When it is made, in words."""
        return f"{self.get_every_display()}, ngày thứ {self.days_after} sau khi hết kỳ"

    @property
    def next_period(self) -> Period:
        """The period that is made on `next_on`."""
        return Period.due(self.every, self.days_after, self.next_on)

    def is_of_holder(self, account) -> bool:
        """Whether who holds the account now set it up."""
        return self.custodian == account.holder_name
