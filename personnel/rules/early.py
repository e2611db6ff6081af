"""Raises before their time (TT 08/2013/TT-BNV Điều 3, TT 03/2021/TT-BNV; FACTS §3.4): for outstanding achievement,
within a quota; and before retirement. All numbers are data.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from personnel.rules import Answer
from personnel.rules.held import Held
from personnel.rules.numbers import Number, Numbers
from personnel.rules.raises import Due
from qlcb.dates import add_months, full_months
from qlcb.formats import date_vi


@dataclass(frozen=True)
class Merit:
    """A reward or title in the file: on which day, in words, and how many months early a raise may come for it."""

    day: date
    words: str
    months: int


@dataclass(frozen=True)
class Early(Answer[date | None]):
    """The earliest day of the raise, None when it may not be, and why. months: how much before its time that is."""

    months: int = 0


@dataclass(frozen=True)
class Quota:
    """How many people of a unit may be raised early in a year, and how many are left over for the unit above."""

    raises: int
    left_over: int
    steps: list[str]


def quota(people: int, numbers: Numbers, day: date) -> Quota:
    """Return one raise for each full 10 people on the payroll; the rest below 10 is reported to the superior.

    Raises ValueError for a negative number of people.
    """
    if people < 0:
        raise ValueError("people cannot be fewer than none")
    per = numbers.on(Number.EARLY_PEOPLE, day)
    raises, left_over = divmod(people, per)
    steps = [f"Danh sách trả lương {people} người, mỗi {per} người được một suất: {raises} suất."]
    if left_over:
        steps.append(f"Còn lẻ {left_over} người: báo cáo cấp trên trực tiếp trong quý IV.")
    return Quota(raises, left_over, steps)


def early_for_merit(
    held: Held, due: Due, merits: Sequence[Merit], year: int, numbers: Numbers, *, last_was_early: bool
) -> Early:
    """Return from which day somebody may be raised early in `year` for outstanding achievement.

    Not at the last step; no extension in the held step; by 31 December at most 12 months short; an achievement
    recognised in the last 6 (4) years; not twice in a row in one rank. At most 12 months early, and as many as the best
    achievement gives.
    """
    ends = date(year, 12, 31)
    steps = [] if due.value is None else [f"Nâng bậc thường xuyên đến hạn từ {date_vi(due.value)}."]
    refusal = _refused(held, due, ends, numbers, last_was_early)
    if refusal:
        return Early(None, [*steps, refusal])
    since = add_months(ends, -held.group.raise_months * numbers.on(Number.EARLY_MERIT_PERIODS, ends))
    known = [merit for merit in merits if since < merit.day <= ends and merit.months]
    if not known:
        return Early(None, [*steps, f"Hồ sơ không có thành tích được xét từ {date_vi(since)} đến {date_vi(ends)}."])
    best = max(known, key=lambda merit: (merit.months, merit.day))
    months = min(best.months, numbers.on(Number.EARLY_MONTHS, ends))
    steps += [
        f"Đến 31/12/{year} còn thiếu {_short(due.value, ends)} tháng.",
        f"Thành tích: {best.words}: sớm nhất {months} tháng.",
    ]
    return _early(held, due.value, months, steps)


def _refused(held: Held, due: Due, ends: date, numbers: Numbers, last_was_early: bool) -> str:
    below, most = numbers.on(Number.EARLY_BELOW_LAST, ends), numbers.on(Number.EARLY_MONTHS, ends)
    if due.value is None or held.step > held.group.last_step - below:
        return f"Đang ở {held.words}: không còn bậc để nâng trước hạn."
    if due.extension_months:
        return "Trong thời gian giữ bậc có kỷ luật hoặc không hoàn thành nhiệm vụ: không xét nâng trước hạn."
    if due.value <= ends:
        return f"Đến hạn thường xuyên trong năm {ends.year}: không cần nâng trước hạn."
    if due.value > add_months(_next_day(ends), most):
        return f"Đến 31/12/{ends.year} còn thiếu quá {most} tháng."
    if last_was_early:
        return "Bậc đang giữ đã được nâng trước hạn: không nâng trước hạn hai lần liên tiếp trong cùng ngạch."
    return ""


def early_before_retirement(held: Held, due: Due, retires_on: date, numbers: Numbers) -> Early:
    """Return from which day somebody with notice of retirement may be raised early (Điều 3 khoản 2).

    From the notice until the day before retirement there is a day on which at most 12 months are missing.
    """
    notice = add_months(retires_on, -numbers.on(Number.RETIREMENT_NOTICE_MONTHS, retires_on))
    most = numbers.on(Number.EARLY_RETIREMENT_MONTHS, retires_on)
    steps = [f"Nghỉ hưu {date_vi(retires_on)}, thông báo nghỉ hưu trước ngày {date_vi(notice)}."]
    if due.value is None:
        return Early(None, [*steps, f"Đang ở {held.words}: không còn bậc để nâng."])
    steps.append(f"Nâng bậc thường xuyên đến hạn từ {date_vi(due.value)}.")
    if due.extension_months:
        words = "Trong thời gian giữ bậc có kỷ luật hoặc không hoàn thành nhiệm vụ: không xét nâng trước hạn."
        return Early(None, [*steps, words])
    if due.value <= notice:
        return Early(None, [*steps, "Đến hạn trước khi có thông báo nghỉ hưu: nâng bậc thường xuyên."])
    day = max(add_months(due.value, -most), notice)
    if day >= retires_on:
        return Early(None, [*steps, f"Đến ngày nghỉ hưu còn thiếu quá {most} tháng."])
    return Early(day, [*steps, f"Được nâng trước hạn từ {date_vi(day)}."], full_months(day, due.value))


def _early(held: Held, due: date, months: int, steps: list[str]) -> Early:
    day = max(add_months(due, -months), held.since)
    return Early(day, [*steps, f"Được xét nâng lên bậc {held.step + 1} sớm nhất từ {date_vi(day)}."], months)


def _short(due: date, ends: date) -> int:
    """Months short by the end of the year, begun months counted whole."""
    first = _next_day(ends)
    whole = full_months(first, due)
    return whole + (add_months(first, whole) < due)


def _next_day(ends: date) -> date:
    return date(ends.year + 1, 1, 1)
