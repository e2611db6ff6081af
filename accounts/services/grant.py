from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from guardian.utils import get_user_obj_perms_model

from accounts.administration import may_grant, templates_for
from accounts.models import Account, Grant, RoleTemplate
from accounts.permissions import RIGHTS
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
    today: date,
) -> Grant:
    """Give `to` a role template or a single right on a unit and all below it, from `on` to `until` inclusive.

    account: the giver. document: number of the paper. Raises PermissionDenied when the giver may not give this to this
    account, itself above all (TCHQ-4.1, 7.1a); ValidationError when neither or both of template and right are given,
    when a delegated right has no last day, or when the same is granted already.
    """
    with writing(account=account, reason=reason, act=Act.OPEN):
        if template:
            template = RoleTemplate.objects.select_for_update().get(pk=template.pk)
        given = Grant(
            account=to, unit=unit, template=template, right=right, document=document, given_by=account,
            valid_from=on, valid_to=until,
        )  # fmt: skip
        verdict = may_grant(account, _lock(to), unit, given.codes)
        if not verdict:
            raise PermissionDenied(verdict.why)
        if template and template not in templates_for(account, [to]):
            raise PermissionDenied(f"Vai trò “{template}” đã thôi dùng hoặc không dành cho đơn vị của tài khoản này.")
        if _same(given).exists():
            raise ValidationError("Quyền này đã được cấp cho tài khoản và đang còn hiệu lực.")
        record(given)
        derive_rights(to, today)
        return given


def _same(given: Grant):
    """Grants of the same thing that would run beside this one."""
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=given.valid_from)
    same = Grant.objects.filter(
        open_or_later,
        account=given.account,
        unit=given.unit,
        template=given.template,
        right=given.right,
        revoked_on__isnull=True,
    )
    return same.filter(valid_from__lte=given.valid_to) if given.valid_to else same


def derive_rights(account: Account, today: date) -> None:
    """Make guardian's rows of the account equal to what its grants say today; run by grant, revoke and nightly."""
    derive_rights_of([account.pk], today)
    account.__dict__.pop("access", None)


def derive_all_rights(today: date) -> int:
    """Derive the rights of every account whose grants began, ended or were changed behind our back; run nightly.

    Returns the number of accounts whose rights changed. The number of statements does not depend on theirs.
    """
    wanted = _wanted(Grant.objects.in_force(today))
    present = _present(get_user_obj_perms_model(Unit).objects.all())
    differing = [pk for pk in wanted.keys() | present.keys() if wanted.get(pk) != present.get(pk)]
    derive_rights_of(differing, today)
    return len(differing)


@transaction.atomic
def derive_rights_of(account_ids: Sequence[int], today: date) -> None:
    """The same for several accounts: lock them, then write the rows of what they hold by then."""
    list(Account.objects.select_for_update().filter(pk__in=account_ids).order_by("pk").values_list("pk"))
    rows = get_user_obj_perms_model(Unit).objects.filter(user__in=account_ids)
    present, ids = _present(rows), _ids(rows)
    wanted = _wanted(Grant.objects.in_force(today).filter(account__in=account_ids))
    on_units = Permission.objects.filter(content_type__app_label="orgunits", content_type__model="unit")
    permissions = dict(on_units.filter(codename__in=RIGHTS).values_list("codename", "pk"))
    gone, new = [], []
    for pk in sorted(set(account_ids)):
        held, due = present.get(pk, {}), wanted.get(pk, {})
        gone += [ids[pk, *key] for key in held if (key, held[key]) not in due.items()]
        new += [(pk, *key, due[key]) for key in due if (key, due[key]) not in held.items()]
    rows.filter(pk__in=gone).delete()
    rows.model.objects.bulk_create(
        rows.model(user_id=pk, permission_id=permissions[code], content_object_id=unit_id, last_day=last_day)
        for pk, code, unit_id, last_day in sorted(new, key=lambda one: one[:3])
    )


def _ids(rows) -> dict[tuple[int, str, int], int]:
    """Account id, right and unit id → id of the row."""
    stored = rows.values_list("user_id", "permission__codename", "content_object_id", "pk")
    return {(account_id, code, unit_id): pk for account_id, code, unit_id, pk in stored}


Held = dict[tuple[str, int], date | None]


def _wanted(grants) -> dict[int, Held]:
    """Account id → the (right, unit id) that these grants carry, each with the last day of what lasts longest."""
    wanted: dict[int, Held] = defaultdict(dict)
    for given in grants.select_related("template"):
        for code in given.codes_in_force:
            held, key = wanted[given.account_id], (code, given.unit_id)
            held[key] = longest(given.valid_to, held[key]) if key in held else given.valid_to
    return wanted


def longest(*days: date | None) -> date | None:
    """The latest of last days; None, without end, comes after all."""
    return None if None in days else max(days)


def _present(rows) -> dict[int, Held]:
    """The same of the rows as they are stored."""
    present: dict[int, Held] = defaultdict(dict)
    stored = rows.values_list("user_id", "permission__codename", "content_object_id", "last_day")
    for account_id, code, unit_id, last_day in stored:
        present[account_id][code, unit_id] = last_day
    return present


def _lock(account: Account) -> Account:
    """The account as it stands; one change of its rights at a time, so that no two derive from half of the grants each.

    A template is locked before the accounts that hold it, and these in the order of their ids.
    """
    return Account.objects.select_for_update().get(pk=account.pk)
