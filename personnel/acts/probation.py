"""Hết tập sự: who has served the time of probation and is appointed to the rank, at full pay (TCHQ-3.1a)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from personnel.acts.base import Candidate, Period
from personnel.models import Dossier, Salary
from personnel.pay_facts import PayTables
from personnel.rules.numbers import Number, Numbers
from qlcb.dates import PartialDate, add_months
from qlcb.formats import date_vi


def ending_probations(people, period: Period, today: date) -> list[Candidate]:
    """Who is paid the percent of probation and has served its months by the end of the period.

    Out is whose next pay is on file. Three queries.
    """
    numbers, found = PayTables(today).numbers, []
    for salary in _in_probation(people, numbers, today):
        begins, ends = salary.valid_from.first_day, _ends(salary, numbers)
        if ends <= period.last:
            late = "đã hết" if ends < period.first else "hết"
            why = f"Tập sự {salary.rank.name} từ {date_vi(begins)}, {late} thời gian tập sự ngày {date_vi(ends)}."
            months = numbers.on(Number.PROBATION_MONTHS, begins)
            steps = (f"Thời gian tập sự {months} tháng, hưởng {salary.pay_percent} % bậc {salary.step}.",)
            if salary.followed:
                found.append(Candidate(salary.dossier_id, False, f"{why} Hồ sơ đã ghi bậc lương tiếp theo.", steps))
            else:
                found.append(Candidate(salary.dossier_id, True, why, steps, _values(salary, ends)))
    return found


def full_pay(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """The same rank and step at full pay, from the day on which the probation ends."""
    numbers = PayTables(today).numbers
    return {row.dossier_id: _values(row, _ends(row, numbers)) for row in _in_probation(dossiers, numbers, today)}


def _in_probation(people, numbers: Numbers, today: date) -> list[Salary]:
    percent = numbers.on(Number.PROBATION_PERCENT, today)
    after = Salary.objects.filter(dossier=OuterRef("dossier"), valid_from__first_day__gt=today)
    rows = Salary.objects.on(today).filter(dossier__in=people, pay_percent=percent).annotate(followed=Exists(after))
    return list(rows.select_related("rank").order_by("valid_from", "pk"))


def _ends(salary: Salary, numbers: Numbers) -> date:
    begins = salary.valid_from.first_day
    return add_months(begins, numbers.on(Number.PROBATION_MONTHS, begins))


def _values(salary: Salary, ends: date) -> dict:
    same = {name: getattr(salary, name) for name in ("step", "coefficient")}
    return same | {"rank": salary.rank_id, "valid_from": PartialDate.of(ends)}
