"""Reorganisations: one decision that founds, changes and ends units, and says where everybody and everything goes."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Account
from orgunits.models import IDENTIFIER, Unit, UnitKind
from personnel.models.decision import Decision
from personnel.models.dossier import Dossier
from qlcb.history import Tracked


class Reorganisation(Tracked):
    """The plan of one decision (phương án sắp xếp), from its first draft to the day on which it was applied.

    scope: the unit at or below which all of its units stand. problem: why it could not be applied on its day;
    outcome: what was written when it was.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        CHECKED = "checked", "Đã duyệt, chờ áp dụng"
        APPLIED = "applied", "Đã áp dụng"
        WITHDRAWN = "withdrawn", "Đã hủy"

    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="phạm vi sắp xếp")
    number = models.CharField("số quyết định", max_length=60, help_text="Ví dụ: 382/QĐ-BTC")
    signed_on = models.DateField("ngày ký")
    effective_on = models.DateField("ngày có hiệu lực", help_text="Từ ngày này cơ cấu mới thay cơ cấu cũ.")
    authority = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan ban hành",
        help_text="Để trống khi do cơ quan ngoài hệ thống ban hành, ví dụ Bộ Tài chính.",
    )  # fmt: skip
    signer = models.CharField("người ký", max_length=150, blank=True)
    summary = models.CharField("trích yếu", max_length=300)
    state = models.CharField("tình trạng", max_length=10, choices=State.choices, default=State.DRAFT)
    problem = models.TextField("vì sao chưa áp dụng được", blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="quyết định"
    )
    approved_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tài khoản duyệt"
    )
    approved_holder = models.CharField("người duyệt", max_length=200, blank=True)
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    applied_at = models.DateTimeField("áp dụng lúc", null=True, blank=True)
    outcome = models.JSONField("kết quả áp dụng", default=dict, blank=True)

    class Meta:
        verbose_name = "phương án sắp xếp tổ chức"
        verbose_name_plural = "phương án sắp xếp tổ chức"
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="reorganisation_approved_by_somebody",
                condition=Q(state__in=["draft", "withdrawn"]) | Q(approved_by__isnull=False),
                violation_error_message="Phương án chờ áp dụng phải có người duyệt.",
            )
        ]

    def __str__(self):
        return self.number

    def clean(self):
        self.number = " ".join(self.number.split())
        if self.signed_on and self.effective_on and self.signed_on.year < 1945:
            raise ValidationError({"signed_on": "Ngày ký không hợp lệ."})
        if self.signed_on and self.signed_on > timezone.localdate():
            raise ValidationError({"signed_on": "Ngày ký không được sau hôm nay; phương án lập theo quyết định đã ký."})

    def parts_mark(self) -> str:
        """By which a workbook knows whether steps and single people are still those that it was made of; "" for none.
        Two queries."""
        told = [[*rows.order_by("pk").values_list("pk", "version")] for rows in (self.steps, self.people)]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:20] if any(told) else ""

    @property
    def is_open(self) -> bool:
        """Whether its steps may still be changed."""
        return self.state == self.State.DRAFT

    @property
    def is_withdrawable(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.CHECKED)


