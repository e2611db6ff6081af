"""Months, quarters and years: their days, and which one is due on a day."""

from datetime import date

import pytest

from qlcb.periods import Period


@pytest.mark.parametrize(
    ("every", "day", "first", "last", "words"),
    [
        ("month", date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29), "tháng 02/2024"),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), "tháng 12/2026"),
        ("quarter", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), "quý I/2026"),
        ("quarter", date(2026, 10, 1), date(2026, 10, 1), date(2026, 12, 31), "quý IV/2026"),
        ("year", date(2026, 7, 9), date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
    ],
)
def test_a_day_lies_in_one_period(every, day, first, last, words):
    period = Period.holding(every, day)
    assert (period.first, period.last, str(period)) == (first, last, words)
    assert period.previous.following == period == period.following.previous


@pytest.mark.parametrize(
    ("every", "after", "today", "last"),
    [
        ("month", 1, date(2026, 3, 1), date(2026, 2, 28)),
        ("month", 1, date(2026, 2, 28), date(2026, 1, 31)),
        ("month", 28, date(2026, 3, 27), date(2026, 1, 31)),
        ("month", 28, date(2026, 3, 28), date(2026, 2, 28)),
        ("month", 5, date(2027, 1, 4), date(2026, 11, 30)),
        ("month", 5, date(2027, 1, 5), date(2026, 12, 31)),
        ("quarter", 10, date(2026, 4, 9), date(2025, 12, 31)),
        ("quarter", 10, date(2026, 4, 10), date(2026, 3, 31)),
        ("year", 15, date(2027, 1, 14), date(2025, 12, 31)),
        ("year", 15, date(2027, 1, 15), date(2026, 12, 31)),
    ],
)
def test_a_period_is_due_so_many_days_after_its_end(every, after, today, last):
    assert Period.due(every, after, today).last == last
