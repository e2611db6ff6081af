from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import Transfer
from personnel.transfers.locks import hold_transfers
from personnel.transfers.rights import know_tree, send_verdict
from personnel.transfers.steps import move_on
from qlcb.history import Act, writing


def recall_dossiers(*, account, reason: str, transfers: Sequence[Transfer]) -> list[Transfer]:
    """Take back what was sent and not received yet, all or none.

    Raises PermissionDenied for who may not hand the dossiers over, ValidationError when somebody was faster.
    """
    if not transfers:
        raise ValidationError("Chọn ít nhất một hồ sơ.")
    with writing(account=account, reason=reason, act=Act.CHANGE):
        held = hold_transfers(transfers, Transfer.State.SENT)
        know_tree(account.access)
        for transfer in held:
            verdict = send_verdict(account.access, transfer.dossier)
            if not verdict:
                raise PermissionDenied(verdict.why)
        move_on(held, Transfer.State.RECALLED)
    return held
