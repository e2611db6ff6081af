"""The clerk's own workbook with its faulty cells marked. Runs in the child process (`child`, mode "mark")."""

from collections import defaultdict
from datetime import datetime
from itertools import chain
from typing import IO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from personnel.importing.extraction import extract
from personnel.importing.limits import ERROR_SHEET, Limits
from qlcb.xlsx import print_mark, safe_cell

Marks = dict[str, list[list[str]]]

_AUTHOR = "QLCB"
_BEFORE = "\n\nGhi chú trước đó: "
_RED, _AMBER, _BLUE = (PatternFill("solid", fgColor=colour) for colour in ("FFF4A6A0", "FFFFE29A", "FFD6E8F7"))
_KINDS = {"mended": (_AMBER, "Đã tự sửa"), "warnings": (_BLUE, "Cần xem lại"), "refused": (_RED, "Phải sửa")}
_HEADINGS = (("STT", 6), ("Mức độ", 14), ("Trang", 24), ("Ô", 10), ("Nội dung", 110))
_KEPT_TYPES = {"text": "s", "error": "e"}
_COMMENT_WIDTH, _LINE_HEIGHT, _LETTERS_A_LINE = 320, 20, 45


def mark(path: str, limits: Limits, marks: Marks, out: IO[bytes], *, printed: str = "") -> None:
    """Write the workbook at path to out with marks: "refused", "mended", "warnings" → [[sheet, cell, sentence], …].

    Refused cells turn red, doubtful ones blue, mended ones amber, each with its reasons as a comment, and a first
    sheet lists them all. Marks of an earlier return are taken away; formulas stay formulas, text stays text. printed:
    words at the foot of each printed page.
    """
    book = _opened(path, limits)
    _clear(book)
    for sheet_title, cells in _by_cell(marks).items():
        if sheet_title in book.sheetnames:
            for ref, (kind, sentences) in cells.items():
                _mark_cell(_markable(book[sheet_title], ref), kind, sentences)
    _list_errors(book, marks)
    for sheet in book.worksheets if printed else ():
        print_mark(sheet, printed)
    book.save(out)


def _opened(path: str, limits: Limits) -> Workbook:
    """Return the workbook with all it holds; when openpyxl stumbles over some ornament of it, its values only."""
    try:
        return load_workbook(path)
    except Exception:
        return _values_only(path, limits)


def _values_only(path: str, limits: Limits) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for line in extract(path, limits):
        if "sheet" in line:
            sheet = book.create_sheet(line["sheet"])
        for column, kind, value, *number_format in line.get("cells", ()):
            cell = sheet.cell(line["row"], column, value)
            if kind in _KEPT_TYPES:
                cell.data_type = _KEPT_TYPES[kind]
            elif kind in ("date", "datetime"):
                cell.value = datetime.fromisoformat(value)
            if number_format:
                cell.number_format = number_format[0]
        for left, top, right, bottom in line.get("merges", ()):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    return book


def _markable(sheet: Worksheet, ref: str) -> Cell:
    """Return the cell; for one hidden under a merge, the cell that is seen there."""
    cell = sheet[ref]
    if isinstance(cell, MergedCell):
        merge = next(merge for merge in sheet.merged_cells.ranges if ref in merge)
        cell = sheet.cell(merge.min_row, merge.min_col)
    return cell


def _by_cell(marks: Marks) -> dict[str, dict[str, tuple[str, list[str]]]]:
    """Return sheet → cell → (its gravest kind, all its sentences)."""
    cells: dict = defaultdict(dict)
    for kind in _KINDS:
        for sheet, ref, sentence in marks.get(kind, ()):
            sentences = cells[sheet][ref][1] if ref in cells[sheet] else []
            cells[sheet][ref] = kind, [*sentences, sentence]
    return cells


def _clear(book: Workbook) -> None:
    """Take away the list, the colours and the comments of an earlier return."""
    if ERROR_SHEET in book.sheetnames:
        del book[ERROR_SHEET]
    # Not by iter_rows, which would fill the room between far-apart cells.
    for cell in chain.from_iterable(sheet._cells.values() for sheet in book.worksheets):
        if cell.comment and cell.comment.author == _AUTHOR:
            _, _, before = cell.comment.text.partition(_BEFORE)
            cell.comment = Comment(before, "") if before else None
            cell.fill = PatternFill()


def _mark_cell(cell: Cell, kind: str, sentences: list[str]) -> None:
    text = ILLEGAL_CHARACTERS_RE.sub("", "\n".join(sentences))
    if cell.comment:
        text += _BEFORE + cell.comment.text
    height = _LINE_HEIGHT * (2 + len(text) // _LETTERS_A_LINE + text.count("\n"))
    cell.fill = _KINDS[kind][0]
    cell.comment = Comment(text, _AUTHOR, height=height, width=_COMMENT_WIDTH)


def _list_errors(book: Workbook, marks: Marks) -> None:
    """Put the list of marked cells first, what must be corrected on top, each linked to its cell."""
    sheet = book.create_sheet(ERROR_SHEET, 0)
    sheet.append([safe_cell(sheet, heading) for heading, _ in _HEADINGS])
    for cell, (_, width) in zip(sheet[1], _HEADINGS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    listed = ((kind, *finding) for kind in reversed(_KINDS) for finding in marks.get(kind, ()))
    for number, finding in enumerate(listed, start=1):
        _list_one(sheet, number, *finding)
    sheet.freeze_panes = "A2"
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def _list_one(sheet: Worksheet, number: int, kind: str, title: str, ref: str, sentence: str) -> None:
    fill, degree = _KINDS[kind]
    row = number + 1
    sheet.append([safe_cell(sheet, value) for value in (number, degree, title, ref, sentence)])
    sheet.cell(row, 2).fill = fill
    link = sheet.cell(row, 4)
    quoted = title.replace("'", "''")
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{ref}")
    link.font = Font(color="FF0B5CAD", underline="single")
    sheet.cell(row, 5).alignment = Alignment(wrap_text=True, vertical="top")
