"""Hand out the file of an export, when everything that was allowed when it was made is allowed still (TCHQ-8.3c)."""

from django.db import transaction
from django.utils import timezone

from accounts.models import AccessEvent
from personnel.exports import store
from personnel.exports.kinds import KINDS
from personnel.models import Export
from qlcb.formats import datetime_vi
from qlcb.sealed import WrongKey

OTHER_HOLDER = "Tài khoản đã được giao cho người khác sau khi tệp được lập."
DAMAGED = "Tệp trong kho lưu trữ bị mất hoặc không mở được."


class ExportWithheld(Exception):
    """The file is not handed out; the message says why."""


def take_export(*, account, export: Export) -> bytes:
    """The content of the file; the download is counted and logged.

    Raises ExportWithheld for one that expired or was never made, and for one in which something is closed to the
    account by now: its file is deleted at once, the refusal logged, and the export says why.
    """
    why = ""
    with transaction.atomic():
        kept = Export.objects.select_for_update().get(pk=export.pk, account=account)
        if kept.has_expired:
            why = f"Tệp đã hết hạn lúc {datetime_vi(kept.expires_at)}."
        elif not kept.has_file:
            why = kept.message or "Chưa có tệp để tải."
        elif closed := _closed(kept, account):
            why = closed
            _withhold(kept, account, why)
        else:
            content = _content(kept)
            if content is None:
                why = DAMAGED
                _withhold(kept, account, why)
            else:
                _count(kept, account)
    if why:
        raise ExportWithheld(why)
    return content


def _closed(export: Export, account) -> str:
    if not export.is_of_holder(account):
        return OTHER_HOLDER
    return KINDS[export.kind].refusal(export, account)


def _content(export: Export) -> bytes | None:
    try:
        return store.read(export)
    except (OSError, WrongKey):
        return None


def _withhold(export: Export, account, why: str) -> None:
    store.forget(export)
    export.status, export.message, export.file = Export.Status.WITHHELD, why, ""
    export.save(update_fields=["status", "message", "file"])
    detail = f"Không giao tệp kết xuất: {why}"
    AccessEvent.log(AccessEvent.Kind.FORBIDDEN, account, target=export.title, unit=account.unit, detail=detail)


def _count(export: Export, account) -> None:
    export.downloads, export.downloaded_at = export.downloads + 1, timezone.now()
    export.save(update_fields=["downloads", "downloaded_at"])
    told = f"Tải tệp về lần {export.downloads}: {export.words}; {export.facts['told']}; lý do: {export.reason}"
    AccessEvent.log(AccessEvent.Kind.EXPORT, account, target=export.title, unit=account.unit, detail=told)
