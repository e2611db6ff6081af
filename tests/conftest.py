"""The named cast on the shipped tree of units (DESIGN §10), and what every test takes for granted."""

import gc
import json
import subprocess
from datetime import date
from functools import cache

import pytest
from _pytest.runner import runtestprotocol
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.stage import CAST, dossier_maker, open_session, the_cast

pytest_plugins = ["tests.clause_results", "tests.papers", "tests.reading_once", "tests.regulations"]


def pytest_collection_finish():
    """What is loaded by now stays until the end: the garbage collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """As pytest runs a test, in a frame so large that all frames above it find room in the same piece of memory.

    CPython 3.11 maps a new piece of memory where a call crosses the end of one, and unmaps it on return: a loop at such
    a depth does so each time, and a seventh of the time of tests went to the kernel.
    """
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    runtestprotocol(item, nextitem=nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


pytest_runtest_protocol.__code__ = pytest_runtest_protocol.__code__.replace(co_stacksize=2**17)


def pytest_terminal_summary(terminalreporter):
    """How often script/attack tried."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    tries = [value for report in reports for name, value in report.user_properties if name == "tries"]
    if tries:
        terminalreporter.write_line(f"{sum(tries)} tries at {len(tries)} places")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The regulation's units, roles and catalogues, and the cast's accounts, once per test process."""
    from accounts.demo import make_demo_accounts
    from accounts.services.program_account import program_account

    name = settings.DATABASES["default"]["TEST"]["NAME"]
    assert name in connection.settings_dict["NAME"], "pytest-django made no test database in this run"
    with django_db_blocker.unblock():
        call_command("load_regulation", verbosity=0, stdout=_Nowhere())
        make_demo_accounts(account=program_account(), usernames=set(CAST.values()), today=timezone.localdate())


@pytest.fixture(scope="session", autouse=True)
def plans_outlive_a_rollback():
    """Each test ends in a rollback, on which psycopg forgets what it prepared; no test makes tables anew."""
    from psycopg._preparing import PrepareManager

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrepareManager, "_should_discard", lambda *about: False)
        yield


class _Nowhere:
    def write(self, text):
        pass


@pytest.fixture(scope="session", autouse=True)
def pages_told_by_their_own_template():
    """`response.context` is what the view gave its page. Django would copy it anew for each part that the page
    includes, of which a form has hundreds."""
    from django.test import client

    def store(told, signal, sender, template, context, **kwargs):
        if "context" not in told:
            keep(told, signal, sender, template, context, **kwargs)

    keep = client.store_rendered_templates
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", store)
        yield


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """What fixtures of a file write once, for all of its tests; taken back when the file is done.

    Each test runs in a savepoint on it, so that what the test itself writes goes with the test. Such a fixture returns
    keys, not rows: rows read anew know nothing of the test before.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def opened_here(monkeypatch):
    """Workbooks that the test wrote itself are opened in this process; a child for each costs more than the reading.

    The child and what it holds back have tests of their own (importing/test_workbook.py, importing/test_returned.py).
    """
    from personnel.importing import child, workbook

    def run(mode, path, limits, task=None) -> bytes:
        child.check_shape(path, limits)
        return b"\n".join(json.dumps(line).encode() for line in child.extract(path, limits))

    monkeypatch.setattr(workbook, "run_child", run)


@pytest.fixture
def printed_here(monkeypatch):
    """PDFs are set in this process; a child for each spends as long on starting.

    The child and what it holds back have tests of their own (reports/test_writers.py).
    """
    from reports.writers import pdf

    monkeypatch.setattr(pdf, "_run_child", lambda html, *limits: subprocess.CompletedProcess([], 0, _printed(html)))


@cache
def _printed(html: str) -> bytes:
    """The same page is the same PDF: several tests of a file look at one."""
    from reports.writers import pdf, pdf_child

    return pdf_child.write(html, pdf.STATIC)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def program(db):
    """The account of commands and jobs."""
    from accounts.services.program_account import program_account

    return program_account()


@pytest.fixture
def cast(db):
    """The cast by role: `cast.clerk` is the clerk of Đà Nẵng, `cast.neighbour` the one of Quảng Nam, and so on."""
    return the_cast()


@pytest.fixture
def sign_in(client, read_once):
    """`sign_in(account)` returns the test client with that account signed in; None signs in nobody.

    A session is put there as it stands after sign-in, which has tests of its own; going through it costs as much as
    the page that a test is about.
    """

    def signed_in(account):
        client.cookies.clear()
        if account is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = open_session(account)
        return client

    return signed_in


@pytest.fixture
def unit(db):
    """`unit("HQ34-07")`: a unit of the shipped tree by its code."""
    from orgunits.models import Unit

    return lambda code: Unit.objects.get(code=code)


@pytest.fixture
def silent_table(db):
    """The table of decentralisation says nothing, for tests of rights, which ask before it."""
    from personnel.models import Decentralisation

    Decentralisation._base_manager.all()._raw_delete("default")


@pytest.fixture
def make_dossier(db, today):
    """`make_dossier(unit_code="HQ34-07", full_name=…, rank="08.051", …)`, as `stage.dossier_maker` makes them."""
    return dossier_maker(today)
