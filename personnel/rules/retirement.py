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


LONGER = "longer"
POSTPONED = {
    "holiday": (Number.POSTPONED_HOLIDAY_MONTHS, "thời điểm nghỉ hưu trùng với ngày nghỉ Tết Nguyên đán"),
    "hardship": (Number.POSTPONED_HARDSHIP_MONTHS, "thân nhân chết, thiệt hại do thiên tai, hỏa hoạn, bị tai nạn"),
    "treatment": (Number.POSTPONED_TREATMENT_MONTHS, "đang điều trị bệnh, tai nạn nặng"),
}


@dataclass(frozen=True)
class PutOff:
    """What a decision says: the cause, one of `POSTPONED` or `LONGER`, and the months."""

    cause: str
    months: int


def most_months(cause: str, numbers: Numbers, day: date) -> int:
    """Return by how many months a decision of that day may put retirement off. Raises KeyError for another cause."""
    return numbers.on(Number.LONGER_SERVICE_MONTHS if cause == LONGER else POSTPONED[cause][0], day)


def retirement_put_off(retires_on: date, told: Iterable[PutOff], numbers: Numbers) -> Answer[date]:
    """Return the last day of the month until which decisions put retirement off, and why; the day itself without any.

    Longer service comes first (NĐ 83/2022/NĐ-CP), decisions about it add up. Of several causes of postponement the one
    of most months counts alone (NĐ 46/2010/NĐ-CP Điều 9). Months are those of the decisions; what is above the law is
    told, not cut.
    """
    told, day, steps = list(told), retires_on, []
    longer = sum(one.months for one in told if one.cause == LONGER)
    if longer:
        day = last_day_of_month(add_months(day, longer))
        steps.append(f"Nghỉ hưu ở tuổi cao hơn thêm {longer} tháng (NĐ 83/2022/NĐ-CP): {date_vi(day)}.")
        most = most_months(LONGER, numbers, retires_on)
        if longer > most:
            steps.append(f"Cần xem: tổng {longer} tháng, nhiều hơn {most} tháng theo luật.")
    causes = sorted((one for one in told if one.cause != LONGER), key=lambda one: -one.months)
    if causes:
        months, words = causes[0].months, POSTPONED[causes[0].cause][1]
        day = last_day_of_month(add_months(day, months))
        steps.append(f"Lùi {months} tháng do {words}: nghỉ hưu {date_vi(day)}.")
    steps += [f"Không tính thêm {one.months} tháng do {POSTPONED[one.cause][1]}." for one in causes[1:]]
    return Answer(day, steps)
