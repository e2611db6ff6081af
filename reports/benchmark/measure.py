"""Runs pages and their floors in turn, so that all of them meet the same load of the machine."""

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median, quantiles
from unittest import mock

from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from accounts.models import Account
from personnel.models import Export
from personnel.services.make_export import make_export
from qlcb import row_security
from reports.benchmark.pages import Page, fetch, pages
from reports.benchmark.report_pages import counting_pages, differences, listing_pages
from reports.benchmark.shell import EMPTY

URLS = "reports.benchmark.shell"
BUDGET_MS, RUNS_AT_LEAST = 20_000, 3  # a page is not asked for again when it took so long already


class BenchmarkError(RuntimeError):
    """A page did not answer as it should."""


@dataclass
class Times:
    """Milliseconds of many runs."""

    values: list[float] = field(default_factory=list)

    def take(self, act: Callable[[], object]) -> None:
        started = time.perf_counter()
        act()
        self.values.append((time.perf_counter() - started) * 1000)

    @property
    def spent(self) -> bool:
        return len(self.values) >= RUNS_AT_LEAST and sum(self.values) > BUDGET_MS

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def p95(self) -> float:
        return quantiles(self.values, n=20, method="inclusive")[-1] if len(self.values) > 1 else self.values[0]


@dataclass
class Measure:
    """What was measured of one page for one account, beside its floors. open: without the policies on rows."""

    title: str
    username: str
    queries: int = 0
    page: Times = field(default_factory=Times)
    open: Times = field(default_factory=Times)
    sql: Times = field(default_factory=Times)
    shell: Times = field(default_factory=Times)


Measures = dict[tuple[str, str], Measure]


def measure(usernames: list[str], runs: int, measures: Measures, *, only_counting: bool = False) -> None:
    """Add `runs` runs of every page for every account to `measures`; what the pages write is undone.

    only_counting: only reports that count people, after a look whether they tell what the bare SQL tells. Raises
    BenchmarkError for an account that is missing or sees nothing, a page that does not answer 200, and other numbers.
    """
    with warnings.catch_warnings(), override_settings(ROOT_URLCONF=URLS, DEBUG=False), transaction.atomic():
        warnings.filterwarnings("ignore", message="No directory at")  # static files are not what is measured
        reset_queries()
        for username in usernames:
            account = Account.objects.filter(username=username, is_active=True).first()
            if account is None:
                raise BenchmarkError(f"Không có tài khoản {username} đang hoạt động.")
            client = Client(SERVER_NAME=_host())
            client.force_login(account)
            _measure_account(client, account, runs, measures, only_counting)
        transaction.set_rollback(True)


def _measure_account(client: Client, account: Account, runs: int, measures: Measures, only_counting: bool) -> None:
    try:
        found = counting_pages(account)
        if only_counting and (wrong := differences(account)):
            raise BenchmarkError(f"Khác với SQL viết tay: {', '.join(wrong)}.")
        if not only_counting:
            found = [*pages(account), *found, *listing_pages(account)]
    except LookupError as error:
        raise BenchmarkError(str(error)) from error
    for page in found:
        with CaptureQueriesContext(connection) as captured:
            _visit(client, page)
        key = page.title, account.username
        measures.setdefault(key, Measure(*key)).queries = len(captured)
        fetch(page.rows)
    _get(client, EMPTY)
    for _ in range(runs):
        for page in found:
            taken = measures[page.title, account.username]
            if not taken.page.spent:
                _run(client, page, taken)


def _run(client: Client, page: Page, taken: Measure) -> None:
    taken.page.take(lambda: _visit(client, page))
    with mock.patch.object(row_security, "enter"):
        taken.open.take(lambda: _visit(client, page))
    taken.sql.take(lambda: fetch(page.rows))
    taken.shell.take(lambda: _get(client, EMPTY))


def _visit(client: Client, page: Page) -> bytes:
    """The page; of an export the question with its answer, and the file, which is swept away later."""
    if not page.asks_why:
        return _get(client, page.url)
    asked = client.post(page.url, {"reason": "Đo tốc độ"})
    if asked.status_code != 302:
        raise BenchmarkError(f"{page.url} trả lời {asked.status_code}.")
    export = Export.objects.get(pk=resolve(asked.url).kwargs["pk"])
    if export.status == Export.Status.WAITING:  # a long one, which the worker makes
        make_export(export=export, today=timezone.localdate(), in_job=True)
    return _get(client, reverse("personnel:export_file", args=[export.pk]))


def _get(client: Client, url: str) -> bytes:
    response = client.get(url)
    if response.status_code != 200:
        raise BenchmarkError(f"{url} trả lời {response.status_code}.")
    return b"".join(response.streaming_content) if response.streaming else response.content


def _host() -> str:
    """A name under which this deployment answers."""
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    return names[0] if names else "localhost"
