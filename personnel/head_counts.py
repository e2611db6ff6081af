"""How many people serve in each unit on a day, as far as an account may know (TCHQ-5.2c)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.permissions import VIEW
from orgunits.tree import Node, Tree
from personnel.models import Dossier, Posting
from personnel.querysets import secret_from
from qlcb import row_security


@dataclass(frozen=True)
class Heads:
    """People of a unit: posted to it directly, and with all units below it."""

    own: int
    total: int


def head_counts(tree: Tree, account, day: date, today: date) -> dict[int, Heads]:
    """Unit id → its people on `day`, for the units of the tree on which the account holds VIEW; no others appear.

    Of today by the dossiers themselves, of another day by the postings of that day.
    """
    scope = None if account.access.everywhere(VIEW) else account.access.units(VIEW)
    with row_security.opened():  # who served there on another day may be elsewhere today
        own = dict(_of_today(account) if day == today else _of_day(account, day, scope))
    counts: dict[int, Heads] = {}
    for root in tree.roots:
        _add_up(root, own, scope, counts)
    return counts


def _of_today(account):
    rows = Dossier.objects.visible_to(account).serving().order_by().values("now_unit")
    return rows.annotate(n=Count("pk")).values_list("now_unit", "n")


def _of_day(account, day, scope):
    rows = Posting.objects.on(day).exclude(secret_from(account, "dossier__"))
    if scope is not None:
        rows = rows.filter(unit_id__in=scope)
    return rows.order_by().values("unit").annotate(n=Count("pk")).values_list("unit", "n")


def _add_up(node: Node, own, scope, counts) -> int:
    """Fill `counts` for the node and all below; returns the people found below and in it."""
    total = own.get(node.id, 0) + sum([_add_up(child, own, scope, counts) for child in node.children])
    if scope is None or node.id in scope:
        counts[node.id] = Heads(own.get(node.id, 0), total)
    return total
