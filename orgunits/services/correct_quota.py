from datetime import date

from orgunits.models import StaffQuota
from orgunits.quotas import require_whole
from orgunits.services.place import lock_tree
from qlcb.history import Act, record, writing


def correct_quota(
    *,
    account,
    reason: str,
    quota: StaffQuota,
    number: int,
    document: str,
    document_on: date,
    note: str,
    expected_version: int,
) -> bool:
    """Put right a number or its document that was entered wrongly; its days stay.

    A number that changed with time is `assign_quotas`'s. Raises ExceedsWhole, Conflict when somebody was faster.
    Returns whether anything was written.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        lock_tree()
        stored = StaffQuota.objects.select_for_update().get(pk=quota.pk)
        stored.number, stored.document, stored.document_on, stored.note = number, document, document_on, note
        written = record(stored, expected_version=expected_version)
        require_whole([stored.unit_id], [stored.kind], stored.valid_from)
        return written
