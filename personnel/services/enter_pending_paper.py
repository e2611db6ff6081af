"""Enter what a registered paper says: its day of arrival is taken over, not typed again, and it is closed by it."""

from datetime import date

from personnel.deadlines import NEW_DOSSIER
from personnel.deadlines.register import hold_waiting
from personnel.models import Dossier, PendingPaper
from personnel.sections import Section
from personnel.services.open_dossier import open_dossier
from personnel.services.save_row import add_row
from qlcb.history import Act, record, writing

ENTERED = "Đã nhập vào hồ sơ"


def enter_pending_paper(
    *, account, reason: str, paper: PendingPaper, section: Section, row, today: date, override: str = ""
):
    """Add a record under the paper. As `add_row`, in the same transaction; raises ValidationError, too, when somebody
    closed the paper meanwhile."""
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = hold_waiting(account, paper)
        row.paper_received_on = stored.received_on
        added = add_row(account=account, reason=reason, section=section, row=row, today=today, override=override)
        _close(stored, section.slug, added.pk, today)
        return added


def open_dossier_under_paper(*, account, reason: str, paper: PendingPaper, today: date, **told) -> Dossier:
    """Open a dossier under the paper, likewise; told: what else `open_dossier` takes."""
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = hold_waiting(account, paper)
        told |= {"paper_received_on": stored.received_on}
        dossier = open_dossier(account=account, reason=reason, today=today, **told)
        _close(stored, NEW_DOSSIER, dossier.pk, today)
        return dossier


def _close(stored: PendingPaper, section: str, row: int, today: date) -> None:
    stored.closed_on, stored.closed_because, stored.section, stored.row = today, ENTERED, section, row
    record(stored)