class ReorganisationStep(Tracked):
    """What becomes of one unit, or a unit that is founded. Units of the plan name each other by code.

    unit: empty for a unit founded, which has a code of its own. targets: codes of the units that take over, the main
    one first; a unit that is split and stands among them goes on. people_to: where its people go, the first target
    when empty. name, short_name, kind, parent: as they are from the day on, unchanged when empty.
    """

    class Deed(models.TextChoices):
        ESTABLISH = "establish", "Thành lập"
        RENAME = "rename", "Đổi tên, đổi loại"
        MOVE = "move", "Chuyển về"
        MERGE = "merge", "Nhập vào"
        SPLIT = "split", "Chia, tách thành"
        DISSOLVE = "dissolve", "Giải thể"

    class Posts(models.TextChoices):
        END = "end", "Kết thúc chức vụ"
        FOLLOW = "follow", "Giữ chức vụ tại nơi đến"

    class Accounts(models.TextChoices):
        FOLLOW = "follow", "Chuyển về nơi đến"
        SEATS = "seats", "Chuyển, trừ quản trị đơn vị"
        WITHDRAW = "withdraw", "Hủy bỏ"

    class Grants(models.TextChoices):
        FOLLOW = "follow", "Cấp lại tại nơi đến"
        END = "end", "Thu hồi"

    ENDING = (Deed.MERGE, Deed.SPLIT, Deed.DISSOLVE)

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="steps", verbose_name="phương án sắp xếp"
    )
    deed = models.CharField("việc", max_length=10, choices=Deed.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    code = models.SlugField("mã đơn vị mới", max_length=30, blank=True)
    identifier = models.CharField("mã định danh điện tử", max_length=35, blank=True, validators=[IDENTIFIER])
    customs_prefix = models.CharField("mã hải quan", max_length=4, blank=True)
    order = models.PositiveIntegerField("thứ tự", null=True, blank=True)
    name = models.CharField("tên mới", max_length=200, blank=True)
    short_name = models.CharField("tên viết tắt mới", max_length=100, blank=True)
    kind = models.ForeignKey(UnitKind, models.PROTECT, null=True, blank=True, verbose_name="loại đơn vị mới")
    parent = models.CharField("đơn vị cấp trên mới", max_length=30, blank=True)
    targets = models.CharField("nơi đến", max_length=300, blank=True, help_text="Mã đơn vị; nhiều mã cách nhau.")
    people_to = models.CharField("nơi người chuyển đến", max_length=30, blank=True)
    posts = models.CharField("chức vụ lãnh đạo", max_length=10, choices=Posts.choices, default=Posts.END)
    accounts = models.CharField("tài khoản", max_length=10, choices=Accounts.choices, default=Accounts.FOLLOW)
    grants = models.CharField("quyền trên đơn vị", max_length=10, choices=Grants.choices, default=Grants.FOLLOW)
    confidence = models.CharField("mức tin cậy", max_length=20, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "bước sắp xếp"
        verbose_name_plural = "bước sắp xếp"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "unit"],
                name="reorganisationstep_one_a_unit",
                violation_error_message="Đơn vị này đã có trong phương án; sửa bước đã có.",
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "code"],
                condition=~Q(code=""),
                name="reorganisationstep_one_a_code",
                violation_error_message="Trong phương án đã có đơn vị mới mang mã này.",
            ),
            models.CheckConstraint(
                name="reorganisationstep_unit_or_code",
                condition=Q(deed="establish", unit__isnull=True) & ~Q(code="")
                | ~Q(deed="establish") & Q(unit__isnull=False),
                violation_error_message="Thành lập thì ghi mã đơn vị mới; việc khác thì chọn đơn vị.",
            ),
        ]

    def __str__(self):
        return f"{self.get_deed_display()}: {self.unit or self.name}"

    @property
    def target_codes(self) -> list[str]:
        return self.targets.split()

    @property
    def goes_on(self) -> bool:
        """Whether the unit still exists afterwards."""
        splits = self.deed == self.Deed.SPLIT and self.unit and self.unit.code in self.target_codes
        return bool(splits) or self.deed not in self.ENDING


class ReorganisationPerson(Tracked):
    """One person who goes elsewhere than the people of their unit."""

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="people", verbose_name="phương án sắp xếp"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    to = models.CharField("nơi đến", max_length=30)
    keeps_post = models.BooleanField("giữ chức vụ tại nơi đến", default=False)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "người chuyển riêng"
        verbose_name_plural = "người chuyển riêng"
        ordering = ["dossier__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "dossier"],
                name="reorganisationperson_once",
                violation_error_message="Người này đã có nơi đến riêng trong phương án.",
            )
        ]

    def __str__(self):
        return f"{self.dossier} → {self.to}"


class ReorganisationAccount(Tracked):
    """One account that does not go the way of the accounts of its unit; `to` empty: it is withdrawn."""

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="accounts", verbose_name="phương án sắp xếp"
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản")
    to = models.CharField("nơi đến", max_length=30, blank=True)

    class Meta:
        verbose_name = "tài khoản chuyển riêng"
        verbose_name_plural = "tài khoản chuyển riêng"
        ordering = ["account__username"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "account"],
                name="reorganisationaccount_once",
                violation_error_message="Tài khoản này đã có nơi đến riêng trong phương án.",
            )
        ]

    def __str__(self):
        return f"{self.account} → {self.to or 'hủy bỏ'}"
