"""A review: opened over a unit, confirmed dossier by dossier, followed by who moves, closed for good (TCHQ-10.2)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account, Custody
from accounts.permissions import WorkGroup
from orgunits.models import Unit
from personnel.models import Decision, Dossier, Posting, Round, RoundItem, RoundTally
from personnel.paper_checks import paper_state
from personnel.querysets import writable_by
from personnel.rounds.board import Board
from personnel.rounds.changes import changed_since
from personnel.rounds.items import on_table_of
from personnel.sections import PANEL_OF, POSTINGS, SALARIES
from personnel.services.change_round import change_round
from personnel.services.close_round import close_round
from personnel.services.confirm_item import confirm_item
from personnel.services.correct_decision import correct_decision
from personnel.services.open_round import count_concerned
from personnel.services.remind_units import remind_units
from personnel.services.save_panel import save_panel
from personnel.services.save_row import add_row, correct_row
from qlcb.dates import PartialDate
from qlcb.history import Act, Conflict, record, writing
from tests.personnel.rounds.kit import confirm, item_of, open_review

pytestmark = pytest.mark.django_db
State = RoundItem.State


def raise_pay(account, dossier, today):
    row = dossier.salary_set.get()
    row.over_frame, row.note = 0, f"{row.note}."
    correct_row(account=account, reason="Sửa", section=SALARIES, row=row, expected_version=row.version, today=today)


def write_panel(account, dossier, today, **values):
    fresh = Dossier.objects.get(pk=dossier.pk)
    panel = next(panel for panel in PANEL_OF.values() if set(values) <= set(panel.fields))
    for name, value in values.items():
        setattr(fresh, name, value)
    save_panel(account=account, reason="Sửa", panel=panel, dossier=fresh, expected_version=fresh.version, today=today)


def leave(account, dossier, today, **values):
    """The person serves somewhere else from today, or nowhere."""
    posting = Posting.objects.get(dossier=dossier, valid_to=None)
    if values:
        row = Posting(dossier=dossier, valid_from=PartialDate.of(today), **values)
        add_row(account=account, reason="Thử", section=POSTINGS, row=row, today=today)
    else:
        posting.valid_to = today - timedelta(days=1)
        correct_row(
            account=account, reason="Thử", section=POSTINGS, row=posting, expected_version=posting.version, today=today
        )


@pytest.mark.clause("TCHQ-10.2")
def test_an_item_is_made_for_everybody_who_serves_below_the_unit(make_dossier, cast, today):
    inside = [make_dossier(code=f"34ZZ-100{n}", unit_code=unit) for n, unit in enumerate(("HQ34", "HQ34-07"))]
    secret = make_dossier(code="34ZZ-1008", is_confidential=True)
    make_dossier(code="60ZZ-0001", unit_code="HQ60-01")
    leave(cast.sysadmin, make_dossier(code="34ZZ-1009"), today)
    round = open_review()
    items = RoundItem.objects.filter(round=round)
    assert set(items.values_list("dossier", flat=True)) == {secret.pk, *(one.pk for one in inside)}
    entry = items.first().history.get()
    assert (entry.history_user, entry.history_change_reason, entry.act) == (cast.specialist, "Thử", Act.OPEN)
    assert RoundItem.history.filter(round=round).count() == 3
    assert not RoundItem.objects.filter(round=round).visible_to(cast.clerk).filter(dossier=secret).exists()


def test_the_number_before_opening_tells_nothing_of_who_is_secret(make_dossier, cast, today, sign_in):
    """HQ34's clerk may not open confidential dossiers; who may counts them."""
    for number in range(3):
        make_dossier(code=f"34ZZ-100{number}", is_confidential=not number)
    round = open_review(account=cast.clerk)
    assert round.items.count() == 3
    assert (
        count_concerned(cast.clerk, round) == RoundItem.objects.filter(round=round).visible_to(cast.clerk).count() == 2
    )
    assert count_concerned(cast.sysadmin, round) == 3


