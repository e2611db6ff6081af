"""Money of a month at the base salary of any day: salary, over-frame, allowances (NĐ 204/2004/NĐ-CP; FACTS §3.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from personnel.rules.salary import money
from qlcb.formats import decimal_vi, money_vi, number_vi

Mode = Literal["coefficient", "percent", "amount"]


@dataclass(frozen=True)
class Extra:
    """An allowance. value: a coefficient of the base salary, a percent, or đồng a month.

    in_base: percents of other allowances are reckoned from it as well (phụ cấp chức vụ).
    """

    name: str
    mode: Mode
    value: Decimal
    in_base: bool = False


@dataclass(frozen=True)
class PayLine:
    """A line of the month: what it is, how it is reckoned, and đồng."""

    name: str
    how: str
    amount: Decimal


@dataclass(frozen=True)
class MonthlyPay:
    """The month in đồng, line by line. percent_base: what percents are reckoned from."""

    lines: list[PayLine]
    percent_base: Decimal

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))


def monthly_pay(
    coefficient: Decimal,
    base_amount: int,
    *,
    over_frame: Decimal | int = 0,
    pay_percent: Decimal | int = 100,
    extras: Sequence[Extra] = (),
) -> MonthlyPay:
    """Return what is paid a month at that base salary, each line in whole đồng, halves rounded up.

    Over-frame is a percent of the last step's salary. Allowances by percent are reckoned from salary, over-frame and
    the allowances that are `in_base`. Raises ValueError for a negative coefficient, amount or percent.
    """
    if min(coefficient, base_amount, over_frame, pay_percent, *(extra.value for extra in extras)) < 0:
        raise ValueError("pay cannot be negative")
    share = "" if pay_percent == 100 else f" × {number_vi(pay_percent)} %"
    salary = money(coefficient, base_amount, pay_percent=pay_percent)
    lines = [PayLine("Lương theo ngạch, bậc", f"{decimal_vi(coefficient)} × {money_vi(base_amount)}{share}", salary)]
    if over_frame:
        above = _whole(salary * over_frame / 100)
        lines.append(PayLine("Phụ cấp thâm niên vượt khung", f"{number_vi(over_frame)} % × {money_vi(salary)}", above))
    based = [_line(extra, base_amount, Decimal(0)) for extra in extras if extra.in_base and extra.mode != "percent"]
    percent_base = sum((line.amount for line in (*lines, *based)), Decimal(0))
    others = [
        _line(extra, base_amount, percent_base) for extra in extras if extra.mode == "percent" or not extra.in_base
    ]
    return MonthlyPay([*lines, *based, *others], percent_base)


def _line(extra: Extra, base_amount: int, percent_base: Decimal) -> PayLine:
    if extra.mode == "percent":
        how = f"{number_vi(extra.value)} % × {money_vi(percent_base)}"
        return PayLine(extra.name, how, _whole(percent_base * extra.value / 100))
    if extra.mode == "coefficient":
        how = f"{decimal_vi(extra.value)} × {money_vi(base_amount)}"
        return PayLine(extra.name, how, money(extra.value, base_amount))
    return PayLine(extra.name, "theo mức tiền", _whole(extra.value))


def _whole(amount: Decimal) -> Decimal:
    return Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)
