from datetime import date

from orgunits.models import Unit, UnitKind, UnitVersion
from qlcb import regulation
from qlcb.history import Act, create_many, record, writing
from qlcb.vietnamese import fold


def load_units(*, account, reason: str) -> int:
    """Bring kinds and units of the deployed regulation into the database; what exists already stays as it is, but for
    whether a kind is a department or a commune, which nobody edits.

    Returns the number of units made.
    """
    with writing(account=account, reason=reason, act=Act.SYSTEM):
        kinds = _load_kinds()
        units = {unit.code: unit for unit in Unit.objects.all()}
        missing = [row for row in regulation.table("units") if row["code"] not in units]
        made, day = 0, regulation.structure_from()
        while missing:
            ready = [row for row in missing if not row["parent"] or row["parent"] in units]
            if not ready:
                raise regulation.RegulationError(f"Đơn vị {missing[0]['code']} có đơn vị cấp trên không tồn tại.")
            new = create_many([_unit(row, kinds, units, day) for row in ready])
            create_many([_version(unit, day) for unit in new])
            units.update({unit.code: unit for unit in new})
            missing = [row for row in missing if row["code"] not in units]
            made += len(new)
        return made


def _load_kinds() -> dict[str, UnitKind]:
    """Kinds by their codes; of one that is there, what the program alone says of it follows the regulation."""
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    new = [
        UnitKind(
            code=row["code"],
            name=row["name"],
            level=int(row["level"]),
            is_department=row["is_department"] == "1",
            is_commune=row["is_commune"] == "1",
            order=int(row["order"]),
        )
        for row in regulation.table("unit_kinds")
        if row["code"] not in kinds
    ]
    for row in regulation.table("unit_kinds"):
        kind = kinds.get(row["code"])
        if kind is not None:
            kind.is_department, kind.is_commune = row["is_department"] == "1", row["is_commune"] == "1"
            record(kind)
    return kinds | {kind.code: kind for kind in create_many(new)}


def _unit(row, kinds, units, day: date) -> Unit:
    return Unit(
        code=row["code"],
        identifier=row["identifier"] or None,
        customs_prefix=row["customs_prefix"],
        order=int(row["order"]),
        established_on=day,
        name=row["name"],
        short_name=row["short_name"],
        name_folded=fold(f"{row['name']} {row['short_name']}"),
        kind=kinds[row["kind"]],
        parent=units[row["parent"]] if row["parent"] else None,
    )


def _version(unit: Unit, day: date) -> UnitVersion:
    return UnitVersion(
        unit=unit,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        parent=unit.parent,
        valid_from=day,
    )
