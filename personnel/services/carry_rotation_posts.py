from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q

from orgunits.querysets import ids_below
from personnel.catalogues_checks import lock_lists
from personnel.models import Dossier, RotationPost
from personnel.services.project_dossiers import project_dossiers
from qlcb.history import Act, create_many, update_many, writing

BESIDE = {"id", "version", "unit", "valid_from", "valid_to"}


def carry_rotation_posts(*, account, reason: str, units: Mapping[int, int], on: date, today: date) -> int:
    """Let the terms of posts that a unit has of its own go on, from the day `on`, for the unit that takes over.

    units: id of a unit that is no more → the one that takes over. An entry that runs ends on the eve and begins anew
    for the heir, with the same code and months, so that the time on the list goes on; one of later becomes the heir's.
    Where the heir had an entry, or gets several, the shortest term holds (`rotation_facts`). Then the days of change of
    the people there are computed anew. For reorganisations, which ask for their own right. Returns how many entries
    went over (TCHQ-8.2e, 12.2).
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        lock_lists()
        rows = RotationPost.objects.select_for_update(of=["self"]).filter(unit__in=units)
        rows = list(rows.filter(Q(valid_to=None) | Q(valid_to__gte=on)).order_by("pk"))
        running = [row for row in rows if row.valid_from is None or row.valid_from < on]
        coming = [row for row in rows if row not in running]
        begun = [_anew(row, units[row.unit_id], on) for row in running]
        for row in running:
            row.valid_to = on - timedelta(days=1)
        for row in coming:
            row.unit_id = units[row.unit_id]
        update_many(running, ["valid_to"])
        update_many(coming, ["unit"])
        create_many(begun)
        if rows:
            project_dossiers(_there({row.unit_id for row in (*begun, *coming)}), today)
    return len(rows)


def _anew(row: RotationPost, unit_id: int, on: date) -> RotationPost:
    same = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in BESIDE}
    return RotationPost(**same, unit_id=unit_id, valid_from=on, valid_to=row.valid_to)


def _there(units: set[int]) -> list[int]:
    """Ids of the dossiers of people who serve in these units, or below them."""
    below = ids_below(units)
    found = Dossier.objects.filter(Q(now_unit__in=below) | Q(now_employer__in=below))
    return list(found.order_by("pk").values_list("pk", flat=True))
