"""Periods in working days over the decreed calendar, with the vectors of FACTS §8."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules.working_days import (
    CalendarDay,
    WorkingCalendar,
    add_calendar_days,
    add_working_days,
    month_end,
    working_days_between,
    working_deadline,
)

some_days = st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 12, 31))


def calendar_rows() -> list[CalendarDay]:
    path = settings.BASE_DIR / "fixtures" / "catalogues" / "holidays_vn.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [CalendarDay.from_row(row) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def calendar():
    return WorkingCalendar(calendar_rows())


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2025-05-02", False),
        ("2025-04-26", True),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-08-31", False),
        ("2026-08-22", True),
        ("2026-11-24", False),
        ("2027-11-24", False),
        ("2025-11-24", True),
        ("2024-05-04", True),
        ("2024-04-29", False),
        ("2026-02-17", False),
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-11-23", True),
        ("2019-01-05", True),
    ],
)
def test_days_of_the_calendar(calendar, day, working):
    assert calendar.is_working(date.fromisoformat(day)) is working


def table_of_periods() -> list[tuple]:
    with (Path(__file__).parent / "ngay_lam_viec.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("start", "days", "end", "why"), table_of_periods())
def test_every_period_of_the_table(calendar, start, days, end, why):
    """Across Tết, decreed days off and the Saturdays worked for them; the first day is not counted."""
    assert add_working_days(date.fromisoformat(start), int(days), calendar) == date.fromisoformat(end), why


def test_a_deadline_tells_the_holidays_it_passed(calendar):
    assert working_deadline(date(2026, 11, 20), 3, calendar).steps == [
        "3 ngày làm việc, không tính ngày đầu 20/11/2026.",
        "24/11/2026 nghỉ: Ngày Văn hóa Việt Nam.",
        "Hết hạn vào cuối ngày 26/11/2026.",
    ]


def test_a_decreed_day_wins_over_a_yearly_one_and_that_over_the_library():
    yearly = CalendarDay(date(2026, 3, 2), "off", "Ngày truyền thống", yearly=True)
    this_year = CalendarDay(date(2027, 3, 2), "working", "Làm bù")
    holiday_worked = CalendarDay(date(2027, 9, 2), "working", "Làm bù")
    calendar = WorkingCalendar([this_year, yearly, holiday_worked])
    assert calendar.off_because(date(2026, 3, 2)) == calendar.off_because(date(2028, 3, 2)) == "Ngày truyền thống"
    assert calendar.is_working(date(2027, 3, 2))
    assert calendar.is_working(date(2026, 3, 3))
    assert calendar.is_working(date(2021, 3, 2))
    assert calendar.is_working(date(2027, 9, 2))


def test_off_days_have_a_name(calendar):
    assert calendar.off_because(date(2026, 11, 21)) == "Thứ Bảy"
    assert calendar.off_because(date(2026, 11, 22)) == "Chủ Nhật"
    assert calendar.off_because(date(2026, 9, 2)) == "Quốc khánh"
    assert calendar.off_because(date(2026, 9, 4)) is None


@given(some_days, st.integers(min_value=1, max_value=40))
def test_a_period_ends_on_a_working_day_and_counts_back(calendar, start, days):
    end = add_working_days(start, days, calendar)
    assert calendar.is_working(end)
    assert working_days_between(start, end, calendar) == days
    assert working_days_between(end, start, calendar) == -days
    assert working_days_between(start, end - timedelta(days=1), calendar) == days - 1


@given(some_days, st.integers(0, 20), st.integers(0, 20))
def test_periods_add_up(calendar, start, first, second):
    between = add_working_days(start, first, calendar)
    assert add_working_days(between, second, calendar) == add_working_days(start, first + second, calendar)


@given(some_days, st.integers(1, 30), st.integers(-5, 60), st.booleans())
def test_an_edited_day_moves_a_period_the_way_it_says(calendar, start, days, offset, off):
    """A decreed day off never brings the end forward, a decreed working day never puts it off."""
    edited = CalendarDay(start + timedelta(days=offset), "off" if off else "working", "Sửa")
    with_it = WorkingCalendar([*calendar_rows(), edited])
    before, after = (add_working_days(start, days, one) for one in (calendar, with_it))
    assert after >= before if off else after <= before
    assert with_it.is_working(edited.day) is not off


@given(some_days, some_days)
def test_days_between_are_antisymmetric_and_grow(calendar, one, other):
    between = working_days_between(one, other, calendar)
    assert between == -working_days_between(other, one, calendar)
    assert abs(between) <= abs((other - one).days)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-02", 30, "2026-04-01"),
        ("2026-03-06", 15, "2026-03-23"),
        ("2026-11-09", 15, "2026-11-25"),
    ],
)
def test_calendar_days_end_on_a_working_day(calendar, start, days, end):
    assert add_calendar_days(date.fromisoformat(start), days, calendar) == date.fromisoformat(end)


@pytest.mark.parametrize("count", [add_working_days, add_calendar_days])
def test_a_period_cannot_be_negative(calendar, count):
    with pytest.raises(ValueError):
        count(date(2026, 1, 1), -1, calendar)


@pytest.mark.parametrize(
    ("year", "month", "first", "last"), [(2026, 1, 27, 31), (2026, 4, 26, 30), (2026, 2, 24, 28), (2024, 2, 25, 29)]
)
def test_the_last_five_days_of_a_month(year, month, first, last):
    assert month_end(year, month, 5) == (date(year, month, first), date(year, month, last))


def test_a_row_of_another_kind_is_refused():
    with pytest.raises(ValueError):
        CalendarDay.from_row({"day": "2026-01-01", "kind": "maybe", "name": "", "yearly": "0"})
