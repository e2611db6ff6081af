"""When a change of position is not yet asked of somebody (NĐ 59/2019/NĐ-CP Điều 38: chưa chuyển đổi vị trí công tác).

Named there, as far as a dossier tells it: who expects a child or brings one up that is under 36 months, who studies
full time for 12 months or longer, who is suspended, held or under investigation. All numbers are data. What a dossier
does not tell (a discipline still being considered, a grave illness) is for who decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from personnel.rules import Answer
from personnel.rules.numbers import Number, Numbers
from qlcb.dates import PartialDate, add_months
from qlcb.formats import date_vi

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ground:
    """Why somebody is let be, from `first` to `last`, both included; None: its end is not known."""

    first: date
    last: date | None
    words: str

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def small_child(born: PartialDate, numbers: Numbers) -> Ground:
    """Return the ground that a child is, from its birth until it is 36 months old; of a birth known to the month or
    year, until the latest day that may mean."""
    months = numbers.on(Number.POSITION_CHILD_MONTHS, born.last_day)
    last = add_months(born.last_day, months) - DAY
    return Ground(born.first_day, last, f"nuôi con dưới {months} tháng tuổi (sinh {born}) đến {date_vi(last)}")


def long_study(begins: PartialDate, ends: PartialDate, numbers: Numbers) -> Ground | None:
    """Return the ground that full-time studies are, from the first day they may begin to the last they may end; None
    where they are shorter than the law asks."""
    months = numbers.on(Number.POSITION_STUDY_MONTHS, begins.first_day)
    if add_months(begins.first_day, months) > ends.last_day + DAY:
        return None
    words = f"đi học tập trung từ {months} tháng trở lên ({begins} đến {ends})"
    return Ground(begins.first_day, ends.last_day, words)


def put_off(day: date, grounds: Iterable[Ground], today: date) -> Answer[date | None]:
    """Return the day on which a change that falls due on `day` is asked for: the first one from then on without a
    ground; for one that is overdue and finds one today, the first after it. None while a ground has no known end.

    The steps name the grounds, none when the day stays.
    """
    grounds = sorted(grounds, key=lambda ground: (ground.first, ground.last or date.max))
    answer = _after(day, grounds)
    if answer.value is not None and answer.value < today:
        later = _after(today, grounds)
        if later.steps:
            return Answer(later.value, later.steps)
    return answer


def _after(day: date, grounds: list[Ground]) -> Answer[date | None]:
    steps: list[str] = []
    while (found := next((ground for ground in grounds if ground.holds(day)), None)) is not None:
        if found.last is None:
            return Answer(None, [*steps, f"Chưa chuyển đổi: {found.words}, chưa rõ ngày kết thúc."])
        day = found.last + DAY
        steps.append(f"Chưa chuyển đổi: {found.words}; xét lại từ {date_vi(day)}.")
    return Answer(day, steps)
