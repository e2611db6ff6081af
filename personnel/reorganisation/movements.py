"""Which postings and positions a plan touches, and what becomes of each: the same answer for dry run and application.

A posting that runs on the day ends the day before and goes on at the new unit; one that begins on the day or later in a
unit that is no more by then is told anew at the new unit. Likewise where the unit ends that keeps the dossier of a
person who serves elsewhere: the one that takes over keeps it. People are counted where their dossiers are kept.

A position held at a unit that ends, ends with it, unless the plan says that it is kept; one that begins later is told
anew.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from personnel.models import Appointment, Posting, ReorganisationStep
from personnel.reorganisation.plan import Plan

Posts = ReorganisationStep.Posts


@dataclass(frozen=True)
class Movement:
    """A record that does not stay as it is. to: code of the unit, None for a position that ends; cuts: it ends the day
    before, and goes on in a record of its own where `to` says so; kept: code of the unit that keeps the dossier then,
    None where it is `to`."""

    row: Posting | Appointment
    to: str | None
    cuts: bool
    kept: str | None = None


def reaching(model: type, day: date) -> QuerySet:
    """Records of which a part lies on the day or after it."""
    return model._base_manager.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def holding(model: type, day: date) -> QuerySet:
    """Records that hold on the day."""
    return reaching(model, day).filter(valid_from__first_day__lte=day)


def heads_on(day: date) -> tuple[Counter, Counter]:
    """Unit id → people whose dossiers it keeps on the day, and → those and the ones who serve there while another unit
    keeps theirs; one query."""
    kept, there = Counter(), Counter()
    rows = holding(Posting, day).order_by().values("unit", "kept_by").annotate(n=Count("pk"))
    for unit_id, keeper_id, people in rows.values_list("unit", "kept_by", "n"):
        kept[keeper_id or unit_id] += people
        for place in {unit_id, keeper_id or unit_id}:
            there[place] += people
    return kept, there


def by_keeper(postings: QuerySet) -> QuerySet:
    """(id of the unit that keeps the dossiers, how many) of these postings."""
    rows = postings.order_by().annotate(keeper=Coalesce("kept_by", "unit")).values("keeper")
    return rows.annotate(n=Count("pk")).values_list("keeper", "n")


def in_ended(plan: Plan) -> Q:
    """Postings in a unit that ends, or kept by one."""
    ended = list(plan.ended)
    return Q(unit_id__in=ended) | Q(kept_by_id__in=ended)


def posting_rows(plan: Plan) -> QuerySet:
    """Postings that the plan may touch: in a unit that ends, kept by one, or of a person with a place of their own."""
    here = in_ended(plan)
    if plan.people:
        here |= Q(dossier_id__in=list(plan.people), valid_from__first_day__lte=plan.day)
    return reaching(Posting, plan.day).filter(here).order_by("dossier_id", "pk")


def moved_postings(plan: Plan, rows) -> Iterator[Movement]:
    """What becomes of these postings; those that stay are left out."""
    for row in rows:
        to, kept = _place(plan, row)
        if to is not None and (to, kept) != (_code(plan, row.unit_id), _code(plan, row.kept_by_id)):
            yield Movement(row, to, row.valid_from.first_day < plan.day, kept)


def _code(plan: Plan, unit_id: int | None) -> str | None:
    node = plan.before.nodes.get(unit_id)
    return node.code if node else None


def _place(plan: Plan, row: Posting) -> tuple[str | None, str | None]:
    """Code of the unit in which the person serves then, None where the plan does not say, and of another one that
    keeps the dossier. A place of one's own is that in the unit which ends: of who serves elsewhere, for the dossier."""
    known, own = plan.before.nodes, plan.people.get(row.dossier_id)
    if row.unit_id not in known or (row.kept_by_id and row.kept_by_id not in known):
        return None, None
    to, kept = plan.people_go_to(row.unit_id), plan.people_go_to(row.kept_by_id) if row.kept_by_id else None
    if own is not None and row.kept_by_id in plan.ended and row.unit_id not in plan.ended:
        kept = own.to
    elif own is not None:
        to = own.to
    if row.kept_by_id and kept is None:
        return None, None
    if kept is not None and plan.department(kept) is plan.department(to):
        kept = None  # both are of one department by then, which keeps the dossier anyway
    return to, kept


def appointment_rows(plan: Plan) -> QuerySet:
    """Positions that the plan may touch: at a unit that ends, or at no unit said, of who serves in one that ends."""
    serving = Exists(holding(Posting, plan.day).filter(dossier=OuterRef("dossier"), unit_id__in=list(plan.ended)))
    nowhere = Q(unit=None, position__is_leading=True, valid_from__first_day__lt=plan.day) & Q(serving)
    rows = reaching(Appointment, plan.day).filter(Q(unit_id__in=list(plan.ended)) | nowhere)
    return rows.select_related("position").order_by("dossier_id", "pk")


def moved_appointments(plan: Plan, rows, units: dict[int, int]) -> Iterator[Movement]:
    """What becomes of these positions; those that stay are left out. units: dossier → unit served in on the day."""
    for row in rows:
        unit_id = row.unit_id or units.get(row.dossier_id)
        step = plan.ended.get(unit_id)
        if step is None:
            continue
        own = plan.people.get(row.dossier_id)
        keeps = own.keeps_post if own else step.posts == Posts.FOLLOW
        to = own.to if own and units.get(row.dossier_id) == unit_id else plan.people_go_to(unit_id)
        begun = row.valid_from.first_day < plan.day
        if row.unit_id is None:
            if not keeps:
                yield Movement(row, None, True)
        elif to is not None:
            stays = keeps or not row.position.is_leading or not begun
            yield Movement(row, to if stays else None, begun)


def flows(plan: Plan, movements: list[Movement]) -> Counter:
    """(unit id of before, code of after) → people who serve on the day and move, by the units that keep dossiers."""
    found: Counter = Counter()
    for move in movements:
        row = move.row
        if row.valid_from.first_day <= plan.day:
            found[row.keeper_id, move.kept or move.to] += 1
    return found
