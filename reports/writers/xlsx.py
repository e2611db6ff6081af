"""A table as a workbook that looks like the form: merged heads, frozen panes, set up for printing. Knows cells only."""

from collections.abc import Sequence
from copy import copy
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.table import Form, Heading, Row, Table, Value

FONT = "Times New Roman"
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E3EFEA")
_DEPARTMENT_FILL = PatternFill("solid", fgColor="F4F8F6")
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_NARROW = 10
_UNKNOWN = "—"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table_workbook(table: Table, *, sheet_name: str, mark: str) -> bytes:
    """The file. mark: who made it and when, in the footer of each printed page."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name[:31]
    for index, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    head_row = _write_form(sheet, table.form, table.columns) + 2
    first_row = _write_head(sheet, table, head_row)
    looks = _Looks()
    for number, row in enumerate(table.rows):
        _write_row(sheet, first_row + number, row, table.columns, looks)
    _write_foot(sheet, table, first_row + len(table.rows) + 1)
    _set_up(sheet, table, head_row, first_row, mark)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: SheetCell, value: Value) -> None:
    """Write a number as a number and words as words: what begins like a formula is kept from becoming one."""
    if isinstance(value, int):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", _UNKNOWN if value is None else value)[:32_767]
    cell.data_type = "s"


def _is_like_a_formula(cell: SheetCell) -> bool:
    return isinstance(cell.value, str) and cell.value.startswith(_FORMULA_STARTS)


def put_words(
    sheet: Worksheet, row: int, first: int, last: int, text: str, *, align="center", size=11, wrap=None, **font
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


def _write_form(sheet: Worksheet, form: Form, columns: Sequence[Heading]) -> int:
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


def _write_head(sheet: Worksheet, table: Table, top: int) -> int:
    """The headings, merged as in the form, and the row of column marks. Returns the row after them."""
    depth = len(table.head_rows)
    for cells in table.head_rows:
        for head in cells:
            row, column = top + head.row, 1 + head.column
            end_row, end_column = row + head.rowspan - 1, column + head.colspan - 1
            upright = head.heading.kind == "count" and not head.heading.children and head.heading.width < _NARROW
            cell = sheet.cell(row, column)
            put(cell, head.heading.label)
            for line in sheet.iter_rows(row, end_row, column, end_column):
                for part in line:
                    _style_head(part, upright)
            if (end_row, end_column) != (row, column):
                sheet.merge_cells(start_row=row, start_column=column, end_row=end_row, end_column=end_column)
    for row in range(top, top + depth - 1):
        sheet.row_dimensions[row].height = 30
    sheet.row_dimensions[top + depth - 1].height = 100
    for column, mark in enumerate(table.numbering, 1):
        cell = sheet.cell(top + depth, column)
        put(cell, mark)
        cell.font, cell.border = Font(name=FONT, size=8, italic=True), _GRID
        cell.alignment = Alignment(horizontal="center")
    return top + depth + 1


def _style_head(cell: SheetCell, upright: bool) -> None:
    cell.font, cell.fill, cell.border = Font(name=FONT, size=9, bold=True), _HEAD_FILL, _GRID
    rotation = 90 if upright else 0
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True, text_rotation=rotation)


class _Looks:
    """How cells of the body look. A style is put together once and then copied, which is many times faster."""

    def __init__(self):
        self._made: dict[tuple, object] = {}

    def give(self, cell: SheetCell, row: Row, column: Heading) -> None:
        key = (row.style, row.level if column.kind == "name" else 0, column.kind, isinstance(cell.value, int))
        if key in self._made:
            cell._style = copy(self._made[key])
            return
        bold = row.style in ("total", "department")
        cell.font = Font(name=FONT, size=10, bold=bold, italic=row.style == "own")
        cell.border = _GRID
        if bold:
            cell.fill = _HEAD_FILL if row.style == "total" else _DEPARTMENT_FILL
        horizontal = {"index": "center", "count": "right"}.get(column.kind, "left")
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", indent=key[1], wrap_text=True)
        if isinstance(cell.value, int):
            cell.number_format = "#,##0"
        self._made[key] = cell._style


def _write_row(sheet: Worksheet, number: int, row: Row, columns: Sequence[Heading], looks: _Looks) -> None:
    for index, (value, column) in enumerate(zip(row.cells, columns, strict=True), 1):
        cell = sheet.cell(number, index)
        put(cell, value.value)
        looks.give(cell, row, column)
        if _is_like_a_formula(cell):
            cell.quotePrefix = True


def _write_foot(sheet: Worksheet, table: Table, row: int) -> None:
    """Notes, place and day, and who signs."""
    width = len(table.columns)
    for note in table.notes:
        put_words(sheet, row, 1, width, f"Ghi chú: {note}", align="left", size=9, italic=True)
        row += 1
    half = max(1, width // 2)
    put_words(sheet, row + 1, half + 1, width, table.form.place_and_day, italic=True)
    for index, (role, hint) in enumerate(table.form.signers):
        first, last = (1, half) if index == 0 else (half + 1, width)
        put_words(sheet, row + 2, first, last, role, bold=True)
        put_words(sheet, row + 3, first, last, hint, italic=True)


def _set_up(sheet: Worksheet, table: Table, head_row: int, first_row: int, mark: str) -> None:
    """Frozen panes and paper: A4 landscape, as wide as one page, the head repeated on each."""
    fixed = sum(column.kind in ("index", "name") for column in table.columns)
    sheet.freeze_panes = sheet.cell(first_row, fixed + 1)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
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
