"""A table as HTML, for the page (numbers are links) and for the PDF (they are not). Knows cells, not models."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from qlcb.formats import number_vi
from reports.table import Cell, HeadCell, Heading, Row, Table, Value

UNKNOWN = "—"


def words(value: Value) -> str:
    """A value as people read it: 1.234, a dash for what is not known."""
    if value is None:
        return UNKNOWN
    return number_vi(value) if isinstance(value, int) else value


def html_table(table: Table, *, label: str, links: bool = True, classes: str = "report-table") -> SafeString:
    """The table with its head of several rows. label: names it for those who do not see it."""
    head = "".join(_head_row(row) for row in table.head_rows)
    marks = "".join(
        format_html('<td class="{}">{}</td>', column.kind, mark)
        for column, mark in zip(table.columns, table.numbering, strict=True)
    )
    body = "".join(_row(row, table.columns, links) for row in table.rows)
    opening = format_html('<table class="{}" aria-label="{}">', classes, label)
    numbering = f'<tr class="report-table__marks" aria-hidden="true">{marks}</tr>'
    return mark_safe(f"{opening}<thead>{head}{numbering}</thead><tbody>{body}</tbody></table>")


def _head_row(cells: list[HeadCell]) -> str:
    return f"<tr>{''.join(map(_head_cell, cells))}</tr>"


def _head_cell(cell: HeadCell) -> SafeString:
    heading = cell.heading
    group = bool(heading.children)
    return format_html(
        '<th scope="{}" class="{}"{}{}><span>{}</span></th>',
        "colgroup" if group else "col",
        "group" if group else heading.kind,
        _span("colspan", cell.colspan),
        _span("rowspan", cell.rowspan),
        heading.label,
    )


def _span(name: str, number: int) -> SafeString:
    return format_html(' {}="{}"', name, number) if number > 1 else mark_safe("")


def _row(row: Row, columns: list[Heading], links: bool) -> str:
    cells = "".join(_cell(cell, column, row, links) for cell, column in zip(row.cells, columns, strict=True))
    return f'<tr class="is-{row.style}">{cells}</tr>'


def _cell(cell: Cell, column: Heading, row: Row, links: bool) -> str:
    shown = str(conditional_escape(words(cell.value)))
    if links and cell.url:
        shown = f'<a href="{conditional_escape(cell.url)}">{shown}</a>'
    if column.kind == "name":
        return f'<th scope="row" class="name level-{row.level}">{shown}</th>'
    empty = " is-zero" if cell.value in (0, None) else ""
    return f'<td class="{column.kind}{empty}">{shown}</td>'
