"""Ask for an export: a row is recorded, and its file made at once, or by the worker when that takes long."""

import json
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from personnel.exports.kinds import KINDS, Asked, Kind
from personnel.models import Export, ReportSchedule
from personnel.services.make_export import make_export
from qlcb import regulation
from qlcb.history import request_context
from qlcb.periods import Period
from qlcb.vietnamese import squeeze

MAKE_TASK = "personnel.make_export"


def ask_export(*, account, reason: str, kind: Kind, parameters: dict, today: date) -> Export:
    """The export that was recorded, its file made unless `is_under_way` or it failed (TCHQ-8.3c).

    parameters: what the kind reads, "query" the filter of the page. Raises PermissionDenied without the right,
    OutOfScope for what is not the account's, ValidationError when there is no reason or it cannot be made so.
    """
    asked = _checked(account, reason, kind, parameters, today)
    with transaction.atomic():
        export = _recorded(account, reason, kind, parameters, asked, days=_kept_days())
        if asked.is_long:
            _defer(export)
    if not asked.is_long:
        make_export(export=export, today=today)
    return export


def ask_for_period(*, schedule: ReportSchedule, period: Period, today: date) -> Export:
    """The same for a schedule and a period of its, made by the worker; inside the transaction of the caller.

    It is kept until the file of the next period has been there as long as a file is kept, to be compared with it.
    Raises what `ask_export` raises, and IntegrityError when the period was asked for already.
    """
    kind = KINDS[schedule.kind]
    parameters = kind.of_period(schedule.parameters, period)
    asked = _checked(schedule.account, schedule.reason, kind, parameters, today)
    days = (period.following.due_on(schedule.days_after) - today).days + _kept_days()
    export = _recorded(
        schedule.account, schedule.reason, kind, parameters, asked, days=days, schedule=schedule,
        period_ends=period.last,
    )  # fmt: skip
    _defer(export)
    return export


def _checked(account, reason: str, kind: Kind, parameters: dict, today: date) -> Asked:
    kind.require(account)
    asked = kind.ask(account, parameters, today)
    if not squeeze(reason):
        raise ValidationError("Ghi lý do kết xuất.")
    if asked is None or asked.problem:
        raise ValidationError(asked.problem if asked else "Điều kiện lọc không hợp lệ.")
    return asked


def _recorded(account, reason: str, kind: Kind, parameters: dict, asked: Asked, *, days: int, **more) -> Export:
    return Export.objects.create(
        account=account,
        custodian=account.holder_name,
        kind=kind.slug,
        title=asked.title,
        words=asked.words,
        reason=squeeze(reason),
        sealed_parameters=json.dumps(parameters | {"query": asked.query}),
        rows=asked.rows,
        file_name=asked.file_name,
        expires_at=timezone.now() + timedelta(days=days),
        **more,
    )


def _kept_days() -> int:
    return regulation.fact("exports")["kept_days"]


def _defer(export: Export) -> None:
    """Have the worker make it; in the transaction under way, so that there is no waiting row without its job."""
    origin = request_context.get()
    job = app.configure_task(MAKE_TASK)
    job.defer(export_id=str(export.pk), request_id=origin.request_id, address=origin.address)