def test_opening_takes_as_many_statements_for_many_as_for_few(make_dossier):
    counts = []
    for size in (2, 5):
        for number in range(size):
            make_dossier(code=f"34ZZ-{size}00{number}")
        with CaptureQueriesContext(connection) as asked:
            open_review()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_may_open_and_what_makes_no_sense(make_dossier, cast, today):
    make_dossier()
    yesterday = today - timedelta(days=1)
    with pytest.raises(PermissionDenied):
        open_review(account=cast.reader)
    with pytest.raises(PermissionDenied):
        open_review(account=cast.clerk, unit="TCHQ")
    assert open_review(account=cast.clerk).items.count() == 1
    for wrong in ({"deadline": yesterday}, {"parts": ["khong-co"]}, {"unit": "HQ60"}):
        with pytest.raises(ValidationError):
            open_review(**wrong)
    assert Round.objects.count() == 1


@pytest.mark.clause("TCHQ-10.2")
def test_the_unit_confirms_what_it_saw(make_dossier, cast):
    dossier = make_dossier(rank="08.051", step=4)
    round = open_review()
    assert item_of(round, dossier).state == State.MISSING
    item = confirm(round, dossier, cast.clerk)
    assert item.done_at and not item.corrected and set(item.confirmed) == set(round.parts)
    assert item.confirmed["luong"]["by"] == str(cast.clerk)
    assert item.confirmed["luong"]["holder"] == cast.clerk.holder_name != ""
    assert item_of(round, dossier).state == State.DONE
    entry = item.history.first()
    assert (entry.history_user, entry.history_change_reason) == (cast.clerk, f"Rà soát: {round.title}")
    assert item.history.count() == 2


