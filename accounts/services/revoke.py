from datetime import date

from accounts.models import Account, Grant
from accounts.services.grant import derive_rights
from qlcb.history import Act, record, writing


def revoke(*, account: Account, reason: str, given: Grant, on: date) -> None:
    """Take a grant back from the day `on`, at once when that is today; the grant stays as a record (TCHQ-7.1b)."""
    with writing(account=account, reason=reason, act=Act.REMOVE):
        given.revoked_on = on
        record(given)
        derive_rights(given.account, on)
