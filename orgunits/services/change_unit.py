from datetime import date, timedelta

from django.core.exceptions import ValidationError

from orgunits.models import Unit, UnitKind, UnitVersion
from orgunits.querysets import ids_below
from orgunits.services.project_unit import project_unit
from qlcb.history import Act, record, writing


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
    expected_version: int | None = None,
) -> UnitVersion:
    """Give a unit another name, kind or parent from the day `on` under `document`; the old version ends the day before.

    expected_version: version of the newest stored version the person saw. Raises ValidationError when the day is not
    after the running version began or when the unit would come to stand below itself, Conflict when somebody was
    faster. TCHQ-8.2e.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        Unit.objects.select_for_update().filter(parent=None).first()  # one change of the tree at a time
        running = unit.versions.select_for_update().order_by("-valid_from").first()
        if on <= running.valid_from:
            raise ValidationError({"on": f"Ngày áp dụng phải sau ngày {running.valid_from:%d/%m/%Y}."})
        if parent and parent.pk in ids_below([unit.pk]):
            raise ValidationError(
                {"parent": "Đơn vị cấp trên không được là chính đơn vị hoặc đơn vị trực thuộc của nó."}
            )
        running.valid_to = on - timedelta(days=1)
        record(running, expected_version=expected_version)
        version = UnitVersion(
            unit=unit, name=name, short_name=short_name, kind=kind, parent=parent, document=document, valid_from=on
        )
        record(version)
        project_unit(unit, today)
        return version
