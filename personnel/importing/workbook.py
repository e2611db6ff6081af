"""A stranger's workbook as plain values, read without endangering the server."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from openpyxl.utils import get_column_letter

from personnel.importing.limits import Limits, WorkbookRefused
from personnel.importing.sandbox import run_child

__all__ = ["Kind", "Limits", "Merge", "RawCell", "RawRow", "RawSheet", "WorkbookRefused", "empty_cell", "read_workbook"]

Kind = Literal["empty", "text", "number", "bool", "date", "datetime", "error", "formula"]
Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as the workbook holds it.

    kind "error" has the error's text as value ("#N/A"); kind "formula" is a formula without a calculated value, None.
    """

    ref: str
    value: Value
    kind: Kind
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; columns and rows count from 1, both ends belong to it."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of a row that hold something, by column. `group` is the title row it stands under, if any."""

    number: int
    cells: dict[int, RawCell]
    group: RawCell | None = None

    def cell(self, column: int) -> RawCell:
        """Return the cell of a column, an empty one when it holds nothing."""
        return self.cells.get(column) or empty_cell(column, self.number)


@dataclass
class RawSheet:
    """A sheet: its rows that hold something, in their order, and its merged ranges."""

    title: str
    hidden: bool = False
    rows: list[RawRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    @cached_property
    def rows_by_number(self) -> dict[int, RawRow]:
        """The rows by their number."""
        return {row.number: row for row in self.rows}


def empty_cell(column: int, row: int) -> RawCell:
    """Return the empty cell of a column and row."""
    return RawCell(f"{get_column_letter(column)}{row}", None, "empty")


def read_workbook(path: str | Path, *, limits: Limits | None = None) -> list[RawSheet]:
    """Return the sheets of an .xlsx file, hidden ones flagged; raise WorkbookRefused for anything else.

    The file is looked at and opened in a child process with limits of memory, time and output (`sandbox`); formulas
    give their last calculated value, external links are not followed.
    """
    limits = limits or Limits()
    sheets = list(_sheets(run_child("read", path, limits).splitlines()))
    if not any(sheet.rows for sheet in sheets):
        raise WorkbookRefused("Bảng tính không có dữ liệu.", "no_data")
    return sheets


def _sheets(lines: list[bytes]) -> Iterator[RawSheet]:
    sheet: RawSheet | None = None
    for line in map(json.loads, lines):
        if "sheet" in line:
            if sheet:
                yield sheet
            sheet = RawSheet(line["sheet"], line["hidden"])
        elif sheet and "row" in line:
            sheet.rows.append(_row(line["row"], line["cells"]))
        elif sheet:
            sheet.merges.extend(Merge(*bounds) for bounds in line["merges"])
    if sheet:
        yield sheet


def _row(number: int, cells: list[list]) -> RawRow:
    row = RawRow(number, {})
    for column, kind, value, *number_format in cells:
        if kind == "date":
            value = date.fromisoformat(value)
        elif kind == "datetime":
            value = datetime.fromisoformat(value)
        row.cells[column] = RawCell(f"{get_column_letter(column)}{number}", value, kind, *number_format)
    return row
