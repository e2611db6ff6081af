from django.core.exceptions import PermissionDenied

from accounts.permissions import RIGHTS, TRANSFER
from personnel.models import Transfer
from personnel.transfers.locks import hold_transfers
from personnel.transfers.rights import send_verdict
from personnel.transfers.steps import move_on
from qlcb.history import Act, writing


def close_request(*, account, reason: str, transfer: Transfer, declines: bool) -> Transfer:
    """End a request that was not answered by sending the dossier.

    declines: the department that keeps the dossier says no; else the one that asked takes its request back. Raises
    PermissionDenied for who may not speak for that side, ValidationError when somebody was faster.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        (held,) = hold_transfers([transfer], Transfer.State.REQUESTED)
        if declines:
            verdict = send_verdict(account.access, held.dossier)
            if not verdict:
                raise PermissionDenied(verdict.why)
        elif not account.access.may(TRANSFER, held.to_unit_id):
            raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[TRANSFER].sentence}.")
        move_on([held], Transfer.State.DECLINED if declines else Transfer.State.WITHDRAWN)
    return held
