"""A fact from a list among the dated records of one dossier; the rules are those of `services.row_order`."""

from collections.abc import Sequence
from datetime import date, timedelta

from personnel.importing.lookups_db import CellRefused
from personnel.importing.planned import Writes
from personnel.models.rows import DatedRow
from qlcb.dates import PartialDate

DAY = timedelta(days=1)


def holding_on(rows: Sequence[DatedRow], day: date) -> DatedRow | None:
    """Return the record that holds on the day."""
    return next((row for row in rows if _begins(row) <= day and reaches(row, day)), None)


def nearest(rows: Sequence[DatedRow], day: date) -> DatedRow | None:
    """Return the record that holds on the day, or else the next to begin."""
    return holding_on(rows, day) or next((row for row in rows if _begins(row) > day), None)


def beginning_at(rows: Sequence[DatedRow], start: PartialDate) -> DatedRow | None:
    """Return the record that begins then: on the same first day, or in a month or year of which only that is known."""
    exact = next((row for row in rows if _begins(row) == start.first_day), None)
    return exact or next((row for row in rows if agrees(row.valid_from, start)), None)


def is_finer(new: PartialDate, old: PartialDate) -> bool:
    """Tell whether `new` says the same as `old`, only more exactly."""
    return new != old and _within(new, old)


def agrees(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether two partial dates may be the same day."""
    return one == other or (one is not None and other is not None and (_within(one, other) or _within(other, one)))


def insert(rows: Sequence[DatedRow], row: DatedRow, writes: Writes) -> None:
    """Add a record: the one running before it ends the day before, it ends before the next begins.

    No record begins on its first day (that is found by `beginning_at` and corrected).
    """
    begins = _begins(row)
    later = next((other for other in rows if _begins(other) > begins), None)
    earlier = next((other for other in reversed(rows) if _begins(other) < begins), None)
    if later is not None:
        row.valid_to = _begins(later) - DAY
    if earlier is not None and reaches(earlier, begins):
        row.valid_to = row.valid_to or earlier.valid_to
        writes.set(earlier, "valid_to", begins - DAY, shrinks=True)
    writes.created.append(row)


def move_start(rows: Sequence[DatedRow], row: DatedRow, start: PartialDate, writes: Writes, key: str) -> None:
    """Correct the first day of a record; the one that ended right before it follows.

    key: the column that tells the day. Raises CellRefused when the day lies before the record before, or after its
    own end.
    """
    old, new = _begins(row), start.first_day
    before = next((other for other in reversed(rows) if _begins(other) < old), None)
    if before is not None and _begins(before) >= new:
        raise CellRefused(key, f"Ngày {start} không sau {before.valid_from}, ngày bắt đầu của dòng trước trong hồ sơ.")
    if row.valid_to is not None and row.valid_to < new:
        raise CellRefused(key, f"Ngày {start} sau ngày kết thúc {row.valid_to:%d/%m/%Y} của dòng này trong hồ sơ.")
    if before is not None and reaches(before, min(old, new) - DAY) and before.valid_to != new - DAY:
        writes.set(before, "valid_to", new - DAY, shrinks=new < old)
    writes.set(row, "valid_from", start, shrinks=new > old)


def reaches(row: DatedRow, day: date) -> bool:
    """Tell whether the record still holds on the day, if it has begun."""
    return row.valid_to is None or row.valid_to >= day


def _begins(row: DatedRow) -> date:
    return row.valid_from.first_day


def _within(inner: PartialDate, outer: PartialDate) -> bool:
    return outer.first_day <= inner.first_day and inner.last_day <= outer.last_day
