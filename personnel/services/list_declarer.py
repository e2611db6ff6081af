"""Who must declare assets beyond the rule of a round, and who need not: each with its reason (TCHQ-6.1d3)."""

from django.core.exceptions import ValidationError

from accounts.permissions import WorkGroup
from personnel.models import Dossier, Round, RoundItem
from personnel.services.change_round import hold_open
from personnel.services.save_row import lock_to_write
from qlcb.history import Act, record, writing
from qlcb.vietnamese import squeeze


def list_declarer(*, account, round: Round, dossier: Dossier, because: str) -> RoundItem:
    """Add a person to an open round of declarations. Returns the item.

    Raises PermissionDenied unless the account may write the declarations of the dossier, ValidationError without a
    reason, for a closed round, for who stands in it already or does not serve.
    """
    because = squeeze(because)
    with writing(account=account, reason=f"Bổ sung người kê khai: {because}", act=Act.CHANGE):
        stored = lock_to_write(account, WorkGroup.ASSETS, dossier)
        hold_open(round)
        if not because:
            raise ValidationError({"because": "Ghi lý do bổ sung."})
        if stored.now_status != Dossier.Status.SERVING:
            raise ValidationError({"code": "Người này không còn công tác."})
        item = RoundItem(round=round, dossier=stored, because=because)
        record(item)
    return item


def exempt_declarer(*, account, item: RoundItem, because: str, expected_version: int) -> RoundItem:
    """Exempt a person from declaring in an open round, or with an empty reason take the exemption back.

    Returns the stored item. Raises PermissionDenied, ValidationError for a closed round, Conflict when somebody else
    wrote it meanwhile.
    """
    because = squeeze(because)
    reason = f"Miễn kê khai trong đợt: {because}" if because else "Bỏ việc miễn kê khai trong đợt"
    with writing(account=account, reason=reason, act=Act.CHANGE):
        lock_to_write(account, WorkGroup.ASSETS, item.dossier)
        hold_open(item.round)
        item.exempt_because = because
        record(item, expected_version=expected_version)
    return item
