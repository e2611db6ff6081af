"""Where a person served and what they led: stints in time order, backwards from the seat held now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from orgunits.models import Unit
from personnel.demo.staffing import DEPUTY, HEAD, STAFF, Department, Seat
from personnel.models import Appointment, Position, Posting
from qlcb import regulation
from qlcb.dates import PartialDate, add_months

DAY = timedelta(days=1)
YEAR = 365.25
TERM_MONTHS = 60  # an appointment is for five years (FACTS §5)
SHORTEST, LONGEST = 2.0, 8.0  # years between two moves
ROOT, TOP, BELOW = "root", "top", "below"  # the root of the service, the department itself, one of its units
LADDERS = {  # (where, role) of the last posting and of those before it
    (ROOT, HEAD): ((ROOT, HEAD), (ROOT, DEPUTY), (TOP, HEAD), (BELOW, STAFF)),
    (ROOT, DEPUTY): ((ROOT, DEPUTY), (TOP, HEAD), (TOP, DEPUTY), (BELOW, STAFF)),
    (TOP, HEAD): ((TOP, HEAD), (TOP, DEPUTY), (BELOW, HEAD), (BELOW, STAFF)),
    (TOP, DEPUTY): ((TOP, DEPUTY), (BELOW, HEAD), (BELOW, DEPUTY), (BELOW, STAFF)),
    (BELOW, HEAD): ((BELOW, HEAD), (BELOW, DEPUTY), (BELOW, STAFF), (BELOW, STAFF)),
    (BELOW, DEPUTY): ((BELOW, DEPUTY), (BELOW, STAFF), (BELOW, STAFF)),
}


@dataclass(frozen=True)
class Stint:
    """A time in one unit; `ends` is its last day. The role is held from `leads_from` on."""

    unit: Unit
    role: str
    begins: PartialDate
    ends: date | None
    kind: str
    leads_from: PartialDate


class Works:
    """What people in a unit are charged with, by words in its name."""

    def __init__(self):
        self.rows = [(row["name_holds"], row["work"].split(";")) for row in regulation.table("demo_work")]

    def of(self, rng: Random, unit: Unit) -> str:
        return rng.choice(next(works for part, works in self.rows if part in unit.name))


class Leadership:
    """Which positions head units of a kind, from the fixture: by kind and the beginning of the name."""

    def __init__(self):
        self.positions = {position.code: position for position in Position.objects.all()}
        self.rows = regulation.table("demo_leaders")

    def position(self, unit: Unit, role: str) -> tuple[Position, Decimal | None]:
        """The position of a head or deputy of the unit, and its allowance."""
        row = next(r for r in self.rows if r["kind"] == unit.kind.code and unit.name.startswith(r["name_begins"]))
        position = self.positions[row[role]]
        allowance = row[f"{role}_allowance"]
        return position, Decimal(allowance) if allowance else position.allowance


def partial(rng: Random, day: date) -> PartialDate:
    """The day as old files know it: often only the year or month of long ago."""
    chance = rng.random()
    if day.year < 1998 and chance < 0.35:
        return PartialDate(day.year)
    if (day.year < 1998 and chance < 0.75) or (day.year < 2007 and chance < 0.35):
        return PartialDate(day.year, day.month)
    return PartialDate.of(day)


def stints(
    rng: Random, seat: Seat, entry: PartialDate, until: date, ended: bool, elsewhere: Sequence[Department]
) -> list[Stint]:
    """The stints of the holder of a seat from the day of recruitment to `until` (that day is the last when `ended`).

    elsewhere: departments from which the leaders at the root come.
    """
    ladder = _ladder(rng, seat, (until - entry.first_day).days / YEAR)
    begins = [entry, *(partial(rng, day) for day in _moves(rng, entry, until, len(ladder), seat.role != STAFF))]
    home = rng.choice(elsewhere) if seat.department.is_root else seat.department
    units = _units(rng, seat, home, ladder)
    found = []
    for index, (unit, (_, role), first) in enumerate(zip(units, ladder, begins, strict=True)):
        last = begins[index + 1].first_day - DAY if index + 1 < len(begins) else until if ended else None
        kind = Posting.Kind.FIRST if index == 0 else Posting.Kind.MOVE
        if index and role != STAFF and unit.pk != units[index - 1].pk and rng.random() < 0.25:
            kind = Posting.Kind.ROTATION
        leads_from = first
        if role == STAFF and index + 1 < len(ladder) and ladder[index + 1] != (BELOW, DEPUTY):
            role, leads_from = _rise(rng, ladder[index + 1][1], first, last)
        found.append(Stint(unit, role, first, last, kind, leads_from))
    return found


def _rise(rng: Random, next_role: str, first: PartialDate, last: date) -> tuple[str, PartialDate]:
    """Who goes on to lead has been a deputy for the last years of a long stint; (role, from when)."""
    if next_role == STAFF or (last - first.first_day).days / YEAR < LONGEST:
        return STAFF, first
    since = last - timedelta(days=int(rng.uniform(3, 6) * YEAR))
    return DEPUTY, partial(rng, since.replace(day=1))


def _ladder(rng: Random, seat: Seat, years: float) -> list[tuple[str, str]]:
    """(where, role) of each stint, first to last; as many as fit into the years served."""
    fitting = max(1, min(4, 1 + int((years - 1) / 3)))
    if seat.role == STAFF:
        wanted = rng.choices((1, 2, 3, 4), (25, 35, 25, 15))[0]
        return [(BELOW, STAFF)] * min(wanted, fitting)
    where = ROOT if seat.department.is_root else TOP if seat.leads_department else BELOW
    return list(reversed(LADDERS[where, seat.role][:fitting]))


def _moves(rng: Random, entry: PartialDate, until: date, count: int, leads: bool) -> list[date]:
    """The first days of all stints but the first: between two of them 2 to 8 years, first days or middles of months."""
    years = (until - entry.first_day).days / YEAR
    days, back = [], 0.0
    for index in range(count - 1):
        room = years - back - SHORTEST * (count - 2 - index) - 1.2
        shortest = 0.2 if index == 0 else SHORTEST
        longest = 7.5 if index == 0 and leads else LONGEST
        back += rng.uniform(shortest, max(shortest, min(longest, room)))
        day = until - timedelta(days=int(back * YEAR))
        days.append(day.replace(day=15 if rng.random() < 0.15 and day.day >= 15 else 1))
    return days[::-1]


def _units(rng: Random, seat: Seat, home: Department, ladder: list[tuple[str, str]]) -> list[Unit]:
    """A unit for each stint; the last is the seat's, neighbours differ where the department has several."""
    units = [seat.unit]
    for where, _ in reversed(ladder[:-1]):
        if where == BELOW:
            choices = [unit for unit in home.units if unit.pk != units[-1].pk] or [home.unit]
            units.append(rng.choice(choices))
        else:
            units.append(seat.unit if where == ROOT else home.unit)
    return units[::-1]


def appointments(
    dossier, found: Sequence[Stint], leadership: Leadership, retires_on: date, today: date
) -> list[Appointment]:
    """The appointments of every stint as a leader, of five years each, renewed while the stint goes on."""
    rows = []
    for stint in found:
        if stint.role == STAFF:
            continue
        position, allowance = leadership.position(stint.unit, stint.role)
        begins = stint.leads_from
        while True:
            expires = add_months(begins.first_day, TERM_MONTHS)
            renewed = expires <= (stint.ends or today)
            rows.append(
                Appointment(
                    dossier=dossier,
                    position=position,
                    unit=stint.unit,
                    valid_from=begins,
                    valid_to=expires - DAY if renewed else stint.ends,
                    term_ends_on=min(expires - DAY, retires_on) if retires_on > begins.first_day else expires - DAY,
                    allowance=allowance,
                )
            )
            if not renewed:
                break
            begins = PartialDate.of(expires)
    return rows
