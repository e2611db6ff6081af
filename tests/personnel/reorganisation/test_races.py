"""A reorganisation beside other writers, on real connections: nobody is left in a unit that is no more."""

import threading
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.utils import timezone

from accounts.permissions import VIEW
from orgunits.models import Unit
from personnel.models import Dossier, Posting, Reorganisation
from personnel.reorganisation.report import examine
from personnel.sections import POSTINGS, SALARIES
from personnel.services import apply_reorganisation as applying
from personnel.services.apply_due_reorganisations import apply_due_reorganisations
from personnel.services.approve_reorganisation import approve_reorganisation
from personnel.services.save_row import add_row, lock_to_write
from qlcb.dates import PartialDate
from qlcb.history import writing
from tests.personnel.reorganisation.world import carry_out, draft, merging, people_everywhere
from tests.stage import the_cast

WAIT = 20


@pytest.fixture(scope="module")
def committed(django_db_setup, django_db_blocker):
    """A committed copy of the test database for this file, which goes when the file is done. No test's transaction
    stands around it."""
    with django_db_blocker.unblock():
        source = connection.settings_dict["NAME"]
        copy = f"{source}_races"
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{source}"')
        connection.settings_dict["NAME"] = copy
        try:
            people_everywhere(timezone.localdate(), units=("HQ34-01", "HQ34-02", "HQ35-01", "HQ35-02"))
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = source
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


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
