"""What of drafts waits for an account: those of its unit that are not applied yet."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from accounts.permissions import DECIDE
from personnel.models import Draft


def waiting(account, today: date) -> list[dict]:
    """Rows of `personnel.waiting`; one query."""
    if not account.access.holds(DECIDE):
        return []
    own = Draft.objects.visible_to(account).filter(Q(unit=account.unit) | Q(account=account))
    count = own.filter(state=Draft.State.OPEN).count()
    url = f"{reverse('personnel:drafts')}?tinh-trang={Draft.State.OPEN}"
    return [{"label": "Dự thảo quyết định chưa ghi", "count": count, "url": url, "note": "của đơn vị"}]
