"""How long things last: appointments, rotation, secondment, posts that must change (FACTS §5). All numbers are data."""

from collections.abc import Callable
from datetime import date, timedelta

from personnel.rules import Answer
from personnel.rules.numbers import Number, Numbers
from qlcb.dates import add_months
from qlcb.formats import date_vi


def appointment_end(begins: date, retires_on: date, numbers: Numbers, *, again: bool = False) -> Answer[date | None]:
    """Return when an appointment that begins on that day ends, None when there is too little time left for one.

    A term is five years. Whoever has less until retirement keeps the position until then if it is two years or more; a
    re-appointment (`again`) lasts until retirement even if it is less. NĐ 138/2020, NĐ 170/2025.
    """
    months = numbers.on(Number.APPOINTMENT_MONTHS, begins)
    least = numbers.on(Number.APPOINTMENT_LEAST_MONTHS, begins)
    term = add_months(begins, months)
    steps = [f"Thời hạn giữ chức vụ {months} tháng kể từ {date_vi(begins)}: đến {date_vi(term)}."]
    if term <= retires_on:
        return Answer(term, steps)
    steps.append(f"Nghỉ hưu {date_vi(retires_on)}, chưa đủ một thời hạn.")
    if add_months(begins, least) <= retires_on:
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
    """Return the day until which a rotation (luân chuyển) lasts at least."""
    months = numbers.on(Number.ROTATION_MONTHS, begins)
    day = add_months(begins, months)
    return Answer(day, [f"Luân chuyển từ {date_vi(begins)}, ít nhất {months} tháng: đến {date_vi(day)}."])


def secondment_until(begins: date, numbers: Numbers) -> Answer[date]:
    """Return the day until which a secondment (biệt phái) lasts at most, unless a new decision renews it."""
    months = numbers.on(Number.SECONDMENT_MONTHS, begins)
    day = add_months(begins, months)
    return Answer(day, [f"Biệt phái từ {date_vi(begins)}, không quá {months} tháng: đến {date_vi(day)}."])


def position_change(begins: date, numbers: Numbers) -> Answer[tuple[date, date]]:
    """Return from when until when the holder of a post on the list must change it (NĐ 59/2019 Điều 36 to 38)."""
    least = numbers.on(Number.POSITION_LEAST_MONTHS, begins)
    most = numbers.on(Number.POSITION_MOST_MONTHS, begins)
    first, last = add_months(begins, least), add_months(begins, most)
    words = (
        f"Giữ vị trí từ {date_vi(begins)}: chuyển đổi khi đủ {least} đến {most} tháng, từ {date_vi(first)} đến "
        f"{date_vi(last)}, theo đặc thù của lĩnh vực."
    )
    return Answer((first, last), [words])


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
