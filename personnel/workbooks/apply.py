"""Writing what was planned: whole sheets at once, one history row for each record."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from personnel.deadlines import counted_from
from personnel.models import Dossier, Posting
from personnel.services.find_faults import find_faults
from personnel.services.project_dossiers import project_dossiers
from personnel.services.require_living_units import require_living_units
from personnel.transfers.guard import require_no_posting_of_moving
from personnel.workbooks.gate import Gate
from personnel.workbooks.layout import panel_of_field
from personnel.workbooks.lines import Edit, Line
from personnel.workbooks.plan import Plan
from qlcb.history import Act, Tracked, create_many, update_many, writing


def apply_plan(plan: Plan, *, account, reason: str, today: date) -> None:
    """Write the new and changed rows inside the transaction under way, and bring projections and findings up to date.

    Raises PermissionDenied when a dossier would end up outside what the account may open, IntegrityError when somebody
    else wrote the same meanwhile. The transaction is to be undone then.
    """
    written = write_rows(plan, account=account, reason=reason)
    bring_up_to_date(written, account=account, today=today)


def write_rows(plan: Plan, *, account, reason: str) -> list[Line]:
    """Write the new and changed rows, each with its history row, and return them.

    A changed record is a correction in its history; what is new, and what ends because of it, an import.
    """
    written = [line for line in plan.lines if line.writes]
    with writing(account=account, reason=reason, act=Act.IMPORT):
        _enter_decisions(plan, written, account.holder_name)
        with writing(account=account, reason=reason, act=Act.CORRECT):
            corrected = [Edit(line.record, line.fields, line.wave) for line in written if not line.is_new]
            _update_dossiers([edit for edit in corrected if isinstance(edit.record, Dossier)])
        ended = [edit for line in written for edit in line.consequences]
        records = [(edit, Act.CORRECT) for edit in corrected if not isinstance(edit.record, Dossier)]
        _update_in_waves([*records, *((edit, Act.IMPORT) for edit in ended)], account, reason)
        by_model: dict[type[Tracked], list[Tracked]] = defaultdict(list)
        for line in written:
            if line.is_new:
                by_model[type(line.record)].append(line.record)
        require_no_posting_of_moving(by_model[Posting])
        for new in by_model.values():
            create_many(new)
        _require_living(by_model[Posting])
    return written


def _require_living(postings: Sequence[Posting]) -> None:
    """A unit that came to its end since the file was compared counts as what somebody else wrote meanwhile."""
    try:
        require_living_units(postings, unless_known=True)
    except ValidationError as error:
        raise IntegrityError(str(error)) from error


def bring_up_to_date(written: Sequence[Line], *, account, today: date) -> None:
    """Derive again what is derived from the rows that were written, and look their dossiers up through the door."""
    ids = sorted({line.dossier.pk for line in written})
    project_dossiers(ids, today)
    find_faults(ids, today)
    _look_again(written, set(ids), account)


def _enter_decisions(plan: Plan, written: Sequence[Line], holder: str) -> None:
    """Enter the decisions on which something is to hang, and hang it on them. holder: of the account that writes."""
    hanging = [
        line.record for line in written if "decision" in line.record._state.fields_cache and line.record.decision
    ]
    named = {id(record.decision) for record in hanging}
    create_many([paper for paper in plan.decisions.made if id(paper) in named])
    for record in hanging:
        record.decision = record.decision  # takes over the id that it has now
    _name_adviser([line.record for line in written if line.is_new], hanging, holder)


def _name_adviser(new: Sequence[Tracked], hanging: Sequence[Tracked], holder: str) -> None:
    """Who enters a result has advised it, unless the file names somebody else, as in the form of one record (TCHQ-5.3);
    not of results of before the regulation was in force, which are loaded from old files."""
    since, named = counted_from(), {id(record) for record in hanging}
    for record in new:
        if id(record) in named and not record.drafted_by and record.decision.signed_on >= since:
            record.drafted_by = holder


def _update_dossiers(edits: Sequence[Edit]) -> None:
    for edit in edits:
        edit.record.set_derived()
    fields = set().union(*(edit.fields for edit in edits)) | set(Dossier.DERIVED)
    if edits:
        update_many([edit.record for edit in edits], sorted(fields))


def _update_in_waves(edits: Sequence[tuple[Edit, str]], account, reason: str) -> None:
    """Update records model by model and wave by wave; a statement names every field that any of its records changes."""
    groups: dict[tuple, list[Edit]] = defaultdict(list)
    for edit, act in edits:
        groups[edit.wave, type(edit.record).__name__, act].append(edit)
    for (_, _, act), same in sorted(groups.items(), key=lambda item: item[0]):
        fields = set().union(*(edit.fields for edit in same))
        with writing(account=account, reason=reason, act=act):
            update_many([edit.record for edit in same], sorted(fields))


def _look_again(written: Sequence[Line], ids: set[int], account) -> None:
    """Ask the door for every dossier that was written, and the right for what was written on it (DESIGN §3)."""
    seen = {dossier.pk: dossier for dossier in Dossier.objects.visible_to(account).filter(pk__in=ids)}
    gate, asked = Gate(account), set()
    for line in written:
        section = line.file.sheet.section
        for group in {section.group} if section else {panel_of_field()[name].group for name in line.fields}:
            asked.add((line.dossier.pk, group))
    for pk, group in sorted(asked):
        if pk not in seen:
            raise PermissionDenied("Tệp đưa hồ sơ ra ngoài phạm vi của tài khoản; không dòng nào được ghi.")
        verdict = gate.may_write(group, seen[pk])
        if not verdict:
            raise PermissionDenied(f"Hồ sơ {seen[pk].code}: {verdict.why} Không dòng nào được ghi.")
