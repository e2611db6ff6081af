from datetime import date

from personnel.deadlines.register import hold_waiting
from personnel.models import PendingPaper
from qlcb.history import Act, record, writing


def close_pending_paper(*, account, reason: str, paper: PendingPaper, today: date, expected_version: int) -> None:
    """Take a paper off the list by hand: entered otherwise, given back, or no business of the system.

    Raises PermissionDenied for who may not enter it, ValidationError when it is closed, Conflict when somebody was
    faster.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = hold_waiting(account, paper)
        stored.closed_on, stored.closed_because = today, reason[:300]
        record(stored, expected_version=expected_version)
