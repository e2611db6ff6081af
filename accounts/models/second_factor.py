"""The second factor of an account: a code of an app (TOTP, RFC 6238), or a printed recovery code (TCHQ-4.3)."""

import hashlib
import secrets
from base64 import b32decode, b32encode

from django.conf import settings
from django.db import models
from django.utils import timezone
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from accounts.models.account import Account
from qlcb.fields import SealedField

KEY_BYTES = 20
TOLERANCE = 1  # steps of 30 seconds by which the clock of a phone may be off


def new_key() -> str:
    """A random key as apps take it when it is typed in: base32."""
    return b32encode(secrets.token_bytes(KEY_BYTES)).decode()


class SecondFactor(ThrottlingMixin, Device):
    """The key an account shares with an app; `confirmed` once the app has shown a right code. One of each at most.

    The key lies sealed. last_step: the time step of the last code taken; neither it nor an earlier one is taken again.
    """

    user = models.ForeignKey(Account, models.CASCADE, related_name="second_factors", verbose_name="tài khoản")
    key = SealedField("khóa bí mật", max_length=64, default=new_key)
    last_step = models.BigIntegerField("bước thời gian đã dùng", default=-1)
    salt = models.CharField("muối của mã khôi phục", max_length=64, default=secrets.token_hex)
    added_at = models.DateTimeField("bật lúc", default=timezone.now)

    class Meta:
        verbose_name = "xác thực hai bước"
        verbose_name_plural = "xác thực hai bước"
        constraints = [models.UniqueConstraint(fields=["user", "confirmed"], name="secondfactor_one_in_use")]

    def __str__(self):
        return f"Xác thực hai bước của {self.user_id}"

    @property
    def address(self) -> str:
        """What the app reads from the QR code."""
        return f"otpauth://totp/QLCB:{self.user.username}?secret={self.key}&issuer=QLCB"

    def get_throttle_factor(self):
        return 1  # 1, 2, 4, 8 … seconds after each wrong code

    def verify_is_allowed(self):
        """As django-otp waits, twice as long after each wrong code, but never longer than a lock-out."""
        allowed, told = super().verify_is_allowed()
        if not allowed and timezone.now() - self.throttling_failure_timestamp > settings.AXES_COOLOFF_TIME:
            return True, None
        return allowed, told

    def takes(self, code: str) -> bool:
        """Whether the app shows these six digits now, in a time step not used yet; notes the step, saves nothing."""
        if not (code.isascii() and code.isdigit() and len(code) == 6):
            return False
        totp = TOTP(b32decode(self.key))
        if not totp.verify(int(code), tolerance=TOLERANCE, min_t=self.last_step + 1):
            return False
        self.last_step = totp.t()
        return True

    def digest(self, code: str) -> str:
        """How a recovery code is kept: 79 random bits behind a salt need no slow hash."""
        return hashlib.sha256(f"{self.salt}:{code}".encode()).hexdigest()


class RecoveryCode(models.Model):
    """One recovery code not used yet, as its hash; it goes when it is used."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="codes", verbose_name="xác thực hai bước")
    hash = models.CharField("mã băm", max_length=64)

    class Meta:
        verbose_name = "mã khôi phục"
        verbose_name_plural = "mã khôi phục"
        constraints = [models.UniqueConstraint(fields=["factor", "hash"], name="recoverycode_once")]

    def __str__(self):
        return f"Mã khôi phục của {self.factor_id}"
