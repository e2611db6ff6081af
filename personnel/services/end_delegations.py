from collections.abc import Collection
from datetime import date

from accounts.models import Account
from personnel.models import Delegation
from qlcb.history import Act, update_many, writing


def end_delegations(*, account, reason: str, delegations: Collection[int], under: str, today: date) -> int:
    """End these delegations by name from today on. For reorganisations, which ask for their own right and derive the
    rights anew. under: the paper. Returns how many ended."""
    with writing(account=account, reason=reason, act=Act.CHANGE):
        given = Delegation.objects.select_for_update(of=["self"]).filter(pk__in=delegations, revoked_on=None)
        given = list(given.order_by("pk"))
        list(Account.objects.select_for_update().filter(pk__in={one.account_id for one in given}).order_by("pk"))
        for one in given:
            one.revoked_on, one.revoked_under = today, under[:100]
        update_many(given, ["revoked_on", "revoked_under"])
    return len(given)
