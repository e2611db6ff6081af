"""The contents of a workbook as plain lines, straight from the XML of its sheets. Runs in the child process."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.cell import ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.merge import MergeCells
from openpyxl.xml.functions import iterparse

from personnel.importing.limits import Limits, WorkbookRefused

_NOT_CALCULATED = "formula"


class CellParser(WorkSheetParser):
    """openpyxl's parser of cells, which also tells a formula that was never calculated from an empty cell.

    Used below openpyxl's own read-only sheet, because that pads the gaps between far-apart cells, trusts the written
    dimension and passes over merged ranges.
    """

    def parse_cell(self, element) -> dict:
        cell = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = _NOT_CALCULATED
        return cell


def extract(path: str, limits: Limits) -> Iterator[dict]:
    """Yield each sheet, then its rows that hold something, then its merged ranges; WorkbookRefused beyond the limits.

    {"sheet": title, "hidden": bool} · {"row": number, "cells": [[column, kind, value(, number format)], …]} ·
    {"merges": [[first column, first row, last column, last row], …]}; kinds as in `workbook.RawCell`, dates in ISO.
    """
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > limits.sheets:
        raise WorkbookRefused(
            f"Bảng tính có {len(book.worksheets)} trang, vượt quá {limits.sheets} trang. Hãy chỉ giữ trang danh sách.",
            "too_many_sheets",
        )
    counted = 0
    for sheet in book.worksheets:
        yield {"sheet": sheet.title, "hidden": sheet.sheet_state != "visible"}
        for line in _sheet_lines(sheet, limits):
            counted += len(line.get("cells", ()))
            if counted > limits.cells:
                raise WorkbookRefused(
                    f"Bảng tính có hơn {limits.cells} ô có dữ liệu. Hãy chia thành nhiều tệp.", "too_many_cells"
                )
            yield line


def _sheet_lines(sheet: ReadOnlyWorksheet, limits: Limits) -> Iterator[dict]:
    """Yield {"row", "cells"} for each row that holds something, then {"merges"}, straight from the sheet's XML."""
    rows = 0
    book = sheet.parent
    with sheet._get_source() as source:
        parser = CellParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, element in iterparse(source):
            if element.tag == ROW_TAG:
                number, parsed = parser.parse_row(element)
                parser.row_dimensions.clear()
                element.clear()
                if cells := [_cell(sheet, cell, limits) for cell in parsed if _holds_something(cell)]:
                    rows += 1
                    _check_row_count(sheet, rows, limits)
                    yield {"row": number, "cells": cells}
            elif element.tag == MERGE_TAG:
                yield {"merges": _merges(sheet, element, limits)}
                element.clear()


def _holds_something(cell: dict) -> bool:
    value = cell["value"]
    return cell["data_type"] == _NOT_CALCULATED or (value is not None and value != "")


def _check_row_count(sheet: ReadOnlyWorksheet, rows: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise WorkbookRefused(
            f"Trang “{sheet.title}” có hơn {limits.rows} dòng có dữ liệu. Hãy chia danh sách thành nhiều tệp.",
            "too_many_rows",
        )


def _cell(sheet: ReadOnlyWorksheet, parsed: dict, limits: Limits) -> list:
    """Return [column, kind, value] of a cell, with its number format as fourth item when it is not General."""
    column = parsed["column"]
    cell = ReadOnlyCell(sheet, **parsed)
    if column > limits.columns:
        raise WorkbookRefused(
            f"Trang “{sheet.title}” có dữ liệu ở ô {cell.coordinate}, ngoài {limits.columns} cột đầu. "
            "Hãy xóa ô đó rồi tải lên lại.",
            "too_many_columns",
        )
    kind, value = _typed(parsed["data_type"], parsed["value"])
    if kind == "text" and len(value) > limits.cell_characters:
        raise WorkbookRefused(
            f"Ô {cell.coordinate} của trang “{sheet.title}” chứa {len(value)} ký tự, dài hơn mức Excel cho phép.",
            "cell_too_long",
        )
    number_format = cell.number_format
    return [column, kind, value] if number_format == "General" else [column, kind, value, number_format]


def _typed(data_type: str, value: object) -> tuple[str, object]:
    """Return the kind of a value and the value as JSON can carry it."""
    if data_type == _NOT_CALCULATED:
        return "formula", None
    if data_type == "e":
        return "error", str(value)
    if isinstance(value, bool):
        return "bool", value
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return ("date", value.date().isoformat()) if midnight else ("datetime", value.isoformat())
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, time | timedelta):
        return "text", str(value)
    if isinstance(value, int | float):
        return "number", value
    return "text", str(value)


def _merges(sheet: ReadOnlyWorksheet, element, limits: Limits) -> list[tuple[int, int, int, int]]:
    """Return the merged ranges as (first column, first row, last column, last row)."""
    bounds = [cell_range.bounds for cell_range in MergeCells.from_tree(element).mergeCell]
    covered = sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in bounds)
    if covered > limits.merged_cells:
        raise WorkbookRefused(
            f"Trang “{sheet.title}” có vùng gộp ô quá lớn. Hãy bỏ gộp ô (Unmerge Cells) rồi tải lên lại.",
            "merged_too_big",
        )
    return bounds
