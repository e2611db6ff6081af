from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import Transfer
from personnel.transfers.locks import hold_transfers
from personnel.transfers.rights import know_tree, receive_verdict
from personnel.transfers.steps import move_on
from qlcb.history import Act, writing


def return_dossiers(*, account, reason: str, transfers: Sequence[Transfer]) -> list[Transfer]:
    """Send back what was sent, all or none, with the reason; the department that sent it has kept it all the while.

    Raises PermissionDenied without the right at the receiving unit, ValidationError when somebody was faster.
    """
    if not transfers:
        raise ValidationError("Chọn ít nhất một hồ sơ.")
    with writing(account=account, reason=reason, act=Act.CHANGE):
        held = hold_transfers(transfers, Transfer.State.SENT)
        know_tree(account.access)
        for transfer in held:
            verdict = receive_verdict(account.access, transfer.dossier, transfer.to_unit_id)
            if not verdict:
                raise PermissionDenied(verdict.why)
        move_on(held, Transfer.State.RETURNED)
    return held
