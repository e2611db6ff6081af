"""Which department keeps the dossiers of a unit's people."""

from datetime import date

from orgunits.lineage import Lineage, Standing


class Keepers:
    """The keeping departments of all units on one day; one query unless the lineage is at hand."""

    def __init__(self, day: date, lineage: Lineage | None = None):
        self._lineage, self._day = lineage or Lineage(), day

    def of(self, unit_id: int | None) -> Standing | None:
        """The nearest department at or above the unit; the highest unit for what stands above all departments."""
        line = self._lineage.up(unit_id, self._day)
        return next((place for place in line if place.is_department), line[-1] if line else None)

    def same(self, one: int | None, other: int | None) -> bool:
        """Whether both units' dossiers are kept by the same department."""
        first, second = self.of(one), self.of(other)
        return first is not None and second is not None and first.unit_id == second.unit_id
