"""Who assigns numbers of staff to which units: whoever holds the right on the unit above (TCHQ-3.1a)."""

from django.core.exceptions import PermissionDenied

from accounts.permissions import QUOTAS, VIEW
from accounts.refusals import OutOfScope
from orgunits.models import Unit

NOT_ITS_OWN = "Biên chế của đơn vị do đơn vị cấp trên giao; tài khoản chỉ phân bổ cho các đơn vị trực thuộc."


def may_assign(account, unit: Unit) -> bool:
    """Whether the account writes the number of this unit: held on the unit above, for the root on the whole service."""
    return account.access.may(QUOTAS, unit.parent_id)


def assignable_ids(account) -> set[int]:
    """Ids of all units whose numbers the account writes; one query."""
    above = account.access.units(QUOTAS)
    ids = set(Unit.objects.filter(parent__in=above).values_list("pk", flat=True))
    if account.access.everywhere(QUOTAS):
        ids |= set(Unit.objects.filter(parent=None).values_list("pk", flat=True))
    return ids


def may_read(account, unit_id: int) -> bool:
    """Whether the numbers of the unit are shown to the account."""
    return account.access.may(VIEW, unit_id) or account.access.may(QUOTAS, unit_id)


def require_read(account, unit: Unit) -> None:
    """Raise OutOfScope, which looks like not found, for a unit beyond the account's scope."""
    if not may_read(account, unit.pk):
        raise OutOfScope(account=account, target=f"biên chế của đơn vị {unit.code}", unit=unit)


def require_assign(account, unit: Unit) -> None:
    """The same, and PermissionDenied for one whose number another unit assigns."""
    require_read(account, unit)
    if not may_assign(account, unit):
        raise PermissionDenied(NOT_ITS_OWN)
