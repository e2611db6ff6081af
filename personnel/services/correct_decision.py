from django.core.exceptions import PermissionDenied

from personnel.models import Decision
from qlcb.history import Act, record, writing


def correct_decision(*, account, reason: str, decision: Decision, expected_version: int) -> bool:
    """The paper says otherwise than what was entered: rewrite number, days, signer or authority of a decision.

    decision: the edited instance. Returns whether anything changed. Raises PermissionDenied when results of the
    decision lie outside the account's right to enter decisions, Conflict when somebody was faster.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        if not Decision.objects.is_correctable(decision.pk, by=account):
            raise PermissionDenied("Quyết định có kết quả ở đơn vị khác; cơ quan quản lý các đơn vị đó đính chính.")
        return record(decision, expected_version=expected_version)