def test_each_confirms_what_each_may_write_and_all_of_it_makes_it_done(make_dossier, cast):
    dossier = make_dossier(unit_code="TW01-01", rank="08.051")
    round = open_review(unit="TCHQ")

    def waits_for(account):
        table = RoundItem.objects.filter(on_table_of(account, round), round=round)
        return table.visible_to(account).exists()

    assert [waits_for(one) for one in (cast.specialist, cast.policy, cast.leader, cast.reader)] == [
        *(True, True, False, False)
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        confirm(round, dossier, cast.specialist)
    confirm(round, dossier, cast.specialist, "ly-lich", "cong-tac")
    assert item_of(round, dossier).state == State.MISSING and not waits_for(cast.specialist)
    confirm(round, dossier, cast.policy, "luong")
    assert item_of(round, dossier).state == State.DONE and not waits_for(cast.policy)


def test_nothing_is_confirmed_that_changed_since_it_was_looked_at(make_dossier, cast, today):
    dossier = make_dossier(rank="08.051", step=4)
    round = open_review()
    seen = {slug: paper_state(dossier).parts[slug].fingerprint for slug in round.parts}
    raise_pay(cast.policy, dossier, today)
    with pytest.raises(ValidationError, match="Diễn biến lương"):
        confirm_item(account=cast.clerk, item=item_of(round, dossier), seen=seen)
    assert item_of(round, dossier).confirmed == {}
    for nonsense in ({}, {"khen-thuong": "x"}):
        with pytest.raises(ValidationError):
            confirm_item(account=cast.clerk, item=item_of(round, dossier), seen=nonsense)


@pytest.mark.clause("HP-2.4")
def test_nobody_confirms_the_file_about_the_own_custodian(make_dossier, cast):
    code = cast.clerk.custody.staff_code
    dossier = make_dossier(code=code)
    round = open_review()
    with pytest.raises(PermissionDenied, match="chính mình"):
        confirm(round, dossier, cast.clerk)
    assert not RoundItem.objects.filter(on_table_of(cast.clerk, round), round=round).exists()


@pytest.mark.clause("TCHQ-8.2a")
def test_what_was_corrected_during_the_round_is_told(make_dossier, cast, today):
    mended, right = make_dossier(rank="08.051", step=4), make_dossier(rank="08.051", step=4)
    raise_pay(cast.clerk, right, today)  # before the round
    round = open_review()
    raise_pay(cast.clerk, mended, today)
    assert confirm(round, mended, cast.clerk).corrected
    assert not confirm(round, right, cast.clerk).corrected
    assert Board(round, cast.clerk, today).total.extra == 1


def test_what_changes_after_it_was_confirmed_is_shown_until_it_is_confirmed_anew(make_dossier, cast, today):
    dossiers = [make_dossier(code=f"34ZZ-100{n}", rank="08.051", step=4) for n in range(5)]
    same, pay, panel, other, decided = dossiers
    row = decided.salary_set.get()
    decision = Decision(number="1/QĐ", signed_on=today, effective_on=today, authority=cast.clerk.unit)
    with writing(account=cast.sysadmin, reason="Thử"):
        record(decision)
        row.decision = decision
        record(row)
    round = open_review(parts=("ly-lich", "luong"))
    for dossier in dossiers:
        confirm(round, dossier, cast.clerk)
    raise_pay(cast.clerk, pay, today)
    write_panel(cast.clerk, panel, today, home_town="Xã Điện Hòa, Điện Bàn")
    write_panel(cast.clerk, other, today, phone="0905 000 111")  # of another panel
    fresh = Decision.objects.get(pk=decision.pk)
    fresh.number = "2/QĐ"
    correct_decision(account=cast.sysadmin, reason="Sửa", decision=fresh, expected_version=fresh.version)
    items = RoundItem.objects.filter(round=round)
    parts = {items.get(pk=pk).dossier_id: set(found) for pk, found in changed_since(round, items).items()}
    assert parts == {pay.pk: {"luong"}, panel.pk: {"ly-lich"}, decided.pk: {"luong"}}
    assert item_of(round, pay).state == State.DONE, "it is shown, not taken back"
    confirm(round, pay, cast.clerk, "luong")
    assert pay.pk not in {items.get(pk=pk).dossier_id for pk in changed_since(round, items)}
    assert same.pk not in parts


def test_changes_are_found_in_as_many_queries_for_many_as_for_few(make_dossier, cast, today):
    round, counts = None, []
    dossiers = [make_dossier(code=f"34ZZ-100{n}", rank="08.051", step=4) for n in range(6)]
    round = open_review(parts=("ly-lich", "luong"))
    for few in (dossiers[:2], dossiers[2:]):
        for dossier in few:
            confirm(round, dossier, cast.clerk)
            write_panel(cast.clerk, dossier, today, home_town="Xã Điện Hòa")
        with CaptureQueriesContext(connection) as asked:
            changed_since(round, RoundItem.objects.filter(round=round))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5


@pytest.mark.clause("TCHQ-10.2")
def test_who_moves_takes_the_item_along_and_who_leaves_drops_out(make_dossier, cast, today):
    stays, moves, goes = (make_dossier(code=f"34ZZ-100{n}") for n in range(3))
    round = open_review()

    def totals():
        return [Board(round, one, today).total.total for one in (cast.specialist, cast.clerk, cast.neighbour)]

    assert totals() == [3, 3, 0]
    leave(cast.sysadmin, moves, today, unit=Unit.objects.get(code="HQ60-01"))
    leave(cast.sysadmin, goes, today)
    assert totals() == [2, 1, 1]
    assert item_of(round, goes).state == State.LEFT
    assert any("chuyển đến" in line.name for line in Board(round, cast.specialist, today).lines)
    confirm(round, moves, cast.neighbour, "ly-lich", "cong-tac", "luong")
    with pytest.raises(PermissionDenied):
        confirm(round, moves, cast.clerk)
    assert confirm(round, stays, cast.clerk).done_at


@pytest.mark.clause("TCHQ-9.1")
def test_the_sum_of_the_units_is_the_whole_on_every_level(make_dossier, cast, today):
    for number, unit in enumerate(("HQ34", "HQ34-07", "HQ34-07", "HQ34-06", "HQ60-01", "TW01-01", "TCHQ")):
        make_dossier(code=f"34ZZ-100{number}", unit_code=unit)
    round = open_review(unit="TCHQ")
    confirm(round, Dossier.objects.get(code="34ZZ-1001"), cast.sysadmin)
    for account, whole in ((cast.leader, 7), (cast.clerk, 4), (cast.neighbour, 1)):
        board = Board(round, account, today)
        assert board.total.total == whole == sum(line.figures.total for line in board.lines)
    below = Board(round, cast.leader, today, Unit.objects.get(code="HQ34").pk)
    assert (below.total.total, below.total.done) == (4, 1) and {line.name for line in below.lines} >= {
        "Trực thuộc HQ Đà Nẵng"
    }
    assert [name for name, _ in below.path] == ["Tổng cục Hải quan"]


@pytest.mark.clause("TCHQ-10.2")
def test_a_closed_round_stays_what_it_was(make_dossier, cast, today):
    first, second, moves = (make_dossier(code=f"34ZZ-100{n}", rank="08.051") for n in range(3))
    round = open_review()
    confirm(round, first, cast.clerk)
    with pytest.raises(PermissionDenied):
        close_round(account=cast.clerk, reason="Đóng", round=round, conclusion="x", today=today)
    close_round(account=cast.specialist, reason="Đóng", round=round, conclusion="Còn hai hồ sơ", today=today)
    assert (round.closed_on, round.conclusion) == (today, "Còn hai hồ sơ")
    leave(cast.sysadmin, moves, today, unit=Unit.objects.get(code="HQ60-01"))
    leave(cast.sysadmin, second, today)
    for account in (cast.specialist, cast.clerk):
        board = Board(round, account, today)
        assert (board.total.total, board.total.done, board.total.missing) == (3, 1, 2)
    assert item_of(round, moves).state == State.MISSING
    assert item_of(round, moves).unit.code == "HQ34-07"
    for act in (
        lambda: confirm(round, second, cast.clerk),
        lambda: close_round(account=cast.specialist, reason="x", round=round, conclusion="", today=today),
        lambda: remind_units(account=cast.specialist, round=round, units=[cast.clerk.unit], words="x", today=today),
    ):
        with pytest.raises(ValidationError, match="đã đóng"):
            act()
    assert RoundTally.objects.filter(round=round).count() == 1
    assert Round.objects.visible_to(cast.clerk).contains(round)


def test_a_round_is_mended_and_extended_by_who_runs_it(make_dossier, cast, today):
    make_dossier()
    round = open_review()
    later = today + timedelta(days=40)
    round.deadline = later
    change_round(account=cast.policy, reason="Gia hạn", round=round, expected_version=1, today=today)
    assert Round.objects.get(pk=round.pk).deadline == later
    round.title = "Khác"
    with pytest.raises(Conflict):
        change_round(account=cast.policy, reason="x", round=round, expected_version=1, today=today)
    with pytest.raises(PermissionDenied):
        change_round(account=cast.clerk, reason="x", round=round, expected_version=2, today=today)
    round.deadline = today - timedelta(days=1)
    with pytest.raises(ValidationError):
        change_round(account=cast.policy, reason="x", round=round, expected_version=2, today=today)


def test_only_units_of_the_round_are_urged(make_dossier, cast, unit, today):
    make_dossier()
    round = open_review()
    told = {"account": cast.specialist, "round": round, "today": today}
    (reminder,) = remind_units(units=[unit("HQ34-07")], words="  Đề nghị   làm ngay ", **told)
    assert (reminder.words, reminder.history.get().history_user) == ("Đề nghị làm ngay", cast.specialist)
    for wrong in (
        {"units": [], "words": "x"},
        {"units": [unit("HQ60")], "words": "x"},
        {"units": [unit("HQ34")], "words": " "},
    ):
        with pytest.raises(ValidationError):
            remind_units(**wrong, **told)


def test_what_may_be_written_is_told_of_many_as_of_one(make_dossier, cast, today):
    """The condition by which work is counted and the door, which is asked before a write, are of one mind."""
    for number, (unit, subject) in enumerate(
        (unit, subject)
        for unit in ("HQ34-07", "TW07-01", "TW01-01", "HQ60-01")
        for subject in ("civil_servant", "contract")
    ):
        for leads in (False, True):
            dossier = make_dossier(code=f"99ZZ-7{number}{int(leads)}", unit_code=unit, subject=subject)
            Dossier.objects.filter(pk=dossier.pk).update(now_leading=leads)
    with writing(account=cast.sysadmin, reason="Thử"):
        custody = Custody.objects.get(account=cast.clerk, valid_to=None)
        custody.staff_code = "99ZZ-700"
        record(custody)
    for role, known in vars(cast).items():
        account = Account.objects.get(pk=known.pk)
        for group in WorkGroup:
            many = set(Dossier.objects.filter(writable_by(account, group)).values_list("code", flat=True))
            one = {dossier.code for dossier in Dossier.objects.all() if account.access.may_write(group, dossier)}
            assert many == one, (role, group)
