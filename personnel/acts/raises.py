"""Due lists of raises, and the step that comes next."""

from collections.abc import Sequence
from datetime import date

from personnel.acts.base import Candidate, Period
from personnel.models import Dossier
from personnel.raise_facts import Kind, NextPay, RaiseCase, may_be_considered, raises, verdict
from qlcb.dates import PartialDate

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
