"""How long appointments, rotations, secondments and posts last, seniority in the service, and the money of a month."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules import lengths
from personnel.rules.absences import Span
from personnel.rules.lengths import position_change_due
from personnel.rules.numbers import LegalNumber, Numbers
from personnel.rules.pay import Extra, monthly_pay
from personnel.rules.seniority import seniority
from qlcb.dates import add_months
from tests.personnel.raise_cases import LAW

LAWFUL = pytest.mark.clause("TCHQ-12.2")
FIRST = date(2026, 3, 1)
DAYS = st.dates(date(2005, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("retires", "again", "ends", "words"),
    [
        (date(2040, 1, 31), False, date(2031, 2, 28), "Thời hạn giữ chức vụ 60 tháng"),
        (None, False, date(2031, 2, 28), "Thời hạn giữ chức vụ 60 tháng"),
        (date(2031, 2, 28), False, date(2031, 2, 28), "đến hết 28/02/2031"),
        (date(2031, 2, 27), False, date(2031, 2, 27), "giữ chức vụ đến khi nghỉ hưu"),
        (date(2028, 2, 29), False, date(2028, 2, 29), "Còn từ 24 tháng công tác"),
        (date(2028, 2, 28), False, None, "không bổ nhiệm mới"),
        (date(2028, 2, 28), True, date(2028, 2, 28), "kéo dài thời gian giữ chức vụ đến khi nghỉ hưu"),
    ],
)
@LAWFUL
def test_an_appointment_lasts_five_years_or_until_retirement(retires, again, ends, words):
    answer = lengths.appointment_end(FIRST, retires, LAW.numbers, again=again)
    assert answer.value == ends
    assert words in answer.steps[-1]


@given(DAYS, DAYS, st.booleans())
def test_no_appointment_outlasts_its_term_or_retirement(begins, retires, again):
    ends = lengths.appointment_end(begins, retires, LAW.numbers, again=again).value
    if ends is not None:
        assert ends == min(add_months(begins, 60) - timedelta(days=1), retires)


@LAWFUL
def test_lengths_of_the_law_of_today():
    assert lengths.reappointment_begins(date(2031, 3, 1), LAW.numbers).value == date(2030, 12, 1)
    assert lengths.rotation_until(FIRST, LAW.numbers).value == date(2029, 2, 28)
    assert lengths.secondment_until(FIRST, LAW.numbers).value == date(2029, 2, 28)
    assert "ít nhất 36 tháng" in lengths.rotation_until(FIRST, LAW.numbers).steps[0]


def test_a_new_decree_changes_what_begins_after_it():
    old = LegalNumber("secondment_most_months", "Biệt phái", 36, None, date(2026, 12, 31))
    numbers = Numbers([old, LegalNumber("secondment_most_months", "Biệt phái", 24, date(2027, 1, 1))])
    assert lengths.secondment_until(date(2026, 12, 31), numbers).value == date(2029, 12, 30)
    assert lengths.secondment_until(date(2027, 1, 1), numbers).value == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("day", "percent", "following", "next_on"),
    [
        (date(2012, 1, 1), 0, 5, date(2017, 1, 1)),
        (date(2016, 12, 31), 0, 5, date(2017, 1, 1)),
        (date(2017, 1, 1), 5, 6, date(2018, 1, 1)),
        (date(2017, 12, 31), 5, 6, date(2018, 1, 1)),
        (date(2018, 1, 1), 6, 7, date(2019, 1, 1)),
        (date(2026, 11, 29), 14, 15, date(2027, 1, 1)),
    ],
)
@LAWFUL
def test_seniority_in_the_service(day, percent, following, next_on):
    found = seniority(date(2012, 1, 1), day, [], LAW)
    assert (found.value, found.next_percent, found.next_on) == (percent, following, next_on)


def test_time_that_does_not_count_puts_seniority_off():
    spans = [Span(date(2014, 1, 1), date(2014, 6, 30), "KL", "Nghỉ không hưởng lương")]
    found = seniority(date(2012, 1, 1), date(2017, 6, 30), spans, LAW)
    assert (found.value, found.next_on) == (0, date(2017, 7, 1))
    assert found.steps == [
        "Không tính nghỉ không hưởng lương từ 01/01/2014 đến 30/06/2014: 6 tháng.",
        "Trong ngành từ 01/01/2012, đến 30/06/2017 được tính 59 tháng.",
        "Chưa đủ 60 tháng để hưởng 5 %.",
    ]
    with pytest.raises(ValueError):
        seniority(date(2012, 1, 2), date(2012, 1, 1), [], LAW)


@given(DAYS, st.integers(0, 15_000))
def test_the_next_percent_of_seniority_is_paid_from_its_day(since, days):
    found = seniority(since, since + timedelta(days=days), [], LAW)
    assert found.next_on > since + timedelta(days=days)
    assert seniority(since, found.next_on, [], LAW).value == found.next_percent
    assert seniority(since, found.next_on - timedelta(days=1), [], LAW).value == found.value


def test_the_money_of_a_month_line_by_line():
    extras = [
        Extra("Phụ cấp công vụ", "percent", Decimal(25)),
        Extra("Phụ cấp chức vụ lãnh đạo", "coefficient", Decimal("0.6"), in_base=True),
        Extra("Phụ cấp khu vực", "coefficient", Decimal("0.2")),
        Extra("Phụ cấp khác", "amount", Decimal(500_000)),
    ]
    month = monthly_pay(Decimal("4.98"), 2_530_000, over_frame=7, extras=extras)
    assert [(line.name, line.how, line.amount) for line in month.lines] == [
        ("Lương theo ngạch, bậc", "4,98 × 2.530.000 đ", 12_599_400),
        ("Phụ cấp thâm niên vượt khung", "7 % × 12.599.400 đ", 881_958),
        ("Phụ cấp chức vụ lãnh đạo", "0,60 × 2.530.000 đ", 1_518_000),
        ("Phụ cấp công vụ", "25 % × 14.999.358 đ", 3_749_840),
        ("Phụ cấp khu vực", "0,20 × 2.530.000 đ", 506_000),
        ("Phụ cấp khác", "theo mức tiền", 500_000),
    ]
    assert (month.percent_base, month.total) == (14_999_358, 19_755_198)


def test_tap_su_is_paid_in_part_and_pay_is_never_negative():
    month = monthly_pay(Decimal("2.34"), 2_340_000, pay_percent=85)
    assert [(line.how, line.amount) for line in month.lines] == [("2,34 × 2.340.000 đ × 85 %", 4_654_260)]
    with pytest.raises(ValueError):
        monthly_pay(Decimal("2.34"), 2_340_000, extras=[Extra("Trừ", "amount", Decimal(-1))])


@given(
    st.decimals("1", "10", places=2),
    st.integers(290_000, 5_000_000),
    st.integers(0, 30),
    st.lists(st.builds(Extra, st.just("x"), st.sampled_from(["coefficient", "percent", "amount"]),
                       st.decimals("0", "60", places=2), st.booleans()), max_size=5),
)  # fmt: skip
def test_more_base_salary_never_pays_less(coefficient, base, over_frame, extras):
    month = monthly_pay(coefficient, base, over_frame=over_frame, extras=extras)
    more = monthly_pay(coefficient, base + 1000, over_frame=over_frame, extras=extras)
    assert more.total >= month.total
    assert all(line.amount == line.amount.to_integral_value() for line in month.lines)


def test_a_post_is_changed_after_its_months_and_not_before_it_is_listed():
    def due(begins, **known):
        return position_change_due(begins, 36, date(2040, 1, 31), LAW.numbers, **known)

    assert due(date(2024, 3, 1)).value == date(2027, 3, 1)
    answer = due(date(2010, 3, 1), listed=date(2026, 11, 1))
    assert answer.value == date(2026, 11, 1) and answer.steps[1].startswith("Vị trí thuộc danh mục từ 01/11/2026")
    assert due(date(2024, 3, 1), listed=date(2026, 11, 1)).value == date(2027, 3, 1)
    assert due(date(2035, 7, 31)).value == date(2038, 7, 31), "18 months are left"
    assert due(date(2035, 8, 1)).value is None
