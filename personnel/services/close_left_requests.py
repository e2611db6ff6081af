from collections import defaultdict
from collections.abc import Iterable

from personnel.models import Dossier, Transfer
from personnel.transfers.locks import hold_dossiers
from personnel.transfers.steps import move_on
from qlcb.history import Act, writing

LEFT = "Người trong hồ sơ đã thôi phục vụ"


def close_left_requests(*, account, ids: Iterable[int] | None = None) -> list[Transfer]:
    """Answer the open requests for dossiers of people who serve here no more: nothing is sent, with the reason why.

    ids: of the dossiers just written, whose projection is of today; None for all. Who retired, died or went away is not
    asked for any more (HG-9), and would not be found by who asked now. Returns the requests closed; one query when
    there is none. account: whoever wrote the leaving, or the program.
    """
    left = Transfer.objects.filter(state=Transfer.State.REQUESTED, dossier__now_status=Dossier.Status.LEFT)
    if ids is not None:
        left = left.filter(dossier_id__in=list(ids))
    found = dict(left.order_by("pk").values_list("pk", "dossier_id"))
    if not found:
        return []
    with writing(account=account, reason=LEFT, act=Act.CHANGE):
        hold_dossiers(found.values())
        by_reason = defaultdict(list)
        held = left.filter(pk__in=found).select_related("dossier__now_state").select_for_update(of=["self"])
        for transfer in held.order_by("pk"):
            state = transfer.dossier.now_state
            by_reason[f"{LEFT} ({state})" if state else LEFT].append(transfer)
        for reason, transfers in by_reason.items():
            with writing(account=account, reason=reason, act=Act.CHANGE):
                move_on(transfers, Transfer.State.DECLINED)
    return [transfer for transfers in by_reason.values() for transfer in transfers]
