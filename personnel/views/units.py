"""The tree of units as of a day, and the page of one unit: structure for all, people for who may see them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Account, Custody
from accounts.permissions import UNITS, VIEW
from orgunits.models import Unit, UnitSuccession
from orgunits.tree import Node, Tree
from personnel.head_counts import Heads, head_counts
from personnel.models import Appointment, Dossier
from personnel.quotas.rights import may_read
from personnel.quotas.table import QuotaTable
from qlcb.dates import parse_date
from qlcb.trail import Strand, trail
from qlcb.vietnamese import matches_words

MOST_FORMER = 20


@dataclass
class Row:
    """One line of the printed tree: where its list of children opens, and how many lists close after it."""

    node: Node
    heads: Heads | None
    has_children: bool
    is_open: bool
    is_found: bool
    closes: range = range(0)

    @property
    def toggle_label(self) -> str:
        return f"Đơn vị thuộc {self.node.name}"


@require_safe
def unit_tree(request):
    today = timezone.localdate()
    day, error = _day(request.GET.get("ngay", ""), today)
    text = request.GET.get("tim", "").strip()
    tree = Tree.on(day)
    counts = head_counts(tree, request.user, day, today)
    rows = tree_rows(tree, counts, text=text, home_id=request.user.unit_id)
    context = {
        "rows": rows,
        "former": former_units(text, day) if text else [],
        "day": day,
        "day_error": error,
        "is_today": day == today,
        "text": text,
        "found": sum(row.is_found for row in rows),
        "units": len(tree.nodes),
        "people": sum(counts[node.id].total for node in tree.tops(counts.keys())),
        "knows_people": bool(counts),
        "home": request.user.unit,
    }
    return render(request, "orgunits/tree.html", context)


def former_units(text: str, day: date) -> list[tuple[Unit, list[Unit]]]:
    """Units of this name or code that are no more by the day, each with those that took over, down to who has it now.

    Two queries: one for the units, one for who took over from whom.
    """
    found = Unit.objects.filter(dissolved_on__lt=day).named_like(text) | Unit.objects.filter(
        dissolved_on__lt=day, code__iexact=text
    )
    found = list(found.order_by("-dissolved_on", "order", "code")[:MOST_FORMER])
    heirs = heirs_of_all(day) if found else {}
    return [(unit, now_of(unit.pk, heirs)) for unit in found]


def heirs_of_all(day: date) -> dict[int, list[Unit]]:
    """Unit id → the units that took over from it by the day, the main one first."""
    heirs: dict[int, list[Unit]] = {}
    lines = UnitSuccession.objects.filter(on__lte=day, predecessor__dissolved_on__lt=day)
    for line in lines.select_related("successor").order_by("-is_main", "pk"):
        heirs.setdefault(line.predecessor_id, []).append(line.successor)
    return heirs


def now_of(unit_id: int, heirs: dict[int, list[Unit]]) -> list[Unit]:
    """The units that have today what the unit had: those that took over from it, or in their turn from these."""
    found: dict[int, Unit] = {}
    for heir in heirs.get(unit_id, ()):
        for unit in now_of(heir.pk, heirs) if heir.pk in heirs else [heir]:
            found.setdefault(unit.pk, unit)
    return list(found.values())


def _day(text: str, today: date) -> tuple[date, str]:
    """The chosen day, today when none is chosen; with the error when it is none."""
    if not text.strip():
        return today, ""
    try:
        return parse_date(text), ""
    except ValueError as error:
        return today, str(error)


def tree_rows(tree: Tree, counts: dict[int, Heads], *, text: str = "", home_id: int | None = None) -> list[Row]:
    """The tree as lines in printed order; with `text` only units so named and the way down to them.

    home_id: the unit whose place in the tree is opened from the start.
    """
    found = {node.id for node in tree.nodes.values() if text and matches_words(f"{node.name} {node.code}", text)}
    way = {node.id for unit_id in (found if text else {home_id}) for node in tree.path(unit_id)}
    rows: list[Row] = []
    for root in tree.roots:
        if not text or root.id in way:
            _print(root, rows, counts, way, found, bool(text))
    return rows


def _print(node, rows, counts, way, found, searching) -> None:
    children = [child for child in node.children if child.id in way] if searching else node.children
    is_open = searching or node.depth == 0 or node.id in way
    rows.append(Row(node, counts.get(node.id), bool(children), is_open, node.id in found))
    for child in children:
        _print(child, rows, counts, way, found, searching)
    if children:
        rows[-1].closes = range(len(rows[-1].closes) + 1)


@require_safe
def unit_page(request, code):
    """One unit: its names in time, what stands below it, its leaders, accounts and history."""
    account, today = request.user, timezone.localdate()
    unit = get_unit(code)
    day = min(today, unit.dissolved_on or today)  # of a unit that is no more, the last day
    tree = Tree.on(day)
    counts = head_counts(tree, account, day, today)
    node = tree.nodes.get(unit.pk)
    versions = list(unit.versions.select_related("kind", "parent").order_by("-valid_from"))
    access = account.access
    manages, is_over = access.manages(unit.pk), day < today
    context = {
        "unit": unit,
        "crumbs": unit_crumbs(tree.path(unit.pk)[:-1]),
        "heads": counts.get(unit.pk),
        "children": [(child, counts.get(child.id)) for child in (node.children if node else ())],
        "versions": versions,
        "planned": [version for version in versions if version.valid_from > today][::-1],
        "withdrawable": versions[0].pk if len(versions) > 1 and versions[0].valid_from > today else None,
        "leaders": _leaders(account, unit, today) if access.may(VIEW, unit.pk) and not is_over else None,
        "accounts": _accounts(unit, today) if manages else None,
        "quotas": _quotas(account, tree, node, today),
        "may_change": access.may(UNITS, unit.pk) and not is_over,
        "is_over": is_over,
        "successions": unit.successions.select_related("successor"),
        "now": now_of(unit.pk, heirs_of_all(today)) if is_over else [],
        "inheritances": unit.inheritances.select_related("predecessor").order_by("-on", "predecessor__order"),
        "entries": _history(unit) if manages or access.may(UNITS, unit.pk) else None,
        "today": today,
    }
    return render(request, "orgunits/unit.html", context)


def _quotas(account, tree, node, today):
    """What was assigned to the unit against who is there, by kind, for who may read it; kinds of nobody left out."""
    if node is None or not may_read(account, node.id):
        return None
    return [cell for cell in QuotaTable(account, today, today, tree=tree).cells(node) if not cell.is_blank]


def get_unit(code: str) -> Unit:
    """The unit by its code; units are no secret, so one that is not found does not exist."""
    unit = Unit.objects.select_related("kind", "parent").filter(code=code).first()
    if unit is None:
        raise Http404
    return unit


def unit_crumbs(path: list[Node]) -> list[dict]:
    """The way down to a unit: links to the tree and to each unit above it."""
    crumbs = [{"label": "Đơn vị", "url": "/don-vi/"}]
    return crumbs + [{"label": node.short_name or node.name, "url": f"/don-vi/{node.code}/"} for node in path]


def _leaders(account, unit, today):
    """People who lead the unit: its own with a leading position, and those appointed to lead it from elsewhere."""
    appointed = Appointment.objects.on(today).filter(unit=unit, position__is_leading=True)
    people = Dossier.objects.visible_to(account).serving()
    served_in = Q(now_unit=unit, now_employer=None) | Q(now_employer=unit)
    people = people.filter(Q(now_leading=True) & served_in | Q(pk__in=appointed.values("dossier")))
    return people.for_list().order_by("now_position__order", "sort_key", "pk")


def _accounts(unit, today):
    held_by = Prefetch("custodies", Custody.objects.on(today), to_attr="held_by")
    return Account.objects.filter(unit=unit).with_state(today).prefetch_related(held_by)


def _history(unit):
    versions = unit.versions.model.history.filter(unit=unit)
    return trail(
        Strand(unit.history.all(), "Đơn vị", hidden=("order",)),
        Strand(versions, "Tên và vị trí", ("name",), ("unit",)),
    )
