"""What a report hands to its writers: headings, rows and words; a writer has nothing left to ask for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Value = int | Decimal | date | str | None
Kind = Literal["index", "name", "text", "date", "amount", "count", "tick"]
Style = Literal["total", "department", "unit", "plain", "own"]


@dataclass(frozen=True)
class Heading:
    """A column, or with `children` a group of columns under one heading.

    key: what its cells are called in a row, for a column. kind: index and name stand first and hold text; text is
    other words, date a day (or words of one known in part), amount a number of whatever, count whole numbers of people,
    tick a mark of one person or such a number. width: in characters, for a column.
    """

    label: str
    key: str = ""
    kind: Kind = "count"
    width: int = 7
    children: tuple["Heading", ...] = ()

    @property
    def columns(self) -> list["Heading"]:
        """The columns under this heading, itself when it is one."""
        return [column for child in self.children for column in child.columns] or [self]

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True)
class HeadCell:
    """A heading in its place: rows and columns are counted from 0."""

    heading: Heading
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: a number, a day, words, or None for what is not known; `url` leads to the list behind it."""

    value: Value
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line. level: how deep it stands under the first, from 0; span: over how many columns its name reaches, whose
    own cells are then empty; key: by what it is known in the same report of another day: the code of the person or of
    the unit."""

    cells: Sequence[Cell]
    style: Style = "plain"
    level: int = 0
    span: int = 1
    key: str = ""


class Lines:
    """Rows of which the number is known and which are made as they are written, so that a long list is never held
    whole. make: begins them anew."""

    def __init__(self, make: Callable[[], Iterable[Row]], number: int):
        self._make, self._number = make, number

    def __iter__(self) -> Iterator[Row]:
        return iter(self._make())

    def __len__(self) -> int:
        return self._number


@dataclass(frozen=True)
class Form:
    """What stands around the table of a statutory form, line by line."""

    organisation: tuple[str, ...]
    code: str
    issued_under: tuple[str, ...]
    title: str
    subtitles: tuple[str, ...]
    particulars: tuple[str, ...]
    place_and_day: str
    signers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A whole report: the form around it, the headings, the rows and the notes under them; is_list: its rows are
    people, to be filtered in a workbook; faults: staff code of each row that could not be made and why, known when the
    rows are through."""

    form: Form
    headings: tuple[Heading, ...]
    rows: Sequence[Row] | Lines
    notes: list[str] = field(default_factory=list)
    is_list: bool = False
    faults: Sequence[tuple[str, str]] = ()

    @property
    def faults_words(self) -> str:
        """What stands under a table on paper of the rows that it lacks."""
        if not self.faults:
            return ""
        told = "; ".join(f"{code}: {why}" for code, why in self.faults)
        return f"{len(self.faults)} dòng không lập được, không có trong bảng. {told}"

    @property
    def columns(self) -> list[Heading]:
        return [column for heading in self.headings for column in heading.columns]

    @property
    def column_names(self) -> list[str]:
        """Each column with the headings above it: “Chuyên môn › Đại học”."""

        def named(heading: Heading, above: str) -> Iterator[str]:
            name = f"{above} › {heading.label}" if above else heading.label
            for child in heading.children:
                yield from named(child, name)
            if not heading.children:
                yield name

        return [name for heading in self.headings for name in named(heading, "")]

    @property
    def head_rows(self) -> list[list[HeadCell]]:
        """The headings laid out in rows: a column reaches down to the last row, a group over its columns."""
        depth = max(heading.depth for heading in self.headings)
        rows: list[list[HeadCell]] = [[] for _ in range(depth)]

        def place(heading: Heading, row: int, column: int) -> None:
            rowspan = 1 if heading.children else depth - row
            rows[row].append(HeadCell(heading, row, column, rowspan, len(heading.columns)))
            for child in heading.children:
                place(child, row + 1, column)
                column += len(child.columns)

        column = 0
        for heading in self.headings:
            place(heading, 0, column)
            column += len(heading.columns)
        return rows

    @property
    def numbering(self) -> list[str]:
        """The row of column marks as the forms print it: letters for index and name, then 1, 2, 3…"""
        letters, numbers = iter("ABCDEFGH"), iter(range(1, len(self.columns) + 1))
        return [next(letters) if column.kind in ("index", "name") else str(next(numbers)) for column in self.columns]
