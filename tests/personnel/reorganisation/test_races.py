"""A reorganisation beside other writers, on real connections: nobody is left in a unit that is no more."""

import threading
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from random import Random
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connection
from django.db.models import F
from django.utils import timezone
from psycopg.errors import DeadlockDetected

from accounts.permissions import VIEW
from orgunits.models import Unit, UnitSuccession
from personnel.models import Dossier, Posting, Reorganisation, Transfer
from personnel.reorganisation.report import examine
from personnel.sections import POSTINGS, SALARIES
from personnel.services import apply_due_reorganisations as due
from personnel.services import apply_reorganisation as applying
from personnel.services import receive_dossiers as receiving
from personnel.services.apply_due_reorganisations import apply_due_reorganisations
from personnel.services.approve_reorganisation import approve_reorganisation
from personnel.services.recall_dossiers import recall_dossiers
from personnel.services.return_dossiers import return_dossiers
from personnel.services.save_row import add_row, lock_to_write
from qlcb.dates import PartialDate
from qlcb.history import writing
from tests.own_database import own_database
from tests.personnel.reorganisation.world import carry_out, draft, merging, people_everywhere
from tests.personnel.transfers.moves import basis_of, fresh, receive, send
from tests.stage import the_cast

WAIT = 20


OFFICES = ("HQ34-01", "HQ34-02", "HQ35-01", "HQ35-02", *(f"HQ34-{n:02}" for n in range(3, 9)))


@pytest.fixture(scope="module")
def committed(django_db_setup, django_db_blocker):
    """A committed copy of the test database for this file. No test's transaction stands around it."""
    with django_db_blocker.unblock(), own_database("reorganisation"):
        people_everywhere(timezone.localdate(), units=OFFICES)
        yield


@contextmanager
def beside(act):
    """Run `act` on a connection of its own; yields where its outcome, or its error, comes to stand."""
    outcome = {}

    def run():
        try:
            outcome["result"] = act()
        except Exception as error:
            outcome["error"] = error
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield outcome
    finally:
        thread.join(WAIT)
        assert not thread.is_alive(), "it waits for ever"


def approved(office: str, target: str) -> Reorganisation:
    """A plan that merges one office into another, ready to be carried out."""
    cast, today = the_cast(), timezone.localdate()
    plan = draft(cast.policy, merging(office, target), number=f"{office}/QĐ-BTC")
    approve_reorganisation(account=cast.policy, plan=plan, mark=examine(plan, today).mark, today=today)
    return plan


@pytest.fixture
def held_up(monkeypatch):
    """`held_up.reached`: the plan under way holds its units and dossiers; `held_up.go_on`: it may go on."""
    gate, move = SimpleNamespace(reached=threading.Event(), go_on=threading.Event()), applying.move_people

    def held(*args):
        gate.reached.set()
        assert gate.go_on.wait(WAIT)
        return move(*args)

    monkeypatch.setattr(applying, "move_people", held)
    return gate


WAITING = """
SELECT count(*) FROM pg_locks waiting
JOIN pg_locks held ON held.pid = waiting.pid AND held.granted
JOIN pg_database ON pg_database.oid = held.database AND datname = current_database()
WHERE NOT waiting.granted
"""


