from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.administration import may_administer
from accounts.models import Account, AccountAct, Paper
from qlcb.history import Act, record, writing


def set_expiry(
    *, account: Account, reason: str, target: Account, until: date | None, paper: Paper, today: date
) -> AccountAct:
    """Extend `target` to the last day `until`, or limit it to an earlier one than before; None is without end.

    Raises PermissionDenied when `account` does not administer it, ValidationError for a day that is over, for the day
    it has already and for an account that was withdrawn. TCHQ-7.2a, HG-3.3.
    """
    verdict = may_administer(account, target)
    if not verdict:
        raise PermissionDenied(verdict.why)
    if until and until < today:
        raise ValidationError({"until": "Thời hạn phải từ hôm nay trở đi; muốn ngừng ngay thì khóa tài khoản."})
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = Account.objects.select_for_update().get(pk=target.pk)
        if stored.withdrawn_on:
            raise ValidationError("Tài khoản đã bị hủy bỏ.")
        if stored.expires_on == until:
            raise ValidationError({"until": "Tài khoản đã có thời hạn này."})
        later = until is None or (stored.expires_on is not None and until > stored.expires_on)
        stored.expires_on = until
        record(stored)
        kind = AccountAct.Kind.EXTEND if later else AccountAct.Kind.LIMIT
        return AccountAct.keep(kind, stored, paper, today, until=until)
