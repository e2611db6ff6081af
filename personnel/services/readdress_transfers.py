from collections.abc import Mapping

from personnel.models import Transfer
from personnel.transfers.locks import hold_dossiers
from qlcb.history import Act, update_many, writing


def readdress_transfers(*, account, reason: str, units: Mapping[int, int]) -> list[Transfer]:
    """Let the open transfers and requests from and to units that are no more go from and to those that take over.

    units: id of a unit → id of the one that takes over. For reorganisations, which ask for their own right; transfers
    that would begin and end in one unit are left as they are (`end_inner_transfers` ends those). Returns those changed.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        touched = Transfer.objects.filter(state__in=Transfer.OPEN)
        touched = touched.filter(from_unit_id__in=units) | touched.filter(to_unit_id__in=units)
        hold_dossiers(touched.values_list("dossier_id", flat=True))
        changed = []
        for transfer in touched.select_for_update(of=["self"]).order_by("pk"):
            ends = [units.get(unit_id, unit_id) for unit_id in (transfer.from_unit_id, transfer.to_unit_id)]
            if ends[0] != ends[1]:
                transfer.from_unit_id, transfer.to_unit_id = ends
                changed.append(transfer)
        update_many(changed, ["from_unit", "to_unit"])
    return changed
