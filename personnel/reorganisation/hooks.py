"""What else stands at a unit and has to go somewhere when it ends, asked by dry run and application.

A kind of thing that hangs on units and is built elsewhere joins here and nowhere else: one `Follower` in `FOLLOWERS`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from orgunits.models import Unit
from personnel.models import Decision
from personnel.reorganisation.followers import carry_numbers, carry_transfers, numbers_of_staff, open_transfers


@dataclass(frozen=True)
class Follower:
    """A kind of thing that follows its unit. label: in the plural, for people; link: name of the address of its list.

    count: ids of the units that end → unit id → how many things stand there. carry: ids of the units that end, each
    with the unit that takes over, the decision and its day → how many were carried; called inside `writing(...)`, after
    units and people, with a number of queries that does not depend on that of the things.
    """

    label: str
    link: str
    count: Callable[[Collection[int]], Mapping[int, int]]
    carry: Callable[[Mapping[int, Unit], Decision, date], int]


FOLLOWERS: tuple[Follower, ...] = (
    Follower("hồ sơ đang điều chuyển", "transfers", open_transfers, carry_transfers),
    Follower("biên chế được giao", "staff_quotas", numbers_of_staff, carry_numbers),
)
