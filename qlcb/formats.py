"""How numbers and dates are written on screen and read from people: 15/03/2012, 2,34, 1.234.567 đ."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone

from qlcb.dates import PartialDate, local_date

Number = int | float | Decimal

_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?|[+-]?\.[0-9]+")
_GROUPED_NUMBER = re.compile(r"([+-]?[0-9]{1,3})((?:[.,][0-9]{3})+)(?:[.,]([0-9]+))?")
_MONEY_UNIT = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_HIDDEN = "•"
UNKNOWN = "—"
_LONG_NUMBER = re.compile(r"[0-9]{9,}")


def date_vi(value: date | datetime | PartialDate | None) -> str:
    """Return dd/mm/yyyy, or mm/yyyy or yyyy of a partial date; "" for None. Aware times count in local time."""
    if isinstance(value, datetime):
        value = local_date(value)
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    return "" if value is None else str(value)


def datetime_vi(value: datetime | None) -> str:
    """Return dd/mm/yyyy HH:MM in the current time zone; "" for None."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{date_vi(local.date())} {local:%H:%M}"


def _rounded(value: Number | str, places: int) -> Decimal:
    """Return value to that many decimals, halves away from zero; never a negative zero."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)


def _swap(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


def decimal_vi(value: Number | str | None, places: int = 2) -> str:
    """Return a number with that many decimals after a comma, thousands by points; "" for None. Halves round up."""
    if value is None or value == "":
        return ""
    return _swap(f"{_rounded(value, places):,.{places}f}")


def number_vi(value: Number | str | None) -> str:
    """Return a number with thousands by points, its decimals (if any) after a comma; "" for None."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    if exact == exact.to_integral_value():
        return _swap(f"{int(exact):,d}")
    return _swap(f"{exact.normalize():,f}")


def value_vi(value: Number | date | str | None) -> str:
    """A value of a table as people read it: 1.234, 4,98, 30/06/2026, a dash for what is not known."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "Có" if value else ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return date_vi(value)
    return decimal_vi(value) if isinstance(value, Decimal) else number_vi(value)


def signed_vi(value: int | Decimal) -> str:
    """A difference with its sign: +3, −1,25; 0 has none."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{value_vi(abs(value))}"


def money_vi(value: Number | str | None) -> str:
    """Return an amount of đồng, rounded to the đồng: "1.234.567 đ"; "" for None."""
    return "" if value is None or value == "" else f"{decimal_vi(value, 0)} đ"


def percent_vi(value: Number | str | None, places: int = 1) -> str:
    """Return percent points as "37,8 %", without a zero fraction ("5 %"); "" for None."""
    if value is None or value == "":
        return ""
    rounded = _rounded(value, places)
    whole = rounded == rounded.to_integral_value()
    return f"{decimal_vi(rounded, 0 if whole else places)} %"


def share_vi(part: Number | None, whole: Number | None, places: int = 1) -> str:
    """Return the share of part in whole in percent, "–" when whole is zero or something is None."""
    if part is None or not whole:
        return "–"
    return percent_vi(Decimal(str(part)) * 100 / Decimal(str(whole)), places)


def parse_decimal(text: str) -> Decimal:
    """Read a number typed with a decimal comma or point.

    A separator that occurs once is the decimal one ("2,34", "2.34", "1.234" is less than two); with two different
    separators the last is the decimal one; a separator repeated groups thousands. Raises ValueError in Vietnamese.
    """
    cleaned = re.sub(r"(?<=[0-9])[\s\u00a0\u202f](?=[0-9]{3})", "", text.strip())
    if cleaned.count(".") + cleaned.count(",") > 1:
        cleaned = _without_groups(cleaned, text)
    plain = cleaned.replace(",", ".")
    if not _PLAIN_NUMBER.fullmatch(plain):
        raise ValueError(f"“{text.strip()}” không phải là số.")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"“{text.strip()}” không phải là số.") from None


def _without_groups(cleaned: str, text: str) -> str:
    """Return a number with several separators as plain digits and one decimal point."""
    last = max(cleaned.rfind("."), cleaned.rfind(","))
    repeated = cleaned.count(cleaned[last]) > 1
    head, tail = (cleaned, "") if repeated else (cleaned[:last], cleaned[last + 1 :])
    found = _GROUPED_NUMBER.fullmatch(head)
    separators = {char for char in head if char in ".,"}
    if not found or found[3] or len(separators) != 1:
        raise ValueError(f"“{text.strip()}” không phải là số.")
    return re.sub("[.,]", "", head) + (f".{tail}" if tail else "")


def parse_money(text: str) -> int:
    """Read an amount of whole đồng: "1.234.567 đ", "1,234,567", "2340000", "2.340.000 đồng".

    A separator followed by three digits groups thousands ("1.234" is one thousand …), unlike in `parse_decimal`.
    Raises ValueError in Vietnamese, also for a fraction of a đồng.
    """
    cleaned = re.sub(r"\s", "", _MONEY_UNIT.sub("", text.strip()))
    grouped = _GROUPED_NUMBER.fullmatch(cleaned)
    if grouped and not grouped[3] and len({char for char in cleaned if char in ".,"}) == 1:
        return int(re.sub("[.,]", "", cleaned))
    try:
        amount = parse_decimal(cleaned)
    except ValueError:
        raise ValueError(f"“{text.strip()}” không phải là số tiền.") from None
    if amount != amount.to_integral_value():
        raise ValueError(f"“{text.strip()}” không phải là số tiền chẵn đồng.")
    return int(amount)


def mask_citizen(number: str | None) -> str:
    """Return an identity number with its end hidden, in threes: "049 186 ••• •••"; "" for None.

    The first half (rounded down to threes, so that at least half is hidden) stays readable.
    """
    if not number:
        return ""
    shown = len(number) // 2 // 3 * 3
    masked = number[:shown] + _HIDDEN * (len(number) - shown)
    return " ".join(masked[start : start + 3] for start in range(0, len(masked), 3))


def mask_numbers(text: str) -> str:
    """Return the text with every number of nine digits or more masked as `mask_citizen` does.

    For what is kept beside the records (messages, samples, logs), where nothing restricted may lie open (TCHQ-8.1c).
    """
    return _LONG_NUMBER.sub(lambda found: mask_citizen(found[0]), text)


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """I, II, III… as administrative tables number their parts."""
    told = ""
    for value, letters in _ROMAN:
        told += letters * (number // value)
        number %= value
    return told
