"""Transfers on their way, numbers of staff, terms of posts: how they follow units that are no more."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from orgunits.models import Unit
from orgunits.quotas import Quotas
from orgunits.services.carry_quotas import Paper, carry_quotas
from orgunits.tree import Tree
from personnel.models import Decision, RotationPost, Transfer
from personnel.reorganisation.issues import Issue, info
from personnel.reorganisation.plan import Plan
from personnel.services.carry_rotation_posts import carry_rotation_posts
from personnel.services.end_inner_transfers import end_inner_transfers
from personnel.services.readdress_transfers import readdress_transfers
from qlcb.formats import number_vi
from qlcb.history import current_writing


def touched_transfers(plan: Plan) -> QuerySet:
    """Transfers on their way from or to a unit of the plan, or one below it."""
    nodes = [plan.before.nodes[pk] for pk in plan.step_of if pk in plan.before.nodes]
    units = {below.id for node in nodes for below in node.walk()}
    return Transfer.objects.filter(Q(from_unit__in=units) | Q(to_unit__in=units), state__in=Transfer.OPEN)


def open_transfers(plan: Plan) -> Mapping[int, int]:
    """Unit that ends → how many dossiers are on their way from or to it."""
    found = Counter()
    ends = Transfer.objects.filter(state__in=Transfer.OPEN).values_list("from_unit_id", "to_unit_id")
    for pair in ends:
        found.update(set(pair) & plan.ended.keys())
    return found


def transfers_within(plan: Plan) -> Iterator[Issue]:
    """How many of the transfers have both their ends in one department under the plan."""
    ends = touched_transfers(plan).values_list("from_unit_id", "to_unit_id")
    keepers = [[plan.department(plan.people_go_to(unit_id)) for unit_id in pair] for pair in ends]
    within = sum(one is not None and one is other for one, other in keepers)
    if within:
        yield info(
            f"{number_vi(within)} hồ sơ đang điều chuyển giữa hai đơn vị nay cùng một nơi quản lý: thôi điều chuyển, "
            "quyết định điều động ghi vào giấy tờ chờ nhập.",
            link="transfers",
            link_words="Xem",
        )


def carry_transfers(plan: Plan, heirs: Mapping[int, Unit], decision: Decision, today: date) -> int:
    """Let open transfers go from and to the units that take over; end those that do not leave their department any
    more. Returns how many were touched."""
    now = current_writing()
    units = {unit_id: heir.pk for unit_id, heir in heirs.items()}
    ids = list(touched_transfers(plan).values_list("pk", flat=True))
    ended = end_inner_transfers(account=now.account, reason=now.reason, transfers=ids, units=units, today=today)
    moved = readdress_transfers(account=now.account, reason=now.reason, units=units)
    return len(ended) + len(moved)


def numbers_of_staff(plan: Plan) -> Mapping[int, int]:
    """Unit that ends → how many people it may have by the numbers of the day, of all kinds, without those assigned to
    units below it."""
    quotas, found = Quotas.on(plan.day), Counter()
    for unit_id, kind in quotas.rows:
        if unit_id in plan.ended and unit_id in plan.before.nodes:
            found[unit_id] += max(0, quotas.left(plan.before.nodes[unit_id], kind))
    return found


def carry_numbers(plan: Plan, heirs: Mapping[int, Unit], decision: Decision, today: date) -> int:
    """Let the numbers of the day and of later go with the units. Returns how many became others."""
    now = current_writing()
    return carry_quotas(
        account=now.account,
        reason=now.reason,
        before=plan.before,
        after=Tree.on(plan.day),
        heirs={unit_id: heir.pk for unit_id, heir in heirs.items()},
        on=plan.day,
        paper=Paper(decision.number, decision.signed_on),
    )


def terms_of_posts(plan: Plan) -> Mapping[int, int]:
    """Unit that ends → how many entries of its own the list of posts that must change has, from the day on."""
    rows = RotationPost.objects.filter(unit__in=list(plan.ended)).exclude(valid_to__lt=plan.day)
    return Counter(rows.values_list("unit_id", flat=True))


def carry_terms(plan: Plan, heirs: Mapping[int, Unit], decision: Decision, today: date) -> int:
    """Let the terms go on for the units that take over. Returns how many."""
    now = current_writing()
    units = {unit_id: heir.pk for unit_id, heir in heirs.items()}
    return carry_rotation_posts(account=now.account, reason=now.reason, units=units, on=plan.day, today=today)
