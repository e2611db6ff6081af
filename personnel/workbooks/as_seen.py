"""Which version of its record a row of a file was exported from, and what the record held then: known from its history.

A file keeps no values of its own: what a cell held at the export is what the history has of that version.
"""

from collections.abc import Mapping

from django.db import models

from personnel.importing.cells import text_of
from personnel.workbooks.layout import ROW
from personnel.workbooks.lines import Line
from personnel.workbooks.people import parts
from personnel.workbooks.row_id import RowIdUnknown, read_row_id
from qlcb.history import Tracked


class Marks:
    """The marks of one sheet's rows."""

    def __init__(self) -> None:
        self._by_line: dict[int, tuple[int, int]] = {}
        self._entries: dict[tuple[int, int], models.Model] = {}
        self._outdated: set[tuple[int, int]] = set()

    def read(self, line: Line) -> int | None:
        """The id in the mark of a row, None when it has none; one that cannot be read is refused."""
        if ROW not in line.cells:
            return None
        try:
            mark = self._by_line[id(line)] = read_row_id(text_of(line.cells[ROW]))
        except RowIdUnknown as unknown:
            line.refuse(ROW, str(unknown))
            return None
        return mark[0]

    def id_of(self, line: Line) -> int | None:
        """The id in the mark that was read."""
        return self._by_line[id(line)][0] if id(line) in self._by_line else None

    def look_back(self, model: type[Tracked], versions: Mapping[int, int]) -> None:
        """Read what the records held that moved on since the export. versions: id of a record → its version now."""
        marks = self._by_line.values()
        self._outdated = {(pk, version) for pk, version in marks if versions.get(pk, version) != version}
        seen = {version for _, version in self._outdated}
        for part in parts({pk for pk, _ in self._outdated}):
            for entry in model.history.filter(id__in=part, version__in=seen):
                self._entries[entry.id, entry.version] = entry

    def is_outdated(self, line: Line) -> bool:
        """Whether the record moved on since the row was exported; a row without a mark tells nothing about it."""
        return self._by_line.get(id(line)) in self._outdated

    def seen(self, line: Line) -> models.Model | None:
        """The history entry of the record as the row saw it; None when it has not moved on or is not known."""
        mark = self._by_line.get(id(line))
        return self._entries.get(mark) if mark in self._outdated else None
