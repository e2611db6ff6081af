from datetime import date

from django.core.exceptions import ValidationError

from accounts.administration import held_for_change
from accounts.models import Account, AccountAct, Paper
from accounts.services.end_sessions import forget_sessions
from qlcb.history import Act, record, writing


def lock_account(*, account: Account, reason: str, target: Account, paper: Paper, today: date) -> None:
    """Lock `target`: nobody signs in with it, its open sessions end and its rights rest until it is unlocked.

    Raises PermissionDenied when `account` does not administer it, ValidationError when it is locked already.
    TCHQ-7.2a.
    """
    _set_active(account, reason, target, paper, today, active=False)


def unlock_account(*, account: Account, reason: str, target: Account, paper: Paper, today: date) -> None:
    """Let a locked account be used again, with the grants it has. Raises as `lock_account` does.

    One that was locked because its password was lost has none to be used with: it gets a new one instead.
    """
    _set_active(account, reason, target, paper, today, active=True)


def _set_active(account, reason, target, paper, today, *, active):
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = held_for_change(account, target)
        if stored.is_active == active:
            raise ValidationError("Tài khoản đang dùng, không cần mở khóa." if active else "Tài khoản đã bị khóa.")
        if active and stored.waits_for_password:
            raise ValidationError("Tài khoản bị khóa vì mất mật khẩu: dùng việc “Cấp lại mật khẩu”.")
        stored.is_active = active
        record(stored)
        if not active:
            forget_sessions(stored)
        AccountAct.keep(AccountAct.Kind.UNLOCK if active else AccountAct.Kind.LOCK, stored, paper, today)
