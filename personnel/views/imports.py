"""The import of a list in the browser: upload, mapping, progress, preview, confirmation, the workbook given back."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import AccessEvent
from accounts.permissions import IMPORT
from accounts.refusals import get_visible_or_404
from personnel.exports.kinds import marked
from personnel.forms.imports import MappingForm, UploadForm
from personnel.importing.choices import Choices
from personnel.importing.cleaning import Finding
from personnel.importing.limits import WorkbookRefused
from personnel.importing.returned import returned_workbook
from personnel.models import ImportRun
from personnel.services import import_runs
from personnel.services.import_preview import seen_result
from personnel.services.import_runs import RunMoved
from qlcb.formats import date_vi, datetime_vi
from qlcb.history import request_context
from qlcb.vietnamese import fold

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_SIZE, RUNS_SHOWN = 50, 20
PATIENCE_SECONDS = 6
Status = ImportRun.Status


@dataclass(frozen=True)
class Part:
    """One list of the preview: its address, title, the key of its count, and whether it lists people or cells."""

    slug: str
    title: str
    key: str
    of_cells: bool = False
    nothing: str = ""

    def lines(self, result: dict) -> list:
        if self.of_cells:
            return result[self.key]
        return [row for row in result["rows"] if row["kind"] == self.key]


PARTS = (
    Part("tu-choi", "Bị từ chối", "refused", True, "Không dòng nào bị từ chối."),
    Part("thay-doi", "Hồ sơ thay đổi", "changed", nothing="Không hồ sơ nào thay đổi."),
    Part("moi", "Hồ sơ mới", "new", nothing="Không có hồ sơ mới."),
    Part("da-sua", "Đã sửa giúp", "mended", True, "Không có ô nào phải sửa."),
    Part("can-xem", "Cần xem lại", "warnings", True, "Không có gì đáng ngờ."),
    Part("khong-doi", "Không đổi", "unchanged", nothing="Không có hồ sơ nào đã đúng như danh sách."),
)


@require_http_methods(["GET", "POST"])
def import_page(request):
    account = request.user
    account.access.require(IMPORT)
    initial = {"reason": f"Nhập danh sách trích ngang ngày {date_vi(timezone.localdate())}"}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = import_runs.start_import(
            account=account, reason=form.cleaned_data["reason"], file=file, file_name=file.name
        )
        return redirect("personnel:import_run", run.pk)
    runs = ImportRun.objects.filter(account=account, kind=ImportRun.Kind.LIST).defer("result", "mapping")
    runs = runs.select_related("unit")
    runs = runs.annotate(counts=F("result__counts"), problems=F("result__problems"))[:RUNS_SHOWN]
    return render(request, "personnel/import.html", {"form": form, "runs": runs, "crumbs": _CRUMBS[:1]})


@never_cache
@require_GET
def import_run(request, pk):
    run = get_run(request, pk)
    if run.is_moving:
        return render(request, "personnel/import_progress.html", _progress(run) | {"crumbs": _CRUMBS})
    if run.kind == ImportRun.Kind.SECTIONS:
        return redirect("personnel:workbook_run", pk)
    if run.status == Status.READY and run.result["problems"]:
        return redirect("personnel:import_mapping", pk)
    context = {"run": run, "crumbs": _CRUMBS, "step": _STEPS.get(run.status, 1), "part": None}
    if "rows" in run.result:
        told = f"Xem trước {run.file_name}: {run.result['counts'].get('changed', 0)} hồ sơ có giá trị đang lưu"
        AccessEvent.log(AccessEvent.Kind.VIEW, request.user, target="Lần nhập danh sách", unit=run.unit, detail=told)
        context |= _preview(request, run)
    return render(request, "personnel/import_run.html", context)


@never_cache
@require_GET
def import_progress(request, pk):
    """The moving part of the page, asked for every second; when the worker is done, the way to the whole page."""
    run = get_run(request, pk)
    if request.htmx and run.is_moving:
        return render(request, "personnel/_import_progress.html", _progress(run))
    address = reverse("personnel:import_run", args=[pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@never_cache
@require_http_methods(["GET", "POST"])
def import_mapping(request, pk):
    run = get_run(request, pk)
    if run.status != Status.READY or run.kind != ImportRun.Kind.LIST:
        return redirect("personnel:import_run", pk)
    chosen = Choices.from_json(run.mapping)
    form = MappingForm(request.POST or None, account=request.user, sheets=run.result["sheets"], chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            import_runs.remap_import(run=run, choices=form.choices())
        except ValueError as error:
            form.add_error(None, str(error))
        except RunMoved as moved:
            messages.warning(request, str(moved))
            return redirect("personnel:import_run", pk)
        else:
            return redirect("personnel:import_run", pk)
    return render(request, "personnel/import_mapping.html", {"run": run, "form": form, "crumbs": _CRUMBS})


@require_POST
def import_confirm(request, pk):
    run, context = get_run(request, pk), request_context.get()
    origin = {"request_id": context.request_id, "address": context.address, "custodian": request.user.holder_name}
    try:
        import_runs.confirm_import(run=run, mark=request.POST.get("mark", ""), origin=origin)
    except RunMoved as moved:
        messages.warning(request, str(moved))
    return redirect("personnel:import_run", pk)


@require_POST
def import_cancel(request, pk):
    run = get_run(request, pk)
    try:
        import_runs.cancel_import(run=run)
    except RunMoved as moved:
        messages.warning(request, str(moved))
        return redirect("personnel:import_run", pk)
    messages.success(request, f"Đã hủy lần nhập tệp {run.file_name}; không hồ sơ nào được ghi từ lần nhập này.")
    return redirect("personnel:import" if run.kind == ImportRun.Kind.LIST else "personnel:workbook_import")


@never_cache
@require_GET
def import_returned(request, pk):
    """The person's own workbook with what to correct marked in place: logged as an export, for the reason of the run,
    and marked as one (TCHQ-4.2)."""
    run, account = get_run(request, pk), request.user
    if not run.file or "refused" not in run.result:
        messages.warning(request, "Tệp của lần nhập này không còn được giữ.")
        return redirect("personnel:import_run", pk)
    result, _ = seen_result(run, account)
    printed = marked(account, account.holder_name, f"tệp trả về lúc {datetime_vi(timezone.now())}")
    told = [[Finding(*line[:3]) for line in result[key]] for key in ("refused", "mended", "warnings")]
    try:
        content = returned_workbook(run.file.path, *told, printed=printed)
    except WorkbookRefused as refused:
        messages.error(request, refused.message_vi)
        return redirect("personnel:import_run", pk)
    rows = sum(result["counts"].values())
    detail = f"{run.file_name}; {rows} dòng, {len(told[0])} chỗ phải sửa; lý do nhập: {run.reason}"
    AccessEvent.log(AccessEvent.Kind.EXPORT, account, target="Tệp trả về", unit=run.unit, detail=detail)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="tra-ve-{_plain_name(run.file_name)}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


_STEPS = {Status.READY: 3, Status.DONE: 5}
_CRUMBS = [{"label": "Hồ sơ", "url": "/ho-so/"}, {"label": "Nhập danh sách", "url": "/ho-so/nhap/"}]


def get_run(request, pk) -> ImportRun:
    """The run, if this account uploaded it and still may import."""
    request.user.access.require(IMPORT)
    runs = ImportRun.objects.filter(account=request.user).select_related("unit")
    return get_visible_or_404(runs, account=request.user, target=f"lần nhập {pk}", pk=pk)


def _progress(run: ImportRun) -> dict:
    """What the moving part needs; whether nobody seems to work, when the run has waited for a while."""
    now = timezone.now()
    waits = run.status in (Status.WAITING, Status.CONFIRMED)
    long = waits and (now - run.changed_at).total_seconds() > PATIENCE_SECONDS
    return {
        "run": run,
        "waits": waits,
        "writes": run.status in (Status.CONFIRMED, Status.WRITING),
        "no_worker": long and not import_runs.has_worker(now),
        "may_cancel": run.status in import_runs.CANCELLABLE,
    }


def _preview(request, run: ImportRun) -> dict:
    """The counts and one page of the chosen list; first of all what needs the person."""
    result, lacking = seen_result(run, request.user)
    lines = {part.slug: part.lines(result) for part in PARTS}
    chosen = request.GET.get("xem")
    if chosen not in lines:
        chosen = next((part.slug for part in PARTS if lines[part.slug]), PARTS[0].slug)
    part = next(part for part in PARTS if part.slug == chosen)
    pages = max(1, -(-len(lines[chosen]) // PAGE_SIZE))
    number = min(page_number(request.GET.get("trang")), pages)
    start = (number - 1) * PAGE_SIZE
    counts = result["counts"]
    return {
        "lacking": lacking,
        "stats": [_stat(other, len(lines[other.slug]), counts, f"?xem={other.slug}") for other in PARTS],
        "refused_rows": counts["refused"],
        "to_write": counts["new"] + counts["changed"],
        "part": part,
        "lines": lines[chosen][start : start + PAGE_SIZE],
        "total": len(lines[chosen]),
        "first": start + 1,
        "last": min(start + PAGE_SIZE, len(lines[chosen])),
        "previous_url": _page_url(chosen, number - 1) if number > 1 else None,
        "next_url": _page_url(chosen, number + 1) if number < pages else None,
        "many_sheets": sum(sheet["used"] for sheet in result["sheets"]) > 1,
        "may_return": bool(run.file),
    }


def _stat(part: Part, length: int, counts: dict, url: str) -> dict:
    """The card of one list; refused people are counted by rows, their cells stand below the number."""
    refused = part.key == "refused" and length
    return {
        "value": counts["refused"] if part.key == "refused" else length,
        "label": part.title,
        "note": f"{length} chỗ phải sửa" if refused else ("ô trong tệp" if part.of_cells else "người"),
        "url": url,
        "flag": "phải sửa" if refused else ("cần xem" if part.key == "warnings" and length else ""),
        "tone": "bad" if refused else "warn",
    }


def page_number(text: str | None) -> int:
    """The number of a page that an address names, 1 when it names none."""
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


def _page_url(slug: str, number: int) -> str:
    return "?" + urlencode({"xem": slug, "trang": number})


def _plain_name(file_name: str) -> str:
    return slugify(fold(file_name.rsplit(".", 1)[0]))[:80] or "danh-sach"
