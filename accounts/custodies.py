"""Who held a seat lately: given back to the same hand, it is a new password for its old holder (TCHQ-5.2d, 10.6)."""

from datetime import date, timedelta

from django.db.models import Q

from accounts.models import Account, Custody
from qlcb.vietnamese import fold, squeeze

LATELY = timedelta(days=90)  # longer than anybody waits who has merely lost a password
HAND_BACK = (
    "{} đã giữ tài khoản này trong {} ngày vừa qua: giao lại là cấp mật khẩu mới cho người giữ cũ, nên phải có một "
    "quản trị khác cùng xác nhận như khi mất mật khẩu."
)


def hand_back(account: Account, name: str, staff_code: str, today: date) -> str:
    """Why one administrator alone does not hand the seat to this official; "" when that may be.

    Held lately by the same staff code or the same name: as custodies stand, and as their history of these days told
    them, in which alone one is found that was put right on its first day.
    """
    first = today - LATELY
    held = Custody.objects.filter(Q(valid_to=None) | Q(valid_to__gte=first), account=account)
    told = Custody.history.filter(account=account, history_date__date__gte=first)
    lately = {*held.values_list("holder_name", "staff_code"), *told.values_list("holder_name", "staff_code")}
    code, plain = staff_code.strip().upper(), fold(name)
    if any(code == other_code or plain == fold(other) for other, other_code in lately):
        return HAND_BACK.format(squeeze(name), LATELY.days)
    return ""
