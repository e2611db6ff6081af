"""Rows into the sheets of a workbook, many times faster than a cell object for each value.

The workbook comes from openpyxl with its styles, lists and notes; rows go into the XML of its sheets as plain cells:
numbers, days, and text that is never anything but text.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from personnel.workbooks.template import Styles

_ROWS_END = b"</sheetData>"
_FIRST_DAY = date(1900, 3, 1)  # before, Excel counts a day that never was
_LIKE_A_FORMULA = tuple("=+-@\t\r")
_LONGEST, _AT_ONCE, _PACKING = 32_767, 500, 1
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\n\t"} | {0xFFFE: None, 0xFFFF: None}


def fill(book: bytes, rows: Mapping[int, Iterable[Sequence]], styles: Styles, grey: int) -> bytes:
    """Put rows under the heads of sheets. rows: place of the sheet in the workbook, from 1 → its rows.

    grey: the column, from 0, of the marks of rows. Values: text, int, Decimal, date, bool or None. Returns the file.
    """
    filled = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as source, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as target:
        by_path = {f"xl/worksheets/sheet{place}.xml": lines for place, lines in rows.items()}
        for info in source.infolist():
            content = source.read(info.filename)
            if info.filename not in by_path:
                target.writestr(info.filename, content, compresslevel=_PACKING)
                continue
            head, _, tail = content.partition(_ROWS_END)
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry._compresslevel = _PACKING
            with target.open(entry, "w", force_zip64=True) as part:
                part.write(head)
                for piece in _pieces(by_path[info.filename], styles, grey):
                    part.write(piece)
                part.write(_ROWS_END + tail)
    return filled.getvalue()


def _pieces(rows: Iterable[Sequence], styles: Styles, grey: int) -> Iterator[bytes]:
    waiting: list[str] = []
    letters = [get_column_letter(at) for at in range(1, 200)]
    for number, row in enumerate(rows, 2):
        cells = [
            _cell(f"{letters[at]}{number}", value, styles, styles.grey if at == grey else styles.text)
            for at, value in enumerate(row)
            if value is not None and value != ""
        ]
        waiting.append(f'<row r="{number}">{"".join(cells)}</row>')
        if len(waiting) == _AT_ONCE:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()


def _cell(ref: str, value: object, styles: Styles, text_style: int) -> str:
    if isinstance(value, str):
        if value[0] in _LIKE_A_FORMULA:
            text_style = styles.quoted
        text = escape(value.translate(_UNPRINTABLE)[:_LONGEST])
        return f'<c r="{ref}" s="{text_style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, bool):
        return _cell(ref, "Có" if value else "Không", styles, text_style)
    if isinstance(value, int | Decimal):
        return f'<c r="{ref}"><v>{value}</v></c>'
    if isinstance(value, date) and value >= _FIRST_DAY:
        return f'<c r="{ref}" s="{styles.day}"><v>{to_excel(value):.0f}</v></c>'
    return _cell(ref, value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value), styles, text_style)
