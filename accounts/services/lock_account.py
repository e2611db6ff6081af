from django.core.exceptions import PermissionDenied, ValidationError

from accounts.administration import may_administer
from accounts.models import Account
from qlcb.history import Act, record, writing


def lock_account(*, account: Account, reason: str, target: Account) -> None:
    """Lock `target`: nobody signs in with it, its open sessions end and its rights rest until it is unlocked.

    Raises PermissionDenied when `account` does not administer it, ValidationError when it is locked already.
    TCHQ-7.2a.
    """
    _set_active(account, reason, target, active=False)


def unlock_account(*, account: Account, reason: str, target: Account) -> None:
    """Let a locked account be used again, with the grants it has. Raises as `lock_account` does."""
    _set_active(account, reason, target, active=True)


def _set_active(account, reason, target, *, active):
    verdict = may_administer(account, target)
    if not verdict:
        raise PermissionDenied(verdict.why)
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = Account.objects.select_for_update().get(pk=target.pk)
        if stored.is_active == active:
            raise ValidationError("Tài khoản đang dùng, không cần mở khóa." if active else "Tài khoản đã bị khóa.")
        stored.is_active = active
        record(stored)
