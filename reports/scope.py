"""Which units a report may speak of: the tree as it stood on the day, cut down to what the account may read.

The right is held through today's tree, in which units that are no more stand below those that took over from them; and
whoever reads a unit reads all that stood below it on the day. So a report of a day stays the same when units move, and
who merged three departments reads the reports of all three.
"""

from datetime import date
from functools import cached_property

from accounts.permissions import REPORT
from orgunits.tree import Node, Tree


class Scope:
    """The units of one day under which an account holds the right to reports; names and places are those of the day."""

    def __init__(self, account, day: date, tree: Tree | None = None):
        """tree: that of the day, where the caller has read it already."""
        self.account = account
        self.day = day
        self.tree = tree or Tree.on(day)

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """Ids of the units of the day that may be read."""
        if self.account.access.everywhere(REPORT):
            return frozenset(self.tree.nodes)
        held = self.account.access.units(REPORT)
        readable = set()
        for root in self.tree.roots:
            for node in root.walk():
                if node.id in held or node.parent_id in readable:
                    readable.add(node.id)
        return frozenset(readable)

    @cached_property
    def tops(self) -> list[Node]:
        """Where the account begins to read the tree of the day."""
        return self.tree.tops(set(self.unit_ids))

    @cached_property
    def communes(self) -> frozenset[int]:
        """Ids of the units of the day that are communes or stand below one."""
        found: set[int] = set()
        for root in self.tree.roots:
            found.update(node.id for node in root.walk() if node.is_commune or node.parent_id in found)
        return frozenset(found)

    def find(self, code: str) -> Node | None:
        """The unit of that code when it may be read and existed on the day."""
        return next((n for n in self.tree.nodes.values() if n.code == code and n.id in self.unit_ids), None)

    def children(self, node: Node) -> list[Node]:
        return [child for child in node.children if child.id in self.unit_ids]

    def below(self, node: Node) -> list[Node]:
        """The unit and all below it, parents first."""
        return [node, *(one for child in self.children(node) for one in self.below(child))]

    def ids_below(self, node: Node) -> list[int]:
        return [one.id for one in self.below(node)]

    def choices(self, selected: Node | None) -> list[tuple[str, str]]:
        """(code, indented name) of the units that have others below them, and of the selected one, for a drop-down."""
        found = []
        for top in self.tops:
            for node in self.below(top):
                if self.children(node) or node is selected or node is top:
                    found.append((node.code, "\u2003" * (node.depth - top.depth) + node.name))
        return found
