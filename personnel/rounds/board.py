"""How the units stand in a round, from any unit downwards; every number is a list (TCHQ-9.1, HP-12.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.urls import reverse

from accounts.permissions import VIEW
from orgunits.tree import Node, Tree
from personnel.models import Round, RoundItem, RoundReminder, RoundTally
from personnel.rounds import WORDS
from personnel.rounds.items import State, has_scan, with_state


@dataclass(frozen=True)
class Figures:
    """Items of some units. extra: those corrected in a review, those with a scan in a round of declarations."""

    done: int = 0
    missing: int = 0
    exempt: int = 0
    extra: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def total(self) -> int:
        return self.done + self.missing

    @property
    def percent(self) -> int:
        """Of what was to be done; a hundred only when nothing is left."""
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True)
class Line:
    """A unit with all below it. url: its own board, or its list when nothing lies below it; list_url: what is left;
    code: "" where only the unit's own dossiers are meant."""

    name: str
    code: str
    url: str
    list_url: str
    figures: Figures
    reminded_on: date | None = None

    @property
    def tone(self) -> str:
        return "" if not self.figures.missing else "bad" if self.figures.percent < 50 else "warn"


class Board:
    """The round as an account sees it, at one unit or over the whole of its reach; asked for when it is shown."""

    def __init__(self, round: Round, account, today: date, unit_id: int | None = None):
        self.round, self.account, self.words = round, account, WORDS[round.kind]
        self.tree = Tree.on(round.closed_on or today)
        self.node = self.tree.nodes.get(unit_id) if unit_id else None

    @cached_property
    def own(self) -> dict[int, Figures]:
        """Unit → the dossiers that it keeps itself, through the door; of a closed round the numbers of its last day."""
        return counted(self.round, self.account) if self.round.is_open else self._stood()

    def _stood(self) -> dict[int, Figures]:
        rows = self.round.tallies.all()
        if not self.account.access.everywhere(VIEW):
            rows = rows.filter(unit__in=self.account.access.units(VIEW))
        return {row.unit_id: Figures(row.done, row.missing, row.exempt, row.extra) for row in rows}

    @cached_property
    def total(self) -> Figures:
        shown = self.node.walk() if self.node else (self.tree.nodes[pk] for pk in self.own if pk in self.tree.nodes)
        return sum((self.own.get(node.id, Figures()) for node in shown), Figures())

    @cached_property
    def lines(self) -> list[Line]:
        """The level below, the least done first; what a unit keeps itself, and dossiers that moved out of the scope."""
        top = self.node or self._top
        nodes = self._children(top) if top else self.tree.tops(set(self.own))
        lines = [self._line(node, self._below(node)) for node in nodes]
        if top and top.id in self.own and nodes:
            lines.append(self._line(top, self.own[top.id], f"Trực thuộc {top.short_name or top.name}", own=True))
        elif top and not nodes:
            lines.append(self._line(top, self._below(top)))
        if not self.node and top:
            inside = {node.id for node in top.walk()}
            away = [self.tree.nodes[pk] for pk in self.own if pk not in inside and pk in self.tree.nodes]
            lines += [self._line(node, self.own[node.id], f"{node.name} (chuyển đến)", own=True) for node in away]
        kept = [line for line in lines if line.figures.total or line.figures.exempt]
        return sorted(kept, key=lambda line: line.figures.percent)

    @property
    def _top(self) -> Node | None:
        """Where the account begins to read: the unit of the round, or who took over from it, or the one unit of its own
        below it."""
        root = next(reversed(self.tree.path_to_keeper(self.round.unit_id)), None)
        if root is None or self.account.access.may(VIEW, root.id):
            return root
        mine = {node.id for node in root.walk()} & self.account.access.units(VIEW)
        tops = self.tree.tops(mine)
        return tops[0] if len(tops) == 1 else None

    def _children(self, node: Node) -> list[Node]:
        return [child for child in node.children if any(one.id in self.own for one in child.walk())]

    def _below(self, node: Node) -> Figures:
        return sum((self.own.get(one.id, Figures()) for one in node.walk()), Figures())

    def _line(self, node: Node, figures: Figures, name: str = "", *, own: bool = False) -> Line:
        query = {"don-vi": node.code} | ({"truc-thuoc": "1"} if own else {})
        left = self.list_url(**query, **{"trang-thai": State.MISSING})
        deeper = self._children(node) and not own
        url = f"{self._page('round')}?{urlencode(query)}" if deeper else self.list_url(**query)
        return Line(name or node.name, "" if own else node.code, url, left, figures, self._reminded.get(node.id))

    @cached_property
    def _reminded(self) -> dict[int, date]:
        """Unit → when it was last urged."""
        rows = RoundReminder.objects.filter(round=self.round).order_by("reminded_on", "pk")
        return dict(rows.values_list("unit_id", "reminded_on"))

    @property
    def path(self) -> list[tuple[str, str]]:
        """(name, address) of the boards above this one."""
        above = self.tree.path(self.node.id)[:-1] if self.node else []
        mine = [node for node in above if self.account.access.may(VIEW, node.id)]
        return [(node.name, f"{self._page('round')}?{urlencode({'don-vi': node.code})}") for node in mine]

    def list_url(self, **query: str) -> str:
        """The list of items that meet these conditions, at the unit of the board unless another is named."""
        here = {"don-vi": self.node.code} if self.node else {}
        asked = urlencode({name: value for name, value in (here | query).items() if value})
        return f"{self._page('items')}?{asked}" if asked else self._page("items")

    def _page(self, page: str) -> str:
        return reverse(f"personnel:{self.words.name}_{page}", args=[self.round.pk])


def counted(round: Round, account=None) -> dict[int, Figures]:
    """Unit → figures of the dossiers that it keeps today, in one query. account: whose door, None for all."""
    items = RoundItem.objects.filter(round=round)
    items = with_state(items.visible_to(account) if account else items).exclude(state=State.LEFT)
    extra = Q(corrected=True) if round.is_review else Q(has_scan())
    rows = (
        items.order_by()
        .values("dossier__now_unit")
        .annotate(
            done=Count("pk", filter=Q(state=State.DONE)),
            missing=Count("pk", filter=Q(state=State.MISSING)),
            exempt=Count("pk", filter=Q(state=State.EXEMPT)),
            extra=Count("pk", filter=Q(state=State.DONE) & extra),
        )
    )
    return {row["dossier__now_unit"]: Figures(row["done"], row["missing"], row["exempt"], row["extra"]) for row in rows}


def figures_of(rounds: Iterable[Round], account) -> dict[int, Figures]:
    """Id of each round → its figures as the account sees them, in two queries for however many."""
    rounds = list(rounds)
    found = {round.pk: Figures() for round in rounds}
    running = [round.pk for round in rounds if round.is_open]
    items = with_state(RoundItem.objects.filter(round__in=running).visible_to(account)).order_by()
    counts = {state: Count("pk", filter=Q(state=state)) for state in (State.DONE, State.MISSING, State.EXEMPT)}
    for row in items.values("round").annotate(**counts):
        found[row["round"]] = Figures(row[State.DONE], row[State.MISSING], row[State.EXEMPT])
    stood = RoundTally.objects.filter(round__in=found.keys() - set(running)).order_by()
    if not account.access.everywhere(VIEW):
        stood = stood.filter(unit__in=account.access.units(VIEW))
    for row in stood.values("round").annotate(d=Sum("done"), m=Sum("missing"), e=Sum("exempt")):
        found[row["round"]] = Figures(row["d"], row["m"], row["e"])
    return found
