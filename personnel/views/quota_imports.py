"""Biên chế from a workbook: upload, what would happen, confirmation.

Between the two steps the rows travel with the page, signed for this account; nothing is kept on the server.
"""

from datetime import date

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import QUOTAS
from orgunits.services.assign_quotas import QuotasMoved
from personnel.forms.quotas import QuotaUpload
from personnel.importing.limits import WorkbookRefused
from personnel.quotas.exchange import Sheet, read_sheet
from personnel.services.import_quotas import QuotaPlanMoved, examine_quotas, import_quotas
from personnel.views.common import posted
from qlcb.formats import date_vi, number_vi

KEPT_SECONDS = 2 * 60 * 60
MOST_SHOWN = 600
CRUMBS = [{"label": "Biên chế", "url": "/bien-che/"}]


@require_http_methods(["GET", "POST"])
def quota_import(request):
    request.user.access.require(QUOTAS)
    if "rows" in request.POST:
        return _confirm(request)
    today = timezone.localdate()
    form = QuotaUpload(
        posted(request), request.FILES or None, today=today, initial={"on": date(today.year, 1, 1)}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            sheet = read_sheet(form.cleaned_data["file"])
        except WorkbookRefused as refused:
            form.add_error("file", refused.message_vi)
        else:
            asked = {**form.paper, "note": form.cleaned_data["note"], "on": form.cleaned_data["on"]}
            return _preview(request, sheet, asked)
    return render(request, "personnel/quotas/import.html", {"form": form, "crumbs": CRUMBS})


def _confirm(request):
    try:
        kept = signing.loads(request.POST["rows"], salt=_salt(request), max_age=KEPT_SECONDS)
    except signing.BadSignature:
        messages.warning(request, "Bản xem trước đã quá hạn; chưa ghi gì. Xin tải lại tệp.")
        return redirect("personnel:staff_quota_import")
    sheet = Sheet(kept["kinds"], [tuple(row) for row in kept["rows"]])
    asked = {**kept["asked"]} | {name: date.fromisoformat(kept["asked"][name]) for name in ("on", "document_on")}
    try:
        done = import_quotas(account=request.user, sheet=sheet, confirmed=request.POST.get("mark", ""), **asked)
    except (QuotaPlanMoved, QuotasMoved, ValidationError):
        return _preview(request, sheet, asked, moved=True)
    number = number_vi(done.new + done.adjusted + done.corrected)
    messages.success(request, f"Đã ghi {number} số biên chế từ ngày {date_vi(asked['on'])}.")
    return redirect(f"{reverse('personnel:staff_quotas')}?ngay={date_vi(asked['on'])}")


def _preview(request, sheet: Sheet, asked: dict, *, moved: bool = False):
    plan, excesses = examine_quotas(account=request.user, sheet=sheet, **asked)
    plain = asked | {name: asked[name].isoformat() for name in ("on", "document_on")}
    kept = {"kinds": sheet.kinds, "rows": sheet.rows, "asked": plain}
    shown = [row for row in plan.rows if row.errors] + plan.changed
    context = {
        "plan": plan,
        "asked": asked,
        "excesses": excesses,
        "rows": shown[:MOST_SHOWN],
        "not_shown": max(0, len(shown) - MOST_SHOWN),
        "may_write": bool(plan.wanted) and not plan.wrong and not excesses,
        "payload": signing.dumps(kept, salt=_salt(request), compress=True),
        "moved": moved,
        "crumbs": CRUMBS,
    }
    return render(request, "personnel/quotas/preview.html", context, status=409 if moved else 200)


def _salt(request) -> str:
    return f"quota-import:{request.user.pk}"
