"""Files that are made again and again: those of the account, and the end of one."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.refusals import get_visible_or_404
from personnel.models import Export, ReportSchedule
from personnel.services.end_schedule import end_schedule
from personnel.views.exports import CRUMBS
from qlcb.paging import keyset_page

LIST_CRUMBS = [*CRUMBS, {"label": "Lập định kỳ", "url": "/tep-ket-xuat/dinh-ky/"}]


@require_safe
def schedules(request):
    """What the account has made again and again, those that ended among them, each with its next day and last file."""
    rows = ReportSchedule.objects.filter(account=request.user).defer("sealed_parameters")
    last = Export.objects.order_by("schedule_id", "-period_ends").distinct("schedule_id")
    last = last.defer("dossiers", "facts", "sealed_parameters")
    rows = rows.prefetch_related(Prefetch("runs", last, to_attr="last_runs"))
    page = keyset_page(rows, request.GET, keys=("-created_at", "-id"), total=rows.count())
    lines = [(one, next(iter(one.last_runs), None), one.is_of_holder(request.user)) for one in page.rows]
    return render(request, "personnel/exports/schedules.html", {"page": page, "lines": lines, "crumbs": CRUMBS})


@require_http_methods(["GET", "POST"])
def schedule_end(request, pk: int):
    """Asks first; one that has ended leads back to the list."""
    own = ReportSchedule.objects.filter(account=request.user)
    schedule = get_visible_or_404(own, account=request.user, target=f"lịch lập định kỳ {pk}", pk=pk)
    if schedule.ended_on:
        return redirect("personnel:schedules")
    if request.method == "POST":
        end_schedule(account=request.user, schedule=schedule, today=timezone.localdate())
        messages.success(request, f"Đã thôi lập định kỳ “{schedule.title}”.")
        return redirect("personnel:schedules")
    return render(request, "personnel/exports/schedule_end.html", {"schedule": schedule, "crumbs": LIST_CRUMBS})
