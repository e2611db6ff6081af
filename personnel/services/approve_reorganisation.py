from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from procrastinate.contrib.django import app

from personnel.models import Reorganisation
from personnel.reorganisation.report import examine
from personnel.services.draft_reorganisation import hold_draft
from qlcb.history import Act, Conflict, record, writing

REORGANISE_TASK = "personnel.apply_reorganisations"


def approve_reorganisation(*, account, plan: Reorganisation, mark: str, today: date) -> Reorganisation:
    """Let a checked plan be carried out on its day; at once, by the worker, when that day has come (TCHQ-8.2e).

    mark: of the dry run that the person saw. Raises PermissionDenied without the right, Conflict when a dry run made
    now gives another result, ValidationError when something stands against the plan.
    """
    with writing(account=account, reason=f"Duyệt phương án sắp xếp {plan.number}", act=Act.CHANGE):
        stored = hold_draft(account, plan)
        report = examine(stored, today)
        if report.mark != mark:
            raise Conflict(stored, plan)
        if not report.is_clear:
            raise ValidationError("Phương án còn chỗ vướng; xử lý rồi kiểm tra lại.")
        stored.state, stored.problem = Reorganisation.State.CHECKED, ""
        stored.approved_by, stored.approved_holder = account, account.holder_name
        stored.approved_at = timezone.now()
        record(stored)
        if stored.effective_on <= today:
            app.configure_task(REORGANISE_TASK).defer()
    return stored
