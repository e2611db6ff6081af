"""Thư nhắc việc: when the daily mails went out, for who administers the accounts."""

from django.conf import settings
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from personnel.models import Digest
from qlcb.paging import keyset_page


@require_safe
def digests(request):
    """The last sending in numbers, and mail by mail for the accounts in one's reach."""
    request.user.access.require_administrator()
    rows = Digest.objects.administered_by(request.user)
    last = rows.order_by("-day").values_list("day", flat=True).first()
    counts = dict(rows.filter(day=last).order_by().values_list("state").annotate(n=Count("pk")))
    page = keyset_page(rows.select_related("account__unit"), request.GET, keys=("-day", "-id"), total=rows.count())
    context = {
        "page": page,
        "last": last,
        "numbers": [(state.label, counts.get(state, 0), state) for state in Digest.State],
        "mail_on": settings.MAIL_ON,
        "today": timezone.localdate(),
        "crumbs": [{"label": "Tài khoản", "url": "/tai-khoan/"}],
    }
    return render(request, "personnel/digests.html", context)
