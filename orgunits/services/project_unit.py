from datetime import date

from orgunits.models import Unit
from qlcb.vietnamese import fold


def project_unit(unit: Unit, today: date) -> None:
    """Write the version that holds `today` (or the nearest) onto the unit's own row; derived, so without history."""
    version = unit.versions.on(today).first() or unit.versions.order_by("-valid_from").first()
    Unit.objects.filter(pk=unit.pk).update(
        name=version.name,
        short_name=version.short_name,
        name_folded=fold(f"{version.name} {version.short_name}"),
        kind=version.kind,
        parent=version.parent,
    )
    unit.refresh_from_db()
