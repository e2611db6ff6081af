"""A file as the sheets that it means, each with its columns and the rows that say something."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from openpyxl.utils import get_column_letter

from personnel.importing.cells import is_blank, quote, text_of
from personnel.importing.limits import ERROR_SHEET
from personnel.importing.lookups import lookup_key
from personnel.importing.workbook import RawCell, RawRow, RawSheet, read_workbook
from personnel.workbooks.layout import CITIZEN, CODE, Sheet, SheetColumn, sheet_of

GUIDE_SHEET, LISTS_SHEET = "Hướng dẫn", "Danh mục"
_NOT_OURS = {lookup_key(title) for title in (GUIDE_SHEET, LISTS_SHEET, ERROR_SHEET)}
_HEADER_WITHIN = 15


@dataclass
class FileSheet:
    """One sheet of the file. columns: number of the column → what it means; ignored: headers that mean nothing."""

    raw: RawSheet
    sheet: Sheet
    header_row: int
    columns: dict[int, SheetColumn]
    ignored: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.raw.title

    @cached_property
    def rows(self) -> list[tuple[int, dict[str, RawCell]]]:
        """Number and cells, by the key of their column, of the rows that say something beside whose they are."""
        return list(self._rows())

    def _rows(self) -> Iterator[tuple[int, dict[str, RawCell]]]:
        facts = [(number, column.key) for number, column in self.columns.items() if column.field is not None]
        others = [(number, column.key) for number, column in self.columns.items() if column.field is None]
        for row in self.raw.rows:
            if row.number <= self.header_row:
                continue
            cells = row.cells
            told = {key: cells[number] for number, key in facts if number in cells}
            if not told or all(map(is_space, told.values())):
                continue
            yield row.number, told | {key: cells[number] for number, key in others if number in cells}

    def ref(self, number: int, key: str) -> str:
        """The address of a row's cell in a column; of the staff code when the sheet lacks the column."""
        letters = {column.key: get_column_letter(at) for at, column in self.columns.items()}
        first = letters.get(CODE) or letters.get(CITIZEN) or "A"
        return f"{letters.get(key, first)}{number}"


@dataclass
class WorkbookFile:
    """A file that was read. problems: what keeps all of it out; unknown: titles of sheets that mean nothing."""

    sheets: list[FileSheet]
    problems: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def is_space(cell: RawCell) -> bool:
    """Whether a cell holds nothing but white space."""
    return cell.kind == "text" and not cell.value.strip()


def read_file(path: str | Path) -> WorkbookFile:
    """Read an .xlsx file in the child process and tell what its sheets and columns mean.

    Raises WorkbookRefused for a file that is not opened.
    """
    return understand(read_workbook(path))


def understand(raw_sheets: list[RawSheet]) -> WorkbookFile:
    """What the sheets of a file mean; guides, lists of choices and the errors of a returned file are passed over."""
    file, seen = WorkbookFile([]), {}
    for raw in raw_sheets:
        sheet = sheet_of(raw.title)
        if sheet is None:
            if lookup_key(raw.title) not in _NOT_OURS and raw.rows:
                file.unknown.append(raw.title)
            continue
        if not raw.rows:
            continue
        if sheet.slug in seen:
            file.problems.append(f"Hai trang “{seen[sheet.slug]}” và “{raw.title}” cùng là mục {sheet.title}.")
            continue
        seen[sheet.slug] = raw.title
        _add(file, raw, sheet)
    if not file.sheets and not file.problems:
        names = f" Trang không nhận ra: {', '.join(map(quote, file.unknown))}." if file.unknown else ""
        file.problems.append(f"Không có trang nào là mục của hồ sơ.{names} Hãy dùng tệp mẫu do hệ thống kết xuất.")
    return file


def _add(file: WorkbookFile, raw: RawSheet, sheet: Sheet) -> None:
    row = _header_row(raw, sheet)
    if row is None:
        file.problems.append(f"Trang “{raw.title}”: không thấy dòng tiêu đề có cột Số hiệu hoặc Số định danh.")
        return
    found = FileSheet(raw, sheet, row.number, {})
    for number, cell in sorted(row.cells.items()):
        if is_blank(cell):
            continue
        column = sheet.by_header.get(lookup_key(text_of(cell)))
        if column is None:
            found.ignored.append(text_of(cell))
        elif column in found.columns.values():
            file.problems.append(f"Trang “{raw.title}”: hai cột cùng tên “{column.header}”; hãy bỏ một cột.")
        else:
            found.columns[number] = column
    file.sheets.append(found)


def _header_row(raw: RawSheet, sheet: Sheet) -> RawRow | None:
    """The first row that holds the column of staff codes or citizen numbers."""
    keys = {lookup_key(sheet.by_key[key].header) for key in (CODE, CITIZEN)}
    for row in raw.rows[:_HEADER_WITHIN]:
        if any(cell.kind == "text" and lookup_key(cell.value) in keys for cell in row.cells.values()):
            return row
    return None
