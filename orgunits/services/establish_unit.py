from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max

from orgunits.models import Unit, UnitKind, UnitVersion
from orgunits.services.place import check_place, lock_tree
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
    order: int | None = None,
    today: date,
) -> Unit:
    """Create a unit that exists from the day `on`; it stands last among its siblings unless `order` says otherwise.

    Raises ValidationError for a taken code or a place where it cannot stand (TCHQ-6.1b1).
    """
    with writing(account=account, reason=reason, act=Act.OPEN):
        lock_tree()
        check_place(unit_id=None, kind=kind, parent=parent, on=on)
        unit = Unit(
            code=code,
            identifier=identifier or None,
            customs_prefix=customs_prefix,
            order=_last_place(parent) if order is None else order,
            established_on=on,
        )
        unit.name, unit.short_name, unit.kind, unit.parent = name, short_name, kind, parent
        try:
            record(unit)
        except ValidationError as error:
            raise ValidationError(_on_form_fields(error)) from None
        record(
            UnitVersion(
                unit=unit, name=name, short_name=short_name, kind=kind, parent=parent, document=document, valid_from=on
            )
        )
        project_unit(unit, today)
        return unit


def _last_place(parent: Unit | None) -> int:
    """The place after the last sibling, or after the parent when it has no children yet."""
    siblings = Unit.objects.filter(parent=parent).aggregate(last=Max("order"))["last"]
    return (siblings if siblings is not None else parent.order if parent else 0) + 1


def _on_form_fields(error: ValidationError) -> dict:
    """What the model calls established_on is the day of the decision, `on`, for the caller."""
    return {"on" if name == "established_on" else name: found for name, found in error.error_dict.items()}
