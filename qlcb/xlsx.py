"""Plain lists as xlsx: typed cells, frozen head, filters; text from data never becomes a formula."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

A4 = 9
LONGEST_MARK = 200  # Excel takes 255 characters in a footer, marks of fields included
HEAD_FILL = PatternFill("solid", fgColor="E3EFEA")


def safe_cell(sheet, value: Any) -> WriteOnlyCell:
    """A cell of a write-only sheet holding `value` as number, date or literal text.

    Text that begins like a formula stays text: it is typed as a string and quoted, so Excel never evaluates it.
    """
    if isinstance(value, bool) or value is None:
        return WriteOnlyCell(sheet, "Có" if value else None)
    if isinstance(value, int | float | Decimal):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, Decimal):
            cell.number_format = "0.00"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "dd/mm/yyyy"
        return cell
    cell = WriteOnlyCell(sheet)
    cell.value = _printable(str(value))
    cell.data_type = "s"
    if cell.value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        cell.quotePrefix = True
    return cell


def list_workbook(
    *, title: str, lines: Sequence[str], columns: Sequence[tuple[str, int]], rows: Iterable, mark: str = ""
) -> bytes:
    """A workbook with one sheet: title, lines under it (who, when, which filter), a head and the rows.

    columns: (label, width in characters). rows: sequences of values in the order of the columns. mark: who made it
    and when, in the footer of each printed page. Returns the file.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    head_row = len(lines) + 3
    sheet.freeze_panes = f"A{head_row + 1}"
    for index, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_styled(sheet, title, Font(bold=True, size=14))])
    for line in lines:
        sheet.append([safe_cell(sheet, line)])
    sheet.append([])
    sheet.append([_head(sheet, label) for label, _ in columns])
    count = 0
    for row in rows:
        sheet.append([safe_cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A{head_row}:{get_column_letter(len(columns))}{head_row + count}"
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    print_mark(sheet, mark)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


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


def _printable(text: str) -> str:
    """Excel refuses control characters and more than 32,767 characters in a cell."""
    return "".join(ch for ch in text if ch >= " " or ch in "\n\t")[:32_767]
