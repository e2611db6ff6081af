"""Rows of a workbook as the XML of their cells, many times faster than a cell object for each value.

openpyxl makes the workbook with its styles, heads, notes and print set-up; the rows between head and foot, of which
there may be a hundred thousand, are written here, each as soon as it is made. `manage.py benchmark --write` measures
both beside each other. Text is never anything but text.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from math import isfinite

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ROW_END, ROWS_END = b"</row>", b"</sheetData>"
_SIZE = re.compile(rb"<dimension[^>]*/>")  # said before it can be known, and nobody needs it
_FIRST_DAY = date(1900, 3, 1)  # before, Excel counts a day that never was
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767
PLAIN = 0  # the look of a cell to which none was given


def is_like_a_formula(value: object) -> bool:
    """Whether it is text that Excel would take for a formula if somebody typed it: its look needs the quoting mark."""
    return isinstance(value, str) and value.startswith(FORMULA_STARTS)


def is_counted(day: date) -> bool:
    """Whether Excel has a number for the day."""
    return (day.date() if isinstance(day, datetime) else day) >= _FIRST_DAY


def in_words(day: date) -> str:
    """What stands in place of a day for which Excel has no number."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def printable(text: str) -> str:
    """What of a text a cell takes: no control characters, and not more than so many letters."""
    return _UNPRINTABLE.sub("", text)[:_LONGEST]


def plain(value: object) -> object:
    """A value as a cell holds it: yes as a word, a moment by the local clock, and as text whatever Excel has no number
    for. One that it cannot read makes it refuse the whole file."""
    if isinstance(value, bool):
        return "Có" if value else None
    if isinstance(value, int | float | Decimal):
        return value if _has_number(value) else str(value)
    if isinstance(value, datetime) and value.tzinfo:
        # Here, since the child that opens strangers' workbooks imports nothing of Django.
        from django.utils.timezone import make_naive

        return make_naive(value)
    return value if value is None or isinstance(value, str | date) else str(value)


def _has_number(value: float | Decimal) -> bool:
    try:
        return isfinite(float(value))
    except (OverflowError, ValueError):
        return False


def cell(ref: str, value: object, style: int) -> str:
    """The XML of a cell: a number as a number, a day as a day, text as text, and of None or "" the look alone.

    value: as `plain` gives it. style: the id of its look. A day that Excel cannot count is written in words.
    """
    if isinstance(value, str):
        if not value:
            return f'<c r="{ref}" s="{style}"/>'
        text = printable(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if value is None:
        return f'<c r="{ref}" s="{style}"/>'
    if isinstance(value, date):
        if not is_counted(value):
            return cell(ref, in_words(value), style)
        value = to_excel(value)
    return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'


def row(number: int, cells: Iterable[tuple[object, int]]) -> str:
    """The XML of a row of cells from the first column on, as (value, style)."""
    told = [cell(f"{letter}{number}", *one) for letter, one in zip(letters(), cells, strict=False)]
    return f'<row r="{number}">{"".join(told)}</row>'


@cache
def letters() -> Sequence[str]:
    """The names of the columns from the first on, more than any workbook of ours has."""
    return [get_column_letter(at) for at in range(1, 512)]


def streamed(book: Workbook, rows: Iterable[str], finish: Callable[[], None]) -> bytes:
    """The file of a book of one sheet, in which `rows` follow those that it has so far.

    rows: XML of each, with the numbers that come next; they are written one by one and never held together. finish:
    called after the last one, to set what stands below and what has to know how many they were. ZIP64, which a sheet of
    2 GB would need, is not used: some programs refuse a file that has it without need.
    """
    parts = _parts(book)
    path = book.active.path.removeprefix("/")
    head = parts[path].partition(ROWS_END)[0]
    filled = BytesIO()
    with zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as target:
        with target.open(path, "w") as sheet:
            sheet.write(head)
            for one in rows:
                sheet.write(one.encode())
            finish()
            parts = _parts(book)
            above = head.count(_ROW_END)
            sheet.write(parts.pop(path).split(_ROW_END, above)[above])
        for name, content in parts.items():
            target.writestr(name, content)
    return filled.getvalue()


def _parts(book: Workbook) -> dict[str, bytes]:
    """The files within the file of a book."""
    stream = BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as source:
        return {info.filename: _SIZE.sub(b"", source.read(info)) for info in source.infolist()}
