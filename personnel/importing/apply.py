"""Writing what was planned: whole lists at once, one history row for each changed row."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from accounts.access import Verdict
from personnel.importing.gate import Gate
from personnel.importing.planned import Edit, Planned, RowKind
from personnel.models import Appointment, Dossier, Posting, Salary, Study
from personnel.services.find_faults import find_faults
from personnel.services.project_dossiers import project_dossiers
from personnel.services.require_living_units import require_living_units
from personnel.transfers.guard import require_no_posting_of_moving
from qlcb.history import Tracked, create_many, update_many

_RECORDS = (Posting, Appointment, Salary, Study)


def apply_plan(rows: Sequence[Planned], *, account, today: date) -> None:
    """Write the new and changed rows inside the writing under way, and bring projections and findings up to date.

    Raises PermissionDenied when a dossier would end up outside what the account may open; IntegrityError when somebody
    else wrote the same person meanwhile. The transaction is to be undone then.
    """
    written = [row for row in rows if row.kind in (RowKind.NEW, RowKind.CHANGED)]
    for row in written:
        row.dossier.set_derived()
    edits = [edit for row in written for edit in row.writes.edits.values()]
    _update(edit for edit in edits if edit.shrinks)
    _update(edit for edit in edits if not edit.shrinks)
    create_many([row.dossier for row in written if row.is_new])
    created = [record for row in written for record in row.writes.created]
    require_no_posting_of_moving(created)
    for model in _RECORDS:
        create_many([record for record in created if type(record) is model])
    _require_living(created)
    ids = [row.dossier.pk for row in written]
    project_dossiers(ids, today)
    find_faults(ids, today)
    _look_again(written, account)


def _require_living(created: Sequence[Tracked]) -> None:
    """A unit that came to its end since the list was read counts as what somebody else wrote meanwhile."""
    try:
        require_living_units([record for record in created if isinstance(record, Posting)])
    except ValidationError as error:
        raise IntegrityError(str(error)) from error


def _update(edits) -> None:
    """Update the records model by model; a statement names every field that any of its records changes."""
    by_model: dict[type[Tracked], list[Edit]] = {}
    for edit in edits:
        by_model.setdefault(type(edit.record), []).append(edit)
    for model, same in by_model.items():
        fields = set().union(*(edit.fields for edit in same))
        names = {model._meta.get_field(name).name for name in fields} | (
            set(Dossier.DERIVED) if model is Dossier else set()
        )
        update_many([edit.record for edit in same], sorted(names))


def _look_again(written: Sequence[Planned], account) -> None:
    """Ask the door for every dossier that was written, and the right for what was written on it (DESIGN §3)."""
    ids = [row.dossier.pk for row in written]
    seen = {dossier.pk: dossier for dossier in Dossier.objects.visible_to(account).filter(pk__in=ids)}
    gate = Gate(account)
    for row in written:
        dossier = seen.get(row.dossier.pk)
        if dossier is None:
            raise PermissionDenied("Danh sách đưa hồ sơ ra ngoài phạm vi của tài khoản; không dòng nào được ghi.")
        verdict = Verdict(True, "") if row.is_new else gate.holds_after(row, dossier)
        if not verdict:
            raise PermissionDenied(f"Hồ sơ {dossier.code}: {verdict.why} Không dòng nào được ghi.")
