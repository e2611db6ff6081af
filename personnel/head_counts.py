"""How many people serve in each unit on a day, as far as an account may know (TCHQ-5.2c)."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import Coalesce

from accounts.permissions import VIEW
from orgunits.tree import Node, Tree
from personnel.models import Dossier, Posting
from personnel.querysets import secret_from
from personnel.subjects import subject_on
from qlcb import row_security


@dataclass(frozen=True)
class Heads:
    """People of a unit: of itself, and with all units below it. Whoever serves elsewhere while their dossier stays is
    counted where it is kept, once (HG-10.1): a secondment leaves nobody's biên chế."""

    own: int
    total: int


def head_counts(tree: Tree, account, day: date, today: date) -> dict[int, Heads]:
    """Unit id → its people on `day`, for the units of the tree on which the account holds VIEW; no others appear.

    Of today by the dossiers themselves, of another day by the postings of that day.
    """
    return head_counts_by_subject(tree, account, day, today, subjects=[()])[()]


def head_counts_by_subject(
    tree: Tree, account, day: date, today: date, *, subjects: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], dict[int, Heads]]:
    """The same apart for each of some sets of kinds of staff (`Dossier.subject`); an empty set stands for all. One
    query for all of them."""
    scope = None if account.access.everywhere(VIEW) else account.access.units(VIEW)
    with row_security.opened():  # who served there on another day may be elsewhere today
        rows = list(_of_today(account) if day == today else _of_day(account, day, scope))
    found = {}
    for wanted in subjects:
        own: Counter = Counter()
        for unit_id, subject, number in rows:
            if not wanted or subject in wanted:
                own[unit_id] += number
        counts: dict[int, Heads] = {}
        for root in tree.roots:
            _add_up(root, own, scope, counts)
        found[wanted] = counts
    return found


def people_there(account, day: date, unit_ids: Collection[int] | None, subjects: Collection[str]) -> int:
    """How many people of these kinds (all when empty) served on `day` in these units, or anywhere when None.

    Counted as `head_counts` does: also who is kept elsewhere today, not who is confidential to the account.
    """
    scope = None if account.access.everywhere(VIEW) else account.access.units(VIEW)
    if unit_ids is not None:
        scope = frozenset(unit_ids) if scope is None else scope.intersection(unit_ids)
    with row_security.opened():
        return sum(n for _, subject, n in _of_day(account, day, scope) if not subjects or subject in subjects)


def _of_today(account):
    rows = Dossier.objects.visible_to(account).serving().order_by().values("now_unit", "subject")
    return rows.annotate(n=Count("pk")).values_list("now_unit", "subject", "n")


def _of_day(account, day, scope):
    rows = Posting.objects.on(day).exclude(secret_from(account, "dossier__"))
    if scope is not None:
        rows = rows.kept_by(scope)
    rows = rows.annotate(keeper=Coalesce("kept_by", "unit"), kind_then=subject_on(day, "dossier"))
    grouped = rows.order_by().values("keeper", "kind_then").annotate(n=Count("pk"))
    return grouped.values_list("keeper", "kind_then", "n")


def _add_up(node: Node, own, scope, counts) -> int:
    """Fill `counts` for the node and all below; returns the people found below and in it."""
    total = own.get(node.id, 0) + sum([_add_up(child, own, scope, counts) for child in node.children])
    if scope is None or node.id in scope:
        counts[node.id] = Heads(own.get(node.id, 0), total)
    return total
