from collections.abc import Collection, Mapping
from datetime import date

from personnel.keepers import Keepers
from personnel.models import PendingPaper, Transfer
from personnel.sections import POSTINGS
from personnel.transfers.locks import hold_dossiers
from personnel.transfers.steps import move_on
from qlcb.history import Act, create_many, writing

State = Transfer.State
CLOSED = {State.SENT: State.RECALLED, State.REQUESTED: State.WITHDRAWN}


def end_inner_transfers(
    *, account, reason: str, transfers: Collection[int], units: Mapping[int, int], today: date
) -> list[Transfer]:
    """End the open ones of these transfers whose two units have come under one department, which hands nothing over to
    itself. For reorganisations, which ask for their own right. Returns those ended.

    transfers: ids; units: id of a unit that is no more → the one that takes over. The decision of one that was sent is
    still to be carried out, inside the department: it joins the papers that wait to be entered there, as of `today`,
    unless the person serves in that unit already.
    """
    with writing(account=account, reason=f"{reason}; hai đơn vị nay cùng một nơi quản lý hồ sơ", act=Act.CHANGE):
        found = Transfer.objects.filter(pk__in=transfers, state__in=Transfer.OPEN)
        dossiers = hold_dossiers(found.values_list("dossier_id", flat=True))
        keepers = Keepers(today)
        inner = [
            transfer
            for transfer in found.select_for_update(of=["self"]).select_related("decision").order_by("pk")
            if keepers.same(*(units.get(pk, pk) for pk in (transfer.from_unit_id, transfer.to_unit_id)))
        ]
        create_many(
            [
                _paper(transfer, units.get(transfer.to_unit_id, transfer.to_unit_id), today)
                for transfer in inner
                if transfer.state == State.SENT and _is_to_be_entered(transfer, dossiers, units)
            ]
        )
        for state, closed in CLOSED.items():
            move_on([transfer for transfer in inner if transfer.state == state], closed)
    return inner


def _is_to_be_entered(transfer: Transfer, dossiers: Mapping, units: Mapping[int, int]) -> bool:
    serves = dossiers[transfer.dossier_id].now_unit_id
    return bool(transfer.new_position_id) or serves != units.get(transfer.to_unit_id, transfer.to_unit_id)


def _paper(transfer: Transfer, unit_id: int, today: date) -> PendingPaper:
    decision = transfer.decision
    return PendingPaper(
        unit_id=unit_id, kind=POSTINGS.slug, dossier_id=transfer.dossier_id, number=decision.number,
        signed_on=decision.signed_on, effective_on=transfer.effective_on, received_on=today,
        summary="Điều động đã gửi giữa hai đơn vị nay cùng một nơi quản lý hồ sơ",
    )  # fmt: skip
