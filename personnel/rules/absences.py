"""Time that does not count towards a raise (TT 08/2013/TT-BNV Điều 2 khoản 1 điểm b, c; TT 03/2021/TT-BNV; FACTS §3.3).

Unpaid leave, suspension, tập sự and the like do not count; sickness counts up to some months; leave, maternity and
studies on the payroll do. Which kinds those are, and from when, stands in the list of kinds of absence.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol, Self

from personnel.rules.numbers import Number, Numbers
from personnel.rules.working_days import WorkingCalendar
from qlcb.dates import add_months, full_months
from qlcb.formats import date_vi, number_vi

COUNTED, NOT_COUNTED, CAPPED = "counted", "not_counted", "capped"

_DAY = timedelta(days=1)


class KindRow(Protocol):
    """A kind of absence in a time: `group` is counted, not_counted, or capped (counted up to some months)."""

    code: str
    name: str
    group: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Kind:
    """A kind that comes from a file."""

    code: str
    name: str
    group: str
    valid_from: date | None = None
    valid_to: date | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of fixtures/catalogues/terms/absence_kind.csv. Raises KeyError or ValueError on another shape."""
        days = (date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to"))
        return cls(row["code"], row["name"], row["group"], *days)


class Kinds:
    """The list of kinds. A code may stand in it several times, one after the other: military service counts only since
    TT 03/2021."""

    def __init__(self, rows: Iterable[KindRow]) -> None:
        self._rows: dict[str, list[KindRow]] = defaultdict(list)
        for row in rows:
            self._rows[row.code].append(row)

    def parts(self, code: str, first: date, last: date) -> list[tuple[date, date, str]]:
        """Return the days from first to last in pieces of one group each: (first, last, group)."""
        pieces = []
        for row in sorted(self._rows.get(code, ()), key=lambda row: row.valid_from or date.min):
            begins, ends = max(first, row.valid_from or first), min(last, row.valid_to or last)
            if begins <= ends:
                pieces.append((begins, ends, row.group))
        return pieces


class AbsenceLaw(Protocol):
    """What the rule reads of the lists."""

    kinds: Kinds
    numbers: Numbers
    calendar: WorkingCalendar


@dataclass(frozen=True)
class Span:
    """An absence. last None: it goes on, or its end was not entered. days: working days, where only some of the days
    between were taken or no end is known. exact: both days are known."""

    first: date
    last: date | None
    code: str
    name: str
    days: Decimal | None = None
    exact: bool = True


@dataclass(frozen=True)
class NotCounted:
    """Whole months that do not count, why, and what is to be looked at."""

    months: int = 0
    steps: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Piece:
    first: date
    last: date
    name: str
    group: str
    days: Decimal | None


def not_counted(spans: Iterable[Span], since: date, until: date, law: AbsenceLaw, today: date) -> NotCounted:
    """Return the months between since and until (excluded) that do not count towards the raise.

    The days of all such absences, each counted once, make whole months; of what is left less than 11 working days do
    not count and 11 or more are a month. Sickness on social insurance counts until it sums up to 6 months in the held
    step; the excess does not. An absence without an end is taken to last until today.
    """
    pieces, doubts = _pieces(spans, since, until, law, today)
    outside = [piece for piece in pieces if piece.group == NOT_COUNTED]
    sick = [piece for piece in pieces if piece.group == CAPPED]
    if not outside and not sick:
        return NotCounted(doubts=doubts)
    steps = [f"Không tính {piece.name.lower()} {_period(piece)}." for piece in outside]
    month = law.numbers.on(Number.MONTH_DAYS, since)
    months, days = _length(outside, law.calendar, month)
    if sick:
        excess, told = _excess(sick, law, since, month)
        steps.append(told)
        months, days = _carried(months + excess[0], days + excess[1], month)
    least = law.numbers.on(Number.ROUND_UP_DAYS, since)
    rounded = months + (days >= least)
    if days:
        what = "tính tròn một tháng (từ" if rounded > months else "không tính (dưới"
        told = f"phần lẻ {what} {least} ngày làm việc), thành {rounded} tháng"
        steps.append(f"Cộng thời gian không tính: {_words(months, days)}; {told}.")
    elif months and (len(outside) > 1 or sick):
        steps.append(f"Cộng thời gian không tính: {months} tháng.")
    elif months:
        steps[-1] = f"{steps[-1][:-1]}: {months} tháng."
    return NotCounted(rounded, steps, doubts)


def _pieces(spans, since: date, until: date, law: AbsenceLaw, today: date) -> tuple[list[_Piece], list[str]]:
    """The absences cut to the time asked about, by what the law of each day says, each day once; and the doubts."""
    pieces, doubts, last_taken = [], [], {}
    for span in sorted(spans, key=lambda span: span.first):
        first, last = max(span.first, since), min(_last_day(span, law.calendar, today), until - _DAY)
        for begins, ends, group in law.kinds.parts(span.code, first, last) if first <= last else ():
            if group == COUNTED:
                continue
            begins = max(begins, last_taken.get(group, begins - _DAY) + _DAY)
            if begins > ends:
                continue
            pieces.append(_Piece(begins, ends, span.name, group, span.days))
            last_taken[group] = ends
            doubts += _doubts(span)
    return pieces, list(dict.fromkeys(doubts))


def _last_day(span: Span, calendar: WorkingCalendar, today: date) -> date:
    if span.last is not None:
        return span.last
    if span.days is None:
        return max(today, span.first)
    day, left = span.first, span.days
    while left > 1 or not calendar.is_working(day):
        left -= calendar.is_working(day)
        day += _DAY
    return day


def _doubts(span: Span) -> list[str]:
    if span.last is None and span.days is None:
        return [f"“{span.name}” từ {date_vi(span.first)} chưa ghi ngày kết thúc: tính đến hôm nay."]
    if not span.exact:
        return [f"“{span.name}” từ {date_vi(span.first)} chỉ ghi tháng hoặc năm."]
    return []


def _length(pieces: Sequence[_Piece], calendar: WorkingCalendar, month: int) -> tuple[int, Decimal]:
    """Whole months and the working days left over, `month` of which make one more month."""
    months, days = 0, Decimal(0)
    whole = []
    for piece in pieces:
        taken = piece.days
        if taken is not None and taken < _working_days(piece.first, piece.last, calendar):
            days += taken
        else:
            whole.append((piece.first, piece.last))
    for first, last in _joined(whole):
        full = full_months(first, last + _DAY)
        months += full
        days += _working_days(add_months(first, full), last, calendar)
    return _carried(months, days, month)


def _carried(months: int, days: Decimal, month: int) -> tuple[int, Decimal]:
    return months + int(days // month), days % month


def _joined(periods: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Periods that follow each other without a day between are one."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        if joined and first == joined[-1][1] + _DAY:
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def _working_days(first: date, last: date, calendar: WorkingCalendar) -> Decimal:
    return Decimal(sum(calendar.is_working(first + _DAY * passed) for passed in range((last - first).days + 1)))


def _excess(sick: Sequence[_Piece], law: AbsenceLaw, since: date, month: int) -> tuple[tuple[int, Decimal], str]:
    """What sickness sums up to beyond the months that count, and the sentence about it."""
    most = law.numbers.on(Number.SICK_MONTHS, since)
    months, days = _length(sick, law.calendar, month)
    summed = f"{sick[0].name} cộng dồn {_words(months, days)}"
    if (months, days) <= (most, 0):
        return (0, Decimal(0)), f"{summed}: được tính (đến {most} tháng)."
    excess = months - most, days
    return excess, f"{summed}, được tính đến {most} tháng: không tính {_words(*excess)}."


def _words(months: int, days: Decimal) -> str:
    parts = [f"{months} tháng"] if months else []
    parts += [f"{number_vi(days)} ngày làm việc"] if days else []
    return " ".join(parts) or "0 tháng"


def _period(piece: _Piece) -> str:
    if piece.first == piece.last:
        return f"ngày {date_vi(piece.first)}"
    return f"từ {date_vi(piece.first)} đến {date_vi(piece.last)}"
