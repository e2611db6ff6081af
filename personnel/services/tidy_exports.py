"""What is done with exports as time goes by: those that nobody works on are given up, expired files deleted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from personnel.exports import store
from personnel.models import Export

LONGEST = timedelta(hours=2)
BROKEN_OFF = "Việc lập tệp bị ngắt giữa chừng. Xin kết xuất lại."
Status = Export.Status


def tidy_exports(*, now: datetime, interrupted: Iterable[str] = ()) -> int:
    """End exports of dead workers (`interrupted`: their ids) and those under way for hours; delete expired files.

    The rows stay. Returns how many files were deleted.
    """
    forgotten = Q(status=Status.RUNNING, created_at__lt=now - LONGEST)
    stuck = Export.objects.filter(Q(pk__in=list(interrupted), finished_at=None) | forgotten)
    stuck.update(status=Status.FAILED, message=BROKEN_OFF, finished_at=now)
    expired = Export.objects.filter(expires_at__lte=now).exclude(file="").defer("dossiers")
    for export in expired:
        store.forget(export)
        export.file = ""
        export.save(update_fields=["file"])
    return len(expired) + store.forget_strays()
