"""Workbooks of sections in the browser: choosing and taking one, sending it back, what it would do."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import EXPORT, IMPORT
from personnel.exports.sections import SECTIONS_FILE
from personnel.forms.exports import ExportReasonForm
from personnel.forms.filters import DossierFilter
from personnel.forms.workbooks import ExportForm, WorkbookUploadForm
from personnel.models import ImportRun
from personnel.services import import_runs
from personnel.services.ask_export import ask_export
from personnel.services.import_preview import seen_result
from personnel.views.imports import PAGE_SIZE, RUNS_SHOWN, get_run, page_number
from personnel.workbooks.examination import MOST_SHOWN
from qlcb.formats import date_vi

CRUMBS = [{"label": "Hồ sơ", "url": "/ho-so/"}, {"label": "Nhập theo mục", "url": "/ho-so/nhap-muc/"}]
PARTS = (
    ("refused", "tu-choi", "Bị từ chối"),
    ("changed", "thay-doi", "Thay đổi"),
    ("new", "moi", "Dòng mới"),
    ("warnings", "can-xem", "Cần xem lại"),
)
_OF_CELLS = {"refused", "warnings"}
_STEPS = {ImportRun.Status.READY: 3, ImportRun.Status.DONE: 5}


@require_http_methods(["GET", "POST"])
def workbook_export(request):
    """Choose sections and columns of the people of the list, say why, and have the workbook made (TCHQ-8.3)."""
    account, today = request.user, timezone.localdate()
    account.access.require(EXPORT)
    people = DossierFilter(request.GET, account=account, right=EXPORT)
    form, why = ExportForm(request.POST or None), ExportReasonForm(request.POST or None)
    is_empty = False
    if request.method == "POST" and all([form.is_valid(), why.is_valid()]):
        parameters = {"query": request.GET.urlencode(), "form": form.given()}
        asked = SECTIONS_FILE.ask(account, parameters, today)
        is_empty = bool(asked and asked.is_empty) and "trong" not in request.POST
        export = None if is_empty else _export(form, why, account=account, parameters=parameters, today=today)
        if export:
            return redirect("personnel:export_page", export.pk)
    context = {
        "form": form,
        "why": why,
        "conditions": people.chosen(),
        "total": people.rows(today).count(),
        "is_empty": is_empty,
        "query": request.GET.urlencode(),
        "may_import": account.access.holds(IMPORT),
        "crumbs": CRUMBS[:1],
    }
    return render(request, "personnel/workbooks/export.html", context)


def _export(form: ExportForm, why: ExportReasonForm, **asked):
    """The export, or None with the reason on the form."""
    try:
        return ask_export(reason=why.cleaned_data["reason"], kind=SECTIONS_FILE, **asked)
    except ValidationError as error:
        form.add_error("muc", error)
        return None


@require_http_methods(["GET", "POST"])
def workbook_import(request):
    account = request.user
    account.access.require(IMPORT)
    initial = {"reason": f"Nhập các mục của hồ sơ ngày {date_vi(timezone.localdate())}"}
    form = WorkbookUploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        file, kind = form.cleaned_data["file"], ImportRun.Kind.SECTIONS
        run = import_runs.start_import(
            account=account, reason=form.cleaned_data["reason"], file=file, file_name=file.name, kind=kind
        )
        return redirect("personnel:import_run", run.pk)
    runs = ImportRun.objects.filter(account=account, kind=ImportRun.Kind.SECTIONS).defer("result", "mapping")
    runs = runs.annotate(counts=F("result__counts"), problems=F("result__problems"))[:RUNS_SHOWN]
    context = {"form": form, "runs": runs, "crumbs": CRUMBS[:1], "may_export": account.access.holds(EXPORT)}
    return render(request, "personnel/workbooks/import.html", context)


@never_cache
@require_GET
def workbook_run(request, pk):
    """What a workbook would do, or has done, sheet by sheet."""
    run = get_run(request, pk)
    if run.is_moving or run.kind != ImportRun.Kind.SECTIONS:
        return redirect("personnel:import_run", pk)
    context = {"run": run, "crumbs": CRUMBS, "step": _STEPS.get(run.status, 1), "problems": [], "shows": False}
    if "rows" in run.result:
        context |= {"problems": run.result["problems"]}
        context |= _preview(request, run) if not run.result["problems"] else {}
    return render(request, "personnel/workbooks/run.html", context)


def _preview(request, run: ImportRun) -> dict:
    """The sheets with their counts, and one page of the chosen list of the chosen sheet."""
    result, lacking = seen_result(run, request.user)
    counts = result["counts"]
    sheet = next((s for s in result["sheets"] if s["slug"] == request.GET.get("trang")), None)
    lists = {slug: _lines(result, key, sheet) for key, slug, _ in PARTS}
    chosen = request.GET.get("xem")
    if chosen not in lists:
        chosen = next((slug for _, slug, _ in PARTS if lists[slug]), PARTS[0][1])
    part = next(part for part in PARTS if part[1] == chosen)
    pages = max(1, -(-len(lists[chosen]) // PAGE_SIZE))
    number = min(page_number(request.GET.get("so")), pages)
    start = (number - 1) * PAGE_SIZE
    listed = len(_lines(run.result, part[0], sheet))
    return {
        "shows": True,
        "lacking": lacking,
        "sheets": [s for s in result["sheets"] if s["ignored"] or any(s["counts"].values())],
        "empty_sheets": sum(not any(s["counts"].values()) for s in result["sheets"]),
        "sheet": sheet,
        "titles": {s["slug"]: s["title"] for s in result["sheets"]},
        "unknown": result["unknown"],
        "tabs": [_tab(part, sheet, result, part[1] == chosen) for part in PARTS],
        "of_cells": part[0] in _OF_CELLS,
        "part": part[2],
        "is_new": part[0] == "new",
        "lines": lists[chosen][start : start + PAGE_SIZE],
        "total": len(lists[chosen]),
        "left_out": _whole(part[0], sheet, run.result) - listed,
        "most_shown": MOST_SHOWN,
        "first": start + 1,
        "last": min(start + PAGE_SIZE, len(lists[chosen])),
        "previous_url": _address(sheet, chosen, number - 1) if number > 1 else None,
        "next_url": _address(sheet, chosen, number + 1) if number < pages else None,
        "refused_rows": counts["refused"],
        "to_write": counts["new"] + counts["changed"],
        "may_return": bool(run.file),
    }


def _lines(result: dict, key: str, sheet: dict | None) -> list:
    """The rows or findings of one kind, of one sheet or of all."""
    if key in _OF_CELLS:
        return [line for line in result[key] if sheet is None or line[0] == sheet["title"]]
    return [row for row in result["rows"] if row["kind"] == key and (sheet is None or row["sheet"] == sheet["slug"])]


def _whole(key: str, sheet: dict | None, result: dict) -> int:
    """How many there are, those included that are not listed."""
    if key in _OF_CELLS:
        return len(_lines(result, key, sheet))
    return (sheet or result)["counts"][key]


def _tab(part: tuple[str, str, str], sheet: dict | None, result: dict, current: bool) -> dict:
    key, slug, title = part
    return {"title": title, "count": _whole(key, sheet, result), "url": _address(sheet, slug), "current": current}


def _address(sheet: dict | None, part: str, number: int = 1) -> str:
    asked = {"trang": sheet["slug"]} if sheet else {}
    return "?" + urlencode(asked | {"xem": part} | ({"so": number} if number > 1 else {}))
