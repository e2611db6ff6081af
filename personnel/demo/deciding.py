"""Who takes the decisions about an invented person, so that they agree with the shipped table of decentralisation."""

from collections.abc import Callable, Sequence
from datetime import date

from orgunits.models import Unit
from personnel.demo.papers import DEPARTMENT, OUTSIDE, ROOT
from personnel.models import Appointment, Rank

Decides = Callable[[date], str]
ABOVE = {DEPARTMENT: 0, ROOT: 1, OUTSIDE: 2}


def leader_of(unit: Unit) -> str:
    """Who decides about those that lead the unit: the departments' leaders are the root's, its own those of a body
    above it."""
    if unit.parent_id is None:
        return OUTSIDE
    return ROOT if unit.kind.is_department else DEPARTMENT


def about_leaders_of(unit: Unit) -> Decides:
    """An appointment is decided by what is to be led."""
    return lambda day: leader_of(unit)


def about_holder(posts: Sequence[Appointment]) -> Decides:
    """By what the person led on the day of signing."""

    def decides(day: date) -> str:
        held = [row for row in posts if row.valid_from.first_day <= day <= (row.valid_to or date.max)]
        return max((leader_of(row.unit) for row in held), key=ABOVE.get, default=DEPARTMENT)

    return decides


def about_pay(posts: Sequence[Appointment], rank: Rank, cause: str) -> Decides:
    """Another rank is decided by what rank it is, a raise by what the person leads and the rank."""
    if cause == "rank":
        by_tier = {Rank.Tier.SENIOR: OUTSIDE, Rank.Tier.PRINCIPAL: ROOT}
        level = by_tier.get(rank.tier)
        return (lambda day: level) if level else about_holder(posts)
    decides, least = about_holder(posts), ROOT if rank.tier == Rank.Tier.SENIOR else DEPARTMENT
    return lambda day: max(decides(day), least, key=ABOVE.get)
