"""A file as lists: its sheets with header, unit and day, and the cleaned rows of those that are lists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from accounts.permissions import IMPORT
from personnel.importing.choices import Choices, SheetChoice
from personnel.importing.cleaning import CleanRow, Seen, iter_clean_rows
from personnel.importing.header import Header, apply_mapping, find_header, is_numbering, read_header
from personnel.importing.list_unit import ListUnit, UnitScope, UnitUnknown
from personnel.importing.lookups import lookup_key
from personnel.importing.lookups_db import Catalogues, read_catalogues
from personnel.importing.rows import data_rows
from personnel.importing.workbook import RawSheet, read_workbook

Progress = Callable[[int, int], None]

_DEEPEST_HEADER = 4


@dataclass
class ListSheet:
    """One sheet of the file. A sheet that is not `used` has no rows in the import.

    problem: why its rows cannot be read yet, a Vietnamese sentence; "" when they can. as_of: the day for which the
    list tells its facts, never after today. language: the foreign language that the header of its column names.
    """

    raw: RawSheet
    used: bool
    as_of: date
    header: Header | None = None
    unit: ListUnit | None = None
    problem: str = ""
    language: int | None = None
    people: int = 0

    @property
    def title(self) -> str:
        return self.raw.title


@dataclass
class Lists:
    """A file that has been read. problems: what a person must settle before anything can be compared or written."""

    sheets: list[ListSheet]
    catalogues: Catalogues
    scope: UnitScope
    rows: list[CleanRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def unit(self) -> ListUnit | None:
        """The unit of the first list, None as long as it is not known."""
        return next((sheet.unit for sheet in self.sheets if sheet.used and sheet.unit), None)


def read_lists(
    path: str | Path, *, account, today: date, choices: Choices | None = None, progress: Progress | None = None
) -> Lists:
    """Read and clean the lists of an .xlsx file; the stored dossiers are not looked at yet.

    choices: what a person decided about the file. progress: called with rows done and rows in all, now and then.
    Raises PermissionDenied without the right to import, WorkbookRefused for a file that is not opened.
    """
    account.access.require(IMPORT)
    choices = choices or Choices()
    raw_sheets = read_workbook(path)
    lists = Lists([], read_catalogues(today), UnitScope(account))
    lists.sheets = [_look_at(sheet, choices, lists, today) for sheet in raw_sheets]
    used = [sheet for sheet in lists.sheets if sheet.used]
    if not used:
        lists.problems.append("Không tìm thấy danh sách nào: chưa nhận ra dòng tiêu đề có họ tên, số hiệu, ngày sinh.")
    lists.problems += [f"Trang “{sheet.title}”: {sheet.problem}" for sheet in used if sheet.problem]
    if not lists.problems:
        _clean(used, lists, progress or (lambda done, total: None))
        if not lists.rows:
            lists.problems.append("Dưới dòng tiêu đề không có dòng nào là người.")
    return lists


def _look_at(raw: RawSheet, choices: Choices, lists: Lists, today: date) -> ListSheet:
    """Find header, day and unit of one sheet as far as they can be told."""
    choice = choices.of(raw.title)
    header = _pointed_out(raw, choice.header) if choice.header else find_header(raw)
    used = choice.used if choice.used is not None else header is not None and not raw.hidden
    sheet = ListSheet(raw, used, today, header)
    if header is not None:
        sheet.people = sum(1 for _ in data_rows(raw, header))
        sheet.as_of = min(header.as_of or today, today)
        sheet.language = _language(header, lists.catalogues)
    if used:
        _settle(sheet, choice, choices, lists)
    return sheet


def _pointed_out(raw: RawSheet, header: tuple[int, int]) -> Header:
    """Read the header in the rows that a person pointed out; a row at its end that numbers the columns is no text."""
    rows = tuple(range(header[0], header[1] + 1))
    last = raw.rows_by_number.get(rows[-1])
    if len(rows) > 1 and last is not None and is_numbering(last, len(last.cells)):
        rows = rows[:-1]
    return read_header(raw, rows)


def _settle(sheet: ListSheet, choice: SheetChoice, choices: Choices, lists: Lists) -> None:
    """Apply the mapping and find the unit of a sheet that is used; what does not work out becomes its problem."""
    if sheet.header is None:
        sheet.problem = "Chưa nhận ra dòng tiêu đề. Hãy chỉ ra dòng tiêu đề của danh sách."
        return
    problems = []
    try:
        sheet.header = apply_mapping(sheet.header, {column: key or None for column, key in choice.columns.items()})
    except ValueError as error:
        problems.append(str(error))
    if missing := sheet.header.missing:
        problems.append(f"Chưa có cột {', '.join(missing)}.")
    try:
        sheet.unit = lists.scope.of_list(sheet.header.title_lines, choices.unit)
    except UnitUnknown as unknown:
        problems.append(str(unknown))
    sheet.problem = " ".join(problems)


def _clean(sheets: list[ListSheet], lists: Lists, progress: Progress) -> None:
    total = sum(sheet.people for sheet in sheets)
    progress(0, total)
    for row in _rows(sheets, lists, Seen()):
        lists.rows.append(row)
        progress(len(lists.rows), total)


def _rows(sheets: list[ListSheet], lists: Lists, seen: Seen) -> Iterator[CleanRow]:
    for sheet in sheets:
        units, unit_names = lists.scope.names(sheet.unit)
        lookups = replace(lists.catalogues.lookups, units=units, unit_names=unit_names)
        yield from iter_clean_rows(sheet.raw, sheet.header, lookups, seen)


def _language(header: Header, catalogues: Catalogues) -> int | None:
    """Return the language that the header of the column of foreign languages names ("Tiếng Anh"), if any."""
    words = f" {lookup_key(header.texts.get(header.columns.get('language', 0), ''))} "
    names = sorted(catalogues.languages.codes, key=len, reverse=True)
    return next((catalogues.languages.codes[name] for name in names if f" {name} " in words), None)


def header_rows(first: int, last: int) -> tuple[int, int]:
    """Return the rows that a person points out as header. Raises ValueError, in Vietnamese, for rows that cannot be."""
    if not 1 <= first <= last or last - first >= _DEEPEST_HEADER:
        raise ValueError(f"Dòng tiêu đề phải gồm 1 đến {_DEEPEST_HEADER} dòng liền nhau.")
    return first, last
