from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from orgunits.models import StaffQuota
from orgunits.quotas import Quotas
from orgunits.services.place import lock_tree
from orgunits.tree import Node, Tree
from qlcb.history import Act, create_many, delete_many, update_many, writing

DAY = timedelta(days=1)
Cell = tuple[int, str]


@dataclass(frozen=True)
class Paper:
    """The decision under which the tree became another."""

    number: str
    signed_on: date


def carry_quotas(
    *, account, reason: str, before: Tree, after: Tree, heirs: Mapping[int, int], on: date, paper: Paper
) -> int:
    """Let numbers of staff follow the units from the day `on`: nothing is lost and nothing counted twice.

    heirs: unit that is no more → the one that takes over. What a unit kept for itself goes to its heir; what was
    assigned below goes with the unit that has it, out of the whole it is taken from and into the one it comes under. A
    unit that had no number, and takes over none, gets none. Numbers of later years go the same way. Parts may exceed a
    whole that had none to spare; nothing is refused here. Returns how many numbers ended or became others (TCHQ-8.2e).
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        lock_tree()
        rows = list(StaffQuota.objects.select_for_update().filter(valid_to__gte=on).order_by("pk"))
        change = _Change(rows)
        for span in _spans(rows, on):
            running = [row for row in rows if row.valid_from <= span.start <= row.valid_to]
            for cell, number in numbers_after(Quotas(running), before, after, heirs).items():
                change.want(cell, span, number)
        return change.write(paper)


def numbers_after(quotas: Quotas, before: Tree, after: Tree, heirs: Mapping[int, int]) -> dict[Cell, int | None]:
    """(unit, kind) → its number in the tree of after, None where it has none any more; of every unit of before that has
    one, and of those that get one."""
    kept: dict[Cell, int] = defaultdict(int)
    found: dict[Cell, int | None] = {}
    for unit_id, kind in quotas.rows:
        node, heir = before.nodes.get(unit_id), heirs.get(unit_id, unit_id)
        if node is not None:
            found[unit_id, kind] = None
            if heir in after.nodes:
                kept[heir, kind] += quotas.left(node, kind)

    def whole(node: Node, kind: str) -> int | None:
        parts = [part for child in node.children if (part := whole(child, kind)) is not None]
        if (node.id, kind) not in kept:
            return sum(parts) if parts else None
        found[node.id, kind] = max(0, kept[node.id, kind] + sum(parts))
        return found[node.id, kind]

    for kind in {kind for _, kind in kept}:
        for root in after.roots:
            whole(root, kind)
    return found


@dataclass(frozen=True)
class _Span:
    """Days on which no number changes."""

    start: date
    end: date


def _spans(rows: Sequence[StaffQuota], on: date) -> Iterator[_Span]:
    starts = {on} | {row.valid_from for row in rows} | {row.valid_to + DAY for row in rows}
    starts = sorted(day for day in starts if day >= on)
    for start, following in pairwise(starts):
        yield _Span(start, following - DAY)


@dataclass
class _Change:
    """What each cell is to hold, span by span, beside its stored rows."""

    stored: Sequence[StaffQuota]
    wanted: dict[Cell, list[tuple[_Span, int | None]]] = field(default_factory=lambda: defaultdict(list))

    def want(self, cell: Cell, span: _Span, number: int | None) -> None:
        self.wanted[cell].append((span, number))

    def write(self, paper: Paper) -> int:
        """Three statements, however many cells."""
        own = defaultdict(list)
        for row in self.stored:
            own[row.unit_id, row.kind].append(row)
        cut, gone, new = [], [], []
        for cell, spans in self.wanted.items():
            since = next((span.start for span, number in spans if number != _number(own[cell], span)), None)
            if since is not None:
                later = [row for row in own[cell] if row.valid_to >= since]
                new += _rows(cell, [pair for pair in spans if pair[0].start >= since], later, paper)
                gone += [row for row in later if row.valid_from >= since]
                for row in later:
                    if row.valid_from < since:
                        row.valid_to = since - DAY
                        cut.append(row)
        update_many(cut, ["valid_to"])
        delete_many(gone)
        create_many(new)
        return len(cut) + len(gone)


def _running(rows: Sequence[StaffQuota], span: _Span) -> StaffQuota | None:
    return next((row for row in rows if row.valid_from <= span.start <= row.valid_to), None)


def _number(rows: Sequence[StaffQuota], span: _Span) -> int | None:
    row = _running(rows, span)
    return row.number if row else None


def _rows(
    cell: Cell, spans: Sequence[tuple[_Span, int | None]], stored: Sequence[StaffQuota], paper: Paper
) -> list[StaffQuota]:
    """New rows of a cell; a number that is the same as before stays under its own paper."""
    found: list[StaffQuota] = []
    for span, number in spans:
        if number is None:
            continue
        old = _running(stored, span)
        same = old if old is not None and old.number == number else None
        row = StaffQuota(
            unit_id=cell[0], kind=cell[1], year=span.start.year, number=number, valid_from=span.start,
            valid_to=span.end, document=same.document if same else paper.number,
            document_on=same.document_on if same else paper.signed_on, note=same.note if same else "",
        )  # fmt: skip
        if found and _goes_on(found[-1], row):
            found[-1].valid_to = row.valid_to
        else:
            found.append(row)
    return found


def _goes_on(one: StaffQuota, other: StaffQuota) -> bool:
    told = (one.number, one.year, one.document, one.document_on, one.note)
    return one.valid_to + DAY == other.valid_from and told == (
        other.number, other.year, other.document, other.document_on, other.note,
    )  # fmt: skip
