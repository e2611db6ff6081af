"""Where every unit stood at any time, for questions about many units and many days: one query for all of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from orgunits.models import UnitVersion

DEEPEST = 30


@dataclass(frozen=True)
class Standing:
    """A unit from one day to another."""

    unit_id: int
    name: str
    kind_id: int
    level: int
    is_department: bool
    parent_id: int | None
    valid_from: date
    valid_to: date | None


class Lineage:
    """All versions of all units."""

    def __init__(self):
        self._versions: dict[int, list[Standing]] = defaultdict(list)
        rows = UnitVersion.objects.order_by("valid_from").values_list(
            "unit_id", "name", "kind_id", "kind__level", "kind__is_department", "parent_id", "valid_from", "valid_to"
        )
        for row in rows:
            self._versions[row[0]].append(Standing(*row))

    def standing(self, unit_id: int, day: date) -> Standing | None:
        """The unit as of the day; before it was founded as it began, afterwards as it ended."""
        versions = self._versions.get(unit_id)
        if not versions:
            return None
        begun = [version for version in versions if version.valid_from <= day]
        return begun[-1] if begun else versions[0]

    def up(self, unit_id: int | None, day: date) -> list[Standing]:
        """The unit and all above it on the day, the nearest first; empty for an unknown unit."""
        found, at = [], unit_id
        while at is not None and len(found) < DEEPEST:
            standing = self.standing(at, day)
            if standing is None:
                break
            found.append(standing)
            at = standing.parent_id
        return found
