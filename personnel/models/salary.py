from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from personnel.models.catalogues import Rank, SalaryStep
from personnel.models.rows import DatedRow
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps
from qlcb.formats import decimal_vi


class SalaryTables:
    """Salary steps and ranks of all times, each read once when first asked for.

    ranks: gives the ranks to who has them already, by their id.
    """

    def __init__(self, ranks: Callable[[], dict[int, Rank]] | None = None) -> None:
        self._read_ranks = ranks or Rank.objects.in_bulk
        self._on: dict[date, list[SalaryStep]] = {}

    @cached_property
    def _steps(self) -> list[SalaryStep]:
        return list(SalaryStep.objects.all())

    @cached_property
    def _ranks(self) -> dict[str, list[Rank]]:
        by_code = defaultdict(list)
        for rank in self._read_ranks().values():
            by_code[rank.code].append(rank)
        return by_code

    def on(self, day: date) -> list[SalaryStep]:
        """The steps of all groups as they hold on the day."""
        if day not in self._on:
            self._on[day] = [step for step in self._steps if _holds(step, day)]
        return self._on[day]

    def groups_open_to(self, rank: Rank, day: date) -> set[str]:
        """Salary groups by which a holder of the rank may be paid: its own and earlier ones (FACTS §3.2)."""
        earlier = [one for one in self._ranks[rank.code] if one.valid_from is not None and one.valid_from <= day]
        return {rank.group, *(one.group for one in earlier)}

    def last_step(self, group: str, day: date) -> int | None:
        """The number of the last step of the group; None when the table of the day lacks it."""
        return max((step.step for step in self.on(day) if step.code == group), default=None)


def _holds(step: SalaryStep, day: date) -> bool:
    return (step.valid_from is None or step.valid_from <= day) and (step.valid_to is None or step.valid_to >= day)


class Salary(DatedRow):
    """Diễn biến lương: rank, step and coefficient (items 30.1 and 37.1). One at any time.

    The salary group is kept on the record: holders may keep an older group of their rank (FACTS §3.2).
    """

    rank = models.ForeignKey(Rank, models.PROTECT, related_name="+", verbose_name="ngạch")
    group = models.CharField("nhóm lương", max_length=20, editable=False)
    step = models.PositiveSmallIntegerField("bậc", validators=[MinValueValidator(1)])
    coefficient = models.DecimalField("hệ số", max_digits=5, decimal_places=2)
    over_frame = models.PositiveSmallIntegerField("vượt khung (%)", default=0)
    pay_percent = models.PositiveSmallIntegerField("phần trăm hưởng", default=100)
    counts_from = models.DateField(
        "mốc tính nâng bậc lần sau",
        null=True,
        blank=True,
        help_text="Chỉ ghi khi quyết định nêu một ngày khác ngày hưởng.",
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "diễn biến lương"
        verbose_name_plural = "diễn biến lương"
        ordering = ["-valid_from", "-id"]
        constraints = [
            never_overlaps(
                "salary_one_at_a_time", "dossier", "Trong thời gian này đã có một bậc lương khác.", partial=True
            ),
            ends_after_it_begins("salary_period", partial=True),
            models.CheckConstraint(
                name="salary_percents",
                condition=models.Q(over_frame__lte=100, pay_percent__gte=1, pay_percent__lte=100),
                violation_error_message="Phần trăm hưởng từ 1 đến 100, vượt khung từ 0 đến 100.",
            ),
        ]

    def __str__(self):
        return f"{self.rank.code} bậc {self.step} từ {self.valid_from}"

    @property
    def rank_code(self) -> str:
        return self.rank.code

    @property
    def share_words(self) -> str:
        """How much of it is paid, where that is not all: during tập sự (item 30.1)."""
        return f"hưởng {self.pay_percent} %" if self.pay_percent != 100 else ""

    @property
    def rank_name(self) -> str:
        return self.rank.name

    def clean(self, tables: SalaryTables | None = None):
        """Check rank, step and coefficient against the catalogue of the day and settle the salary group.

        An empty coefficient is taken from the table of the rank. tables: for whoever checks many records.
        """
        if not (self.rank_id and self.step is not None and self.valid_from):
            return
        tables, day = tables or SalaryTables(), self.valid_from.last_day
        if not tables.on(day):
            if self.coefficient is None:
                raise ValidationError(
                    {"coefficient": "Chưa có bảng lương của thời gian này; ghi hệ số theo quyết định."}
                )
            self.group = self.rank.group  # older than the tables we hold: kept as the paper says
            return
        if self.rank.valid_from and self.rank.valid_from > day:
            raise ValidationError({"rank": f"Ngạch {self.rank} chưa có hiệu lực vào {self.valid_from}."})
        groups = tables.groups_open_to(self.rank, day)
        steps = [step for step in tables.on(day) if step.code in groups and step.step == self.step]
        own = next((s for s in steps if s.code == self.rank.group), None)
        if self.coefficient is None and own is not None:
            self.coefficient = own.coefficient
        matching = [s for s in steps if s.coefficient == self.coefficient]
        if matching:
            self.group = next((s.code for s in matching if s.code == self.rank.group), matching[0].code)
            self._check_over_frame(tables.last_step(self.group, day))
            return
        if own is None:
            raise ValidationError(
                {"step": f"Ngạch {self.rank.code} (nhóm {self.rank.group}) không có bậc {self.step}."}
            )
        raise ValidationError(
            {"coefficient": f"Ngạch {self.rank.code} bậc {self.step} có hệ số {decimal_vi(own.coefficient)}."}
        )

    def _check_over_frame(self, last: int) -> None:
        """Phụ cấp thâm niên vượt khung begins with 5 % and only at the last step (FACTS §3.5)."""
        if not self.over_frame:
            return
        if self.step < last:
            raise ValidationError({"over_frame": f"Vượt khung chỉ tính ở bậc cuối (bậc {last})."})
        if self.over_frame < 5:
            raise ValidationError({"over_frame": "Vượt khung bắt đầu từ 5 %."})
