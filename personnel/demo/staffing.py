"""Who sits where: a number of dossiers spread over the units as a real service is, leaders first."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from orgunits.models import Unit
from personnel.demo.names import weighted
from qlcb import regulation

HEAD, DEPUTY, STAFF = "head", "deputy", "staff"
LEADERS_EVERYWHERE_FROM = 1.3  # dossiers per unit from which each unit gets a head
ROOT_LEADERS = 4  # at least
PEOPLE_PER_DEPUTY = {True: 90, False: 11}  # in a department, in one of its sub-units
DEPUTIES_AT_MOST = {True: 4, False: 3}
CENTRAL_PREFIX = "00"


@dataclass(frozen=True)
class Department:
    """A unit that keeps dossiers, or the root with the leaders of the service, and what its row of fixtures says."""

    unit: Unit
    units: tuple[Unit, ...]
    row: dict

    @property
    def weight(self) -> int:
        return int(self.row["people"])

    @property
    def suffix(self) -> str:
        """What the numbers of its decisions end in."""
        return self.row["suffix"]

    @property
    def suffix_above(self) -> str:
        """What the numbers of decisions about the leaders of the service end in: a body outside it takes them."""
        return self.row["above"]

    @property
    def is_root(self) -> bool:
        return self.unit.parent_id is None

    @property
    def is_central(self) -> bool:
        return not self.unit.customs_prefix

    @property
    def is_public_service(self) -> bool:
        """Đơn vị sự nghiệp, whose staff are viên chức."""
        return self.unit.kind.code == "su-nghiep"

    @property
    def code_prefix(self) -> str:
        """First digits of the staff codes of its people."""
        return self.unit.customs_prefix or CENTRAL_PREFIX

    @cached_property
    def home_provinces(self) -> tuple[list[str], list[float]]:
        return weighted(self.row["provinces"])

    @cached_property
    def minorities(self) -> tuple[list[str], list[float]]:
        """Codes of ethnic groups and their percent of the staff."""
        return weighted(self.row["minorities"])


@dataclass(frozen=True)
class Seat:
    """One place for one person."""

    department: Department
    unit: Unit
    role: str

    @property
    def leads_department(self) -> bool:
        return self.role != STAFF and self.unit.pk == self.department.unit.pk


def departments() -> list[Department]:
    """The root and the departments of the deployed regulation with the units below each, in the order of the tree.

    Raises RegulationError when the regulation has no demo data.
    """
    rows = {row["code"]: row for row in regulation.table("demo_departments")}
    units = list(Unit.objects.existing().select_related("kind").order_by("order", "code"))
    below = defaultdict(list)
    for unit in units:
        below[unit.parent_id].append(unit)
    found = []
    for unit in units:
        if unit.code in rows:
            inside = tuple(child for child in below[unit.pk] if child.code not in rows)
            found.append(Department(unit, inside, rows[unit.code]))
    return found


def seats(number: int, all_departments: list[Department]) -> list[Seat]:
    """`number` seats in the order of the departments, within each the leaders before the others."""
    shares = spread(number, all_departments)
    return [seat for department in all_departments for seat in _fill(department, shares[department.unit.pk])]


def spread(number: int, all_departments: list[Department]) -> dict[int, int]:
    """Id of the department's unit → how many dossiers: first its leaders, then the others by its size.

    Leaders are the heads of all its units where `number` allows, else its own head, else only the largest have one.
    """
    if number < len(all_departments):
        largest = sorted(all_departments, key=lambda d: -d.weight)[:number]
        return {d.unit.pk: int(d in largest) for d in all_departments}
    everywhere = number >= sum(1 + len(d.units) for d in all_departments) * LEADERS_EVERYWHERE_FROM
    leaders = {d.unit.pk: _leaders(d) if everywhere else 1 for d in all_departments}
    others = {d.unit.pk: max(d.weight - leaders[d.unit.pk], 1) for d in all_departments}
    rest = number - sum(leaders.values())
    share = _rounded({key: rest * other / sum(others.values()) for key, other in others.items()}, rest)
    return {key: leaders[key] + share[key] for key in leaders}


def _leaders(department: Department) -> int:
    return ROOT_LEADERS if department.is_root else 1 + len(department.units)


def _rounded(exact: dict[int, float], number: int) -> dict[int, int]:
    """Whole numbers of that sum; the largest remainders round up."""
    whole = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: whole[key] - exact[key])
    for key in by_remainder[: number - sum(whole.values())]:
        whole[key] += 1
    return whole


def _fill(department: Department, number: int) -> list[Seat]:
    """The seats of one department: its head, the heads below, deputies by size, and the others."""
    unit = department.unit
    heads = [Seat(department, unit, HEAD), *(Seat(department, u, HEAD) for u in department.units)][:number]
    left = number - len(heads)
    wanted = number - 1 if department.is_root else _deputies(number, top=True)
    deputies = [Seat(department, unit, DEPUTY)] * min(left, wanted)
    left -= len(deputies)
    places = department.units or (unit,)
    sizes = _rounded({u.pk: left * _size(i) / sum(map(_size, range(len(places)))) for i, u in enumerate(places)}, left)
    for place in places:
        second = 0 if place is unit else _deputies(sizes[place.pk] + 1, top=False)
        second = min(second, sizes[place.pk])
        deputies += [Seat(department, place, DEPUTY)] * second
        sizes[place.pk] -= second
    return heads + deputies + [Seat(department, place, STAFF) for place in places for _ in range(sizes[place.pk])]


def _deputies(people: int, *, top: bool) -> int:
    if people < (10 if top else 5):
        return 0
    return min(1 + people // PEOPLE_PER_DEPUTY[top], DEPUTIES_AT_MOST[top])


def _size(index: int) -> float:
    """Relative sizes of sub-units; those that clear goods, which stand later in the tree, are larger."""
    return (1.0, 0.9, 1.1, 1.0, 1.0, 0.8, 3.2, 2.6, 2.2, 1.9, 1.5, 1.2)[index % 12]
