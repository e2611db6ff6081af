"""Which step is held, and since when the time towards the next raise is counted (NĐ 204/2004; TT 02/2007/TT-BNV)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from personnel.rules.numbers import Number, Numbers
from personnel.rules.salary import StepRow
from qlcb.dates import PartialDate, add_months
from qlcb.formats import date_vi, decimal_vi


class PayLine(Protocol):
    """A line of a salary history. counts_from: what its decision says about the next raise, None when nothing."""

    valid_from: PartialDate
    group: str
    step: int
    coefficient: Decimal
    over_frame: int
    pay_percent: int
    counts_from: date | None


@dataclass(frozen=True)
class Group:
    """A salary group: months that a step is held, months at the last step until over-frame pay (None: there is none),
    and the coefficient of each step."""

    raise_months: int
    over_frame_months: int | None
    coefficients: Mapping[int, Decimal]

    @property
    def last_step(self) -> int:
        return max(self.coefficients)

    def difference(self, step: int) -> Decimal:
        """What the step after this one is more, or what the last is more than the one before."""
        upper = min(step + 1, self.last_step)
        return self.coefficients[upper] - self.coefficients[upper - 1]


def groups_of(rows: Iterable[StepRow]) -> dict[str, Group]:
    """Return the groups of a salary table in force."""
    found: dict[str, list[StepRow]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return {
        code: Group(steps[0].raise_months, steps[0].over_frame_months, {row.step: row.coefficient for row in steps})
        for code, steps in found.items()
    }


@dataclass(frozen=True)
class Held:
    """The step held now, or the over-frame percent at the last one.

    since: from when the time towards the next raise is counted, and why in `steps`. expected: that day has not come or
    is not decided yet (tập sự).
    """

    name: str
    group: Group
    step: int
    over_frame: int
    since: date
    steps: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def at_last(self) -> bool:
        return self.step >= self.group.last_step

    @property
    def words(self) -> str:
        return f"bậc {self.step}/{self.group.last_step} nhóm {self.name}"


def held(lines: Sequence[PayLine], groups: Mapping[str, Group], numbers: Numbers) -> Held | None:
    """Return what the last of the lines, oldest first, pays, and since when it counts; None when the table lacks it.

    The decision's own words come first. Lines of the same step, or at the last step of the same percent, are one time;
    tập sự is none. After a change to a higher rank the time is counted on where the rise is smaller than the difference
    of two steps of the old rank (TT 02/2007/TT-BNV mục II khoản 1).
    """
    newest = lines[-1]
    group = groups.get(newest.group)
    if group is None or newest.step not in group.coefficients:
        return None
    place = newest.group, group, newest.step, newest.over_frame
    if _is_probation(newest, numbers):
        return _after_probation(newest, place, numbers)
    first = _first_of_same(lines, numbers)
    begins = lines[first].valid_from.first_day
    paid = f"Hưởng bậc {newest.step}/{group.last_step} nhóm {newest.group}, hệ số {decimal_vi(newest.coefficient)}"
    paid += f", vượt khung {newest.over_frame} %" if newest.over_frame else ""
    steps = [f"{paid}, từ {date_vi(begins)}."]
    doubts = [] if lines[first].valid_from.day else [f"Ngày hưởng chỉ ghi {lines[first].valid_from}: tính từ ngày đầu."]
    stated = next((line.counts_from for line in reversed(lines[first:]) if line.counts_from), None)
    if stated:
        return Held(*place, stated, [*steps, f"Mốc tính nâng bậc ghi theo quyết định: {date_vi(stated)}."], doubts)
    carried = _carried_on(lines[: first + 1], groups, numbers)
    if carried:
        since, told = carried
        return Held(*place, since, [*steps, told], doubts)
    return Held(*place, begins, steps, doubts)


def came_early(lines: Sequence[PayLine], groups: Mapping[str, Group], numbers: Numbers) -> bool:
    """Tell whether the step held by the last line was reached before the time of the step below it was full."""
    first = _first_of_same(lines, numbers)
    if not first:
        return False
    before, now = lines[first - 1], lines[first]
    if before.group != now.group or before.step + 1 != now.step or _is_probation(before, numbers):
        return False
    earlier = held(lines[:first], groups, numbers)
    return earlier is not None and now.valid_from.first_day < add_months(earlier.since, earlier.group.raise_months)


def _is_probation(line: PayLine, numbers: Numbers) -> bool:
    return line.pay_percent == numbers.on(Number.PROBATION_PERCENT, line.valid_from.first_day)


def _after_probation(line: PayLine, place: tuple, numbers: Numbers) -> Held:
    begins = line.valid_from.first_day
    ends = add_months(begins, numbers.on(Number.PROBATION_MONTHS, begins))
    steps = [
        f"Đang tập sự, hưởng {line.pay_percent} % bậc {line.step} từ {date_vi(begins)}: thời gian tập sự không tính.",
        f"Dự kiến bổ nhiệm vào ngạch từ {date_vi(ends)}, thời gian giữ bậc tính từ ngày ấy.",
    ]
    return Held(*place, ends, steps, ["Ngày bổ nhiệm vào ngạch là dự kiến."])


def _first_of_same(lines: Sequence[PayLine], numbers: Numbers) -> int:
    """The place of the line with which the time of the newest step, or percent, began."""
    place = len(lines) - 1
    newest = lines[place]
    key = newest.group, newest.step, newest.over_frame
    while place and not lines[place].counts_from:
        before = lines[place - 1]
        if (before.group, before.step, before.over_frame) != key or _is_probation(before, numbers):
            break
        place -= 1
    return place


def _carried_on(lines: Sequence[PayLine], groups: Mapping[str, Group], numbers: Numbers) -> tuple[date, str] | None:
    """(since when, why) where the last of the lines is a change of rank after which the time is counted on."""
    if len(lines) < 2:
        return None
    before, now = lines[-2], lines[-1]
    old = groups.get(before.group)
    changed = old is not None and before.group != now.group and before.step in old.coefficients
    if not changed or before.over_frame or _is_probation(before, numbers) or len(old.coefficients) < 2:
        return None
    more, least = now.coefficient - before.coefficient, old.difference(before.step)
    if not 0 <= more < least:
        return None
    earlier = held(lines[:-1], groups, numbers)
    words = (
        f"Chuyển từ nhóm {before.group} bậc {before.step}: hệ số tăng {decimal_vi(more)}, nhỏ hơn chênh lệch hai bậc ở "
        f"ngạch cũ ({decimal_vi(least)}), nên thời gian nâng bậc tính tiếp từ {date_vi(earlier.since)} "
        "(TT 02/2007/TT-BNV, mục II)."
    )
    return earlier.since, words
