from django.core.exceptions import PermissionDenied

from personnel.decision_rights import decision_verdict
from personnel.models import Decision
from qlcb.history import Act, record, writing


def correct_decision(*, account, reason: str, decision: Decision, expected_version: int) -> bool:
    """The paper says otherwise than what was entered: rewrite number, days, signer or authority of a decision.

    decision: the edited instance. Returns whether anything changed. Raises PermissionDenied when results of the
    decision lie outside the account's right to enter decisions, or it is of a higher authority and the account may not
    rewrite them; Conflict when somebody was faster.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        verdict = decision_verdict(account, decision, decision.authority_id)
        if not verdict:
            raise PermissionDenied(verdict.why)
        return record(decision, expected_version=expected_version)
