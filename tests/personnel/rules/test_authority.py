"""How the table of decentralisation is read: which row counts, who is right by it, and what is not judged."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from personnel.rules.authority import (
    Case,
    DecidedAct,
    Decider,
    Group,
    Outcome,
    Place,
    decider_words,
    judge,
    rightful_places,
    row_for,
)

CLAUSE = pytest.mark.clause("TCHQ-5.2b")
UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SERVICE = Place(1, "Tổng cục", 10, 0, False)
BUREAU = Place(2, "Cục A", 20, 1, True)
BRANCH = Place(3, "Chi cục B", 30, 2, False)
TEAM = Place(4, "Đội C", 30, 3, False)
NEIGHBOUR = Place(5, "Cục D", 20, 1, True)
LINE = (TEAM, BRANCH, BUREAU, SERVICE)
DAY = date(2024, 3, 1)


@dataclass(frozen=True)
class Row:
    decider: str = Decider.DEPARTMENT
    subject: str = Group.ANYONE
    matter: str = DecidedAct.RAISE
    kind_id: int | None = None
    unit_id: int | None = None
    or_above: bool = False
    or_outside: bool = False
    valid_from: date | None = date(2017, 4, 27)
    valid_to: date | None = None
    source: str = "QĐ thử"


def case(authority=BUREAU, groups=(Group.OFFICER, Group.ANYONE), line=LINE, day=DAY, act=DecidedAct.RAISE):
    return Case(act, groups, authority, line, day)


R, W, N = Outcome.RIGHT, Outcome.WRONG, Outcome.NOT_JUDGED


@CLAUSE
@pytest.mark.parametrize(
    ("row", "authority", "outcome"),
    [
        (Row(), BUREAU, R),
        (Row(), SERVICE, W),
        (Row(), NEIGHBOUR, W),
        (Row(), BRANCH, W),
        (Row(), None, W),
        (Row(or_above=True), SERVICE, R),
        (Row(or_above=True), BRANCH, W),
        (Row(or_above=True), None, W),
        (Row(or_outside=True), None, R),
        (Row(or_outside=True), SERVICE, W),
        (Row(Decider.TOP), SERVICE, R),
        (Row(Decider.TOP), BUREAU, W),
        (Row(Decider.OUTSIDE), None, R),
        (Row(Decider.OUTSIDE), SERVICE, W),
        (Row(Decider.UNIT), TEAM, R),
        (Row(Decider.UNIT), BRANCH, R),
        (Row(Decider.UNIT), BUREAU, W),
        (Row(Decider.UNIT, or_above=True), BUREAU, R),
        (Row(Decider.UNIT, or_above=True), NEIGHBOUR, W),
    ],
)
def test_who_is_right_by_one_row(row, authority, outcome):
    verdict = judge([row], case(authority))
    assert verdict.outcome is outcome, verdict.steps
    assert verdict.is_outside == (outcome is W)
    assert "01/03/2024" in verdict.steps[0] and "Cục A" in verdict.steps[1] and "QĐ thử" in verdict.steps[2]
    if outcome is W:
        assert (authority.name if authority else "cơ quan ngoài hệ thống") in verdict.why


@CLAUSE
@pytest.mark.parametrize(
    ("rows", "groups", "expected"),
    [
        ([Row(), Row(subject=Group.OFFICER)], (Group.OFFICER, Group.ANYONE), 1),
        ([Row(subject=Group.OFFICER), Row(subject=Group.UNIT_LEADER)], (Group.UNIT_LEADER, Group.OFFICER), 1),
        ([Row(subject=Group.OFFICER), Row()], (Group.UNIT_LEADER, Group.OFFICER, Group.ANYONE), 0),
        ([Row(), Row(kind_id=20)], (Group.ANYONE,), 1),
        ([Row(kind_id=20), Row(unit_id=2)], (Group.ANYONE,), 1),
        ([Row(kind_id=99), Row(unit_id=5), Row()], (Group.ANYONE,), 2),
        ([Row(kind_id=99), Row(unit_id=5)], (Group.ANYONE,), None),
        ([Row(subject=Group.SENIOR, kind_id=99), Row()], (Group.SENIOR, Group.ANYONE), 1),
    ],
)
def test_which_row_counts(rows, groups, expected):
    assert row_for(rows, case(groups=groups)) is (None if expected is None else rows[expected])


@CLAUSE
@pytest.mark.parametrize(
    ("rows", "asked", "words"),
    [
        ([Row()], {"day": date(2017, 4, 26)}, "bắt đầu từ 27/04/2017"),
        ([Row(valid_to=date(2020, 12, 31))], {}, "vào ngày ấy"),
        ([], {}, "không quy định"),
        ([Row(matter=DecidedAct.RANK)], {}, "không quy định"),
        ([Row(subject=Group.SENIOR)], {}, "không quy định cho đối tượng này"),
        ([Row()], {"line": (SERVICE,)}, "Không có đơn vị nào như vậy"),
        ([Row()], {"line": ()}, "Không có đơn vị nào như vậy"),
    ],
)
def test_what_the_table_is_silent_about_is_not_judged(rows, asked, words):
    verdict = judge(rows, case(NEIGHBOUR, **asked))
    assert verdict.outcome is N and not verdict.is_outside
    assert words in verdict.why


@CLAUSE
def test_the_table_of_the_day_counts_on_both_its_edges():
    old, new = Row(Decider.TOP, valid_to=date(2019, 12, 31)), Row(valid_from=date(2020, 1, 1))
    for day, right in ((date(2017, 4, 27), SERVICE), (date(2019, 12, 31), SERVICE), (date(2020, 1, 1), BUREAU)):
        for authority in (SERVICE, BUREAU):
            assert (judge([old, new], case(authority, day=day)).outcome is R) == (authority is right), day


def test_what_stood_outside_before_is_known_again():
    one, same, other = (judge([Row()], case(authority)) for authority in (SERVICE, SERVICE, NEIGHBOUR))
    assert one.key == same.key != other.key
    assert one.key != judge([Row(), Row(subject=Group.OFFICER)], case(SERVICE)).key, "another row says so now"


rows_of = st.builds(
    Row,
    decider=st.sampled_from(Decider.values),
    subject=st.sampled_from([Group.OFFICER, Group.ANYONE, Group.SENIOR]),
    kind_id=st.sampled_from([None, 20, 99]),
    unit_id=st.sampled_from([None, 2, 5]),
    or_above=st.booleans(),
    or_outside=st.booleans(),
    valid_from=st.sampled_from([None, date(2017, 4, 27), date(2025, 1, 1)]),
)
cases = st.builds(
    case,
    authority=st.sampled_from([None, SERVICE, BUREAU, BRANCH, TEAM, NEIGHBOUR]),
    line=st.sampled_from([LINE, LINE[1:], LINE[2:], LINE[3:], ()]),
    day=st.dates(date(2010, 1, 1), date(2030, 1, 1)),
)


@CLAUSE
@UNHURRIED
@given(st.lists(rows_of, max_size=6), cases)
def test_nobody_off_the_line_is_ever_right_and_every_refusal_names_who_would_be(rows, asked):
    verdict = judge(rows, asked)
    if verdict.outcome is R and asked.authority is not None:
        assert asked.authority in asked.line
    if verdict.outcome is W:
        row = row_for([r for r in rows if (r.valid_from or date.min) <= asked.day], asked)
        right = rightful_places(row, asked.line)
        assert asked.authority not in right
        assert right or row.decider == Decider.OUTSIDE or row.or_outside
        for place in right:
            assert place.name in verdict.why
            assert judge(rows, replace(asked, authority=place)).outcome is R


@CLAUSE
@UNHURRIED
@given(st.lists(rows_of.map(lambda r: replace(r, valid_from=date(2017, 4, 27))), max_size=6), cases)
def test_before_the_table_begins_nothing_is_refused(rows, asked):
    early = replace(asked, day=date(2017, 4, 27) - timedelta(days=1))
    assert judge(rows, early).outcome is N


def test_the_words_of_a_cell():
    assert decider_words(Row(or_above=True)) == "Cục, Vụ trở lên"
    assert decider_words(Row(Decider.TOP, or_above=True, or_outside=True)) == "Tổng cục hoặc ngoài hệ thống"
    assert decider_words(Row(Decider.OUTSIDE, or_outside=True)) == "Ngoài hệ thống"
