"""Finding the header of a personnel list wherever it stands, and the columns it names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from personnel.importing.cells import is_blank, text_of
from personnel.importing.columns import COLUMN_BY_KEY, match_header
from personnel.importing.limits import ERROR_SHEET
from personnel.importing.workbook import Merge, RawRow, RawSheet
from qlcb.vietnamese import fold, squeeze

_ROWS_SEARCHED = 60
_DEEPEST = 3
_LONGEST_HEADER_TEXT = 150
_FEWEST_KNOWN = 3
_EXACT, _SIMILAR = 1.0, 0.6
_DEPTH_PENALTY = 0.01
_DATA_LIKE_SHARE = 0.2
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[a-z])\)?(?:\s*=.*)?", re.IGNORECASE)
_LOOKS_LIKE_DATA = re.compile(r"\d{4,}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_AS_OF = re.compile(r"(?:den|tai|ngay)\D{0,20}(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_AS_OF_IN_WORDS = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_NAMES = ({"full_name"}, {"given_name"})
_IDENTITIES = ({"code"}, {"citizen_id"})
_BIRTHS = ({"birth_date"}, {"birth_male", "birth_female"})
_REQUIRED = {"Họ và tên": _NAMES, "Số hiệu hoặc Số CCCD": _IDENTITIES, "Ngày sinh": _BIRTHS}


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a list.

    rows: its rows, numbering row included; mapping: column → key of `columns.COLUMNS`; texts: column → header as
    typed, levels joined by " / "; unknown: the part of texts that is not mapped; confidence: 0 to 1;
    title_lines: what stands above; as_of: the day the list is drawn up for, when the titles tell it.
    """

    rows: tuple[int, ...]
    mapping: dict[int, str]
    texts: dict[int, str]
    confidence: float
    title_lines: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def unknown(self) -> dict[int, str]:
        """The columns that have a header but no known meaning."""
        return {column: text for column, text in self.texts.items() if column not in self.mapping}

    @property
    def columns(self) -> dict[str, int]:
        """The mapping the other way round: key → column."""
        return {key: column for column, key in self.mapping.items()}

    @property
    def missing(self) -> list[str]:
        """What a list needs and this one does not name, in Vietnamese."""
        keys = set(self.mapping.values())
        return [need for need, ways in _REQUIRED.items() if not any(way <= keys for way in ways)]


def find_header(sheet: RawSheet) -> Header | None:
    """Return the best header among the first rows of a sheet, None when the sheet is no personnel list.

    Headers are one to three rows deep, merged or not, under any number of title rows, columns in any order. The
    sheet of errors that `returned` adds is never taken for a list.
    """
    if sheet.title.startswith(ERROR_SHEET):
        return None
    best: tuple[float, Header] | None = None
    for row in sheet.rows[:_ROWS_SEARCHED]:
        for depth in range(1, _DEEPEST + 1):
            rows = tuple(range(row.number, row.number + depth))
            if not _may_be_header(sheet, rows):
                break
            header, score = _read(sheet, rows)
            if score and (best is None or score > best[0]):
                best = score, header
    return best[1] if best else None


def find_lists(sheets: list[RawSheet]) -> list[tuple[RawSheet, Header]]:
    """Return the visible sheets that hold a personnel list, each with its header."""
    found = ((sheet, find_header(sheet)) for sheet in sheets if not sheet.hidden)
    return [(sheet, header) for sheet, header in found if header]


def read_header(sheet: RawSheet, rows: tuple[int, ...]) -> Header:
    """Return the header in rows that a clerk pointed out, whatever it names."""
    return _read(sheet, rows)[0]


def apply_mapping(header: Header, overrides: Mapping[int, str | None]) -> Header:
    """Return the header with columns given another key, or none (None or ""), by the clerk.

    A key given to one column is taken from the column that had it. Raises ValueError, in Vietnamese, for an unknown
    key and for a key given twice.
    """
    given = [key for key in overrides.values() if key]
    if strange := [key for key in given if key not in COLUMN_BY_KEY]:
        raise ValueError(f"Không có cột “{strange[0]}”.")
    if twice := [key for key in given if given.count(key) > 1]:
        raise ValueError(f"Hai cột cùng được chọn là “{COLUMN_BY_KEY[twice[0]].title}”.")
    kept = {column: key for column, key in header.mapping.items() if column not in overrides and key not in given}
    mapping = kept | {column: key for column, key in overrides.items() if key}
    return replace(header, mapping=dict(sorted(mapping.items())), confidence=1.0)


def _may_be_header(sheet: RawSheet, rows: tuple[int, ...]) -> bool:
    """Tell whether the last of these rows holds short texts only, hardly any of them a date or a code."""
    row = sheet.rows_by_number.get(rows[-1])
    if not row:
        return False
    cells = [cell for cell in row.cells.values() if not is_blank(cell)]
    data_like = sum(bool(_LOOKS_LIKE_DATA.search(str(cell.value))) for cell in cells)
    short_texts = all(cell.kind == "text" and len(str(cell.value)) <= _LONGEST_HEADER_TEXT for cell in cells)
    return short_texts and data_like <= len(cells) * _DATA_LIKE_SHARE


