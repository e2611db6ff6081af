"""Where a person serves and which office they hold, as a list tells it, among the records of the dossier."""

from datetime import date

from accounts.permissions import Change as Meaning
from personnel.importing.lookups_db import CellRefused
from personnel.importing.panels import check_fields
from personnel.importing.planned import Change, Frame, Planned
from personnel.importing.series import beginning_at, holding_on, insert, move_start, nearest
from personnel.models import Appointment, Position, Posting
from personnel.sections import APPOINTMENTS, POSTINGS
from qlcb.dates import PartialDate
from qlcb.formats import decimal_vi


def serving_unit(row: Planned) -> int | None:
    """Return the unit in which the list puts the person; lists without such a column are those of one unit."""
    unit_id = row.value("unit")
    if unit_id is None and "unit" not in row.clean.refs and row.sheet.unit.is_home:
        return row.sheet.unit.unit.id
    return unit_id


def plan_posting(row: Planned, frame: Frame) -> None:
    """Make the posting that the list tells, unless the person already served in that unit on the day of the list.

    Raises CellRefused for a new dossier without a unit.
    """
    unit_id = serving_unit(row)
    if unit_id is None:
        if row.is_new:
            raise CellRefused("unit", "Danh sách không cho biết đơn vị công tác của người này.")
        return
    rows = frame.stored.postings[row.dossier.pk] if not row.is_new else []
    known = nearest(rows, row.sheet.as_of)
    if known is not None and unit_id in (known.unit_id, known.kept_by_id):
        return
    if known is not None:
        _doubt_transfer(row, known.keeper_id, unit_id, frame)
        if known.kept_by_id:
            row.warn("unit", f"Hồ sơ ghi người này đang công tác tại {frame.scope.every_name[known.unit_id]}.")
    start = _day_of_list(row, unit_id, frame) if rows else _first_day(row, unit_id, frame)
    before = frame.scope.every_name[known.unit_id] if known is not None else ""
    same_day = beginning_at(rows, start)
    if same_day is not None:
        row.writes.set(same_day, "unit_id", unit_id)
        if same_day.kept_by_id:
            row.writes.set(same_day, "kept_by_id", None)
    else:
        kind = Posting.Kind.MOVE if rows else Posting.Kind.FIRST
        insert(rows, Posting(dossier=row.dossier, unit_id=unit_id, kind=kind, valid_from=start), row.writes)
    told = f"{frame.scope.every_name[unit_id]} (từ {start})"
    precedes = any(other.valid_from.first_day >= start.first_day for other in rows)
    meaning = Meaning(units=frozenset({unit_id}), rewrites=same_day is not None or precedes, deciders=frozenset({None}))
    row.changes.append(Change("unit", before, told, POSTINGS.group, opens=row.is_new, meaning=meaning))


def _first_day(row: Planned, unit_id: int, frame: Frame) -> PartialDate:
    """The day of recruitment, unless it is still to come or the unit did not exist yet; else the day of the list."""
    recruited = row.value("recruited_on")
    established = frame.scope.units[unit_id].established_on
    if recruited is not None and recruited.first_day <= frame.today and recruited.last_day >= established:
        return recruited
    return _day_of_list(row, unit_id, frame)


def _day_of_list(row: Planned, unit_id: int, frame: Frame) -> PartialDate:
    return PartialDate.of(max(row.sheet.as_of, frame.scope.units[unit_id].established_on))


def _doubt_transfer(row: Planned, old: int, new: int, frame: Frame) -> None:
    """Say that a posting leads from one department to another, which mostly is a transfer with its own decision."""
    units = frame.scope.units
    if old in units and frame.scope.department(units[old]) != frame.scope.department(units[new]):
        name = frame.scope.department(units[old]).name
        row.warn("unit", f"Hồ sơ đang thuộc {name}; ghi theo danh sách này là chuyển sang đơn vị khác.")


