from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery

from orgunits.models import Unit, UnitSuccession, UnitVersion
from qlcb import bulk
from qlcb.vietnamese import fold

PROJECTED = ("name", "short_name", "name_folded", "kind_id", "parent_id", "heir_id")


def project_unit(unit: Unit, today: date) -> None:
    """Write onto the unit's own row what it is called and where it stands today; derived, so without history."""
    project_units(today, [unit.pk])
    unit.refresh_from_db()


def project_units(today: date, ids: Iterable[int] | None = None) -> int:
    """Bring the rows of the given units, of all when None, to what their versions say of `today`; run nightly.

    Before its first day a unit shows its first version, after its end the last one and who took over from it. Returns
    how many rows changed. Three statements, however many units.
    """
    heirs = UnitSuccession.objects.filter(predecessor=OuterRef("pk"), is_main=True, on__lte=today)
    units = Unit.objects.annotate(main_heir=Subquery(heirs.values("successor")[:1]))
    versions = UnitVersion.objects.order_by("valid_from")
    if ids is not None:
        ids = list(ids)
        units, versions = units.filter(pk__in=ids), versions.filter(unit_id__in=ids)
    current: dict[int, UnitVersion] = {}
    for version in versions:
        if version.unit_id not in current or version.valid_from <= today:
            current[version.unit_id] = version
    moved = [unit for unit in units if unit.pk in current and _project(unit, current[unit.pk])]
    bulk.update_many(moved, [name.removesuffix("_id") for name in PROJECTED])
    return len(moved)


def _project(unit: Unit, version: UnitVersion) -> bool:
    """Set the unit's derived fields from the version; whether any of them changed."""
    before = [getattr(unit, name) for name in PROJECTED]
    unit.name, unit.short_name = version.name, version.short_name
    unit.name_folded = fold(f"{version.name} {version.short_name}")[:200]
    unit.kind_id, unit.parent_id, unit.heir_id = version.kind_id, version.parent_id, unit.main_heir
    return [getattr(unit, name) for name in PROJECTED] != before
