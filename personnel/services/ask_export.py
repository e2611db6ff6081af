"""Ask for an export: a row is recorded, and its file made at once, or by the worker when that takes long."""

import json
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from personnel.exports.kinds import Kind
from personnel.models import Export
from personnel.services.make_export import make_export
from qlcb import regulation
from qlcb.history import request_context
from qlcb.vietnamese import squeeze

MAKE_TASK = "personnel.make_export"


def ask_export(*, account, reason: str, kind: Kind, parameters: dict, today: date) -> Export:
    """The export that was recorded, its file made unless `is_under_way` or it failed (TCHQ-8.3c).

    parameters: what the kind reads, "query" the filter of the page. Raises PermissionDenied without the right,
    OutOfScope for what is not the account's, ValidationError when there is no reason or it cannot be made so.
    """
    account.access.require(kind.right)
    asked = kind.ask(account, parameters, today)
    if not (reason := squeeze(reason)):
        raise ValidationError("Ghi lý do kết xuất.")
    if asked is None or asked.problem:
        raise ValidationError(asked.problem if asked else "Điều kiện lọc không hợp lệ.")
    with transaction.atomic():
        export = Export.objects.create(
            account=account,
            custodian=account.holder_name,
            kind=kind.slug,
            title=asked.title,
            words=asked.words,
            reason=reason,
            sealed_parameters=json.dumps(parameters | {"query": asked.query}),
            rows=asked.rows,
            file_name=asked.file_name,
            expires_at=timezone.now() + timedelta(days=regulation.fact("exports")["kept_days"]),
        )
        if asked.is_long:
            origin = request_context.get()
            app.configure_task(MAKE_TASK).defer(
                export_id=str(export.pk), request_id=origin.request_id, address=origin.address
            )
    if not asked.is_long:
        make_export(export=export, today=today)
    return export
