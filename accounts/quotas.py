"""Quotas: how many accounts a unit may have, how many it has, and what an exception rests on (TCHQ-7.1a, 7.2b)."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import Account, AccountQuota
from orgunits.models import Unit
from orgunits.querysets import ids_above, ids_below

SEATS = (Account.Kind.SYSTEM_ADMIN, Account.Kind.UNIT_ADMIN, Account.Kind.SEAT)


@dataclass(frozen=True)
class Room:
    """Accounts of one kind that a department has, and the quota it has for them; no quota: as many as it needs."""

    department: Unit
    kind: str
    used: int
    quota: AccountQuota | None

    @property
    def is_full(self) -> bool:
        return self.quota is not None and self.used >= self.quota.seats

    @property
    def left(self) -> int:
        """How many more may be issued; none without a quota, which is not counted by it."""
        return max(0, self.quota.seats - self.used) if self.quota else 0

    @property
    def is_over(self) -> bool:
        return self.quota is not None and self.used > self.quota.seats

    @property
    def is_exception(self) -> bool:
        return self.quota is not None and self.quota.unit_id is not None

    @property
    def kind_label(self) -> str:
        return Account.Kind(self.kind).label


def department_of(unit: Unit) -> Unit:
    """The unit at or above `unit` that keeps dossiers and is counted as one; the unit itself when there is none."""
    above = {found.pk: found for found in Unit.objects.select_related("kind").filter(pk__in=ids_above(unit.pk))}
    return next((above[pk] for pk in ids_above(unit.pk) if above[pk].kind.is_department), unit)


def room_for(unit: Unit, kind: str, today: date) -> Room:
    """What the department of the unit has of this kind; accounts that were withdrawn do not count, locked ones do."""
    department = department_of(unit)
    used = Account.objects.filter(kind=kind, withdrawn_on=None, unit_id__in=ids_below([department.pk])).count()
    return Room(department, kind, used, _quota(_in_force(today), department, kind))


def require_room(unit: Unit, kind: str, today: date) -> None:
    """Raise ValidationError when the department has all the accounts of the kind that its quota gives it.

    Locks the department for the transaction under way: two at once, in any of its units, would both find the last seat.
    """
    Unit.objects.select_for_update().get(pk=department_of(unit).pk)
    room = room_for(unit, kind, today)
    if room.is_full:
        raise ValidationError(
            f"{room.department} đã có {room.used} tài khoản loại “{room.kind_label}”, đủ định mức "
            f"{room.quota.seats} ({room.quota.document}). Muốn cấp thêm phải có văn bản cho phép ngoài định mức.",
            code="quota",
        )


def all_rooms(today: date) -> list[Room]:
    """Every department that has accounts or an exception, kind by kind, in the order of units; constant queries."""
    units = list(Unit.objects.existing().select_related("kind"))
    by_id = {unit.pk: unit for unit in units}
    used: Counter = Counter()
    for unit_id, kind in Account.objects.filter(withdrawn_on=None, kind__in=SEATS).values_list("unit_id", "kind"):
        used[_department(by_id.get(unit_id), by_id), kind] += 1
    quotas = _in_force(today)
    wanted = set(used) | {(by_id.get(quota.unit_id), quota.account_kind) for quota in quotas if quota.unit_id}
    ordered = [(unit, kind) for unit in units for kind in SEATS if (unit, kind) in wanted]
    return [Room(unit, kind, used[unit, kind], _quota(quotas, unit, kind)) for unit, kind in ordered]


def exceptions(unit_ids: Collection[int] | None) -> list[AccountQuota]:
    """Every exception that was ever recorded for these units, or for all when None; the newest first."""
    rows = AccountQuota.objects.filter(unit__isnull=False).select_related("unit")
    if unit_ids is not None:
        rows = rows.filter(unit__in=unit_ids)
    return list(rows.order_by("-valid_from", "-pk"))


def rules() -> list[AccountQuota]:
    """Every quota of a kind of unit, past ones too, kind by kind, the newest first."""
    rows = AccountQuota.objects.filter(unit__isnull=True).select_related("unit_kind")
    return list(rows.order_by("unit_kind__level", "unit_kind__order", "account_kind", "-valid_from"))


def _department(unit: Unit | None, by_id: dict[int, Unit]) -> Unit | None:
    found = unit
    while found is not None and not found.kind.is_department:
        found = by_id.get(found.parent_id)
    return found or unit


def _in_force(today: date) -> list[AccountQuota]:
    return list(AccountQuota.objects.on(today))


def _quota(quotas: list[AccountQuota], department: Unit, kind: str) -> AccountQuota | None:
    """The exception of the department itself before the rule of its kind; the newest of several."""
    of_kind = [quota for quota in quotas if quota.account_kind == kind]
    own = [quota for quota in of_kind if quota.unit_id == department.pk]
    rule = [quota for quota in of_kind if quota.unit_kind_id == department.kind_id and not quota.unit_id]
    return next(iter(own or rule), None)
