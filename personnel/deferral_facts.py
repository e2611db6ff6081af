"""What the dossiers of many people tell of why they need not change position yet (`rules.deferrals`)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from personnel.models import Absence, Dossier, Relative, Study
from personnel.rules.deferrals import Ground, long_study, small_child
from personnel.rules.numbers import Number, Numbers
from qlcb.dates import add_months

# Codes of the lists of relations and of kinds of absence (fixtures/catalogues/terms).
CHILDREN, WIFE = ("CONT", "CONG", "CONN"), "VO"
MATERNITY, HELD = "TS", "DC"
PERIOD = ("begins_on", "ends_on")


def grounds_of(people: Collection[Dossier], today: date, numbers: Numbers) -> dict[int, list[Ground]]:
    """Dossier id → the grounds that reach today or later, or ended while a change could already be due; none for most.
    Three queries.

    A mother is let be for a small child of hers; a father when his dossier tells that his wife is dead.
    """
    since = add_months(today, -numbers.on(Number.POSITION_MOST_MONTHS, today))
    found: dict[int, list[Ground]] = defaultdict(list)
    ids, men = [one.pk for one in people], {one.pk for one in people if one.sex == Dossier.Sex.MALE}
    kin = Relative.objects.filter(dossier__in=ids).filter(_small(since, numbers) | Q(relation__code=WIFE))
    children, wives = defaultdict(list), defaultdict(list)
    for dossier_id, code, born, is_dead in kin.values_list("dossier_id", "relation__code", "born_on", "is_dead"):
        (wives[dossier_id].append(is_dead) if code == WIFE else children[dossier_id].append(born))
    for dossier_id, births in children.items():
        if dossier_id not in men or (wives[dossier_id] and all(wives[dossier_id])):
            found[dossier_id] += [small_child(born, numbers) for born in births]
    for dossier_id, begins, ends in _studies(since).filter(dossier__in=ids).values_list("dossier_id", *PERIOD):
        if (study := long_study(begins, ends, numbers)) is not None:
            found[dossier_id].append(study)
    for row in _absences(since).filter(dossier__in=ids).select_related("kind"):
        last = row.ends_on.last_day if row.ends_on else None
        until = f" đến {row.ends_on}" if row.ends_on else ""
        words = f"{row.kind.name[:1].lower()}{row.kind.name[1:]} từ {row.begins_on}{until}"
        found[row.dossier_id].append(Ground(row.begins_on.first_day, last, words))
    return found


def perhaps_let_be(today: date, numbers: Numbers) -> Q:
    """Dossiers that tell of any such ground, as a condition: for a list, so that it need not read all."""
    of = {"dossier": OuterRef("pk")}
    kin = Relative.objects.filter(_small(today, numbers), **of)
    return Q(Exists(kin)) | Q(Exists(_studies(today).filter(**of))) | Q(Exists(_absences(today).filter(**of)))


def _small(day: date, numbers: Numbers) -> Q:
    """Living children who may be that small on that day or later."""
    since = add_months(day, -numbers.on(Number.POSITION_CHILD_MONTHS, day))
    return Q(relation__code__in=CHILDREN, is_dead=False, born_on__last_day__gt=since)


def _studies(day: date) -> QuerySet:
    """Full-time studies of which both days are known and that are not over by then."""
    rows = Study.objects.filter(mode=Study.Mode.FULL_TIME, ends_on__last_day__gte=day)
    return rows.exclude(begins_on=None)


def _absences(day: date) -> QuerySet:
    """Maternity leave and suspension that are not over by then; without an end they last until somebody enters it."""
    rows = Absence.objects.filter(kind__code__in=(MATERNITY, HELD)).exclude(begins_on=None)
    return rows.filter(Q(ends_on=None) | Q(ends_on__last_day__gte=day))
