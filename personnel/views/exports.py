"""Exports: the question with its reason, one's own files, their progress, their download."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.refusals import get_visible_or_404
from personnel.exports.kinds import CONTENT_TYPES, KINDS, NO_SUCH_FILE, Kind
from personnel.forms.exports import ExportReasonForm, ScheduleForm
from personnel.models import Export
from personnel.services.ask_export import ask_export
from personnel.services.import_runs import has_worker
from personnel.services.schedule_export import schedule_export
from personnel.services.take_export import ExportWithheld, take_export
from qlcb import regulation
from qlcb.formats import date_vi
from qlcb.paging import keyset_page

PATIENCE = timedelta(seconds=10)
AGAIN = "dinh-ky"  # the button that asks for the file of each period
CRUMBS = [{"label": "Tệp kết xuất", "url": "/tep-ket-xuat/"}]


@require_http_methods(["GET", "POST"])
def export_ask(request, kind: str):
    """The filter in words and the number of rows, once more, and the question why; then the file is made."""
    return ask_page(request, KINDS[kind], back=reverse(KINDS[kind].back))


def ask_page(request, kind: Kind, *, back: str, **given):
    """The page of the question for a filter in the address. back: address of the page that shows the same on screen;
    given: what else is kept of the question."""
    query = request.GET.urlencode()
    return _question(request, kind, given | {"query": query}, back=f"{back}?{query}")


def _question(request, kind: Kind, parameters: dict, *, back: str, reason: str = ""):
    """What would be exported and, by `reason` at first, why; then the file is made."""
    account, today = request.user, timezone.localdate()
    kind.require(account)
    asked = kind.ask(account, parameters, today)
    if asked is None or asked.problem:
        messages.error(request, asked.problem if asked else "Điều kiện lọc không còn hợp lệ.")
        return redirect(back)
    posted = request.POST if request.method == "POST" else None
    form = ExportReasonForm(posted, initial={"reason": reason})
    schedule = ScheduleForm(posted if AGAIN in request.POST else None) if kind.recurs(parameters) else None
    if schedule and schedule.is_bound:
        if _is_scheduled(request, kind, parameters, form, schedule):
            return redirect("personnel:schedules")
    elif form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            export = ask_export(account=account, reason=reason, kind=kind, parameters=parameters, today=today)
        except ValidationError as error:
            form.add_error("reason", error)
        else:
            return redirect("personnel:export_page", export.pk)
    kept_days = regulation.fact("exports")["kept_days"]
    context = {"form": form, "asked": asked, "back": back, "crumbs": CRUMBS, "kept_days": kept_days}
    return render(request, "personnel/exports/ask.html", context | {"schedule": schedule})


def _is_scheduled(request, kind: Kind, parameters: dict, form: ExportReasonForm, schedule: ScheduleForm) -> bool:
    """Set the schedule up that was asked for; whether it was. What is wrong stands in the forms."""
    if not (form.is_valid() and schedule.is_valid()):
        return False
    try:
        made = schedule_export(
            account=request.user, reason=form.cleaned_data["reason"], kind=kind, parameters=parameters,
            today=timezone.localdate(), **schedule.cleaned_data,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, f"Đã lập định kỳ; tệp {made.next_period} được lập ngày {date_vi(made.next_on)}.")
    return True


@require_safe
def export_list(request):
    """The exports of the account, the newest first, those of its former holders among them; with ?cho-tai=1 those that
    wait to be fetched."""
    only_new = "cho-tai" in request.GET
    own = Export.objects.filter(account=request.user)
    rows = own.to_fetch(request.user, timezone.now()) if only_new else own
    rows = rows.defer("dossiers", "facts", "sealed_parameters").select_related("schedule")
    page = keyset_page(rows, request.GET, keys=("-created_at", "-id"), total=rows.count())
    lines = [(export, export.is_of_holder(request.user)) for export in page.rows]
    kept_days = regulation.fact("exports")["kept_days"]
    compares = sum(export.can_be_compared and is_ones_own for export, is_ones_own in lines) > 1
    context = {"page": page, "lines": lines, "only_new": only_new, "kept_days": kept_days, "compares": compares}
    return render(request, "personnel/exports/list.html", context)


@never_cache
@require_GET
def export_page(request, pk):
    """One export; asked again and again by htmx while it is under way, it answers with the changing part alone."""
    export = _own(request, pk)
    now = timezone.now()
    waits = export.status == Export.Status.WAITING and now - export.created_at > PATIENCE
    template = "personnel/exports/_export.html" if request.htmx else "personnel/exports/page.html"
    context = {"export": export, "is_ones_own": export.is_of_holder(request.user), "crumbs": CRUMBS}
    context["earlier"] = _earlier(request.user, export, now) if export.can_be_compared else None
    return render(request, template, context | {"no_worker": waits and not has_worker(now)})


def _earlier(account, export: Export, now) -> Export | None:
    """The one before it that it would be compared with: of its schedule, or of its kind."""
    rows = Export.objects.comparable(account, now).filter(kind=export.kind, schedule=export.schedule_id)
    rows = rows.filter(title=export.title, created_at__lt=export.created_at)
    return rows.only("created_at").order_by("-created_at").first()


@never_cache
@require_GET
def export_file(request, pk):
    """The file, for the account that made it, while everything in it is open to the account."""
    export = _own(request, pk)
    try:
        content = take_export(account=request.user, export=export)
    except ExportWithheld:  # its page says why
        return redirect("personnel:export_page", pk)
    ext = export.file_name.rsplit(".", 1)[-1]
    response = HttpResponse(content, content_type=CONTENT_TYPES[ext])
    response["Content-Disposition"] = f'attachment; filename="{export.file_name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def export_again(request, pk):
    """The same filter once more, as things stand now, for a reason of its own; a former holder's is not proposed."""
    old = _own(request, pk)
    if old.kind not in KINDS:
        messages.error(request, NO_SUCH_FILE)
        return redirect("personnel:export_page", pk)
    reason = old.reason if old.is_of_holder(request.user) else ""
    back = reverse("personnel:export_page", args=[pk])
    return _question(request, KINDS[old.kind], old.parameters, back=back, reason=reason)


def _own(request, pk) -> Export:
    own = Export.objects.filter(account=request.user).select_related("schedule")
    return get_visible_or_404(own, account=request.user, target=f"tệp kết xuất {pk}", pk=pk)
