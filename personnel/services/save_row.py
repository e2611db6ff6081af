"""Change, correct and remove records of a section: three acts, three kinds of history (DESIGN §2)."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.permissions import DECIDE, Change, WorkGroup
from personnel.authority import Hanging
from personnel.meaning import change_of, removal_of
from personnel.models import Dossier
from personnel.sections import Section
from personnel.services.close_left_requests import close_left_requests
from personnel.services.find_faults import find_faults
from personnel.services.leave_order import Shift, follow_leavings, follow_new
from personnel.services.project_dossiers import project_dossiers
from personnel.services.require_authority import require_authority
from personnel.services.require_living_units import require_living_units
from personnel.services.row_order import close_gap, follow_start, keep_whole, make_room
from personnel.transfers.guard import require_asked_for, require_at_rest
from qlcb.history import Act, Conflict, record, writing

OUT_OF_SCOPE = "Thay đổi này đưa hồ sơ ra ngoài phạm vi của tài khoản; dùng chức năng điều chuyển hồ sơ."


def add_row(*, account, reason: str, section: Section, row, today: date, override: str = ""):
    """A new fact from a day on, under a decision: the running row of the series ends the day before.

    row: an unsaved row of the section with its dossier set; a new, unsaved decision on it is saved with it. override:
    why it stands although another authority should have decided. Returns the row. Raises PermissionDenied,
    ValidationError; nothing is written then.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        held = _hold(row.dossier)
        asked = _require(account, section, row, held, today)
        if section.moves_people:
            require_at_rest([held.pk])
        if section.places_people:
            require_asked_for(row, held, today)
        _save_decision(account, row)
        if section.in_series(row):
            make_room(section, row)
        record(row)
        follow_new(section, [row])
        if section.places_people:
            require_living_units([row])
        if not asked.regrades:  # what the record settled by itself, its salary group or last day, may make it one
            _require(account, section, row, held, today)
        _ask_table(account, row, None, override)
        settle(account, section.group, row.dossier, today)
        if section.ends_service:
            close_left_requests(account=account, ids=[held.pk])
    return row


