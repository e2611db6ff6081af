"""Numbers of staff from a workbook: compared first, then written all or none."""

from datetime import date

from django.db import transaction

from orgunits.quotas import ExceedsWhole, Excess
from orgunits.services.assign_quotas import Assigned, assign_quotas
from orgunits.services.place import lock_tree
from personnel.quotas.exchange import QuotaPlan, Sheet, plan_sheet


class QuotaPlanMoved(Exception):
    """What the rows would do is no longer what was confirmed, or some of them are wrong: `plan` is what is so now."""

    def __init__(self, plan: QuotaPlan):
        super().__init__("Biên chế vừa thay đổi.")
        self.plan = plan


def examine_quotas(*, account, reason: str, sheet: Sheet, on: date, **paper) -> tuple[QuotaPlan, list[Excess]]:
    """What the rows would do on the day `on`, and where units below would have more than the unit above; unwritten.

    paper: document and document_on, as `assign_quotas` takes them.
    """
    with transaction.atomic():
        lock_tree()
        plan = plan_sheet(sheet, account=account, on=on)
        try:
            assign_quotas(account=account, reason=reason, wanted=plan.wanted, on=on, **paper)
        except ExceedsWhole as refused:
            return plan, refused.excesses
        finally:
            transaction.set_rollback(True)
    return plan, []


def import_quotas(*, account, reason: str, sheet: Sheet, on: date, confirmed: str, **paper) -> Assigned:
    """Write the numbers of the rows: all of them or none, each with its history row.

    confirmed: the mark of the plan that the person saw. Raises QuotaPlanMoved when it is another by now or has errors,
    and as `assign_quotas` does.
    """
    with transaction.atomic():
        lock_tree()
        plan = plan_sheet(sheet, account=account, on=on)
        if plan.mark != confirmed or plan.wrong:
            raise QuotaPlanMoved(plan)
        return assign_quotas(account=account, reason=reason, wanted=plan.wanted, on=on, **paper)
