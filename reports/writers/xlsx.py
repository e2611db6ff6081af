"""A table as a workbook that looks like the form: merged heads, frozen panes, set up for printing. Knows cells only."""

from collections.abc import Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from itertools import product

from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from qlcb.formats import UNKNOWN, date_vi
from qlcb.xlsx import FIRST_YEAR, book_of_rows, faults_sheet, faults_words, saved
from reports.table import Form, Heading, Row, Table, Value

FONT = "Times New Roman"
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E3EFEA")
_DEPARTMENT_FILL = PatternFill("solid", fgColor="F4F8F6")
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_NARROW = 10
_ALIGNED = {"index": "center", "date": "center", "tick": "center", "amount": "right", "count": "right"}
_FORMATS = {int: "#,##0", Decimal: "0.00", date: "dd/mm/yyyy"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table_workbook(table: Table, *, sheet_name: str, mark: str) -> bytes:
    """The file. mark: who made it and when, in the footer of each printed page.

    Rows are written as they are made, so that a list of any length takes the same memory.
    """
    with book_of_rows() as book:
        sheet = book.create_sheet(sheet_name[:31])
        for index, column in enumerate(table.columns, 1):
            sheet.column_dimensions[get_column_letter(index)].width = column.width
        top = _Part(sheet, 1)
        head_row = _write_form(top, table.form, table.columns) + 2
        first_row = _write_head(top, table, head_row)
        _set_up(sheet, table, head_row, first_row, mark)
        top.take()
        looks, row = _Looks(), first_row
        for line in table.rows:
            _write_row(sheet, row, line, table.columns, looks)
            row += 1
        if table.is_list and row > first_row:
            sheet.auto_filter.ref = f"A{first_row - 1}:{get_column_letter(len(table.columns))}{row - 1}"
        foot = _Part(sheet, row)
        _write_foot(foot, table, row + 1)
        foot.take()
        if table.faults:
            faults_sheet(book, table.faults, mark)
        return saved(book)


class _Part:
    """Cells set in any order, as the sheet of an open book has them; `take` hands them on, row after row, to a sheet
    that only takes whole rows. first: the row that comes next in that sheet."""

    def __init__(self, sheet: WriteOnlyWorksheet, first: int):
        self.sheet, self.first = sheet, first
        self.row_dimensions = sheet.row_dimensions
        self._cells: dict[int, dict[int, WriteOnlyCell]] = {}

    def cell(self, row: int, column: int) -> WriteOnlyCell:
        return self._cells.setdefault(row, {}).setdefault(column, WriteOnlyCell(self.sheet))

    def merge_cells(self, **bounds: int) -> None:
        _merge(self.sheet, **bounds)

    def take(self) -> None:
        for row in range(self.first, max(self._cells) + 1):
            cells = self._cells.get(row, {})
            self.sheet.append([cells.get(column) for column in range(1, max(cells, default=0) + 1)])


def _merge(sheet: WriteOnlyWorksheet, *, start_row: int, start_column: int, end_row: int, end_column: int) -> None:
    sheet.merged_cells.add(CellRange(min_row=start_row, min_col=start_column, max_row=end_row, max_col=end_column))


def put(cell: SheetCell, value: Value) -> None:
    """Write a number as a number, a day as a day and words as words: what begins like a formula is kept from becoming
    one."""
    if isinstance(value, date) and value.year < FIRST_YEAR:
        value = date_vi(value)
    if isinstance(value, int | Decimal | date):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", UNKNOWN if value is None else value)[:32_767]
    cell.data_type = "s"


def _is_like_a_formula(cell: SheetCell) -> bool:
    return isinstance(cell.value, str) and cell.value.startswith(_FORMULA_STARTS)


def put_words(
    sheet: "Worksheet | _Part",
    row: int,
    first: int,
    last: int,
    text: str,
    *,
    align="center",
    size=11,
    wrap=None,
    **font,
) -> None:
    """Words over the columns first to last of a row. wrap: over several lines; by the room they have when None."""
    cell = sheet.cell(row, first)
    put(cell, text)
    cell.quotePrefix = _is_like_a_formula(cell)
    cell.font = Font(name=FONT, size=size, **font)
    wrap = align == "left" and last > first + 5 if wrap is None else wrap
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap)
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _write_form(sheet: _Part, form: Form, columns: Sequence[Heading]) -> int:
    """What stands above the table: who reports at the left, the title in the middle, the nation at the right.

    Returns the last row used.
    """
    width = len(columns)
    left = max(1, sum(column.kind in ("index", "name") for column in columns))
    right = max(left + 2, width - width // 3 + 1)
    for row, text in enumerate(form.organisation, 1):
        put_words(sheet, row, 1, left, text.upper(), bold=row == len(form.organisation))
    code = (f"Biểu số: {form.code}",) if form.code else ()
    for row, text in enumerate((*code, *form.issued_under), len(form.organisation) + 1):
        put_words(sheet, row, 1, left, text, size=9, bold=text in code, italic=text not in code)
    put_words(sheet, 1, left + 1, right - 1, form.title, size=14, bold=True)
    for row, text in enumerate(form.subtitles, 2):
        put_words(sheet, row, left + 1, right - 1, text, italic=row > 2, bold=row == 2)
    for row, text in enumerate(NATION, 1):
        put_words(sheet, row, right, width, text, bold=True)
    for row, text in enumerate(form.particulars, len(NATION) + 1):
        put_words(sheet, row, right, width, text, size=10)
    return max(
        len(form.organisation) + len(code) + len(form.issued_under),
        1 + len(form.subtitles),
        len(NATION) + len(form.particulars),
    )


def _write_head(sheet: _Part, table: Table, top: int) -> int:
    """The headings, merged as in the form, and the row of column marks. Returns the row after them."""
    depth = len(table.head_rows)
    for cells in table.head_rows:
        for head in cells:
            row, column = top + head.row, 1 + head.column
            end_row, end_column = row + head.rowspan - 1, column + head.colspan - 1
            upright = _is_upright(head.heading)
            cell = sheet.cell(row, column)
            put(cell, head.heading.label)
            for place in product(range(row, end_row + 1), range(column, end_column + 1)):
                _style_head(sheet.cell(*place), upright)
            if (end_row, end_column) != (row, column):
                sheet.merge_cells(start_row=row, start_column=column, end_row=end_row, end_column=end_column)
    for row in range(top, top + depth - 1):
        sheet.row_dimensions[row].height = 30
    sheet.row_dimensions[top + depth - 1].height = 100 if any(map(_is_upright, table.columns)) else 54
    for column, mark in enumerate(table.numbering, 1):
        cell = sheet.cell(top + depth, column)
        put(cell, mark)
        cell.font, cell.border = Font(name=FONT, size=8, italic=True), _GRID
        cell.alignment = Alignment(horizontal="center")
    return top + depth + 1


def _is_upright(heading: Heading) -> bool:
    return heading.kind in ("count", "tick") and not heading.children and heading.width < _NARROW


def _style_head(cell: SheetCell, upright: bool) -> None:
    cell.font, cell.fill, cell.border = Font(name=FONT, size=9, bold=True), _HEAD_FILL, _GRID
    rotation = 90 if upright else 0
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True, text_rotation=rotation)


