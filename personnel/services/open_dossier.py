from datetime import date

from django.core.exceptions import PermissionDenied

from accounts.permissions import OPEN
from orgunits.models import Unit
from personnel.authority import Hanging
from personnel.models import Dossier, Posting
from personnel.services.require_authority import require_authority
from personnel.services.require_living_units import require_living_units
from personnel.services.save_row import settle
from qlcb.dates import PartialDate
from qlcb.history import Act, record, writing


def open_dossier(
    *,
    account,
    reason: str,
    dossier: Dossier,
    unit: Unit,
    since: PartialDate,
    today: date,
    decision=None,
    paper_received_on: date | None = None,
    override: str = "",
) -> Dossier:
    """Open the dossier of a newly recruited or newly arrived person with their first posting (TCHQ-8.2b).

    dossier: unsaved; unit: where they serve, since: from when; paper_received_on: when its papers arrived; override:
    why the decision stands although another authority should have taken it. Raises PermissionDenied without the right
    to open dossiers in that unit, ValidationError for a staff code or citizen number that is taken.
    """
    account.access.require(OPEN, unit.pk)
    if account.access.is_own(dossier):
        raise PermissionDenied("Người giữ tài khoản không được lập hồ sơ của chính mình.")
    with writing(account=account, reason=reason, act=Act.OPEN):
        record(dossier)
        if decision is not None and decision._state.adding:
            record(decision)
        posting = Posting(
            dossier=dossier, unit=unit, kind=Posting.Kind.FIRST, valid_from=since, decision=decision,
            paper_received_on=paper_received_on,
        )  # fmt: skip
        record(posting)
        require_living_units([posting])
        if decision is not None:
            require_authority(account=account, results=[(Hanging(posting, decision), None)], override=override)
        settle(account, None, dossier, today)
    return dossier
