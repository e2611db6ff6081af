from datetime import date

from django.core.exceptions import ValidationError
from guardian.shortcuts import assign_perm, remove_perm
from guardian.utils import get_user_obj_perms_model

from accounts.models import Account, Grant, RoleTemplate
from orgunits.models import Unit
from qlcb.history import Act, record, writing


def grant(
    *,
    account: Account,
    reason: str,
    to: Account,
    unit: Unit,
    document: str,
    on: date,
    until: date | None = None,
    template: RoleTemplate | None = None,
    right: str = "",
) -> Grant:
    """Give `to` a role template or a single right on a unit and all below it, from `on` to `until` inclusive.

    account: the giver. document: number of the paper. Raises ValidationError when neither or both of template and
    right are given, or when the giver grants to itself (TCHQ-4.1).
    """
    if account.pk == to.pk and not account.access.is_system_admin:
        raise ValidationError("Tài khoản không được tự cấp quyền cho mình.")
    with writing(account=account, reason=reason, act=Act.OPEN):
        given = Grant(
            account=to,
            unit=unit,
            template=template,
            right=right,
            document=document,
            given_by=account,
            valid_from=on,
            valid_to=until,
        )
        record(given)
        derive_rights(to, on)
        return given


def derive_rights(account: Account, day: date) -> None:
    """Make guardian's rows of the account equal to what its grants say on `day`; run by grant, revoke and nightly."""
    wanted = {
        (code, given.unit_id)
        for given in account.grants.in_force(day).select_related("template")
        for code in given.codes
    }
    rows = get_user_obj_perms_model(Unit).objects.filter(user=account)
    present = set(rows.values_list("permission__codename", "content_object_id"))
    units = Unit.objects.in_bulk({unit_id for _, unit_id in wanted ^ present})
    for code, unit_id in sorted(wanted - present):
        assign_perm(code, account, units[unit_id])
    for code, unit_id in sorted(present - wanted):
        remove_perm(code, account, units[unit_id])
    account.__dict__.pop("access", None)
