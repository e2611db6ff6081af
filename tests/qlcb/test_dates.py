"""Partial dates: written, read and ordered as the forms of personnel files do."""

import copy
import pickle
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlcb.dates import PartialDate, add_months, age_on, full_months, last_day_of_month, parse_date

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
partial_dates = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]), days, st.integers(min_value=1, max_value=3)
)


@pytest.mark.parametrize(
    ("typed", "written", "precision"),
    [
        ("15/03/2012", "15/03/2012", "day"),
        (" 5-3-2012 ", "05/03/2012", "day"),
        ("5.3.2012", "05/03/2012", "day"),
        ("5 / 3 / 2012", "05/03/2012", "day"),
        ("2012-03-15", "15/03/2012", "day"),
        ("3/2012", "03/2012", "month"),
        ("03-2012", "03/2012", "month"),
        ("2012-03", "03/2012", "month"),
        ("2012", "2012", "year"),
        ("29/02/2024", "29/02/2024", "day"),
    ],
)
def test_parse(typed, written, precision):
    value = PartialDate.parse(typed)
    assert (str(value), value.precision) == (written, precision)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31/02/2012", "Tháng 02/2012 không có ngày 31."),
        ("29/02/2023", "Tháng 02/2023 không có ngày 29."),
        ("13/2012", "Không có tháng 13."),
        ("00/05/2012", "Tháng 05/2012 không có ngày 0."),
        ("0000", "Năm 0 không hợp lệ."),
        ("15/03/12", "“15/03/12” không phải là ngày. Nhập dd/mm/yyyy, mm/yyyy hoặc yyyy."),
        ("15/03-2012", "“15/03-2012” không phải là ngày. Nhập dd/mm/yyyy, mm/yyyy hoặc yyyy."),
        ("hôm qua", "“hôm qua” không phải là ngày. Nhập dd/mm/yyyy, mm/yyyy hoặc yyyy."),
        ("", "“” không phải là ngày. Nhập dd/mm/yyyy, mm/yyyy hoặc yyyy."),
        ("٢٠١٢", "“٢٠١٢” không phải là ngày. Nhập dd/mm/yyyy, mm/yyyy hoặc yyyy."),
    ],
)
def test_parse_says_what_is_wrong(typed, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        PartialDate.parse(typed)


def test_a_day_needs_a_month():
    with pytest.raises(ValueError, match="phải có tháng"):
        PartialDate(2012, None, 5)


def test_first_and_last_day():
    assert (PartialDate(2012).first_day, PartialDate(2012).last_day) == (date(2012, 1, 1), date(2012, 12, 31))
    assert (PartialDate(2012, 2).first_day, PartialDate(2012, 2).last_day) == (date(2012, 2, 1), date(2012, 2, 29))
    assert PartialDate(2012, 2, 3).first_day == PartialDate(2012, 2, 3).last_day == date(2012, 2, 3)


def test_order_is_by_first_day_then_last_day():
    ordered = [
        PartialDate(2011, 12, 31),
        PartialDate(2012, 1, 1),
        PartialDate(2012, 1),
        PartialDate(2012),
        PartialDate(2012, 1, 2),
        PartialDate(2012, 2),
    ]
    shuffled = ordered[::-1]
    assert sorted(shuffled) == ordered


@given(partial_dates)
def test_written_copied_and_rebuilt_it_stays_the_same(value):
    assert PartialDate.parse(str(value)) == value
    assert PartialDate.between(value.first_day, date.fromordinal(value.last_day.toordinal() + 1)) == value
    assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value
    assert len({value, PartialDate(value.year, value.month, value.day)}) == 1


@given(partial_dates, partial_dates)
def test_order_is_total(one, other):
    assert (one < other) + (one == other) + (one > other) == 1


def test_between_refuses_what_is_not_a_year_month_or_day():
    with pytest.raises(ValueError, match="is not a day"):
        PartialDate.between(date(2012, 1, 1), date(2012, 1, 3))


def test_of_takes_what_the_system_holds(settings):
    settings.TIME_ZONE = "Asia/Ho_Chi_Minh"
    assert PartialDate.of(None) is PartialDate.of("  ") is None
    assert PartialDate.of(PartialDate(2012)) == PartialDate.of("2012") == PartialDate(2012)
    assert PartialDate.of(date(2012, 3, 15)) == PartialDate.of(datetime(2012, 3, 15, 23)) == PartialDate(2012, 3, 15)
    assert PartialDate.of(datetime(2012, 3, 14, 18, tzinfo=UTC)) == PartialDate(2012, 3, 15)
    with pytest.raises(TypeError):
        PartialDate.of(2012)


def test_parse_date_wants_the_whole_date():
    assert parse_date("5-3-2012") == date(2012, 3, 5)
    with pytest.raises(ValueError, match=r"“03/2012” chưa đủ ngày, tháng, năm"):
        parse_date("3/2012")
    with pytest.raises(ValueError, match=r"không phải là ngày. Nhập dd/mm/yyyy.$"):
        parse_date("x")
    with pytest.raises(ValueError, match="không có ngày 31"):
        parse_date("31/4/2012")


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1980, 5, 20), date(2020, 5, 19), 39),
        (date(1980, 5, 20), date(2020, 5, 20), 40),
        (date(2000, 2, 29), date(2023, 2, 28), 22),
        (date(2000, 2, 29), date(2023, 3, 1), 23),
        (PartialDate(1980), date(2020, 1, 1), 40),
        (PartialDate(1980, 5), date(2020, 4, 30), 39),
        (date(2020, 5, 20), date(2020, 5, 19), -1),
    ],
)
def test_age_on(birth, day, age):
    assert age_on(birth, day) == age


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 3, 15), 36, date(2027, 3, 15)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 1, 31), -2, date(2023, 11, 30)),
        (date(2024, 5, 1), 0, date(2024, 5, 1)),
    ],
)
def test_add_months(day, months, later):
    assert add_months(day, months) == later


@given(days, st.integers(min_value=0, max_value=600))
def test_full_months_counts_what_add_months_added(day, months):
    later = add_months(day, months)
    assert full_months(day, later) == months
    assert full_months(day, later - timedelta(days=1)) == months - 1


def test_last_day_of_month():
    assert last_day_of_month(date(2024, 2, 3)) == date(2024, 2, 29)
    assert last_day_of_month(date(2025, 12, 31)) == date(2025, 12, 31)
