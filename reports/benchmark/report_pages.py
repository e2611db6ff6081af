"""The pages of reports and lists that are measured, each with the bare SQL of its numbers or rows."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from accounts.models import Account
from accounts.permissions import REPORT, VIEW
from qlcb.paging import PAGE_SIZE
from reports.benchmark import floors
from reports.benchmark.floors import Statement
from reports.benchmark.pages import Page, fetch, lines
from reports.board import BOARD, COUNTED
from reports.board_changes import Changes
from reports.counting import Counting
from reports.definitions import REPORTS
from reports.people import ALL_SUBJECTS, PeopleOn
from reports.query.question import to_address, usual

BM01 = REPORTS["bm01"]


def counting_pages(account: Account) -> list[Page]:
    """BM01 and the leaders' board; none for an account that reads no reports."""
    if not account.access.holds(REPORT):
        return []
    day = timezone.localdate()
    numbers = [
        Page("BM01", reverse("reports:report", args=["bm01"]), (_counts(account, BM01, day),)),
        Page("Toàn cảnh", reverse("reports:board"), (_counts(account, BOARD, day), _movements(account, day))),
    ]
    return numbers


def listing_pages(account: Account) -> list[Page]:
    """A form that names people, a list of a month, the free query, and the form as a file, for who reads everything."""
    if not (account.access.everywhere(REPORT) and account.access.everywhere(VIEW)):
        return []
    day, limit = timezone.localdate(), PAGE_SIZE + 1
    question = urlencode({"cau-hoi": to_address(usual(), account)})
    file = reverse("reports:report_file", args=["bm03", "xlsx"])
    return [
        Page("BM03, một trang", reverse("reports:report", args=["bm03"]), (floors.pay_list(day, limit),)),
        Page("Sinh nhật", reverse("reports:list", args=["sinh-nhat"]), (floors.birthdays(day, limit),)),
        Page("Tra cứu tổng hợp", f"{reverse('reports:query')}?{question}", (lines(account, VIEW, limit=limit),)),
        Page("BM03 ra xlsx", file, (floors.pay_list(day),), asks_why=True),
    ]


def differences(account: Account) -> list[str]:
    """Names of the reports whose numbers are not those of the bare SQL; for an account that reads everything."""
    day = timezone.localdate()
    wrong = []
    for report in (BM01, BOARD):
        own = _people(account, report, day).counts(_measures(report))
        bare = {unit_id: numbers for unit_id, *numbers in fetch((_floor(report, day),))[0]}
        if own != bare:
            wrong.append(report.name)
    return wrong


def _measures(report: Counting) -> list:
    return list(COUNTED) if report is BOARD else BM01.counted


def _people(account: Account, report: Counting, day: date) -> PeopleOn:
    params = report.parameters({}, account=account, today=day)
    params.is_valid()
    return report.people(params, [unit_id for root in params.roots for unit_id in params.scope.ids_below(root)])


def _floor(report: Counting, day: date) -> Statement:
    return floors.counts(day, _measures(report), ALL_SUBJECTS if report is BOARD else ("civil_servant",))


def _counts(account: Account, report: Counting, day: date) -> Statement:
    """The bare SQL of the whole service; for who reads a part of it, the statement of the report."""
    if account.access.everywhere(REPORT):
        return _floor(report, day)
    sql, values = _people(account, report, day).counting(_measures(report))
    return Statement(sql, tuple(values))


def _movements(account: Account, day: date) -> Statement:
    """Who came and went in each month."""
    params = BOARD.parameters({}, account=account, today=day)
    params.is_valid()
    sql, values = Changes(params, 0).flows.counting()
    return Statement(sql, tuple(values))
