from collections.abc import Collection
from datetime import date

from orgunits.models import StaffQuota, Unit
from orgunits.services.assign_quotas import Assigned, Wanted, assign_quotas
from orgunits.tree import Tree


def copy_quotas(
    *, account, reason: str, unit_ids: Collection[int], year: int, document: str, document_on: date
) -> Assigned:
    """Give these units for a year the numbers with which the year before ended, under one document.

    Units that have a number of the kind for any time of the year keep it, those that are no more on the first day of
    the year get none. Raises as `assign_quotas` does.
    """
    first, last = date(year, 1, 1), date(year - 1, 12, 31)
    told = set(StaffQuota.objects.filter(year=year, unit__in=unit_ids).values_list("unit_id", "kind"))
    units = Unit.objects.in_bulk(set(unit_ids) & set(Tree.on(first).nodes))
    rows = StaffQuota.objects.on(last).filter(unit__in=list(units))
    wanted = [
        Wanted(units[row.unit_id], row.kind, row.number, seen="") for row in rows if (row.unit_id, row.kind) not in told
    ]
    return assign_quotas(
        account=account, reason=reason, wanted=wanted, on=first, document=document, document_on=document_on
    )
