"""How long things last: appointments, rotation, secondment, posts that must change (FACTS §5). All numbers are data."""

from collections.abc import Callable
from datetime import date, timedelta

from personnel.rules import Answer
from personnel.rules.numbers import Number, Numbers
from qlcb.dates import add_months
from qlcb.formats import date_vi

DAY = timedelta(days=1)


def appointment_end(
    begins: date, retires_on: date | None, numbers: Numbers, *, again: bool = False
) -> Answer[date | None]:
    """Return the last day of an appointment that begins on that day, None when there is too little time left for one.

    A term is five years. Whoever has less until retirement keeps the position until then if it is two years or more; a
    re-appointment (`again`) lasts until retirement even if it is less. retires_on: the last day of service, None where
    it is not known. NĐ 138/2020, NĐ 170/2025.
    """
    months = numbers.on(Number.APPOINTMENT_MONTHS, begins)
    least = numbers.on(Number.APPOINTMENT_LEAST_MONTHS, begins)
    last = add_months(begins, months) - DAY
    steps = [f"Thời hạn giữ chức vụ {months} tháng kể từ {date_vi(begins)}: đến hết {date_vi(last)}."]
    if retires_on is None or last <= retires_on:
        return Answer(last, steps)
    steps.append(f"Nghỉ hưu {date_vi(retires_on)}, chưa đủ một thời hạn.")
    if add_months(begins, least) - DAY <= retires_on:
        return Answer(retires_on, [*steps, f"Còn từ {least} tháng công tác: giữ chức vụ đến khi nghỉ hưu."])
    if again:
        return Answer(retires_on, [*steps, f"Còn dưới {least} tháng: kéo dài thời gian giữ chức vụ đến khi nghỉ hưu."])
    return Answer(None, [*steps, f"Còn dưới {least} tháng công tác: không bổ nhiệm mới."])


def reappointment_begins(term_ends_on: date, numbers: Numbers) -> Answer[date]:
    """Return the day by which the procedure of re-appointment begins, 90 days before the term ends."""
    days = numbers.on(Number.REAPPOINTMENT_DAYS, term_ends_on)
    day = term_ends_on - timedelta(days=days)
    begun = f"bắt đầu quy trình bổ nhiệm lại chậm nhất {date_vi(day)}, trước {days} ngày"
    return Answer(day, [f"Hết thời hạn {date_vi(term_ends_on)}: {begun}."])


def rotation_until(begins: date, numbers: Numbers) -> Answer[date]:
    """Return the last day of the least time for which a rotation (luân chuyển) lasts."""
    months = numbers.on(Number.ROTATION_MONTHS, begins)
    day = add_months(begins, months) - DAY
    return Answer(day, [f"Luân chuyển từ {date_vi(begins)}, ít nhất {months} tháng: đến hết {date_vi(day)}."])


def secondment_until(begins: date, numbers: Numbers) -> Answer[date]:
    """Return the last day that one decision may give a secondment (biệt phái)."""
    months = numbers.on(Number.SECONDMENT_MONTHS, begins)
    day = add_months(begins, months) - DAY
    words = f"Biệt phái từ {date_vi(begins)}, mỗi quyết định không quá {months} tháng: đến hết {date_vi(day)}."
    return Answer(day, [words])


def position_change_due(
    begins: date,
    months: int,
    retires_on: date | None,
    numbers: Numbers,
    *,
    listed: date | None = None,
    wait: Callable[[date], Answer[date | None]] | None = None,
) -> Answer[date | None]:
    """Return the day on which a post, held since `begins`, is to be changed after its months, and never before the day
    from which it is `listed`, nor before `wait` of that day; None for who retires so soon after that it is not asked of
    them, and while nobody knows until when they wait (NĐ 59/2019/NĐ-CP Điều 36 to 38)."""
    day = add_months(begins, months)
    steps = [f"Giữ vị trí từ {date_vi(begins)}, {months} tháng: chuyển đổi từ {date_vi(day)}."]
    if listed is not None and day < listed:
        day = listed
        steps.append(f"Vị trí thuộc danh mục từ {date_vi(listed)}: đến hạn từ ngày ấy.")
    if wait is not None:
        later = wait(day)
        steps += later.steps
        if later.value is None:
            return Answer(None, steps)
        day = later.value
    if retires_on is None or spared_until(day, numbers) <= retires_on:
        return Answer(day, steps)
    least = numbers.on(Number.POSITION_SPARE_MONTHS, day)
    return Answer(None, [*steps, f"Nghỉ hưu {date_vi(retires_on)}, còn dưới {least} tháng công tác: không chuyển đổi."])


def spared_until(day: date, numbers: Numbers) -> date:
    """Return the day before which who retires is not asked to change position on `day`."""
    return add_months(day, numbers.on(Number.POSITION_SPARE_MONTHS, day))
