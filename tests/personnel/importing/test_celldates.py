"""Dates as clerks type them and as Excel leaves them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from personnel.importing.cells import Context
from personnel.importing.columns import COLUMN_BY_KEY
from qlcb.dates import PartialDate
from tests.personnel.importing.lists import raw


@pytest.mark.parametrize(
    ("typed", "written", "mends"),
    [
        (date(1973, 3, 16), "16/03/1973", 0),
        (datetime(1973, 3, 16, 7, 0), "16/03/1973", 0),
        ("16-03-1973", "16/03/1973", 1),
        ("7/3/1989", "07/03/1989", 1),
        ("02.03.1979", "02/03/1979", 1),
        ("02 03 1979", "02/03/1979", 1),
        ("02/ 03/1979", "02/03/1979", 1),
        ("02,03,1979", "02/03/1979", 1),
        ("1979-03-02", "02/03/1979", 1),
        ("1979-03-02 00:00:00", "02/03/1979", 1),
        ("1979-03-02T00:00:00", "02/03/1979", 1),
        ("'16/03/1973", "16/03/1973", 1),
        ("ngày 5 tháng 3 năm 1980", "05/03/1980", 1),
        ("Ngày 05 tháng 03 năm 1980", "05/03/1980", 1),
        ("5 tháng 3, 1980", None, 0),
        ("02031979", "02/03/1979", 1),
        (2031979, "02/03/1979", 1),
        ("16/3/73", "16/03/1973", 1),
        ("16/3/05", "16/03/2005", 1),
        (26739, "16/03/1973", 1),
        ("26739", "16/03/1973", 1),
        (26739.5, "16/03/1973", 1),
        ("03/1980", "03/1980", 0),
        ("3-1980", "03/1980", 0),
        ("tháng 3 năm 1980", "03/1980", 0),
        ("tháng 3/1980", "03/1980", 0),
        (3.198, "03/1980", 1),
        (12.1975, "12/1975", 1),
        ("1980", "1980", 0),
        (1980, "1980", 0),
        ("năm 1980", "1980", 0),
    ],
)
def test_births(clean, typed, written, mends):
    cleaned = clean("birth_date", typed)
    assert (str(cleaned.value or "") or None, len(cleaned.mends)) == (written, mends)
    assert bool(cleaned.error) == (written is None)
    assert all(written in mend for mend in cleaned.mends)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "31/02/1980",
            "29/02/1981",
            "12/31/1980",
            "00/00/1980",
            "31.11.1980",
            "16/3/20",
            "16/3/980",
            "1.2",
            "3/8",
        ),
        *("không rõ", "1980?", "16/03/1973/1", "1899", "01/01/2101", 0, 5, 1.2, 31021980, 3e9, -1, True),
        *(date(1899, 12, 30), date(2031, 5, 1), "05/2031", 2031, "31 tháng 2 năm 1980", "22/11/2026"),
    ],
)
def test_refused_births(clean, typed):
    cleaned = clean("birth_date", typed)
    assert cleaned.error
    assert cleaned.value is None


def test_the_reason_names_the_date_as_typed(clean):
    assert "“31/02/1980”" in clean("birth_date", "31/02/1980").error
    assert "tương lai" in clean("birth_date", date(2031, 5, 1)).error


def test_born_today_is_no_future(clean):
    assert clean("birth_date", date(2026, 11, 21)).error is None


def test_other_dates_may_lie_ahead_and_be_partial(clean):
    assert clean("party_joined_on", date(2028, 3, 3)).value == PartialDate(2028, 3, 3)
    assert clean("recruited_on", 2012).value == PartialDate(2012)


def test_pay_starts_on_a_day(clean):
    assert clean("salary_from", date(2024, 3, 1)).value == date(2024, 3, 1)
    cleaned = clean("salary_from", "3/2024")
    assert cleaned.value == date(2024, 3, 1)
    assert "01/03/2024" in cleaned.mends[0]
    assert "2024" in clean("salary_from", 2024).error


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 11, 21)), st.sampled_from("/-. "), st.booleans())
def test_any_day_in_any_usual_form(lookups, day, separator, padded):
    width = 2 if padded else 1
    typed = separator.join((f"{day.day:0{width}d}", f"{day.month:0{width}d}", str(day.year)))
    column = COLUMN_BY_KEY["birth_date"]
    context = Context(lookups, column.key, column.title)
    assert column.cleaner(raw(typed), context).value == PartialDate.of(day)
    words = f"ngày {day.day} tháng {day.month} năm {day.year}"
    assert column.cleaner(raw(words), context).value == PartialDate.of(day)


@given(st.dates(min_value=date(1906, 1, 1), max_value=date(2026, 11, 21)))
def test_any_excel_serial(lookups, day):
    column = COLUMN_BY_KEY["birth_date"]
    cleaned = column.cleaner(raw(int(to_excel(day))), Context(lookups, column.key, column.title))
    assert cleaned.value == PartialDate.of(day)
    assert len(cleaned.mends) == 1
