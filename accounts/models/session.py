"""Open sessions with what their custodian needs to know them by: since when, from where, with which program."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac

from accounts.models.account import Account


class OpenSession(AbstractBaseSession):
    """One session as `accounts.sessions` keeps it; the columns repeat what lies in its data, so that it is found."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions", verbose_name="tài khoản")
    address = models.GenericIPAddressField("địa chỉ", null=True)
    agent = models.CharField("trình duyệt", max_length=60, blank=True)
    signed_in_at = models.DateTimeField("đăng nhập lúc", null=True)
    seen_at = models.DateTimeField("thao tác gần nhất", null=True)

    class Meta:
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    def __str__(self):
        return f"Phiên của {self.account_id} từ {self.signed_in_at}"

    @classmethod
    def get_session_store_class(cls):
        from accounts.sessions import SessionStore

        return SessionStore

    @property
    def mark(self) -> str:
        """What names the session on a page; its key, which opens it, is told to nobody."""
        return salted_hmac("accounts.OpenSession", self.session_key).hexdigest()[:24]
