from collections.abc import Sequence

from personnel.removal_plan import GoneRow, RemovalPlan
from personnel.row_plan import MAY_NOT_DECIDE, hold
from personnel.sections import Section
from personnel.services.add_rows import RowsRefused
from personnel.services.leave_order import Shift, follow_leavings
from personnel.transfers.guard import require_at_rest
from qlcb.history import Act, delete_many, update_many, writing


def take_out_rows(*, account, reason: str, section: Section, rows: Sequence[GoneRow]) -> None:
    """Take the records out of the dossiers of many people, because a decision says so; all of them or none.

    The records that they had ended take over their time, as when one is removed; history keeps what was there. Part of
    a larger act: who calls it brings the dossiers up to date (`add_rows.settle_many`). Raises RowsRefused.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        stored = hold([row.dossier.pk for row in rows])
        for row in rows:
            row.dossier = stored[row.dossier.pk]
        plan = RemovalPlan(section, rows, account=account)
        plan.compare()
        for row in rows:
            if not plan.gate.may_decide(row.dossier):
                row.errors.append(("", MAY_NOT_DECIDE))
        if plan.refused:
            raise RowsRefused(plan.refused)
        if section.moves_people:
            require_at_rest([row.dossier.pk for row in rows])
        if section.ends_service:
            follow_leavings([Shift(row.record, None) for row in rows])
        delete_many([row.record for row in rows])
        update_many(plan.restored, ["valid_to"])
