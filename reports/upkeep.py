"""How the units of the leaders' board keep their dossiers: entered in time and complete, as the boards of both say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from accounts.permissions import VIEW
from orgunits.tree import Node, Tree
from personnel.deadlines.board import Line
from personnel.deadlines.entries import Entries, Narrow
from personnel.deadlines.entries import Figures as Entered
from personnel.forms.deadlines import USUAL_DAYS
from personnel.models import Dossier
from personnel.quality.overview import LOW, Overview, UnitLine
from personnel.quality.overview import Figures as Kept
from qlcb.formats import date_vi
from reports.definitions.base import AsOfForm

SHOWN_ON_THE_BOARD = 10


@dataclass(frozen=True)
class UpkeepLine:
    """A unit. entered: its line of the board of deadlines; kept: its line of the board of quality; unit_ids: of the
    units that it stands for; list_query: which lists ask for just these units, None where none does."""

    name: str
    entered: Line
    kept: UnitLine
    low_url: str
    wrong_url: str
    unit_ids: frozenset[int]
    list_query: dict[str, str] | None

    def papers_url(self, state: str) -> str:
        """The papers that wait for the unit, in one state or ("") in any; nothing for a line that has no lists."""
        if self.list_query is None:
            return ""
        asked = self.list_query | ({"trang-thai": state} if state else {})
        return f"{reverse('personnel:pending_papers')}?{urlencode(asked)}"

    @property
    def late_url(self) -> str:
        return self.entered.list_url("tre") if self.entered.figures.late else ""

    @property
    def rank(self) -> tuple:
        """The least punctual and the least complete first."""
        return self.entered.percent, self.kept.figures.percent


class Upkeep:
    """Entries of the days up to the one asked for, by the unit that entered; dossiers as they are today, by the unit
    that keeps them. Units are those of today. first: the day from which entries count, the usual time without it."""

    def __init__(self, params: AsOfForm, today: date, first: date | None = None):
        self.params, self.account, self.today = params, params.account, today
        self.last = min(params.day_asked, today)
        self.first = first or self.last - timedelta(days=USUAL_DAYS - 1)
        self.tree = params.scope.tree if params.day_asked == today else Tree.on(today)
        access = self.account.access
        self.scope = frozenset(self.tree.nodes) if access.everywhere(VIEW) else access.units(VIEW)

    @cached_property
    def tops(self) -> list[Node]:
        """The unit asked for while there is one today; else where the account begins to read."""
        if self.params.root is None:
            return self.tree.tops(set(self.scope))
        node = self.tree.nodes.get(self.params.root.id)
        return [node] if node and node.id in self.scope else []

    @cached_property
    def lines(self) -> list[UpkeepLine]:
        """The units below, and the unit itself, whose accounts and dossiers are nobody else's."""
        nodes = self.tops
        below = self._children(nodes[0]) if len(nodes) == 1 else []
        lines = [self._line(node.short_name or node.name, node.code, _ids(node), node) for node in below or nodes]
        if below:
            label = f"Chính {nodes[0].short_name or nodes[0].name}"
            lines.append(self._line(label, nodes[0].code, frozenset({nodes[0].id}), None, own=True))
        shown = [line for line in lines if line.entered.figures.counted or line.kept.figures.dossiers]
        return sorted(shown, key=lambda line: line.rank)

    @cached_property
    def total(self) -> UpkeepLine | None:
        """All of them together, with those of the unit itself."""
        if len(self.tops) != 1:
            return None
        return self._line("Tổng số", self.tops[0].code, _ids(self.tops[0]), None)

    @cached_property
    def _entered(self) -> dict[int | None, Entered]:
        """Unit → what its accounts entered."""
        entries = Entries(self.account, first=self.first, last=self.last, tree=self.tree)
        wanted = frozenset(unit_id for node in self.tops for unit_id in _ids(node))
        sums: dict[int | None, Entered] = {}
        for group in entries.groups(Narrow(unit_ids=wanted)):
            sums[group.unit_id] = sums.get(group.unit_id, Entered()) + group.figures
        return sums

    @cached_property
    def _kept(self) -> dict[int, Kept]:
        """Unit → the dossiers that it keeps."""
        people = Dossier.objects.answered_for_by(self.account, VIEW).serving()
        return Overview(people, self.tree, self.scope, None).own

    def _line(self, name: str, code: str, unit_ids: frozenset[int], node: Node | None, *, own=False) -> UpkeepLine:
        """code: of the unit of its lists; node: the unit, where its own page is to be led to; own: without those below,
        whose dossiers no list leaves out."""
        entered = sum((self._entered.get(pk, Entered()) for pk in unit_ids), Entered())
        kept = sum((self._kept.get(pk, Kept()) for pk in unit_ids), Kept())
        unit = {"don-vi": code}
        period = unit | {"tu-ngay": date_vi(self.first), "den-ngay": date_vi(self.last)}
        period |= {"truc-tiep": "1"} if own else {}
        further = f"{reverse('reports:upkeep')}?{self._query(code)}" if node and self._children(node) else ""
        return UpkeepLine(
            name,
            Line(name, further, entered, period),
            UnitLine(name, "" if own else _list_url(unit), kept),
            _list_url({"day-du": "duoi-80"} | unit) if kept.low and not own else "",
            _list_url({"mau-thuan": "error"} | unit) if kept.wrong and not own else "",
            unit_ids,
            None if own else unit,
        )

    def _query(self, code: str) -> str:
        return urlencode(self.params.query(**{"don-vi": code}))

    def _children(self, node: Node) -> Iterable[Node]:
        return [child for child in node.children if child.id in self.scope]

    @property
    def first_lines(self) -> list[UpkeepLine]:
        """Those who need it most, for the part on the board."""
        return self.lines[:SHOWN_ON_THE_BOARD]

    @property
    def low(self) -> int:
        """Percent below which a dossier is to be filled up."""
        return LOW

    @property
    def here(self) -> str:
        """The address of this page."""
        return f"{reverse('reports:upkeep')}?{urlencode(self.params.query())}"


def _ids(node: Node) -> frozenset[int]:
    return frozenset(one.id for one in node.walk())


def _list_url(conditions: dict[str, str]) -> str:
    return f"{reverse('personnel:list')}?{urlencode(conditions)}"
