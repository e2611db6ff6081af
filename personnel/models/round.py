"""Rounds: what is done for many dossiers within a term, item by item: a review of the files (TCHQ-10.2), the yearly
declarations of assets (TCHQ-6.1d3)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from orgunits.models import Unit
from personnel.models.dossier import Dossier
from personnel.models.terms import Term, TermField
from personnel.querysets import RoundItemQuerySet, RoundQuerySet
from qlcb.history import Tracked

LONGEST_TEXT = 2000


class Round(Tracked):
    """One round over a unit and all below it, under a document and until a day.

    organiser: the unit whose account opened it, and which runs it: the unit that is looked at does not end what comes
    from above. parts: slugs of the panels and sections that a review looks at. leading, positions, ranks: who must
    declare assets, by the position and the rank held when the round was opened.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", "Rà soát hồ sơ"
        ASSETS = "assets", "Kê khai tài sản"

    kind = models.CharField("loại", max_length=10, choices=Kind.choices, editable=False)
    title = models.CharField("tên đợt", max_length=200)
    document = models.CharField("văn bản", max_length=100, help_text="Ví dụ: 1245/TCHQ-TCCB.")
    document_on = models.DateField("ngày văn bản")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds", verbose_name="phạm vi")
    organiser = models.ForeignKey(Unit, models.PROTECT, related_name="+", editable=False, verbose_name="đơn vị tổ chức")
    deadline = models.DateField("hạn hoàn thành")
    instructions = models.TextField("hướng dẫn", blank=True, max_length=LONGEST_TEXT)
    parts = models.JSONField("các mục cần rà soát", default=list, blank=True)
    year = models.PositiveSmallIntegerField(
        "năm kê khai", null=True, blank=True, validators=[MinValueValidator(2006), MaxValueValidator(2100)]
    )
    declaration_kind = TermField(Term.Kind.DECLARATION_KIND, "loại kê khai", null=True, blank=True)
    leading = models.BooleanField("người giữ chức vụ lãnh đạo, quản lý", default=False)
    positions = models.JSONField("chức vụ khác phải kê khai", default=list, blank=True)
    ranks = models.JSONField("ngạch phải kê khai", default=list, blank=True)
    opened_at = models.DateTimeField("mở lúc", auto_now_add=True)
    closed_on = models.DateField("đóng ngày", null=True, blank=True, editable=False)
    conclusion = models.TextField("kết luận", blank=True, max_length=LONGEST_TEXT)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt"
        verbose_name_plural = "các đợt"
        ordering = [models.F("closed_on").desc(nulls_first=True), "deadline", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "declaration_kind"],
                condition=Q(kind="assets"),
                name="round_assets_once_a_year",
                violation_error_message="Đơn vị này đã có đợt kê khai loại này của năm ấy.",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if self.document_on and self.deadline and self.deadline < self.document_on:
            raise ValidationError({"deadline": "Hạn hoàn thành phải từ ngày văn bản trở đi."})

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_review(self) -> bool:
        return self.kind == self.Kind.REVIEW


class RoundItem(Tracked):
    """One dossier in a round. It goes with the person: whose dossier moves, moves with it; who leaves, drops out.

    confirmed: part → when a review confirmed it, and who ("at", "by"); done_at: since when every part is. because: why
    somebody was added to a round of declarations beyond its rule; exempt_because: why they need not declare. outcome,
    kept_by: how it stood and which unit kept the dossier when the round was closed.
    """

    UNTRACKED = ("outcome", "kept_by")

    class State(models.TextChoices):
        MISSING = "missing", "Chưa xong"
        DONE = "done", "Đã xong"
        EXEMPT = "exempt", "Được miễn"
        LEFT = "left", "Đã thôi công tác"

    round = models.ForeignKey(Round, models.PROTECT, related_name="items", verbose_name="đợt")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="round_items", verbose_name="hồ sơ")
    confirmed = models.JSONField("đã rà soát", default=dict, blank=True, editable=False)
    corrected = models.BooleanField("có đính chính, bổ sung trong đợt", default=False, editable=False)
    done_at = models.DateTimeField("xong lúc", null=True, blank=True, editable=False)
    because = models.CharField("lý do bổ sung vào danh sách", max_length=300, blank=True)
    exempt_because = models.CharField("lý do được miễn", max_length=300, blank=True)
    outcome = models.CharField("khi đóng đợt", max_length=10, choices=State.choices, blank=True, editable=False)
    kept_by = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="đơn vị khi đóng đợt",
    )

    objects = RoundItemQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ trong đợt"
        verbose_name_plural = "hồ sơ trong đợt"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "dossier"],
                name="rounditem_once",
                violation_error_message="Người này đã có trong danh sách của đợt.",
            )
        ]

    def __str__(self):
        return f"{self.round} · {self.dossier}"

    @property
    def unit(self) -> Unit | None:
        """The unit that keeps the dossier, of a closed round the one that kept it on the last day."""
        return self.dossier.now_unit if self.round.is_open else self.kept_by


class RoundTally(models.Model):
    """How a unit stood in a round when it was closed: numbers that no later move of people changes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="tallies", verbose_name="đợt")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    done = models.PositiveIntegerField("đã xong")
    missing = models.PositiveIntegerField("chưa xong")
    exempt = models.PositiveIntegerField("được miễn")
    extra = models.PositiveIntegerField("có đính chính, hoặc có bản chụp")

    class Meta:
        verbose_name = "kết quả đợt theo đơn vị"
        verbose_name_plural = "kết quả đợt theo đơn vị"
        ordering = ["id"]

    def __str__(self):
        return f"{self.round_id}: {self.done}/{self.done + self.missing}"


class RoundReminder(Tracked):
    """A unit was urged to do what it still has to do in a round; its accounts read it at home."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reminders", verbose_name="đợt")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    reminded_on = models.DateField("ngày nhắc")
    words = models.CharField("nội dung nhắc", max_length=300)

    class Meta:
        verbose_name = "lần đôn đốc"
        verbose_name_plural = "các lần đôn đốc"
        ordering = ["-reminded_on", "-id"]

    def __str__(self):
        return f"{self.unit} {self.reminded_on}"
