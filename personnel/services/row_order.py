"""How dated rows of one series give way to each other when one is added, corrected or removed."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError

from personnel.sections import Section
from qlcb.history import record

DAY = timedelta(days=1)


def make_room(section: Section, row) -> None:
    """Prepare the series for a new row: end the running one the day before, end the new one before the next begins.

    Raises ValidationError when a row begins on the very same day: that is a correction, not a change.
    """
    begins = row.valid_from.first_day
    others = list(section.neighbours(row).select_for_update().order_by("valid_from"))
    same = [other for other in others if other.valid_from.first_day == begins]
    if same:
        raise ValidationError(
            {"valid_from": f"Đã có {section.singular} từ {same[0].valid_from}; dùng “Đính chính” để sửa dòng đó."}
        )
    later = [other for other in others if other.valid_from.first_day > begins]
    earlier = [other for other in others if other.valid_from.first_day < begins]
    if later and (row.valid_to is None or row.valid_to >= later[0].valid_from.first_day):
        row.valid_to = later[0].valid_from.first_day - DAY
    if earlier and _reaches(earlier[-1], begins):
        running = earlier[-1]
        if row.valid_to is None:
            row.valid_to = running.valid_to
        running.valid_to = begins - DAY
        record(running)


def follow_start(section: Section, row, old_start: date) -> None:
    """A row's first day is corrected: the row that ended right before it ends right before the new day.

    Called before the row is saved when it moves back, after it when it moves on, so that the two never overlap.
    """
    new_start = row.valid_from.first_day
    before = section.neighbours(row).select_for_update().filter(valid_to=old_start - DAY).exclude(pk=row.pk).first()
    if before is None:
        return
    if before.valid_from.first_day >= new_start:
        raise ValidationError(
            {"valid_from": f"Ngày bắt đầu phải sau {before.valid_from}, ngày bắt đầu của dòng trước."}
        )
    before.valid_to = new_start - DAY
    record(before)


def close_gap(section: Section, row) -> None:
    """Before a row is removed: the row that ended right before it takes over its end."""
    before = section.neighbours(row).select_for_update().filter(valid_to=row.valid_from.first_day - DAY).first()
    if before is not None:
        return_to = row.valid_to
        row.delete()
        before.valid_to = return_to
        record(before)
    else:
        row.delete()


def _reaches(row, day: date) -> bool:
    return row.valid_to is None or row.valid_to >= day
