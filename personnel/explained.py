"""Which days of law a section shows beside its records, each with why: declared once, section by section."""

from collections.abc import Iterable, Sequence
from datetime import date

from personnel.models import Dossier, Leaving
from personnel.retirement_facts import Retirements
from personnel.rotation_facts import rotation_of
from personnel.sections import APPOINTMENTS, LEAVINGS, POSTINGS, POSTPONEMENTS, SECTIONS, Section
from personnel.term_facts import Explained, bar_of, term_of_position, term_of_posting


def explained_days(section: Section, dossier: Dossier, rows: Sequence, today: date) -> list[Explained]:
    """The days of one section page; none for most sections. rows: all its records of the dossier."""
    if section is APPOINTMENTS:
        return [*term_of_position(dossier, rows, today), *bar_of(dossier, today)]
    if section is POSTINGS:
        return [*term_of_posting(rows, today), *_rotation(dossier, rows, today)]
    if section in (LEAVINGS, POSTPONEMENTS):
        return list(_retirement(dossier))
    return bar_of(dossier, today) if section in BARRED else []


BARRED = [SECTIONS[slug] for slug in ("ky-luat", "quy-hoach")]


def _retirement(dossier: Dossier) -> Iterable[Explained]:
    """Nothing for who has left for another reason and will not retire here."""
    gone = dossier.now_status == Dossier.Status.LEFT and dossier.now_state_id
    if gone and dossier.now_state.group not in (Leaving.RETIREMENT, Leaving.SECONDMENT_OUT):
        return
    told = Retirements([dossier.pk]).of(dossier)
    yield Explained("retirement", "Nghỉ hưu:", told.value, told.steps)


def _rotation(dossier: Dossier, rows: Sequence, today: date) -> Iterable[Explained]:
    case = rotation_of(dossier, rows, today)
    if case is None:
        return
    if day := case.due.value:
        yield Explained("rotation", "Định kỳ chuyển đổi vị trí:", day, case.due.steps)
    else:
        yield Explained("rotation", "Định kỳ chuyển đổi vị trí", None, case.due.steps, "Vì sao không đến hạn?")
