"""Whose list a sheet is, and which units its rows may name: always within the account's right to import."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.permissions import IMPORT
from orgunits.models import Unit, UnitVersion
from personnel.importing.lookups import unit_key

_NOT_OUR_NAME = ("kinh gui", "noi nhan", "kem theo")


class UnitUnknown(Exception):
    """It cannot be told whose list it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What the import needs of a unit."""

    id: int
    code: str
    name: str
    short_name: str
    parent_id: int | None
    is_department: bool
    prefix: str
    established_on: date


@dataclass(frozen=True, slots=True)
class ListUnit:
    """The unit of a list: `unit` as named by titles or person, within `department`; `is_home`: people of a list that
    has no column of units serve in `unit` itself."""

    unit: UnitRow
    department: UnitRow
    is_home: bool


class UnitScope:
    """The tree of today and the part of it into which the account may import.

    units: those that exist, by id; every_name: id → name, dissolved units included.
    """

    def __init__(self, account) -> None:
        self.reach: frozenset[int] = account.access.units(IMPORT)
        rows = Unit.objects.values_list(
            "dissolved_on",
            *("id", "code", "name", "short_name", "parent_id"),
            *("kind__is_department", "customs_prefix", "established_on"),
        )
        every = [(dissolved_on is None, UnitRow(*row)) for dissolved_on, *row in rows]
        self.units = {unit.id: unit for exists, unit in every if exists}
        self.every_name = {unit.id: unit.name for _, unit in every}
        self._children: dict[int | None, list[int]] = {}
        for unit in self.units.values():
            self._children.setdefault(unit.parent_id, []).append(unit.id)

    def of_list(self, titles: tuple[str, ...], chosen: str = "") -> ListUnit:
        """Return whose list this is: the unit of the code `chosen`, or else the one that the titles name.

        Raises UnitUnknown when the choice is out of reach or the titles do not tell.
        """
        if chosen:
            unit = next((unit for unit in self.units.values() if unit.code == chosen and unit.id in self.reach), None)
            if unit is None:
                raise UnitUnknown(f"Đơn vị “{chosen}” không có hoặc không thuộc phạm vi nhập của tài khoản.")
            return ListUnit(unit, self.department(unit), True)
        department = self._department_named(titles)
        keys = {unit_key(line) for line in titles}
        inside = [unit for unit in self._reachable(department) if unit is not department]
        named = [unit for unit in inside if keys & self._spellings(unit)]
        if len(named) == 1:
            return ListUnit(named[0], department, True)
        return ListUnit(department, department, not inside)

    def department(self, unit: UnitRow) -> UnitRow:
        """Return the nearest department at or above the unit, the unit itself when there is none."""
        above: UnitRow | None = unit
        while above is not None:
            if above.is_department:
                return above
            above = self.units.get(above.parent_id)
        return unit

    def names(self, of: ListUnit) -> tuple[dict[str, list[int]], dict[int, str]]:
        """Return the lookups of a list's units: spelled name → ids, id → name.

        Each unit goes by its name and short name, alone or with those of the units above it, and by former names that
        nobody has today. Where the list is of a part of the department, the units of that part win.
        """
        units = self._reachable(of.department)
        narrow = {unit.id for unit in self._reachable(of.unit)}
        found: dict[str, list[int]] = {}
        for unit in units:
            for key in self._spellings(unit) | self._with_those_above(unit, of.department):
                found.setdefault(key, []).append(unit.id)
        if of.department.id in self.reach:
            kind = of.department.name.split()[0]
            found.setdefault(unit_key(f"Lãnh đạo {kind}"), [of.department.id])
        for unit_id, name in self._former_names:
            if unit_id in {unit.id for unit in units}:
                found.setdefault(unit_key(name), [unit_id])
        preferred = {key: [unit_id for unit_id in ids if unit_id in narrow] or ids for key, ids in found.items()}
        return preferred, {unit.id: unit.name for unit in units}

    def _reachable(self, top: UnitRow) -> list[UnitRow]:
        """The units at and below `top` into which the account may import."""
        found, waiting = [], [top.id]
        while waiting:
            unit_id = waiting.pop()
            waiting.extend(self._children.get(unit_id, ()))
            if unit_id in self.reach:
                found.append(self.units[unit_id])
        return found

    def _spellings(self, unit: UnitRow) -> set[str]:
        return {unit_key(name) for name in (unit.name, unit.short_name) if name}

    def _with_those_above(self, unit: UnitRow, department: UnitRow) -> set[str]:
        keys: set[str] = set()
        above = self.units.get(unit.parent_id)
        while above is not None and unit is not department:
            for name in filter(None, (above.name, above.short_name)):
                keys |= {unit_key(f"{unit.name} {name}"), unit_key(f"{name} {unit.name}")}
            if above is department:
                break
            above = self.units.get(above.parent_id)
        return keys

    @cached_property
    def _former_names(self) -> list[tuple[int, str]]:
        versions = UnitVersion.objects.filter(valid_to__isnull=False).order_by("-valid_to")
        return list(versions.values_list("unit_id", "name"))

    def _department_named(self, titles: tuple[str, ...]) -> UnitRow:
        """Return the one department that the titles name, or the only one within reach when they name none."""
        named = self._named_in(titles)
        mine = [department for department in named if self._reachable(department)]
        if len(mine) == 1:
            return mine[0]
        if mine:
            names = ", ".join(department.name for department in mine)
            raise UnitUnknown(f"Tiêu đề nêu nhiều đơn vị ({names}). Hãy chọn đơn vị của danh sách.")
        if named:
            raise UnitUnknown(
                f"Tiêu đề ghi danh sách của {named[0].name}, không thuộc phạm vi nhập của tài khoản. "
                "Nếu tiêu đề ghi nhầm, hãy chọn đơn vị của danh sách."
            )
        within = {self.department(self.units[unit_id]) for unit_id in self.reach if unit_id in self.units}
        if len(within) == 1:
            return within.pop()
        raise UnitUnknown("Tiêu đề không nêu đơn vị của danh sách. Hãy chọn đơn vị.")

    def _named_in(self, titles: tuple[str, ...]) -> list[UnitRow]:
        """Departments whose name or short name stands in a title line; a name within a longer one does not count."""
        found: dict[int, UnitRow] = {}
        for line in map(unit_key, titles):
            if line.startswith(_NOT_OUR_NAME):
                continue
            hits = [
                (key, unit)
                for unit in self.units.values()
                if unit.is_department
                for key in self._spellings(unit)
                if f" {key} " in f" {line} "
            ]
            for key, unit in hits:
                if not any(key != longer and f" {key} " in f" {longer} " for longer, _ in hits):
                    found[unit.id] = unit
        return list(found.values())
