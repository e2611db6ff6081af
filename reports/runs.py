"""Runs of reports: each is a row with who, what, parameters, file and expiry; long ones are made by the worker."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from accounts.permissions import REPORT
from qlcb.formats import datetime_vi
from reports.definitions import REPORTS
from reports.definitions.base import AsOfForm, Report
from reports.models import ReportRun
from reports.scope import Scope
from reports.table import Table
from reports.writers.pdf import SECONDS_IN_A_JOB, SECONDS_IN_A_REQUEST, PdfError, table_pdf
from reports.writers.xlsx import table_workbook

KEPT_FOR = timedelta(days=7)
LONGEST = timedelta(hours=2)
CELLS_AT_ONCE = 4000


def start_run(*, account, report: Report, params: AsOfForm, file_format: str) -> ReportRun:
    """Record that the account asks for the report as a file. params: a valid form of the report."""
    parameters = {
        "query": params.query(),
        "units": [node.code for node in params.roots],
        "day": params.day_asked.isoformat(),
        "words": params.words(),
    }
    return ReportRun.objects.create(
        account=account,
        report=report.slug,
        parameters=parameters,
        format=file_format,
        expires_at=timezone.now() + KEPT_FOR,
    )


def takes_long(file_format: str, table: Table) -> bool:
    """Whether the worker should make the file: pages are laid out far slower than cells are written."""
    return file_format == ReportRun.Format.PDF and len(table.rows) * len(table.columns) > CELLS_AT_ONCE


def make_run(run: ReportRun) -> None:
    """Count and write the report of a waiting run with the rights that its account has now; for the worker."""
    report = REPORTS[run.report]
    params = report.parameters(run.parameters["query"], account=run.account, today=timezone.localdate())
    try:
        run.account.access.require(REPORT)
        valid = params.is_valid()
    except (Http404, PermissionDenied):
        valid = False
    if valid:
        write_run(run, report.table(params), seconds=SECONDS_IN_A_JOB)
    else:
        _finish(run, ReportRun.Status.FAILED, "Tài khoản không còn quyền khai thác báo cáo của đơn vị này.")


def write_run(run: ReportRun, table: Table, *, seconds: float = SECONDS_IN_A_REQUEST) -> None:
    """Write the table as the file of the run. A file that cannot be made ends the run with the reason.

    seconds: the most that a PDF may take.
    """
    run.status = ReportRun.Status.RUNNING
    run.save(update_fields=["status"])
    mark = f"{run.account} · {run.account.holder_name or run.account.username} · lập lúc {datetime_vi(run.created_at)}"
    try:
        if run.format == ReportRun.Format.PDF:
            content = table_pdf(table, mark=mark, seconds=seconds)
        else:
            content = table_workbook(table, sheet_name=run.report.upper(), mark=mark)
    except PdfError as error:
        _finish(run, ReportRun.Status.FAILED, str(error))
        return
    except Exception:
        _finish(run, ReportRun.Status.FAILED, "Chương trình gặp lỗi khi lập tệp; quản trị hệ thống xem nhật ký.")
        raise
    run.rows = len(table.rows)
    run.file.save(f"{run.pk}.{run.format}", ContentFile(content), save=False)
    _finish(run, ReportRun.Status.DONE, "")


def _finish(run: ReportRun, status: str, message: str) -> None:
    run.status, run.message, run.finished_at = status, message, timezone.now()
    run.save()


def may_open(run: ReportRun, account) -> bool:
    """Whether the account may take the file now: it is its own, not expired, and all its units are still in scope."""
    if run.account_id != account.pk or not run.has_file:
        return False
    scope = Scope(account, date.fromisoformat(run.parameters["day"]))
    return all(scope.find(code) for code in run.parameters["units"])


def give_up(interrupted: Iterable[str], now: datetime) -> None:
    """End runs that nobody works on any more: those of dead workers, and any that has been under way for hours.

    interrupted: ids of runs whose worker died.
    """
    Status = ReportRun.Status
    forgotten = Q(status=Status.RUNNING, created_at__lt=now - LONGEST)
    for run in ReportRun.objects.filter(Q(pk__in=list(interrupted), finished_at=None) | forgotten):
        _finish(run, Status.FAILED, "Việc lập báo cáo bị ngắt giữa chừng. Xin lập lại.")


def forget_expired_files() -> int:
    """Delete the files of expired runs; the rows stay. Returns how many."""
    expired = ReportRun.objects.filter(expires_at__lt=timezone.now()).exclude(file="")
    for run in expired:
        run.file.delete(save=True)
    return len(expired)
