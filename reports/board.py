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
from reports.board_changes import WAYS, Change, Changes
from reports.board_units import COUNTED as OF_UNITS
from reports.board_units import TONES, Staffing, UnitLine, Units
from reports.counting import Counting
from reports.definitions.base import AsOfForm

TIERS = (*m.TIERS, m.NO_TIER)
DEGREES = (*m.DEGREES[:4], m.BELOW_COLLEGE, m.NO_DEGREE)
MEMBERS = (m.MEN, m.WOMEN, m.PARTY, m.NOT_PARTY)
RETIRING = (m.PAST_RETIREMENT, *m.RETIRING_IN, m.RETIRING_LATER)
COUNTED = tuple(
    dict.fromkeys(
        (
            *OF_UNITS, *MEMBERS, m.POSTGRADUATE, m.RETIRING, *TIERS, *DEGREES, *RETIRING,
            *chain.from_iterable((men, women) for _, men, women in m.AGE_BANDS),
        )
    )
)  # fmt: skip
SHARES = (m.WOMEN, m.PARTY, m.POSTGRADUATE)
STATS = (m.TOTAL, *SHARES, m.RETIRING)
STANDING_OUT = 3
FEW_UNITS = 12


@dataclass(frozen=True)
class Bar:
    """A bar, slice or line of the table behind it. url: the list; of: the whole, where a bar shows it."""

    label: str
    value: int
    url: str
    of: int | None = None


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
    staffing: Staffing
    units: list[UnitLine]
    kinds: list[dict]
    tiers: list[Bar]
    degrees: list[Bar]
    members: list[Bar]
    ages: list[Pair]
    retiring: list[Bar]
    months: list[Change]
    change: Change
    path: list[tuple[str, str]] = field(default_factory=list)

    @property
    def assigned(self) -> Stat:
        """What was assigned, beside the numbers of people."""
        of = self.staffing.of
        note = self.staffing.sentence if self.staffing.gap is not None else "chưa giao cho năm này"
        return Stat("Biên chế được giao", "—" if of is None else number_vi(of), note, self.staffing.of_url)

    @property
    def women(self) -> int:
        return sum(line.women for line in self.units)

    @property
    def party(self) -> int:
        return sum(line.party for line in self.units)

    @property
    def tiles(self) -> list[dict]:
        return [line.tile for line in self.units]

    @property
    def tiles_height(self) -> int:
        """In pixels, of the tiles on a wide screen."""
        return 420 if len(self.units) > FEW_UNITS else 260

    @property
    def tones(self) -> list[tuple[str, str]]:
        """The tones of the tiles shown, each with its word."""
        shown = {line.staffing.tone for line in self.units if line.value}
        return [(tone, words) for tone, words in TONES if tone in shown]

    @property
    def over(self) -> list[UnitLine]:
        """The units most beyond what they were assigned."""
        over = [line for line in self.units if (line.staffing.gap or 0) > 0]
        return sorted(over, key=lambda line: -line.staffing.gap)[:STANDING_OUT]

    @property
    def lacking(self) -> list[UnitLine]:
        """The units that lack most people."""
        lacking = [line for line in self.units if (line.staffing.gap or 0) < 0]
        return sorted(lacking, key=lambda line: line.staffing.gap)[:STANDING_OUT]

    @property
    def years(self) -> list[dict]:
        """The columns of the years of retirement, without those past the age and those who retire later."""
        bars = self.retiring[1:-1]
        return [{"label": bar.label.split()[-1], "values": [bar.value], "urls": [bar.url]} for bar in bars]

    @property
    def in_ten_years(self) -> int:
        return sum(bar.value for bar in self.retiring[1:-1])

    @property
    def columns(self) -> list[dict]:
        """The columns of the months."""
        return [month.column for month in self.months]

    @property
    def ways(self) -> list[str]:
        """The names of the two series of the months."""
        return [words for words, _ in WAYS.values()]

    @property
    def moved(self) -> bool:
        return any(month.joined or month.left for month in self.months)


class Board(Counting):
    """The board counts everybody who serves, whatever kind of staff."""

    slug = "toan-canh"
    name = "Toàn cảnh nhân sự"
    parameters = AsOfForm

    def picture(self, params: AsOfForm) -> Picture:
        """All numbers of the board: people from one query, biên chế from one, movements from one. params: valid."""
        numbers = self.numbers(params, COUNTED)
        values = dict(zip(COUNTED, numbers.sum(params.roots), strict=True))
        units, changes = Units(self, params, numbers, COUNTED), Changes(params, values[m.TOTAL])

        def bars(measures: Sequence[m.Measure], *, of: int | None = None) -> list[Bar]:
            shown = [one for one in measures if values[one] or one not in (m.NO_TIER, m.NO_DEGREE)]
            day = params.day_asked
            return [Bar(one.words(day), values[one], self._list(params, one, values[one]), of) for one in shown]

        return Picture(
            total=values[m.TOTAL],
            stats=self._stats(values, partial(self.list_url, params)),
            staffing=units.total(),
            units=units.lines(),
            kinds=units.kinds(),
            tiers=bars(TIERS),
            degrees=bars(DEGREES),
            members=bars(MEMBERS, of=values[m.TOTAL]),
            ages=[
                Pair(label, values[men], values[women], *(self._list(params, one, values[one]) for one in (men, women)))
                for label, men, women in reversed(m.AGE_BANDS)
            ],
            retiring=bars(RETIRING),
            months=changes.months(),
            change=changes.since_last_month(),
            path=self._path(params),
        )

    def _list(self, params: AsOfForm, measure: m.Measure, value: int) -> str:
        return self.list_url(params, measure) if value else ""

    def whole(self, params: AsOfForm) -> list[Stat]:
        """The totals of all units of the day, of which no number leads to people (HP-6.2)."""
        own = self.people(params, list(params.scope.tree.nodes)).counts(STATS).values()
        sums = [sum(column) for column in zip([0] * len(STATS), *own, strict=True)]
        return self._stats(dict(zip(STATS, sums, strict=True)), lambda measure: "")

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

    def _path(self, params: AsOfForm) -> list[tuple[str, str]]:
        """(name, address) of the boards above this one."""
        if len(params.roots) != 1:
            return []
        above = params.scope.tree.path(params.roots[0].id)[:-1]
        return [(node.name, self.url(params, node)) for node in above if node.id in params.scope.unit_ids]

    def url(self, params: AsOfForm, node: Node) -> str:
        return f"{reverse('reports:board')}?{urlencode(params.query(**{'don-vi': node.code}))}"


BOARD = Board()
