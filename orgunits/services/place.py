"""Whether a unit may stand where it is put, on every day from then on; shared by the services that move units."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from orgunits.models import Unit, UnitKind, UnitVersion
from qlcb.formats import date_vi


def lock_tree() -> None:
    """One change of the tree at a time, until the transaction ends. What only points to the highest unit goes on."""
    Unit.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk").first()


def check_place(*, unit_id: int | None, kind: UnitKind, parent: Unit | None, on: date, until: date | None = None):
    """Raise ValidationError when the unit cannot stand under `parent` from `on` to `until` (open when None).

    The parent must exist and be of a kind that can head it, and on no day of that time, changes already planned
    included, may the unit come to stand below itself. unit_id: None for a unit that is only being established.
    """
    if unit_id:
        _check_children(unit_id, kind, on)
    if parent is None:
        return
    there = parent.versions.on(on).select_related("kind").first()
    if there is None:
        raise ValidationError({"parent": f"Ngày {date_vi(on)} chưa có hoặc không còn đơn vị {parent}."})
    if kind.level < there.kind.level or (kind.level == there.kind.level and kind.is_department):
        raise ValidationError({"kind": f"{kind.name} không thể trực thuộc {there.kind.name}."})
    day = _first_cycle(unit_id, parent.pk, on, until) if unit_id else None
    if day:
        raise ValidationError(
            {
                "parent": "Đơn vị cấp trên không được là chính đơn vị hoặc đơn vị trực thuộc của nó "
                f"(vào ngày {date_vi(day)})."
            }
        )


def _check_children(unit_id: int, kind: UnitKind, on: date) -> None:
    """A unit cannot become of a kind that may not head what stands below it."""
    below = (
        UnitVersion.objects.on(on).filter(parent_id=unit_id, kind__level__lt=kind.level).select_related("kind").first()
    )
    if below:
        raise ValidationError({"kind": f"{below.name} ({below.kind.name}) không thể trực thuộc {kind.name}."})


def _first_cycle(unit_id: int, parent_id: int, on: date, until: date | None) -> date | None:
    """The first day on which walking up from the parent comes back to the unit."""
    versions = UnitVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    if until:
        versions = versions.filter(valid_from__lte=until)
    links = list(versions.values_list("unit_id", "parent_id", "valid_from", "valid_to"))
    for day in sorted({on, *(begins for *_, begins, _ in links if begins > on)}):
        above = {unit: parent for unit, parent, begins, ends in links if begins <= day and (not ends or ends >= day)}
        above[unit_id] = parent_id
        walked, at = set(), parent_id
        while at is not None and at not in walked:
            walked.add(at)
            at = above.get(at)
        if unit_id in walked:
            return day
    return None
