"""Several connections at once on the same dossiers: never two owners or none, never an edit by the old unit after
receipt. Each act runs on a connection of its own, which commits; the second of a pair meets the first in its midst."""

import threading
from collections import Counter
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from orgunits.models import Unit
from personnel.models import Dossier, Posting, Salary, Transfer
from personnel.sections import POSTINGS, SALARIES
from personnel.services.readdress_transfers import readdress_transfers
from personnel.services.recall_dossiers import recall_dossiers
from personnel.services.return_dossiers import return_dossiers
from personnel.services.save_row import add_row, correct_row
from qlcb.dates import PartialDate
from qlcb.history import Conflict
from tests.own_database import own_database
from tests.personnel.transfers.moves import basis_of, fresh, receive, send
from tests.stage import dossier_maker, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-8.2c")]

REFUSED = (PermissionDenied, ValidationError, Conflict)
PATIENCE = 20  # seconds until a test that hangs fails
TODAY = timezone.localdate()


@pytest.fixture(scope="module", autouse=True)
def committed(django_db_setup, django_db_blocker):
    """A database of its own, of which every thread sees what is committed; the test itself only reads."""
    with django_db_blocker.unblock(), own_database("races"):
        yield


@pytest.fixture(scope="module")
def cast(committed):
    return the_cast()


@pytest.fixture(scope="module")
def make(committed):
    return dossier_maker(TODAY)


class Thread(threading.Thread):
    """Runs a call on a connection of its own; `outcome`: what it returned, or the exception it raised."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call, self.outcome = call, None
        self.start()

    def run(self):
        try:
            self.outcome = self.call()
        except Exception as error:
            self.outcome = error
        finally:
            connection.close()

    def end(self):
        self.join(PATIENCE)
        assert not self.is_alive(), "it hangs"
        return self.outcome


def waits() -> bool:
    """Whether a connection waits for a lock that another one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def committed_by(call):
    """What the call returned, done and committed."""
    outcome = Thread(call).end()
    assert not isinstance(outcome, Exception), outcome
    return outcome


def midway(first, second):
    """Run `second` while `first` is done but not committed: it must wait. Returns what the two came to."""
    done, commit = threading.Event(), threading.Event()

    def held():
        with transaction.atomic():
            try:
                return first()
            finally:
                done.set()
                commit.wait(PATIENCE)

    one = Thread(held)
    assert done.wait(PATIENCE)
    other = Thread(second)
    while other.is_alive() and not waits():
        pass
    assert other.is_alive(), f"did not wait for the other: {other.outcome!r}"
    commit.set()
    return one.end(), other.end()


def owner(person) -> str:
    """Code of the department that keeps the dossier, by a posting that is the only one of today."""
    running = Posting.objects.on(TODAY).get(dossier=person)
    dossier = Dossier.objects.get(pk=person.pk)
    assert running.unit_id == dossier.now_unit_id
    return dossier.now_unit.code[:4]


def corrects(account, person, words):
    """A correction of the salary by that account, as a page that was opened a moment ago sends it."""

    def call():
        pay = Salary.objects.get(dossier=person)
        pay.note = words
        return correct_row(
            account=fresh(account), reason="Đính chính", section=SALARIES, row=pay, expected_version=pay.version,
            today=TODAY,
        )  # fmt: skip

    return call


def posts(account, person, code):
    def call():
        row = Posting(dossier=person, unit=Unit.objects.get(code=code), valid_from=PartialDate.of(TODAY))
        return add_row(account=fresh(account), reason="Phân công", section=POSTINGS, row=row, today=TODAY)

    return call


@pytest.fixture
def person(make):
    return committed_by(lambda: make(rank="08.051", step=4))


@pytest.fixture
def sent(cast, person):
    return committed_by(lambda: send(cast.clerk, [person], TODAY)[0])


def test_an_edit_that_meets_the_receipt_is_refused(cast, person, sent):
    got, edit = midway(lambda: receive(cast.neighbour, [sent], TODAY), corrects(cast.clerk, person, "muộn"))
    assert got[0].state == "received" and isinstance(edit, PermissionDenied)
    assert owner(person) == "HQ60" and not Salary.objects.get(dossier=person).note


def test_a_receipt_that_meets_an_edit_comes_after_it(cast, person, sent):
    edit, got = midway(corrects(cast.clerk, person, "kịp"), lambda: receive(cast.neighbour, [sent], TODAY))
    assert edit is True and got[0].state == "received"
    assert owner(person) == "HQ60" and Salary.objects.get(dossier=person).note == "kịp"


def test_a_posting_that_meets_the_receipt_is_refused(cast, person, sent):
    _, posting = midway(lambda: receive(cast.neighbour, [sent], TODAY), posts(cast.clerk, person, "HQ34-03"))
    assert isinstance(posting, PermissionDenied) and owner(person) == "HQ60"


