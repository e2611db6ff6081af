"""Steps, regular raises and over-frame percent (NĐ 204/2004; TT 08/2013/TT-BNV, TT 03/2021/TT-BNV; FACTS §3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, Self

from personnel.rules import Answer
from qlcb.dates import add_months, full_months
from qlcb.formats import date_vi, decimal_vi, money_vi


class StepRow(Protocol):
    """A bậc of a salary group; `code` is the group."""

    code: str
    step: int
    coefficient: Decimal
    raise_months: int
    over_frame_months: int | None


class BaseRow(Protocol):
    """The base salary (đồng a month) of the days from valid_from to valid_to, both included; None is open."""

    amount: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class SalaryStep:
    """A bậc of a salary group that comes from a file."""

    code: str
    step: int
    coefficient: Decimal
    raise_months: int
    over_frame_months: int | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of fixtures/catalogues/salary_table.csv. Raises KeyError or ValueError on another shape."""
        over_frame = row["overgrade_first_5pct_after_months_at_last_step"]
        return cls(
            code=row["group"],
            step=int(row["step"]),
            coefficient=Decimal(row["coefficient"]),
            raise_months=int(row["raise_months"]),
            over_frame_months=int(over_frame) if over_frame else None,
        )


@dataclass(frozen=True)
class OverFrame:
    """How pay grows at the last step: a first percent after first_months, then then_percent each then_months.

    first_months None: the group has no over-frame pay.
    """

    first_months: int | None
    first_percent: int = 5
    then_months: int = 12
    then_percent: int = 1


def raise_due(
    salary_from: date,
    raise_months: int,
    step: int,
    last_step: int,
    *,
    extension_months: int = 0,
    not_counted_months: int = 0,
) -> Answer[date | None]:
    """Return the day on which the next regular raise is due, None at the last step, and why.

    TT 08/2013/TT-BNV Điều 2: the step has been held for raise_months (36 or 24; 60 for experts), longer by the months
    of extension (discipline, tasks not fulfilled) and by the months that do not count (unpaid leave, suspension …).
    Raises ValueError when step is not between 1 and last_step or months are negative.
    """
    if not 1 <= step <= last_step:
        raise ValueError(f"step {step} of {last_step}")
    if raise_months <= 0 or extension_months < 0 or not_counted_months < 0:
        raise ValueError("months of a raise must not be negative")
    if step == last_step:
        return Answer(None, [f"Đang hưởng bậc cuối ({step}/{last_step}): không nâng bậc, xét phụ cấp vượt khung."])
    due = add_months(salary_from, raise_months + extension_months + not_counted_months)
    steps = [f"Hưởng bậc {step}/{last_step} từ {date_vi(salary_from)}, thời gian giữ bậc {raise_months} tháng."]
    steps += _prolonged(extension_months, not_counted_months)
    return Answer(due, [*steps, f"Đến hạn nâng lên bậc {step + 1} từ {date_vi(due)}."])


def _prolonged(extension_months: int, not_counted_months: int) -> list[str]:
    steps = []
    if extension_months:
        steps.append(f"Kéo dài thời gian nâng bậc {extension_months} tháng (TT 08/2013/TT-BNV, Điều 2 khoản 3).")
    if not_counted_months:
        steps.append(f"Không tính {not_counted_months} tháng vào thời gian giữ bậc.")
    return steps


def next_raise(
    salary_from: date,
    raise_months: int,
    step: int,
    last_step: int,
    *,
    extension_months: int = 0,
    not_counted_months: int = 0,
) -> date | None:
    """Return the day of `raise_due` alone."""
    return raise_due(
        salary_from,
        raise_months,
        step,
        last_step,
        extension_months=extension_months,
        not_counted_months=not_counted_months,
    ).value


def coefficient_expected(group: str, step: int, table: Iterable[StepRow]) -> Decimal:
    """Return the coefficient of that step; LookupError, with a Vietnamese sentence, when the group has none."""
    rows = {row.step: row.coefficient for row in table if row.code == group}
    if step in rows:
        return rows[step]
    if not rows:
        raise LookupError(f"Bảng lương không có nhóm {group}.")
    raise LookupError(f"Nhóm lương {group} có bậc 1 đến {max(rows)}, không có bậc {step}.")


