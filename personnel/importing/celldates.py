"""Dates in the cells of a personnel list, in the forms in which clerks and Excel leave them."""

import re
from datetime import date

from openpyxl.utils.datetime import from_excel

from personnel.importing.cells import CellError, Cleaned, Context, cleaner, quote, text_of, tidy
from personnel.importing.workbook import RawCell
from qlcb.dates import PartialDate
from qlcb.formats import date_vi
from qlcb.vietnamese import fold

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LAST_SERIAL = 73_050  # 31/12/2099
_FIRST_DIGITS, _LAST_DIGITS = 1_01_1900, 31_12_2100  # ddmmyyyy typed without separators
_SEPARATED = re.compile(r"[\d\s/.,\-\\_–]+")
_TIME = re.compile(r"[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_IN_WORDS = re.compile(r"(?:(?:ngay )?(\d{1,2}) )?(?:thang )?(\d{1,2})(?:[ /,.-]*nam |[/.-])(\d{4})")
_YEAR_IN_WORDS = re.compile(r"(?:sinh )?nam (\d{4})")
_YOUNGEST, _OLDEST = 15, 90
_PAST, _FUTURE = 70, 20


@cleaner
def clean_birth(raw: RawCell, context: Context) -> Cleaned:
    """Return a birth date, of which the day or the day and month may be unknown; one in the future is refused."""
    today = context.lookups.today
    value, mends = read_date(raw, today.year - _OLDEST, today.year - _YOUNGEST)
    if value.first_day > today:
        raise CellError(f"{context.title} {quote(value)} là ngày trong tương lai.")
    return Cleaned(value, mends)


@cleaner
def clean_date(raw: RawCell, context: Context) -> Cleaned:
    """Return a date, of which the day or the day and month may be unknown."""
    today = context.lookups.today
    return Cleaned(*read_date(raw, today.year - _PAST, today.year + _FUTURE))


@cleaner
def clean_effective_date(raw: RawCell, context: Context) -> Cleaned:
    """Return the full date from which something is paid; a month means its first day, and this is told."""
    today = context.lookups.today
    value, mends = read_date(raw, today.year - _PAST, today.year + _FUTURE)
    if value.precision == "year":
        raise CellError(f"{context.title} {quote(value)} chưa có tháng. Hãy ghi đủ ngày, tháng, năm.")
    if value.precision == "month":
        mends.append(f"{context.title} {quote(value)} không có ngày, đã hiểu là {date_vi(value.first_day)}.")
    return Cleaned(value.first_day, mends)


def read_date(raw: RawCell, from_year: int, to_year: int) -> tuple[PartialDate, list[str]]:
    """Return the date of a cell that is not empty, and what was mended.

    Years of two digits fall into [from_year, to_year] (less than a hundred years). Raises CellError with the reason
    when the cell holds no date or one that the calendar does not have.
    """
    if isinstance(raw.value, date):
        return _calendar(raw, raw.value.year, raw.value.month, raw.value.day), []
    if raw.kind == "number":
        return _from_number(raw)
    if raw.kind == "text":
        return _from_text(raw, from_year, to_year)
    raise CellError(f"{quote(text_of(raw))} không phải là ngày.")


def _calendar(raw: RawCell, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """Return the date of these numbers; CellError when the calendar does not have it, or not within living memory."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise CellError(f"Năm của ngày {quote(text_of(raw))} không hợp lý.")
    try:
        return PartialDate(year, month, day)
    except ValueError as error:
        raise CellError(f"{quote(text_of(raw))} không phải là ngày có thật. {error}") from None


def _from_number(raw: RawCell) -> tuple[PartialDate, list[str]]:
    """Read a number cell: a year, ddmmyyyy, a month and year ("3.1980" has become 3.198), or an Excel serial."""
    number = float(raw.value)
    whole = number.is_integer()
    if whole and _FIRST_YEAR <= number <= _LAST_YEAR:
        return PartialDate(int(number)), []
    month, year = divmod(round(number * 10_000), 10_000) if 1 <= number < 13 else (0, 0)
    if whole and _FIRST_DIGITS <= number <= _LAST_DIGITS:
        value = _from_digits(raw, f"{int(number):08d}")
    elif year % 100 and _FIRST_YEAR <= year <= _LAST_YEAR:
        value = PartialDate(year, month)
    elif _LAST_YEAR < number <= _LAST_SERIAL:
        value = PartialDate.of(from_excel(int(number)))
    else:
        raise CellError(f"Số {quote(text_of(raw))} không phải là ngày.")
    return value, [f"Ngày ghi dạng số {quote(text_of(raw))} đã đổi thành {value}."]


def _from_digits(raw: RawCell, digits: str) -> PartialDate:
    return _calendar(raw, int(digits[4:]), int(digits[2:4]), int(digits[:2]))


def _from_text(raw: RawCell, from_year: int, to_year: int) -> tuple[PartialDate, list[str]]:
    """Read a text cell; a full date is told as mended, a partial one stays as the clerk meant it."""
    typed, mends = tidy(raw)
    plain = _TIME.sub("", fold(typed).strip("'`; "))
    if found := _IN_WORDS.fullmatch(plain):
        value = _calendar(raw, int(found[3]), int(found[2]), int(found[1]) if found[1] else None)
    elif found := _YEAR_IN_WORDS.fullmatch(plain):
        value = _calendar(raw, int(found[1]))
    elif _SEPARATED.fullmatch(plain):
        value = _from_parts(raw, re.findall(r"\d+", plain), from_year, to_year)
    else:
        raise CellError(f"{quote(typed)} không phải là ngày. Hãy ghi theo dạng ngày/tháng/năm, ví dụ 15/03/1980.")
    if value.precision == "day":
        mends = [*mends, f"Ngày ghi dạng chữ {quote(typed)} đã đổi thành {value}."]
    return value, mends


def _from_parts(raw: RawCell, parts: list[str], from_year: int, to_year: int) -> PartialDate:
    """Read day, month and year; month and year; a year; ddmmyyyy in one piece, or a serial that became text."""
    if len(parts) == 1 and len(parts[0]) == 8:
        return _from_digits(raw, parts[0])
    if len(parts) == 1 and len(parts[0]) == 5 and int(parts[0]) <= _LAST_SERIAL:
        return PartialDate.of(from_excel(int(parts[0])))
    if len(parts) in (2, 3) and len(parts[0]) == 4:
        parts = parts[::-1]
    if not 1 <= len(parts) <= 3 or any(len(part) > 2 for part in parts[:-1]):
        raise CellError(f"{quote(text_of(raw))} không phải là ngày.")
    *earlier, typed_year = parts
    years = range(from_year, to_year + 1) if len(parts) == 3 and len(typed_year) == 2 else ()
    year = next((full for full in years if full % 100 == int(typed_year)), int(typed_year))
    if year < 1000:
        raise CellError(f"Năm của ngày {quote(text_of(raw))} phải ghi đủ 4 chữ số.")
    return _calendar(raw, year, *map(int, reversed(earlier)))
