"""A table as a Word document that its recipient edits: A4 on its side, the form around it, the head on each page. Knows
cells only.

Rows are written as XML, not through python-docx's tables, which look a cell up in time that grows with the table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml.etree import SubElement

from qlcb.formats import value_vi
from qlcb.sheet_rows import printable
from reports.table import Heading, Row, Table
from reports.writers.html import narrow_columns
from reports.writers.xlsx import NATION

FONT = "Times New Roman"
WIDTH, HEIGHT, MARGIN = 297, 210, 9  # millimetres
TWIPS = 56.7  # a millimetre in twentieths of a point
ROOM = round((WIDTH - 2 * MARGIN) * TWIPS)
MOST_CHARACTERS = 150  # in a line of the table; more take smaller letters
SMALLEST, LETTERS_OF_A_DAY = 6.5, 4.7  # points; how many times the size of the letters 31/12/2026 is wide
SIDES = 40  # twentieths of a point, free at each side of a cell
LONGEST_TITLE = 255  # of a document, by its format
UPRIGHT_HEIGHT = round(32 * TWIPS)
_ALIGNED = {"index": "center", "date": "center", "tick": "center", "amount": "right", "count": "right"}
_HEAD_FILL, _FILLS = "E3EFEA", {"total": "E3EFEA", "department": "F4F8F6"}


@dataclass(frozen=True)
class Look:
    """How words look: size in points, align as Word names it."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    align: str = "left"
    indent: int = 0


