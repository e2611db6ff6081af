"""A table as HTML, for the page (numbers are links) and for the PDF (they are not). Knows cells, not models."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from qlcb.formats import value_vi
from reports.table import Cell, HeadCell, Heading, Row, Table

PAPER_WIDTH = 279  # millimetres: of A4 on its side, between its margins
UPRIGHT_FROM = 11  # millimetres: of a column whose head can stand in lines
_CLASSES = {"tick": "count tick"}


def html_table(table: Table, *, label: str, links: bool = True, classes: str = "report-table") -> SafeString:
    """The table with its head of several rows. label: names it for those who do not see it; links: for a page, else for
    paper, where columns are as wide as the form says."""
    narrow = set() if links else narrow_columns(table.columns)
    head = "".join(_head_row(row, narrow) for row in table.head_rows)
    marks = "".join(
        format_html('<td class="{}">{}</td>', _class(column), mark)
        for column, mark in zip(table.columns, table.numbering, strict=True)
    )
    body = "".join(_row(row, table.columns, links) for row in table.rows)
    opening = format_html('<table class="{}" aria-label="{}">', classes, label)
    numbering = f'<tr class="report-table__marks" aria-hidden="true">{marks}</tr>'
    widths = "" if links else _widths(table.columns)
    return mark_safe(f"{opening}{widths}<thead>{head}{numbering}</thead><tbody>{body}</tbody></table>")


def _widths(columns: list[Heading]) -> str:
    whole = sum(column.width for column in columns)
    cols = (f'<col style="width: {100 * column.width / whole:.2f}%">' for column in columns)
    return f"<colgroup>{''.join(cols)}</colgroup>"


def narrow_columns(columns: list[Heading]) -> set[str]:
    """Keys of the columns of numbers whose heads have to be turned on their side on paper."""
    whole = sum(column.width for column in columns)
    counts = [column for column in columns if column.kind in ("count", "tick")]
    return {column.key for column in counts if PAPER_WIDTH * column.width / whole < UPRIGHT_FROM}


def _class(column: Heading) -> str:
    return _CLASSES.get(column.kind, column.kind)


def _head_row(cells: list[HeadCell], narrow: set[str]) -> str:
    return f"<tr>{''.join(_head_cell(cell, narrow) for cell in cells)}</tr>"


def _head_cell(cell: HeadCell, narrow: set[str]) -> SafeString:
    heading = cell.heading
    group = bool(heading.children)
    classes = f"{_class(heading)} narrow" if heading.key in narrow else _class(heading)
    return format_html(
        '<th scope="{}" class="{}"{}{}><span>{}</span></th>',
        "colgroup" if group else "col",
        "group" if group else classes,
        _span("colspan", cell.colspan),
        _span("rowspan", cell.rowspan),
        heading.label,
    )


def _span(name: str, number: int) -> SafeString:
    return format_html(' {}="{}"', name, number) if number > 1 else mark_safe("")


def _row(row: Row, columns: list[Heading], links: bool) -> str:
    places = list(zip(row.cells, columns, strict=True))
    span = 1 if links else row.span  # on a page names stay in view while the rest scrolls, which a wide one could not
    if span > 1:
        name = next(index for index, column in enumerate(columns) if column.kind == "name")
        del places[name + 1 : name + span]
    cells = "".join(_cell(cell, column, row, span, links) for cell, column in places)
    return f'<tr class="is-{row.style}">{cells}</tr>'


def _cell(cell: Cell, column: Heading, row: Row, span: int, links: bool) -> str:
    shown = str(conditional_escape(value_vi(cell.value)))
    if links and cell.url:
        shown = f'<a href="{conditional_escape(cell.url)}">{shown}</a>'
    if column.kind == "name":
        return f'<th scope="row" class="name level-{row.level}"{_span("colspan", span)}>{shown}</th>'
    empty = " is-zero" if cell.value in (0, None) else ""
    return f'<td class="{_class(column)}{empty}">{shown}</td>'
