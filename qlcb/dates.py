"""Dates of which the day, or the day and the month, may be unknown; ages, and sums of months."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import total_ordering
from typing import Literal, Self

from django.utils import timezone

MIN_YEAR, MAX_YEAR = 1000, 9998

_YEAR = re.compile(r"([0-9]{4})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})\s*([/.\-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})")
_YEAR_MONTH_DAY = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})")

Precision = Literal["year", "month", "day"]


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year of the calendar.

    Ordered by first day, then last day, as PostgreSQL orders the range that stores it: 01/01/2012 < 01/2012 < 2012.
    Raises ValueError, with a sentence for the person who typed it, when the calendar has no such day.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not MIN_YEAR <= self.year <= MAX_YEAR:
            raise ValueError(f"Năm {self.year} không hợp lệ.")
        if self.month is None:
            if self.day is not None:
                raise ValueError("Đã có ngày thì phải có tháng.")
            return
        if not 1 <= self.month <= 12:
            raise ValueError(f"Không có tháng {self.month}.")
        if self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            raise ValueError(f"Tháng {self.month:02d}/{self.year} không có ngày {self.day}.")

    @property
    def precision(self) -> Precision:
        """The finest part that is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)

    def __str__(self) -> str:
        if self.month is None:
            return str(self.year)
        if self.day is None:
            return f"{self.month:02d}/{self.year}"
        return f"{self.day:02d}/{self.month:02d}/{self.year}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read dd/mm/yyyy, d-m-yyyy, d.m.yyyy, yyyy-mm-dd, mm/yyyy, yyyy-mm or yyyy.

        Raises ValueError with a Vietnamese sentence when the form is another or the calendar has no such day.
        """
        cleaned = text.strip()
        if found := _DAY_MONTH_YEAR.fullmatch(cleaned):
            return cls(int(found[4]), int(found[3]), int(found[1]))
        if found := _YEAR_MONTH_DAY.fullmatch(cleaned):
            return cls(int(found[1]), int(found[3]), int(found[4]))
        if found := _MONTH_YEAR.fullmatch(cleaned):
            return cls(int(found[2]), int(found[1]))
        if found := _YEAR_MONTH.fullmatch(cleaned):
            return cls(int(found[1]), int(found[2]))
        if found := _YEAR.fullmatch(cleaned):
            return cls(int(found[1]))
        raise ValueError(f"“{cleaned}” không phải là ngày. Nhập dd/mm/yyyy, mm/yyyy hoặc yyyy.")

    @classmethod
    def of(cls, value: "date | datetime | PartialDate | str | None") -> "PartialDate | None":
        """Return value as a PartialDate; None and blank text give None.

        An aware datetime counts as its day in the current time zone. Raises ValueError as `parse`, TypeError for
        other types.
        """
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, str):
            return cls.parse(value) if value.strip() else None
        if isinstance(value, datetime):
            value = local_date(value)
        if isinstance(value, date):
            return cls(value.year, value.month, value.day)
        raise TypeError(f"not a date: {value!r}")

    @classmethod
    def between(cls, first_day: date, next_day: date) -> Self:
        """Return the year, month or day that fills [first_day, next_day); ValueError when none does."""
        last_day = next_day - timedelta(days=1)
        candidates = (
            cls(first_day.year, first_day.month, first_day.day),
            cls(first_day.year, first_day.month),
            cls(first_day.year),
        )
        for candidate in candidates:
            if (candidate.first_day, candidate.last_day) == (first_day, last_day):
                return candidate
        raise ValueError(f"[{first_day}, {next_day}) is not a day, a month or a year")


def local_date(moment: datetime) -> date:
    """Return the day of a datetime, in the current time zone when it is aware."""
    return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()


def parse_date(text: str) -> date:
    """Read a full date in the forms of `PartialDate.parse`; ValueError with a Vietnamese sentence otherwise."""
    try:
        value = PartialDate.parse(text)
    except ValueError as error:
        if str(error).startswith("“"):
            raise ValueError(f"“{text.strip()}” không phải là ngày. Nhập dd/mm/yyyy.") from None
        raise
    if value.day is None:
        raise ValueError(f"“{value}” chưa đủ ngày, tháng, năm. Nhập dd/mm/yyyy.")
    return value.first_day


def age_on(birth: PartialDate | date, day: date) -> int:
    """Return the completed years between birth and day, negative before birth.

    An unknown month or day of birth counts as the first (NĐ 135/2020 Điều 3); who was born on 29 February
    completes a year on 1 March of common years.
    """
    born = birth.first_day if isinstance(birth, PartialDate) else birth
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def add_months(day: date, months: int) -> date:
    """Return the same day of the month that many months later (earlier if negative), or the last day it has."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def full_months(start: date, end: date) -> int:
    """Return how many whole months, as `add_months` counts them, lie between start and end (end not before start)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def last_day_of_month(day: date) -> date:
    """Return the last day of the month of day."""
    return day.replace(day=monthrange(day.year, day.month)[1])
