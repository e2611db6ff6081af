"""The catalogue of reports, a report on screen and as a file, and the list behind each number."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import REPORT
from orgunits.models import UnitVersion
from personnel.exports.kinds import KINDS
from personnel.models import Dossier, Export
from personnel.views.exports import ask_page
from qlcb.paging import keyset_page
from reports.board import BOARD
from reports.definitions import REPORTS
from reports.definitions.base import AsOfForm
from reports.exports import FORMATS, PREFIX
from reports.measures import MEASURES
from reports.people import Standing
from reports.views.common import COUNTINGS, board_crumb, found, get_report, index_crumb, opens_all, read_parameters
from reports.writers.html import html_table


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What there is; forms of communes only where there are any."""
    request.user.access.require(REPORT)
    mine = Export.objects.filter(account=request.user, kind__startswith=PREFIX).only("kind", "created_at")
    last_runs = {export.kind: export for export in mine.order_by("kind", "-created_at").distinct("kind")}
    there_are_communes = UnitVersion.objects.filter(kind__is_commune=True).exists()
    shown = [report for report in REPORTS.values() if there_are_communes or not report.communes]
    reports = [(report, last_runs.get(f"{PREFIX}{report.slug}")) for report in shown]
    return render(request, "reports/index.html", {"reports": reports, "board": BOARD})


@require_GET
def report_page(request: HttpRequest, slug: str) -> HttpResponse:
    report = get_report(slug)
    params = read_parameters(request, report.parameters)
    context = {"report": report, "params": params, "crumbs": [index_crumb()]}
    context["absence"] = report.absence(params) if params.is_valid() else ""
    if params.is_valid() and not context["absence"]:
        table, context["page"] = report.screen(params, request.GET)
        context["table"] = table
        context["table_html"] = html_table(table, label=report.title, classes="data-table report-table")
        context["query"] = urlencode(params.query())
    return render(request, "reports/report.html", context)


@require_http_methods(["GET", "POST"])
def report_file(request: HttpRequest, slug: str, ext: str) -> HttpResponse:
    """The report as a file: asked for with a reason, as every export."""
    get_report(slug)
    if ext not in FORMATS:
        raise Http404
    return ask_page(request, KINDS[f"{PREFIX}{slug}"], back=reverse("reports:report", args=[slug]), format=ext)


@require_GET
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Exactly those whom a number counts. Whose dossier the account may not open is counted, but not named."""
    counting = found(COUNTINGS, slug)
    params = read_parameters(request, counting.parameters)
    measure = found(MEASURES, request.GET.get("cot", "hien-co"))
    if not params.is_valid():
        raise Http404
    own = request.GET.get("truc-tiep") == "1"
    unit_ids = [pk for root in params.roots for pk in ([root.id] if own else params.scope.ids_below(root))]
    counted = counting.people(params, unit_ids)
    dossiers = Dossier.objects.visible_to(request.user).filter(pk__in=counted.ids(measure))
    total = counted.count(measure)
    shown = total if opens_all(request.user) else dossiers.count()
    page = keyset_page(dossiers, request.GET, keys=("sort_key", "id"), total=shown)
    standings = counted.standings([dossier.pk for dossier in page.rows])
    lines = [_line(params, dossier, standings[dossier.pk]) for dossier in page.rows]
    context = {
        "measure": measure, "params": params, "page": page, "lines": lines, "total": total, "unnamed": total - shown,
        "own": own, "title": measure.words(params.day_asked), "crumbs": [index_crumb(), _back(counting, params)],
    }  # fmt: skip
    return render(request, "reports/people.html", context)


def _line(params: AsOfForm, dossier: Dossier, standing: Standing) -> tuple:
    """A line of the list: the person, what they were on the day, their unit and the department above it."""
    *above, unit = params.scope.tree.path(standing.unit_id)
    departments = [node.short_name or node.name for node in above if node.is_department]
    return dossier, standing, unit, departments[-1] if departments else ""


def _back(counting, params) -> dict[str, str]:
    """The way back to the page that shows the number."""
    if counting is BOARD:
        return board_crumb(params)
    address = reverse("reports:report", args=[counting.slug])
    return {"label": counting.label, "url": f"{address}?{urlencode(params.query())}"}
