"""Retirement age and day (NĐ 135/2020/NĐ-CP Điều 3 to 5, Phụ lục I and II; FACTS §4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol, Self

from personnel.rules import Answer
from qlcb.dates import PartialDate, add_months, last_day_of_month
from qlcb.formats import date_vi

Sex = Literal["M", "F"]
NORMAL = "I"

_SEX_NAMES = {"M": "nam", "F": "nữ"}


class AgeRow(Protocol):
    """A row of the table of ages: who retires in `year`, or later until the next row, does so at years and months."""

    year: int
    sex: Sex
    years: int
    months: int
    annex: str


@dataclass(frozen=True)
class RetirementAge:
    """A row of the table of ages that comes from a file."""

    year: int
    sex: Sex
    years: int
    months: int
    annex: str = NORMAL

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of fixtures/catalogues/retirement_age.csv. Raises KeyError or ValueError on another shape."""
        return cls(int(row["year"]), row["sex"], int(row["years"]), int(row["months"]), row["annex"])


def retirement(sex: Sex, birth: PartialDate, table: Iterable[AgeRow], *, annex: str = NORMAL) -> Answer[date]:
    """Return the day of retirement: the last day of the month in which the age of that year is reached, and why.

    Only the year of birth known: 1 January counts; day unknown: the month decides (NĐ 135/2020 Điều 3). The first row
    of the table also holds for the years before it (60 and 55 until 2020), the last for all after. annex "II" is for
    those who retire earlier. Raises LookupError when the table has no row for sex and annex.
    """
    rows = sorted((row for row in table if (row.sex, row.annex) == (sex, annex)), key=lambda row: row.year)
    if not rows:
        raise LookupError(f"no retirement age for {sex}, annex {annex}")
    next_years = [row.year for row in rows[1:]] + [date.max.year]
    for row, next_year in zip(rows, next_years, strict=True):
        reached = add_months(birth.first_day.replace(day=1), row.years * 12 + row.months)
        if reached.year < next_year:
            return Answer(last_day_of_month(reached), _steps(sex, birth, row, reached))
    raise LookupError(f"no retirement age for {sex} born {birth}, annex {annex}")


def _steps(sex: Sex, birth: PartialDate, row: AgeRow, reached: date) -> list[str]:
    age = f"{row.years} tuổi" + (f" {row.months} tháng" if row.months else "")
    steps = [f"Sinh {birth}, {_SEX_NAMES[sex]}: tuổi nghỉ hưu {age}, đủ tuổi trong tháng {reached:%m/%Y}."]
    if birth.month is None:
        steps.insert(0, "Chỉ biết năm sinh nên tính từ ngày 01 tháng 01 (NĐ 135/2020/NĐ-CP, Điều 3).")
    steps.append(f"Nghỉ hưu ngày cuối tháng đủ tuổi: {date_vi(last_day_of_month(reached))}.")
    return steps


def retirement_date(sex: Sex, birth: PartialDate, table: Iterable[AgeRow], *, annex: str = NORMAL) -> date:
    """Return the day of `retirement` alone."""
    return retirement(sex, birth, table, annex=annex).value


def pension_from(retires_on: date) -> date:
    """Return the first day of the pension: the first of the month after retirement (NĐ 135/2020 Điều 3)."""
    return last_day_of_month(retires_on) + timedelta(days=1)