def _read(sheet: RawSheet, rows: tuple[int, ...]) -> tuple[Header, float]:
    """Return the header in these rows and its score, 0 when it names too little."""
    paths = _paths(sheet, rows)
    mapping, score = _mapping(paths)
    keys = set(mapping.values())
    needs = sum(any(way <= keys for way in ways) for ways in _REQUIRED.values())
    confidence = needs / len(_REQUIRED) * 0.6 + (score / len(paths) * 0.4 if paths else 0)
    titles = _title_lines(sheet, rows[0])
    header = Header(
        rows=rows + _numbering_row(sheet, rows, len(paths)),
        mapping=mapping,
        texts={column: " / ".join(path) for column, path in paths.items()},
        confidence=round(confidence, 2),
        title_lines=titles,
        as_of=_as_of(titles),
    )
    named = any(way <= keys for way in (*_NAMES, *_IDENTITIES))
    return header, score + needs - _DEPTH_PENALTY * len(rows) if named and len(keys) >= _FEWEST_KNOWN else 0.0


def _paths(sheet: RawSheet, rows: tuple[int, ...]) -> dict[int, tuple[str, ...]]:
    """Return the header texts over each column, from the top row down, each said once."""
    levels = [_level(sheet, number, rows) for number in rows]
    columns = sorted({column for level in levels for column in level})
    paths = {}
    for column in columns:
        path = tuple(level[column] for level in levels if column in level)
        paths[column] = tuple(text for place, text in enumerate(path) if place == 0 or text != path[place - 1])
    return paths


def _level(sheet: RawSheet, number: int, rows: tuple[int, ...]) -> dict[int, str]:
    """Return the texts of one header row by column, spread over merged cells and over empty cells of a group.

    An empty cell belongs to the group on its left when both have a text below, as clerks draw "Ngày sinh" over Nam
    and Nữ without merging.
    """
    row = sheet.rows_by_number.get(number) or RawRow(number, {})
    texts = {column: squeeze(text_of(cell)) for column, cell in row.cells.items() if not is_blank(cell)}
    merges = [merge for merge in sheet.merges if merge.top <= number <= merge.bottom and merge.top in rows]
    for merge in merges:
        if text := _text_at(sheet, merge):
            texts |= dict.fromkeys(range(merge.left, merge.right + 1), text)
    below = sheet.rows_by_number.get(number + 1) if number != rows[-1] else None
    covered = {column for merge in merges for column in range(merge.left, merge.right + 1)}
    for column in sorted(below.cells) if below else ():
        left = column - 1
        if column not in texts and column not in covered and left in texts and left in below.cells:
            texts[column] = texts[left]
    return texts


def _text_at(sheet: RawSheet, merge: Merge) -> str:
    row = sheet.rows_by_number.get(merge.top)
    cell = row.cells.get(merge.left) if row else None
    return squeeze(text_of(cell)) if cell and not is_blank(cell) else ""


def _mapping(paths: dict[int, tuple[str, ...]]) -> tuple[dict[int, str], float]:
    """Return column → key, each key once (exact matches first, then from the left), and the sum of certainty."""
    matches = {column: match for column, path in paths.items() if (match := match_header(path))}
    mapping: dict[int, str] = {}
    score = 0.0
    for wanted, worth in ((True, _EXACT), (False, _SIMILAR)):
        for column, (key, exact) in matches.items():
            if exact is not wanted:
                continue
            if key == "full_name" and mapping.get(column - 1) == key and paths[column - 1] == paths[column]:
                mapping |= {column - 1: "family_name", column: "given_name"}
            elif key not in mapping.values():
                mapping[column] = key
                score += worth
    return dict(sorted(mapping.items())), score


def is_numbering(row: RawRow, width: int) -> bool:
    """Tell whether a row only numbers the columns of a header so wide: 1, 2, 3 … or A, B, 1, 2 …"""
    cells = [cell for cell in row.cells.values() if not is_blank(cell)]
    enough = len(cells) >= max(_FEWEST_KNOWN, width // 2)
    return enough and all(_NUMBERING.fullmatch(squeeze(text_of(cell))) for cell in cells)


def _numbering_row(sheet: RawSheet, rows: tuple[int, ...], width: int) -> tuple[int, ...]:
    row = sheet.rows_by_number.get(rows[-1] + 1)
    return (row.number,) if row and is_numbering(row, width) else ()


def _title_lines(sheet: RawSheet, first: int) -> tuple[str, ...]:
    """Return the texts above the header, a line for each row."""
    above = (row for row in sheet.rows if row.number < first)
    lines = (" ".join(squeeze(text_of(cell)) for cell in row.cells.values()) for row in above)
    return tuple(line for line in lines if line)


def _as_of(titles: tuple[str, ...]) -> date | None:
    """Return the day a list is drawn up for, from "Tính đến ngày 31/10/2026" or its like, the last one told."""
    for line in reversed(titles):
        plain = fold(line)
        found = _AS_OF.search(plain) or _AS_OF_IN_WORDS.search(plain)
        if found:
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                continue
    return None
