"""The projection of today, written in this one place from the dated rows (DESIGN §2)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from personnel.models import (
    Absence,
    Appointment,
    Discipline,
    Dossier,
    Leaving,
    Posting,
    Qualification,
    Rating,
    RetirementAge,
    Salary,
    Study,
)
from personnel.models.dossier import PROJECTION
from personnel.pay_facts import PayTables, gather, salary_lines
from personnel.raise_facts import RaiseCase, case_of
from personnel.retirement_facts import put_offs
from personnel.rotation_facts import Rotations
from personnel.rules.retirement import retirement_date, retirement_put_off
from qlcb import bulk

BATCH = 1000
NOT_COUNTED = "not_counted"  # of kinds of absence
OF_PAY = {Salary, Rating, Discipline}  # what says only when the next raise is due


def project_dossiers(ids: Iterable[int], today: date, *, written: type | None = None) -> int:
    """Recompute the projection of the given dossiers as of `today`; derived columns, so without history.

    written: the one kind of record that was written since it was computed last; what follows from records of other
    kinds alone is left as it is then. Returns how many rows changed.
    """
    ids, changed = list(ids), 0
    facts, only_pay = Facts(today), written in OF_PAY
    for start in range(0, len(ids), BATCH):
        changed += _project_batch(ids[start : start + BATCH], facts, only_pay=only_pay)
    return changed


class Facts:
    """What the computation needs of the catalogues, read once, and only when asked for."""

    def __init__(self, today: date):
        self.today = today
        self.pay = PayTables(today)

    @cached_property
    def retirement_ages(self) -> list[RetirementAge]:
        return list(RetirementAge.objects.all())


def _project_batch(ids, facts: Facts, *, only_pay: bool) -> int:
    dossiers = list(Dossier._base_manager.filter(pk__in=ids))
    before = {dossier.pk: _values(dossier) for dossier in dossiers}
    if not only_pay:
        _set_service(dossiers, facts)
    subjects = {dossier.pk: dossier.subject for dossier in dossiers}
    pay = gather(subjects, facts.today, salaries=salary_lines(subjects))
    for dossier in dossiers:
        _set_salary(dossier, case_of(dossier.pk, pay[dossier.pk], facts.pay))
    moved = [dossier for dossier in dossiers if _values(dossier) != before[dossier.pk]]
    if moved:
        bulk.update_many(moved, PROJECTION)
    return len(moved)


def _set_service(dossiers: list[Dossier], facts: Facts) -> None:
    """All that does not follow from pay."""
    ids = [dossier.pk for dossier in dossiers]
    histories = _histories(ids)
    postings = {pk: _latest(rows, facts.today) for pk, rows in histories.items()}
    appointments = _main_appointments(ids, facts.today)
    states, degrees = _states(ids, facts.today), _best_degrees(ids, facts.today)
    delays = put_offs(ids)
    rotations = Rotations({posting.unit_id for posting in postings.values()}, facts.today)
    grounds = rotations.grounds(dossiers)
    for dossier in dossiers:
        _set_posting(dossier, postings.get(dossier.pk), facts)
        _set_position(dossier, appointments.get(dossier.pk))
        dossier.now_state_id = states.get(dossier.pk)
        dossier.now_degree_id = degrees.get(dossier.pk)
        by_age = retirement_date(dossier.sex, dossier.birth_date, facts.retirement_ages)
        put_off = delays.get(dossier.pk)
        dossier.now_retires_on = retirement_put_off(by_age, put_off, facts.pay.numbers).value if put_off else by_age
        case = rotations.of(dossier, histories.get(dossier.pk, ()), grounds.get(dossier.pk, ()))
        dossier.now_rotates_on = case.due.value if case else None


def _values(dossier) -> tuple:
    return tuple(getattr(dossier, Dossier._meta.get_field(name).attname) for name in PROJECTION)


def _histories(ids) -> dict[int, list[Posting]]:
    """dossier id → its postings, the oldest first."""
    found: dict[int, list[Posting]] = defaultdict(list)
    for row in Posting.objects.filter(dossier_id__in=ids).order_by("valid_from"):
        found[row.dossier_id].append(row)
    return found


def _latest(rows: list, today: date):
    """The row that holds today, or else the one that held last (or, before the first, that comes next)."""
    return next((row for row in reversed(rows) if row.valid_from.first_day <= today), rows[0])


def _main_appointments(ids, today: date) -> dict[int, Appointment]:
    """dossier id → the main position held today."""
    rows = Appointment.objects.filter(dossier_id__in=ids, is_main=True).on(today).select_related("position")
    return {row.dossier_id: row for row in rows.order_by("valid_from")}


def _best_degrees(ids, today) -> dict[int, int]:
    """dossier id → the highest degree held by today; one without a known end counts as held."""
    rows = (
        Study.objects.filter(dossier_id__in=ids, kind=Qualification.Kind.PROFESSIONAL)
        .exclude(ends_on__last_day__gt=today)
        .order_by("level__order")
        .values_list("dossier_id", "level_id")
    )
    return dict(rows)


def _states(ids, today) -> dict[int, int]:
    """dossier id → why the person does not serve today, or is away for a time that counts for nothing."""
    away = Absence.objects.filter(
        dossier_id__in=ids, kind__group=NOT_COUNTED, begins_on__first_day__lte=today, ends_on__last_day__gte=today
    )
    left = Leaving.objects.filter(dossier_id__in=ids).on(today)
    return dict([*away.values_list("dossier_id", "kind_id"), *left.values_list("dossier_id", "kind_id")])


def _set_posting(dossier, posting, facts: Facts) -> None:
    dossier.now_unit_id = posting.keeper_id if posting else None
    dossier.now_employer_id = posting.unit_id if posting and posting.kept_by_id else None
    status = Dossier.Status
    if posting is None or posting.valid_from.first_day > facts.today:
        dossier.now_status = status.EXPECTED
    elif posting.valid_to and posting.valid_to < facts.today:
        dossier.now_status = status.LEFT
    else:
        dossier.now_status = status.SERVING


def _set_position(dossier, appointment) -> None:
    if dossier.now_status == Dossier.Status.LEFT:
        appointment = None
    dossier.now_position_id = appointment.position_id if appointment else None
    dossier.now_leading = bool(appointment and appointment.position.is_leading)


def _set_salary(dossier, case: RaiseCase) -> None:
    salary = case.salary
    dossier.now_rank_id = salary.rank_id if salary else None
    dossier.now_group = salary.group if salary else ""
    dossier.now_step = salary.step if salary else None
    dossier.now_coefficient = salary.coefficient if salary else None
    dossier.now_salary_from = salary.valid_from.first_day if salary else None
    dossier.now_next_raise_on = case.due
    dossier.now_over_frame_on = case.over_frame.due.value if case.over_frame else None
