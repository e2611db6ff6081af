"""A list from a workbook: upload, what would happen, confirmation.

Between the two steps the rows travel with the page, signed for this account and list; nothing is kept on the server.
"""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from personnel.catalogues import Catalogue
from personnel.catalogues_exchange import CHANGED, ERROR, NEW, RENEWED, SAME, Lines, Plan, plan_import, read_lines
from personnel.forms.catalogues import CatalogueUpload
from personnel.importing.limits import WorkbookRefused
from personnel.services.import_entries import PlanMoved, import_entries
from personnel.views.catalogues import catalogue_crumbs, get_catalogue
from qlcb.formats import number_vi

KEPT_SECONDS = 2 * 60 * 60
MOST_SHOWN = 500
LOOK_FIRST = (ERROR, RENEWED, NEW, CHANGED)
WORDS = {ERROR: "Lỗi", RENEWED: "Phiên bản mới", NEW: "Thêm", CHANGED: "Sửa"}
TONES = {ERROR: "chip--bad", RENEWED: "chip--ok", NEW: "chip--ok", CHANGED: ""}


@require_http_methods(["GET", "POST"])
def import_list(request, slug):
    catalogue = get_catalogue(request, slug, to_edit=True)
    if "rows" in request.POST:
        return _confirm(request, catalogue)
    form = CatalogueUpload(
        request.POST or None, request.FILES or None, initial={"reason": f"Nhập danh mục {catalogue.title} từ tệp"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_lines(catalogue, form.cleaned_data["file"])
        except WorkbookRefused as refused:
            form.add_error("file", refused.message_vi)
        else:
            plan = plan_import(catalogue, lines)
            return _preview(request, catalogue, lines, plan, form.cleaned_data["reason"])
    context = {"catalogue": catalogue, "form": form, "crumbs": catalogue_crumbs(catalogue)}
    return render(request, "personnel/catalogues/import.html", context)


def _confirm(request, catalogue: Catalogue):
    try:
        kept = signing.loads(request.POST["rows"], salt=_salt(request, catalogue), max_age=KEPT_SECONDS)
    except signing.BadSignature:
        messages.warning(request, "Bản xem trước đã quá hạn; chưa ghi gì. Xin tải lại tệp.")
        return redirect("personnel:catalogue_import", catalogue.slug)
    lines = Lines(kept["columns"], [(number, values) for number, values in kept["rows"]])
    try:
        plan = import_entries(
            account=request.user,
            reason=kept["reason"],
            catalogue=catalogue,
            lines=lines,
            confirmed=request.POST.get("mark", ""),
        )
    except PlanMoved as moved:
        return _preview(request, catalogue, lines, moved.plan, kept["reason"], moved=True)
    messages.success(request, f"Đã ghi {number_vi(plan.writes)} mục từ tệp.")
    return redirect("personnel:catalogue", catalogue.slug)


def _preview(request, catalogue: Catalogue, lines: Lines, plan: Plan, reason: str, *, moved: bool = False):
    kept = {"columns": lines.columns, "rows": lines.rows, "reason": reason}
    shown = [row for state in LOOK_FIRST for row in plan.rows if row.state == state]
    context = {
        "catalogue": catalogue,
        "plan": plan,
        "rows": [(row, WORDS[row.state], TONES[row.state]) for row in shown[:MOST_SHOWN]],
        "not_shown": max(0, len(shown) - MOST_SHOWN),
        "counts": {state: plan.count(state) for state in (NEW, RENEWED, CHANGED, SAME, ERROR)},
        "passed_over": lines.passed_over,
        "payload": signing.dumps(kept, salt=_salt(request, catalogue), compress=True),
        "moved": moved,
        "crumbs": catalogue_crumbs(catalogue),
    }
    return render(request, "personnel/catalogues/preview.html", context, status=409 if moved else 200)


def _salt(request, catalogue: Catalogue) -> str:
    return f"catalogue-import:{catalogue.slug}:{request.user.pk}"
