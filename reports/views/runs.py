"""The runs of an account: their list, the progress of one, its file."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import AccessEvent
from accounts.permissions import REPORT
from accounts.refusals import get_visible_or_404
from reports.definitions import REPORTS
from reports.models import ReportRun
from reports.runs import may_open
from reports.views.common import index_crumb

LATEST = 50
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@require_GET
def run_list(request: HttpRequest) -> HttpResponse:
    request.user.access.require(REPORT)
    runs = ReportRun.objects.filter(account=request.user)[:LATEST]
    lines = [(run, REPORTS.get(run.report)) for run in runs]
    return render(request, "reports/runs.html", {"lines": lines, "latest": LATEST, "crumbs": [index_crumb()]})


@require_GET
def run_page(request: HttpRequest, pk) -> HttpResponse:
    """The progress of one run; asked again and again by htmx, it answers with the changing part alone."""
    run = _own_run(request, pk)
    template = "reports/_run.html" if request.htmx else "reports/run.html"
    return render(request, template, {"run": run, "report": REPORTS.get(run.report), "crumbs": [index_crumb()]})


@require_GET
def run_file(request: HttpRequest, pk) -> HttpResponse:
    """The file, for the account that made it, while it lasts and while the account may read all its units."""
    run = _own_run(request, pk)
    if not may_open(run, request.user):
        raise Http404
    return send_file(run)


def _own_run(request: HttpRequest, pk) -> ReportRun:
    request.user.access.require(REPORT)
    own = ReportRun.objects.filter(account=request.user).select_related("account", "account__unit")
    return get_visible_or_404(own, account=request.user, target=f"lần lập báo cáo {pk}", pk=pk)


def send_file(run: ReportRun) -> FileResponse:
    """The file of a run as a download, with a row in the access log (TCHQ-8.3)."""
    AccessEvent.log(
        AccessEvent.Kind.EXPORT,
        run.account,
        target=f"Báo cáo {run.report.upper()} ({run.format})",
        unit=run.account.unit,
        detail=f"{run.words}; {run.rows} dòng",
    )
    day = run.parameters["day"].replace("-", "")
    response = FileResponse(
        run.file.open("rb"),
        as_attachment=True,
        filename=f"{run.report}-{day}.{run.format}",
        content_type=CONTENT_TYPES[run.format],
    )
    response["Cache-Control"] = "no-store"
    return response
