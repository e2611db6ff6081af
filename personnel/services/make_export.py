"""Make the file of an export that waits, with the rights that its account has now."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import AccessEvent
from personnel.exports import store
from personnel.exports.kinds import KINDS, NO_SUCH_FILE, ExportFailed, Made
from personnel.models import Export

Status = Export.Status
NO_RIGHT = "Tài khoản không còn quyền kết xuất những gì đã chọn."
OTHER_HOLDER = "Tài khoản đã được giao cho người khác trước khi tệp được lập."
FAULT = "Chương trình gặp lỗi khi lập tệp; quản trị hệ thống xem nhật ký."


def make_export(*, export: Export, today: date, in_job: bool = False) -> None:
    """Write the file and log it with filter, number of rows and reason; what goes wrong ends the export with words.

    One that does not wait any more is left alone; who holds the account now is not made to export what somebody else
    asked for. in_job: whether the worker does it, which may take longer.
    """
    if not Export.objects.filter(pk=export.pk, status=Status.WAITING).update(status=Status.RUNNING):
        return
    if not export.is_of_holder(export.account):
        _finish(export, Status.FAILED, message=OTHER_HOLDER)
        return
    try:
        _keep(export, _made(export, today, in_job=in_job))
    except (Http404, PermissionDenied):
        _finish(export, Status.FAILED, message=NO_RIGHT)
    except ExportFailed as failed:
        _finish(export, Status.FAILED, message=str(failed))
    except Exception:
        _finish(export, Status.FAILED, message=FAULT)
        raise


def _made(export: Export, today: date, *, in_job: bool) -> Made:
    kind = KINDS.get(export.kind)
    if kind is None:
        raise ExportFailed(NO_SUCH_FILE)
    kind.require(export.account)
    return kind.make(export, today, in_job=in_job)


def _keep(export: Export, made: Made) -> None:
    """Write the file; only one that lies there is logged and can be had, or neither."""
    told = made.told or f"{made.rows} dòng"
    told += f", {made.errors} dòng lỗi" if made.errors else ""
    name = store.keep(export, made.content, made.cells)
    with transaction.atomic():
        _log(export, told)
        _finish(
            export, Status.DONE, file=name, has_cells=made.cells is not None, rows=made.rows, errors=made.errors,
            dossiers=made.dossiers, facts=made.facts | {"told": told},
        )  # fmt: skip


def _log(export: Export, told: str) -> None:
    AccessEvent.log(
        AccessEvent.Kind.EXPORT,
        export.account,
        target=export.title,
        unit=export.account.unit,
        detail=f"{export.words}; {told}; lý do: {export.reason}",
    )


def _finish(export: Export, status: str, **values) -> None:
    for name, value in {"status": status, "finished_at": timezone.now(), **values}.items():
        setattr(export, name, value)
    export.save(update_fields=["status", "finished_at", *values])
