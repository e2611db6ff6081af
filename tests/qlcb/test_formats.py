"""Numbers and dates: written the Vietnamese way, read in the ways people type them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from qlcb import formats
from qlcb.dates import PartialDate

decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2012, 3, 5), "05/03/2012"),
        (datetime(2012, 3, 5, 10), "05/03/2012"),
        (datetime(2012, 3, 4, 18, tzinfo=UTC), "05/03/2012"),
        (PartialDate(2012, 3), "03/2012"),
        (PartialDate(2012), "2012"),
        (None, ""),
    ],
)
def test_date_vi(value, written, settings):
    settings.TIME_ZONE = "Asia/Ho_Chi_Minh"
    assert formats.date_vi(value) == written


def test_datetime_vi(settings):
    settings.TIME_ZONE = "Asia/Ho_Chi_Minh"
    assert formats.datetime_vi(datetime(2012, 3, 4, 18, 5, tzinfo=UTC)) == "05/03/2012 01:05"
    assert formats.datetime_vi(None) == ""


def test_numbers_as_written():
    assert formats.decimal_vi(Decimal("2.345")) == "2,35"
    assert formats.decimal_vi(2.34) == "2,34"
    assert formats.decimal_vi(1234567.5, 1) == "1.234.567,5"
    assert formats.decimal_vi("-1234.5") == "-1.234,50"
    assert formats.decimal_vi(Decimal("-0.001")) == "0,00"
    assert formats.number_vi(1234567) == "1.234.567"
    assert formats.number_vi(Decimal("1234.50")) == "1.234,5"
    assert formats.number_vi(Decimal("1E+3")) == "1.000"
    assert formats.money_vi(Decimal("9238000.00")) == "9.238.000 đ"
    assert formats.money_vi(0) == "0 đ"
    assert formats.percent_vi(Decimal("37.84")) == "37,8 %"
    assert formats.percent_vi(5) == "5 %"
    assert formats.share_vi(3974, 10512) == "37,8 %"
    assert formats.share_vi(0, 0) == formats.share_vi(None, 5) == "–"


@pytest.mark.parametrize(
    "write", [formats.decimal_vi, formats.number_vi, formats.money_vi, formats.percent_vi, formats.mask_citizen]
)
def test_nothing_is_written_as_nothing(write):
    assert write(None) == write("") == ""


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2,34", "2.34"),
        ("2.34", "2.34"),
        (" 12 ", "12"),
        ("-0,5", "-0.5"),
        ("1.234", "1.234"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1,234,567.8", "1234567.8"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234 567,8", "1234567.8"),
        ("1\u00a0234", "1234"),
    ],
)
def test_parse_decimal(typed, number):
    assert formats.parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "abc", "2,3,4", "12.34.567", "1.234,567.8", "1,2.3,4", "2..3", ".", "1e5", "NaN", "٢"]
)
def test_parse_decimal_refuses(typed):
    with pytest.raises(ValueError, match="không phải là số"):
        formats.parse_decimal(typed)


@given(decimals)
def test_what_is_written_reads_back(value):
    assert formats.parse_decimal(formats.decimal_vi(value)) == value
    assert formats.parse_money(formats.money_vi(value)) == int(formats.decimal_vi(value, 0).replace(".", ""))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2340000", 2340000),
        ("2.340.000", 2340000),
        ("2,340,000 VND", 2340000),
        ("1.234 đồng", 1234),
        ("2 340 000 đ", 2340000),
        ("1.234,00", 1234),
    ],
)
def test_parse_money(typed, amount):
    assert formats.parse_money(typed) == amount


@pytest.mark.parametrize("typed", ["", "đ", "1,5", "1.234,5 đ", "mười"])
def test_parse_money_refuses(typed):
    with pytest.raises(ValueError, match="không phải là số tiền"):
        formats.parse_money(typed)


def test_mask_citizen_hides_at_least_half():
    assert formats.mask_citizen("049186001234") == "049 186 ••• •••"
    assert formats.mask_citizen("201234567") == "201 ••• •••"
    assert formats.mask_citizen("12345") == "••• ••"


def test_mask_numbers_masks_what_may_be_an_identity_number_in_a_text():
    assert formats.mask_numbers("Số CCCD “049186001234” ở ô B12") == "Số CCCD “049 186 ••• •••” ở ô B12"
    assert formats.mask_numbers("20/11/2026, 12345678") == "20/11/2026, 12345678"


def test_filters_of_the_templates():
    template = Template(
        "{% load qlcb %}{{ born|date_vi }}|{{ x|decimal_vi }}|{{ x|decimal_vi:1 }}|{{ n|money_vi }}|{{ n|number_vi }}"
        "|{{ x|percent_vi }}|{{ n|share_vi:n }}|{{ id|mask_citizen }}|{{ none|date_vi }}|{{ none|datetime_vi }}"
    )
    context = {"born": PartialDate(1980, 5), "x": Decimal("2.34"), "n": 1234567, "id": "049186001234", "none": None}
    expected = "05/1980|2,34|2,3|1.234.567 đ|1.234.567|2,3 %|100 %|049 186 ••• •••||"
    assert template.render(Context(context)) == expected
