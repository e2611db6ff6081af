"""Accounts: of the system, of a unit's administrator, seats of a unit, and personal ones (QĐ 240 Điều 3, 5.2d)."""

from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from accounts.hashers import IssuedPasswordHasher
from accounts.querysets import AccountQuerySet
from orgunits.models import Unit
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps
from qlcb.history import Tracked
from qlcb.identifiers import STAFF_CODE

USERNAME = RegexValidator(r"^[a-z0-9]+([._-][a-z0-9]+)*$", "Tên đăng nhập chỉ gồm chữ thường, số và dấu . _ -")


class AccountManager(BaseUserManager.from_queryset(AccountQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class Account(Tracked, AbstractBaseUser):
    """Who signs in. A seat is named for unit and purpose, never for a person; its custodian is a dated row."""

    UNTRACKED = ("password", "last_login")

    class Kind(models.TextChoices):
        SYSTEM_ADMIN = "system_admin", "Quản trị hệ thống"
        UNIT_ADMIN = "unit_admin", "Quản trị đơn vị"
        SEAT = "seat", "Người dùng của đơn vị"
        PERSONAL = "personal", "Cá nhân"
        PROGRAM = "program", "Chương trình"

    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[USERNAME],
        error_messages={"unique": "Tên đăng nhập đã có."},
    )
    kind = models.CharField("loại tài khoản", max_length=20, choices=Kind.choices)
    title = models.CharField("tên gọi", max_length=100, help_text="Theo mục đích sử dụng, ví dụ: Nhân sự 1.")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name="đơn vị"
    )
    is_active = models.BooleanField("đang hoạt động", default=True)
    expires_on = models.DateField("hết hạn ngày", null=True, blank=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    issued_until = models.DateField("mật khẩu được cấp dùng đến hết ngày", null=True, blank=True)
    withdrawn_on = models.DateField("hủy bỏ ngày", null=True, blank=True)
    email = models.EmailField("địa chỉ nhận thư nhắc việc", blank=True)
    wants_mail = models.BooleanField("nhận thư nhắc việc", default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    objects = AccountManager()

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="account_belongs_to_a_unit",
                condition=models.Q(unit__isnull=False) | models.Q(kind="program"),
                violation_error_message="Tài khoản phải thuộc một đơn vị.",
            )
        ]

    def __str__(self):
        return f"{self.title} · {self.unit}" if self.unit_id else self.title

    @cached_property
    def access(self):
        """What this account may do, read once per request; the door of the house (accounts/access.py)."""
        from accounts.access import Access

        return Access(self)

    @cached_property
    def custody(self):
        """Who holds the account today, or None."""
        if self.pk is None:
            return None
        return self.custodies.on(timezone.localdate()).first()

    @cached_property
    def has_consent(self) -> bool:
        """Whether the paper is on record on which the account was issued (TCHQ-8.1b2, HG-7.2)."""
        return self.acts.filter(kind="issue").exists()

    @cached_property
    def second_factor_id(self) -> int | None:
        """The second factor in use; None without one."""
        return self.second_factors.filter(confirmed=True).values_list("pk", flat=True).first()

    @property
    def has_issued_password(self) -> bool:
        """Whether its password is one for one use that was not changed yet (HG-16.1)."""
        return self.must_change_password and self.issued_until is not None

    def issue_password(self, password: str, today) -> None:
        """Set a password for one use, to be changed at the first sign-in, of no use after some days; saves nothing.

        password: from `one_time_password`, which alone may be hashed fast.
        """
        self.password = make_password(password, hasher=IssuedPasswordHasher.algorithm)
        self.must_change_password = True
        self.issued_until = today + timedelta(days=settings.ISSUED_PASSWORD_DAYS)

    @property
    def waits_for_password(self) -> bool:
        """Whether it is locked because its password was reported lost; only a new one opens it (TCHQ-10.6)."""
        return not self.is_active and not self.has_usable_password()

    @property
    def needs_custodian(self) -> bool:
        return self.kind in (self.Kind.SEAT, self.Kind.UNIT_ADMIN, self.Kind.SYSTEM_ADMIN)

    @property
    def holder_name(self) -> str:
        """Name and staff code of today's custodian, as history and logs keep it; empty without one."""
        return f"{self.custody.holder_name} ({self.custody.staff_code})" if self.custody else ""

    @property
    def sign_in_log(self):
        """Sign-ins, refused ones and changes of safety in the time of today's holder, newest first."""
        from accounts.models.event import AccessEvent

        return AccessEvent.objects.filter(
            account=self, kind__in=AccessEvent.OF_SIGNING_IN, custodian=self.holder_name
        ).order_by("-at", "-id")

    def has_expired(self, day) -> bool:
        return bool(self.expires_on and self.expires_on < day)


class Custody(Tracked):
    """An official holds a seat from one day to another, under a document; at most one at a time (TCHQ-5.2d, 9.2)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="custodies", verbose_name="tài khoản")
    holder_name = models.CharField("người giữ", max_length=150)
    staff_code = models.CharField("số hiệu", max_length=20, validators=[STAFF_CODE])
    document = models.CharField("văn bản giao", max_length=100)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "người giữ tài khoản"
        verbose_name_plural = "người giữ tài khoản"
        ordering = ["-valid_from"]
        constraints = [
            never_overlaps("custody_one_at_a_time", "account", "Tài khoản đã có người giữ trong thời gian này."),
            ends_after_it_begins("custody_period"),
        ]

    def clean_fields(self, exclude=None):
        self.staff_code = self.staff_code.strip().upper()  # compared with dossiers: nobody acts on their own (HP-2.4)
        super().clean_fields(exclude=exclude)

    def __str__(self):
        return f"{self.holder_name} ({self.staff_code})"
