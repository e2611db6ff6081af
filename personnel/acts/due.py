"""The due list of an act for one account: who is in and who is not, each with the reason."""

from dataclasses import dataclass, field, replace
from datetime import date

from accounts.permissions import DECIDE, rights_writing
from orgunits.models import Unit
from orgunits.querysets import ids_below
from personnel.acts.base import Act, Candidate, Period
from personnel.models import Dossier, Draft, DraftLine
from personnel.workbooks.gate import Gate
from qlcb import row_security

STATES = (Draft.State.OPEN, Draft.State.QUEUED)


@dataclass(frozen=True)
class DueLine:
    """One name of the list. dossier: with what a list shows of it."""

    dossier: Dossier
    found: Candidate


@dataclass(frozen=True)
class DueList:
    """The names in the order of units and people, those in and those out; notes: what to know beside them."""

    period: Period
    chosen: list[DueLine]
    left_out: list[DueLine]
    notes: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[DueLine]:
        return [*self.chosen, *self.left_out]


def due_list(account, act: Act, period: Period, today: date, unit: Unit | None = None) -> DueList:
    """Who falls due among the people for whom the account enters decisions. unit: only those at or below it.

    Out are also people whose record the account may not write, and those who stand in another draft of the act. The
    number of queries does not grow with the people.
    """
    people = Dossier.objects.under(account, DECIDE)
    if unit is not None:
        people = people.filter(now_unit_id__in=ids_below([unit.pk]))
    found = {candidate.dossier_id: candidate for candidate in act.source(people, period, today)}
    dossiers = Dossier.objects.filter(pk__in=found).for_list().order_by("now_unit__order", "now_unit", "sort_key", "pk")
    elsewhere, gate = _elsewhere(act, account, found), Gate(account)
    for right in rights_writing(act.section.group):
        account.access.units(right.code)
    lines = []
    for dossier in dossiers:
        candidate, verdict = found[dossier.pk], gate.may_write(act.section.group, dossier)
        if candidate.is_in and not verdict:
            candidate = replace(candidate, is_in=False, why=verdict.why)
        elif candidate.is_in and dossier.pk in elsewhere:
            candidate = replace(candidate, is_in=False, why=elsewhere[dossier.pk])
        lines.append(DueLine(dossier, candidate))
    chosen = [line for line in lines if line.found.is_in]
    notes = act.note(unit or account.unit, today)
    return DueList(period, chosen, [line for line in lines if not line.found.is_in], notes)


def _elsewhere(act: Act, account, ids) -> dict[int, str]:
    """Id of a dossier → in which open draft of the same act it stands; of other units without its name."""
    standing = _standing(act, ids)
    seen = Draft.objects.visible_to(account).filter(pk__in=set(standing.values()))
    titles = dict(seen.values_list("pk", "title"))
    return {
        dossier_id: f"Đã có trong dự thảo “{titles[draft_id]}”."
        if draft_id in titles
        else "Đã có trong một dự thảo của đơn vị khác."
        for dossier_id, draft_id in standing.items()
    }


@row_security.opened()
def _standing(act: Act, ids) -> dict[int, int]:
    """Id of a dossier → id of an open draft of the act that is about it, whoever draws it up."""
    lines = DraftLine.objects.filter(draft__kind=act.slug, draft__state__in=STATES, is_in=True, dossier_id__in=ids)
    return dict(lines.order_by("pk").values_list("dossier_id", "draft_id"))
