"""Cells and sheets made by hand."""

from datetime import date, datetime

from openpyxl.utils import get_column_letter

from personnel.importing.workbook import Merge, RawCell, RawRow, RawSheet


def raw(value, ref="A1", kind=None):
    """A cell as the reader would give it."""
    if kind is None:
        kinds = ((bool, "bool"), (datetime, "datetime"), (date, "date"), (str, "text"), (type(None), "empty"))
        kind = next((name for kind_of, name in kinds if isinstance(value, kind_of)), "number")
    return RawCell(ref, value, kind)


def sheet_of(*rows, merges=(), title="Danh sách"):
    """A sheet of rows of plain values, numbered from 1; None is an empty cell, a row of None is absent."""
    sheet = RawSheet(title, merges=[Merge(*bounds) for bounds in merges])
    for number, values in enumerate(rows, start=1):
        cells = {
            column: raw(value, f"{get_column_letter(column)}{number}")
            for column, value in enumerate(values, start=1)
            if value is not None
        }
        if cells:
            sheet.rows.append(RawRow(number, cells))
    return sheet
