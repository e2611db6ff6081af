"""Salary histories that follow the table and the calendar (FACTS §3): steps, promotions, vượt khung."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from personnel.models import Rank, SalaryStep
from qlcb.dates import add_months

DAY = timedelta(days=1)
TRAINEE_FROM = date(2012, 1, 1)  # lists of older years do not show the months of tập sự
TRAINEE_MONTHS, TRAINEE_PERCENT = 12, 85
CONTRACT_GROUPS = "NV."  # labour contracts know no tập sự
OVER_FRAME_FIRST, OVER_FRAME_MONTHS = 5, 12


@dataclass(frozen=True)
class Pay:
    """One line of a salary history; `cause` is what the decision is about: start, raise or rank."""

    begins: date
    ends: date | None
    rank: Rank
    group: str
    step: int
    coefficient: Decimal
    over_frame: int = 0
    pay_percent: int = 100
    cause: str = "raise"


@dataclass(frozen=True)
class Step:
    """What is held from `begins` on; the end follows from the next one. counted: since when the next raise counts."""

    begins: date
    code: str
    group: str
    step: int
    over_frame: int = 0
    pay_percent: int = 100
    cause: str = "raise"
    counted: date | None = None


class PayTable:
    """Ranks and steps of the catalogue, read once."""

    def __init__(self):
        self.steps: dict[str, list[SalaryStep]] = {}
        for row in SalaryStep.objects.order_by("code", "step"):
            self.steps.setdefault(row.code, []).append(row)
        self.ranks: dict[str, list[Rank]] = {}
        for rank in Rank.objects.order_by("code", "valid_from"):
            self.ranks.setdefault(rank.code, []).append(rank)
        self.begins = min(row.valid_from for rows in self.steps.values() for row in rows)

    def rank_on(self, code: str, day: date) -> Rank:
        """The entry of the rank that holds on `day`, or its first."""
        entries = self.ranks[code]
        return next((rank for rank in reversed(entries) if rank.valid_from <= day), entries[0])

    def coefficient(self, group: str, step: int) -> Decimal:
        return self.steps[group][step - 1].coefficient

    def history(self, path: Sequence[tuple[date, str]], until: date, ended: bool) -> list[Pay]:
        """Lines from the first day of the table on.

        path: (day, rank code) of recruitment and of each promotion; until: last day, today or that of leaving; ended:
        whether the person left, so that the last line ends too.
        """
        steps = [step for step in self._steps(path, until) if step.begins <= until]
        lines = []
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            last = following.begins - DAY if following else until if ended else None
            if last is None or last >= max(self.begins, step.begins):
                lines.append(self._line(step, last))
        return lines

    def _line(self, step: Step, last: date | None) -> Pay:
        begins = max(step.begins, self.begins)
        return Pay(
            begins,
            last,
            self.rank_on(step.code, begins),
            step.group,
            step.step,
            self.coefficient(step.group, step.step),
            step.over_frame,
            step.pay_percent,
            step.cause if step.begins >= self.begins else "start",
        )

    def _steps(self, path: Sequence[tuple[date, str]], until: date) -> Iterator[Step]:
        """Every step held up to `until`, also before the table began: the same rules carried back."""
        held = None
        for index, (day, code) in enumerate(path):
            next_day = path[index + 1][0] if index + 1 < len(path) else until + DAY
            first = self._first(day, code, held)
            for held in self._grow(first):
                if held.begins >= next_day:
                    break
                last_held = held
                yield held
            held = last_held

    def _first(self, day: date, code: str, before: Step | None) -> Step:
        """Step 1 at recruitment; at a promotion the first step not below what was paid before.

        A small rise carries the time of the old step on (TT 02/2007/TT-BNV).
        """
        group = self.rank_on(code, day).group
        if before is None:
            trainee = day >= TRAINEE_FROM and not group.startswith(CONTRACT_GROUPS)
            return Step(day, code, group, 1, pay_percent=TRAINEE_PERCENT if trainee else 100, cause="start")
        paid = self.coefficient(before.group, before.step) * (100 + before.over_frame) / 100
        rows = self.steps[group]
        step = next((row.step for row in rows if row.coefficient >= paid), rows[-1].step)
        old = self.steps[before.group]
        upper = min(before.step, len(old) - 1)
        small = self.coefficient(group, step) - paid < old[upper].coefficient - old[upper - 1].coefficient
        carried = small and not before.over_frame and before.pay_percent == 100
        counted = (before.counted or before.begins) if carried else None
        return Step(day, code, group, step, cause="rank", counted=counted)

    def _grow(self, held: Step) -> Iterator[Step]:
        """`held` and every later step of its rank: regular raises, then vượt khung."""
        yield held
        if held.pay_percent < 100:
            held = Step(add_months(held.begins, TRAINEE_MONTHS), held.code, held.group, held.step, cause="rank")
            yield held
        rows = self.steps[held.group]
        while True:
            if held.step < len(rows):
                months = rows[held.step - 1].raise_months
                due = add_months(held.counted or held.begins, months)  # past already, where much time was carried on
                held = Step(max(due, held.begins + DAY), held.code, held.group, held.step + 1)
            else:
                percent = held.over_frame + 1 if held.over_frame else OVER_FRAME_FIRST
                months = OVER_FRAME_MONTHS if held.over_frame else rows[-1].over_frame_months
                if months is None:
                    return
                held = Step(add_months(held.begins, months), held.code, held.group, held.step, percent)
            yield held
