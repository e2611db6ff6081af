from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.administration import held_for_change
from accounts.models import Account, AccountAct, Paper
from personnel.models import PersonalAccount, Transfer
from personnel.own.people import require_administered
from personnel.transfers.locks import hold_transfers
from personnel.transfers.rights import is_about_holder
from qlcb.formats import date_vi
from qlcb.history import Act, record, writing


def take_over_account(*, account: Account, transfer: Transfer, today: date) -> PersonalAccount:
    """Take over the personal account of somebody whose dossier was received, and ask them to check it (HP-9.3, TN-I.4).

    The account came along with the dossier, with its name and password; from now on the receiving unit answers for it,
    on the paper of the transfer, and the person is asked to look the data through. Raises PermissionDenied for who does
    not administer the unit that keeps the dossier, and for who is that person; ValidationError when it was taken over
    already or there is no account to take over.
    """
    reason = f"Nhận bàn giao tài khoản cá nhân, hồ sơ chuyển từ {transfer.from_unit.name}"
    with writing(account=account, reason=reason, act=Act.CHANGE):
        (held,) = hold_transfers([transfer], Transfer.State.RECEIVED)
        require_administered(account, [held.dossier])
        if is_about_holder(account.access, held):
            raise PermissionDenied("Tài khoản cá nhân của chính mình do quản trị khác nhận bàn giao.")
        if held.account_handed_on:
            raise ValidationError(f"Tài khoản cá nhân của {held} đã được nhận bàn giao.")
        link = PersonalAccount.objects.in_use().filter(dossier=held.dossier).select_related("account").first()
        if link is None:
            raise ValidationError(f"{held} chưa có tài khoản cá nhân; cấp tài khoản để hoàn thành việc này.")
        target = held_for_change(account, link.account)
        AccountAct.keep(AccountAct.Kind.MOVE, target, _paper(held), today)
        held.account_handed_on = today
        record(held)
        link.asked_on, link.checked_on = today, None
        link.asked_because = f"Hồ sơ chuyển từ {held.from_unit.name} đến ngày {date_vi(held.papers_received_on)}"[:200]
        record(link)
    return link


def _paper(transfer: Transfer) -> Paper:
    decision = transfer.decision
    return Paper(decision.number, decision.signed_on, decision.signer or "Người ký quyết định điều chuyển")
