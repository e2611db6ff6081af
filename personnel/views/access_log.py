"""Who looked at, unmasked, printed and exported what: the log of all, and that of one dossier (TCHQ-4.1, 4.2)."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import AccessEvent
from accounts.permissions import ACCESS_LOG, RIGHTS
from personnel.access_lines import KEYS, Line, lines_of, whole
from personnel.forms.access_log import REFUSED, AccessLogFilter
from personnel.forms.refusals import PeriodForm
from personnel.views.common import dossier_context, get_dossier
from personnel.watch import MOST_LINES, Board
from qlcb import regulation
from qlcb.formats import date_vi
from qlcb.paging import keyset_page


@require_safe
def access_log(request):
    account = request.user
    account.access.require(ACCESS_LOG)
    form = AccessLogFilter(request.GET, account=account)
    rows = form.rows(timezone.localdate())
    page = keyset_page(whole(rows), request.GET, keys=KEYS, total=rows.count())
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(account, page.rows),
        "query": request.GET.urlencode(),
        "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu")),
        "more_open": any(request.GET.get(name.replace("_", "-")) for name in form.MORE),
        "main_fields": [form[name] for name in form.MAIN],
        "more_fields": [form[name] for name in form.MORE],
    }
    return render(request, "personnel/access_log.html", context)


@require_safe
def refusals(request):
    """Who was refused what, by account and day, and what else stands out (TCHQ-4.1)."""
    account, today = request.user, timezone.localdate()
    account.access.require(ACCESS_LOG)
    form = PeriodForm(request.GET, today=today)
    days = form.cleaned_data if form.is_valid() else {"tu_ngay": today, "den_ngay": today}
    asked = {name.replace("_", "-"): date_vi(day) for name, day in days.items()}
    board = Board(AccessLogFilter(asked, account=account).rows(today))
    context = {
        "form": form,
        "days": days,
        "board": board,
        "watch": regulation.fact("watch"),
        "most_lines": MOST_LINES,
        "all_url": f"{reverse('personnel:access_log')}?{urlencode({'loai': REFUSED} | asked)}",
        "crumbs": [{"label": "Nhật ký truy cập", "url": reverse("personnel:access_log")}],
    }
    return render(request, "personnel/refusals.html", context)


@require_safe
def dossier_log(request, code):
    """Who came to this dossier, and who was refused it; for who reads the log of the unit that keeps it."""
    dossier = get_dossier(request, code, looking_at="Nhật ký truy cập của hồ sơ")
    if not request.user.access.may_on(ACCESS_LOG, dossier):
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[ACCESS_LOG].sentence}.")
    rows = AccessEvent.objects.about(dossier.code, reverse("personnel:dossier", args=[dossier.code]))
    page = keyset_page(whole(rows), request.GET, keys=KEYS, total=rows.count())
    lines = [Line(event, "", "") for event in page.rows]
    context = dossier_context(request, dossier, today=timezone.localdate(), current="nhat-ky")
    return render(request, "personnel/dossier_log.html", context | {"page": page, "lines": lines})
