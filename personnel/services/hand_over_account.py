from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.permissions import RIGHTS, TRANSFER
from personnel.models import Transfer
from personnel.transfers.locks import hold_transfers
from personnel.transfers.rights import is_about_holder
from qlcb.history import Act, record, writing


def hand_over_account(*, account, reason: str, transfer: Transfer, on: date, today: date) -> Transfer:
    """Record that the receiving department set up and handed over the person's own account (HP-9.3, TN-I.4).

    on: the day. Raises PermissionDenied without the right at the receiving unit, ValidationError for a day that is not
    between the receipt of the papers and today, or when it is recorded already.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        (held,) = hold_transfers([transfer], Transfer.State.RECEIVED)
        if not account.access.may(TRANSFER, held.to_unit_id) or is_about_holder(account.access, held):
            raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[TRANSFER].sentence}.")
        if held.account_handed_on:
            raise ValidationError("Ngày bàn giao tài khoản đã được ghi.")
        if not held.papers_received_on <= on <= today:
            raise ValidationError({"on": "Ngày bàn giao phải từ ngày nhận hồ sơ giấy đến hôm nay."})
        held.account_handed_on = on
        record(held)
    return held
