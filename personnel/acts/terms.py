"""Due lists and likely values of appointments and postings."""

from collections.abc import Sequence
from datetime import date, timedelta

from personnel.acts.base import Candidate, Period
from personnel.models import Appointment, Dossier
from personnel.term_facts import appointment_term, law_numbers
from qlcb.dates import PartialDate
from qlcb.formats import date_vi

DAY = timedelta(days=1)


def here(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """A new position is usually in the unit where the person serves."""
    return {dossier.pk: {"unit": dossier.serves_in_id} for dossier in dossiers}


def stays_kept(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """Where a move may leave the dossier behind, the unit that keeps it today mostly does so on."""
    return {dossier.pk: {"kept_by": dossier.now_unit_id} for dossier in dossiers}


def held_positions(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """The main position that each holds today, to be held on from the day after its term."""
    held = _main(Appointment.objects.filter(dossier__in=dossiers), today)
    return {pk: _held_on(appointment) for pk, appointment in held.items()}


def expiring_terms(people, period: Period, today: date) -> list[Candidate]:
    """Who holds a main position whose term ends in the period, or has ended; and holders without a known term."""
    held = _main(Appointment.objects.filter(dossier__in=people, dossier__now_leading=True), today)
    found, numbers = [], law_numbers()
    for pk, appointment in held.items():
        ends, retires = appointment.term_ends_on, appointment.dossier.now_retires_on
        steps = tuple(appointment_term(appointment, retires, numbers).steps)
        if ends is None:
            found.append(Candidate(pk, False, f"{appointment.position}: hồ sơ chưa ghi hạn bổ nhiệm.", steps))
        elif ends <= period.last and retires is not None and retires <= ends:
            why = f"{appointment.position}, giữ chức vụ đến khi nghỉ hưu {date_vi(retires)}."
            found.append(Candidate(pk, False, why, steps))
        elif ends <= period.last:
            late = "đã hết hạn từ" if ends < period.first else "hết hạn ngày"
            told = f"{appointment.position}, bổ nhiệm từ {appointment.valid_from}, {late} {date_vi(ends)}."
            found.append(Candidate(pk, True, told, steps, _held_on(appointment)))
    return found


def _main(rows, today: date) -> dict[int, Appointment]:
    rows = rows.on(today).filter(is_main=True).select_related("position", "dossier")
    return {appointment.dossier_id: appointment for appointment in rows}


def _held_on(appointment: Appointment) -> dict:
    ends = appointment.term_ends_on
    since = {"valid_from": PartialDate.of(ends + DAY)} if ends else {}
    kept = {name: getattr(appointment, name) for name in ("position", "unit_id", "allowance")}
    return since | {"position": kept["position"], "unit": kept["unit_id"], "allowance": kept["allowance"]}
