"""Change, correct and remove records of a section: three acts, three kinds of history (DESIGN §2)."""

from datetime import date

from django.core.exceptions import PermissionDenied

from accounts.permissions import DECIDE, WorkGroup
from personnel.models import Dossier
from personnel.sections import Section
from personnel.services.project_dossiers import project_dossiers
from personnel.services.row_order import close_gap, follow_start, make_room
from qlcb.history import Act, Conflict, record, writing


def add_row(*, account, reason: str, section: Section, row, today: date):
    """A new fact from a day on, under a decision: the running row of the series ends the day before.

    row: an unsaved row of the section with its dossier set; a new, unsaved decision on it is saved with it. Returns
    the row. Raises PermissionDenied, ValidationError; nothing is written then.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        lock_to_write(account, section.group, row.dossier)
        _save_decision(account, row)
        if section.in_series(row):
            make_room(section, row)
        record(row)
        settle(account, row.dossier, today)
    return row


def correct_row(*, account, reason: str, section: Section, row, expected_version: int, today: date):
    """The file was wrong: rewrite one record. Neighbours that touched its first day follow it.

    row: the edited instance. expected_version: what the person saw. Raises Conflict when it moved on meanwhile.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        lock_to_write(account, section.group, row.dossier)
        stored = section.model.objects.get(pk=row.pk)
        bound = section.in_series(row) and section.in_series(stored)
        old_start = stored.valid_from.first_day if bound else None
        if bound and row.valid_from.first_day < old_start:
            follow_start(section, row, old_start)
        _save_decision(account, row)
        record(row, expected_version=expected_version)
        if bound and row.valid_from.first_day > old_start:
            follow_start(section, row, old_start)
        settle(account, row.dossier, today)
    return row


def remove_row(*, account, reason: str, section: Section, row, expected_version: int, today: date) -> None:
    """Take out a record entered by mistake; the one before it takes over its time. History keeps it."""
    with writing(account=account, reason=reason, act=Act.REMOVE):
        lock_to_write(account, section.group, row.dossier)
        stored = section.model.objects.select_for_update().get(pk=row.pk)
        if stored.version != expected_version:
            raise Conflict(stored, row)
        if section.in_series(stored):
            close_gap(section, stored)
        else:
            stored.delete()
        settle(account, row.dossier, today)


def lock_to_write(account, group: WorkGroup, dossier: Dossier) -> Dossier:
    """One writer per dossier at a time; the right is asked of the row as stored, not of the one being edited.

    Returns the stored dossier. Raises PermissionDenied with the reason.
    """
    stored = Dossier.objects.select_for_update().get(pk=dossier.pk)
    account.access.require_write(group, stored)
    return stored


def settle(account, dossier: Dossier, today: date) -> None:
    """After a write: bring the projection up to date, and look the dossier up again through the door.

    Raises PermissionDenied when the write pushed it out of the account's scope (DESIGN §3); the transaction is undone.
    """
    project_dossiers([dossier.pk], today)
    if not Dossier.objects.visible_to(account).filter(pk=dossier.pk).exists():
        raise PermissionDenied(
            "Thay đổi này đưa hồ sơ ra ngoài phạm vi của tài khoản; dùng chức năng điều chuyển hồ sơ."
        )
    dossier.refresh_from_db()


def _save_decision(account, row) -> None:
    """A decision not entered yet is entered with its first result, by those who may enter decisions (TCHQ-5.2b)."""
    decision = row.decision
    if decision is not None and decision._state.adding:
        account.access.require(DECIDE, row.dossier.now_unit_id)
        record(decision)
        row.decision = decision
