"""Who may draw up, approve and withdraw plans: whoever holds the right on the unit at or below which all of it stands.

Commands, which write in the program's own name, may draw up plans and carry them out.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from accounts.models import Account
from accounts.permissions import REORGANISE, RIGHTS
from personnel.models import Reorganisation


def may_organise(account: Account, scope_id: int) -> bool:
    """Whether the account may draw up and approve plans of this scope."""
    if account.kind == Account.Kind.PROGRAM:
        return True
    return account.withdrawn_on is None and account.access.may(REORGANISE, scope_id)


def require_organiser(account: Account, scope_id: int) -> None:
    """Raise PermissionDenied unless the account may."""
    if not may_organise(account, scope_id):
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[REORGANISE].sentence}.")


def plans_of(account: Account) -> QuerySet:
    """Plans that the account may open: those whose scope lies where it holds the right."""
    access = account.access
    plans = Reorganisation.objects.select_related("scope", "authority", "approved_by")
    return plans if access.everywhere(REORGANISE) else plans.filter(scope_id__in=access.units(REORGANISE))
