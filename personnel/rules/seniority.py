"""Phụ cấp thâm niên nghề: a percent for years in the service, such as customs (FACTS §3.8). All numbers are data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from personnel.rules import Answer
from personnel.rules.absences import AbsenceLaw, Span, not_counted
from personnel.rules.numbers import Number
from qlcb.dates import add_months, full_months
from qlcb.formats import date_vi


@dataclass(frozen=True)
class Seniority(Answer[int]):
    """The percent on a day, 0 before the first, and why. next_percent, next_on: what follows and from when."""

    next_percent: int = 0
    next_on: date | None = None


def seniority(since: date, day: date, spans: Sequence[Span], law: AbsenceLaw) -> Seniority:
    """Return the percent of somebody in the service since `since`, as of `day`.

    The first percent after 60 full months, then one more for each 12; time that does not count is left out. Raises
    ValueError when day is before since.
    """
    if day < since:
        raise ValueError("the service begins after the day asked about")
    first, each = (law.numbers.on(number, day) for number in (Number.SENIORITY_MONTHS, Number.SENIORITY_NEXT_MONTHS))
    percents = (law.numbers.on(number, day) for number in (Number.SENIORITY_FIRST, Number.SENIORITY_NEXT))
    start, more = percents
    outside = not_counted(spans, since, day, law, day)
    months = max(full_months(since, day) - outside.months, 0)
    steps = [f"Trong ngành từ {date_vi(since)}, đến {date_vi(day)} được tính {months} tháng."]
    steps[:0] = outside.steps
    rises = (months - first) // each if months >= first else -1
    percent = start + rises * more if rises >= 0 else 0
    if rises < 0:
        steps.append(f"Chưa đủ {first} tháng để hưởng {start} %.")
    else:
        steps.append(f"Đủ {first} tháng hưởng {start} %, thêm {more} % mỗi {each} tháng: {percent} %.")
    wanted = first + (rises + 1) * each
    return Seniority(percent, steps, start + (rises + 1) * more, add_months(since, wanted + outside.months))
