"""Who joined and who left the people of some units between two days, and why: the one computation behind numbers and
lists of movements.

Whoever is there on the last day and was not on the first has joined; whoever was there and is no more has left. So the
difference of two head counts is what joined less what left, and who moves between units inside is neither. The why is
what happened first to those who joined, and last to those who left. All spans asked for are one pass over the postings
that begin or end in them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models.expressions import RawSQL

from orgunits.tree import Node, Tree
from qlcb.dates import add_months, last_day_of_month
from reports.people import fetched, positional
from reports.scope import Scope

MONTHS = 12


@dataclass(frozen=True)
class Kind:
    """A reason of joining or leaving. key: the word in addresses; joined: whether of those who came."""

    key: str
    label: str
    joined: bool


RECRUITED = Kind("tuyen-dung", "Tuyển dụng, tiếp nhận mới", True)
RETURNED = Kind("tro-lai", "Trở lại công tác", True)
MOVED_IN = Kind("dieu-dong-den", "Điều động đến", True)
ROTATED_IN = Kind("luan-chuyen-den", "Luân chuyển đến", True)
SECONDED_IN = Kind("biet-phai-den", "Biệt phái đến", True)
CAME_WITH_UNITS = Kind("sap-xep-den", "Đến do sắp xếp tổ chức", True)
RETIRED = Kind("nghi-huu", "Nghỉ hưu", False)
RESIGNED = Kind("thoi-viec", "Thôi việc, chấm dứt hợp đồng", False)
DISMISSED = Kind("buoc-thoi-viec", "Buộc thôi việc, sa thải", False)
DIED = Kind("tu-tran", "Từ trần", False)
LEFT_SERVICE = Kind("chuyen-ra", "Chuyển ra ngoài hệ thống", False)
SECONDED_FROM_SERVICE = Kind("biet-phai-ra", "Biệt phái ra ngoài hệ thống", False)
MOVED_OUT = Kind("dieu-dong-di", "Điều động đi", False)
ROTATED_OUT = Kind("luan-chuyen-di", "Luân chuyển đi", False)
SECONDED_OUT = Kind("biet-phai-di", "Biệt phái đi", False)
WENT_WITH_UNITS = Kind("sap-xep-di", "Đi do sắp xếp tổ chức", False)
UNTOLD = Kind("chua-ro", "Chưa ghi lý do", False)

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        RECRUITED, RETURNED, MOVED_IN, ROTATED_IN, SECONDED_IN, CAME_WITH_UNITS, RETIRED, RESIGNED, DISMISSED, DIED,
        LEFT_SERVICE, SECONDED_FROM_SERVICE, MOVED_OUT, ROTATED_OUT, SECONDED_OUT, WENT_WITH_UNITS, UNTOLD,
    )
}  # fmt: skip
_LEAVINGS = {
    "retirement": RETIRED, "resignation": RESIGNED, "dismissal": DISMISSED, "death": DIED, "move_out": LEFT_SERVICE,
    "secondment_out": SECONDED_FROM_SERVICE,
}  # fmt: skip
_COMING = {"rotation": ROTATED_IN, "secondment": SECONDED_IN, "reorganisation": CAME_WITH_UNITS}
_GOING = {"rotation": ROTATED_OUT, "secondment": SECONDED_OUT, "reorganisation": WENT_WITH_UNITS}


def _case(value: str, kinds: dict[str, Kind], otherwise: Kind) -> str:
    told = " ".join(f"WHEN '{word}' THEN '{kind.key}'" for word, kind in kinds.items())
    return f"CASE {value} {told} ELSE '{otherwise.key}' END"


# was, now: the posting of the first and of the last day inside the units; one of them is missing. carried: served on
# the first day, and on the last one in a unit that itself came or went. entry: the first day inside after a time away;
# exit: the last one inside; last_post: the posting of the last day, wherever.
FLOW = f"""
WITH span AS MATERIALIZED (
    SELECT * FROM unnest(%(spans)s, %(firsts)s, %(lasts)s, %(befores)s, %(afters)s)
        AS t (span, first, last, before, after)
), inside AS MATERIALIZED (
    SELECT * FROM unnest(%(structures)s, %(units)s) AS t (structure, unit_id)
), recent AS MATERIALIZED (
    SELECT p.dossier_id, lower(p.valid_from) AS since, p.valid_to AS until, coalesce(p.kept_by_id, p.unit_id) AS unit_id
    FROM personnel_posting p
    WHERE lower(p.valid_from) > %(begin)s AND lower(p.valid_from) <= %(end)s
       OR p.valid_to >= %(begin)s AND p.valid_to < %(end)s
       OR coalesce(p.kept_by_id, p.unit_id) = ANY(%(moved)s)
), changed AS MATERIALIZED (
    SELECT DISTINCT s.span, r.dossier_id FROM recent r
    JOIN span s ON r.since > s.first AND r.since <= s.last OR r.until >= s.first AND r.until < s.last
        OR s.before <> s.after AND r.unit_id = ANY(%(moved)s)
), post AS MATERIALIZED (
    SELECT p.id, p.dossier_id, lower(p.valid_from) AS since, coalesce(p.valid_to, 'infinity') AS until, p.kind,
           coalesce(p.kept_by_id, p.unit_id) AS unit_id
    FROM personnel_posting p WHERE p.dossier_id IN (SELECT dossier_id FROM changed)
), there AS MATERIALIZED (
    SELECT s.span, s.first, s.last, post.*, before.unit_id IS NOT NULL AS inside_before,
           after.unit_id IS NOT NULL AS inside_after
    FROM changed c JOIN span s ON s.span = c.span
    JOIN post ON post.dossier_id = c.dossier_id AND post.since <= s.last AND post.until >= s.first
    LEFT JOIN inside before ON before.structure = s.before AND before.unit_id = post.unit_id
    LEFT JOIN inside after ON after.structure = s.after AND after.unit_id = post.unit_id
), stood AS (
    SELECT span, first, last, dossier_id,
           max(id) FILTER (WHERE since <= first AND inside_before) AS was,
           max(id) FILTER (WHERE until >= last AND inside_after) AS now,
           min(since) FILTER (WHERE since > first AND inside_after) AS entry,
           max(until) FILTER (WHERE until < last AND inside_before) AS exit,
           bool_or(since <= first) AND bool_or(until >= last AND inside_before <> inside_after) AS carried,
           max(id) FILTER (WHERE until >= last) AS last_post
    FROM there GROUP BY span, first, last, dossier_id
), crossed AS MATERIALIZED (
    SELECT *, was IS NULL AS joined FROM stood WHERE (was IS NULL) <> (now IS NULL)
), flow AS (
    SELECT c.span, c.dossier_id AS id, c.joined, CASE
               WHEN c.carried THEN NULL WHEN c.joined THEN c.entry ELSE (c.exit + 1)::date END AS happened_on,
           origin.unit_id AS origin, target.unit_id AS target, CASE
               WHEN c.carried AND c.joined THEN '{CAME_WITH_UNITS.key}'
               WHEN c.carried THEN '{WENT_WITH_UNITS.key}'
               WHEN c.joined AND origin.id IS NOT NULL THEN {_case("target.kind", _COMING, MOVED_IN)}
               WHEN c.joined AND EXISTS (
                   SELECT FROM personnel_posting p WHERE p.dossier_id = c.dossier_id AND lower(p.valid_from) < c.entry
               ) THEN '{RETURNED.key}'
               WHEN c.joined THEN '{RECRUITED.key}'
               WHEN target.id IS NOT NULL THEN {_case("target.kind", _GOING, MOVED_OUT)}
               ELSE {_case("reason.kind", _LEAVINGS, UNTOLD)} END AS kind
    FROM crossed c
    LEFT JOIN post origin ON origin.dossier_id = c.dossier_id AND CASE
        WHEN c.carried THEN origin.id = c.last_post
        WHEN c.joined THEN origin.since < c.entry AND origin.until >= c.entry - 1
        ELSE origin.until = c.exit END
    LEFT JOIN post target ON target.dossier_id = c.dossier_id AND CASE
        WHEN c.carried THEN target.id = origin.id
        WHEN c.joined THEN target.since = c.entry
        ELSE target.since <= c.exit + 1 AND target.until > c.exit END
    LEFT JOIN LATERAL (
        SELECT term."group" AS kind FROM personnel_leaving l JOIN personnel_term term ON term.id = l.kind_id
        WHERE l.dossier_id = c.dossier_id AND lower(l.valid_from) > c.first AND lower(l.valid_from) <= c.last
        ORDER BY lower(l.valid_from) DESC LIMIT 1
    ) reason ON NOT c.joined
)
"""


@dataclass(frozen=True)
class Span:
    """From the end of one day to the end of another."""

    first: date
    last: date


@dataclass(frozen=True)
class Movement:
    """What a line of a list shows. happened_on: None where the unit itself came or went with its people."""

    id: int
    kind: Kind
    happened_on: date | None
    origin: int | None
    target: int | None


class Flows:
    """What joined and left between the days of some spans the units below `root` that the account may read, or all that
    it may read where there is none; the units of each day are those of that day."""

    def __init__(self, account, spans: Sequence[Span], root: Node | None):
        self.spans = list(spans)
        days = {day for span in self.spans for day in (span.first, span.last)}
        trees = Tree.on_days(days)
        self.scopes = {day: Scope(account, day, tree) for day, tree in trees.items()}
        self.root = root

    def counts(self) -> list[dict[Kind, int]]:
        """For each span, how many joined or left for each reason; reasons of nobody are left out."""
        found: list[dict[Kind, int]] = [{} for _ in self.spans]
        for span, kind, number in fetched(*self.counting()):
            found[span][KINDS[kind]] = number
        return found

    def counting(self) -> tuple[str, list]:
        """The statement of `counts` with its parameters."""
        return self._bound("SELECT span, kind, count(*) FROM flow GROUP BY span, kind")

    def count(self, kinds: Iterable[Kind]) -> int:
        """How many of all spans together moved for one of the reasons."""
        return sum(number for of_span in self.counts() for kind, number in of_span.items() if kind in set(kinds))

    def ids(self, kinds: Iterable[Kind]) -> RawSQL:
        """Their dossier ids as a subquery."""
        return RawSQL(*self._bound("SELECT id FROM flow WHERE kind = ANY(%(kinds)s)", kinds=[k.key for k in kinds]))

    def movements(self, dossier_ids: Iterable[int]) -> dict[int, Movement]:
        """How some of them moved, by dossier id; of one span."""
        select = "SELECT id, kind, happened_on, origin, target FROM flow WHERE id = ANY(%(ids)s)"
        rows = fetched(*self._bound(select, ids=list(dossier_ids)))
        return {pk: Movement(pk, KINDS[kind], *rest) for pk, kind, *rest in rows}

    def places(self, movement: Movement) -> tuple[tuple[str, str], tuple[str, str]]:
        """From which unit somebody moved and to which: its name and the department above it, as of the ends of the
        spans; empty words for none."""
        trees = [self.scopes[day].tree for day in (self.spans[0].first, self.spans[-1].last)]
        return _place(movement.origin, trees), _place(movement.target, trees[::-1])

    def _bound(self, select: str, **more: Any) -> tuple[str, list]:
        return positional(FLOW + select, self._asked | more)

    @cached_property
    def _asked(self) -> dict[str, Any]:
        """The parameters of the statement by name."""
        places: dict[frozenset[int], int] = {}
        structure = {day: places.setdefault(self._units(day), len(places)) for day in sorted(self.scopes)}
        pairs = [(place, unit_id) for units, place in places.items() for unit_id in units]
        moved = frozenset.union(*places) - frozenset.intersection(*places)
        return {
            "spans": list(range(len(self.spans))),
            "firsts": [span.first for span in self.spans],
            "lasts": [span.last for span in self.spans],
            "befores": [structure[span.first] for span in self.spans],
            "afters": [structure[span.last] for span in self.spans],
            "structures": [place for place, _ in pairs],
            "units": [unit_id for _, unit_id in pairs],
            "moved": list(moved),
            "begin": min(span.first for span in self.spans),
            "end": max(span.last for span in self.spans),
        }

    def _units(self, day: date) -> frozenset[int]:
        """The units of a day; none where the root was not there yet, or is no more."""
        scope = self.scopes[day]
        if self.root is None:
            return scope.unit_ids
        node = scope.tree.nodes.get(self.root.id)
        return frozenset(scope.ids_below(node)) if node and node.id in scope.unit_ids else frozenset()


def _place(unit_id: int | None, trees: Sequence[Tree]) -> tuple[str, str]:
    """The name of a unit with that of the department above it, in the first of the trees that has it."""
    path = next((tree.path(unit_id) for tree in trees if unit_id in tree.nodes), [])
    if not path:
        return "", ""
    departments = [node.short_name or node.name for node in path[:-1] if node.is_department]
    return path[-1].name, departments[-1] if departments else ""


def months_until(day: date, number: int = MONTHS) -> list[Span]:
    """The months up to the day, the last of which ends on it."""
    ends = [add_months(day.replace(day=1), -back) - timedelta(days=1) for back in range(number - 1, -1, -1)]
    return [Span(first, last) for first, last in zip(ends, [*ends[1:], day], strict=True)]


def month_before(day: date) -> date:
    """The same day of the month before; of the last day of a month, the last one of that before."""
    earlier = add_months(day, -1)
    return last_day_of_month(earlier) if day == last_day_of_month(day) else earlier