@pytest.mark.parametrize("account", ["clerk", "specialist"])
def test_a_posting_that_meets_the_sending_is_refused(cast, person, account):
    _, posting = midway(lambda: send(cast.clerk, [person], TODAY), posts(getattr(cast, account), person, "HQ34-03"))
    assert isinstance(posting, ValidationError) and owner(person) == "HQ34"
    assert Posting.objects.filter(dossier=person).count() == 1


def test_a_sending_that_meets_a_posting_elsewhere_is_refused(cast, person):
    """Vụ TCCB entered the posting itself: the dossier is not the old unit's any more."""
    _, sending = midway(posts(cast.specialist, person, "HQ43-03"), lambda: send(cast.clerk, [person], TODAY))
    assert isinstance(sending, PermissionDenied) and owner(person) == "HQ43"
    assert not Transfer.objects.filter(dossier=person).exists()


def test_of_two_sendings_one_counts(cast, person):
    _, second = midway(
        lambda: send(cast.clerk, [person], TODAY), lambda: send(cast.specialist, [person], TODAY, to="HQ43")
    )
    assert isinstance(second, ValidationError)
    assert Transfer.objects.get(dossier=person).to_unit.code == "HQ60-07"


STEPS = {
    "receive": (lambda cast, sent: receive(cast.neighbour, [sent], TODAY), "HQ60"),
    "return": (lambda cast, sent: return_dossiers(account=fresh(cast.neighbour), reason="x", transfers=[sent]), "HQ34"),
    "recall": (lambda cast, sent: recall_dossiers(account=fresh(cast.clerk), reason="x", transfers=[sent]), "HQ34"),
}


@pytest.mark.parametrize(("first", "second"), [(a, b) for a in STEPS for b in STEPS])
def test_of_two_steps_the_first_counts(cast, person, sent, first, second):
    (one, keeps), (other, _) = STEPS[first], STEPS[second]
    done, refused = midway(lambda: one(cast, sent), lambda: other(cast, sent))
    assert len(done) == 1 and isinstance(refused, REFUSED)
    assert owner(person) == keeps
    assert sent.history.count() == 2


def test_a_receipt_that_meets_a_reorganisation_asks_for_the_unit_that_took_over(cast, person, sent):
    taken_over = {Unit.objects.get(code="HQ60-07").pk: Unit.objects.get(code="HQ43-03").pk}
    _, got = midway(
        lambda: readdress_transfers(account=cast.sysadmin, reason="Sắp xếp", units=taken_over),
        lambda: receive(cast.neighbour, [sent], TODAY),
    )
    assert isinstance(got, PermissionDenied) and owner(person) == "HQ34"
    committed_by(lambda: receive(cast.specialist, [Transfer.objects.get(pk=sent.pk)], TODAY))
    assert owner(person) == "HQ43"


def test_a_storm_leaves_one_owner_for_each(cast, make):
    """Batches that overlap in opposite orders, all acts at once: no deadlock, and in the end it all adds up."""
    people = committed_by(lambda: [make(rank="08.051", step=4) for _ in range(3)])
    rng, basis = Random(8), partial(basis_of, TODAY, effective_on=TODAY - timedelta(days=1))

    def act(name):
        some = rng.sample(people, 2)

        def open_ones():
            return list(Transfer.objects.filter(dossier__in=some, state="sent").order_by("-pk"))

        calls = {
            "send": lambda: send(cast.clerk, some, TODAY, basis=basis()),
            "receive": lambda: receive(cast.neighbour, open_ones(), TODAY),
            "return": lambda: return_dossiers(account=fresh(cast.neighbour), reason="x", transfers=open_ones()),
            "recall": lambda: recall_dossiers(account=fresh(cast.clerk), reason="x", transfers=open_ones()),
            "edit": corrects(cast.clerk, some[0], f"{rng.random()}"),
        }
        return calls[name]

    committed_by(lambda: send(cast.clerk, people, TODAY, basis=basis()))
    outcomes = Counter()
    for _ in range(3):
        names = ["send", "receive", "return", "recall", "edit", "edit", "receive"]
        rng.shuffle(names)
        threads = [(name, Thread(act(name))) for name in names]
        for name, thread in threads:
            outcome = thread.end()
            assert not isinstance(outcome, Exception) or isinstance(outcome, REFUSED), (name, outcome)
            outcomes[name] += not isinstance(outcome, Exception)
        Thread(lambda: send(cast.clerk, people, TODAY, basis=basis())).end()
    assert outcomes["edit"] and outcomes["receive"] + outcomes["return"] + outcomes["recall"], outcomes
    for person in people:
        received = Transfer.history.filter(dossier_id=person.pk, state="received").first()
        assert (owner(person) == "HQ60") == (received is not None)
        assert Transfer.objects.filter(dossier=person, state="sent").count() <= 1
        edits = Salary.history.filter(dossier_id=person.pk, history_user_id=cast.clerk.pk).order_by("-history_date")
        assert received is None or all(edit.history_date <= received.history_date for edit in edits)
