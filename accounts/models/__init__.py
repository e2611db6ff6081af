from accounts.models.account import Account, Custody
from accounts.models.act import AccountAct, AccountQuota, Paper
from accounts.models.device import KnownDevice
from accounts.models.event import AccessEvent
from accounts.models.grant import Grant, RoleTemplate, UnitGroupPermission, UnitUserPermission
from accounts.models.past_password import PastPassword
from accounts.models.second_factor import RecoveryCode, SecondFactor
from accounts.models.session import OpenSession

__all__ = [
    "AccessEvent",
    "Account",
    "AccountAct",
    "AccountQuota",
    "Custody",
    "Grant",
    "KnownDevice",
    "OpenSession",
    "Paper",
    "PastPassword",
    "RecoveryCode",
    "RoleTemplate",
    "SecondFactor",
    "UnitGroupPermission",
    "UnitUserPermission",
]
