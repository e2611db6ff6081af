"""Hand out the file of an export, when everything that was allowed when it was made is allowed still (TCHQ-8.3c)."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from accounts.models import AccessEvent
from personnel.exports import store
from personnel.exports.grid import Grid
from personnel.exports.kinds import KINDS, NO_SUCH_FILE
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
    return _take(account, export, store.read, _count)


def take_grid(*, account, export: Export, told: str = "") -> Grid:
    """What stands in the lines of the file, to be compared; by the same check as a download, and as it refused.

    told: with what it is compared, for the log; nothing is logged without it.
    """

    def note(kept: Export, account) -> None:
        if told:
            _log(kept, account, f"{told}: {kept.words}")

    return Grid.from_bytes(_take(account, export, store.read_cells, note))


def _take(account, export: Export, read: Callable[[Export], bytes], note: Callable) -> bytes:
    why = ""
    with transaction.atomic():
        kept = Export.objects.select_for_update().get(pk=export.pk, account=account)
        if kept.has_expired:
            why = f"Tệp đã hết hạn lúc {datetime_vi(kept.expires_at)}."
        elif not kept.has_file:
            why = kept.message or "Chưa có tệp để tải."
        elif closed := closed_words(kept, account):
            why = closed
            _withhold(kept, account, why)
        else:
            content = _content(kept, read)
            if content is None:
                why = DAMAGED
                _withhold(kept, account, why)
            else:
                note(kept, account)
    if why:
        raise ExportWithheld(why)
    return content


def closed_words(export: Export, account) -> str:
    """Why an export is closed to the account, whether its file is there or not; "" while it is open."""
    if not export.is_of_holder(account):
        return OTHER_HOLDER
    kind = KINDS.get(export.kind)
    return kind.refusal(export, account) if kind else NO_SUCH_FILE


def _content(export: Export, read: Callable[[Export], bytes]) -> bytes | None:
    try:
        return read(export)
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
    _log(export, account, f"Tải tệp về lần {export.downloads}: {export.words}")


def _log(export: Export, account, did: str) -> None:
    told = f"{did}; {export.facts['told']}; lý do: {export.reason}"
    AccessEvent.log(AccessEvent.Kind.EXPORT, account, target=export.title, unit=account.unit, detail=told)
