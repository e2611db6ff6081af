"""Rank, step and coefficient: each cell, and the three against the salary table."""

from datetime import date
from decimal import Decimal

import pytest

from personnel.importing.salary import check_salary


@pytest.mark.parametrize(
    ("typed", "code", "mends"),
    [
        ("08.051", "08.051", 0),
        ("08051", "08.051", 1),
        (8051, "08.051", 1),
        (8.051, "08.051", 1),
        (1.003, "01.003", 1),
        (1003, "01.003", 1),
        (8.05, "08.050", 1),
        ("8.051", "08.051", 1),
        ("08,051", "08.051", 1),
        ("08 051", "08.051", 1),
        ("08a.051", "08a.051", 0),
        ("08A051", "08a.051", 1),
        ("08.051 - KTV hải quan", "08.051", 1),
        ("Kiểm tra viên hải quan", "08.051", 1),
    ],
)
def test_ranks(clean, typed, code, mends):
    cleaned = clean("rank", typed)
    assert (cleaned.value, len(cleaned.mends), cleaned.error) == (code, mends, None)


@pytest.mark.parametrize("typed", ["99.999", 99.999, 8, "KTV", "08.0512", date(2026, 8, 5)])
def test_unknown_ranks(clean, typed):
    assert "danh mục ngạch" in clean("rank", typed).error


@pytest.mark.parametrize(
    ("typed", "step", "mends"),
    [(4, 4, 0), (4.0, 4, 0), ("4", 4, 0), (" 04 ", 4, 1), ("4/9", 4, 1), ("Bậc 4", 4, 1)],
)
def test_steps(clean, typed, step, mends):
    cleaned = clean("step", typed)
    assert (cleaned.value, len(cleaned.mends), cleaned.error) == (step, mends, None)


@pytest.mark.parametrize("typed", [4.5, "IV", 0, -1, "7/6", date(2026, 9, 4), "4,5", True])
def test_refused_steps(clean, typed):
    assert clean("step", typed).error


@pytest.mark.parametrize(
    ("typed", "value", "mends"),
    [
        *((4.98, "4.98", 0), ("4,98", "4.98", 1), ("4.98", "4.98", 0), ("3,0", "3.00", 1), (3, "3.00", 0)),
        *((4.6499999999, "4.65", 0), (0.2, "0.20", 0), (4.655, "4.655", 0)),
    ],
)
def test_coefficients(clean, typed, value, mends):
    cleaned = clean("coefficient", typed)
    assert (str(cleaned.value), len(cleaned.mends), cleaned.error) == (value, mends, None)


@pytest.mark.parametrize("typed", ["bốn", "4,98 + 5%", -1, date(1998, 4, 1), True, float("inf"), 1e300])
def test_refused_coefficients(clean, typed):
    assert clean("coefficient", typed).error


def test_every_entry_of_the_table_agrees(lookups):
    day = date(2024, 1, 1)
    for rank, periods in lookups.ranks.items():
        for period in periods:
            for (group, step), (entry,) in lookups.salary.items():
                if group == period.group and period.holds_on(day):
                    assert check_salary(rank, step, entry.value, day, lookups) is None


@pytest.mark.parametrize(
    ("rank", "step", "coefficient", "key", "right"),
    [
        ("08.051", 5, "3.36", "coefficient", "3,66"),
        ("08a.051", 10, "4.98", "coefficient", "4,89"),
        ("08.050", 6, "6.18", "coefficient", "6,10"),
        ("08.051", 10, "4.98", "step", "bậc 10"),
    ],
)
def test_traps_of_real_data(lookups, rank, step, coefficient, key, right):
    found = check_salary(rank, step, Decimal(coefficient), date(2024, 1, 1), lookups)
    assert (found.key, found.is_error) == (key, True)
    assert right in found.message


def test_the_group_of_a_rank_changes_with_time(lookups):
    assert check_salary("01.004", 1, Decimal("1.86"), date(2021, 7, 31), lookups) is None
    assert check_salary("01.004", 1, Decimal("2.10"), date(2021, 8, 1), lookups) is None
    kept = check_salary("01.004", 1, Decimal("1.86"), date(2021, 8, 1), lookups)
    assert (kept.is_error, kept.key) == (False, "coefficient")
    wrong = check_salary("01.004", 1, Decimal("2.00"), date(2021, 8, 1), lookups)
    assert wrong.is_error
    assert "2,10" in wrong.message
