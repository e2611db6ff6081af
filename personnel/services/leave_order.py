"""What ends when a person serves here no more, what follows when that day is corrected, and what a return ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from personnel.leave_endings import ENDED, NAMES, ends_with
from personnel.models import Leaving, Posting
from personnel.models.rows import DossierRow
from personnel.sections import Section
from personnel.services.row_order import DAY
from qlcb.formats import date_vi
from qlcb.history import update_many

SAME_WRITING = timedelta(seconds=30)


@dataclass(frozen=True)
class Shift:
    """How a write changes a person's leaving: as it was stored, and as it is now; None where there is none."""

    was: Leaving | None
    now: Leaving | None

    @property
    def dossier_id(self) -> int:
        return (self.now or self.was).dossier_id


def follow_leavings(shifts: Sequence[Shift]) -> None:
    """End what holds of the people the day before they leave; let what a leaving had ended follow its day, or go on.

    Two queries for each kind of record that a leaving ends, and those of the history, for any number of people. Raises
    ValidationError when something begins after the person has left, or goes on after a time away.
    """
    by_dossier = {shift.dossier_id: shift for shift in shifts}
    marks = _marks([shift.was for shift in shifts if shift.was])
    for model in ENDED:
        concerned = [
            pk for pk, shift in by_dossier.items() if ends_with(shift.was, model) or ends_with(shift.now, model)
        ]
        if concerned:
            _follow(model, [by_dossier[pk] for pk in concerned], marks)


def end_leavings(postings: Sequence[Posting]) -> None:
    """People who had left are posted again: the leaving ends the day before. Two queries, and three where any ends.

    postings: one for each person. Raises ValidationError when one begins before the person left and reaches into the
    time after.
    """
    of = {posting.dossier_id: posting for posting in postings}
    begins = min((posting.valid_from.first_day for posting in postings), default=date.max)
    still = Leaving.objects.filter(Q(valid_to=None) | Q(valid_to__gte=begins), dossier_id__in=of)
    ended = []
    for leaving in still.select_for_update(of=["self"]).select_related("kind").order_by("pk"):
        posting, left = of[leaving.dossier_id], leaving.valid_from.first_day
        since, until = posting.valid_from.first_day, posting.valid_to or date.max
        if since <= left <= until:
            told = f"Từ {date_vi(left)} người này đã thôi phục vụ ({leaving.kind})."
            raise ValidationError({"valid_from": told})
        if left < since <= (leaving.valid_to or date.max):
            leaving.valid_to = since - DAY
            ended.append(leaving)
    update_many(ended, ["valid_to"])


def follow_new(section: Section, rows: Sequence[DossierRow]) -> None:
    """Let the rest of the files follow who leaves and who comes back by these new records, one for each person."""
    if section.ends_service:
        follow_leavings([Shift(None, row) for row in rows])
    elif section.places_people:
        end_leavings(rows)


def _follow(model, shifts: Iterable[Shift], marks) -> None:
    of = {shift.dossier_id: shift for shift in shifts}
    earliest = min(
        leaving.valid_from.first_day for shift in of.values() for leaving in (shift.was, shift.now) if leaving
    )
    reaching = Q(valid_to=None) | Q(valid_to__gte=earliest - DAY)
    rows = list(model.objects.select_for_update(of=["self"]).filter(reaching, dossier_id__in=of).order_by("pk"))
    cut = _cut(model, [row for row in rows if _touches(row, of[row.dossier_id].was)], marks)
    changed = []
    for row in rows:
        shift = of[row.dossier_id]
        ends = None if row.pk in cut and ends_with(shift.was, model) else row.valid_to
        if ends_with(shift.now, model):
            ends = _end_for(row, ends, shift.now)
        if ends != row.valid_to:
            row.valid_to = ends
            changed.append(row)
    update_many(changed, ["valid_to"])


def _end_for(row, ends: date | None, leaving: Leaving) -> date | None:
    """The last day of the record under the leaving."""
    left, back = leaving.valid_from.first_day, leaving.valid_to
    if (ends is not None and ends < left) or (back is not None and row.valid_from.first_day > back):
        return ends
    if row.valid_from.first_day >= left:
        told = (
            f"Đã ghi {NAMES[type(row)]} từ {row.valid_from}, sau ngày thôi phục vụ; hủy hoặc đính chính dòng đó trước."
        )
        raise ValidationError({"valid_from": told})
    if back is not None and (ends is None or ends > back):
        told = f"{NAMES[type(row)].capitalize()} từ {row.valid_from} kéo dài qua thời gian này; tách dòng đó trước."
        raise ValidationError({"valid_from": told})
    return left - DAY


def _touches(row, leaving: Leaving | None) -> bool:
    return leaving is not None and row.valid_to == leaving.valid_from.first_day - DAY


def _marks(leavings: Sequence[Leaving]) -> dict[int, list]:
    """Dossier → the entries that wrote its leaving: what they ended is known by them."""
    found: dict[int, list] = {}
    if leavings:
        for entry in Leaving.history.filter(id__in=[leaving.pk for leaving in leavings]):
            found.setdefault(entry.dossier_id, []).append(entry)
    return found


def _cut(model, rows: Sequence, marks: dict[int, list]) -> set[int]:
    """Ids of the records whose newest change was made with the leaving: what had ended of itself does not come back."""
    if not rows:
        return set()
    newest = model.history.filter(id__in=[row.pk for row in rows]).order_by("id", "-history_date", "-history_id")
    return {
        entry.id
        for entry in newest.distinct("id")
        if entry.history_type == "~" and any(_together(entry, mark) for mark in marks.get(entry.dossier_id, ()))
    }


def _together(one, other) -> bool:
    same = one.request_id == other.request_id and one.history_user_id == other.history_user_id
    return same and abs(one.history_date - other.history_date) < SAME_WRITING
