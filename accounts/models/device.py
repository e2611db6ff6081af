"""Devices from which an account was signed in to before, known again by a cookie of the browser (TCHQ-4.3)."""

import hashlib

from django.db import models

from accounts.models.account import Account


class KnownDevice(models.Model):
    """One browser of one account; `hash` is that of the cookie's token. Devices go with the holder of the account."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="devices", verbose_name="tài khoản")
    hash = models.CharField("mã băm", max_length=64)
    words = models.CharField("trình duyệt", max_length=60)
    first_at = models.DateTimeField("lần đầu")
    last_at = models.DateTimeField("lần gần nhất")

    class Meta:
        verbose_name = "thiết bị đã biết"
        verbose_name_plural = "thiết bị đã biết"
        constraints = [models.UniqueConstraint(fields=["account", "hash"], name="knowndevice_once")]

    def __str__(self):
        return f"{self.words} của {self.account_id}"

    @staticmethod
    def digest(token: str) -> str:
        """How a token is kept."""
        return hashlib.sha256(token.encode()).hexdigest()
