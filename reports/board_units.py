"""The units of the leaders' board: people against biên chế, as tiles and as a table."""

from dataclasses import dataclass

from orgunits.tree import Node
from qlcb.formats import number_vi
from reports import measures as m
from reports.counting import Counting, Numbers
from reports.definitions.base import AsOfForm
from reports.definitions.quality import Assigned
from reports.people import ALL_SUBJECTS

FAR = 5  # percent of what was assigned: who lacks more stands out
OVER, FULL, UNDER, FAR_UNDER, NOT_ASSIGNED = "over", "full", "under", "far", ""
TONES = (
    (OVER, "Vượt biên chế"),
    (FULL, "Đủ"),
    (UNDER, f"Thiếu đến {FAR} %"),
    (FAR_UNDER, f"Thiếu trên {FAR} %"),
    (NOT_ASSIGNED, "Chưa giao biên chế"),
)
COUNTED = (m.TOTAL, m.WOMEN, m.PARTY, *m.OF_QUOTA.values())


@dataclass(frozen=True)
class Staffing:
    """People of a unit against what it was assigned. of: None where nothing was; gap: people beyond it, less than zero
    where some are missing, of those for whose unit and kind of staff there is a number."""

    heads: int
    of: int | None
    gap: int | None
    of_url: str = ""

    @property
    def tone(self) -> str:
        if self.of is None or self.gap is None:
            return NOT_ASSIGNED
        if self.gap >= 0:
            return OVER if self.gap else FULL
        return FAR_UNDER if -self.gap * 100 > FAR * self.of else UNDER

    @property
    def words(self) -> str:
        if self.gap is None:
            return "chưa giao"
        return f"{'vượt' if self.gap > 0 else 'thiếu'} {number_vi(abs(self.gap))}" if self.gap else "đủ"

    @property
    def apart(self) -> int:
        """How many people stand against no number."""
        return 0 if self.of is None or self.gap is None else self.heads - self.of - self.gap

    @property
    def sentence(self) -> str:
        """The gap, and whom it leaves out."""
        apart = f", chưa kể {number_vi(self.apart)} người chưa được giao biên chế" if self.apart else ""
        return f"{self.words}{apart}"

    @property
    def signed(self) -> str:
        """The gap as a table shows it: +3, −12, 0."""
        if self.gap is None:
            return "—"
        return f"{'+' if self.gap > 0 else '−' if self.gap < 0 else ''}{number_vi(abs(self.gap))}"


@dataclass(frozen=True)
class UnitLine:
    """A unit, or those posted to the unit above itself. url: the list of its people; further: its own board."""

    label: str
    name: str
    staffing: Staffing
    women: int
    party: int
    url: str = ""
    women_url: str = ""
    party_url: str = ""
    further: str = ""

    @property
    def value(self) -> int:
        return self.staffing.heads

    @property
    def tile(self) -> dict:
        """What the tree of tiles draws."""
        given = "chưa giao biên chế" if self.staffing.of is None else f"biên chế {number_vi(self.staffing.of)}"
        told = f"{self.name}: {number_vi(self.value)} người, {given}"
        if self.staffing.gap is not None:
            told += f", {self.staffing.sentence}"
        return {
            "label": self.label, "value": self.value, "tone": self.staffing.tone, "note": self.staffing.words,
            "short": "" if self.staffing.gap is None else self.staffing.signed, "told": told,
            "url": self.further or self.url,
        }  # fmt: skip


