"""Retirement age and day (NĐ 135/2020/NĐ-CP Điều 3 to 5, Phụ lục I and II; FACTS §4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol, Self

from personnel.rules import Answer
from personnel.rules.numbers import Number, Numbers
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


def notice_by(retires_on: date, numbers: Numbers) -> Answer[date]:
    """Return the last day to give notice of retirement, six months before it."""
    months = numbers.on(Number.RETIREMENT_NOTICE_MONTHS, retires_on)
    day = add_months(retires_on, -months)
    return Answer(day, [f"Nghỉ hưu {date_vi(retires_on)}: thông báo chậm nhất {date_vi(day)}, trước {months} tháng."])


def decision_by(retires_on: date, numbers: Numbers) -> Answer[date]:
    """Return the last day to decide on the retirement, three months before it."""
    months = numbers.on(Number.RETIREMENT_DECISION_MONTHS, retires_on)
    day = add_months(retires_on, -months)
    return Answer(day, [f"Nghỉ hưu {date_vi(retires_on)}: quyết định chậm nhất {date_vi(day)}, trước {months} tháng."])


POSTPONED = {
    "holiday": (Number.POSTPONED_HOLIDAY_MONTHS, "thời điểm nghỉ hưu trùng với ngày nghỉ Tết Nguyên đán"),
    "hardship": (Number.POSTPONED_HARDSHIP_MONTHS, "thân nhân chết, thiệt hại do thiên tai, hỏa hoạn, bị tai nạn"),
    "treatment": (Number.POSTPONED_TREATMENT_MONTHS, "đang điều trị bệnh, tai nạn nặng"),
}


def postponed(retires_on: date, cause: str, months: int, numbers: Numbers) -> Answer[date]:
    """Return the last day of the month to which retirement is put off for one of the causes in `POSTPONED`.

    Only one cause counts. Raises ValueError, with a Vietnamese sentence, for more months than the cause allows or for
    less than one, KeyError for another cause.
    """
    number, words = POSTPONED[cause]
    most = numbers.on(number, retires_on)
    if not 1 <= months <= most:
        raise ValueError(f"Lùi thời điểm nghỉ hưu do {words}: từ 1 đến {most} tháng.")
    day = last_day_of_month(add_months(retires_on, months))
    return Answer(day, [f"Lùi {months} tháng do {words} (nhiều nhất {most} tháng): nghỉ hưu {date_vi(day)}."])


def longer_service(retires_on: date, months: int, numbers: Numbers) -> Answer[date]:
    """Return the last day of the month until which a holder of a high position may serve longer (NĐ 83/2022/NĐ-CP).

    Raises ValueError, with a Vietnamese sentence, for more months than five years or for less than one.
    """
    most = numbers.on(Number.LONGER_SERVICE_MONTHS, retires_on)
    if not 1 <= months <= most:
        raise ValueError(f"Nghỉ hưu ở tuổi cao hơn: từ 1 đến {most} tháng.")
    day = last_day_of_month(add_months(retires_on, months))
    words = f"Nghỉ hưu ở tuổi cao hơn thêm {months} tháng (NĐ 83/2022/NĐ-CP, nhiều nhất {most} tháng): {date_vi(day)}."
    return Answer(day, [words])