def plan_appointment(row: Planned, frame: Frame) -> None:
    """Make the appointment to a leading position, or correct the one that the list tells otherwise.

    That somebody is listed without an office does not end the one on file: that takes a decision; it is only doubted.
    """
    position = frame.catalogues.positions.get(row.value("position"))
    rows = frame.stored.appointments[row.dossier.pk] if not row.is_new else []
    running = holding_on(rows, row.sheet.as_of)
    if position is None or not position.is_leading:
        _doubt_no_office(row, running, frame)
        return
    same = _same_appointment(row, rows, running, position)
    before = _office(running, frame)
    if same is None:
        _appoint(row, rows, position)
    elif not _correct(row, rows, same, position):
        return
    meaning = Meaning(rewrites=row.writes.corrects(Appointment))
    row.changes.append(Change("position", before, _told_office(row, position), APPOINTMENTS.group, meaning=meaning))


def _same_appointment(
    row: Planned, rows: list[Appointment], running: Appointment | None, position: Position
) -> Appointment | None:
    """The record of which the list speaks: the one begun that day, or the running one in that office, unless the list
    tells a later day, which is a renewed appointment."""
    told = row.value("appointed_on")
    goes_on = running is not None and running.position_id == position.pk
    if goes_on and (told is None or told < running.valid_from):
        return running
    return beginning_at(rows, told or _start(row))


def _appoint(row: Planned, rows: list[Appointment], position: Position) -> None:
    appointment = Appointment(
        dossier=row.dossier,
        position=position,
        unit_id=serving_unit(row),
        valid_from=_start(row),
        allowance=row.value("position_allowance"),
    )
    check_fields(appointment, {"allowance": "position_allowance", "valid_from": "appointed_on"})
    insert(rows, appointment, row.writes)


def _correct(row: Planned, rows: list[Appointment], same: Appointment, position: Position) -> bool:
    """Make the record say what the list says; return whether it said something else."""
    told, allowance = row.value("appointed_on"), row.value("position_allowance")
    before = len(row.writes.edits)
    if told is not None and (told.first_day != same.valid_from.first_day or _finer_day(told, same)):
        move_start(rows, same, told, row.writes, "appointed_on")
    if same.position_id != position.pk:
        row.writes.set(same, "position_id", position.pk)
    if allowance is not None and allowance != same.allowance:
        row.writes.set(same, "allowance", allowance)
        check_fields(same, {"allowance": "position_allowance"})
    return len(row.writes.edits) > before


def _finer_day(told: PartialDate, same: Appointment) -> bool:
    return told != same.valid_from and told.last_day < same.valid_from.last_day


def _start(row: Planned) -> PartialDate:
    return row.value("appointed_on") or PartialDate.of(row.sheet.as_of)


def _doubt_no_office(row: Planned, running: Appointment | None, frame: Frame) -> None:
    """Say what the list tells about an office that it does not name, or no longer names."""
    told = [key for key in ("appointed_on", "position_allowance") if row.value(key)]
    if told:
        row.warn(told[0], "Danh sách không ghi chức vụ lãnh đạo nên chưa ghi ngày bổ nhiệm, phụ cấp chức vụ.")
    if running is not None and "position" in row.clean.refs:
        held = frame.catalogues.positions.get(running.position_id)
        name = held.name if held else "lãnh đạo"
        row.warn("position", f"Hồ sơ đang ghi chức vụ {name}; thôi giữ chức vụ phải ghi theo quyết định.")


def _office(appointment: Appointment | None, frame: Frame) -> str:
    if appointment is None:
        return ""
    position = frame.catalogues.positions.get(appointment.position_id)
    return _words(position.name if position else "", appointment.valid_from, appointment.allowance)


def _told_office(row: Planned, position: Position) -> str:
    return _words(position.name, _start(row), row.value("position_allowance"))


def _words(name: str, start: PartialDate | date, allowance) -> str:
    pay = f", phụ cấp {decimal_vi(allowance)}" if allowance is not None else ""
    return f"{name} (từ {start}{pay})"
