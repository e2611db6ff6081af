"""New records of one section for many people at once, under one decision or none: all of them or none."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from procrastinate.contrib.django import app

from personnel.authority import Hanging
from personnel.models import Decision, Dossier
from personnel.row_plan import NO_DOSSIER, NewRow, RowPlan, hold
from personnel.sections import Section
from personnel.services.close_left_requests import close_left_requests
from personnel.services.find_faults import find_faults
from personnel.services.leave_order import follow_new
from personnel.services.project_dossiers import project_dossiers
from personnel.services.require_authority import require_authority
from personnel.services.require_living_units import require_living_units
from personnel.services.save_row import OUT_OF_SCOPE
from personnel.transfers.guard import require_at_rest
from personnel.workbooks.gate import Gate
from qlcb.history import Act, Conflict, create_many, update_many, writing

FAULTS_TASK = "personnel.find_faults"
FAULTS_AT_ONCE = 100  # dossiers; the findings of more are looked for by the worker, while nobody waits for the locks
SOMEBODY_ELSE = "Vừa có người khác ghi vào các hồ sơ này; chưa dòng nào được ghi. Xem lại rồi ghi lại."


class RowsRefused(ValidationError):
    """Some of the records may not be written. `rows`: those, new or to be taken out, with what is wrong with each."""

    def __init__(self, rows: Sequence):
        super().__init__(f"{len(rows)} người chưa ghi được nên chưa ghi cho ai.")
        self.rows = rows


def add_rows(
    *, account, reason: str, section: Section, rows: Sequence[NewRow], today: date, override: str = ""
) -> list[NewRow]:
    """A new fact for each of the people, under one decision: what `save_row.add_row` does for one of them.

    rows: unsaved records with their dossiers, one decision on all of them, saved or new, or none. override: why they
    stand although another authority should have decided. Returns the rows; their records are saved. Raises RowsRefused,
    OutsideAuthority or PermissionDenied; nothing is written then. The number of queries does not grow with the people.
    """
    try:
        with writing(account=account, reason=reason, act=Act.CHANGE):
            write_rows(account=account, section=section, rows=rows, today=today, override=override)
    except (Conflict, IntegrityError):
        raise ValidationError(SOMEBODY_ELSE) from None
    return list(rows)


def write_rows(*, account, section: Section, rows: Sequence[NewRow], today: date, override: str = "") -> None:
    """What `add_rows` does inside the writing under way, for services that write more beside it.

    Raises Conflict and IntegrityError too, when somebody wrote past the locks of the dossiers.
    """
    _hold(rows)
    plan = RowPlan(section, rows, account=account, today=today)
    plan.compare()
    if plan.refused:
        raise RowsRefused(plan.refused)
    enter_decision(rows[0].record.decision)
    for row in rows:
        row.record.decision = row.record.decision  # takes over the id that it has by now
    if section.moves_people:
        require_at_rest([row.dossier.pk for row in rows])
    update_many(plan.ended, ["valid_to"])
    create_many([row.record for row in rows])
    if section.places_people:
        require_living_units([row.record for row in rows])
    follow_new(section, [row.record for row in rows])
    _ask_table(account, plan, override)
    settle_many(account, section, [row.dossier.pk for row in rows], today)
    if section.ends_service:
        close_left_requests(account=account, ids=[row.dossier.pk for row in rows])


def enter_decision(decision: Decision | None) -> None:
    """Enter a decision when it is new. Inside the writing under way; raises ValidationError."""
    if decision is not None and decision._state.adding:
        decision.full_clean(exclude=["authority"])
        create_many([decision])


def settle_many(account, section: Section, ids: Sequence[int], today: date) -> None:
    """After a write: bring projections and findings up to date, and look the dossiers up again through the door.

    As `save_row.settle` does for one dossier. Raises PermissionDenied when one of them left the account's scope or the
    right under which it was written.
    """
    project_dossiers(ids, today, written=section.model)
    if len(ids) <= FAULTS_AT_ONCE:
        find_faults(ids, today)
    else:
        app.configure_task(FAULTS_TASK).defer(dossier_ids=sorted(ids))
    seen = Dossier.objects.visible_to(account).in_bulk(ids)
    if len(seen) != len(set(ids)):
        raise PermissionDenied(OUT_OF_SCOPE)
    gate = Gate(account)
    for dossier in seen.values():
        verdict = gate.may_write(section.group, dossier)
        if not verdict:
            raise PermissionDenied(f"{dossier.full_name} ({dossier.code}): {verdict.why}")


def _hold(rows: Sequence[NewRow]) -> None:
    """Lock the dossiers and let the records hang on them as they are stored now."""
    stored = hold([row.dossier.pk for row in rows])
    for row in rows:
        held = stored.get(row.dossier.pk)
        if held is None:
            row.refuse("", NO_DOSSIER)
        else:
            row.record.dossier = held


def _ask_table(account, plan: RowPlan, override: str) -> None:
    decision = plan.rows[0].record.decision
    if decision is not None:
        results = [(Hanging(row.record, decision), None) for row in plan.rows]
        require_authority(account=account, results=results, override=override, stored=plan.stored)
