from collections import Counter
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Account, Paper
from accounts.permissions import REORGANISE, RIGHTS
from accounts.services.follow_units import Following, follow_units
from orgunits.models import Unit
from orgunits.services.place import lock_tree
from orgunits.services.reorganise_units import reorganise_units
from personnel.models import Decision, Posting, Reorganisation
from personnel.reorganisation import movements
from personnel.reorganisation.hooks import FOLLOWERS
from personnel.reorganisation.people import Moved, hold_people, move_people
from personnel.reorganisation.plan import Plan
from personnel.reorganisation.report import Report, examine
from personnel.reorganisation.rights import may_organise
from personnel.services.derive_named_rights import derive_named_rights
from personnel.services.end_delegations import end_delegations
from personnel.services.project_dossiers import project_dossiers
from qlcb.formats import date_vi
from qlcb.history import Act, record, writing


def apply_reorganisation(*, reorganisation: Reorganisation, today: date) -> list[int]:
    """Carry out an approved plan whose day has come, all of it in one transaction, in the name of who approved it.

    The dry run is made again under lock. Units and their successions, postings and positions, accounts, rights and
    quotas, and whatever `FOLLOWERS` names go where the plan says; then the people who moved are counted and compared
    with what the dry run foretold. Returns the ids of the dossiers touched, whose findings are to be looked
    for anew. Raises ValidationError when something stands against it by now, PermissionDenied when who approved it no
    longer may; nothing is written then. TCHQ-8.2e.
    """
    account = reorganisation.approved_by
    with writing(account=account, reason=_reason(reorganisation), act=Act.CHANGE):
        lock_tree()
        stored = Reorganisation.objects.select_for_update(of=("self",)).get(pk=reorganisation.pk)
        _require_due(stored, account, today)
        hold_people(Plan(stored))
        report = examine(stored, today)
        if not report.is_clear:
            raise ValidationError([issue.words for issue in report.blocking])
        decision = _decision(stored)
        units = _reorganise(stored, report, account, today)
        moved = move_people(report.plan, units, decision)
        rights = _let_follow(stored, report, units, today)
        project_dossiers(moved.dossiers, today)
        carried = _carry(report, units, decision, today)
        end_delegations(
            account=account, reason=_reason(stored), delegations=report.delegations, under=named(stored), today=today
        )
        derive_named_rights(today)
        _require_everybody(report, units, moved)
        stored.state, stored.decision, stored.problem = Reorganisation.State.APPLIED, decision, ""
        stored.applied_at, stored.outcome = timezone.now(), _outcome(report, moved, rights, carried)
        record(stored)
    return moved.dossiers


def _reason(reorganisation: Reorganisation) -> str:
    by = f"; người duyệt: {reorganisation.approved_holder}" if reorganisation.approved_holder else ""
    return f"Sắp xếp tổ chức theo {named(reorganisation)}{by}"


def named(reorganisation: Reorganisation) -> str:
    """The decision as units and accounts name it: number and day."""
    return f"{reorganisation.number} ngày {date_vi(reorganisation.signed_on)}"


def _require_due(stored: Reorganisation, account: Account, today: date) -> None:
    if stored.state != Reorganisation.State.CHECKED:
        raise ValidationError("Phương án chưa được duyệt, hoặc đã áp dụng, đã hủy.")
    if stored.effective_on > today:
        raise ValidationError(f"Phương án áp dụng từ ngày {date_vi(stored.effective_on)}.")
    if not may_organise(account, stored.scope_id):
        raise PermissionDenied(f"Tài khoản đã duyệt không còn quyền: {RIGHTS[REORGANISE].sentence}.")


def _decision(stored: Reorganisation) -> Decision:
    """The decision on which the postings hang: entered before, or entered now."""
    known = Decision.objects.filter(
        number=stored.number, signed_on=stored.signed_on, authority=stored.authority, effective_on=stored.effective_on
    )
    found = known.filter(kind=Decision.Kind.REORGANISATION).first()
    if found is not None:
        return found
    decision = Decision(
        number=stored.number, signed_on=stored.signed_on, effective_on=stored.effective_on, signer=stored.signer,
        authority=stored.authority, summary=stored.summary, kind=Decision.Kind.REORGANISATION,
    )  # fmt: skip
    record(decision)
    return decision


def _reorganise(stored: Reorganisation, report: Report, account: Account, today: date) -> dict[str, Unit]:
    """The units that the plan names, by code; those to which single people and accounts go included."""
    units = reorganise_units(
        account=account,
        reason=_reason(stored),
        structure=report.plan.structure,
        on=stored.effective_on,
        document=named(stored),
        today=today,
    )
    plan = report.plan
    moves = (*report.postings, *report.posts)
    codes = {move.to for move in moves} | {move.kept for move in moves} | {row.to for row in plan.people.values()}
    codes |= {move.to for move in report.holders.accounts} | {move.to for move in report.holders.grants}
    codes |= {plan.people_go_to(unit_id) for unit_id in plan.ended}
    more = Unit.objects.filter(code__in=codes - units.keys() - {None})
    return units | {unit.code: unit for unit in more}


def _let_follow(stored: Reorganisation, report: Report, units: dict[str, Unit], today: date) -> int:
    holders = report.holders
    paper = Paper(named(stored), stored.signed_on, stored.signer or "Cấp quyết định sắp xếp tổ chức")
    following = Following(
        accounts={move.account.pk: units[move.to] for move in holders.following},
        withdrawn=[move.account for move in holders.withdrawn],
        grants=[(move.grant, units[move.to] if move.to else None) for move in holders.grants],
        quotas=holders.quotas,
    )
    return follow_units(reason=_reason(stored), following=following, paper=paper, today=today)


def _carry(report: Report, units: dict[str, Unit], decision: Decision, today: date) -> dict[str, int]:
    """Label → how many of the other things that hang on units were carried over."""
    plan = report.plan
    heirs = {unit_id: units[code] for unit_id in plan.ended if (code := plan.people_go_to(unit_id))}
    return {follower.label: follower.carry(plan, heirs, decision, today) for follower in FOLLOWERS}


def _require_everybody(report: Report, units: dict[str, Unit], moved: Moved) -> None:
    """Raise ValidationError unless everybody who moves serves on the day where the dry run foretold, once, and nobody
    is left in a unit that is no more."""
    serving = movements.holding(Posting, report.plan.day).filter(dossier_id__in=moved.serving)
    foretold: Counter = Counter()
    for (_, code), people in report.flows.items():
        foretold[units[code].pk] += people
    left = movements.reaching(Posting, report.plan.day).filter(movements.in_ended(report.plan)).count()
    if dict(movements.by_keeper(serving)) != dict(foretold) or left:
        raise ValidationError("Số người sau sắp xếp không khớp với bản kiểm tra; chưa ghi gì.")


def _outcome(report: Report, moved: Moved, rights: int, carried: dict[str, int]) -> dict:
    """What was done, in numbers, for the page of the plan."""
    structure, holders = report.plan.structure, report.holders
    return {
        "new": len(structure.new),
        "changed": len(structure.changed),
        "ended": sum(not one.goes_on for one in structure.ended),
        "people_before": report.people_before,
        "people_after": report.people_after,
        "moved": len(moved.serving),
        "told_anew": moved.told_anew,
        "posts_kept": moved.posts_kept,
        "posts_ended": moved.posts_ended,
        "accounts": len(holders.following),
        "withdrawn": len(holders.withdrawn),
        "grants": len(holders.granted_anew),
        "rights": rights,
        "carried": carried,
    }
