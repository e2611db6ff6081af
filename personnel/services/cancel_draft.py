from personnel.models import Draft
from personnel.services.hold_draft import hold_draft
from qlcb.history import Act, record, writing


def cancel_draft(*, account, draft: Draft, reason: str) -> None:
    """Give a draft up; it stays readable. Raises ValidationError when it was applied or is being applied."""
    with writing(account=account, reason=reason, act=Act.REMOVE):
        held = hold_draft(draft)
        held.state = Draft.State.CANCELLED
        record(held)
