"""Due days and lateness by the regulation's rule; one record and many days come out the same."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personnel.rules.deadlines import DayTable, Moments, days_late, due_day, start_of
from personnel.rules.working_days import CalendarDay, WorkingCalendar

CALENDAR = WorkingCalendar(
    [
        CalendarDay(date(2026, 8, 31), "off", "Nghỉ bù"),
        CalendarDay(date(2026, 8, 22), "working", "Làm bù"),
    ]
)


def rule(days, unit, *starts):
    return SimpleNamespace(days=days, unit=unit, starts=starts)


@pytest.mark.parametrize(
    ("asked", "start", "due"),
    [
        (rule(3, "working"), "2026-03-02", "2026-03-05"),
        (rule(3, "working"), "2026-03-05", "2026-03-10"),  # across a weekend
        (rule(3, "working"), "2026-03-07", "2026-03-11"),  # received on a Saturday
        (rule(3, "working"), "2026-08-20", "2026-08-24"),  # the Saturday worked for 31 August counts
        (rule(3, "working"), "2026-08-28", "2026-09-07"),  # 31 August off, then the National Day
        (rule(5, "working"), "2026-02-12", "2026-02-26"),  # across Tết, 14 to 22 February
        (rule(10, "working"), "2026-03-02", "2026-03-16"),
        (rule(15, "calendar"), "2026-03-02", "2026-03-17"),
        (rule(15, "calendar"), "2026-03-06", "2026-03-23"),  # ends on a Saturday: the next working day
        (rule(30, "calendar"), "2026-01-31", "2026-03-02"),
        (rule(5, "month_end"), "2026-02-03", "2026-02-28"),
        (rule(5, "month_end"), "2028-02-29", "2028-02-29"),
        (rule(0, "working"), "2026-03-07", "2026-03-07"),
    ],
)
def test_due_days(asked, start, due):
    answer = due_day(asked, date.fromisoformat(start), CALENDAR)
    assert answer.value == date.fromisoformat(due)
    assert answer.steps


def test_the_window_at_the_end_of_a_month_is_told():
    answer = due_day(rule(5, "month_end"), date(2026, 2, 3), CALENDAR)
    assert answer.steps == ["5 ngày cuối tháng: từ 24/02/2026 đến 28/02/2026."]
    with pytest.raises(ValueError, match="weeks"):
        due_day(rule(1, "weeks"), date(2026, 2, 3), CALENDAR)


PAPER, SIGNED, EFFECTIVE, EVENT = (date(2026, 3, day) for day in (10, 5, 9, 1))


@pytest.mark.parametrize(
    ("starts", "moments", "expected"),
    [
        (("paper", "effective", "event"), Moments(PAPER, SIGNED, EFFECTIVE, EVENT), (PAPER, "paper")),
        (("paper", "effective", "event"), Moments(None, SIGNED, EFFECTIVE, EVENT), (EFFECTIVE, "effective")),
        (("paper", "effective", "event"), Moments(event=EVENT), (EVENT, "event")),
        (("effective",), Moments(PAPER, SIGNED, EFFECTIVE, EVENT), (EFFECTIVE, "effective")),
        (("signed",), Moments(PAPER, SIGNED, EFFECTIVE, EVENT), (SIGNED, "signed")),
        (("effective",), Moments(PAPER, None, None, EVENT), None),
        (("effective",), Moments(None, SIGNED, date(2026, 1, 1)), (SIGNED, "effective")),  # for the past
    ],
)
def test_from_which_moment_the_time_runs(starts, moments, expected):
    assert start_of(rule(3, "working", *starts), moments) == expected


@pytest.mark.parametrize(
    ("due", "entered", "late"),
    [
        ("2026-03-05", "2026-03-05", 0),
        ("2026-03-05", "2026-03-02", 0),
        ("2026-03-05", "2026-03-06", 1),
        ("2026-03-05", "2026-03-09", 2),
        ("2026-03-06", "2026-03-07", 1),  # Saturday after a Friday
        ("2026-03-06", "2026-03-09", 1),
        ("2026-02-13", "2026-02-23", 1),  # Tết between
    ],
)
def test_lateness_in_working_days(due, entered, late):
    assert days_late(date.fromisoformat(due), date.fromisoformat(entered), CALENDAR) == late


some_days = st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 12, 31))
some_rules = st.builds(rule, st.integers(0, 15), st.sampled_from(["working", "calendar", "month_end"])).filter(
    lambda asked: asked.unit != "month_end" or 1 <= asked.days <= 28
)


@given(some_days, st.integers(0, 60), some_rules)
@settings(max_examples=150, deadline=None)
def test_a_table_of_days_says_what_the_rule_says(first, length, asked):
    table = DayTable(CALENDAR, first, first + timedelta(days=length))
    for start, due in zip(table.days, table.due(asked), strict=True):
        true = due_day(asked, start, CALENDAR).value
        assert due == true or (due is None and true > table.days[-1])
        assert true >= start
        if true <= table.days[-1]:
            assert table.late(true, table.days[-1]) == days_late(true, table.days[-1], CALENDAR)


@given(some_days, st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_who_enters_a_working_day_later_is_a_day_later(start, days):
    due = due_day(rule(days, "working"), start, CALENDAR).value
    late = [days_late(due, due + timedelta(days=passed), CALENDAR) for passed in range(12)]
    assert late[0] == 0 and late == sorted(late) and late[1] == 1


@pytest.mark.clause("HG-8.1")
@pytest.mark.clause("HG-8.2a")
def test_hau_giang_counts_calendar_days_from_the_decision(under_regulation):
    from qlcb import regulation

    under_regulation("haugiang")
    known = Moments(paper=date(2026, 3, 20), signed=date(2026, 3, 2), effective=date(2026, 3, 10))
    new, record = regulation.deadline("new_dossier"), regulation.deadline("record")
    assert start_of(new, known) == (date(2026, 3, 2), "signed")
    assert due_day(new, date(2026, 3, 2), CALENDAR).value == date(2026, 4, 1)
    assert start_of(record, known) == (date(2026, 3, 10), "effective")
    assert due_day(record, date(2026, 3, 10), CALENDAR).value == date(2026, 3, 25)
    assert start_of(record, Moments(event=date(2026, 3, 1))) is None, "changes of the person come with the yearly form"


@pytest.mark.clause("TN-I.5")
def test_tay_ninh_counts_working_days_from_the_paper(under_regulation):
    from qlcb import regulation

    under_regulation("tayninh")
    status, receipt = regulation.deadline("status"), regulation.deadline("transfer_receipt")
    assert start_of(status, Moments(date(2026, 3, 20), date(2026, 3, 2), date(2026, 4, 1)))[1] == "paper"
    assert due_day(status, date(2026, 3, 20), CALENDAR).value == date(2026, 3, 27)
    assert due_day(receipt, date(2026, 3, 20), CALENDAR).value == date(2026, 4, 3)
    assert status.sections == ("tinh-trang",)


def test_hai_phong_has_a_window_at_the_end_of_each_month(under_regulation):
    from qlcb import regulation

    under_regulation("haiphong")
    assert due_day(regulation.deadline("record"), date(2026, 4, 9), CALENDAR).value == date(2026, 4, 30)


def test_a_kind_without_a_rule_of_its_own_has_that_of_records(under_regulation):
    from qlcb import regulation

    assert regulation.deadline("record").clause == "TCHQ-8.1b1"
    under_regulation("haiphong")
    assert regulation.deadline("status") == regulation.deadline("record")
