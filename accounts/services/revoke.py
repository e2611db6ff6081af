from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.administration import held_for_change, may_grant
from accounts.models import Account, Grant
from accounts.services.grant import derive_rights
from qlcb.history import Act, record, writing


def revoke(*, account: Account, reason: str, given: Grant, document: str, today: date) -> None:
    """Take a grant back at once; the grant stays as a record (TCHQ-7.1b).

    document: number of the paper under which it is taken back (TN-II.3).

    Raises PermissionDenied when `account` might not have given it either, ValidationError when it is revoked already.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        held_for_change(account, given.account)
        stored = Grant.objects.select_for_update(of=("self",)).select_related("unit", "template").get(pk=given.pk)
        verdict = may_grant(account, given.account, stored.unit, stored.codes)
        if not verdict:
            raise PermissionDenied(verdict.why)
        if stored.revoked_on:
            raise ValidationError("Quyền này đã được thu hồi.")
        stored.revoked_on, stored.revoked_under = today, document
        record(stored)
        derive_rights(given.account, today)
