from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Account
from personnel.models import Delegation
from personnel.services.delegate_dossier import may_take_back
from personnel.services.derive_named_rights import derive_named_rights
from qlcb.history import Act, record, writing


def revoke_delegation(*, account: Account, reason: str, given: Delegation, document: str, today: date) -> None:
    """Take a delegated dossier back at once; the delegation stays as a record (TCHQ-6.1d5).

    document: number of the paper under which it is taken back (TN-II.3). Raises PermissionDenied when `account` might
    not delegate the dossier as it is kept today, ValidationError when it was taken back already.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        locked = Delegation.objects.select_for_update(of=["self"])
        stored = locked.select_related("account__unit", "dossier__now_unit", "template", "given_by").get(pk=given.pk)
        verdict = may_take_back(account, stored)
        if not verdict:
            raise PermissionDenied(verdict.why)
        if stored.revoked_on:
            raise ValidationError("Ủy quyền này đã được thu hồi.")
        stored.revoked_on, stored.revoked_under = today, document
        record(stored)
        derive_named_rights(today, stored.account)