def table_docx(table: Table, *, mark: str) -> bytes:
    """The file. mark: who made it and when, in the footer of each page, beside the number of the page."""
    document = Document()
    _set_up(document, table, mark)
    body = document.element.body
    _write_form(body, table)
    _write_table(body, table)
    _write_foot(body, table)
    body.append(body.find(qn("w:sectPr")))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_up(document, table: Table, mark: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = Mm(MARGIN)
    section.bottom_margin, section.footer_distance = Mm(14), Mm(6)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    fonts = normal.element.rPr.rFonts
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1
    known = document.core_properties
    known.title, known.author, known.language, known.comments = (
        printable(table.form.title)[:LONGEST_TITLE],
        "",
        "vi-VN",
        "",
    )
    footer = section.footer.paragraphs[0]._p
    _paragraph_look(footer, Look(size=8), tab=ROOM)
    _run(footer, mark, Look(size=8))
    _add(_add(footer, "r"), "tab")
    _run(footer, "Trang ", Look(size=8))
    _field(footer, "PAGE")
    _run(footer, "/", Look(size=8))
    _field(footer, "NUMPAGES")


def _write_form(body, table: Table) -> None:
    """Who reports at the left, the title in the middle, the nation and the particulars at the right."""
    form = table.form
    last = len(form.organisation) - 1
    left = [(line.upper(), Look(10, bold=at == last, align="center")) for at, line in enumerate(form.organisation)]
    left += [(f"Biểu số: {form.code}", Look(9, bold=True, align="center"))] if form.code else []
    left += [(line, Look(8, italic=True, align="center")) for line in form.issued_under]
    middle = [(form.title, Look(13, bold=True, align="center"))]
    middle += [(line, Look(10, bold=not at, italic=at > 0, align="center")) for at, line in enumerate(form.subtitles)]
    right = [(line, Look(10, bold=True, align="center")) for line in NATION]
    right += [(line, Look(9)) for line in form.particulars]
    _frame(body, [(left, 30), (middle, 40), (right, 30)])
    _paragraph(body, "", Look(6))


def _write_table(body, table: Table) -> None:
    columns = table.columns
    whole = sum(column.width for column in columns)
    widths = [round(ROOM * column.width / whole) for column in columns]
    grid = _table(body, widths, border="single")
    narrow = narrow_columns(columns)
    for number, cells in enumerate(table.head_rows):
        _write_head_row(grid, table, number, cells, widths, narrow)
    marks = _row(grid, is_head=True)
    for width, told in zip(widths, table.numbering, strict=True):
        _paragraph(_cell(marks, width), told, Look(8, italic=True, align="center"))
    size = _size(columns, widths)
    for row in table.rows:
        _write_row(grid, row, columns, widths, size)


def _size(columns: Sequence[Heading], widths: list[int]) -> float:
    """Of the letters of the rows, so that a day stands in one line."""
    most = 9 if sum(column.width for column in columns) <= MOST_CHARACTERS else 8
    days = [width for column, width in zip(columns, widths, strict=True) if column.kind == "date"]
    room = (min(days, default=ROOM) - 2 * SIDES) / 20
    return max(SMALLEST, min(most, int(2 * room / LETTERS_OF_A_DAY) / 2))


def _write_head_row(grid, table: Table, number: int, cells: Iterable, widths: list[int], narrow: set[str]) -> None:
    """A row of headings; those that begin above it and reach into it are continued, as Word wants."""
    last = number == len(table.head_rows) - 1
    is_upright = last and any(column.key in narrow for column in table.columns)
    line = _row(grid, is_head=True, height=UPRIGHT_HEIGHT if is_upright else 0)
    begins = {cell.column: cell for cell in cells}
    above = {cell.column: cell for row in table.head_rows[:number] for cell in row if cell.row + cell.rowspan > number}
    at = 0
    while at < len(widths):
        cell, is_new = (begins[at], True) if at in begins else (above[at], False)
        merge = ("restart" if is_new else "continue") if cell.rowspan > 1 else ""
        turned = is_new and cell.heading.key in narrow and not cell.heading.children
        made = _cell(
            line, sum(widths[at : at + cell.colspan]), span=cell.colspan, merge=merge, fill=_HEAD_FILL, turned=turned
        )
        _paragraph(made, cell.heading.label if is_new else "", Look(8, bold=True, align="center"))
        at += cell.colspan


def _write_row(grid, row: Row, columns: Sequence[Heading], widths: list[int], size: float) -> None:
    line = _row(grid)
    bold, fill = row.style in ("total", "department", "unit"), _FILLS.get(row.style, "")
    at = 0
    while at < len(columns):
        column = columns[at]
        is_name = column.kind == "name"
        span = row.span if is_name else 1
        indent = row.level if is_name else 0
        align = _ALIGNED.get(column.kind, "left")
        cell = _cell(line, sum(widths[at : at + span]), span=span, fill=fill)
        look = Look(size, bold=bold, italic=row.style == "own", align=align, indent=indent)
        _paragraph(cell, value_vi(row.cells[at].value), look)
        at += span


def _write_foot(body, table: Table) -> None:
    """Notes, place and day, and who signs."""
    _paragraph(body, "", Look(6))
    for note in filter(None, (*table.notes, table.faults_words)):
        _paragraph(body, f"Ghi chú: {note}", Look(9, italic=True))
    share, last = 100 // max(1, len(table.form.signers)), len(table.form.signers) - 1
    parts = []
    for at, (role, hint) in enumerate(table.form.signers):
        day = table.form.place_and_day if at == last else ""
        lines = ((day, Look(10, italic=True, align="center")), (role, Look(10, bold=True, align="center")))
        parts.append(([*lines, (hint, Look(10, italic=True, align="center"))], share))
    _frame(body, parts)
    _paragraph(body, "", Look(10))


def _frame(body, parts: Sequence[tuple[Sequence[tuple[str, Look]], int]]) -> None:
    """Blocks of lines beside each other, without borders; parts: lines and the percentage of the page's width."""
    if not parts:
        return
    widths = [ROOM * share // 100 for _, share in parts]
    line = _row(_table(body, widths, border="none"))
    for width, (lines, _) in zip(widths, parts, strict=True):
        cell = _cell(line, width, middle=False)
        for text, look in lines or [("", Look())]:
            _paragraph(cell, text, look)


def _table(body, widths: list[int], *, border: str):
    made = SubElement(body, qn("w:tbl"))
    about = _add(made, "tblPr")
    _add(about, "tblW", w=str(sum(widths)), type="dxa")
    borders = _add(about, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, side, val=border, sz="4", space="0", color="808080")
    _add(about, "tblLayout", type="fixed")
    margins = _add(about, "tblCellMar")
    for side in ("left", "right"):
        _add(margins, side, w=str(SIDES), type="dxa")
    grid = _add(made, "tblGrid")
    for width in widths:
        _add(grid, "gridCol", w=str(width))
    return made


def _row(table, *, is_head: bool = False, height: int = 0):
    made = _add(table, "tr")
    about = _add(made, "trPr")
    _add(about, "cantSplit")
    if height:
        _add(about, "trHeight", val=str(height), hRule="atLeast")
    if is_head:
        _add(about, "tblHeader")
    return made


def _cell(row, width: int, *, span: int = 1, merge: str = "", fill: str = "", turned=False, middle: bool = True):
    made = _add(row, "tc")
    about = _add(made, "tcPr")
    _add(about, "tcW", w=str(width), type="dxa")
    if span > 1:
        _add(about, "gridSpan", val=str(span))
    if merge:
        _add(about, "vMerge", val=merge)
    if fill:
        _add(about, "shd", val="clear", color="auto", fill=fill)
    if turned:
        _add(about, "textDirection", val="btLr")
    if middle:
        _add(about, "vAlign", val="center")
    return made


def _paragraph(parent, text: str, look: Look) -> None:
    made = _add(parent, "p")
    _paragraph_look(made, look)
    if text:
        _run(made, text, look)


def _paragraph_look(paragraph, look: Look, *, tab: int = 0) -> None:
    about = paragraph.find(qn("w:pPr"))
    about = _add(paragraph, "pPr") if about is None else about
    if tab:
        for style in about.findall(qn("w:pStyle")):
            about.remove(style)
        _add(_add(about, "tabs"), "tab", val="right", pos=str(tab))
    if look.indent:
        _add(about, "ind", left=str(160 * look.indent))
    _add(about, "jc", val=look.align)


def _run(paragraph, text: str, look: Look):
    made = _add(paragraph, "r")
    about = _add(made, "rPr")
    if look.bold:
        _add(about, "b")
    if look.italic:
        _add(about, "i")
    _add(about, "sz", val=str(round(2 * look.size)))
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            _add(made, "br")
        words = _add(made, "t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _field(paragraph, instruction: str) -> None:
    """What Word works out on each page: its number, how many there are."""
    made = _add(paragraph, "fldSimple", instr=instruction)
    _run(made, "1", Look(size=8))


def _add(parent, tag: str, **attributes: str):
    made = SubElement(parent, qn(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
