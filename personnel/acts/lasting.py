"""What a record of an act is told by law when nobody said it: until when an appointment or a secondment lasts."""

from collections.abc import Sequence

from personnel.models import Appointment, Position, Posting
from personnel.rules.lengths import appointment_end, secondment_until
from personnel.term_facts import law_numbers


def first_terms(rows: Sequence[Appointment]) -> dict[int, tuple[str, ...]]:
    """Give each main leading position without a last day its term; dossier id → how. Two queries."""
    return _terms(rows, again=False)


def next_terms(rows: Sequence[Appointment]) -> dict[int, tuple[str, ...]]:
    """The same for positions held on."""
    return _terms(rows, again=True)


def _terms(rows: Sequence[Appointment], *, again: bool) -> dict[int, tuple[str, ...]]:
    leading = set(Position.objects.filter(is_leading=True).values_list("pk", flat=True))
    open_ones = [row for row in rows if row.is_main and row.valid_from and row.position_id in leading]
    numbers, told = law_numbers(), {}
    for row in open_ones:
        answer = appointment_end(row.valid_from.first_day, row.dossier.now_retires_on, numbers, again=again)
        told[row.dossier_id] = tuple(answer.steps)
        row.term_ends_on = row.term_ends_on or answer.value
    return told


def secondment_terms(rows: Sequence[Posting]) -> dict[int, tuple[str, ...]]:
    """Give each secondment without a last day the longest that the law allows; dossier id → how. One query."""
    numbers, told = law_numbers(), {}
    for row in filter(lambda row: row.valid_from, rows):
        answer = secondment_until(row.valid_from.first_day, numbers)
        told[row.dossier_id] = tuple(answer.steps)
        row.term_ends_on = row.term_ends_on or answer.value
    return told
