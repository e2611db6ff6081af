"""A draft about many people is applied by the worker: whoever confirmed it may leave the page.

open → queued → applied. Each move is made once, under a lock; a draft whose worker died is open again, and nothing of
it was written, for everything is one transaction.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Account
from accounts.services.program_account import program_account
from personnel.models import Draft
from personnel.services.apply_draft import MOVED, apply_draft, mark_of
from personnel.services.hold_draft import hold_draft
from personnel.services.import_runs import STALLED_AFTER, WORKER_SILENT_AFTER
from qlcb.history import Act, record, request_context, writing

APPLY_TASK = "personnel.apply_draft"
MANY = 100  # people; a draft about more is applied by the worker
CONFIRMED = "Xác nhận ghi dự thảo quyết định"
PUT_BACK = "Chưa ghi được dự thảo"
OTHER_HOLDER = "Tài khoản đã được giao cho người khác sau khi xác nhận nên chưa ghi gì; xem lại rồi ghi lại."
BROKEN_OFF = "Việc ghi bị ngắt giữa chừng; chưa ghi gì vào hồ sơ nào. Xin ghi lại."
FAULT = "Chương trình gặp lỗi khi ghi dự thảo này; chưa ghi gì vào hồ sơ nào. Quản trị hệ thống xem nhật ký."
PATIENCE = timedelta(seconds=6)


def queue_draft(*, account, draft: Draft, mark: str) -> None:
    """Have a draft applied as the person saw it. Raises ValidationError when it is over or moved on."""
    origin = request_context.get()
    with writing(account=account, reason=CONFIRMED, act=Act.CHANGE):
        held = hold_draft(draft)
        if mark != mark_of(held, list(held.lines.all())):
            raise ValidationError(MOVED)
        held.state, held.message, held.queued_at = Draft.State.QUEUED, "", timezone.now()
        record(held)
        app.configure_task(APPLY_TASK).defer(
            draft_id=held.pk,
            account_id=account.pk,
            custodian=account.holder_name,
            request_id=origin.request_id,
            address=origin.address,
        )


def apply_queued(draft_id: int, account_id: int, custodian: str, today: date) -> None:
    """What the worker does: apply the draft with the rights that the account has now, or open it again with the reason.

    Nothing is written in the name of somebody who took the account over since it was confirmed.
    """
    account = Account.objects.select_related("unit").get(pk=account_id)
    draft = Draft.objects.get(pk=draft_id)
    if draft.state != Draft.State.QUEUED:
        return
    if account.holder_name != custodian:
        put_back(draft, OTHER_HOLDER)
        return
    try:
        apply_draft(account=account, draft=draft, today=today)
    except (ValidationError, PermissionDenied) as error:
        put_back(draft, " ".join(getattr(error, "messages", [str(error)])))
    except Exception:
        put_back(draft, FAULT)
        raise


def put_back(draft: Draft, message: str) -> bool:
    """Open a queued draft again and keep what its people are told. Returns whether it was queued still."""
    with writing(account=program_account(), reason=PUT_BACK, act=Act.SYSTEM):
        held = Draft.objects.select_for_update(of=["self"]).get(pk=draft.pk)
        if held.state != Draft.State.QUEUED:
            return False
        held.state, held.message = Draft.State.OPEN, message
        record(held)
    return True


def sweep_drafts(now: datetime) -> int:
    """Open drafts again whose worker died before it wrote them. Returns how many."""
    stalled = Draft.objects.filter(state=Draft.State.QUEUED, queued_at__lt=now - STALLED_AFTER)
    return sum(put_back(draft, BROKEN_OFF) for draft in stalled if not _is_in_hand(draft, now))


def is_being_written(draft: Draft) -> bool:
    """Whether a worker has taken the draft."""
    return _jobs(draft).filter(status="doing").exists()


def _is_in_hand(draft: Draft, now: datetime) -> bool:
    living = Q(status="doing", worker__last_heartbeat__gt=now - WORKER_SILENT_AFTER)
    return _jobs(draft).filter(Q(status="todo") | living).exists()


def _jobs(draft: Draft):
    return ProcrastinateJob.objects.filter(task_name=APPLY_TASK, args__draft_id=draft.pk)
