from personnel.models import Draft
from personnel.services.begin_draft import REASON
from personnel.services.hold_draft import hold_draft
from qlcb.history import Act, record, writing


def save_draft(*, account, draft: Draft, expected_version: int) -> bool:
    """Keep what was said of a draft as a whole: shared values, the paper, the wording. Returns whether it changed.

    draft: the edited instance. Raises Conflict when somebody was faster, ValidationError when it is over.
    """
    with writing(account=account, reason=REASON, act=Act.CHANGE):
        hold_draft(draft)
        return record(draft, expected_version=expected_version)
