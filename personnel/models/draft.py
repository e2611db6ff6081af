"""Drafts of decisions about many people: what is prepared before it is signed, and then applied at once (TCHQ-5.3)."""

import json

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Account
from accounts.permissions import DECIDE
from orgunits.models import Unit
from personnel.models.decision import Decision
from personnel.models.dossier import Dossier
from qlcb.fields import SealedField
from qlcb.formats import date_vi
from qlcb.history import Tracked, TrackedQuerySet


class DraftQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Drafts of the units for which the account enters decisions, and those it began itself."""
        if account.access.everywhere(DECIDE):
            return self
        return self.filter(Q(unit_id__in=account.access.units(DECIDE)) | Q(account=account))


class Draft(Tracked):
    """Dự thảo quyết định: one act about many people, and the paper as far as it is known.

    kind: slug of the act (`personnel.acts`); shared: name of a field of the section → its plain value, for all people;
    period: what a due list was made for; wording: parts of the printed paper where they are not the usual ones;
    corrects: the applied draft whose results this one takes back; decision: on which the results hang once applied.
    """

    UNTRACKED = ("message", "queued_at")

    class State(models.TextChoices):
        OPEN = "open", "Đang soạn"
        QUEUED = "queued", "Đang ghi"
        APPLIED = "applied", "Đã ghi vào hồ sơ"
        CANCELLED = "cancelled", "Đã hủy"

    kind = models.SlugField("việc", max_length=30, editable=False)
    title = models.CharField("tên dự thảo", max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị soạn")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản soạn")
    shared = models.JSONField("giá trị chung", default=dict, blank=True)
    period = models.JSONField("kỳ xét", default=dict, blank=True)
    wording = models.JSONField("lời văn", default=dict, blank=True)
    number = models.CharField("số quyết định", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    effective_on = models.DateField("ngày có hiệu lực", null=True, blank=True)
    authority = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan ban hành"
    )
    signer = models.CharField("người ký", max_length=150, blank=True)
    summary = models.CharField("trích yếu", max_length=300, blank=True)
    drafted_by = models.CharField("người tham mưu", max_length=150, blank=True)
    paper_received_on = models.DateField("ngày nhận giấy tờ", null=True, blank=True)
    override = models.CharField("lý do ghi ngoài phân cấp", max_length=300, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="thu hồi kết quả của"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name="quyết định"
    )
    state = models.CharField("tình trạng", max_length=10, choices=State.choices, default=State.OPEN)
    message = models.TextField("thông báo", blank=True, editable=False)
    queued_at = models.DateTimeField("xác nhận ghi lúc", null=True, blank=True, editable=False)
    began_at = models.DateTimeField("soạn lúc", auto_now_add=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "dự thảo quyết định"
        verbose_name_plural = "dự thảo quyết định"
        ordering = ["-began_at", "-id"]
        indexes = [
            models.Index(fields=["-began_at", "-id"], name="draft_newest"),
            models.Index(fields=["unit"], condition=Q(state__in=("open", "queued")), name="draft_open_of_unit"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """A paper is signed by today, and arrives between its signing and today; until then these days stay empty."""
        today, signed, arrived = timezone.localdate(), self.signed_on, self.paper_received_on
        if signed and signed > today:
            raise ValidationError({"signed_on": "Ngày ký không được sau hôm nay; chưa ký thì để trống."})
        if arrived and arrived > today:
            raise ValidationError({"paper_received_on": "Ngày nhận giấy tờ không được sau hôm nay."})
        if arrived and signed and arrived < signed:
            told = f"Giấy tờ không thể đến trước ngày ký ({date_vi(signed)})."
            raise ValidationError({"paper_received_on": told})

    @property
    def is_open(self) -> bool:
        """Whether it may still be edited."""
        return self.state == self.State.OPEN

    @property
    def is_correcting(self) -> bool:
        """Whether it takes back results of another, or puts others in their place."""
        return self.corrects_id is not None


class DraftLine(Tracked):
    """One person of a draft: the values of their own, whether the decision is about them, and why or why not.

    values: name of a field → plain value; they lie sealed, since some of a section's fields are restricted. steps: how
    a due list came to its answer, sentence by sentence; row: id of the record that applying it made; takes_back: of the
    one that an earlier decision made and this one takes back, or puts another in place of (`mode`).
    """

    UNTRACKED = ("row",)

    class Mode(models.TextChoices):
        ADD = "add", "Ghi mới"
        RECALL = "recall", "Thu hồi"
        REPLACE = "replace", "Điều chỉnh"

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="lines", verbose_name="dự thảo")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    order = models.PositiveIntegerField("thứ tự", default=0)
    mode = models.CharField("cách ghi", max_length=10, choices=Mode.choices, default=Mode.ADD)
    is_in = models.BooleanField("đưa vào quyết định", default=True)
    why = models.CharField("lý do", max_length=300, blank=True)
    steps = models.JSONField("diễn giải", default=list, blank=True)
    sealed_values = SealedField("giá trị riêng", blank=True)
    row = models.BigIntegerField("bản ghi", null=True, blank=True, editable=False)
    takes_back = models.BigIntegerField("bản ghi được thu hồi", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "dòng của dự thảo"
        verbose_name_plural = "dòng của dự thảo"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "dossier"],
                name="draftline_one_a_person",
                violation_error_message="Người này đã có trong dự thảo.",
            )
        ]

    def __str__(self):
        return f"{self.dossier} trong {self.draft}"

    @property
    def values(self) -> dict:
        return json.loads(self.sealed_values or "{}")

    @values.setter
    def values(self, told: dict) -> None:
        self.sealed_values = json.dumps(told, ensure_ascii=False, sort_keys=True) if told else ""
