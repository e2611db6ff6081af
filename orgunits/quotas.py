"""Biên chế: what was assigned to each unit on a day, how it was split below, and whether the parts exceed the whole."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from orgunits.models import QuotaKind, StaffQuota
from orgunits.tree import Node, Tree
from qlcb.formats import date_vi, number_vi

TOLD = 5  # units named in one refusal


class Quotas:
    """The numbers of one day, read in one query; of no kind another than `QuotaKind`."""

    def __init__(self, rows: Iterable[StaffQuota]):
        self.rows = {(row.unit_id, row.kind): row for row in rows}
        self._below: dict[tuple[int, str], int | None] = {}

    @classmethod
    def on(cls, day: date) -> "Quotas":
        return cls(StaffQuota.objects.on(day))

    def given(self, unit_id: int, kind: str) -> int | None:
        """The number assigned to the unit itself, None where none was."""
        row = self.rows.get((unit_id, kind))
        return row.number if row else None

    def split(self, node: Node, kind: str) -> int | None:
        """What stands assigned below the unit: of each branch the highest unit that has a number; None for nothing."""
        key = node.id, kind
        if key not in self._below:
            parts = [self.whole(child, kind) for child in node.children]
            told = [part for part in parts if part is not None]
            self._below[key] = sum(told) if told else None
        return self._below[key]

    def whole(self, node: Node, kind: str) -> int | None:
        """The number of the unit, or what was assigned below it where it has none of its own."""
        given = self.given(node.id, kind)
        return self.split(node, kind) if given is None else given

    def left(self, node: Node, kind: str) -> int | None:
        """What of the unit's own number is not split yet; None where it has none."""
        given = self.given(node.id, kind)
        return None if given is None else given - (self.split(node, kind) or 0)


@dataclass(frozen=True)
class Excess:
    """A unit below which more was assigned than it has, on a day."""

    node: Node
    kind: str
    day: date
    given: int
    split: int

    @property
    def words(self) -> str:
        over = number_vi(self.split - self.given)
        return (
            f"{self.node.name}, {QuotaKind(self.kind).label.lower()}: được giao {number_vi(self.given)}, phân bổ cho "
            f"đơn vị trực thuộc {number_vi(self.split)} từ ngày {date_vi(self.day)}, quá {over}."
        )


class ExceedsWhole(ValidationError):
    """The parts exceed the whole; `excesses` tell where."""

    def __init__(self, excesses: Collection[Excess]):
        self.excesses = list(excesses)
        words = [excess.words for excess in self.excesses[:TOLD]]
        more = len(self.excesses) - TOLD
        super().__init__([*words, *([f"Và {number_vi(more)} đơn vị nữa."] if more > 0 else [])], code="exceeds")


def require_whole(unit_ids: Collection[int], kinds: Collection[str], since: date) -> None:
    """Raise ExceedsWhole where, from `since` to the end of its year, units below have together more than the whole.

    unit_ids: units whose numbers were just written: they are held against those above and against those below them,
    on each day on which a number changes, in the tree of that day. A unit without a number of its own bounds nothing.
    """
    end = date(since.year, 12, 31)
    rows = list(StaffQuota.objects.filter(kind__in=kinds, valid_from__lte=end, valid_to__gte=since))
    found: dict[tuple[int, str], Excess] = {}
    for day in _days_of_change(rows, since, end):
        tree = Tree.on(day)
        quotas = Quotas(row for row in rows if row.valid_from <= day <= row.valid_to)
        concerned = {node.id: node for unit_id in unit_ids for node in tree.path(unit_id)}
        for node in concerned.values():
            for kind in kinds:
                left = quotas.left(node, kind)
                if left is not None and left < 0:
                    excess = Excess(node, kind, day, quotas.given(node.id, kind), quotas.split(node, kind))
                    found.setdefault((node.id, kind), excess)
    if found:
        raise ExceedsWhole(found.values())


def _days_of_change(rows: Iterable[StaffQuota], since: date, end: date) -> list[date]:
    """The first day, and each later one on which a number begins or has just ended."""
    begins = {row.valid_from for row in rows} | {row.valid_to + timedelta(days=1) for row in rows}
    return sorted({since} | {day for day in begins if since < day <= end})


def rows_of_year(unit_ids: Collection[int], year: int):
    """Every row of these units in the year, the newest first of each kind."""
    return StaffQuota.objects.filter(unit__in=unit_ids, year=year).order_by("unit__order", "kind", "-valid_from")


def years_of(unit_ids: Collection[int]) -> list[int]:
    """The years for which any of these units has a number, the newest first."""
    rows = StaffQuota.objects.filter(unit__in=unit_ids).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def held_after(unit_ids: Collection[int], kinds: Collection[str], day: date):
    """The rows that run on `day` or begin later in its year, locked: what a write on that day has to fit into."""
    running_or_later = Q(valid_to__gte=day, year=day.year)
    rows = StaffQuota.objects.select_for_update().filter(running_or_later, unit__in=unit_ids, kind__in=kinds)
    return rows.order_by("unit", "kind", "valid_from")
