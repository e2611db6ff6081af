from accounts.models.account import Account, Custody
from accounts.models.event import AccessEvent
from accounts.models.grant import Grant, RoleTemplate, UnitGroupPermission, UnitUserPermission

__all__ = [
    "AccessEvent",
    "Account",
    "Custody",
    "Grant",
    "RoleTemplate",
    "UnitGroupPermission",
    "UnitUserPermission",
]
