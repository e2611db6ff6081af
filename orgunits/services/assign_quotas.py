"""Assign and adjust numbers of staff: a whole grid at once, each adjustment a new row from its day on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from orgunits.models import StaffQuota, Unit
from orgunits.quotas import held_after, require_whole
from orgunits.services.place import lock_tree
from orgunits.tree import Tree
from qlcb.formats import date_vi
from qlcb.history import Act, Conflict, create_many, update_many, writing

FIELDS = ("number", "document", "document_on", "note", "valid_to")


@dataclass(frozen=True)
class Wanted:
    """The number that a unit is to have. seen: `mark` of the row that ran as the person saw it, "" for none and None
    where nobody looked."""

    unit: Unit
    kind: str
    number: int
    seen: str | None = None


class QuotasMoved(Conflict):
    """Some of the numbers were written by somebody else since they were seen: `cells` are those, with what is stored
    by now, None for no row."""

    def __init__(self, cells: dict[tuple[int, str], StaffQuota | None]):
        super().__init__(next(iter(cells.values())), None)
        self.cells = cells


@dataclass
class Assigned:
    """What was written: numbers for a time that had none, adjusted ones, and ones of that very day put right."""

    new: int = 0
    adjusted: int = 0
    corrected: int = 0

    def __bool__(self):
        return bool(self.new or self.adjusted or self.corrected)


def assign_quotas(
    *,
    account,
    reason: str,
    wanted: Sequence[Wanted],
    on: date,
    document: str,
    document_on: date,
    note: str = "",
) -> Assigned:
    """Give units these numbers from the day `on` to the end of its year, under one document: all of them or none.

    A number that runs already is left alone when it is the same, ends the day before otherwise; one that began on this
    very day is put right. What begins later in the year stays as it is (TCHQ-3.1a, HG-7.1). Raises QuotasMoved when
    somebody else wrote one of the numbers since it was seen, ExceedsWhole when units below would have more than the
    unit above, ValidationError for a unit that is not there on that day or a malformed document.
    """
    with writing(account=account, reason=reason, act=Act.OPEN):
        lock_tree()
        _refuse_absent(wanted, on)
        asked = _Asked(wanted, on, {"document": document, "document_on": document_on, "note": note})
        done = asked.write(account, reason)
        if done:
            require_whole([want.unit.pk for want in wanted], sorted({want.kind for want in wanted}), on)
        return done


def _refuse_absent(wanted: Sequence[Wanted], on: date) -> None:
    there = Tree.on(on).nodes
    absent = sorted({want.unit.name for want in wanted if want.unit.pk not in there})
    if absent:
        raise ValidationError(f"Ngày {date_vi(on)} chưa có hoặc không còn đơn vị: {', '.join(absent)}.")


class _Asked:
    """The numbers asked for, sorted by what has to be written for them."""

    def __init__(self, wanted: Sequence[Wanted], on: date, paper: dict):
        self.on, self.paper = on, paper
        self.new: list[StaffQuota] = []
        self.ended: list[StaffQuota] = []
        self.corrected: list[StaffQuota] = []
        stored = defaultdict(list)
        for row in held_after({want.unit.pk for want in wanted}, {want.kind for want in wanted}, on):
            stored[row.unit_id, row.kind].append(row)
        moved = {}
        for want in wanted:
            rows = stored[want.unit.pk, want.kind]
            running = next((row for row in rows if row.valid_from <= on), None)
            if want.seen is not None and want.seen != (running.mark if running else ""):
                moved[want.unit.pk, want.kind] = running
            self._sort(want, running, rows)
        if moved:
            raise QuotasMoved(moved)

    def _sort(self, want: Wanted, running: StaffQuota | None, rows: list[StaffQuota]) -> None:
        if running is None:
            later = [row.valid_from for row in rows if row.valid_from > self.on]
            self._begin(want, min(later) - timedelta(days=1) if later else date(self.on.year, 12, 31))
        elif running.number != want.number:
            if running.valid_from == self.on:
                running.number = want.number
                for name, value in self.paper.items():
                    setattr(running, name, value)
                self.corrected.append(running)
            else:
                self._begin(want, running.valid_to)
                running.valid_to = self.on - timedelta(days=1)
                self.ended.append(running)

    def _begin(self, want: Wanted, until: date) -> None:
        row = StaffQuota(
            unit=want.unit, year=self.on.year, kind=want.kind, number=want.number, valid_from=self.on, valid_to=until,
            **self.paper,
        )  # fmt: skip
        self.new.append(row)

    def write(self, account, reason: str) -> Assigned:
        """Each row with its history row; three statements, however many rows."""
        for row in (*self.new, *self.corrected):
            row.clean_fields(exclude=["unit"])
        with writing(account=account, reason=reason, act=Act.CORRECT):
            update_many(self.corrected, FIELDS)
        with writing(account=account, reason=reason, act=Act.CHANGE):
            update_many(self.ended, FIELDS)
            followers = {(row.unit_id, row.kind) for row in self.ended}
            create_many([row for row in self.new if (row.unit_id, row.kind) in followers])
        create_many([row for row in self.new if (row.unit_id, row.kind) not in followers])
        return Assigned(len(self.new) - len(self.ended), len(self.ended), len(self.corrected))
