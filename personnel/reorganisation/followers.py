"""Transfers on their way and numbers of staff: how they follow units that are no more."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from orgunits.models import StaffQuota, Unit
from orgunits.services.assign_quotas import Wanted, assign_quotas
from orgunits.tree import Tree
from personnel.models import Decision, Transfer
from personnel.services.readdress_transfers import readdress_transfers
from qlcb.history import current_writing, delete_many, update_many

DAY = timedelta(days=1)


def open_transfers(unit_ids: Collection[int]) -> Mapping[int, int]:
    """Unit → how many dossiers are on their way from or to it."""
    found = Counter()
    ends = Transfer.objects.filter(state__in=Transfer.OPEN).values_list("from_unit_id", "to_unit_id")
    for pair in ends:
        found.update(set(pair) & set(unit_ids))
    return found


def carry_transfers(heirs: Mapping[int, Unit], decision: Decision, day: date) -> int:
    """Let open transfers go from and to the units that take over."""
    now = current_writing()
    units = {unit_id: heir.pk for unit_id, heir in heirs.items()}
    return len(readdress_transfers(account=now.account, reason=now.reason, units=units))


def numbers_of_staff(unit_ids: Collection[int]) -> Mapping[int, int]:
    """Unit → how many people it may have by the numbers that still run, of all kinds."""
    rows = StaffQuota.objects.filter(unit_id__in=unit_ids, valid_to__gte=timezone.localdate())
    return dict(rows.order_by().values_list("unit").annotate(Sum("number")))


def carry_numbers(heirs: Mapping[int, Unit], decision: Decision, day: date) -> int:
    """Let the numbers of the units end the day before, and give their sums to those that take over.

    A number that is part of another one which goes to the same unit is not counted twice. Returns how many ended.
    """
    rows = list(StaffQuota.objects.filter(unit_id__in=heirs, valid_to__gte=day).select_related("unit").order_by("pk"))
    running = [row for row in rows if row.valid_from <= day]
    sums = _sums(running, heirs, Tree.on(day - DAY))
    for row in running:
        row.valid_to = day - DAY
    begun = [row for row in running if row.valid_from < day]
    update_many(begun, ["valid_to"])
    delete_many([row for row in rows if row not in begun])
    held = _held([heir.pk for heir in heirs.values()], day)
    wanted = [Wanted(unit, kind, number + held[unit.pk, kind]) for (unit, kind), number in sums.items()]
    if wanted:
        now = current_writing()
        assign_quotas(
            account=now.account, reason=now.reason, wanted=wanted, on=day, document=decision.number,
            document_on=decision.signed_on,
        )  # fmt: skip
    return len(rows)


def _sums(rows: Collection[StaffQuota], heirs: Mapping[int, Unit], before: Tree) -> dict[tuple[Unit, str], int]:
    own = {(row.unit_id, row.kind) for row in rows}
    sums: dict[tuple[Unit, str], int] = defaultdict(int)
    for row in rows:
        heir = heirs[row.unit_id]
        above = [node.id for node in before.path(row.unit_id) if node.id != row.unit_id]
        if not any((pk, row.kind) in own and heirs[pk] == heir for pk in above):
            sums[heir, row.kind] += row.number
    return sums


def _held(unit_ids: Collection[int], day: date) -> Counter:
    """(unit, kind) → the number that the unit has already on the day."""
    rows = StaffQuota.objects.on(day).filter(unit_id__in=unit_ids).values_list("unit_id", "kind", "number")
    return Counter({(unit_id, kind): number for unit_id, kind, number in rows})