def waits_for_a_lock() -> bool:
    """Whether some other connection of this database waits for a lock by now; no snapshot of before is asked."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0


def until(condition) -> None:
    """Look again and again, without sleeping for a fixed time, until it holds."""
    ticker = threading.Event()
    for _ in range(WAIT * 50):
        if condition():
            return
        ticker.wait(0.02)
    raise AssertionError("it did not come to pass")


@pytest.mark.django_db
def test_nobody_is_posted_beyond_the_last_day_of_a_unit(cast, unit, make_dossier, today):
    """Without any race: the form that was opened before knows nothing of the end of the unit."""
    stale, person = unit("HQ34-01"), make_dossier(unit_code="HQ34-02")
    carry_out(cast.policy, draft(cast.policy, merging("HQ34-01", "HQ34-02")), today)
    row = Posting(dossier=person, unit=stale, valid_from=PartialDate.of("01/02/2025"))
    with pytest.raises(ValidationError, match="chỉ hoạt động đến hết ngày 28/02/2025"):
        add_row(account=cast.sysadmin, reason="Thử", section=POSTINGS, row=row, today=today)


def test_an_edit_under_way_is_waited_for(committed):
    today, plan = timezone.localdate(), approved("HQ34-01", "HQ60-01")
    clerk, person = the_cast().clerk, Dossier.objects.get(now_unit__code="HQ34-01")
    editing = ExitStack()
    editing.enter_context(writing(account=clerk, reason="Đang sửa"))
    lock_to_write(clerk, SALARIES.group, person)
    with beside(lambda: apply_due_reorganisations(today)) as applied:
        until(waits_for_a_lock)
        assert Reorganisation.objects.get(pk=plan.pk).state == "checked"
        editing.close()
    assert applied.get("result") == 1, applied
    person.refresh_from_db()
    assert person.now_unit.code == "HQ60-01"


def test_an_edit_by_the_old_unit_that_waited_for_the_plan_is_refused(committed, held_up):
    today, person = timezone.localdate(), Dossier.objects.get(now_unit__code="HQ34-02")
    approved("HQ34-02", "HQ60-02")
    clerk = the_cast().clerk
    assert clerk.access.units(VIEW), "as a request that had begun before"

    def edit():
        with writing(account=clerk, reason="Sửa"):
            return lock_to_write(clerk, SALARIES.group, person)

    with beside(lambda: apply_due_reorganisations(today)) as applied:
        assert held_up.reached.wait(WAIT)
        with beside(edit) as edited:
            until(waits_for_a_lock)
            held_up.go_on.set()
    assert applied.get("result") == 1, applied
    assert isinstance(edited.get("error"), PermissionDenied), edited


def test_who_is_posted_to_a_unit_while_it_ends_is_refused(committed, held_up):
    """The form was opened before; its posting reaches the database while the unit comes to its end."""
    today, stale = timezone.localdate(), Unit.objects.get(code="HQ35-01")
    approved("HQ35-01", "HQ60-03")
    person, admin = Dossier.objects.get(now_unit__code="HQ35-02"), the_cast().sysadmin

    def post():
        row = Posting(dossier=person, unit=stale, valid_from=PartialDate.of("01/06/2025"))
        return add_row(account=admin, reason="Điều động", section=POSTINGS, row=row, today=today)

    with beside(lambda: apply_due_reorganisations(today)) as applied:
        assert held_up.reached.wait(WAIT)
        with beside(post) as posted:
            until(waits_for_a_lock)
            held_up.go_on.set()
    assert applied.get("result") == 1, applied
    assert isinstance(posted.get("error"), ValidationError), posted
    assert not Posting.objects.filter(unit=stale, valid_to=None).exists()
    assert Posting.objects.get(dossier=person).unit.code == "HQ35-02", "nothing was written about them"


# Beside transfers: whoever moves a dossier holds it, then wants the unit


def sent_from(office: str, to: str) -> Transfer:
    """The dossier of the office's head, on its way."""
    (transfer,) = send(the_cast().clerk, [Dossier.objects.get(now_unit__code=office)], timezone.localdate(), to=to)
    return transfer


def assert_sound() -> None:
    """Everybody serves in one unit, which exists, and the file knows it; nothing is on its way to nowhere."""
    today = timezone.localdate()
    gone = Unit.objects.filter(dissolved_on__lt=today)
    serving = Posting.objects.on(today)
    assert sorted(serving.values_list("dossier", flat=True)) == sorted(Dossier.objects.values_list("pk", flat=True))
    assert not serving.filter(unit__in=gone).exists()
    assert not serving.exclude(unit=F("dossier__now_unit")).exists()
    open_ones = Transfer.objects.filter(state__in=Transfer.OPEN)
    assert not (open_ones.filter(from_unit__in=gone) | open_ones.filter(to_unit__in=gone)).exists()


def test_a_receipt_under_way_is_waited_for(committed, monkeypatch):
    """It holds the dossier and is about to post the person to the unit that ends: neither waits for the other."""
    today, transfer = timezone.localdate(), sent_from("HQ34-03", "HQ60-04")
    approved("HQ60-04", "HQ60-05")
    gate, refuse = SimpleNamespace(reached=threading.Event(), go_on=threading.Event()), receiving._refuse

    def held(*args):
        gate.reached.set()
        assert gate.go_on.wait(WAIT)
        return refuse(*args)

    monkeypatch.setattr(receiving, "_refuse", held)
    with beside(lambda: receive(the_cast().neighbour, [transfer], today)) as received:
        assert gate.reached.wait(WAIT)
        with beside(lambda: apply_due_reorganisations(today)) as applied:
            until(waits_for_a_lock)
            gate.go_on.set()
    assert applied.get("result") == 1 and "error" not in received, (applied, received)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.dossier.now_unit.code) == ("received", "HQ60-05")
    assert_sound()


