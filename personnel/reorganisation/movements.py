"""Which postings and positions a plan touches, and what becomes of each: the same answer for dry run and application.

A posting that runs on the day ends the day before and goes on at the new unit; one that begins on the day or later in a
unit that is no more by then is told anew at the new unit. A position held at a unit that ends, ends with it, unless the
plan says that it is kept; one that begins later is told anew.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from personnel.models import Appointment, Posting, ReorganisationStep
from personnel.reorganisation.plan import Plan

Posts = ReorganisationStep.Posts


@dataclass(frozen=True)
class Movement:
    """A record that does not stay as it is. to: code of the unit, None for a position that ends; cuts: it ends the day
    before, and goes on in a record of its own where `to` says so."""

    row: Posting | Appointment
    to: str | None
    cuts: bool


def reaching(model: type, day: date) -> QuerySet:
    """Records of which a part lies on the day or after it."""
    return model._base_manager.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def holding(model: type, day: date) -> QuerySet:
    """Records that hold on the day."""
    return reaching(model, day).filter(valid_from__first_day__lte=day)


def own_heads(day: date) -> dict[int, int]:
    """Unit id → people posted to it on the day, in one query."""
    rows = holding(Posting, day).order_by().values("unit").annotate(n=Count("pk"))
    return dict(rows.values_list("unit", "n"))


def posting_rows(plan: Plan) -> QuerySet:
    """Postings that the plan may touch: in a unit that ends, or of a person with a place of their own."""
    here = Q(unit_id__in=list(plan.ended))
    if plan.people:
        here |= Q(dossier_id__in=list(plan.people), valid_from__first_day__lte=plan.day)
    return reaching(Posting, plan.day).filter(here).order_by("dossier_id", "pk")


def moved_postings(plan: Plan, rows) -> Iterator[Movement]:
    """What becomes of these postings; those that stay are left out."""
    for row in rows:
        to = _place(plan, row)
        if to is not None and to != plan.before.nodes[row.unit_id].code:
            yield Movement(row, to, row.valid_from.first_day < plan.day)


def _place(plan: Plan, row: Posting) -> str | None:
    if row.unit_id not in plan.before.nodes:
        return None
    own = plan.people.get(row.dossier_id)
    return own.to if own is not None else plan.people_go_to(row.unit_id)


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
    """(unit id of before, code of after) → people who serve on the day and move."""
    found: Counter = Counter()
    for move in movements:
        row = move.row
        if row.valid_from.first_day <= plan.day:
            found[row.unit_id, move.to] += 1
    return found
