"""The process that applies a draft is killed in the middle: nothing of it stays, and it may be applied again."""

import os
import signal

import pytest
from django.db import connection, connections
from django.utils import timezone

from personnel.models import Decision, Draft, Salary
from personnel.services import apply_draft as service
from personnel.services.apply_draft import apply_draft
from tests.crowd import crowd
from tests.own_database import own_database
from tests.personnel.acts.drafting import NUMBER, draft_for
from tests.stage import the_cast

MANY = 300


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Work on a database of its own, in which everything is committed."""
    with django_db_blocker.unblock(), own_database("killed"):
        yield


def test_half_of_it_never_stays(committed):
    today = timezone.localdate()
    draft = draft_for(the_cast().clerk, "nang-bac", crowd(MANY, today), today)
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _apply_until_killed(draft, today, writing)
    written, open_rows = os.read(reading, 100).decode().split()
    assert (int(written), int(open_rows)) == (MANY, MANY), "the child had written all of it before it was killed"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with connection.cursor() as cursor:  # the server notices and rolls back
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        for (pid,) in cursor.fetchall():
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert not Decision.objects.filter(number=NUMBER).exists()
    assert Salary.objects.count() == Salary.objects.filter(valid_to=None).count() == MANY
    assert not Salary.history.filter(history_change_reason__contains=NUMBER).exists()
    assert Draft.objects.get(pk=draft.pk).is_open
    apply_draft(account=the_cast().clerk, draft=draft, today=today)
    assert Salary.objects.filter(decision__number=NUMBER, valid_to=None).count() == MANY


def _apply_until_killed(draft: Draft, today, writing: int) -> None:
    """In the child: write everything, tell what is there inside the transaction, and never come to the commit."""

    def never_ends(*args, **kwargs):
        rows = Salary.objects.filter(decision__number=NUMBER)
        os.write(writing, f"{rows.count()} {rows.filter(valid_to=None).count()}".encode())
        signal.pause()

    try:
        service.update_many = never_ends
        apply_draft(account=the_cast().clerk, draft=draft, today=today)
    finally:
        os._exit(1)
