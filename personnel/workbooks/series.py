"""The time rule over what is stored and what a file brings, for one person's rows of one series.

The rules are those of `services.row_order`; a file may besides move several bounds at once, if they fit in the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from personnel.models.rows import DatedRow
from personnel.sections import Section, TimeRule
from personnel.workbooks.lines import Line
from qlcb.formats import date_vi

DAY = timedelta(days=1)


@dataclass(slots=True, eq=False)
class Span:
    """A record's time. line: the row of the file that speaks of it; stated: whether that row tells its last day.

    was: first and last day as stored, None for a new record. cause: the row because of which the last day moved.
    """

    row: DatedRow
    begins: date
    ends: date | None
    line: Line | None = None
    stated: bool = False
    was: tuple[date, date | None] | None = None
    cause: Line | None = None

    @property
    def moved(self) -> bool:
        return self.was != (self.begins, self.ends)

    def reaches(self, day: date) -> bool:
        return self.ends is None or self.ends >= day


@dataclass(eq=False)
class Clash(Exception):
    """The row that does not fit, the field to look at, and why."""

    line: Line
    field: str
    message: str


def fit(section: Section, stored: Iterable[Span], new: Sequence[Span]) -> list[Span]:
    """Fit the changed and new records into each other and return all spans, in their order.

    stored: with their bounds as the file would have them. Raises Clash at the first row that does not fit; the spans
    are worth nothing then.
    """
    spans = sorted(stored, key=lambda span: span.begins)
    _follow_starts(spans)
    for span in sorted(new, key=lambda span: span.begins):
        _make_room(section, spans, span)
        spans.append(span)
        spans.sort(key=lambda other: other.begins)
    _check(section, spans)
    return spans


def _follow_starts(spans: list[Span]) -> None:
    """A first day is corrected: the record that ended right before it, if the file leaves it alone, follows."""
    for span in spans:
        if span.was is None or span.was[0] == span.begins:
            continue
        before = next((s for s in spans if s.was and s.was[1] == span.was[0] - DAY and s.ends == s.was[1]), None)
        if before is None:
            continue
        if before.begins >= span.begins:
            since = before.row.valid_from
            raise Clash(span.line, "valid_from", f"Ngày bắt đầu phải sau {since}, ngày bắt đầu của dòng trước.")
        before.ends, before.cause = span.begins - DAY, span.line


def _make_room(section: Section, spans: list[Span], new: Span) -> None:
    """As `row_order.make_room`: end the running record the day before; an open end reaches to the next one."""
    line, begins = new.line, new.begins
    same = next((span for span in spans if span.begins == begins), None)
    if same is not None:
        raise Clash(line, "valid_from", f"Đã có {section.singular} từ {same.row.valid_from}{_place(same)}.")
    later = next((span for span in spans if span.begins > begins), None)
    earlier = next((span for span in reversed(spans) if span.begins < begins), None)
    if later is not None:
        last_day = later.begins - DAY
        if new.ends and new.ends > last_day:
            told = f"Từ {later.row.valid_from} đã có dòng khác{_place(later)}; ghi đến {date_vi(last_day)}."
            raise Clash(line, "valid_to", told)
        new.ends = new.ends or last_day
    if earlier is None or not earlier.reaches(begins):
        return
    if earlier.stated:
        told = f"Chồng lấn với dòng từ {earlier.row.valid_from} đến {date_vi(earlier.ends)}{_place(earlier)}."
        raise Clash(line, "valid_from", told)
    if new.ends and section.time_rule is TimeRule.ONE_AT_A_TIME and earlier.reaches(new.ends + DAY):
        raise Clash(line, "valid_to", "Để trống; khi hết thời hạn thì thêm dòng mới cho thời gian tiếp theo.")
    new.ends = new.ends or earlier.ends
    earlier.ends, earlier.cause = begins - DAY, line


def _check(section: Section, spans: list[Span]) -> None:
    """Nothing overlaps, and where one record always holds no correction opens a gap."""
    for one, other in pairwise(spans):
        if one.reaches(other.begins):
            line = other.line or one.line
            met = one if line is other.line else other
            if line is not None:
                raise Clash(line, "valid_from", f"Chồng lấn với dòng từ {met.row.valid_from}{_place(met)}.")
        if section.time_rule is TimeRule.ONE_AT_A_TIME and _opens_gap(one, other):
            told = f"Dòng sau bắt đầu từ {other.row.valid_from}; đính chính ngày bắt đầu của dòng đó."
            raise Clash(one.line or other.line, "valid_to", told)


def _opens_gap(one: Span, other: Span) -> bool:
    """Whether two records that touched no longer do."""
    if one.was is None or other.was is None or not (one.moved or other.moved):
        return False
    return one.was[1] == other.was[0] - DAY and one.ends != other.begins - DAY


def _place(span: Span) -> str:
    """Where the file speaks of a record."""
    return f" (dòng {span.line.number} của trang này)" if span.line is not None else ""


def in_waves(spans: Sequence[Span]) -> list[list[Span]]:
    """The moved stored records in an order in which none meets another on the way, as statements one after another.

    Raises Clash when there is no such order: two records that trade places.
    """
    now = {id(span): span.was for span in spans if span.was is not None}
    waiting = [span for span in spans if span.was is not None and span.moved]
    waves: list[list[Span]] = []
    while waiting:
        free = [span for span in waiting if not _meets_others(span, now)]
        if not free:
            line = next(span.line or span.cause for span in waiting)
            raise Clash(line, "valid_from", "Không đổi chỗ hai dòng trong cùng một tệp được; ghi từng dòng tại hồ sơ.")
        for span in free:
            now[id(span)] = span.begins, span.ends
        waves.append(free)
        waiting = [span for span in waiting if span not in free]
    return waves


def _meets_others(span: Span, now: dict[int, tuple[date, date | None]]) -> bool:
    return any(
        (span.ends is None or begins <= span.ends) and (ends is None or ends >= span.begins)
        for key, (begins, ends) in now.items()
        if key != id(span)
    )
