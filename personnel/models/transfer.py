"""Transfers: a dossier handed from the department that keeps it to another one (TCHQ-8.2c, HG-9, TN-I.4)."""

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Account
from orgunits.models import Unit
from personnel.models.attachment import Attachment
from personnel.models.catalogues import Position
from personnel.models.decision import Decision
from personnel.models.dossier import Dossier
from personnel.models.posting import Posting
from personnel.querysets import TransferQuerySet
from qlcb.history import Tracked


class Transfer(Tracked):
    """One dossier on its way. Until it is received the sending department keeps it, and the receiving one sees of the
    person only what stands on this row: code, name and position as of the sending, and the decision.

    batch: what was sent in one go has one; asked_at, sent_at, moved_at: when it was asked for, sent, and last moved;
    moved_by, moved_holder, moved_because: who moved it last, in whose hands the account was, and why.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", "Chờ đơn vị quản lý trả lời"
        SENT = "sent", "Chờ tiếp nhận"
        RECEIVED = "received", "Đã tiếp nhận"
        RETURNED = "returned", "Bị trả lại"
        RECALLED = "recalled", "Đã thu hồi"
        DECLINED = "declined", "Không chuyển"
        WITHDRAWN = "withdrawn", "Đã rút yêu cầu"

    OPEN = (State.REQUESTED, State.SENT)
    NEVER_SENT = (State.REQUESTED, State.DECLINED, State.WITHDRAWN)
    KINDS = [choice for choice in Posting.Kind.choices if choice[0] in ("move", "rotation", "secondment")]

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="transfers", verbose_name="hồ sơ")
    batch = models.UUIDField("đợt", default=uuid.uuid4, editable=False)
    state = models.CharField("tình trạng", max_length=10, choices=State.choices)
    code = models.CharField("số hiệu", max_length=20)
    full_name = models.CharField("họ và tên", max_length=150)
    position = models.CharField("chức vụ khi chuyển", max_length=200, blank=True)
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị chuyển")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị nhận")

    kind = models.CharField("hình thức", max_length=20, choices=KINDS, default=Posting.Kind.MOVE)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="transfers", verbose_name="quyết định"
    )
    effective_on = models.DateField("công tác tại đơn vị mới từ ngày", null=True, blank=True)
    override = models.CharField("lý do ghi ngoài phân cấp", max_length=300, blank=True)
    ends_position = models.BooleanField("thôi giữ chức vụ tại đơn vị cũ", default=True)
    new_position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bổ nhiệm tại đơn vị mới"
    )
    request_number = models.CharField("số văn bản yêu cầu", max_length=100, blank=True)
    request_on = models.DateField("ngày văn bản yêu cầu", null=True, blank=True)

    papers_received_on = models.DateField("ngày nhận hồ sơ giấy", null=True, blank=True)
    papers_note = models.CharField("tình trạng hồ sơ khi nhận", max_length=300, blank=True)
    account_handed_on = models.DateField("ngày bàn giao tài khoản cá nhân", null=True, blank=True)

    asked_at = models.DateTimeField("yêu cầu lúc", null=True, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    sent_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tài khoản gửi"
    )
    sent_holder = models.CharField("người gửi", max_length=200, blank=True)
    moved_at = models.DateTimeField("chuyển bước lúc")
    moved_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản chuyển bước")
    moved_holder = models.CharField("người chuyển bước", max_length=200, blank=True)
    moved_because = models.TextField("lý do chuyển bước", blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "điều chuyển hồ sơ"
        verbose_name_plural = "điều chuyển hồ sơ"
        ordering = ["-moved_at", "-id"]
        indexes = [
            models.Index(fields=["state", "moved_at", "id"], name="transfer_state"),
            models.Index(fields=["batch"], name="transfer_batch"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state__in=("requested", "sent")),
                name="transfer_one_open",
                violation_error_message="Hồ sơ này đang có một lần điều chuyển chưa xong.",
            ),
            models.CheckConstraint(
                name="transfer_sent_under_a_decision",
                condition=Q(state__in=("requested", "declined", "withdrawn"))
                | Q(decision__isnull=False, effective_on__isnull=False, sent_at__isnull=False, sent_by__isnull=False),
                violation_error_message="Hồ sơ chỉ chuyển theo quyết định, từ một ngày.",
            ),
            models.CheckConstraint(
                name="transfer_received_with_its_papers",
                condition=~Q(state="received") | Q(papers_received_on__isnull=False),
                violation_error_message="Nhập ngày nhận hồ sơ giấy.",
            ),
            models.CheckConstraint(
                name="transfer_between_two_units",
                condition=~Q(from_unit=models.F("to_unit")),
                violation_error_message="Đơn vị nhận phải khác đơn vị chuyển.",
            ),
        ]

    def __str__(self):
        return f"{self.full_name} ({self.code})"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def was_sent(self) -> bool:
        return self.state not in self.NEVER_SENT


class TransferPaper(Tracked):
    """One paper of the dossier that is handed over: a line of phiếu giao nhận. scan: id of the attachment it was listed
    from; that may be taken out of the dossier later, the line stays."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="papers", verbose_name="điều chuyển")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    number = models.PositiveSmallIntegerField("số thứ tự")
    title = models.CharField("tên tài liệu", max_length=200)
    form = models.CharField(
        "hình thức bản", max_length=20, choices=Attachment.Form.choices, default=Attachment.Form.ORIGINAL
    )
    copies = models.PositiveSmallIntegerField("số bản", default=1)
    sheets = models.PositiveSmallIntegerField("số trang", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    scan = models.BigIntegerField("bản chụp", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "tài liệu giao nhận"
        verbose_name_plural = "tài liệu giao nhận"
        ordering = ["transfer", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "number"],
                name="transferpaper_number",
                violation_error_message="Số thứ tự này đã có trong danh mục giao nhận.",
            )
        ]

    def __str__(self):
        return self.title
