"""A whole row of a personnel list, and a whole list: cells cleaned, then compared with each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from personnel.importing.cells import CITIZEN_LENGTH, FEMALE, MALE, Cleaned, Context, is_blank, quote, text_of
from personnel.importing.columns import COLUMN_BY_KEY
from personnel.importing.header import Header
from personnel.importing.lookups import Lookups
from personnel.importing.rows import data_rows
from personnel.importing.salary import check_salary
from personnel.importing.workbook import RawCell, RawRow, RawSheet
from qlcb.dates import PartialDate, age_on
from qlcb.formats import date_vi

Told = tuple[str, str]
Kind = Literal["mends", "errors", "warnings"]

_UNIQUE = ("citizen_id", "code")
_SEX_WORDS = {MALE: "nam", FEMALE: "nữ"}
_SALARY = ("rank", "step", "coefficient")
_WORKING_AGE = 18


class Finding(NamedTuple):
    """What is told about one cell of a workbook."""

    sheet: str
    cell: str
    message: str


@dataclass
class CleanRow:
    """One person of a list.

    values: key → value of the cells that are neither empty nor refused. Sex and birth are always "sex" ("male",
    "female") and "birth_date" (PartialDate), the name "full_name", however the list lays them out.
    mends, errors, warnings: (cell reference, Vietnamese sentence). refs: key → reference of its cell.
    """

    number: int
    values: dict[str, object] = field(default_factory=dict)
    mends: list[Told] = field(default_factory=list)
    errors: list[Told] = field(default_factory=list)
    warnings: list[Told] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)
    sheet: str = ""

    @property
    def refused(self) -> bool:
        """Whether the row cannot be taken over."""
        return bool(self.errors)


@dataclass
class Seen:
    """The codes and citizen numbers met so far in a workbook, and where. Share one between the sheets of a file."""

    places: dict[tuple[str, object], CleanRow] = field(default_factory=dict)

    def refuse_repeated(self, row: CleanRow) -> None:
        """Refuse the cells of a row whose code or citizen number an earlier row already has."""
        for key in _UNIQUE:
            value = row.values.get(key)
            if value is None:
                continue
            first = self.places.setdefault((key, value), row)
            if first is not row:
                sheet = f" của trang {first.sheet}" if first.sheet != row.sheet else ""
                name = f" ({first.values['full_name']})" if first.values.get("full_name") else ""
                title = COLUMN_BY_KEY[key].title
                row.errors.append(
                    (row.refs[key], f"{title} {quote(value)} trùng với ô {first.refs[key]}{sheet}{name}.")
                )


def clean_sheet(sheet: RawSheet, header: Header, lookups: Lookups, seen: Seen | None = None) -> list[CleanRow]:
    """Return the cleaned rows of a list, in their order, repeated codes and citizen numbers refused.

    seen: what the sheets before this one held, for a workbook with several lists.
    """
    return list(iter_clean_rows(sheet, header, lookups, seen))


def iter_clean_rows(sheet: RawSheet, header: Header, lookups: Lookups, seen: Seen | None = None) -> Iterator[CleanRow]:
    """Yield what `clean_sheet` returns, row by row, for work that shows its progress."""
    seen = seen or Seen()
    for raw in data_rows(sheet, header):
        row = clean_row(raw, header, lookups)
        row.sheet = sheet.title
        seen.refuse_repeated(row)
        yield row


def findings(rows: Iterable[CleanRow], kind: Kind) -> list[Finding]:
    """Return what the rows tell of one kind, each with its sheet and cell."""
    return [Finding(row.sheet, ref, message) for row in rows for ref, message in getattr(row, kind)]


def clean_row(raw: RawRow, header: Header, lookups: Lookups) -> CleanRow:
    """Return one cleaned row: every mapped cell by the cleaner of its column, then the cells against each other."""
    row = CleanRow(raw.number)
    columns = header.columns
    cells = {key: raw.cell(column) for key, column in columns.items()}
    headers = {key: header.texts.get(column, "") for key, column in columns.items()}
    if raw.group and "unit" not in cells:
        cells["unit"] = raw.group
    if "given_name" in cells and "full_name" not in cells:
        _join_names(cells)
    row.refs = {key: cell.ref for key, cell in cells.items()}
    for key, cell in cells.items():
        column = COLUMN_BY_KEY[key]
        _take(row, key, column.cleaner(cell, Context(lookups, key, column.title, headers.get(key, ""))))
    _settle_birth_and_sex(row, cells)
    _require(row, cells)
    _check_pay(row, lookups)
    _doubt_citizen_id(row, lookups)
    _doubt_dates(row, lookups.today)
    return row


def _take(row: CleanRow, key: str, cleaned: Cleaned) -> None:
    ref = row.refs[key]
    if cleaned.error:
        row.errors.append((ref, cleaned.error))
    elif cleaned.value is not None:
        row.values[key] = cleaned.value
    row.mends.extend((ref, mend) for mend in cleaned.mends)
    row.warnings.extend((ref, warning) for warning in cleaned.warnings)


def _join_names(cells: dict[str, RawCell]) -> None:
    """Put family name and given name, kept in two columns, together as the full name."""
    parts = [cells.pop(key) for key in ("family_name", "given_name") if key in cells]
    filled = [part for part in parts if not is_blank(part)]
    usable = all(part.kind == "text" for part in filled)
    joined = " ".join(text_of(part) for part in filled)
    cells["full_name"] = RawCell(parts[0].ref, joined, "text") if filled and usable else (filled or parts)[0]


def _settle_birth_and_sex(row: CleanRow, cells: dict[str, RawCell]) -> None:
    """Turn the pair Nam/Nữ, or a birth column with ticks for the sex, into "birth_date" and "sex"."""
    pairs = (("birth_male", "birth_female"), ("male_mark", "female_mark"))
    for male, female in pairs:
        filled = [key for key in (male, female) if key in cells and not is_blank(cells[key])]
        if len(filled) == 2:
            message = "Cả hai cột Nam và Nữ đều có dữ liệu ({} và {}); chỉ được ghi ở một cột."
            told = message.format(cells[male].ref, cells[female].ref)
            row.errors.extend((cells[key].ref, told) for key in filled)
        elif filled:
            _settle_sex(row, MALE if filled == [male] else FEMALE, cells[filled[0]].ref)
            if male == "birth_male":
                row.refs["birth_date"] = cells[filled[0]].ref
        elif male in cells and female in cells:
            what = "ngày sinh" if male == "birth_male" else "giới tính"
            pair = f"{cells[male].ref} (Nam) và {cells[female].ref} (Nữ)"
            row.errors.append((cells[male].ref, f"Chưa có {what}: cả hai ô {pair} để trống."))
        elif female in cells and "sex" not in row.values:
            row.values["sex"] = MALE
    for key in ("birth_male", "birth_female"):
        if key in row.values:
            row.values["birth_date"] = row.values.pop(key)
    for mark in ("male_mark", "female_mark"):
        row.values.pop(mark, None)


def _settle_sex(row: CleanRow, sex: str, ref: str) -> None:
    """Take the sex that a column of the pair tells; refuse the cell of a sex column that tells another."""
    told = row.values.setdefault("sex", sex)
    if told != sex:
        message = f"Cột giới tính ghi {_SEX_WORDS[told]} nhưng ô {ref} ở cột {_SEX_WORDS[sex]}."
        row.errors.append((row.refs["sex"], message))
    row.refs.setdefault("sex", ref)


def _require(row: CleanRow, cells: dict[str, RawCell]) -> None:
    """Refuse empty cells that a dossier cannot do without, and pay that is only half told."""
    needs = {
        "full_name": "Chưa có họ và tên.",
        "unit": "Chưa có đơn vị công tác.",
        "birth_date": "Chưa có ngày sinh.",
        "sex": "Chưa có giới tính.",
    }
    for key, message in needs.items():
        if key in cells and is_blank(cells[key]) and key not in row.values:
            row.errors.append((cells[key].ref, message))
    identities = [key for key in _UNIQUE if key in cells]
    if identities and all(is_blank(cells[key]) for key in identities):
        row.errors.append((cells[identities[0]].ref, "Chưa có số hiệu hoặc số CCCD nên không xác định được hồ sơ."))
    elif "citizen_id" in cells and is_blank(cells["citizen_id"]):
        row.warnings.append((cells["citizen_id"].ref, "Chưa có số CCCD."))
    pay = [key for key in (*_SALARY, "salary_from") if key in cells]
    if any(not is_blank(cells[key]) for key in pay):
        for key in pay:
            if is_blank(cells[key]):
                title = COLUMN_BY_KEY[key].title.lower()
                row.errors.append((cells[key].ref, f"Đã ghi lương nhưng còn thiếu {title}."))


def _check_pay(row: CleanRow, lookups: Lookups) -> None:
    """Refuse the coefficient that the table does not have for the rank and step; the step, when the rank lacks it."""
    rank, step, coefficient = (row.values.get(key) for key in _SALARY)
    if not (isinstance(rank, str) and isinstance(step, int) and isinstance(coefficient, Decimal)):
        return
    day = row.values.get("salary_from")
    day = day if isinstance(day, date) else lookups.today
    if found := check_salary(rank, step, coefficient, day, lookups):
        told = row.errors if found.is_error else row.warnings
        told.append((row.refs[found.key], found.message))


def _doubt_citizen_id(row: CleanRow, lookups: Lookups) -> None:
    """Warn when a citizen number does not fit birth year and sex: since 2023 its structure binds nobody (FACTS §7)."""
    number = row.values.get("citizen_id")
    if not isinstance(number, str) or len(number) != CITIZEN_LENGTH:
        return
    ref = row.refs["citizen_id"]
    if lookups.provinces and number[:3] not in lookups.provinces:
        row.warnings.append((ref, f"Số CCCD {quote(number)} bắt đầu bằng {number[:3]}, không phải mã tỉnh đã biết."))
    year = 1900 + int(number[3]) // 2 * 100 + int(number[4:6])
    sex = FEMALE if int(number[3]) % 2 else MALE
    birth, told_sex = row.values.get("birth_date"), row.values.get("sex")
    if (isinstance(birth, PartialDate) and birth.year != year) or (told_sex and told_sex != sex):
        row.warnings.append(
            (
                ref,
                f"Số CCCD {quote(number)} theo cấu trúc là của {_SEX_WORDS[sex]} sinh năm {year}, khác với danh sách.",
            )
        )


def _doubt_dates(row: CleanRow, today: date) -> None:
    """Warn about dates that are in the future or in an unlikely order; lists hold them, so they are not refused."""
    dates = {
        key: PartialDate.of(value) for key in row.values if isinstance(value := row.values[key], date | PartialDate)
    }
    for key, value in dates.items():
        if key != "birth_date" and value and value.first_day > today:
            title = COLUMN_BY_KEY[key].title
            row.warnings.append((row.refs[key], f"{title} {quote(date_vi(value))} là ngày trong tương lai."))
    birth = dates.get("birth_date")
    ages = {"recruited_on": _WORKING_AGE, "party_joined_on": _WORKING_AGE}
    for key, least in ages.items():
        if birth and (day := dates.get(key)) and age_on(birth, day.last_day) < least:
            title = COLUMN_BY_KEY[key].title
            row.warnings.append((row.refs[key], f"{title} {quote(date_vi(day))} là khi chưa đủ {least} tuổi."))
    for earlier, later in (("recruited_on", "salary_from"), ("party_joined_on", "party_official_on")):
        first, second = dates.get(earlier), dates.get(later)
        if first and second and first.first_day > second.last_day:
            titles = COLUMN_BY_KEY[earlier].title, COLUMN_BY_KEY[later].title
            row.warnings.append((row.refs[earlier], f"{titles[0]} ({first}) sau {titles[1].lower()} ({second})."))