class Units:
    """The units of one picture. numbers: of `COUNTED` among others, all told in `measures`."""

    def __init__(self, counting: Counting, params: AsOfForm, numbers: Numbers, measures: tuple[m.Measure, ...]):
        self.counting, self.params, self.numbers = counting, params, numbers
        self.places = {measure: measures.index(measure) for measure in COUNTED}
        self.assigned = Assigned(params, ALL_SUBJECTS)

    def total(self) -> Staffing:
        """Of all units of the picture together."""
        parts = [self._whole(root) for root in self.params.roots]
        gaps = [part.gap for part in parts if part.gap is not None]
        told = [part.of for part in parts if part.of is not None]
        url = parts[0].of_url if len(parts) == 1 else ""
        return Staffing(
            sum(part.heads for part in parts), sum(told) if told else None, sum(gaps) if gaps else None, url
        )

    def kinds(self) -> list[dict]:
        """The kinds of staff that anybody is of, each against what was assigned for it."""
        values = self.numbers.sum(self.params.roots)
        found = []
        for kind, measure in m.OF_QUOTA.items():
            heads = self._of(values, measure)
            given = [self.assigned.quotas.whole(root, kind) for root in self.params.roots]
            told = [number for number in given if number is not None]
            if heads or told:
                url = self.counting.list_url(self.params, measure) if heads else ""
                of = sum(told) if told else None
                found.append({"label": measure.label, "value": heads, "of": of, "url": url})
        return found

    def lines(self) -> list[UnitLine]:
        """The units right below, and those posted to the unit itself; several roots stand for themselves."""
        roots = self.params.roots
        if len(roots) != 1:
            return [self._unit(node) for node in roots]
        children = self.params.scope.children(roots[0])
        own = [self._own(roots[0])] if children and self._of(self.numbers.own(roots[0]), m.TOTAL) else []
        return [*own, *map(self._unit, children)]

    def _unit(self, node: Node) -> UnitLine:
        further = self.counting.url(self.params, node) if self.params.scope.children(node) else ""
        return self._line(
            node.short_name or node.name, node.name, node, self.numbers.total(node), self._whole(node), further
        )

    def _own(self, node: Node) -> UnitLine:
        """Those posted to the unit itself, against what of its number is not split to the units below."""
        values, label = self.numbers.own(node), f"Trực tiếp thuộc {node.short_name or node.name}"
        quotas = self.assigned.quotas
        left = {
            kind: number
            for kind in self.assigned.kinds
            if quotas.split(node, kind) is not None and (number := quotas.left(node, kind)) is not None
        }
        gap = sum(self._of(values, m.OF_QUOTA[kind]) - number for kind, number in left.items()) if left else None
        of = sum(left.values()) if left else None
        staffing = Staffing(self._of(values, m.TOTAL), of, gap, self.assigned.of(node).url)
        return self._line(label, label, node, values, staffing, own=True)

    def _line(self, label, name, node, values, staffing, further="", *, own=False) -> UnitLine:
        women, party = self._of(values, m.WOMEN), self._of(values, m.PARTY)
        urls = [
            self.counting.list_url(self.params, measure, node, own=own) if number else ""
            for measure, number in ((m.TOTAL, staffing.heads), (m.WOMEN, women), (m.PARTY, party))
        ]
        return UnitLine(label, name, staffing, women, party, *urls, further)

    def _whole(self, node: Node) -> Staffing:
        kinds = self.assigned.kinds
        told = [number for kind in kinds if (number := self.assigned.quotas.whole(node, kind)) is not None]
        gaps = [gap for kind in kinds if (gap := self._gap(node, kind)) is not None]
        heads = self._of(self.numbers.total(node), m.TOTAL)
        return Staffing(heads, sum(told) if told else None, sum(gaps) if gaps else None, self.assigned.of(node).url)

    def _gap(self, node: Node, kind: str) -> int | None:
        """People beyond the number of the unit; where it has none, beyond the numbers of the units below that do."""
        given = self.assigned.quotas.given(node.id, kind)
        if given is not None:
            return self._of(self.numbers.total(node), m.OF_QUOTA[kind]) - given
        parts = [self._gap(child, kind) for child in self.params.scope.children(node)]
        told = [part for part in parts if part is not None]
        return sum(told) if told else None

    def _of(self, values: list[int], measure: m.Measure) -> int:
        return values[self.places[measure]]
