from datetime import date

from django.contrib.auth.models import Permission
from django.db import transaction

from accounts.models import Account
from accounts.permissions import RIGHTS
from personnel.models import Delegation, DossierUserPermission


@transaction.atomic
def derive_named_rights(today: date, account: Account | None = None) -> int:
    """Make guardian's rows on dossiers equal to what the delegations say today; run by each of their acts and nightly.

    account: the one whose delegations were just written, None for all. Returns how many accounts' rights changed.
    """
    rows, given = DossierUserPermission.objects.all(), Delegation.objects.in_force(today).select_related("template")
    if account is not None:
        Account.objects.select_for_update().only("pk").get(pk=account.pk)
        rows, given = rows.filter(user=account), given.filter(account=account)
    stored = rows.values_list("user_id", "content_object_id", "permission__codename", "last_day", "pk")
    present = {tuple(key): pk for *key, pk in stored}
    held: dict[tuple[int, int, str], date] = {}
    for one in given:
        for code in one.codes:
            key = one.account_id, one.dossier_id, code
            held[key] = max(one.valid_to, held.get(key, one.valid_to))
    wanted = {(*key, last_day) for key, last_day in held.items()}
    permissions = _permissions()
    rows.filter(pk__in=[pk for key, pk in present.items() if key not in wanted]).delete()
    DossierUserPermission.objects.bulk_create(
        [
            DossierUserPermission(
                user_id=user, content_object_id=dossier, permission_id=permissions[code], last_day=last_day
            )
            for user, dossier, code, last_day in sorted(wanted - present.keys())
        ]
    )
    if account is not None:
        account.__dict__.pop("access", None)
    return len({user for user, *_ in wanted ^ present.keys()})


def _permissions() -> dict[str, int]:
    found = Permission.objects.filter(content_type__app_label="personnel", content_type__model="dossier")
    return dict(found.filter(codename__in=RIGHTS).values_list("codename", "pk"))