class _Looks:
    """How cells of the body look. A style is put together once and then copied, which is many times faster."""

    def __init__(self):
        self._made: dict[tuple, object] = {}

    def give(self, cell: SheetCell, row: Row, column: Heading) -> None:
        value = cell.value
        key = (row.style, row.level if column.kind == "name" else 0, column.kind, type(value))
        if key in self._made:
            cell._style = copy(self._made[key])
            return
        bold = row.style in ("total", "department", "unit")
        cell.font = Font(name=FONT, size=10, bold=bold, italic=row.style == "own")
        cell.border = _GRID
        if bold and row.style != "unit":
            cell.fill = _HEAD_FILL if row.style == "total" else _DEPARTMENT_FILL
        horizontal = _ALIGNED.get(column.kind, "left")
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", indent=key[1], wrap_text=True)
        if type(value) in _FORMATS:
            cell.number_format = _FORMATS[type(value)]
        self._made[key] = cell._style


def _write_row(sheet: WriteOnlyWorksheet, number: int, row: Row, columns: Sequence[Heading], looks: _Looks) -> None:
    cells = []
    for value, column in zip(row.cells, columns, strict=True):
        cell = WriteOnlyCell(sheet)
        put(cell, value.value)
        looks.give(cell, row, column)
        if _is_like_a_formula(cell):
            cell.quotePrefix = True
        cells.append(cell)
    sheet.append(cells)
    if row.span > 1:
        name = next(index for index, column in enumerate(columns, 1) if column.kind == "name")
        _merge(sheet, start_row=number, start_column=name, end_row=number, end_column=name + row.span - 1)


def _write_foot(sheet: _Part, table: Table, row: int) -> None:
    """Notes, place and day, and who signs."""
    width = len(table.columns)
    told = [faults_words(table.faults)] if table.faults else []
    for note in (*table.notes, *told):
        put_words(sheet, row, 1, width, f"Ghi chú: {note}", align="left", size=9, italic=True)
        row += 1
    half = max(1, width // 2)
    put_words(sheet, row + 1, half + 1, width, table.form.place_and_day, italic=True)
    for index, (role, hint) in enumerate(table.form.signers):
        first, last = (1, half) if index == 0 else (half + 1, width)
        put_words(sheet, row + 2, first, last, role, bold=True)
        put_words(sheet, row + 3, first, last, hint, italic=True)


def _set_up(sheet: WriteOnlyWorksheet, table: Table, head_row: int, first_row: int, mark: str) -> None:
    """Frozen panes and paper: A4 landscape, as wide as one page, the head repeated on each."""
    fixed = sum(column.kind in ("index", "name") for column in table.columns)
    sheet.freeze_panes = f"{get_column_letter(fixed + 1)}{first_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head_row}:{first_row - 1}"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.5, 0.6
    sheet.oddFooter.left.text = mark.replace("&", "&&")
    sheet.oddFooter.right.text = "Trang &P/&N"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.size, part.font = 8, FONT
