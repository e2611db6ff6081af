from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.administration import require_rule_maker
from accounts.models import Account, RoleTemplate
from accounts.services.grant import derive_all_rights
from qlcb.history import Act, record, writing


def save_role(
    *, account: Account, reason: str, role: RoleTemplate, expected_version: int | None = None, today: date
) -> bool:
    """Store a role template, new or changed, and bring whoever holds it up to date in the same transaction (TCHQ-6.1).

    expected_version: what the person saw. Returns whether anything was written. Raises PermissionDenied for who is not
    administrator of the whole system, and for changed rights of a role that `account` holds itself (TCHQ-4.1);
    ValidationError for a role that was retired, unknown rights and none; Conflict when it was changed in between.
    """
    require_rule_maker(account)
    with writing(account=account, reason=reason, act=Act.OPEN if role._state.adding else Act.CHANGE):
        stored = RoleTemplate.objects.select_for_update().filter(pk=role.pk).first()
        if stored and stored.retired_on:
            raise ValidationError("Vai trò này đã thôi dùng.")
        if stored and set(stored.rights) != set(role.rights):
            refuse_own(account, stored, today)
        written = record(role, expected_version=expected_version)
        if written:
            derive_all_rights(today)
    return written


def refuse_own(account: Account, role: RoleTemplate, today: date) -> None:
    """Raise PermissionDenied when the account holds the role: nobody widens or narrows what they may do themselves."""
    if account.grants.open_on(today).filter(template=role).exists():
        raise PermissionDenied("Bạn đang giữ vai trò này; không tài khoản nào được tự thêm, bớt quyền của chính mình.")
