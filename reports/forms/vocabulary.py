"""The words in which a form is set: lines, tables, headings, paragraphs, signatures. Writers know these and no models.

Widths are counted in 24ths of the printed width, in the PDF and in the workbook alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

GRID = 24
SHORT_PAIR = 42


@dataclass(frozen=True)
class Pair:
    """A label and what is known; `blank`: what stands to write on when nothing is known ("" = dots to the end)."""

    label: str
    value: str = ""
    blank: str = ""

    @property
    def is_short(self) -> bool:
        """Whether label and value stay on one line."""
        return len(self.label) + len(self.value or self.blank) <= SHORT_PAIR


DAY, SHORT, LONG = "……/……/………", "…………", "……………………………………"


def day(label: str, value: str = "") -> Pair:
    """A pair whose blank is a day to be written in."""
    return Pair(label, value, DAY)


def short(label: str, value: str = "") -> Pair:
    """A pair that asks for a number or a word."""
    return Pair(label, value, SHORT)


@dataclass(frozen=True)
class Line:
    """One printed line of pairs. number: of its item, "" when it goes on with the item above; deeper: set in.

    room: dotted lines below it when its last value is not known and the label leaves little room to write.
    """

    pairs: Sequence[Pair]
    number: str = ""
    deeper: bool = False
    room: int = 0
    kind = "line"

    @property
    def is_closed(self) -> bool:
        """Whether it ends with a blank of its own, so that no dots run on to the margin."""
        return bool(self.pairs[-1].blank) and not self.pairs[-1].value

    @property
    def more(self) -> range:
        return range(0 if self.pairs[-1].value else self.room)


@dataclass(frozen=True)
class Heading:
    """A heading, which never stays alone at the foot of a page. level: 2, or 3 below it."""

    words: str
    number: str = ""
    level: int = 2
    kind = "heading"


@dataclass(frozen=True)
class Column:
    """A column of a table: label, width in 24ths, and whether its values stand in the middle."""

    label: str
    width: int
    middle: bool = False


@dataclass(frozen=True)
class FormTable:
    """A table with its head repeated on each page. least: rows it has at least, blank ones to write in by hand.

    heads: the first cell of each row is its heading (the salary table of mẫu 2C lies on its side).
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    least: int = 2
    heads: bool = False
    kind = "table"

    def __post_init__(self):
        width = sum(column.width for column in self.columns)
        if width != GRID:
            raise ValueError(f"widths of {[c.label for c in self.columns]} sum up to {width}, not {GRID}")

    @property
    def is_blank(self) -> bool:
        return not self.rows

    @property
    def known(self) -> int:
        """How many rows come before the blank ones."""
        return len(self.rows)

    @property
    def lines(self) -> list[list[tuple[Column, str]]]:
        """Rows as pairs of column and value, filled up with blank ones."""
        blank = [[""] * len(self.columns)] * max(0, self.least - len(self.rows))
        return [list(zip(self.columns, row, strict=True)) for row in [*self.rows, *blank]]


@dataclass(frozen=True)
class Words:
    """A paragraph. style: "" as it flows, or centre, strong, italic, small."""

    text: str
    style: str = ""
    kind = "words"


@dataclass(frozen=True)
class Dots:
    """Lines to write on by hand."""

    count: int
    kind = "dots"

    @property
    def each(self) -> range:
        return range(self.count)


@dataclass(frozen=True)
class Signers:
    """Who signs, side by side: role, what stands under it, and what stands above it (place and day)."""

    roles: Sequence[tuple[str, str, str]]
    kind = "signers"


Piece = Line | Heading | FormTable | Words | Dots | Signers


@dataclass(frozen=True)
class Paper:
    """A whole form. `left`: lines at the left of the head; `right`: pairs under the name of the nation.

    code: of the official form, with `issued`: under which document; photo: None for a form without a portrait, "" for
    an empty frame, else a data address; beside: pieces that stand next to the frame.
    """

    title: str
    code: str
    issued: str
    left: Sequence[Pair]
    right: Sequence[Pair] = ()
    subtitle: str = ""
    photo: str | None = None
    beside: Sequence[Piece] = ()
    pieces: Sequence[Piece] = field(default_factory=list)
    note: str = ""

    @property
    def all_pieces(self) -> list[Piece]:
        return [*self.beside, *self.pieces]

    @property
    def numbers(self) -> list[str]:
        """Numbers of the items, in their order."""
        return [piece.number for piece in self.all_pieces if getattr(piece, "number", "")]


PLACE_AND_DAY = "…………………, ngày …… tháng …… năm ………"
