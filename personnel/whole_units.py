"""Units whose dossiers an account of another unit, or of the unit below a department itself, keeps under a grant.

Beside dossiers delegated one by one (`Delegation`), a right to write may be granted on a whole unit: to the unit below,
or to one elsewhere. What a department holds on itself and below, and what stands above it holds, is its own office and
no delegation (HG-15.1, TCHQ-6.1d5).
"""

from dataclasses import dataclass
from datetime import date

from accounts.models import Grant
from accounts.permissions import RIGHTS, VIEW
from orgunits.tree import Node, Tree


@dataclass(frozen=True)
class WholeUnit:
    """One grant of this kind; below: ids of the unit and of all under it."""

    grant: Grant
    below: frozenset[int]


def whole_units(account, tree: Tree, today: date) -> list[WholeUnit]:
    """Those in force today on units that the account answers for, or that it holds itself; two queries.

    tree: that of today.
    """
    rows = Grant.objects.in_force(today).filter(account__withdrawn_on=None, account__unit__isnull=False)
    found = rows.select_related("account__unit", "unit__parent", "template").order_by("account__username", "pk")
    seen = None if account.access.everywhere(VIEW) else account.access.units(VIEW)
    return [
        WholeUnit(one, frozenset(node.id for node in tree.nodes[one.unit_id].walk()))
        for one in found
        if (seen is None or one.unit_id in seen or one.account_id == account.pk) and _is_one(one, tree)
    ]


def _is_one(grant: Grant, tree: Tree) -> bool:
    unit, holder = tree.nodes.get(grant.unit_id), tree.nodes.get(grant.account.unit_id)
    if unit is None or holder is None or not any(RIGHTS[code].groups for code in grant.codes if code in RIGHTS):
        return False
    if unit is holder:
        return not unit.is_department and any(node.is_department for node in tree.path(unit.id))
    return unit.id not in _above(holder, tree) and holder.id not in _above(unit, tree)


def _above(node: Node, tree: Tree) -> set[int]:
    return {one.id for one in tree.path(node.id)}


def of_address(asked: str, account, today: date) -> list[WholeUnit]:
    """Those that "username @code" names, the words by which lists are narrowed."""
    username, _, code = asked.partition(" @")
    found = whole_units(account, Tree.on(today), today)
    return [one for one in found if (one.grant.account.username, one.grant.unit.code) == (username, code)]
