"""The tree as it stood on a day, held in memory for one page or report: 1,500 units are one query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from orgunits.models import UnitVersion
from orgunits.querysets import ids_above

ORDER = ("unit__order", "unit__code")
COLUMNS = (
    "unit_id", "unit__code", "name", "short_name", "kind__name", "kind__level", "kind__is_department",
    "parent_id", "kind_id", "unit__order", "kind__is_commune",
)  # fmt: skip


@dataclass
class Node:
    """One unit as of the day: today's identity, that day's name and place."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    level: int
    is_department: bool
    parent_id: int | None
    kind_id: int
    order: int
    is_commune: bool = False
    children: list["Node"] = field(default_factory=list)
    depth: int = 0

    def walk(self) -> Iterator["Node"]:
        """The node and all below it, parents first, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """All units that existed on one day."""

    def __init__(self, nodes: dict[int, Node]):
        self.nodes = nodes
        self.roots = []
        for node in nodes.values():
            parent = nodes.get(node.parent_id)
            (parent.children if parent else self.roots).append(node)
        for root in self.roots:
            self._deepen(root, 0)

    def _deepen(self, node: Node, depth: int) -> None:
        node.depth = depth
        for child in node.children:
            self._deepen(child, depth + 1)

    @classmethod
    def on(cls, day: date) -> "Tree":
        """The tree as true on `day`, in one query."""
        return cls({row[0]: Node(*row) for row in UnitVersion.objects.on(day).order_by(*ORDER).values_list(*COLUMNS)})

    @classmethod
    def on_days(cls, days: Iterable[date]) -> "dict[date, Tree]":
        """The trees of some days, in one query; days between which nothing changed share one."""
        wanted = sorted(set(days))
        rows = UnitVersion.objects.filter(valid_from__lte=wanted[-1]).exclude(valid_to__lt=wanted[0]).order_by(*ORDER)
        versions = list(rows.values_list("valid_from", "valid_to", *COLUMNS))
        made: dict[tuple[int, ...], Tree] = {}
        found = {}
        for day in wanted:
            true = [place for place, (begins, ends, *_) in enumerate(versions) if begins <= day <= (ends or date.max)]
            if tuple(true) not in made:
                made[tuple(true)] = cls({versions[place][2]: Node(*versions[place][2:]) for place in true})
            found[day] = made[tuple(true)]
        return found

    def path(self, unit_id: int) -> list[Node]:
        """From the root down to the unit; empty when the unit did not exist that day."""
        found, node = [], self.nodes.get(unit_id)
        while node:
            found.append(node)
            node = self.nodes.get(node.parent_id)
        return found[::-1]

    def path_to_keeper(self, unit_id: int | None) -> list[Node]:
        """The same in the tree of today; for a unit that is no more, down to the one that took over from it."""
        if unit_id is None or unit_id in self.nodes:
            return self.path(unit_id)
        return [self.nodes[pk] for pk in reversed(ids_above(unit_id)) if pk in self.nodes]

    def tops(self, unit_ids: set[int]) -> list[Node]:
        """The highest nodes among `unit_ids`: where a person with these units begins to read the tree."""
        return [
            node
            for root in self.roots
            for node in root.walk()
            if node.id in unit_ids and node.parent_id not in unit_ids
        ]
