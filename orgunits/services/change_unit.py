from datetime import date, timedelta

from django.core.exceptions import ValidationError

from orgunits.models import Unit, UnitKind, UnitVersion
from orgunits.services.place import check_place, lock_tree
from orgunits.services.project_unit import project_unit
from qlcb.formats import date_vi
from qlcb.history import Act, Conflict, record, writing


def change_unit(
    *,
    account,
    reason: str,
    unit: Unit,
    on: date,
    name: str,
    short_name: str,
    kind: UnitKind,
    parent: Unit | None,
    document: str,
    today: date,
    expected_newest: int | None = None,
    expected_version: int | None = None,
) -> UnitVersion:
    """Give a unit another name, kind or parent from the day `on` under `document`; the old version ends the day before.

    expected_newest, expected_version: id of the unit's newest version and its count of saves, as the person saw them.
    Raises ValidationError when the unit is no more, when the day is not after the running version began, when nothing
    changes, or when the unit cannot stand there (`check_place`), Conflict when somebody was faster. TCHQ-8.2e.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        lock_tree()
        running = unit.versions.select_for_update().order_by("-valid_from").first()
        version = UnitVersion(
            unit=unit, name=name, short_name=short_name, kind=kind, parent=parent, document=document, valid_from=on
        )
        if expected_newest is not None and running.pk != expected_newest:
            raise Conflict(running, version)
        if running.valid_to is not None:
            raise ValidationError(f"Đơn vị đã thôi hoạt động từ sau ngày {date_vi(running.valid_to)}.")
        if on <= running.valid_from:
            raise ValidationError({"on": f"Ngày áp dụng phải sau ngày {date_vi(running.valid_from)}."})
        if _same(running, version):
            raise ValidationError("Tên, loại và đơn vị cấp trên đều như đang có; không có gì thay đổi.")
        check_place(unit_id=unit.pk, kind=kind, parent=parent, on=on)
        running.valid_to = on - timedelta(days=1)
        record(running, expected_version=expected_version)
        record(version)
        project_unit(unit, today)
        return version


def _same(one: UnitVersion, other: UnitVersion) -> bool:
    names = ("name", "short_name", "kind_id", "parent_id")
    return all(getattr(one, name) == getattr(other, name) for name in names)
