from datetime import date

from django.core.exceptions import ValidationError

from accounts.administration import held_for_change
from accounts.models import Account, AccountAct, Paper
from accounts.services.change_password import remember_password
from accounts.services.end_sessions import forget_sessions
from qlcb import regulation
from qlcb.history import Act, record, writing


def report_loss(*, account: Account, reason: str, target: Account, paper: Paper, today: date) -> None:
    """Lock `target` at once because its password was lost or disclosed, as reported in writing (TCHQ-10.6, HG-16.6).

    paper: the report; the reason that is kept tells to whom it went. Its sessions end and the old password is of no use
    any more; only a new one opens it again (`reissue_password`). Raises PermissionDenied when `account` does not
    administer it.
    """
    body = regulation.loss_reported_to()
    with writing(account=account, reason=f"{reason} (báo cáo gửi {body})" if body else reason, act=Act.CHANGE):
        stored = held_for_change(account, target)
        if stored.waits_for_password:
            raise ValidationError("Việc mất mật khẩu của tài khoản này đã được ghi nhận.")
        remember_password(stored)
        stored.set_unusable_password()
        stored.save(update_fields=["password"])
        stored.is_active = False
        record(stored)
        forget_sessions(stored)
        AccountAct.keep(AccountAct.Kind.LOSS, stored, paper, today)
