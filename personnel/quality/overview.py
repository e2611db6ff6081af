"""The board of quality: how complete the dossiers of a scope are, by unit, and what in them is to be mended."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum
from django.urls import reverse

from orgunits.tree import Node, Tree
from personnel.models import Dossier, Finding
from personnel.quality.completeness import INSTEAD, thing_label
from personnel.quality.review import place_title, rule_sentence
from personnel.sections import PANELS, SECTIONS
from qlcb.formats import number_vi

LOW = 80  # percent; below it a dossier is to be filled up
MOST_LACKING, POOREST = 8, 8


@dataclass(frozen=True)
class Figures:
    """Dossiers of a unit: how many, the sum of their percents, how many below `LOW`, how many with contradictions."""

    dossiers: int = 0
    points: int = 0
    low: int = 0
    wrong: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.dossiers + other.dossiers,
            self.points + other.points,
            self.low + other.low,
            self.wrong + other.wrong,
        )

    @property
    def percent(self) -> int:
        return self.points // self.dossiers if self.dossiers else 0


@dataclass(frozen=True)
class UnitLine:
    """A unit of the level below; url: its own board, or its list when nothing lies below it."""

    name: str
    url: str
    figures: Figures

    @property
    def tone(self) -> str:
        return "bad" if self.figures.percent < 50 else "warn" if self.figures.percent < LOW else ""


@dataclass(frozen=True)
class RuleLine:
    """A rule with the number of dossiers in which it speaks."""

    sentence: str
    place: str
    severity: str
    dossiers: int
    url: str

    @property
    def severity_words(self) -> str:
        return Finding.Severity(self.severity).label

    @property
    def tone(self) -> str:
        return "bad" if self.severity == Finding.Severity.ERROR else "warn"


@dataclass(frozen=True)
class Lack:
    """A thing that dossiers lack, and in how many it is missing."""

    label: str
    dossiers: int

    @property
    def words(self) -> str:
        """The label inside a sentence: số BHXH."""
        return self.label[:1].lower() + self.label[1:]


@dataclass(frozen=True)
class Stat:
    """One number of the head with the list behind it."""

    value: str
    label: str
    note: str
    url: str


class Overview:
    """Everything the board shows of `people`, all within one unit or a whole scope; asked for when it is shown."""

    def __init__(self, people: QuerySet, tree: Tree, scope: frozenset[int] | None, node: Node | None):
        """people: dossiers through the door; scope: ids of the account's units, None for all; node: the unit shown."""
        self.people, self.tree, self.scope, self.node = people.order_by(), tree, scope, node

    @cached_property
    def own(self) -> dict[int, Figures]:
        """Unit → the dossiers it keeps itself."""
        wrong = Exists(Finding.objects.filter(dossier=OuterRef("pk"), is_open=True, severity=Finding.Severity.ERROR))
        rows = self.people.annotate(wrong=wrong).values("now_unit")
        rows = rows.annotate(
            n=Count("pk"),
            points=Sum("now_complete"),
            low=Count("pk", filter=Q(now_complete__lt=LOW)),
            bad=Count("pk", filter=Q(wrong=True)),
        )
        return {unit: Figures(*rest) for unit, *rest in rows.values_list("now_unit", "n", "points", "low", "bad")}

    @cached_property
    def total(self) -> Figures:
        return sum(self.own.values(), Figures())

    @property
    def stats(self) -> list[Stat]:
        """The numbers of the head."""
        total, unit = self.total, {"don-vi": self.node.code} if self.node else {}
        return [
            Stat(number_vi(total.dossiers), "Hồ sơ", "đang công tác", _list_url(unit)),
            Stat(f"{total.percent} %", "Mức đầy đủ trung bình", "thông tin đã có trên cần có", ""),
            Stat(number_vi(total.low), f"Hồ sơ dưới {LOW} %", "bổ sung trước", _list_url({"day-du": "duoi-80"} | unit)),
            Stat(
                number_vi(total.wrong),
                "Hồ sơ có mâu thuẫn",
                "đính chính hoặc giải thích",
                _list_url({"mau-thuan": "error"} | unit),
            ),
        ]

    def _below(self, node: Node) -> Figures:
        return sum((self.own.get(one.id, Figures()) for one in node.walk()), Figures())

    @cached_property
    def units(self) -> list[UnitLine]:
        """The level below the unit shown, the least complete first; with the unit's own dossiers where it keeps any."""
        top = self.node or self._single_top
        nodes = self._children(top) if top else self.tree.tops(self._scope_ids)
        lines = [UnitLine(node.short_name or node.name, self._url(node), self._below(node)) for node in nodes]
        if top and top.id in self.own and nodes:
            url = _list_url({"don-vi": top.code})
            lines.append(UnitLine(f"Trực thuộc {top.short_name or top.name}", url, self.own[top.id]))
        return sorted((line for line in lines if line.figures.dossiers), key=lambda line: line.figures.percent)

    @property
    def _scope_ids(self) -> set[int]:
        return set(self.tree.nodes) if self.scope is None else set(self.scope)

    @property
    def _single_top(self) -> Node | None:
        tops = self.tree.tops(self._scope_ids)
        return tops[0] if len(tops) == 1 else None

    def _children(self, node: Node) -> list[Node]:
        return [child for child in node.children if self.scope is None or child.id in self.scope]

    def _url(self, node: Node) -> str:
        name = "personnel:quality" if self._children(node) else "personnel:quality_list"
        return f"{reverse(name)}?{urlencode({'don-vi': node.code})}"

    @cached_property
    def rules(self) -> list[RuleLine]:
        """Rules that speak, contradictions first, those in most dossiers first."""
        rows = (
            Finding.objects.filter(is_open=True, dossier__in=self.people.values("pk"))
            .order_by()
            .values("rule")
            .annotate(worst=Min("severity"), n=Count("dossier", distinct=True))
        )
        places = dict(Finding.objects.order_by().values_list("rule", "place").distinct())
        unit = {"don-vi": self.node.code} if self.node else {}
        lines = [
            RuleLine(
                rule_sentence(row["rule"]),
                place_title(places.get(row["rule"], "")),
                row["worst"],
                row["n"],
                f"{reverse('personnel:quality_list')}?{urlencode(unit | {'quy-tac': row['rule']})}",
            )
            for row in rows
        ]
        return sorted(lines, key=lambda line: (line.severity, -line.dossiers))

    @cached_property
    def lacking(self) -> list[Lack]:
        """What is missing in most dossiers; whether a section is expected is asked of the person's subject alone."""
        asked = list(self._conditions())
        counts = self.people.aggregate(
            **{f"n_{index}": Count("pk", filter=missing) for index, (_, missing) in enumerate(asked)}
        )
        lacks = [Lack(label, counts[f"n_{index}"]) for index, (label, _) in enumerate(asked)]
        return sorted((lack for lack in lacks if lack.dossiers), key=lambda lack: -lack.dossiers)[:MOST_LACKING]

    def _conditions(self):
        for panel in PANELS:
            for name in panel.needed:
                empty = _is_empty(name) & _is_empty(INSTEAD[name]) if name in INSTEAD else _is_empty(name)
                yield thing_label(name), empty
        for section in SECTIONS.values():
            subjects = [subject for subject in Dossier.Subject if section.expected(Dossier(subject=subject))]
            if subjects:
                rows = section.model.objects.filter(dossier=OuterRef("pk"))
                yield section.title, Q(subject__in=subjects) & ~Exists(rows)

    @cached_property
    def poorest(self) -> list[Dossier]:
        """The least complete dossiers, among those that lack anything."""
        lacking = self.people.filter(now_complete__lt=100)
        return list(lacking.for_list().order_by("now_complete", "sort_key", "pk")[:POOREST])


def _is_empty(name: str) -> Q:
    field = Dossier._meta.get_field(name)
    is_text = isinstance(field, models.CharField)
    return Q(**{name: ""}) if is_text else Q(**{f"{name}__isnull": True})


def _list_url(conditions: dict[str, str]) -> str:
    return f"{reverse('personnel:list')}?{urlencode(conditions)}"
