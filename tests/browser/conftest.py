"""Drives the pages with the system's Chromium, as a person would (DESIGN §10).

Every file here works on a copy of the test database of its own. Server, worker and test see what is committed there,
and the copy goes when the file is done: nothing is flushed, and the regulation and the cast that other tests stand on
are untouched.
"""

import asyncio
import os
import shutil
import threading
from collections import Counter
from contextlib import contextmanager, suppress

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from django.test.utils import modify_settings

from personnel.services.import_runs import EXAMINE_TASK, WRITE_TASK
from tests.browser.visitor import DESK, Visitor
from tests.own_database import own_database
from tests.stage import open_session


def _found(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


WHOLE = _found("chromium", "chromium-browser", "google-chrome")
# The shell draws the same pages at half the cost: it has no windows of its own, and shows no PDFs.
CHROMIUM = _found("chromium-headless-shell") or WHOLE
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--process-per-site"),
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Files that drive a browser come first: they take long for their number of tests, and the last ones of a run
    leave a core idle. Files of many tests follow."""
    here = os.path.dirname(__file__)
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: (not item.path.is_relative_to(here), -sizes[item.path]))
    for item in items:
        if item.path.is_relative_to(here) and "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.django_db)
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def one_connection():
    """The same connection for this thread's code with and without Playwright's event loop.

    asgiref keeps two of them; the one not at hand would stay open when its database goes, and be found dead later.
    """
    kept, wrapper = connections._connections, connections["default"]
    connections._connections = threading.local()
    connections["default"] = wrapper
    yield
    connections._connections = kept


@pytest.fixture(scope="module", name="own_database")
def _own_database(django_db_setup, django_db_blocker, one_connection):
    """A copy of the test database for this file alone; yields its name."""
    with django_db_blocker.unblock(), own_database("browser") as name:
        yield name


@pytest.fixture(scope="module")
def server(own_database):
    """The address of the program, served from this process."""
    thread = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    thread.daemon = True
    with modify_settings(ALLOWED_HOSTS={"append": "127.0.0.1"}):
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


@pytest.fixture(scope="module")
def worker(own_database):
    """The worker, as `manage.py procrastinate worker` runs it, in a thread of this process.

    Yields a semaphore: `acquire` returns when the next job of an import is done.
    """
    loop, ready, task, done = asyncio.new_event_loop(), threading.Event(), None, threading.Semaphore(0)

    async def tell(call_next, context, worker):
        try:
            return await call_next()
        finally:
            if context.job.task_name in (EXAMINE_TASK, WRITE_TASK):
                done.release()

    async def work():
        nonlocal task
        from procrastinate.contrib.django import app

        async with app.with_connector(app.connector.get_worker_connector()).open_async() as at_work:
            task = asyncio.current_task()
            ready.set()
            try:
                await at_work.run_worker_async(
                    install_signal_handlers=False, shutdown_graceful_timeout=5, worker_middleware=[tell]
                )
            finally:
                await sync_to_async(connections.close_all)()

    thread = threading.Thread(target=lambda: _run_until_cancelled(loop, work()), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield done
    loop.call_soon_threadsafe(task.cancel)
    thread.join(10)
    assert not thread.is_alive()


def _run_until_cancelled(loop, work):
    with asyncio.Runner(loop_factory=lambda: loop) as runner, suppress(asyncio.CancelledError):
        runner.run(work)


@pytest.fixture(scope="module")
def chromium(request):
    """The browser, the whole one for a file that says `WHOLE_BROWSER`; tests are skipped where there is none."""
    path = WHOLE if hasattr(request.module, "WHOLE_BROWSER") else CHROMIUM
    if path is None:
        pytest.skip("Chromium is not installed: no chromium, chromium-browser or google-chrome on the PATH.")
    from playwright.sync_api import sync_playwright

    with _orm_beside_an_event_loop(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def _orm_beside_an_event_loop():
    """Playwright keeps an event loop in this thread, which Django takes for a reason to refuse its ORM."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


def committed(work) -> list:
    """[What `work` returns], done by a thread of its own and thus committed, where the server sees it."""
    done = []

    def run():
        done.append(work())
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return done


@pytest.fixture(scope="module")
def browsers(chromium, server):
    """Browser contexts by account and options, in which the account is signed in for the whole file."""
    from accounts.models import Account

    opened = {}

    def browser(username, script):
        if (username, script) not in opened:
            context = chromium.new_context(
                viewport=DESK, locale="vi-VN", reduced_motion="reduce", java_script_enabled=script
            )
            context.set_default_timeout(10_000)
            opened[username, script] = context
            if username:
                (key,) = committed(lambda: open_session(Account.objects.get(username=username)))
                context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server}])
        return opened[username, script]

    yield browser
    for context in opened.values():
        context.close()


@pytest.fixture
def visit(browsers, server):
    """`visit("hq34.nhansu1")` opens a window in which that account is signed in; `visit()` one where nobody is.

    script=False: without JavaScript. At the end of the test nothing may have gone wrong in any window: no error in the
    console, no refusal by the content security policy, no request to another host, no answer 500.
    """
    visitors = []

    def visiting(username=None, *, script=True):
        visitor = Visitor(browsers(username, script), server, script=script)
        visitors.append(visitor)
        return visitor

    yield visiting
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for visitor in visitors:
        visitor.page.close()
    assert problems == []
