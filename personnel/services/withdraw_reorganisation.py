from django.core.exceptions import ValidationError

from personnel.models import Reorganisation
from personnel.reorganisation.rights import require_organiser
from qlcb.history import Act, Conflict, record, writing

State = Reorganisation.State


def withdraw_reorganisation(*, account, reason: str, plan: Reorganisation, expected_version: int) -> None:
    """Give a plan up before it is carried out; it stays as a record. Raises PermissionDenied without the right,
    ValidationError when it was carried out or withdrawn already, Conflict when somebody was faster."""
    _set_state(account, reason, plan, State.WITHDRAWN, expected_version)


def reopen_reorganisation(*, account, plan: Reorganisation, expected_version: int) -> None:
    """Make an approved plan a draft again, so that it can be changed. Raises as `withdraw_reorganisation`."""
    _set_state(account, f"Mở lại phương án {plan.number} để sửa", plan, State.DRAFT, expected_version)


def _set_state(account, reason: str, plan: Reorganisation, state: str, expected_version: int) -> None:
    with writing(account=account, reason=reason, act=Act.REMOVE if state == State.WITHDRAWN else Act.CHANGE):
        stored = Reorganisation.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        require_organiser(account, stored.scope_id)
        if stored.version != expected_version:
            raise Conflict(stored, plan)
        if not stored.is_withdrawable:
            raise ValidationError(f"Phương án {stored.get_state_display().lower()}, không hủy được.")
        stored.state = state
        stored.approved_by, stored.approved_at, stored.approved_holder = None, None, ""
        record(stored)
