"""The table of a day: assigned, there, missing or over, by unit and kind of staff, each number with its list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from accounts.permissions import QUOTAS, VIEW
from orgunits.models import QuotaKind
from orgunits.quotas import Quotas
from orgunits.tree import Node, Tree
from personnel.head_counts import head_counts_by_subject
from personnel.quotas import SUBJECTS
from qlcb.formats import date_vi, number_vi

OVER, UNDER, FULL, NOT_ASSIGNED = "vuot", "thieu", "du", "chua-giao"
TONES = {OVER: "bad", UNDER: "", FULL: "ok", NOT_ASSIGNED: "warn"}


@dataclass(frozen=True)
class Cell:
    """One unit and kind. given: its own number; whole: that, or what was assigned below it; left: what of its own is
    not split below, None where nothing was split; heads: people there, None where the account may not know."""

    kind: str
    given: int | None
    whole: int | None
    left: int | None
    heads: int | None
    url: str

    @property
    def label(self) -> str:
        return QuotaKind(self.kind).label

    @property
    def is_blank(self) -> bool:
        """Whether there is neither a number nor anybody."""
        return self.whole is None and not self.heads

    @property
    def is_summed(self) -> bool:
        """Whether the number is only what was assigned to the units below."""
        return self.given is None and self.whole is not None

    @property
    def state(self) -> str:
        """How the people there stand to the number; empty where there is nothing to compare."""
        if self.heads is None or self.is_blank:
            return ""
        if self.whole is None:
            return NOT_ASSIGNED
        return OVER if self.heads > self.whole else UNDER if self.heads < self.whole else FULL

    @property
    def words(self) -> str:
        gap = number_vi(abs((self.whole or 0) - (self.heads or 0)))
        return {OVER: f"vượt {gap}", UNDER: f"thiếu {gap}", FULL: "đủ", NOT_ASSIGNED: "chưa giao"}.get(self.state, "")

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")


@dataclass(frozen=True)
class Line:
    """One unit. level: how deep it stands below the first; further: the table that begins at it."""

    node: Node
    level: int
    cells: list[Cell]
    further: str

    def has(self, state: str) -> bool:
        return any(cell.state == state for cell in self.cells)


class QuotaTable:
    """The numbers of the units that an account may read, on a day; three queries, however many units.

    Readable is a unit on which the account sees dossiers or splits numbers below; where it only does the latter the
    people there are not told.
    """

    def __init__(self, account, day: date, today: date, *, tree: Tree | None = None):
        """tree: that of the day, where the caller has read it already."""
        self.account, self.day, self.today = account, day, today
        self.tree, self.quotas = tree or Tree.on(day), Quotas.on(day)
        heads = head_counts_by_subject(self.tree, account, day, today, subjects=SUBJECTS.values())
        self.heads = {kind: heads[subjects] for kind, subjects in SUBJECTS.items()}

    @cached_property
    def scope(self) -> frozenset[int]:
        access = self.account.access
        if access.everywhere(VIEW) or access.everywhere(QUOTAS):
            return frozenset(self.tree.nodes)
        return frozenset(self.tree.nodes) & (access.units(VIEW) | access.units(QUOTAS))

    @cached_property
    def tops(self) -> list[Node]:
        return self.tree.tops(set(self.scope))

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds that anybody is of or any number is for, within the scope; the first when there is nothing."""
        found = [
            kind
            for kind in QuotaKind.values
            if any(self.quotas.given(unit_id, kind) is not None for unit_id in self.scope)
            or any(heads.own for heads in self.heads[kind].values())
        ]
        return found or QuotaKind.values[:1]

    def node(self, code: str) -> Node | None:
        """The unit of that code when it is there on the day and may be read."""
        return next((node for node in self.tree.nodes.values() if node.code == code and node.id in self.scope), None)

    def children(self, node: Node) -> list[Node]:
        return [child for child in node.children if child.id in self.scope]

    def cells(self, node: Node) -> list[Cell]:
        return [self._cell(node, kind) for kind in self.kinds]

    def _cell(self, node: Node, kind: str) -> Cell:
        heads, split = self.heads[kind].get(node.id), self.quotas.split(node, kind)
        left = self.quotas.left(node, kind) if split is not None else None
        number = heads.total if heads else None
        url = self.list_url(node, kind) if number else ""
        return Cell(kind, self.quotas.given(node.id, kind), self.quotas.whole(node, kind), left, number, url)

    def list_url(self, node: Node, kind: str) -> str:
        """The list of exactly those whom the number of people counts."""
        asked = {"don-vi": node.code, "bien-che": kind}
        then = {} if self.day == self.today else {"tai-ngay": date_vi(self.day)}
        return f"{reverse('personnel:list')}?{urlencode(asked | then)}"

    def url(self, node: Node, **more: str) -> str:
        then = {} if self.day == self.today else {"ngay": date_vi(self.day)}
        return f"{reverse('personnel:staff_quotas')}?{urlencode({'don-vi': node.code} | then | more)}"

    def lines(self, roots: list[Node], *, deep: bool) -> list[Line]:
        """The units with the level below each, or with everything below."""
        return [line for root in roots for line in self._below(root, 0, deep)]

    def _below(self, node: Node, level: int, deep: bool) -> Iterator[Line]:
        children = self.children(node)
        yield Line(node, level, self.cells(node), self.url(node) if children and level else "")
        if level == 0 or deep:
            for child in children:
                yield from self._below(child, level + 1, deep)

    def standing_out(self, roots: list[Node], state: str) -> list[Line]:
        """The units of whatever level at which some kind is in that state, in printed order."""
        nodes = (node for root in roots for node in root.walk() if node.id in self.scope)
        lines = (Line(node, 0, self.cells(node), "") for node in nodes)
        return [line for line in lines if line.has(state)]
