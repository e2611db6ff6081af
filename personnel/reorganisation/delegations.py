"""Delegations by name that lose their ground: a department gave them on a dossier that goes to another one."""

from collections.abc import Iterator
from datetime import date

from personnel.models import Delegation
from personnel.reorganisation.plan import Plan


def delegations_left(plan: Plan, today: date) -> Iterator[int]:
    """Ids of those that hold or are still to begin, given by an administrator of the department that keeps the dossier
    now and does not any more under the plan, as a transfer ends them (TCHQ-5.2c, 6.1d5). One query."""
    rows = Delegation.objects.filter(revoked_on=None, valid_to__gte=today, given_by__unit__in=list(plan.before.nodes))
    rows = rows.filter(dossier__now_unit__in=list(plan.before.nodes))
    told = rows.order_by("pk").values_list("pk", "dossier_id", "dossier__now_unit_id", "given_by__unit_id")
    for pk, dossier_id, unit_id, giver in told:
        if plan.department_before(unit_id) is plan.department_before(giver):
            own = plan.people.get(dossier_id)
            goes = own.to if own else plan.people_go_to(unit_id)
            if plan.department(goes) is not plan.department(plan.people_go_to(giver)):
                yield pk