def correct_row(
    *, account, reason: str, section: Section, row, expected_version: int, today: date, override: str = ""
) -> bool:
    """The file was wrong: rewrite one record. Neighbours that touched its first day follow it.

    row: the edited instance. expected_version: what the person saw. override: as for `add_row`. Returns whether
    anything changed. Raises Conflict when it moved on meanwhile.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        held = _hold(row.dossier)
        stored = section.model.objects.select_related("decision").get(pk=row.pk)
        _require(account, section, row, held, today, stored=stored, rewrites=True)
        if section.places_people:
            require_asked_for(row, held, today)
        bound = section.in_series(row) and section.in_series(stored)
        old_start = stored.valid_from.first_day if bound else None
        if bound and stored.version == expected_version:
            keep_whole(section, stored, row)
        if bound and row.valid_from.first_day < old_start:
            follow_start(section, row, old_start)
        _save_decision(account, row, stored)
        changed = record(row, expected_version=expected_version)
        if bound and row.valid_from.first_day > old_start:
            follow_start(section, row, old_start)
        if changed and section.places_people:
            require_living_units([row], unless_known=True)
        if changed:
            if section.ends_service:
                follow_leavings([Shift(stored, row)])
            else:
                follow_new(section, [row])
            _ask_table(account, row, stored, override)
        settle(account, section.group, row.dossier, today)
        if section.ends_service:
            close_left_requests(account=account, ids=[held.pk])
    return changed


def change_row(*, account, reason: str, section: Section, row, expected_version: int, today: date) -> bool:
    """The fact itself is another today: a relative's work, a death. For records that no time rule binds.

    row: the edited instance. Returns whether anything changed. Raises Conflict when it moved on meanwhile.
    """
    if section.in_series(row):
        raise ValidationError("Quá trình có mốc thời gian thì thêm dòng mới, không sửa dòng đã có.")
    with writing(account=account, reason=reason, act=Act.CHANGE):
        held = _hold(row.dossier)
        stored = section.model.objects.select_related("decision").get(pk=row.pk)
        _require(account, section, row, held, today, stored=stored)
        _save_decision(account, row, stored)
        changed = record(row, expected_version=expected_version)
        if changed:
            _ask_table(account, row, stored, "")
        settle(account, section.group, row.dossier, today)
    return changed


def remove_row(*, account, reason: str, section: Section, row, expected_version: int, today: date) -> None:
    """Take out a record entered by mistake; the one it had ended takes over its time. History keeps it."""
    with writing(account=account, reason=reason, act=Act.REMOVE):
        held = _hold(row.dossier)
        locked = section.model.objects.select_for_update(of=["self"]).select_related("decision")
        stored = locked.get(pk=row.pk)
        account.access.require_write(section.group, held, removal_of(section, stored.decision))
        if stored.version != expected_version:
            raise Conflict(stored, row)
        if section.ends_service:
            follow_leavings([Shift(stored, None)])
        if section.moves_people:
            require_at_rest([held.pk])
        if section.in_series(stored):
            close_gap(section, stored)
        else:
            stored.delete()
        settle(account, section.group, row.dossier, today)


def lock_to_write(account, group: WorkGroup, dossier: Dossier) -> Dossier:
    """One writer per dossier at a time; the right is asked of the row as stored, not of the one being edited.

    Returns the stored dossier. Raises PermissionDenied with the reason.
    """
    stored = _hold(dossier)
    account.access.require_write(group, stored)
    return stored


def asked_of(section: Section, row, today: date, *, stored=None, rewrites: bool = False) -> Change:
    """What writing the row means, with what stands in the file beside it; `stored`: the record as it is."""
    others = section.model.objects.filter(dossier_id=row.dossier_id) if section.places_people else ()
    decisions = [row.decision, *([stored.decision] if stored else [])]
    return change_of(section, row, today, rewrites=rewrites, decisions=decisions, others=others)


def _hold(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_for_update().get(pk=dossier.pk)


def _require(account, section: Section, row, held: Dossier, today: date, **known) -> Change:
    """Ask for the right to this very change, by the dossier as it is stored; returns what was asked."""
    edited, row.dossier = row.dossier, held
    change = asked_of(section, row, today, **known)
    row.dossier = edited
    account.access.require_write(section.group, held, change)
    return change


def settle(account, group: WorkGroup | None, dossier: Dossier, today: date) -> None:
    """After a write: bring projection and findings up to date, and look the dossier up again through the door.

    group: the work group just written, whose right must still hold; None for a dossier just opened. Raises
    PermissionDenied when the write pushed the dossier out of the account's scope or out of the right under which it was
    written (DESIGN §3); the transaction is undone.
    """
    project_dossiers([dossier.pk], today)
    find_faults([dossier.pk], today)
    try:
        dossier.refresh_from_db(from_queryset=Dossier.objects.visible_to(account))
    except Dossier.DoesNotExist:
        raise PermissionDenied(OUT_OF_SCOPE) from None
    if group is not None:
        account.access.require_write(group, dossier)


def _save_decision(account, row, stored=None) -> None:
    """Hanging a record on a decision, on another one, and taking it off need the right to enter decisions.

    stored: the record as it is, None for a new one. A new decision is entered here (TCHQ-5.2b).
    """
    decision = row.decision
    is_new = decision is not None and decision._state.adding
    if not is_new and row.decision_id == (stored.decision_id if stored else None):
        return
    account.access.require_on(DECIDE, row.dossier)
    if is_new:
        record(decision)
        row.decision = decision


def _ask_table(account, row, stored, override: str) -> None:
    """Hold what is written against the table of decentralisation; what stood so before is not judged anew."""
    if row.decision_id:
        before = Hanging(stored, stored.decision) if stored and stored.decision_id else None
        require_authority(account=account, results=[(Hanging(row, row.decision), before)], override=override)
