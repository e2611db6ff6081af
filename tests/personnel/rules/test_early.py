"""Raises before their time (TT 08/2013 Điều 3): the quota, achievement, and before retirement."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules.early import Merit, early_before_retirement, early_for_merit, quota
from personnel.rules.held import came_early, held
from personnel.rules.raises import Conduct, next_over_frame, next_raise
from qlcb.dates import PartialDate, add_months
from tests.personnel.raise_cases import LAW, Line, cases

pytestmark = pytest.mark.clause("TCHQ-12.2")

YEAR = 2026
TITLE = Merit(date(2025, 12, 31), "Chiến sĩ thi đua cơ sở (2025)", 6)
MEDAL = Merit(date(2023, 9, 2), "Bằng khen của Thủ tướng Chính phủ (09/2023)", 12)
PUNISHED = next(case.conduct for case in cases() if case.name == "Khiển trách công chức")

CLEAN = Conduct()


def of(*lines, conduct=CLEAN):
    history = [Line(PartialDate.parse(day), *place) for day, *place in lines]
    now = held(history, LAW.groups, LAW.numbers)
    ask = next_over_frame if now.at_last else next_raise
    due = ask(now, conduct, LAW, date(2026, 11, 29))
    return now, due, came_early(history, LAW.groups, LAW.numbers)


def merit(*lines, merits=(TITLE,), conduct=CLEAN, year=YEAR):
    now, due, early = of(*lines, conduct=conduct)
    if now.at_last:
        due = next_raise(now, conduct, LAW, date(2026, 11, 29))
    return early_for_merit(now, due, merits, year, LAW.numbers, last_was_early=early)


@pytest.mark.parametrize(
    ("people", "raises", "left_over"), [(0, 0, 0), (9, 0, 9), (10, 1, 0), (19, 1, 9), (137, 13, 7), (10_500, 1050, 0)]
)
def test_one_in_ten_and_the_rest_goes_up(people, raises, left_over):
    found = quota(people, LAW.numbers, date(2026, 1, 1))
    assert (found.raises, found.left_over) == (raises, left_over)
    assert f"{raises} suất" in found.steps[0]
    assert any("quý IV" in step for step in found.steps) is bool(left_over)


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_two_units_together_never_lose_a_raise(first, second):
    apart = [quota(people, LAW.numbers, date(2026, 1, 1)) for people in (first, second)]
    together = quota(first + second, LAW.numbers, date(2026, 1, 1))
    assert together.raises == sum(one.raises for one in apart) + sum(one.left_over for one in apart) // 10


def test_people_cannot_be_fewer_than_none():
    with pytest.raises(ValueError):
        quota(-1, LAW.numbers, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("lines", "merits", "day", "months"),
    [
        ([("2024-03-01", "A1", 3)], [TITLE], "2026-09-01", 6),
        ([("2024-03-01", "A1", 3)], [TITLE, MEDAL], "2026-03-01", 12),
        ([("2025-01-01", "A1", 3)], [MEDAL], "2027-01-01", 12),
        ([("2025-01-01", "A1", 8)], [TITLE], "2027-07-01", 6),
        ([("2025-06-01", "B", 5)], [TITLE], "2026-12-01", 6),
    ],
)
def test_who_is_at_most_a_year_short_may_be_raised(lines, merits, day, months):
    found = merit(*lines, merits=merits)
    assert (found.value, found.months) == (date.fromisoformat(day), months)


@pytest.mark.parametrize(
    ("lines", "merits", "conduct", "words"),
    [
        ([("2025-01-02", "A1", 3)], [TITLE], Conduct(), "còn thiếu quá 12 tháng"),
        ([("2023-12-31", "A1", 3)], [TITLE], Conduct(), "Đến hạn thường xuyên trong năm 2026"),
        ([("2022-01-01", "A1", 9)], [TITLE], Conduct(), "không còn bậc"),
        ([("2024-03-01", "A1", 3)], [TITLE], PUNISHED, "có kỷ luật"),
        ([("2024-03-01", "A1", 3)], [], Conduct(), "không có thành tích được xét từ 31/12/2020"),
        ([("2024-03-01", "A1", 3)], [Merit(date(2020, 12, 31), "Cũ", 6)], Conduct(), "không có thành tích"),
        ([("2025-03-01", "B", 3)], [Merit(date(2022, 12, 31), "Cũ", 6)], Conduct(), "không có thành tích"),
        ([("2024-03-01", "A1", 3)], [Merit(date(2025, 12, 31), "Lao động tiên tiến", 0)], Conduct(), "không có"),
        ([("2021-09-01", "A1", 2), ("2024-03-01", "A1", 3)], [TITLE], Conduct(), "hai lần liên tiếp"),
    ],
)
def test_who_may_not_be_raised_early_is_told_why(lines, merits, conduct, words):
    found = merit(*lines, merits=merits, conduct=conduct)
    assert (found.value, found.months) == (None, 0)
    assert words in found.steps[-1]


def test_a_step_reached_in_time_is_no_early_one():
    assert merit(("2021-03-01", "A1", 2), ("2024-03-01", "A1", 3)).value == date(2026, 9, 1)
    assert merit(("2023-09-01", "A1", 2), ("2024-03-01", "A2.1", 3)).value == date(2026, 9, 1), "another rank"


@pytest.mark.parametrize(
    ("retires", "day", "months", "words"),
    [
        ("2026-12-31", "2026-06-30", 8, "Được nâng trước hạn từ 30/06/2026"),
        ("2026-04-30", "2026-03-01", 12, "Được nâng trước hạn từ 01/03/2026"),
        ("2026-02-28", None, 0, "còn thiếu quá 12 tháng"),
        ("2027-09-30", None, 0, "Đến hạn trước khi có thông báo"),
    ],
)
def test_before_retirement(retires, day, months, words):
    """The step is due on 01/03/2027; notice is given six months before retirement."""
    now, due, _ = of(("2024-03-01", "A1", 3))
    found = early_before_retirement(now, due, date.fromisoformat(retires), LAW.numbers)
    assert (found.value, found.months) == (date.fromisoformat(day) if day else None, months)
    assert words in found.steps[-1]


def test_before_retirement_not_at_the_last_step_nor_after_a_discipline():
    now, due, _ = of(("2024-03-01", "A1", 3), conduct=PUNISHED)
    assert "có kỷ luật" in early_before_retirement(now, due, date(2027, 4, 30), LAW.numbers).steps[-1]
    last, _, _ = of(("2024-03-01", "A1", 9))
    due = next_raise(last, Conduct(), LAW, date(2026, 11, 29))
    assert "không còn bậc" in early_before_retirement(last, due, date(2027, 4, 30), LAW.numbers).steps[-1]


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(1, 8), st.integers(2016, 2034))
def test_no_raise_comes_more_than_a_year_early(since, step, year):
    now, due, _ = of((since.isoformat(), "A1", step))
    found = early_for_merit(now, due, [Merit(date(year, 6, 1), "Thử", 60)], year, LAW.numbers, last_was_early=False)
    if found.value is not None:
        assert found.value >= add_months(due.value, -12)
        assert date(year, 12, 31) < due.value <= date(year + 2, 1, 1)
