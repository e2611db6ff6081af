"""When a change of position is not yet asked (NĐ 59/2019/NĐ-CP Điều 38)."""

from datetime import date

import pytest

from personnel.rules.deferrals import Ground, long_study, put_off, small_child
from personnel.rules.lengths import position_change_due
from personnel.rules.numbers import LegalNumber, Number, Numbers
from qlcb.dates import PartialDate

NUMBERS = Numbers(
    [
        LegalNumber(Number.POSITION_CHILD_MONTHS, "", 36),
        LegalNumber(Number.POSITION_STUDY_MONTHS, "", 12),
        LegalNumber(Number.POSITION_SPARE_MONTHS, "", 18),
    ]
)
TODAY = date(2026, 6, 15)
child = small_child(PartialDate.of("20/03/2024"), NUMBERS)


def test_a_child_is_small_until_the_eve_of_the_day_on_which_it_is_36_months_old():
    assert (child.first, child.last) == (date(2024, 3, 20), date(2027, 3, 19))
    assert small_child(PartialDate(2024), NUMBERS).last == date(2027, 12, 30), "the latest day that the year may mean"
    assert "sinh 20/03/2024" in child.words and "dưới 36 tháng" in child.words


@pytest.mark.parametrize(("begins", "ends", "counts"), [
    ("01/09/2025", "31/08/2026", True), ("01/09/2025", "30/08/2026", False), ("09/2025", "06/2027", True),
])  # fmt: skip
def test_studies_count_from_twelve_months_on(begins, ends, counts):
    study = long_study(PartialDate.of(begins), PartialDate.of(ends), NUMBERS)
    assert (study is not None) is counts


@pytest.mark.parametrize(("due", "asked"), [
    (date(2026, 6, 20), date(2027, 3, 20)),  # falls due meanwhile
    (date(2024, 3, 19), date(2027, 3, 20)),  # was overdue before, and is let be today
    (date(2027, 3, 20), date(2027, 3, 20)),  # falls due after
])  # fmt: skip
def test_the_day_is_the_first_one_without_a_ground(due, asked):
    answer = put_off(due, [child], TODAY)
    assert answer.value == asked
    assert bool(answer.steps) is (asked != due)


def test_grounds_follow_each_other_and_one_that_is_over_moves_the_day_too():
    past = Ground(date(2025, 1, 1), date(2025, 12, 31), "lý do cũ")
    assert put_off(date(2025, 5, 1), [past], TODAY).value == date(2026, 1, 1), "overdue since then, not since May"
    study = Ground(date(2027, 3, 1), date(2028, 2, 29), "đi học")
    answer = put_off(date(2026, 7, 1), [study, child], TODAY)
    assert (answer.value, len(answer.steps)) == (date(2028, 3, 1), 2)


def test_while_the_end_is_not_known_there_is_no_day():
    answer = put_off(date(2026, 7, 1), [Ground(date(2026, 1, 1), None, "tạm đình chỉ công tác")], TODAY)
    assert answer.value is None
    assert answer.steps == ["Chưa chuyển đổi: tạm đình chỉ công tác, chưa rõ ngày kết thúc."]


def test_who_retires_soon_after_the_day_put_off_is_not_asked_any_more():
    def due(grounds):
        return position_change_due(
            date(2023, 7, 1), 36, date(2028, 3, 1), NUMBERS, wait=lambda day: put_off(day, grounds, TODAY)
        )

    assert due([]).value == date(2026, 7, 1)
    later = due([child])
    assert later.value is None
    assert "dưới 36 tháng" in later.steps[1] and "còn dưới 18 tháng" in later.steps[2]
