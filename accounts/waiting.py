"""What waits for who administers accounts: seats without a holder, lost passwords, what is about to end (TCHQ-7.1b)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Value
from django.urls import reverse

from accounts.models import Account
from accounts.querysets import Need, State
from qlcb import regulation

TEXTS = (
    (Need.PASSWORD, "lock", "Tài khoản chờ cấp lại mật khẩu", "đã báo mất mật khẩu"),
    (State.UNHELD, "user-x", "Tài khoản chưa có người giữ", "chưa đăng nhập được"),
    (Need.RIGHTS_ENDING, "calendar-time", "Tài khoản có quyền sắp hết hạn", "trong {grant} ngày tới"),
    (Need.ENDING, "calendar-due", "Tài khoản sắp hết hạn", "trong {account} ngày tới"),
)


def waiting(account, today: date) -> Iterable[dict]:
    """Rows of `personnel.waiting` for an administrator, nothing for others; one query."""
    if not account.access.administers:
        return
    counts, lead = _counts(account, today), regulation.fact("lead_days")
    for state, icon, label, note in TEXTS:
        yield {
            "key": str(state),
            "icon": icon,
            "label": label,
            "note": note.format(**lead),
            "count": counts.get(state, 0),
            "url": f"{reverse('accounts:list')}?trang-thai={state}",
            "alert": state == Need.PASSWORD,
            "way": "accounts:list",
        }


def _counts(account, today: date) -> dict[str, int]:
    managed = Account.objects.managed_by(account).order_by()
    lists = {need: managed.needing(need, today) for need in Need}
    lists[State.UNHELD] = managed.with_state(today).filter(state=State.UNHELD)
    parts = [rows.annotate(list=Value(str(key))).values("list").annotate(n=Count("pk")) for key, rows in lists.items()]
    return dict(parts[0].union(*parts[1:], all=True).values_list("list", "n"))
