"""Writing what becomes of postings and positions: whole lists at once, one history row for each changed row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from orgunits.models import Unit
from personnel.models import Appointment, Decision, Dossier, Posting
from personnel.reorganisation import movements
from personnel.reorganisation.followers import touched_transfers
from personnel.reorganisation.movements import Movement
from personnel.reorganisation.plan import Plan
from personnel.services.row_order import going_on
from qlcb.history import create_many, update_many


@dataclass(frozen=True)
class Moved:
    """What was written. dossiers: ids of those of whom anything changed; serving: of those who move on the day."""

    dossiers: list[int]
    serving: list[int]
    told_anew: int
    posts_kept: int
    posts_ended: int


def hold_people(plan: Plan) -> None:
    """Wait for whoever writes about people of the plan, and let nobody write about them, or post anybody to its units,
    until the transaction ends.

    Dossiers come first, as everybody locks them; then the units, to which somebody may have come meanwhile.
    """
    _hold_dossiers(plan)
    codes = {code for step in plan.steps for code in (*step.target_codes, step.people_to)}
    named = Q(code__in=codes | {row.to for row in plan.people.values()}) | Q(pk__in=list(plan.step_of))
    list(Unit.objects.select_for_update().filter(named).order_by("pk").values_list("pk"))
    _hold_dossiers(plan)


def _hold_dossiers(plan: Plan) -> None:
    """One writer a dossier; in the order of their ids, as everybody locks several. Who is on the way counts as well:
    whoever receives them holds the dossier, and wants the unit next."""
    named = {*movements.posting_rows(plan).values_list("dossier_id", flat=True), *plan.people}
    named |= set(movements.appointment_rows(plan).values_list("dossier_id", flat=True))
    named |= set(touched_transfers(plan).values_list("dossier_id", flat=True))
    list(Dossier._base_manager.select_for_update().filter(pk__in=named).order_by("pk").values_list("pk"))


def move_people(plan: Plan, units: dict[str, Unit], decision: Decision) -> Moved:
    """Carry postings and positions to the units of the plan; called inside `writing(...)`, after `hold_people`.

    The number of statements does not depend on that of people.
    """
    postings = list(movements.moved_postings(plan, movements.posting_rows(plan)))
    serving = {move.row.dossier_id: move.row.unit_id for move in postings if _holds(move, plan)}
    posts = list(movements.moved_appointments(plan, movements.appointment_rows(plan), serving))
    _write(Posting, postings, plan, units, decision)
    _write(Appointment, posts, plan, units, decision)
    return Moved(
        dossiers=sorted({move.row.dossier_id for move in (*postings, *posts)}),
        serving=sorted({move.row.dossier_id for move in postings if _holds(move, plan)}),
        told_anew=sum(not move.cuts for move in (*postings, *posts)),
        posts_kept=sum(move.to is not None and move.cuts for move in posts),
        posts_ended=sum(move.to is None for move in posts),
    )


def _holds(move: Movement, plan: Plan) -> bool:
    return move.row.valid_from.first_day <= plan.day


def _write(model: type, moves: Sequence[Movement], plan: Plan, units: dict[str, Unit], decision: Decision) -> None:
    """End what runs, then tell it on from the day; what begins later is told anew in its place."""
    cut, anew, begun = [], [], []
    for move in moves:
        if not move.cuts:
            move.row.unit = units[move.to]
            if model is Posting:
                move.row.kept_by = units.get(move.kept)
            anew.append(move.row)
            continue
        if move.to is not None:
            begun.append(_next(move, plan, units, decision))
        move.row.valid_to = plan.day - timedelta(days=1)
        cut.append(move.row)
    update_many(cut, ["valid_to"])
    update_many(anew, ["unit", "kept_by"] if model is Posting else ["unit"])
    create_many(begun)


def _next(move: Movement, plan: Plan, units: dict[str, Unit], decision: Decision) -> Posting | Appointment:
    """The record by which a fact goes on at its new unit, or with its new keeper."""
    following = going_on(move.row, plan.day)
    following.unit, following.decision = units[move.to], decision
    if isinstance(following, Posting):
        following.kept_by = units.get(move.kept)
        if following.kind != Posting.Kind.SECONDMENT and not following.kept_by_id:
            following.kind = Posting.Kind.REORGANISATION
    return following
