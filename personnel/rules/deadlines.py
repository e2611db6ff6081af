"""Until when something is to be entered, and how late it was (TCHQ-8.1b1, HG-8.1, HG-8.2a, HP-5.2, TN-I.4, TN-I.5).

Which days count and from which moment is the regulation's data; nothing here is typed by who is measured.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from personnel.rules import Answer
from personnel.rules.working_days import WorkingCalendar, add_calendar_days, month_end, working_deadline
from qlcb.formats import date_vi

WORKING, CALENDAR, MONTH_END = "working", "calendar", "month_end"
PAPER, SIGNED, EFFECTIVE, EVENT = "paper", "signed", "effective", "event"
START_WORDS = {
    PAPER: "nhận giấy tờ",
    SIGNED: "ký quyết định",
    EFFECTIVE: "quyết định có hiệu lực",
    EVENT: "phát sinh",
}

_ONE_DAY = timedelta(days=1)


class DeadlineRow(Protocol):
    """A deadline of the regulation: so many days of a unit, from the first of `starts` that is known."""

    days: int
    unit: str
    starts: Sequence[str]


@dataclass(frozen=True)
class Moments:
    """What is known of one entry: when the paper arrived, was signed and took effect, and when the fact happened."""

    paper: date | None = None
    signed: date | None = None
    effective: date | None = None
    event: date | None = None


def start_of(deadline: DeadlineRow, moments: Moments) -> tuple[date, str] | None:
    """Return the day from which the time runs and which moment that is; None when none of those that count is known.

    A decision with effect for the past runs from its signing: before that nobody could enter it.
    """
    for kind in deadline.starts:
        day = getattr(moments, kind)
        if day and kind == EFFECTIVE and moments.signed:
            day = max(day, moments.signed)
        if day:
            return day, kind
    return None


def due_day(deadline: DeadlineRow, start: date, calendar: WorkingCalendar) -> Answer[date]:
    """Return the last day for entering what began to run on `start`, and how it was counted.

    The first day is not counted; calendar days that end on a day off end on the next working day (BLDS 2015 Điều 147,
    148). "month_end": the last day of the month, in whose last days it is to be done (HP-5.2). Raises ValueError for
    another unit.
    """
    if deadline.unit == WORKING:
        return working_deadline(start, deadline.days, calendar)
    if deadline.unit == CALENDAR:
        day = add_calendar_days(start, deadline.days, calendar)
        first = f"{deadline.days} ngày, không tính ngày đầu {date_vi(start)}."
        return Answer(day, [first, f"Hết hạn vào cuối ngày {date_vi(day)}."])
    if deadline.unit == MONTH_END:
        first, last = month_end(start.year, start.month, deadline.days)
        return Answer(last, [f"{deadline.days} ngày cuối tháng: từ {date_vi(first)} đến {date_vi(last)}."])
    raise ValueError(f"not a unit of days: {deadline.unit}")


def days_late(due: date, entered: date, calendar: WorkingCalendar) -> int:
    """Return by how many working days something entered on that day was late; 0 when it was not.

    On a day off after the due day it is late by one: the time had run out.
    """
    return DayTable(calendar, min(due, entered), max(due, entered)).late(due, entered)


class DayTable:
    """The days of a time, of which many are asked: working days counted once, due days of a deadline in one pass."""

    def __init__(self, calendar: WorkingCalendar, first: date, last: date):
        self.calendar, self.first = calendar, first
        self.days = [first + _ONE_DAY * passed for passed in range((last - first).days + 1)]
        self.working = [day for day in self.days if calendar.is_working(day)]

    def late(self, due: date, entered: date) -> int:
        """Return `days_late` of two days of the table."""
        return max(1, self.worked(entered) - self.worked(due)) if entered > due else 0

    def worked(self, day: date) -> int:
        """Return how many working days of the table have passed by the end of the day."""
        return bisect_right(self.working, day)

    def due(self, deadline: DeadlineRow) -> list[date | None]:
        """Return the due day of each day as a start, None where it lies beyond the table; equal to `due_day`."""
        if deadline.unit != WORKING:
            return [due_day(deadline, day, self.calendar).value for day in self.days]
        if not deadline.days:
            return list(self.days)
        ends = []
        for day in self.days:
            place = self.worked(day) + deadline.days - 1
            ends.append(self.working[place] if place < len(self.working) else None)
        return ends
