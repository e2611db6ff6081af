from datetime import date

from orgunits.models import Unit, UnitKind, UnitVersion
from orgunits.services.place import check_place, lock_tree
from orgunits.services.project_unit import project_unit
from qlcb.history import Act, record, writing


def correct_unit(
    *, account, reason: str, unit: Unit, code: str, identifier: str | None, customs_prefix: str, expected_version: int
) -> bool:
    """Put right what was entered wrongly about a unit itself; what changes with time is `change_unit`'s.

    Raises ValidationError for a code or an identifier that is taken or malformed, Conflict when somebody was faster.
    Returns whether anything was written.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        stored = Unit.objects.select_for_update().get(pk=unit.pk)
        stored.code, stored.identifier, stored.customs_prefix = code, identifier or None, customs_prefix
        return record(stored, expected_version=expected_version)


def correct_version(
    *,
    account,
    reason: str,
    version: UnitVersion,
    name: str,
    short_name: str,
    kind: UnitKind,
    parent: Unit | None,
    document: str,
    today: date,
    expected_version: int,
) -> bool:
    """Put right a name, kind, parent or document that was entered wrongly; its days stay. Raises as `change_unit`."""
    with writing(account=account, reason=reason, act=Act.CORRECT):
        lock_tree()
        stored = UnitVersion.objects.select_for_update().select_related("unit").get(pk=version.pk)
        stored.name, stored.short_name, stored.kind, stored.parent = name, short_name, kind, parent
        stored.document = document
        written = record(stored, expected_version=expected_version)
        check_place(unit_id=stored.unit_id, kind=kind, parent=parent, on=stored.valid_from, until=stored.valid_to)
        project_unit(stored.unit, today)
        return written
