from datetime import date

from axes.utils import reset
from django.core.exceptions import ValidationError

from accounts.administration import held_for_change, require_witness
from accounts.models import Account, AccountAct, Paper
from accounts.one_time import one_time_password
from accounts.services.end_sessions import forget_sessions
from accounts.services.remove_second_factor import forget_second_factor
from qlcb.history import Act, writing


def reissue_password(
    *, account: Account, reason: str, target: Account, witness: Account, paper: Paper, today: date
) -> str:
    """Give `target`, whose password was reported lost, a new one for one use, and unlock it (TCHQ-10.6, HG-16.1).

    The second factor goes with the lost password.

    witness: another administrator, whose name is on the case. Returns the password, which is stored nowhere. Raises
    PermissionDenied when `account` does not administer the target, ValidationError when no loss was reported or the
    witness is none.
    """
    require_witness(account, target, witness)
    password = one_time_password()
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = held_for_change(account, target)
        if not stored.waits_for_password:
            raise ValidationError("Chưa có báo cáo mất mật khẩu của tài khoản này; ghi nhận báo cáo trước.")
        stored.issue_password(password, today)
        reset(username=stored.username)  # wrong passwords of before are not those of the new one
        forget_second_factor(stored)
        forget_sessions(stored)
        stored.devices.all().delete()
        stored.is_active = True
        stored.version += 1
        stored.save()
        AccountAct.keep(AccountAct.Kind.PASSWORD, stored, paper, today, witness=witness)
    return password
