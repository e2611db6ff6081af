"""Plain lists as xlsx: typed cells, frozen head, filters; text from data never becomes a formula."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from qlcb import sheet_rows

A4 = 9
LONGEST_MARK = 200  # Excel takes 255 characters in a footer, marks of fields included
FAULTS = "Dòng lỗi"
HEAD_FILL = PatternFill("solid", fgColor="E3EFEA")


def safe_cell(sheet, value: Any) -> WriteOnlyCell:
    """A cell of a write-only sheet holding `value` as number, date or literal text.

    Text that begins like a formula stays text: it is typed as a string and quoted, so Excel never evaluates it.
    """
    value = sheet_rows.plain(value)
    if value is None:
        return WriteOnlyCell(sheet, None)
    if isinstance(value, int | float | Decimal):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, Decimal):
            cell.number_format = "0.00"
        return cell
    if isinstance(value, date) and sheet_rows.is_counted(value):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "dd/mm/yyyy"
        return cell
    cell = WriteOnlyCell(sheet)
    cell.value = sheet_rows.printable(sheet_rows.in_words(value) if isinstance(value, date) else str(value))
    cell.data_type = "s"
    if sheet_rows.is_like_a_formula(cell.value):
        cell.quotePrefix = True
    return cell


def list_workbook(
    *,
    title: str,
    lines: Sequence[str],
    columns: Sequence[tuple[str, int]],
    rows: Iterable,
    mark: str = "",
    faults: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A workbook with one sheet: title, lines under it (who, when, which filter), a head and the rows.

    columns: (label, width in characters). rows: sequences of values in the order of the columns. mark: who made it
    and when, in the footer of each printed page. faults: lines that could not be made, known when `rows` are through;
    they get a sheet of their own. Returns the file.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    head_row = len(lines) + 3
    sheet.freeze_panes = f"A{head_row + 1}"
    for index, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_styled(sheet, title, Font(bold=True, size=14))])
    for line in lines:
        sheet.append([safe_cell(sheet, line)])
    sheet.append([])
    sheet.append([_head(sheet, label) for label, _ in columns])
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    print_mark(sheet, mark)
    body = _Body(sheet, head_row, rows)

    def finish() -> None:
        body.filter()
        if faults:
            sheet.cell(body.last + 2, 1).value = faults_words(faults)
            faults_sheet(book, faults, mark)

    return sheet_rows.streamed(book, body.xml(), finish)


class _Body:
    """The rows under the head, which stands in row `last`; afterwards that is the last one of them."""

    def __init__(self, sheet, last: int, rows: Iterable):
        self.sheet, self.head, self.last, self.given = sheet, last, last, rows
        self._looks: dict[tuple[type, bool], int] = {}

    def xml(self) -> Iterator[str]:
        """Each row as XML."""
        for row in self.given:
            self.last += 1
            yield sheet_rows.row(self.last, map(self._told, row))

    def filter(self) -> None:
        """Put filters over the rows."""
        column = get_column_letter(self.sheet.max_column)
        self.sheet.auto_filter.ref = f"A{self.head}:{column}{self.last}"

    def _told(self, value: Any) -> tuple[Any, int]:
        """The value as a cell holds it, and its look, which is that of a cell of `safe_cell`."""
        value = sheet_rows.plain(value)
        if isinstance(value, date) and not sheet_rows.is_counted(value):
            value = sheet_rows.in_words(value)
        key = type(value), sheet_rows.is_like_a_formula(value)
        if key not in self._looks:
            self._looks[key] = safe_cell(self.sheet, value).style_id
        return value, self._looks[key]


def faults_words(faults: Sequence[tuple[str, str]]) -> str:
    """Said under the table that they are missing from."""
    return f"{len(faults)} dòng không lập được, không có trong bảng; xem trang tính “{FAULTS}”."


def faults_sheet(book: Workbook, faults: Sequence[tuple[str, str]], mark: str) -> None:
    """A sheet of the lines that are not in the table: staff code, and why."""
    sheet = book.create_sheet(FAULTS)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 90
    sheet.append([_head(sheet, label) for label in ("Số hiệu", "Vì sao không có trong bảng")])
    for fault in faults:
        sheet.append([safe_cell(sheet, value) for value in fault])
    sheet.page_setup.paperSize = A4
    print_mark(sheet, mark)


def print_mark(sheet, mark: str) -> None:
    """Put words and the number of the page into the footer of each printed page."""
    sheet.oddFooter.left.text = mark[:LONGEST_MARK].replace("&", "&&")
    sheet.oddFooter.right.text = "Trang &P/&N"
    sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8


def _styled(sheet, text, font):
    cell = safe_cell(sheet, text)
    cell.font = font
    return cell


def _head(sheet, label):
    cell = _styled(sheet, label, Font(bold=True))
    cell.fill = HEAD_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell
