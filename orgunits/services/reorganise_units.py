from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from orgunits.models import Unit, UnitKind, UnitSuccession, UnitVersion
from orgunits.services.place import lock_tree
from orgunits.services.project_unit import project_units
from qlcb.formats import date_vi
from qlcb.history import Act, create_many, update_many, writing
from qlcb.vietnamese import fold


@dataclass(frozen=True)
class NewUnit:
    """A unit that begins. parent: code of the unit above, which may be new as well."""

    code: str
    name: str
    kind: UnitKind
    parent: str
    short_name: str = ""
    identifier: str | None = None
    customs_prefix: str = ""
    order: int = 0


@dataclass(frozen=True)
class ChangedUnit:
    """A unit that goes on under another name, as another kind or in another place; all of them as they are then."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str | None


@dataclass(frozen=True)
class Heirs:
    """What takes over from a unit. codes: the main one first; goes_on: the unit gives away a part only."""

    code: str
    codes: tuple[str, ...]
    kind: str
    goes_on: bool = False


@dataclass
class Structure:
    """All that one decision does to the tree from one day on; units by their codes."""

    new: list[NewUnit] = field(default_factory=list)
    changed: list[ChangedUnit] = field(default_factory=list)
    ended: list[Heirs] = field(default_factory=list)


def reorganise_units(
    *, account, reason: str, structure: Structure, on: date, document: str, today: date
) -> dict[str, Unit]:
    """Begin, change and end any number of units from the day `on` under one decision, and write who took over.

    Returns every unit named, by code. The number of statements does not depend on that of the units. Raises
    ValidationError for a taken code, a unit that has changed on that day or later already, and a tree in which a unit
    would stand where it cannot, on that day or on any later one already planned; nothing is written then. TCHQ-8.2e.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        lock_tree()
        units = _known(structure)
        running = _running(units.values(), on)
        _refuse_taken(structure.new)
        for unit in create_many([_unit(one, on) for one in structure.new]):
            units[unit.code] = unit
        _end(running, [*structure.changed, *(one for one in structure.ended if not one.goes_on)], units, on)
        _write_versions(structure, units, on, document)
        _close([units[one.code] for one in structure.ended if not one.goes_on], on)
        create_many([row for one in structure.ended for row in _successions(one, units, on, document)])
        require_sound_tree(on)
        project_units(today, [unit.pk for unit in units.values()])
    return units


def _known(structure: Structure) -> dict[str, Unit]:
    """The stored units that the structure names, locked: nobody is posted to them meanwhile."""
    new = {one.code for one in structure.new}
    parents = {one.parent for one in (*structure.new, *structure.changed)}
    own = {one.code for one in (*structure.changed, *structure.ended)}
    heirs = {code for one in structure.ended for code in one.codes}
    wanted = (parents | own | heirs) - new - {None}
    found = {unit.code: unit for unit in Unit.objects.select_for_update().filter(code__in=wanted).order_by("pk")}
    missing = sorted(wanted - found.keys())
    if missing:
        raise ValidationError(f"Không có đơn vị mã {', '.join(missing)}.")
    return found


def _running(units: Iterable[Unit], on: date) -> dict[int, UnitVersion]:
    versions = UnitVersion.objects.select_for_update().filter(unit__in=list(units)).on(on).select_related(None)
    return {version.unit_id: version for version in versions}


def _refuse_taken(new: Sequence[NewUnit]) -> None:
    codes, identifiers = [one.code for one in new], [one.identifier for one in new if one.identifier]
    taken = [*Unit.objects.filter(code__in=codes).values_list("code", flat=True)]
    taken += Unit.objects.filter(identifier__in=identifiers).values_list("identifier", flat=True)
    if taken:
        raise ValidationError(f"Mã đã có đơn vị khác dùng: {', '.join(sorted(taken))}.")


def _unit(one: NewUnit, on: date) -> Unit:
    return Unit(
        code=one.code,
        identifier=one.identifier or None,
        customs_prefix=one.customs_prefix,
        order=one.order,
        established_on=on,
        name=one.name,
        short_name=one.short_name,
        name_folded=fold(f"{one.name} {one.short_name}")[:200],
        kind=one.kind,
    )


def _end(running: dict[int, UnitVersion], named: Sequence, units: dict[str, Unit], on: date) -> None:
    """The versions that run on the day end the day before; they must have begun earlier and be the last ones."""
    ending = []
    for one in named:
        version = running.get(units[one.code].pk)
        if version is None:
            raise ValidationError(f"Ngày {date_vi(on)} không còn đơn vị {units[one.code]} ({one.code}).")
        if version.valid_from >= on or version.valid_to is not None:
            raise ValidationError(f"{version.name} ({one.code}) đã có thay đổi từ ngày {date_vi(on)} trở đi.")
        version.valid_to = on - timedelta(days=1)
        ending.append(version)
    update_many(ending, ["valid_to"])


def _write_versions(structure: Structure, units: dict[str, Unit], on: date, document: str) -> None:
    create_many(
        [
            UnitVersion(
                unit=units[one.code],
                name=one.name,
                short_name=one.short_name,
                kind=one.kind,
                parent=units[one.parent] if one.parent else None,
                document=document,
                valid_from=on,
            )
            for one in (*structure.new, *structure.changed)
        ]
    )


def _close(ended: Sequence[Unit], on: date) -> None:
    for unit in ended:
        unit.dissolved_on = on - timedelta(days=1)
    update_many(ended, ["dissolved_on"])


def _successions(one: Heirs, units: dict[str, Unit], on: date, document: str) -> list[UnitSuccession]:
    return [
        UnitSuccession(
            predecessor=units[one.code],
            successor=units[code],
            kind=one.kind,
            is_main=index == 0 and not one.goes_on,
            document=document,
            on=on,
        )
        for index, code in enumerate(code for code in one.codes if code != one.code)
    ]


def require_sound_tree(on: date) -> None:
    """Raise ValidationError when on the day `on`, or on the first day of any later version, a unit stands below one
    that does not exist then or may not head it, or below itself. One query."""
    rows = UnitVersion.objects.exclude(valid_to__lt=on).values_list(
        "unit_id", "name", "parent_id", "kind__level", "kind__is_department", "valid_from", "valid_to"
    )
    rows = list(rows)
    for day in sorted({on, *(row[5] for row in rows if row[5] > on)}):
        standing = {row[0]: row[1:5] for row in rows if row[5] <= day and (row[6] is None or row[6] >= day)}
        for unit_id in standing:
            if words := _unsound(unit_id, standing):
                raise ValidationError(f"Ngày {date_vi(day)}: {words}")


def _unsound(unit_id: int, standing: dict[int, tuple]) -> str:
    """Why the unit cannot stand where it is; nothing when it can."""
    name, parent_id, level, is_department = standing[unit_id]
    if parent_id is None:
        return ""
    if parent_id not in standing:
        return f"{name} không còn đơn vị cấp trên."
    above = standing[parent_id]
    if level < above[2] or (level == above[2] and is_department):
        return f"{name} không thể trực thuộc {above[0]}."
    walked, at = {unit_id}, parent_id
    while at is not None and at not in walked:
        walked.add(at)
        at = standing[at][1] if at in standing else None
    return f"{name} trực thuộc chính nó." if at is not None else ""
