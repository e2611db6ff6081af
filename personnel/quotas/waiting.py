"""What of biên chế waits for an account: units with more people than were assigned, for who assigns."""

from datetime import date

from django.urls import reverse

from accounts.permissions import QUOTAS
from orgunits.models import StaffQuota
from personnel.quotas.table import OVER, QuotaTable


def waiting(account, today: date) -> list[dict]:
    """Units of the account's scope that are over today, as its table shows them: label, count, url, note, alert.

    Nothing for who assigns no numbers. One query where none is in force, four otherwise.
    """
    if not (account.access.holds(QUOTAS) and StaffQuota.objects.on(today).exists()):
        return []
    table = QuotaTable(account, today, today)
    over = len(table.standing_out(table.tops, OVER))
    if not over:
        return []
    return [
        {
            "label": "Đơn vị vượt biên chế được giao",
            "count": over,
            "url": f"{reverse('personnel:staff_quotas')}?loc={OVER}",
            "note": "điều chỉnh biên chế, hoặc điều chuyển người",
            "alert": False,
        }
    ]