STEPS = {
    "receive": ("HQ34-04", "HQ60-06", "HQ60-07", lambda sent, today: receive(the_cast().neighbour, [sent], today)),
    "return": (
        "HQ34-05", "HQ60-08", "HQ34-05",
        lambda sent, today: return_dossiers(account=the_cast().neighbour, reason="x", transfers=[sent]),
    ),
    "recall": (
        "HQ34-06", "HQ60-09", "HQ34-06",
        lambda sent, today: recall_dossiers(account=the_cast().clerk, reason="x", transfers=[sent]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_waited_for_the_plan_meets_the_unit_that_took_over(committed, held_up, step):
    office, to, serves, act = STEPS[step]
    today, sent = timezone.localdate(), sent_from(office, to)
    approved(to, "HQ60-07")
    with beside(lambda: apply_due_reorganisations(today)) as applied:
        assert held_up.reached.wait(WAIT)
        with beside(lambda: act(sent, today)) as done:
            until(waits_for_a_lock)
            held_up.go_on.set()
    assert applied.get("result") == 1 and "error" not in done, (applied, done)
    sent.refresh_from_db()
    assert (sent.is_open, sent.to_unit.code, sent.dossier.now_unit.code) == (False, "HQ60-07", serves)
    assert_sound()


def test_what_is_sent_to_a_unit_while_it_ends_is_refused(committed, held_up):
    today, person = timezone.localdate(), Dossier.objects.get(now_unit__code="HQ34-07")
    approved("HQ61-01", "HQ61-02")
    with beside(lambda: apply_due_reorganisations(today)) as applied:
        assert held_up.reached.wait(WAIT)
        with beside(lambda: send(the_cast().clerk, [person], today, to="HQ61-01")) as sent:
            until(waits_for_a_lock)
            held_up.go_on.set()
    assert applied.get("result") == 1, applied
    assert isinstance(sent.get("error"), ValidationError), sent
    assert_sound()


def test_a_plan_that_two_workers_begin_is_carried_out_once(committed, held_up):
    today = timezone.localdate()
    plan = approved("HQ61-03", "HQ61-04")
    with beside(lambda: apply_due_reorganisations(today)) as first:
        assert held_up.reached.wait(WAIT)
        with beside(lambda: apply_due_reorganisations(today)) as second:
            until(waits_for_a_lock)
            held_up.go_on.set()
    assert (first.get("result"), second.get("result")) == (1, 0), (first, second)
    plan.refresh_from_db()
    assert (plan.state, plan.problem) == ("applied", "")
    assert UnitSuccession.objects.filter(predecessor__code="HQ61-03").count() == 1


def test_who_loses_to_a_deadlock_begins_again(committed, monkeypatch):
    today, apply, calls = timezone.localdate(), due.apply_reorganisation, []

    def loses_once(**asked):
        calls.append(asked)
        if len(calls) == 1:
            raise OperationalError("deadlock detected") from DeadlockDetected()
        return apply(**asked)

    monkeypatch.setattr(due, "apply_reorganisation", loses_once)
    plan = approved("HQ61-05", "HQ61-06")
    assert apply_due_reorganisations(today) == 1
    plan.refresh_from_db()
    assert plan.state == "applied" and len(calls) == 2


def test_a_storm_leaves_everybody_in_one_unit_that_exists(committed):
    """Sending, receiving, returning, recalling, editing and two plans, all at once on the same dossiers."""
    today, cast, rng = timezone.localdate(), the_cast(), Random(5)
    people = list(Dossier.objects.filter(now_unit__code__startswith="HQ34").order_by("pk"))
    basis = partial(basis_of, today, effective_on=today - timedelta(days=1))

    def open_ones():
        return list(Transfer.objects.filter(dossier__in=people, state="sent").order_by("-pk"))

    def edit(person):
        with writing(account=fresh(cast.clerk), reason="Sửa"):
            lock_to_write(fresh(cast.clerk), SALARIES.group, person)

    acts = {
        "send": lambda: send(cast.clerk, rng.sample(people, 2), today, to="HQ60-01", basis=basis()),
        "receive": lambda: receive(cast.neighbour, open_ones(), today),
        "return": lambda: return_dossiers(account=fresh(cast.neighbour), reason="x", transfers=open_ones()),
        "recall": lambda: recall_dossiers(account=fresh(cast.clerk), reason="x", transfers=open_ones()),
        "edit": lambda: edit(rng.choice(people)),
    }
    offices = sorted({person.now_unit.code for person in people})
    send(cast.clerk, people, today, to="HQ60-01", basis=basis())
    for ending, target in (("HQ60-01", "HQ60-02"), (offices[0], "HQ34-12")):
        approved(ending, target)
    with ExitStack() as storm:
        plans = storm.enter_context(beside(lambda: apply_due_reorganisations(today)))
        done = [(name, storm.enter_context(beside(acts[name]))) for name in [*acts, "edit", "receive", "send"]]
    assert plans.get("result") == 2, plans
    for name, outcome in done:
        assert isinstance(outcome.get("error", ValidationError("")), (PermissionDenied, ValidationError)), (
            name,
            outcome,
        )
    assert_sound()
