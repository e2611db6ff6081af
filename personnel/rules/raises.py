"""The next regular raise, or the next over-frame percent (TT 08/2013/TT-BNV Điều 2, TT 03/2021/TT-BNV; TT 04/2005).

The step has been held for 60, 36 or 24 months, longer by the months of extension (discipline, years without fulfilled
tasks) and by the months that do not count (unpaid leave, suspension …). All numbers are data.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from personnel.rules import Answer
from personnel.rules.absences import AbsenceLaw, NotCounted, Span, not_counted
from personnel.rules.consequences import Consequences, Extension, Mark, extension
from personnel.rules.held import Held
from personnel.rules.numbers import Number
from qlcb.dates import add_months
from qlcb.formats import date_vi, decimal_vi


class RaiseLaw(AbsenceLaw, Protocol):
    """The lists that the rule reads."""

    consequences: Consequences


@dataclass(frozen=True)
class Conduct:
    """What the file says of the person beside the salary."""

    subject: str = ""
    marks: Sequence[Mark] = ()
    spans: Sequence[Span] = ()


@dataclass(frozen=True)
class Due(Answer[date | None]):
    """The day from which a raise is due, None when there is none, and why.

    plain: the day by the calendar alone; extension_months, not_counted_months: what puts it off. doubts: what an
    officer looks at before signing.
    """

    plain: date | None = None
    extension_months: int = 0
    not_counted_months: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def moved(self) -> bool:
        """Whether anything puts the day off."""
        return self.value != self.plain


def next_raise(held: Held, conduct: Conduct, law: RaiseLaw, today: date) -> Due:
    """Return from which day the next step is due; None at the last step (TT 08/2013 Điều 2)."""
    if held.at_last:
        words = held.words[:1].upper() + held.words[1:]
        return Due(None, [f"{words} là bậc cuối: không nâng bậc, xét phụ cấp thâm niên vượt khung."])
    months = held.group.raise_months
    first = f"Thời gian giữ bậc để xét nâng bậc: {months} tháng (TT 08/2013/TT-BNV, Điều 2 khoản 1)."
    upper = held.group.coefficients.get(held.step + 1)
    what = f"nâng lên bậc {held.step + 1}" + (f", hệ số {decimal_vi(upper)}," if upper is not None else "")
    return _due(held, months, first, what, conduct, law, today)


def next_over_frame(held: Held, conduct: Conduct, law: RaiseLaw, today: date) -> Due:
    """Return from which day the next percent above the frame is due; None below the last step and for groups without.

    TT 04/2005/TT-BNV: the first percent after 36 or 24 months at the last step, then one more for each full 12 months;
    put off as raises are.
    """
    months = held.group.over_frame_months
    if not held.at_last:
        return Due(None, ["Chưa ở bậc cuối: xét nâng bậc thường xuyên."])
    if months is None:
        return Due(None, [f"Nhóm {held.name} không có phụ cấp thâm niên vượt khung."])
    if held.over_frame:
        months = law.numbers.on(Number.OVER_FRAME_MONTHS, held.since)
    first = f"Thời gian để xét phụ cấp thâm niên vượt khung: {months} tháng (TT 04/2005/TT-BNV)."
    what = f"hưởng phụ cấp thâm niên vượt khung {next_percent(held, law)} %"
    return _due(held, months, first, what, conduct, law, today)


def next_percent(held: Held, law: RaiseLaw) -> int:
    """Return the over-frame percent that follows the one held."""
    if not held.over_frame:
        return law.numbers.on(Number.OVER_FRAME_FIRST, held.since)
    return held.over_frame + law.numbers.on(Number.OVER_FRAME_NEXT, held.since)


def _due(held: Held, months: int, first: str, what: str, conduct: Conduct, law: RaiseLaw, today: date) -> Due:
    plain = add_months(held.since, months)
    longer, outside = _put_off(held.since, months, conduct, law, today)
    due = add_months(held.since, months + longer.months + outside.months)
    steps = [*held.steps, first, *longer.steps, *outside.steps]
    if longer.months or outside.months:
        parts = [f"{months} tháng giữ bậc"]
        parts += [f"{longer.months} tháng kéo dài"] if longer.months else []
        parts += [f"{outside.months} tháng không tính"] if outside.months else []
        total = months + longer.months + outside.months
        steps.append(f"Từ {date_vi(held.since)} phải đủ {' + '.join(parts)} = {total} tháng.")
    steps.append(f"Đến hạn {what} từ {date_vi(due)}.")
    doubts = [*held.doubts, *longer.doubts, *outside.doubts]
    return Due(due, steps, plain, longer.months, outside.months, doubts)


def _put_off(since: date, months: int, conduct: Conduct, law: RaiseLaw, today: date) -> tuple[Extension, NotCounted]:
    """What puts the raise off: everything from the first day of the step until the day that results from it.

    That day moves with what is found until then, so the search goes on to the new day until nothing more is found.
    """
    until = add_months(since, months)
    while True:
        longer, outside = Extension(), NotCounted()
        if conduct.marks:
            marks = [mark for mark in conduct.marks if since <= mark.day < until]
            longer = extension(marks, conduct.subject, law)
        if conduct.spans:
            outside = not_counted(conduct.spans, since, until, law, today)
        due = add_months(since, months + longer.months + outside.months)
        if due <= until:
            return longer, outside
        until = due
