"""The salary table and the base salary (NĐ 204/2004/NĐ-CP; FACTS §3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, Self

from qlcb.formats import date_vi


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
