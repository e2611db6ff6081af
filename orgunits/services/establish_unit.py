from datetime import date

from orgunits.models import Unit, UnitKind, UnitVersion
from orgunits.services.project_unit import project_unit
from qlcb.history import Act, record, writing


def establish_unit(
    *,
    account,
    reason: str,
    code: str,
    name: str,
    short_name: str = "",
    kind: UnitKind,
    parent: Unit | None,
    on: date,
    document: str = "",
    identifier: str | None = None,
    customs_prefix: str = "",
    order: int = 0,
    today: date,
) -> Unit:
    """Create a unit that exists from the day `on`. Raises ValidationError for a taken code (TCHQ-6.1b1)."""
    with writing(account=account, reason=reason, act=Act.OPEN):
        unit = Unit(
            code=code, identifier=identifier or None, customs_prefix=customs_prefix, order=order, established_on=on
        )
        unit.name, unit.short_name, unit.kind, unit.parent = name, short_name, kind, parent
        record(unit)
        record(
            UnitVersion(
                unit=unit, name=name, short_name=short_name, kind=kind, parent=parent, document=document, valid_from=on
            )
        )
        project_unit(unit, today)
        return unit
