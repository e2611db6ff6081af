from collections.abc import Sequence
from datetime import date

from accounts.models import Account, Grant
from accounts.services.grant_many import naming
from accounts.services.revoke import revoke
from qlcb.history import Act, writing


def revoke_many(*, account: Account, reason: str, given: Sequence[Grant], document: str, today: date) -> None:
    """Take several grants back at once on one paper: all of them or, when one cannot be, none.

    Each is asked and written by `revoke`. Raises what `revoke` raises, with the account's name.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        for one in sorted(given, key=lambda found: found.account_id):
            with naming(one.account):
                revoke(account=account, reason=reason, given=one, document=document, today=today)
