"""Coefficients, base salary and money, with the vectors of FACTS §3."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.conf import settings

from personnel.rules import salary
from personnel.rules.salary import SalaryStep


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
    assert [row.coefficient for row in table if (row.code, row.step) == (group, step)] == [Decimal(coefficient)]


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
    assert rows[-1].step == len(rows) == steps
    assert (coefficients[0], coefficients[-1]) == (Decimal(first), Decimal(last))
    assert len({after - before for before, after in pairwise(coefficients)}) == 1
    assert {row.raise_months for row in rows} == {months}


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
