from personnel.deadlines.register import hold_waiting, require_register
from personnel.models import PendingPaper
from qlcb.history import Act, record, writing


def correct_pending_paper(*, account, reason: str, paper: PendingPaper, expected_version: int) -> bool:
    """Put right what was registered wrongly of a paper that waits. paper: the edited instance.

    Raises PermissionDenied for who may not enter it, before or after, ValidationError when it is closed, Conflict when
    somebody was faster. Returns whether anything changed.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        hold_waiting(account, paper)
        require_register(account, paper)
        return record(paper, expected_version=expected_version)
