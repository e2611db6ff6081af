"""A table as a workbook that looks like the form: merged heads, frozen panes, set up for printing. Knows cells only.

openpyxl makes head, foot and looks; the rows are written by `qlcb.sheet_rows` as they are made.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import product

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from qlcb import sheet_rows
from qlcb.formats import UNKNOWN
from qlcb.sheet_rows import in_words, is_counted, is_like_a_formula, plain, printable
from qlcb.xlsx import faults_sheet, faults_words
from reports.table import Form, Heading, Kind, Row, Style, Table, Value

FONT = "Times New Roman"
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E3EFEA")
_DEPARTMENT_FILL = PatternFill("solid", fgColor="F4F8F6")
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_NARROW = 10
_ALIGNED = {"index": "center", "date": "center", "tick": "center", "amount": "right", "count": "right"}
_FORMATS = {int: "#,##0", Decimal: "0.00", date: "dd/mm/yyyy"}


def table_workbook(table: Table, *, sheet_name: str, mark: str) -> bytes:
    """The file. mark: who made it and when, in the footer of each printed page.

    Rows are written as they are made, so that a list of any length takes the same memory, but for the file itself.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name[:31]
    for index, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    head_row = _write_form(sheet, table.form, table.columns) + 2
    first_row = _write_head(sheet, table, head_row)
    _set_up(sheet, table, head_row, first_row, mark)
    body = _Body(sheet, table, first_row)

    def finish() -> None:
        body.finish()
        if table.faults:
            faults_sheet(book, table.faults, mark)

    return sheet_rows.streamed(book, body.rows(), finish)


def put(cell: SheetCell, value: Value) -> None:
    """Write a number as a number, a day as a day and words as words: what begins like a formula is kept from becoming
    one."""
    if isinstance(value, date) and not is_counted(value):
        value = in_words(value)
    if isinstance(value, int | Decimal | date):
        cell.value = value
        return
    cell.value = printable(UNKNOWN if value is None else value)
    cell.data_type = "s"


def put_words(
    sheet: Worksheet,
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
    cell.quotePrefix = is_like_a_formula(cell.value)
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
            upright = _is_upright(head.heading)
            cell = sheet.cell(row, column)
            put(cell, head.heading.label)
            for place in product(range(row, end_row + 1), range(column, end_column + 1)):
                _style_head(sheet.cell(*place), upright)
            _merge(sheet, row, column, end_row, end_column)
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


def _merge(sheet: Worksheet, row: int, column: int, end_row: int, end_column: int) -> None:
    """Join cells, of which each keeps its own lines around."""
    if (end_row, end_column) != (row, column):
        area = CellRange(min_row=row, min_col=column, max_row=end_row, max_col=end_column)
        sheet.merged_cells.add(area)


class _Body:
    """The rows under the head. first: the number of the first one; `next` that of the one after those written."""

    def __init__(self, sheet: Worksheet, table: Table, first: int):
        self.sheet, self.table, self.first, self.next = sheet, table, first, first
        self.columns = table.columns
        self._looks: dict[tuple, int] = {}

    def rows(self) -> Iterator[str]:
        """Each as XML."""
        name = next((index for index, column in enumerate(self.columns, 1) if column.kind == "name"), 1)
        for row in self.table.rows:
            yield sheet_rows.row(self.next, self._cells(row))
            _merge(self.sheet, self.next, name, self.next, name + row.span - 1)
            self.next += 1

    def finish(self) -> None:
        """The filters over the rows, and what stands below them."""
        if self.table.is_list and self.next > self.first:
            self.sheet.auto_filter.ref = f"A{self.first - 1}:{get_column_letter(len(self.columns))}{self.next - 1}"
        _write_foot(self.sheet, self.table, self.next + 1)

    def _cells(self, row: Row) -> Iterator[tuple[Value, int]]:
        for cell, column in zip(row.cells, self.columns, strict=True):
            value = UNKNOWN if cell.value is None else plain(cell.value)
            level = row.level if column.kind == "name" else 0
            key = (row.style, level, column.kind, type(value), is_like_a_formula(value))
            look = self._looks.get(key)
            yield value, self._look(*key) if look is None else look

    def _look(self, style: Style, level: int, kind: Kind, of: type, quoted: bool) -> int:
        """The id of a look, which is put together once."""
        cell = SheetCell(self.sheet)
        bold = style in ("total", "department", "unit")
        cell.font = Font(name=FONT, size=10, bold=bold, italic=style == "own")
        cell.border = _GRID
        if bold and style != "unit":
            cell.fill = _HEAD_FILL if style == "total" else _DEPARTMENT_FILL
        cell.alignment = Alignment(
            horizontal=_ALIGNED.get(kind, "left"), vertical="center", indent=level, wrap_text=True
        )
        if of in _FORMATS:
            cell.number_format = _FORMATS[of]
        cell.quotePrefix = quoted
        self._looks[style, level, kind, of, quoted] = cell.style_id
        return cell.style_id


def _write_foot(sheet: Worksheet, table: Table, row: int) -> None:
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


def _set_up(sheet: Worksheet, table: Table, head_row: int, first_row: int, mark: str) -> None:
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
