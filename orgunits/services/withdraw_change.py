from datetime import date

from django.core.exceptions import ValidationError

from orgunits.models import UnitVersion
from orgunits.services.place import lock_tree
from qlcb.history import Act, Conflict, record, writing


def withdraw_change(*, account, reason: str, version: UnitVersion, today: date, expected_version: int) -> None:
    """Take back a planned change of a unit before its day; what holds now goes on.

    Only the last version of a unit, not begun yet, with another before it. Raises ValidationError otherwise, Conflict
    when somebody was faster.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        lock_tree()
        stored = UnitVersion.objects.select_for_update().filter(pk=version.pk).first()
        if stored is None or stored.version != expected_version:
            raise Conflict(stored, version)
        versions = list(stored.unit.versions.select_for_update().order_by("valid_from"))
        if stored.valid_from <= today or versions[-1] != stored or len(versions) < 2:
            raise ValidationError("Chỉ hủy được thay đổi dự kiến cuối cùng, khi chưa đến ngày áp dụng.")
        stored.delete()
        previous = versions[-2]
        previous.valid_to = None
        record(previous)
