from datetime import date

from django.core.exceptions import ValidationError

from accounts.administration import require_rule_maker
from accounts.models import Account, RoleTemplate
from accounts.roles import uses_of
from qlcb.history import Act, record, writing


def retire_role(*, account: Account, reason: str, role: RoleTemplate, today: date) -> None:
    """Take a role template out of use: nobody is given it any more; past grants still name it.

    Raises PermissionDenied for who is not administrator of the whole system, ValidationError while somebody holds it or
    is to hold it, on a unit or on a single dossier, and when it is retired already.
    """
    require_rule_maker(account)
    with writing(account=account, reason=reason, act=Act.REMOVE):
        stored = RoleTemplate.objects.select_for_update().get(pk=role.pk)
        uses = uses_of(stored, today)
        if uses:
            raise ValidationError(f"Còn {uses} theo vai trò này; thu hồi trước rồi mới thôi dùng.")
        if stored.retired_on:
            raise ValidationError("Vai trò này đã thôi dùng.")
        stored.retired_on = today
        record(stored)
