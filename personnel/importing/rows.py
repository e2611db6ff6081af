"""Which rows below a header are people, and which are titles of groups, totals, repeated headers and signatures."""

import re
from collections.abc import Iterator
from dataclasses import replace

from personnel.importing.cells import is_blank, text_of
from personnel.importing.header import Header, is_numbering
from personnel.importing.workbook import Merge, RawCell, RawRow, RawSheet
from qlcb.vietnamese import fold, squeeze

_IDENTITY = ("code", "citizen_id", "birth_male", "birth_female", "birth_date")
_NAME = ("full_name", "family_name", "given_name")
_STRONG = (
    *("rank", "step", "coefficient", "salary_from", "position_allowance", "appointed_on"),
    *("recruited_on", "party_joined_on", "party_official_on"),
)
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong|cong lai)\b[\s:.,\d]*(?:nguoi|can bo|cong chuc|dong chi)?[\s.)]*")
# With their marks, because Tống Công Minh and Vũ Văn An, folded, would be a total and a department.
_TOTAL_START = re.compile(r"tổng (?:cộng|số)\b|cộng\s*:")
_NUMERAL = re.compile(r"(?:[IVXLC]+|[A-Z]|\d+)(?:[ .)-]+|$)", re.IGNORECASE)
_UNIT_START = re.compile(
    r"(?:phòng|chi cục|cục|tổng cục|đội|tổ|ban|vụ|văn phòng|trung tâm|trường|viện|báo|lãnh đạo|khối|bộ phận)\b"
)
_ORDINAL = re.compile(r"\d{1,5}\.?")
_SIGNATURE = re.compile(
    r"nguoi lap|nguoi ky|thu truong|\bky,|ky ten|xac nhan|noi nhan|lap bieu|ngay\b.{1,9}thang\b.{1,9}nam\b"
)
_REPEATED_SHARE = 0.6
_FEWEST_FACTS = 3


def data_rows(sheet: RawSheet, header: Header) -> Iterator[RawRow]:
    """Yield the rows of people below the header, each with the title row of its group, if any.

    A row with data (a code, a citizen number, a rank …) but no name is a person whose name is missing. A value
    merged over several rows counts for each of them, under the reference of its own cell.
    """
    merged = _merged_down(sheet, header)
    group: RawCell | None = None
    for row in sheet.rows:
        if row.number <= header.rows[-1]:
            continue
        cells = _mapped(row, header)
        if _is_repeated_header(row, header) or _is_total(row, cells):
            continue
        if _is_person(row, cells):
            yield RawRow(row.number, merged.get(row.number, {}) | row.cells, group)
        elif title := _group_title(row):
            group = title


def _mapped(row: RawRow, header: Header) -> dict[str, RawCell]:
    """Return the cells of the mapped columns that hold something, by key."""
    return {
        header.mapping[column]: cell
        for column, cell in row.cells.items()
        if column in header.mapping and not is_blank(cell)
    }


def _merged_down(sheet: RawSheet, header: Header) -> dict[int, dict[int, RawCell]]:
    """Return row → column → cell for the rows that a cell of one mapped column is merged over."""
    spread: dict[int, dict[int, RawCell]] = {}
    for merge in sheet.merges:
        if merge.top <= header.rows[-1] or merge.left != merge.right or merge.left not in header.mapping:
            continue
        if cell := _first_cell(sheet, merge):
            for number in range(merge.top + 1, merge.bottom + 1):
                spread.setdefault(number, {})[merge.left] = cell
    return spread


def _first_cell(sheet: RawSheet, merge: Merge) -> RawCell | None:
    row = sheet.rows_by_number.get(merge.top)
    return row.cells.get(merge.left) if row else None


def _is_repeated_header(row: RawRow, header: Header) -> bool:
    """Tell whether a row says the header again, or its numbering, as lists printed on several pages do."""
    if is_numbering(row, len(header.texts)):
        return True
    if any(cell.kind != "text" for cell in row.cells.values()):
        return False
    said = {column: text.split(" / ") for column, text in header.texts.items()}
    same = sum(squeeze(text_of(cell)) in said.get(column, ()) for column, cell in row.cells.items())
    return same >= 2 and same >= len(row.cells) * _REPEATED_SHARE


def _is_total(row: RawRow, cells: dict[str, RawCell]) -> bool:
    """Tell whether a row that identifies nobody begins with Tổng cộng, Tổng số or Cộng."""
    if any(key in cells for key in _IDENTITY):
        return False
    first = _first_text(row)
    return bool(_TOTAL.fullmatch(fold(first)) or _TOTAL_START.match(first.lower()))


def _is_person(row: RawRow, cells: dict[str, RawCell]) -> bool:
    """Tell a person's row by what it holds: who it is, or a name with an ordinal or with facts, or facts alone."""
    identity = any(_tells(cells.get(key)) for key in _IDENTITY)
    strong = sum(_tells(cells.get(key)) for key in _STRONG)
    if identity or strong >= 2:
        return True
    if not any(key in cells for key in _NAME) or any(_signs(cell) for cell in cells.values()):
        return False
    if not strong and _UNIT_START.match(_first_text(row).lower()):
        return False
    numbered = "ordinal" in cells and bool(_ORDINAL.fullmatch(text_of(cells["ordinal"])))
    return strong > 0 or numbered or len(cells) > _FEWEST_FACTS


def _tells(cell: RawCell | None) -> bool:
    """Tell whether a cell holds a fact: a figure, a date, a formula; not a word of a signature or a place and date."""
    if cell is None:
        return False
    return cell.kind != "text" or (any(char.isdigit() for char in str(cell.value)) and not _signs(cell))


def _signs(cell: RawCell) -> bool:
    return cell.kind == "text" and bool(_SIGNATURE.search(fold(str(cell.value))))


def _first_text(row: RawRow) -> str:
    """Return the first text of a row that is not just a numeral, without a numeral before it."""
    for _, cell in sorted(row.cells.items()):
        if cell.kind == "text" and (text := _without_numeral(cell)):
            return text
    return ""


def _without_numeral(cell: RawCell) -> str:
    text = squeeze(text_of(cell))
    return text[found.end() :] if (found := _NUMERAL.match(text)) else text


def _group_title(row: RawRow) -> RawCell | None:
    """Return the cell of the unit's name when the row is the title of a group: one text, or a numeral and a text."""
    cells = [cell for _, cell in sorted(row.cells.items()) if not is_blank(cell) and _without_numeral(cell)]
    if len(cells) == 1 and _UNIT_START.match(_without_numeral(cells[0]).lower()):
        return replace(cells[0], value=_without_numeral(cells[0]), kind="text")
    return None
