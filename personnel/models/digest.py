"""The daily mail to an account about what waits for it."""

from django.db import models

from accounts.models import Account


class DigestQuerySet(models.QuerySet):
    def administered_by(self, account):
        """Those of the accounts that the account administers."""
        return self.filter(account__in=Account.objects.managed_by(account))


class Digest(models.Model):
    """One day of one account: at most one mail. things, late: how much waited; problem: why it could not be sent."""

    class State(models.TextChoices):
        SENT = "sent", "Đã gửi"
        NOTHING = "nothing", "Không có việc"
        FAILED = "failed", "Không gửi được"

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản")
    day = models.DateField("ngày")
    state = models.CharField("kết quả", max_length=10, choices=State.choices, default=State.FAILED)
    address = models.EmailField("địa chỉ")
    things = models.PositiveIntegerField("số việc", default=0)
    late = models.PositiveIntegerField("quá hạn", default=0)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    problem = models.CharField("lỗi", max_length=300, blank=True)
    at = models.DateTimeField("lúc", auto_now=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = "thư nhắc việc"
        verbose_name_plural = "thư nhắc việc"
        ordering = ["-day", "-id"]
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="digest_once_a_day")]

    def __str__(self):
        return f"{self.account_id} {self.day}"
