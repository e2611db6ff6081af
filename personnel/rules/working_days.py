"""Periods in working and calendar days (BLDS 2015 Điều 147, 148; FACTS §8)."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Protocol, Self

import holidays

from personnel.rules import Answer
from qlcb.formats import date_vi

OFF, WORKING = "off", "working"

_ONE_DAY = timedelta(days=1)
_WEEKEND = {5: "Thứ Bảy", 6: "Chủ Nhật"}


class CalendarRow(Protocol):
    """A decreed day: `kind` "off" or "working"; a `yearly` one returns each year from its first."""

    day: date
    kind: str
    name: str
    yearly: bool


@dataclass(frozen=True)
class CalendarDay:
    """A decreed day that comes from a file."""

    day: date
    kind: str
    name: str
    yearly: bool = False

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of fixtures/catalogues/holidays_vn.csv. Raises KeyError or ValueError on another shape."""
        if row["kind"] not in (OFF, WORKING):
            raise ValueError(f"not a kind of day: {row['kind']}")
        return cls(date.fromisoformat(row["day"]), row["kind"], row["name"], row["yearly"] == "1")


@cache
def _known(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """Return the public holidays of a year with their Vietnamese names, and the Saturdays worked, by the library."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    return dict(known), frozenset(known.weekend_workdays)


class WorkingCalendar:
    """Saturdays, Sundays and public holidays are off, except where the decreed days say otherwise."""

    def __init__(self, decreed: Iterable[CalendarRow] = ()) -> None:
        """Take the decreed days. The row of that very date wins over a yearly one, and that over the library."""
        self._days: dict[date, CalendarRow] = {}
        self._yearly: dict[tuple[int, int], CalendarRow] = {}
        for row in decreed:
            self._days[row.day] = row
            if row.yearly:
                self._yearly[row.day.month, row.day.day] = row

    def off_because(self, day: date) -> str | None:
        """Return why nobody works on day (name of the holiday or of the weekday), None on a working day."""
        row = self._days.get(day) or self._yearly.get((day.month, day.day))
        if row and row.day <= day:
            return row.name if row.kind == OFF else None
        public_holidays, worked = _known(day.year)
        return public_holidays.get(day) or (None if day in worked else _WEEKEND.get(day.weekday()))

    def is_working(self, day: date) -> bool:
        """Tell whether day is a working day."""
        return self.off_because(day) is None


def working_deadline(start: date, days: int, calendar: WorkingCalendar) -> Answer[date]:
    """Return the last day of a period of working days, and which days off it passed over.

    The first day is not counted and the period ends with its last day (BLDS 2015 Điều 147, 148); zero days end on the
    first day itself. Raises ValueError for a negative number of days.
    """
    if days < 0:
        raise ValueError("a period cannot be negative")
    day, left, skipped = start, days, []
    while left:
        day += _ONE_DAY
        reason = calendar.off_because(day)
        left -= reason is None
        if reason and reason not in _WEEKEND.values():
            skipped.append(f"{date_vi(day)} nghỉ: {reason}.")
    first = f"{days} ngày làm việc, không tính ngày đầu {date_vi(start)}."
    return Answer(day, [first, *skipped, f"Hết hạn vào cuối ngày {date_vi(day)}."])


def add_working_days(start: date, days: int, calendar: WorkingCalendar) -> date:
    """Return the day of `working_deadline` alone."""
    return working_deadline(start, days, calendar).value


def working_days_between(start: date, end: date, calendar: WorkingCalendar) -> int:
    """Return the working days after start up to and with end; negative when end is before start."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_working(start + _ONE_DAY * passed) for passed in range(1, (end - start).days + 1))


def add_calendar_days(start: date, days: int, calendar: WorkingCalendar) -> date:
    """Return the last day of a period of calendar days, the first day not counted.

    A period that would end on a day off ends on the next working day (BLDS 2015 Điều 148 khoản 5).
    """
    if days < 0:
        raise ValueError("a period cannot be negative")
    day = start + timedelta(days=days)
    while not calendar.is_working(day):
        day += _ONE_DAY
    return day


def month_end(year: int, month: int, days: int) -> tuple[date, date]:
    """Return the first and last of the last calendar days of a month (the window of QĐ 59/2023 Hải Phòng)."""
    length = monthrange(year, month)[1]
    return date(year, month, length - days + 1), date(year, month, length)
