"""Months, quarters and years of the calendar: what something done again and again is done for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

from qlcb.dates import add_months, last_day_of_month
from qlcb.formats import roman

Every = Literal["month", "quarter", "year"]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Period:
    """One of them, by its first day; both days included."""

    every: Every
    first: date

    @classmethod
    def holding(cls, every: Every, day: date) -> Self:
        """The one in which the day lies."""
        months = MONTHS[every]
        return cls(every, date(day.year, (day.month - 1) // months * months + 1, 1))

    @classmethod
    def due(cls, every: Every, after: int, today: date) -> Self:
        """The latest one that ended at least `after` days before today; after: 1 or more, fewer than it is long."""
        before = cls.holding(every, today).previous
        return before if before.due_on(after) <= today else before.previous

    @property
    def last(self) -> date:
        return last_day_of_month(add_months(self.first, MONTHS[self.every] - 1))

    @property
    def previous(self) -> Self:
        return type(self)(self.every, add_months(self.first, -MONTHS[self.every]))

    @property
    def following(self) -> Self:
        return type(self)(self.every, add_months(self.first, MONTHS[self.every]))

    def due_on(self, after: int) -> date:
        """The day so many days after its last one."""
        return self.last + timedelta(days=after)

    def __str__(self) -> str:
        year, month = self.first.year, self.first.month
        if self.every == "year":
            return f"năm {year}"
        return f"tháng {month:02}/{year}" if self.every == "month" else f"quý {roman((month + 2) // 3)}/{year}"
