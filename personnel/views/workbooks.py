"""Workbooks of sections in the browser: choosing and taking one, sending it back, what it would do."""

from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import AccessEvent
from accounts.permissions import EXPORT, IMPORT
from personnel.forms.filters import DossierFilter
from personnel.forms.workbooks import ExportForm, WorkbookUploadForm
from personnel.models import ImportRun
from personnel.services import import_runs
from personnel.services.import_preview import seen_result
from personnel.views.imports import PAGE_SIZE, RUNS_SHOWN, XLSX, get_run, page_number
from personnel.workbooks.examination import MOST_SHOWN
from personnel.workbooks.export import export_workbook, too_long
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
    """Choose sections and columns of the people of the list, and take the workbook (TCHQ-8.3)."""
    account, today = request.user, timezone.localdate()
    account.access.require(EXPORT)
    people = DossierFilter(request.GET, account=account, right=EXPORT)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not (problem := too_long(people.rows(today), form.wanted())):
            return _workbook(account, people, form, today)
        form.add_error("muc", problem)
    context = {
        "form": form,
        "conditions": people.chosen(),
        "total": people.rows(today).count(),
        "query": request.GET.urlencode(),
        "may_import": account.access.holds(IMPORT),
        "crumbs": CRUMBS[:1],
    }
    return render(request, "personnel/workbooks/export.html", context)


def _workbook(account, people: DossierFilter, form: ExportForm, today) -> HttpResponse:
    """The workbook as an answer; filter, sections and numbers of rows go to the log."""
    wanted, conditions = form.wanted(), "; ".join(people.chosen())
    made = f"Kết xuất lúc {timezone.localtime():%H:%M ngày %d/%m/%Y} bởi {account} ({account.holder_name})."
    lines = [made, f"Điều kiện: {conditions}."] if wanted.names or wanted.rows else [made]
    rows = people.rows(today).order_by(*people.keys)
    exported = export_workbook(rows, wanted, account=account, lines=lines, today=today)
    told = ", ".join(f"{sheet.title} {exported.counts.get(sheet.title, 0)} dòng" for sheet, _ in wanted.sheets)
    secret = "; kèm thông tin hạn chế" if exported.revealed else ""
    sealed = ", ".join(sheet.title for sheet, columns in wanted.sheets if any(c.is_sealed for c in columns))
    AccessEvent.log_many(
        AccessEvent.Kind.UNMASK,
        account,
        [(person.code, person.now_unit_id) for person in exported.revealed],
        detail=f"Kết xuất các mục của hồ sơ: {sealed}",
    )
    AccessEvent.log(
        AccessEvent.Kind.EXPORT,
        account,
        target="Các mục của hồ sơ",
        unit=account.unit,
        detail=f"{conditions}; {told}{secret}",
    )
    response = HttpResponse(exported.content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="cac-muc-ho-so-{today:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


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