def step_of(group: str, coefficient: Decimal, table: Iterable[StepRow]) -> int | None:
    """Return the step of the group that has that coefficient, None when none has."""
    return next((row.step for row in table if (row.code, row.coefficient) == (group, coefficient)), None)


def last_step(group: str, table: Iterable[StepRow]) -> int:
    """Return the number of the last step of the group; LookupError when the table lacks it."""
    steps = [row.step for row in table if row.code == group]
    if not steps:
        raise LookupError(f"Bảng lương không có nhóm {group}.")
    return max(steps)


def over_frame_percent(
    last_step_from: date,
    day: date,
    rule: OverFrame,
    *,
    extension_months: int = 0,
    not_counted_months: int = 0,
) -> Answer[int]:
    """Return the percent of the last-step salary paid above the frame on day, 0 before it begins, and why.

    TT 04/2005/TT-BNV: 5 % after 36 months (A0 to A3) or 24 months (B, C, staff) at the last step, then 1 % for each
    full 12 months; the months of extension and those that do not count move every percent.
    """
    if rule.first_months is None:
        return Answer(0, ["Nhóm lương này không có phụ cấp thâm niên vượt khung."])
    held = full_months(last_step_from, day) - extension_months - not_counted_months
    steps = [f"Hưởng bậc cuối từ {date_vi(last_step_from)}, đến {date_vi(day)} được tính {max(held, 0)} tháng."]
    steps += _prolonged(extension_months, not_counted_months)
    if held < rule.first_months:
        return Answer(0, [*steps, f"Chưa đủ {rule.first_months} tháng để hưởng {rule.first_percent} %."])
    years = (held - rule.first_months) // rule.then_months
    percent = rule.first_percent + years * rule.then_percent
    steps.append(f"Đủ {rule.first_months} tháng được hưởng {rule.first_percent} %.")
    if years:
        steps.append(f"Thêm {years} lần đủ {rule.then_months} tháng, thành {percent} %.")
    return Answer(percent, steps)


def next_over_frame(
    held_from: date,
    percent: int,
    rule: OverFrame,
    *,
    extension_months: int = 0,
    not_counted_months: int = 0,
) -> date | None:
    """Return the day of the next over-frame percent, None when the group has none.

    held_from: since when the last step (percent 0) or the present percent is held.
    """
    if rule.first_months is None:
        return None
    months = rule.then_months if percent else rule.first_months
    return add_months(held_from, months + extension_months + not_counted_months)


def base_amount_on(day: date, table: Iterable[BaseRow]) -> int:
    """Return the base salary of a day in đồng a month; LookupError when the table has none."""
    for row in table:
        if (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to):
            return row.amount
    raise LookupError(f"Chưa có mức lương cơ sở của ngày {date_vi(day)}.")


def money(
    coefficient: Decimal, base_amount: int, *, over_frame: Decimal | int = 0, pay_percent: Decimal | int = 100
) -> Decimal:
    """Return the monthly salary in whole đồng: coefficient × base, plus over-frame %, of which pay_percent % is paid.

    Halves of a đồng round up. NĐ 204/2004 Điều 3; 85 % in probation.
    """
    exact = coefficient * base_amount * (100 + Decimal(over_frame)) * Decimal(pay_percent) / 10_000
    return exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def explain_money(
    coefficient: Decimal, base_amount: int, *, over_frame: Decimal | int = 0, pay_percent: Decimal | int = 100
) -> Answer[Decimal]:
    """Return `money` with the calculation in words."""
    amount = money(coefficient, base_amount, over_frame=over_frame, pay_percent=pay_percent)
    steps = [f"Hệ số {decimal_vi(coefficient)} × mức lương cơ sở {money_vi(base_amount)}."]
    if over_frame:
        steps.append(f"Cộng phụ cấp thâm niên vượt khung {over_frame} %.")
    if pay_percent != 100:
        steps.append(f"Hưởng {pay_percent} %.")
    return Answer(amount, [*steps, f"Bằng {money_vi(amount)} một tháng."])
