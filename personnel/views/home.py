"""Việc cần làm: what waits for this account today."""

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import ACCOUNTS, CATALOGUES, IMPORT, OPEN, VIEW
from personnel.forms.filters import due
from personnel.models import Dossier, ImportRun
from qlcb import regulation

RECENT_CHANGES = 8


@require_safe
def home(request):
    account, today = request.user, timezone.localdate()
    access = account.access
    context = {
        "today": today,
        "holds": {code: access.holds(code) for code in (VIEW, IMPORT, OPEN, ACCOUNTS, CATALOGUES)},
    }
    if access.holds(VIEW):
        people = Dossier.objects.visible_to(account)
        context |= {
            "stats": _stats(people, today),
            "raises": due(people.serving(), "nang-bac", today).for_list().order_by("now_next_raise_on", "sort_key")[:8],
            "units": _by_unit(people),
            "runs": ImportRun.objects.filter(account=account)
            .exclude(status=ImportRun.Status.CANCELLED)
            .defer("result", "mapping")[:4],
        }
    return render(request, "personnel/home.html", context)


def _stats(people, today) -> list[dict]:
    """Counts of what falls due, each with the list behind it."""
    lead = regulation.fact("lead_days")
    serving = people.serving()
    counts = {what: due(serving, what, today).count() for what in ("", "nang-bac", "bo-nhiem", "nghi-huu")}
    return [
        {"value": counts[""], "label": "Đang công tác", "note": "thuộc phạm vi tài khoản", "url": "/ho-so/"},
        {
            "value": counts["nang-bac"],
            "label": "Đến hạn nâng bậc lương",
            "note": f"trong {lead['raise']} ngày tới",
            "url": "/ho-so/?den-han=nang-bac",
        },
        {
            "value": counts["bo-nhiem"],
            "label": "Sắp hết hạn bổ nhiệm",
            "note": f"trong {lead['reappointment']} ngày tới",
            "url": "/ho-so/?den-han=bo-nhiem",
        },
        {
            "value": counts["nghi-huu"],
            "label": "Sắp nghỉ hưu",
            "note": f"cần thông báo trước {lead['retirement']} ngày",
            "url": "/ho-so/?den-han=nghi-huu",
        },
    ]


def _by_unit(people):
    """The units with most people, with their number of serving people."""
    rows = (
        people.serving()
        .values("now_unit__code", "now_unit__name", "now_unit__parent__short_name", "now_unit__kind__is_department")
        .annotate(n=Count("pk"))
        .order_by("-n", "now_unit__code")[:8]
    )
    return list(rows)
