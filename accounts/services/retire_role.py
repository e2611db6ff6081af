from datetime import date

from django.core.exceptions import ValidationError

from accounts.administration import require_rule_maker
from accounts.models import Account, RoleTemplate
from qlcb.history import Act, record, writing


def retire_role(*, account: Account, reason: str, role: RoleTemplate, today: date) -> None:
    """Take a role template out of use: nobody is given it any more; past grants still name it.

    Raises PermissionDenied for who is not administrator of the whole system, ValidationError while somebody holds it or
    is to hold it, and when it is retired already.
    """
    require_rule_maker(account)
    with writing(account=account, reason=reason, act=Act.REMOVE):
        stored = RoleTemplate.objects.select_for_update().get(pk=role.pk)
        holders = stored.grant_set.open_on(today).values("account").distinct().count()
        if holders:
            raise ValidationError(f"Còn {holders} tài khoản được cấp vai trò này; thu hồi trước rồi mới thôi dùng.")
        if stored.retired_on:
            raise ValidationError("Vai trò này đã thôi dùng.")
        stored.retired_on = today
        record(stored)
