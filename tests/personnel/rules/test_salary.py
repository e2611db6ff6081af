"""Raises, coefficients, over-frame percent and money, with the vectors of FACTS §3."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules import salary
from personnel.rules.salary import OverFrame, SalaryStep, next_raise, over_frame_percent
from qlcb.dates import add_months

TALL = OverFrame(first_months=36)
SHORT = OverFrame(first_months=24)


@dataclass
class Base:
    amount: int
    valid_from: date | None
    valid_to: date | None


BASES = [
    Base(1_800_000, date(2023, 7, 1), date(2024, 6, 30)),
    Base(2_340_000, date(2024, 7, 1), date(2026, 6, 30)),
    Base(2_530_000, date(2026, 7, 1), None),
]


@pytest.fixture(scope="module")
def table():
    path = settings.BASE_DIR / "fixtures" / "catalogues" / "salary_table.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [SalaryStep.from_row(row) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("months", "more", "due"),
    [
        (36, {}, date(2027, 3, 15)),
        (24, {}, date(2026, 3, 15)),
        (36, {"extension_months": 6}, date(2027, 9, 15)),
        (36, {"not_counted_months": 2}, date(2027, 5, 15)),
        (36, {"extension_months": 12, "not_counted_months": 1}, date(2028, 4, 15)),
    ],
)
def test_next_raise(months, more, due):
    assert next_raise(date(2024, 3, 15), months, 3, 9, **more) == due


def test_no_raise_beyond_the_last_step():
    assert next_raise(date(2024, 3, 15), 36, 9, 9) is None
    assert salary.raise_due(date(2024, 3, 15), 36, 9, 9).steps == [
        "Đang hưởng bậc cuối (9/9): không nâng bậc, xét phụ cấp vượt khung."
    ]


def test_a_raise_tells_why():
    answer = salary.raise_due(date(2024, 8, 31), 24, 2, 12, extension_months=6, not_counted_months=3)
    assert answer.value == date(2027, 5, 31)
    assert answer.steps == [
        "Hưởng bậc 2/12 từ 31/08/2024, thời gian giữ bậc 24 tháng.",
        "Kéo dài thời gian nâng bậc 6 tháng (TT 08/2013/TT-BNV, Điều 2 khoản 3).",
        "Không tính 3 tháng vào thời gian giữ bậc.",
        "Đến hạn nâng lên bậc 3 từ 31/05/2027.",
    ]


@pytest.mark.parametrize(("step", "last", "months"), [(0, 9, 36), (10, 9, 36), (1, 9, 0)])
def test_impossible_steps_are_errors(step, last, months):
    with pytest.raises(ValueError):
        next_raise(date(2024, 1, 1), months, step, last)


def test_months_below_zero_are_errors():
    with pytest.raises(ValueError):
        next_raise(date(2024, 1, 1), 36, 1, 9, extension_months=-1)


@pytest.mark.parametrize(
    ("group", "step", "coefficient"),
    [
        ("A1", 1, "2.34"),
        ("A1", 5, "3.66"),
        ("A0", 10, "4.89"),
        ("A2.1", 6, "6.10"),
        ("B", 5, "2.66"),
        ("C1", 12, "3.63"),
    ],
)
def test_coefficients(table, group, step, coefficient):
    assert salary.coefficient_expected(group, step, table) == Decimal(coefficient)
    assert salary.step_of(group, Decimal(coefficient), table) == step


@pytest.mark.parametrize(
    ("group", "steps", "first", "last", "months"),
    [
        ("A3.1", 6, "6.20", "8.00", 36),
        ("A3.2", 6, "5.75", "7.55", 36),
        ("A2.1", 8, "4.40", "6.78", 36),
        ("A2.2", 8, "4.00", "6.38", 36),
        ("A1", 9, "2.34", "4.98", 36),
        ("A0", 10, "2.10", "4.89", 36),
        ("B", 12, "1.86", "4.06", 24),
        ("C1", 12, "1.65", "3.63", 24),
        ("NV.PV", 12, "1.00", "2.98", 24),
        ("CGCC", 3, "8.80", "10.00", 60),
    ],
)
def test_groups_of_the_table(table, group, steps, first, last, months):
    rows = [row for row in table if row.code == group]
    coefficients = [row.coefficient for row in rows]
    assert salary.last_step(group, table) == len(rows) == steps
    assert (coefficients[0], coefficients[-1]) == (Decimal(first), Decimal(last))
    assert len({after - before for before, after in pairwise(coefficients)}) == 1
    assert {row.raise_months for row in rows} == {months}


def test_unknown_steps_and_groups_are_told(table):
    with pytest.raises(LookupError, match="Nhóm lương A1 có bậc 1 đến 9, không có bậc 10"):
        salary.coefficient_expected("A1", 10, table)
    with pytest.raises(LookupError, match="không có nhóm Z9"):
        salary.coefficient_expected("Z9", 1, table)
    with pytest.raises(LookupError, match="không có nhóm Z9"):
        salary.last_step("Z9", table)
    assert salary.step_of("A1", Decimal("3.36"), table) is None


@pytest.mark.parametrize(
    ("rule", "day", "percent"),
    [
        (TALL, date(2023, 1, 31), 0),
        (TALL, date(2023, 2, 1), 5),
        (TALL, date(2024, 1, 31), 5),
        (TALL, date(2024, 2, 1), 6),
        (TALL, date(2030, 2, 1), 12),
        (SHORT, date(2022, 1, 31), 0),
        (SHORT, date(2022, 2, 1), 5),
        (SHORT, date(2023, 2, 1), 6),
        (OverFrame(first_months=None), date(2040, 1, 1), 0),
        (TALL, date(2020, 1, 1), 0),
    ],
)
def test_over_frame_percent(rule, day, percent):
    assert over_frame_percent(date(2020, 2, 1), day, rule).value == percent


def test_over_frame_is_delayed_and_explained():
    answer = over_frame_percent(date(2020, 2, 1), date(2024, 8, 1), TALL, extension_months=6)
    assert answer.value == 6
    assert answer.steps == [
        "Hưởng bậc cuối từ 01/02/2020, đến 01/08/2024 được tính 48 tháng.",
        "Kéo dài thời gian nâng bậc 6 tháng (TT 08/2013/TT-BNV, Điều 2 khoản 3).",
        "Đủ 36 tháng được hưởng 5 %.",
        "Thêm 1 lần đủ 12 tháng, thành 6 %.",
    ]
    late = over_frame_percent(date(2020, 2, 1), date(2024, 7, 31), TALL, not_counted_months=18)
    assert (late.value, late.steps[-1]) == (0, "Chưa đủ 36 tháng để hưởng 5 %.")


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1)), st.sampled_from([TALL, SHORT]))
def test_the_next_percent_is_due_on_the_day_it_is_paid(last_step_from, rule):
    due = salary.next_over_frame(last_step_from, 0, rule)
    assert over_frame_percent(last_step_from, due, rule).value == 5
    assert over_frame_percent(last_step_from, due - timedelta(days=1), rule).value == 0
    assert salary.next_over_frame(due, 5, rule) == add_months(due, 12)


def test_next_over_frame_is_delayed_or_never():
    assert salary.next_over_frame(date(2020, 2, 1), 0, SHORT, extension_months=6) == date(2022, 8, 1)
    assert salary.next_over_frame(date(2020, 2, 1), 7, SHORT, not_counted_months=1) == date(2021, 3, 1)
    assert salary.next_over_frame(date(2020, 2, 1), 0, OverFrame(first_months=None)) is None


@pytest.mark.parametrize(
    ("coefficient", "base", "more", "amount"),
    [
        ("6.20", 1_490_000, {}, 9_238_000),
        ("6.10", 1_490_000, {}, 9_089_000),
        ("2.34", 2_340_000, {"pay_percent": 85}, 4_654_260),
        ("4.98", 2_530_000, {"over_frame": 5}, 13_229_370),
        ("4.06", 1_150_000, {"over_frame": 7, "pay_percent": 85}, 4_246_456),
    ],
)
def test_money(coefficient, base, more, amount):
    assert salary.money(Decimal(coefficient), base, **more) == amount


def test_money_tells_the_calculation():
    answer = salary.explain_money(Decimal("4.98"), 2_530_000, over_frame=5, pay_percent=85)
    assert answer.steps == [
        "Hệ số 4,98 × mức lương cơ sở 2.530.000 đ.",
        "Cộng phụ cấp thâm niên vượt khung 5 %.",
        "Hưởng 85 %.",
        "Bằng 11.244.965 đ một tháng.",
    ]


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2024, 6, 30), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
        (date(2040, 1, 1), 2_530_000),
    ],
)
def test_base_amount_of_a_day(day, amount):
    assert salary.base_amount_on(day, BASES) == amount


def test_base_amount_may_be_unknown():
    with pytest.raises(LookupError, match="Chưa có mức lương cơ sở của ngày 30/06/2023"):
        salary.base_amount_on(date(2023, 6, 30), BASES)
