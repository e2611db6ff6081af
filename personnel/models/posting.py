from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from orgunits.models import Unit
from personnel.models.rows import DatedRow
from qlcb import regulation
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps
from qlcb.formats import date_vi


class PostingQuerySet(DatedQuerySet):
    def kept_by(self, unit_ids):
        """Postings of people whose dossiers these units keep, wherever they serve."""
        return self.filter(Q(kept_by=None, unit_id__in=unit_ids) | Q(kept_by_id__in=unit_ids))


class Posting(DatedRow):
    """Quá trình công tác: in which unit a person serves (item 33 of the TT 06/2023 form). One at any time.

    kept_by: the unit that keeps the dossier where that is another one (HG-10.1): both read it, that one alone updates.
    term_ends_on: the last day that the decision gives a secondment or rotation; the posting itself goes on until the
    next one begins.
    """

    class Kind(models.TextChoices):
        FIRST = "first", "Tiếp nhận, tuyển dụng"
        MOVE = "move", "Điều động, chuyển đổi vị trí"
        ROTATION = "rotation", "Luân chuyển"
        SECONDMENT = "secondment", "Biệt phái"
        SECONDMENT_END = "secondment_end", "Thôi biệt phái, trở về"
        REORGANISATION = "reorganisation", "Sắp xếp tổ chức bộ máy"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name="đơn vị công tác")
    kind = models.CharField("hình thức", max_length=20, choices=Kind.choices, default=Kind.MOVE)
    work = models.CharField("công việc được giao", max_length=200, blank=True)
    term_ends_on = models.DateField(
        "thời hạn đến ngày", null=True, blank=True, help_text="Biệt phái, luân chuyển: ngày cuối ghi trong quyết định."
    )
    kept_by = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị quản lý hồ sơ",
        help_text="Chỉ ghi khi hồ sơ ở lại đơn vị khác, ví dụ người biệt phái; để trống là đơn vị công tác.",
    )  # fmt: skip

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "quá trình công tác"
        verbose_name_plural = "quá trình công tác"
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["unit", "valid_to"], name="posting_unit_to")]
        constraints = [
            never_overlaps(
                "posting_one_at_a_time",
                "dossier",
                "Trong thời gian này người này đã công tác tại một đơn vị khác.",
                partial=True,
            ),
            ends_after_it_begins("posting_period", partial=True),
            models.CheckConstraint(condition=~Q(kept_by=F("unit")), name="posting_kept_elsewhere"),
        ]

    def __str__(self):
        return f"{self.unit} từ {self.valid_from}"

    @property
    def unit_parent(self):
        return self.unit.parent

    @property
    def keeper_id(self) -> int | None:
        """Id of the unit that keeps the dossier."""
        return self.kept_by_id or self.unit_id

    @property
    def work_and_keeper(self) -> str:
        """The work, and who keeps the dossier where that is another unit."""
        return " · ".join(filter(None, (self.work, self.kept_by_id and f"hồ sơ do {self.kept_by} quản lý")))

    @property
    def term_words(self) -> str:
        """The kind, and the term that the decision gives."""
        kind = self.get_kind_display()
        return f"{kind} đến {date_vi(self.term_ends_on)}" if self.term_ends_on else kind

    def clean(self):
        self._require_sensible_term()
        if self.kept_by_id == self.unit_id:
            self.kept_by = None
        if self.kept_by_id and not leaves_dossier(self.kind):
            told = f"{self.get_kind_display()}: theo quy chế, hồ sơ chuyển đến đơn vị mới, không ở lại đơn vị cũ."
            raise ValidationError({"kept_by": told})
        for name in ("unit", "kept_by"):
            if getattr(self, f"{name}_id") and self.valid_from:
                self._require_existing(name)

    def _require_sensible_term(self) -> None:
        if self.term_ends_on is None:
            return
        if self.kind not in LASTING:
            raise ValidationError({"term_ends_on": "Chỉ ghi thời hạn cho biệt phái, luân chuyển."})
        if self.valid_from and self.term_ends_on < self.valid_from.first_day:
            raise ValidationError({"term_ends_on": f"Thời hạn phải sau ngày bắt đầu {self.valid_from}."})

    def _require_existing(self, name: str) -> None:
        begins, unit = self.valid_from.last_day, getattr(self, name)
        if begins < unit.established_on or (unit.dissolved_on and self.valid_from.first_day > unit.dissolved_on):
            raise ValidationError({name: f"Đơn vị {unit} không hoạt động vào thời điểm {self.valid_from}."})


LASTING = (Posting.Kind.SECONDMENT, Posting.Kind.ROTATION)


def leaves_dossier(kind: str) -> bool:
    """Whether by the regulation a move of that kind may leave the dossier where it is kept (`transfers.kept_kinds`)."""
    return kind in regulation.fact("transfers").get("kept_kinds", ())
