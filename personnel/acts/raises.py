"""Due lists of raises, and the step that comes next."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from orgunits.models import Unit
from orgunits.querysets import ids_below
from personnel.acts.base import Candidate, Period
from personnel.models import Dossier, LegalNumber
from personnel.raise_facts import (
    EarlyCase,
    Kind,
    NextPay,
    RaiseCase,
    early_raises,
    may_be_considered,
    raises,
    verdict,
)
from personnel.rules.early import Early, quota
from personnel.rules.numbers import Numbers
from qlcb.dates import PartialDate
from qlcb.formats import date_vi

ELSEWHERE = {"left", "last_step", "not_last_step"}  # on the other list, or on none
DOUBT = "Cần xem: {}"


def next_steps(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """The next step of the rank that each has, from the day on which it falls due."""
    cases = raises([dossier.pk for dossier in dossiers], today)
    return {pk: _values(case, case.next_raise) for pk, case in cases.items() if case.next_raise}


def next_percents(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """The next over-frame percent of who is at the last step."""
    cases = raises([dossier.pk for dossier in dossiers], today)
    return {pk: _values(case, case.over_frame) for pk, case in cases.items() if case.over_frame}


def due_raises(people, period: Period, today: date) -> list[Candidate]:
    """Whose next step falls due in the period or has fallen due; and whom something puts off or the file lacks."""
    return _due(people, period, today, "raise")


def due_over_frame(people, period: Period, today: date) -> list[Candidate]:
    """The same of the next percent above the frame."""
    return _due(people, period, today, "over_frame")


def early_candidates(people, period: Period, today: date) -> list[Candidate]:
    """Who may be raised before time in the year of the period's end: before retirement, which is theirs by law, and for
    achievement, among whom people choose within the quota; and whose achievement is refused by the file."""
    year = period.last.year
    ends, next_ends = date(year, 12, 31), date(year + 1, 12, 31)
    near = Q(now_next_raise_on__gt=ends, now_next_raise_on__lte=next_ends) | Q(now_retires_on__lte=next_ends)
    ids = people.serving().filter(near, now_next_raise_on__isnull=False).values_list("pk", flat=True)
    cases = early_raises(ids, today, year=year)
    return [candidate for case in cases.values() if (candidate := _early(case)) is not None]


def _early(early: EarlyCase) -> Candidate | None:
    case, pk = early.case, early.case.dossier_id
    if case.next_raise is None or case.recorded is not None:
        return None
    if early.retirement is not None and early.retirement.value is not None:
        why = f"Trước khi nghỉ hưu: được nâng từ {date_vi(early.retirement.value)}."
        return Candidate(pk, True, why, tuple(early.retirement.steps), _early_values(case, early.retirement))
    if early.merit.value is not None:
        why = f"Đủ điều kiện xét do lập thành tích, sớm nhất từ {date_vi(early.merit.value)}: chọn trong số suất."
        return Candidate(pk, False, why, tuple(early.merit.steps), _early_values(case, early.merit))
    return Candidate(pk, False, early.merit.steps[-1], tuple(early.merit.steps))


def _early_values(case: RaiseCase, early: Early) -> dict:
    return _values(case, case.next_raise) | {"valid_from": PartialDate.of(early.value)}


def early_quota(unit: Unit, today: date) -> list[str]:
    """How many people of a unit may be raised early for achievement this year, and how that is reckoned."""
    people = Dossier.objects.serving().filter(now_unit_id__in=ids_below([unit.pk])).count()
    return [f"{unit.name}:", *quota(people, Numbers(LegalNumber.objects.all()), today).steps]


def _due(people, period: Period, today: date, kind: Kind) -> list[Candidate]:
    ids = may_be_considered(people, period.last, kind=kind).values_list("pk", flat=True)
    found = []
    for pk, case in raises(ids, today).items():
        told = verdict(case, period.first, period.last, kind=kind)
        if told.code in ELSEWHERE or told.code == "later":
            continue
        coming = case.next_raise if kind == "raise" else case.over_frame
        steps = (*case.steps, *map(DOUBT.format, case.doubts))
        found.append(Candidate(pk, told.is_in, told.why, steps, _values(case, coming) if coming else {}))
    return found


def _values(case: RaiseCase, coming: NextPay) -> dict:
    """What the decision would write: the same rank, the step or percent that comes, from the day on which it is due."""
    return {
        "rank": case.salary.rank_id,
        "step": coming.step,
        "coefficient": coming.coefficient,
        "over_frame": coming.over_frame,
        "valid_from": PartialDate.of(coming.due.value),
    }
