"""Rows into the sheets of a workbook, many times faster than a cell object for each value.

The workbook comes from openpyxl with its styles, lists and notes; rows go into the XML of its sheets as plain cells:
numbers, days, and text that is never anything but text.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from personnel.workbooks.template import Styles
from qlcb import sheet_rows

_AT_ONCE, _PACKING = 500, 1


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
            head, ends, tail = content.partition(sheet_rows.ROWS_END)
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry._compresslevel = _PACKING
            with target.open(entry, "w") as part:
                part.write(head)
                for piece in _pieces(by_path[info.filename], styles, grey):
                    part.write(piece)
                part.write(ends + tail)
    return filled.getvalue()


def _pieces(rows: Iterable[Sequence], styles: Styles, grey: int) -> Iterator[bytes]:
    waiting: list[str] = []
    letters = sheet_rows.letters()
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
    if isinstance(value, bool):
        value = "Có" if value else "Không"
    if isinstance(value, int | Decimal):
        return sheet_rows.cell(ref, value, sheet_rows.PLAIN)
    if isinstance(value, date) and sheet_rows.is_counted(value):
        return sheet_rows.cell(ref, value, styles.day)
    text = value if isinstance(value, str | date) else str(value)
    return sheet_rows.cell(ref, text, styles.quoted if sheet_rows.is_like_a_formula(text) else text_style)
