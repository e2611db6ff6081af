"""A form as a workbook from which clerks paste: labels and values in cells of their own, set up for A4."""

from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.forms.vocabulary import GRID, Dots, FormTable, Heading, Line, Pair, Paper, Piece, Signers, Words
from reports.writers.xlsx import FONT, NATION, put_words

COLUMN_WIDTH = 4.2  # characters; 24 of them fill a page of A4
LETTERS_A_COLUMN = 4.4
LINE_HEIGHT = 15.5
HALF = 46  # letters of a pair that shares its row with another
_THIN, _DOTS = Side(style="thin", color="000000"), Side(style="dotted", color="666666")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRITE_ON = Border(bottom=_DOTS)


def paper_workbook(paper: Paper, *, mark: str) -> bytes:
    """The file. mark: who made it and when, in the footer of each printed page."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu mẫu"
    sheet.sheet_view.showGridLines = False
    for index in range(1, GRID + 1):
        sheet.column_dimensions[get_column_letter(index)].width = COLUMN_WIDTH
    writer = _Writer(sheet)
    writer.head(paper)
    for piece in paper.all_pieces:
        writer.write(piece)
    if paper.note:
        writer.words(Words(paper.note, "small"))
    _set_up(sheet, mark)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Writer:
    """Writes piece after piece down the sheet; `row` is the next free one."""

    def __init__(self, sheet: Worksheet):
        self.sheet, self.row = sheet, 1

    def write(self, piece: Piece) -> None:
        getattr(self, piece.kind)(piece)

    def head(self, paper: Paper) -> None:
        right = [(paper.code, {"italic": True}), *((text, {"bold": True}) for text in NATION)]
        for text, font in right:
            self._cells(text, 13, GRID, align="center", **font)
            self.row += 1
        for pair in (*paper.left, *paper.right):
            self._pair(pair, 1, GRID)
            self._height([(pair.label, 11), (pair.value, 13)])
            self.row += 1
        self._cells(paper.title, 1, GRID, align="center", bold=True, size=15)
        self.sheet.row_dimensions[self.row].height = 30
        self.row += 1
        if paper.subtitle:
            self._cells(paper.subtitle, 1, GRID, align="center", italic=True)
            self.row += 1

    def line(self, line: Line) -> None:
        """Two pairs a row where both are short, so that each has room."""
        number, rest = f"{line.number}) " if line.number else "", list(line.pairs)
        while rest:
            pairs = rest[:2] if len(rest) > 1 and max(_length(pair) for pair in rest[:2]) <= HALF else rest[:1]
            span, lengths = GRID // len(pairs), []
            for place, pair in enumerate(pairs):
                shown = Pair(number + pair.label, pair.value)
                label = self._pair(shown, 1 + place * span, (place + 1) * span)
                lengths += [(shown.label, label), (pair.value, span - label)]
                number = ""
            self._height(lengths)
            self.row += 1
            rest = rest[len(pairs) :]

    def _pair(self, pair: Pair, first: int, last: int) -> int:
        """Label and value side by side; returns how many columns the label takes."""
        width = last - first + 1
        label = min(ceil((len(pair.label) + 2) / LETTERS_A_COLUMN), round(width * 0.55))
        self._cells(f"{pair.label}:", first, first + label - 1)
        self._cells(pair.value, first + label, last, bold=True, border=_WRITE_ON)
        return label

    def heading(self, heading: Heading) -> None:
        number = f"{heading.number}) " if heading.number else ""
        self._cells(number + heading.words, 1, GRID, bold=True)
        self._height([(heading.words, GRID)], least=20 if heading.level == 2 else 17)
        self.row += 1

    def words(self, words: Words) -> None:
        font = {"bold": words.style == "strong", "italic": words.style in ("italic", "small")}
        self._cells(words.text, 1, GRID, align="center" if words.style == "centre" else "left", **font)
        self._height([(words.text, GRID)])
        self.row += 1

    def dots(self, dots: Dots) -> None:
        for _ in dots.each:
            self._cells("", 1, GRID, border=_WRITE_ON)
            self.row += 1

    def table(self, table: FormTable) -> None:
        if not table.heads:
            self._table_row([(column, column.label) for column in table.columns], head=True)
        for row in table.lines:
            self._table_row(row)

    def _table_row(self, cells, *, head: bool = False) -> None:
        first = 1
        for column, value in cells:
            align = "center" if head or column.middle else "left"
            self._cells(value, first, first + column.width - 1, align=align, italic=head, border=_BOX, size=10)
            first += column.width
        self._height([(value, column.width) for column, value in cells])
        self.row += 1

    def signers(self, signers: Signers) -> None:
        self.row += 1
        span = GRID // len(signers.roles)
        for line, font in ((2, {"italic": True}), (0, {"bold": True}), (1, {"italic": True})):
            for place, role in enumerate(signers.roles):
                self._cells(role[line], 1 + place * span, (place + 1) * span, align="center", **font)
            self._height([(role[line], span) for role in signers.roles])
            self.row += 1
        self.row += 5

    def _cells(self, text, first, last, *, align="left", border=None, **font) -> None:
        """Words over the columns first to last of this row."""
        put_words(self.sheet, self.row, first, last, text, align=align, wrap=True, **font)
        if border:
            for cells in self.sheet.iter_cols(first, last, self.row, self.row):
                cells[0].border = border

    def _height(self, texts, *, least: float = LINE_HEIGHT) -> None:
        """Make the row high enough for the longest of (text, columns): merged cells do not grow by themselves."""
        lines = max(
            sum(max(1, ceil(_letters(part) / (columns * LETTERS_A_COLUMN))) for part in text.split("\n"))
            for text, columns in texts
        )
        known = self.sheet.row_dimensions[self.row].height or 0
        self.sheet.row_dimensions[self.row].height = max(known, least, lines * LINE_HEIGHT)


def _length(pair: Pair) -> float:
    return _letters(pair.label) + _letters(pair.value)


def _letters(text: str) -> float:
    """The width of a text in small letters; capitals take more room."""
    return len(text) + 0.4 * sum(letter.isupper() for letter in text)


def _set_up(sheet: Worksheet, mark: str) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.8, 0.5, 0.6, 0.7
    sheet.oddFooter.left.text = mark.replace("&", "&&")
    sheet.oddFooter.right.text = "Trang &P/&N"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.size, part.font = 8, FONT
