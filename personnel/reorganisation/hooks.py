"""What else stands at a unit and has to go somewhere when it ends, asked by dry run and application.

A kind of thing that hangs on units and is built elsewhere joins here and nowhere else: one `Follower` in `FOLLOWERS`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from orgunits.models import Unit
from personnel.models import Decision
from personnel.reorganisation.followers import (
    carry_numbers,
    carry_terms,
    carry_transfers,
    numbers_of_staff,
    open_transfers,
    terms_of_posts,
    transfers_within,
)
from personnel.reorganisation.issues import Issue
from personnel.reorganisation.plan import Plan


def nothing_else(plan: Plan) -> Iterable[Issue]:
    """Of most things there is no more to say than how many follow."""
    return ()


@dataclass(frozen=True)
class Follower:
    """A kind of thing that follows its unit. label: in the plural, for people; link: name of the address of its list.

    count: the plan → id of a unit that ends → how many things stand there. carry: the plan, the units that end, each
    with the one that takes over, the decision, and today → how many were carried; called inside `writing(...)`, after
    units and people, with a number of queries that does not depend on that of the things. beside: what else the dry run
    is to tell.
    """

    label: str
    link: str
    count: Callable[[Plan], Mapping[int, int]]
    carry: Callable[[Plan, Mapping[int, Unit], Decision, date], int]
    beside: Callable[[Plan], Iterable[Issue]] = nothing_else


FOLLOWERS: tuple[Follower, ...] = (
    Follower("hồ sơ đang điều chuyển", "transfers", open_transfers, carry_transfers, transfers_within),
    Follower("biên chế được giao", "staff_quotas", numbers_of_staff, carry_numbers),
    Follower("thời hạn chuyển đổi vị trí của riêng đơn vị", "catalogues", terms_of_posts, carry_terms),
)
