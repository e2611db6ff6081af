from datetime import date, timedelta

from axes.utils import reset
from django.core.exceptions import ValidationError

from accounts.administration import held_for_change, refuse_oneself, require_witness
from accounts.custodies import hand_back
from accounts.models import Account, AccountAct, Custody, Paper
from accounts.one_time import one_time_password
from accounts.services.end_sessions import forget_sessions
from accounts.services.issue_account import Holder
from accounts.services.remove_second_factor import forget_second_factor
from qlcb.history import Act, record, writing


def hand_over(
    *,
    account: Account,
    reason: str,
    target: Account,
    holder: Holder,
    until: date | None = None,
    witness: Account | None = None,
    paper: Paper,
    today: date,
) -> str:
    """Hand the seat `target` to an official from today, under the paper of the head of the unit (TCHQ-5.2d).

    The one who held it until now held it to the end of yesterday; one named today was named by mistake and gives way.
    witness: another administrator, asked for when the official held the seat lately, so that no lost password is
    replaced by handing over and back (TCHQ-10.6). Password, second factor and open sessions end: returns the new
    one-time password, which is stored nowhere. Raises PermissionDenied when `account` does not administer the seat, is
    held by that very official, or the seat was withdrawn; ValidationError for one that is held by nobody in particular,
    is handed to its own holder, whose witness is lacking or none, or whose password was lost: a case of its own.
    """
    refuse_oneself(account, holder.staff_code)
    password = one_time_password()
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = held_for_change(account, target)
        if stored.waits_for_password:
            raise ValidationError("Tài khoản đang khóa vì mất mật khẩu: cấp lại mật khẩu trước khi giao người khác.")
        if not stored.needs_custodian:
            raise ValidationError("Tài khoản cá nhân không giao cho người khác.")
        _refuse_holder(stored, holder, today)
        witness = _require_witness(account, stored, holder, witness, today)
        _change_holder(stored, holder, until, today)
        stored.issue_password(password, today)
        stored.past_passwords.all().delete()
        reset(username=stored.username)  # wrong passwords of before are not those of the new one
        forget_second_factor(stored)
        forget_sessions(stored)
        stored.devices.all().delete()
        stored.email, stored.wants_mail = "", True  # the next holder gives an address of their own
        stored.version += 1
        stored.save()
        AccountAct.keep(AccountAct.Kind.HAND_OVER, stored, paper, today, until=until, witness=witness)
    return password


def _refuse_holder(target: Account, holder: Holder, today: date) -> None:
    custody = target.custodies.on(today).first()
    if custody and custody.staff_code == holder.staff_code.strip().upper():
        raise ValidationError({"staff_code": f"{custody.holder_name} đang giữ tài khoản này."})


def _require_witness(account: Account, target: Account, holder: Holder, witness: Account | None, today: date):
    """The witness where one is needed; None where none is, whoever was named."""
    why = hand_back(target, holder.name, holder.staff_code, today)
    if not why:
        return None
    if witness is None:
        raise ValidationError({"witness": why})
    require_witness(account, target, witness)
    return witness


def _change_holder(target: Account, holder: Holder, until: date | None, today: date) -> None:
    custody = target.custodies.on(today).first()
    if custody and custody.valid_from < today:
        custody.valid_to = today - timedelta(days=1)
        record(custody)
        custody = None
    custody = custody or Custody(account=target, valid_from=today)
    custody.holder_name, custody.staff_code, custody.document = holder.name, holder.staff_code, holder.document
    custody.valid_to = until
    record(custody)
