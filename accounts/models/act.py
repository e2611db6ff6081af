"""What was done with an account and on whose paper; and how many accounts a unit may have (TCHQ-7, 8.1b2; HG-3.3)."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from accounts.models.account import Account
from orgunits.models import Unit, UnitKind
from qlcb.dated import DatedQuerySet, ends_after_it_begins
from qlcb.history import Tracked, current_writing, record


@dataclass(frozen=True)
class Paper:
    """The paper under which something is done with an account: number, day, the leader who approved it.

    consent: number of the written consent of the body that the regulation names, where it asks for one (HG-5.2).
    """

    number: str
    signed_on: date
    approved_by: str
    consent: str = ""


class AccountAct(Tracked):
    """One act in the life of an account, with its paper, giver and reason; kept for good."""

    class Kind(models.TextChoices):
        ISSUE = "issue", "Cấp tài khoản"
        HAND_OVER = "hand_over", "Giao người giữ"
        EXTEND = "extend", "Gia hạn"
        LIMIT = "limit", "Hạn chế thời hạn"
        LOCK = "lock", "Khóa"
        UNLOCK = "unlock", "Mở khóa"
        LOSS = "loss", "Báo mất mật khẩu"
        PASSWORD = "password", "Cấp lại mật khẩu"
        WITHDRAW = "withdraw", "Hủy bỏ"
        MOVE = "move", "Chuyển đơn vị"

    account = models.ForeignKey(Account, models.PROTECT, related_name="acts", verbose_name="tài khoản")
    kind = models.CharField("việc", max_length=20, choices=Kind.choices)
    done_on = models.DateField("ngày thực hiện")
    until = models.DateField("thời hạn đến hết ngày", null=True, blank=True)
    document = models.CharField("số văn bản", max_length=100)
    document_on = models.DateField("ngày văn bản")
    approved_by = models.CharField("lãnh đạo phê duyệt", max_length=150)
    consent = models.CharField("văn bản thống nhất", max_length=100, blank=True)
    reason = models.TextField("lý do")
    given_by = models.ForeignKey(Account, models.PROTECT, related_name="acts_given", verbose_name="người thực hiện")
    witness = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="quản trị cùng xác nhận"
    )

    class Meta:
        verbose_name = "việc về tài khoản"
        verbose_name_plural = "các việc về tài khoản"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="accountact_has_its_paper",
                condition=~Q(document="") & ~Q(approved_by="") & ~Q(reason=""),
                violation_error_message="Mỗi việc về tài khoản phải có văn bản, lãnh đạo phê duyệt và lý do.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.document}"

    @classmethod
    def of(cls, kind: str, target: Account, paper: Paper, today: date, **more) -> "AccountAct":
        """The act as the writing under way does it: its account gives, its reason is the reason; not stored yet."""
        now = current_writing()
        return cls(
            account=target, kind=kind, done_on=today, document=paper.number, document_on=paper.signed_on,
            approved_by=paper.approved_by, consent=paper.consent, reason=now.reason, given_by_id=now.account.pk, **more,
        )  # fmt: skip

    @classmethod
    def keep(cls, kind: str, target: Account, paper: Paper, today: date, **more) -> "AccountAct":
        """Store the act; more: `until`, `witness`. Raises ValidationError without number, approver or reason."""
        act = cls.of(kind, target, paper, today, **more)
        record(act)
        return act


class AccountQuotaQuerySet(DatedQuerySet):
    def on(self, day: date):
        """Quotas that hold on `day`; not those that were ended from their first day on."""
        return super().on(day).filter(never_held=False)


class AccountQuota(Tracked):
    """How many accounts of a kind each unit of a kind may have; for a single unit, an exception under a document.

    never_held: it was ended from its first day on, and is kept to be seen.
    """

    unit_kind = models.ForeignKey(UnitKind, models.PROTECT, null=True, blank=True, verbose_name="loại đơn vị")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name="đơn vị")
    account_kind = models.CharField("loại tài khoản", max_length=20, choices=Account.Kind.choices)
    seats = models.PositiveSmallIntegerField("số tài khoản")
    document = models.CharField("căn cứ", max_length=150)
    document_on = models.DateField("ngày văn bản", null=True, blank=True)
    approved_by = models.CharField("lãnh đạo phê duyệt", max_length=150, blank=True)
    ended_under = models.CharField("văn bản kết thúc", max_length=100, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    never_held = models.BooleanField("thôi áp dụng từ ngày đầu", default=False)

    objects = AccountQuotaQuerySet.as_manager()

    class Meta:
        verbose_name = "định mức tài khoản"
        verbose_name_plural = "định mức tài khoản"
        ordering = ["account_kind", "-valid_from"]
        constraints = [
            ends_after_it_begins("accountquota_period"),
            models.CheckConstraint(
                name="accountquota_kind_or_unit",
                condition=Q(unit_kind__isnull=False, unit__isnull=True) | Q(unit_kind__isnull=True, unit__isnull=False),
                violation_error_message="Định mức là của một loại đơn vị hoặc của một đơn vị.",
            ),
            models.CheckConstraint(
                name="accountquota_has_its_document",
                condition=~Q(document=""),
                violation_error_message="Định mức phải có căn cứ.",
            ),
        ]

    def state(self, day: date) -> str:
        """How it stands on `day`: "now", "later", "over", or "void" when it never held."""
        if self.never_held:
            return "void"
        if self.valid_to and self.valid_to < day:
            return "over"
        return "later" if self.valid_from > day else "now"

    def __str__(self):
        return f"{self.unit or self.unit_kind}: {self.seats} {self.get_account_kind_display()}"
