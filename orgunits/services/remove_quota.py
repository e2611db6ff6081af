from datetime import timedelta

from orgunits.models import StaffQuota
from orgunits.quotas import require_whole
from orgunits.services.place import lock_tree
from qlcb.history import Act, Conflict, record, writing


def remove_quota(*, account, reason: str, quota: StaffQuota, expected_version: int) -> None:
    """Take out a number entered by mistake; the one of the same year that it had ended takes over its time.

    Raises ExceedsWhole when that one does not fit there, Conflict when somebody was faster. History keeps it.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        lock_tree()
        stored = StaffQuota.objects.select_for_update().filter(pk=quota.pk).first()
        if stored is None or stored.version != expected_version:
            raise Conflict(stored, quota)
        same = StaffQuota.objects.select_for_update().filter(unit=stored.unit_id, kind=stored.kind, year=stored.year)
        before = same.filter(valid_to=stored.valid_from - timedelta(days=1)).first()
        until, since = stored.valid_to, stored.valid_from
        stored.delete()
        if before:
            before.valid_to = until
            record(before)
        require_whole([quota.unit_id], [quota.kind], since)
