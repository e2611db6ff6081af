"""Passwords that the holder of an account chose before, as hashes, so that none of the last comes again (TCHQ-4.3)."""

from django.db import models

from accounts.models.account import Account


class PastPassword(models.Model):
    """The hash of one password; the newest few of an account are kept, none longer than its holder."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="past_passwords", verbose_name="tài khoản")
    password = models.CharField("mật khẩu", max_length=128)
    until = models.DateTimeField("dùng đến", auto_now_add=True)

    class Meta:
        verbose_name = "mật khẩu cũ"
        verbose_name_plural = "mật khẩu cũ"
        ordering = ["-pk"]

    def __str__(self):
        return f"Mật khẩu cũ của {self.account_id}"
