"""The leaders' board: one picture of the people of a unit and all below it on a day; every number leads to its list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from urllib.parse import urlencode

from django.urls import reverse

from orgunits.tree import Node
from qlcb.formats import number_vi, share_vi
from reports import measures as m
from reports.counting import Counting, Numbers
from reports.definitions.base import AsOfForm

TIERS = (*m.TIERS, m.NO_TIER)
DEGREES = (*m.DEGREES[:4], m.BELOW_COLLEGE, m.NO_DEGREE)
COUNTED = (
    m.TOTAL, m.WOMEN, m.PARTY, m.POSTGRADUATE, m.RETIRING, *TIERS, *DEGREES,
    *chain.from_iterable((men, women) for _, men, women in m.AGE_BANDS),
)  # fmt: skip
SHARES = (m.WOMEN, m.PARTY, m.POSTGRADUATE)
BARS_IN_ONE_COLUMN = 16


@dataclass(frozen=True)
class Bar:
    """A bar, slice or line of the table behind it. url: the list; further: the board of that unit, if there is one."""

    label: str
    value: int
    url: str
    further: str = ""


@dataclass(frozen=True)
class Pair:
    """A step of the age pyramid."""

    label: str
    male: int
    female: int
    male_url: str
    female_url: str


@dataclass(frozen=True)
class Stat:
    label: str
    value: str
    note: str
    url: str


@dataclass
class Picture:
    """What the board shows."""

    total: int
    stats: list[Stat]
    units: list[Bar]
    tiers: list[Bar]
    degrees: list[Bar]
    ages: list[Pair]
    path: list[tuple[str, str]] = field(default_factory=list)

    @property
    def unit_charts(self) -> list[list[dict]]:
        """The bars of the units, the largest first, in one or two columns; a bar leads down to the unit's own board."""
        bars = sorted(self.units, key=lambda bar: -bar.value)
        rows = [{"label": bar.label, "value": bar.value, "url": bar.further or bar.url} for bar in bars]
        half = (len(rows) + 1) // 2 if self.is_tall else len(rows)
        return [rows[:half], rows[half:]] if self.is_tall else [rows]

    @property
    def is_tall(self) -> bool:
        """Whether the units need two columns, so that the other pictures stand beside them."""
        return len(self.units) > BARS_IN_ONE_COLUMN

    @property
    def largest_unit(self) -> int:
        return max((bar.value for bar in self.units), default=0)


class Board(Counting):
    """The board counts everybody who serves, whatever kind of staff."""

    slug = "toan-canh"
    name = "Toàn cảnh nhân sự"
    parameters = AsOfForm

    def picture(self, params: AsOfForm) -> Picture:
        """All numbers of the board from one query. params: a valid form."""
        numbers = self.numbers(params, COUNTED)
        values = dict(zip(COUNTED, numbers.sum(params.roots), strict=True))

        def bars(measures: Sequence[m.Measure]) -> list[Bar]:
            shown = [one for one in measures if values[one] or one not in (m.NO_TIER, m.NO_DEGREE)]
            return [Bar(one.label, values[one], self._list(params, one, values[one])) for one in shown]

        return Picture(
            total=values[m.TOTAL],
            stats=self._stats(values, partial(self.list_url, params)),
            units=self._units(params, numbers),
            tiers=bars(TIERS),
            degrees=bars(DEGREES),
            ages=[
                Pair(label, values[men], values[women], *(self._list(params, one, values[one]) for one in (men, women)))
                for label, men, women in reversed(m.AGE_BANDS)
            ],
            path=self._path(params),
        )

    def _list(self, params: AsOfForm, measure: m.Measure, value: int) -> str:
        return self.list_url(params, measure) if value else ""

    def whole(self, params: AsOfForm) -> list[Stat]:
        """The totals of all units of the day, of which no number leads to people (HP-6.2)."""
        measures = (m.TOTAL, *SHARES, m.RETIRING)
        own = self.people(params, list(params.scope.tree.nodes)).counts(measures).values()
        sums = [sum(column) for column in zip([0] * len(measures), *own, strict=True)]
        return self._stats(dict(zip(measures, sums, strict=True)), lambda measure: "")

    def _stats(self, values: dict[m.Measure, int], url_of: Callable[[m.Measure], str]) -> list[Stat]:
        total, retiring = values[m.TOTAL], values[m.RETIRING]
        shares = [
            Stat(one.label, share_vi(values[one], total), f"{number_vi(values[one])} người", url_of(one))
            for one in SHARES
        ]
        return [
            Stat(m.TOTAL.label, number_vi(total), "người", url_of(m.TOTAL)),
            *shares,
            Stat(m.RETIRING.label, number_vi(retiring), share_vi(retiring, total), url_of(m.RETIRING)),
        ]

    def _units(self, params: AsOfForm, numbers: Numbers) -> list[Bar]:
        """The units right below, and those posted to the unit itself; several roots stand for themselves."""
        if len(params.roots) != 1:
            return [self._unit(params, numbers, node) for node in params.roots]
        root = params.roots[0]
        found = [self._unit(params, numbers, node) for node in params.scope.children(root)]
        own = numbers.own(root)[0]
        if own and found:
            label = f"Trực tiếp thuộc {root.short_name or root.name}"
            found.insert(0, Bar(label, own, self.list_url(params, m.TOTAL, root, own=True)))
        return found

    def _unit(self, params: AsOfForm, numbers: Numbers, node: Node) -> Bar:
        value = numbers.total(node)[0]
        url = self.list_url(params, m.TOTAL, node) if value else ""
        further = self.url(params, node) if params.scope.children(node) else ""
        return Bar(node.short_name or node.name, value, url, further)

    def _path(self, params: AsOfForm) -> list[tuple[str, str]]:
        """(name, address) of the boards above this one."""
        if len(params.roots) != 1:
            return []
        above = params.scope.tree.path(params.roots[0].id)[:-1]
        return [(node.name, self.url(params, node)) for node in above if node.id in params.scope.unit_ids]

    def url(self, params: AsOfForm, node: Node) -> str:
        return f"{reverse('reports:board')}?{urlencode(params.query(**{'don-vi': node.code}))}"


BOARD = Board()
