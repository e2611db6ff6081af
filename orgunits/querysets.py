"""Questions about the tree, answered by recursive queries on today's rows: nothing about it is stored or cached.

A unit that is no more stands below the one that took over from it: whoever holds a right there reaches what it kept.
"""

from collections.abc import Iterable

from django.db import connection

from qlcb.history import TrackedQuerySet
from qlcb.vietnamese import fold

BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM orgunits_unit WHERE id = ANY(%s)
    UNION SELECT u.id FROM orgunits_unit u JOIN below b ON coalesce(u.heir_id, u.parent_id) = b.id
) SELECT id FROM below"""

ABOVE = """
WITH RECURSIVE above(start, id, next, depth) AS (
    SELECT id, id, coalesce(heir_id, parent_id), 0 FROM orgunits_unit WHERE id = ANY(%s)
    UNION ALL SELECT a.start, u.id, coalesce(u.heir_id, u.parent_id), a.depth + 1
    FROM orgunits_unit u JOIN above a ON u.id = a.next WHERE a.depth < 30
) SELECT start, id FROM above ORDER BY start, depth"""


def ids_below(unit_ids: Iterable[int]) -> set[int]:
    """Ids of the given units and of everything under them today."""
    return {unit_id for (unit_id,) in _rows(BELOW, unit_ids)}


def ids_above(unit_id: int) -> list[int]:
    """Ids from the unit itself up to the root."""
    return ways_up([unit_id]).get(unit_id, [])


def ways_up(unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """Each unit → ids from itself up to the root; one query for all."""
    ways: dict[int, list[int]] = {}
    for start, unit_id in _rows(ABOVE, unit_ids):
        ways.setdefault(start, []).append(unit_id)
    return ways


def _rows(sql: str, unit_ids: Iterable[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(unit_ids)])
        return cursor.fetchall()


class UnitQuerySet(TrackedQuerySet):
    def below(self, unit, *, itself: bool = True):
        """The unit's subtree of today."""
        ids = ids_below([unit.pk])
        return self.filter(pk__in=ids if itself else ids - {unit.pk})

    def existing(self):
        """Units that are not dissolved."""
        return self.filter(dissolved_on__isnull=True)

    def named_like(self, text: str):
        """Units whose name holds every word of `text`, without regard to diacritics and case."""
        units = self
        for word in fold(text).split():
            units = units.filter(name_folded__contains=word)
        return units
