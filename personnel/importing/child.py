"""The process that opens strangers' workbooks: `python -m personnel.importing.child read|mark PATH`.

Started by `sandbox.run_child`, which hands limits and task over on standard input. It confines itself first, answers on
standard output (JSON lines when reading, the workbook when marking) and imports nothing of Django. Exit status:
0 done, 3 refused (the last line says why), 4 no room left.
"""

import errno
import json
import os
import resource
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.cell import ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.merge import MergeCells
from openpyxl.xml.functions import iterparse

from personnel.importing.inspection import check_shape
from personnel.importing.limits import SAVE_AGAIN, Limits, WorkbookRefused
from personnel.importing.sandbox import OUT_OF_ROOM_STATUS, REFUSED_STATUS

Say = Callable[[dict], None]

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


def confine(limits: Limits) -> None:
    """Limit memory, processor time, file size and core dumps of this process for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output_bytes, limits.output_bytes))


def read(path: str, limits: Limits, say: Say) -> None:
    """Say each sheet, its non-empty rows and its merged ranges; raise WorkbookRefused beyond the limits."""
    check_shape(path, limits)
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > limits.sheets:
        raise WorkbookRefused(
            f"Bảng tính có {len(book.worksheets)} trang, vượt quá {limits.sheets} trang. Hãy chỉ giữ trang danh sách.",
            "too_many_sheets",
        )
    counted = 0
    for sheet in book.worksheets:
        say({"sheet": sheet.title, "hidden": sheet.sheet_state != "visible"})
        for line in _sheet_lines(sheet, limits):
            counted += len(line.get("cells", ()))
            if counted > limits.cells:
                raise WorkbookRefused(
                    f"Bảng tính có hơn {limits.cells} ô có dữ liệu. Hãy chia thành nhiều tệp.", "too_many_cells"
                )
            say(line)


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


def _say(line: dict) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _run(mode: str, path: str, limits: Limits, task: object) -> None:
    if mode == "read":
        read(path, limits, _say)
        return
    from personnel.importing.marking import mark

    mark(path, limits, task, sys.stdout.buffer)


def main(mode: str, path: str) -> int:
    """Do the work under limits and return the exit status. Whatever a hostile file breaks becomes a refusal."""
    told = json.load(sys.stdin)
    limits = Limits(**told["limits"])
    confine(limits)
    warnings.simplefilter("ignore")
    try:
        _run(mode, path, limits, told["task"])
        sys.stdout.flush()
    except WorkbookRefused as refused:
        return _refuse(refused.code, refused.message_vi)
    except MemoryError:
        return OUT_OF_ROOM_STATUS
    except Exception as error:
        return _explain(error)
    return 0


def _explain(error: Exception) -> int:
    """Refuse with the sentence that fits an error or what caused it: openpyxl wraps what it meets."""
    causes = list(_causes(error))
    if any(isinstance(cause, MemoryError) for cause in causes):
        return OUT_OF_ROOM_STATUS
    if any(isinstance(cause, OSError) and cause.errno == errno.EFBIG for cause in causes):
        os._exit(OUT_OF_ROOM_STATUS)  # an ordinary exit would try to write the rest of the output again
    if any(isinstance(cause, DefusedXmlException) for cause in causes):
        return _refuse("entities", "Tệp chứa khai báo XML nguy hiểm, không phải bảng tính do Excel lưu.")
    if any(isinstance(cause, zipfile.BadZipFile | zlib.error | EOFError) for cause in causes):
        return _refuse("damaged", f"Tệp bị hỏng hoặc tải lên chưa trọn vẹn. {SAVE_AGAIN}", error)
    return _refuse("unreadable", f"Không đọc được bảng tính. {SAVE_AGAIN}", error)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _refuse(code: str, message: str, error: Exception | None = None) -> int:
    detail = f"{type(error).__name__}: {error}"[:500] if error else ""
    _say({"code": code, "message": message, "detail": detail})
    sys.stdout.flush()
    return REFUSED_STATUS


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
