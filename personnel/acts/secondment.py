"""Hết biệt phái: whose term is over, to come back to where they were, or to stay on by another decision (TCHQ-12.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from personnel.acts.base import Candidate, Period
from personnel.models import Dossier, Posting
from personnel.term_facts import law_numbers, told_term
from qlcb.dates import PartialDate
from qlcb.formats import date_vi

DAY = timedelta(days=1)
RECORDED = "Hồ sơ đã ghi quá trình công tác kế tiếp từ {}."


def returning(people, period: Period, today: date) -> list[Candidate]:
    """Whose secondment is over by the end of the period, to come back to where they were before. Three queries."""
    return _ending(people, period, today, _back)


def extended(people, period: Period, today: date) -> list[Candidate]:
    """The same people, to stay where they are from the day after. Three queries."""
    return _ending(people, period, today, _stay)


def ways_back(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """Where each who is seconded today comes back to; nothing for others."""
    return {pk: _back(rows) for pk, rows in _seconded(dossiers, today).items()}


def stays(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """Where each who is seconded today stays; nothing for others."""
    return {pk: _stay(rows) for pk, rows in _seconded(dossiers, today).items()}


def _ending(people, period: Period, today: date, values) -> list[Candidate]:
    found, numbers = [], law_numbers()
    for pk, rows in _seconded(people, today).items():
        now, coming = _now(rows, today), rows[-1]
        term = told_term(now, numbers)
        if term.value > period.last:
            continue
        late = "đã hết hạn từ" if term.value < period.first else "hết hạn ngày"
        why = f"Biệt phái đến {now.unit.label} từ {now.valid_from}, {late} {date_vi(term.value)}."
        steps = tuple(term.steps)
        if coming is not now:
            found.append(Candidate(pk, False, RECORDED.format(coming.valid_from), steps))
        else:
            found.append(Candidate(pk, True, why, steps, values(rows)))
    return found


def _seconded(people: Iterable[Dossier], today: date) -> dict[int, list[Posting]]:
    """Dossier id → its postings, the oldest first; of who is seconded today."""
    running = Posting.objects.on(today).filter(dossier__in=people, kind=Posting.Kind.SECONDMENT)
    rows = Posting.objects.filter(dossier__in=list(running.values_list("dossier", flat=True)))
    found: dict[int, list[Posting]] = defaultdict(list)
    for row in rows.select_related("unit", "unit__parent").order_by("valid_from"):
        found[row.dossier_id].append(row)
    return found


def _now(rows: Sequence[Posting], today: date) -> Posting:
    return next(row for row in reversed(rows) if row.valid_from.first_day <= today)


def _after(posting: Posting) -> dict:
    ends = posting.term_ends_on
    return {"valid_from": PartialDate.of(ends + DAY)} if ends else {}


def _back(rows: Sequence[Posting]) -> dict:
    """The unit and the work before the secondment; a unit that ended by what took it over."""
    home = next((row for row in reversed(rows) if row.kind != Posting.Kind.SECONDMENT), None)
    kept = {"unit": home.unit.heir_id or home.unit_id, "work": home.work} if home else {"unit": rows[-1].kept_by_id}
    return _after(rows[-1]) | kept


def _stay(rows: Sequence[Posting]) -> dict:
    now = rows[-1]
    return _after(now) | {"unit": now.unit_id, "kept_by": now.kept_by_id, "work": now.work}
