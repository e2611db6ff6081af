from datetime import date

from django.core.exceptions import ValidationError

from accounts.administration import held_for_change
from accounts.models import Account, AccountAct, Paper
from qlcb.history import Act, record, writing


def set_expiry(
    *, account: Account, reason: str, target: Account, until: date | None, paper: Paper, today: date
) -> AccountAct:
    """Extend `target` to the last day `until`, or limit it to an earlier one than before; None is without end.

    Raises PermissionDenied when `account` does not administer it or it was withdrawn, ValidationError for a day that is
    over and for the day it has already. TCHQ-7.2a, HG-3.3.
    """
    if until and until < today:
        raise ValidationError({"until": "Thời hạn phải từ hôm nay trở đi; muốn ngừng ngay thì khóa tài khoản."})
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = held_for_change(account, target)
        if stored.expires_on == until:
            raise ValidationError({"until": "Tài khoản đã có thời hạn này."})
        later = until is None or (stored.expires_on is not None and until > stored.expires_on)
        stored.expires_on = until
        record(stored)
        kind = AccountAct.Kind.EXTEND if later else AccountAct.Kind.LIMIT
        return AccountAct.keep(kind, stored, paper, today, until=until)
