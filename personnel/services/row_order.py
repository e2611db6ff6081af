"""How dated rows of one series give way to each other when one is added, corrected or removed."""

from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from personnel.sections import Section, TimeRule
from qlcb.dates import PartialDate
from qlcb.formats import date_vi
from qlcb.history import record

DAY = timedelta(days=1)
MOMENT = timedelta(seconds=30)
ONLY_ROW = "Đây là dòng duy nhất; hồ sơ phải có ít nhất một dòng. Dùng “Đính chính” để sửa."


def make_room(section: Section, row) -> None:
    """Prepare the series for a new row: end the running one the day before; an open end reaches to the next row.

    Raises ValidationError as `fit_in`.
    """
    ended = fit_in(section, row, section.neighbours(row).select_for_update().order_by("valid_from"))
    if ended is not None:
        record(ended)


def fit_in(section: Section, row, others: Iterable):
    """Set the end of a new row among the others of its series, and the end of the one that ends because of it.

    others: oldest first. Returns the one that ends, changed and not saved, or None. Raises ValidationError when a row
    begins on the very same day (that is a correction, not a change), when a typed end reaches into the next row, and
    when the new row would end inside the running one and leave a time without any.
    """
    begins, others = row.valid_from.first_day, list(others)
    same = [other for other in others if other.valid_from.first_day == begins]
    if same:
        raise ValidationError(
            {"valid_from": f"Đã có {section.singular} từ {same[0].valid_from}; dùng “Đính chính” để sửa dòng đó."}
        )
    later = [other for other in others if other.valid_from.first_day > begins]
    earlier = [other for other in others if other.valid_from.first_day < begins]
    if later:
        last_day = later[0].valid_from.first_day - DAY
        if row.valid_to and row.valid_to > last_day:
            raise ValidationError(
                {"valid_to": f"Từ {later[0].valid_from} đã có dòng khác; ghi đến {date_vi(last_day)}."}
            )
        row.valid_to = row.valid_to or last_day
    if earlier and _reaches(earlier[-1], begins):
        running = earlier[-1]
        if row.valid_to and section.time_rule is TimeRule.ONE_AT_A_TIME and _reaches(running, row.valid_to + DAY):
            raise ValidationError({"valid_to": "Để trống; khi hết thời hạn thì thêm dòng mới cho thời gian tiếp theo."})
        row.valid_to = row.valid_to or running.valid_to
        running.valid_to = begins - DAY
        return running
    return None


def keep_whole(section: Section, stored, row) -> None:
    """A correction may not open a gap: the end of a row that another follows at once is corrected at that other row."""
    if section.time_rule is not TimeRule.ONE_AT_A_TIME or stored.valid_to is None or row.valid_to == stored.valid_to:
        return
    following = section.neighbours(stored).filter(valid_from__first_day=stored.valid_to + DAY).first()
    if following:
        raise ValidationError(
            {"valid_to": f"Dòng sau bắt đầu từ {following.valid_from}; đính chính ngày bắt đầu của dòng đó."}
        )


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
    """Remove a row; the row that had ended for it takes over its end.

    Where one row always holds, that is the one which ended right before. Where there may be none, only a row that was
    cut by entering this one: an appointment whose own term was over does not come back. Raises ValidationError for the
    only row of a series that must always hold one.
    """
    before = section.neighbours(row).select_for_update().filter(valid_to=row.valid_from.first_day - DAY).first()
    always = section.time_rule is TimeRule.ONE_AT_A_TIME
    if section.required and not section.neighbours(row).exclude(pk=row.pk).exists():
        raise ValidationError(ONLY_ROW)
    ends, cut = row.valid_to, before is not None and (always or _cut_for(before, row))
    row.delete()
    if cut:
        before.valid_to = ends
        record(before)


def _cut_for(before, row) -> bool:
    """Whether the newest change of `before` was made by the request that entered `row`."""
    return was_cut(row.history.filter(history_type="+").first(), before.history.first())


def was_cut(entered, changed) -> bool:
    """Whether one act made both history rows: a record's entering, and the newest change of the one before it."""
    same = entered.request_id == changed.request_id and entered.history_user_id == changed.history_user_id
    return changed.history_type == "~" and same and abs(entered.history_date - changed.history_date) < MOMENT


def going_on(row, day: date):
    """The record, unsaved, by which a fact goes on as it is from that day, when something else about it changes."""
    following = copy(row)
    following._state = copy(row._state)
    following.pk, following._state.adding, following.version = None, True, 1
    following.valid_from = PartialDate.of(day)
    following.drafted_by, following.paper_received_on, following.note = "", None, ""
    return following


def _reaches(row, day: date) -> bool:
    return row.valid_to is None or row.valid_to >= day
