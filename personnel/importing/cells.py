"""One cell of a personnel list: mended and told where the meaning is beyond doubt, refused with a reason where not."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import wraps

from personnel.importing.lookups import Lookups, lookup_key, unit_key
from personnel.importing.workbook import RawCell
from qlcb.formats import date_vi, decimal_vi, parse_decimal
from qlcb.vietnamese import fold, is_all_caps, nfc, squeeze, title_name

MALE, FEMALE = "male", "female"
CITIZEN_LENGTH, OLD_CARD_LENGTH = 12, 9

_PLACEHOLDERS = frozenset({"-", "--", "–", "—", ".", "..", "...", "…", "/", "_"})
_LONGEST_QUOTE = 60
_NAME_MARKS = frozenset(" '’‘ʼ`-.")
_DASHES = re.compile(r"\s*[‐‑‒–—―−-]\s*")
_CITIZEN_FILLERS = re.compile(r"[\s.,'’`‘-]")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_RANK = re.compile(r"(\d{1,2})([a-zđ]?)[.,]?(\d{3})(?!\d)")
_STEP = re.compile(r"(?:bậc\s*)?(\d{1,2})(?:\s*/\s*(\d{1,2}))?", re.IGNORECASE)
_ETHNIC_PREFIX = re.compile(r"^dân tộc\s+", re.IGNORECASE)
_HUNDREDTH, _FLOAT_NOISE, _COEFFICIENTS_END = Decimal("0.01"), Decimal("0.0005"), 100
_SEXES = {"nam": MALE, "nu": FEMALE}


@dataclass(frozen=True, slots=True)
class Context:
    """What a cleaner needs besides its cell: the column's key, its title for messages, its header as typed."""

    lookups: Lookups
    key: str
    title: str
    header: str = ""


@dataclass(slots=True)
class Cleaned:
    """The value of a cell (None when empty or refused), what was mended, the reason it is refused, doubts about it."""

    value: object = None
    mends: list[str] = field(default_factory=list)
    error: str | None = None
    warnings: list[str] = field(default_factory=list)


class CellError(Exception):
    """A cell that is refused; the message is a Vietnamese sentence for the clerk."""


Cleaner = Callable[[RawCell, Context], Cleaned]


def cleaner(function: Cleaner) -> Cleaner:
    """Give empty cells no value and turn unusable ones and CellError into the error of the result."""

    @wraps(function)
    def clean(raw: RawCell, context: Context) -> Cleaned:
        try:
            refuse_unusable(raw)
            return Cleaned() if is_blank(raw) else function(raw, context)
        except CellError as error:
            return Cleaned(error=str(error))

    return clean


def quote(value: object) -> str:
    """Return a value between Vietnamese quotation marks, shortened for a message; it holds no closing mark itself."""
    text = str(value).replace("”", '"')
    return f"“{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + '…'}”"


def did_you_mean(words: Iterable[str]) -> str:
    """Return the sentence that follows a refusal, with the entries that may have been meant; "" when there are none."""
    told = "; ".join(words)
    return f" Có thể là: {told}." if told else ""


def is_blank(raw: RawCell) -> bool:
    """Tell whether a cell holds nothing, white space or a mark that clerks write for nothing ("-", "…")."""
    if raw.kind != "text":
        return raw.kind == "empty"
    typed = str(raw.value)
    return not typed[:1].isalnum() and (not (text := squeeze(typed)) or text in _PLACEHOLDERS)


def refuse_unusable(raw: RawCell) -> None:
    """Raise CellError for a cell that holds an error or a formula instead of a value."""
    if raw.kind == "error":
        raise CellError(f"Ô chứa lỗi công thức {quote(raw.value)}. Hãy nhập thẳng giá trị đúng.")
    if raw.kind == "formula":
        raise CellError("Ô là công thức chưa được tính. Hãy mở tệp bằng Excel rồi lưu lại, hoặc nhập thẳng giá trị.")
    if raw.kind == "text" and str(raw.value).lstrip().startswith("="):
        raise CellError(f"Ô chứa công thức ở dạng chữ {quote(raw.value)}. Hãy nhập thẳng giá trị.")


def text_of(raw: RawCell) -> str:
    """Return the value of a cell as a person reads it; whole numbers without a fraction, dates as dd/mm/yyyy."""
    value = raw.value
    if isinstance(value, date):
        return date_vi(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def tidy(raw: RawCell) -> tuple[str, list[str]]:
    """Return the squeezed text of a cell and what had to be told: composed letters, spaces too many.

    Spaces and line breaks around the text, and single line breaks in it, are not worth telling.
    """
    typed = text_of(raw)
    text = squeeze(typed)
    mends = []
    if nfc(typed) != typed:
        mends.append(f"Dấu tiếng Việt ở dạng tổ hợp đã chuyển về dạng dựng sẵn: {quote(text)}.")
    if text != re.sub(r" ?\r?\n ?", " ", nfc(typed).strip()) or "\u00a0" in typed:
        mends.append(f"Đã bỏ khoảng trắng thừa: {quote(nfc(typed))} thành {quote(text)}.")
    return text, mends


@cleaner
def clean_text(raw: RawCell, context: Context) -> Cleaned:
    """Return free text, squeezed."""
    return Cleaned(*tidy(raw))


@cleaner
def clean_name(raw: RawCell, context: Context) -> Cleaned:
    """Return a person's name: squeezed, in proper case when typed in capitals; odd characters are refused."""
    text, mends = tidy(raw)
    if odd := next((char for char in text if not _belongs_in_a_name(char)), None):
        advice = "Ghi chú thêm để ở cột Ghi chú." if odd.isascii() else "Hãy gõ lại tên bằng bảng mã Unicode."
        raise CellError(f"{context.title} {quote(text)} chứa ký tự không dùng trong tên: {quote(odd)}. {advice}")
    if is_all_caps(text):
        proper = title_name(text)
        mends.append(f"{context.title} viết hoa toàn bộ: {quote(text)} đã đổi thành {quote(proper)}.")
        text = proper
    return Cleaned(text, mends)


def _belongs_in_a_name(char: str) -> bool:
    return char in _NAME_MARKS or bool(unicodedata.combining(char) or re.fullmatch("[a-z]+", fold(char)))


@cleaner
def clean_code(raw: RawCell, context: Context) -> Cleaned:
    """Return a staff code in capitals with plain hyphens; one that does not fit the service's pattern is refused."""
    text, mends = tidy(raw)
    code = _DASHES.sub("-", text).upper()
    if code != text:
        mends.append(f"{context.title} {quote(text)} đã viết lại thành {quote(code)}.")
    pattern = context.lookups.staff_code
    if pattern and not pattern.fullmatch(code):
        raise CellError(f"{context.title} {quote(text)} không đúng mẫu số hiệu của ngành.")
    return Cleaned(code, mends)


@cleaner
def clean_citizen_id(raw: RawCell, context: Context) -> Cleaned:
    """Return a citizen number of twelve digits, with the leading zeros that a number cell loses.

    Nine digits (the old identity card) pass, with a warning, only where the header names that card (FACTS §7).
    """
    typed = squeeze(text_of(raw))
    if _SCIENTIFIC.fullmatch(typed):
        raise CellError(
            f"{context.title} {quote(typed)} đã bị Excel làm tròn. Hãy định dạng ô là Văn bản (Text) rồi nhập đủ số."
        )
    digits = _CITIZEN_FILLERS.sub("", typed)
    if not re.fullmatch("[0-9]+", digits):
        raise CellError(f"{context.title} chỉ gồm chữ số, ô đang ghi {quote(typed)}.")
    mends = []
    if len(digits) != len(typed):
        mends.append(f"Đã bỏ dấu cách, dấu chấm trong {context.title}: {quote(typed)} thành {quote(digits)}.")
    full = _with_lost_zeros(digits, context.lookups.provinces)
    if full != digits:
        mends.append(f"{context.title} bị mất số 0 ở đầu: {quote(typed)} đã sửa thành {quote(full)}.")
    if len(full) == CITIZEN_LENGTH:
        return Cleaned(full, mends)
    return _old_identity_card(raw, context, digits, mends)


def _with_lost_zeros(digits: str, provinces: dict[str, str]) -> str:
    """Put back the leading zeros of a citizen number, if that gives the code of a province (001 to 096)."""
    if len(digits) not in (10, 11) or digits[0] == "0":
        return digits
    full = digits.zfill(CITIZEN_LENGTH)
    known = full[:3] in provinces if provinces else 1 <= int(full[:3]) <= 96
    return full if known else digits


def _old_identity_card(raw: RawCell, context: Context, digits: str, mends: list[str]) -> Cleaned:
    header = lookup_key(context.header)
    names_old_card = any(word in header.split() for word in ("cmnd", "cmtnd", "cmt")) or "chung minh" in header
    if names_old_card and raw.kind == "number" and len(digits) == OLD_CARD_LENGTH - 1:
        mends.append(f"Số CMND bị mất số 0 ở đầu: {quote(digits)} đã sửa thành {quote('0' + digits)}.")
        digits = "0" + digits
    if names_old_card and len(digits) == OLD_CARD_LENGTH:
        return Cleaned(digits, mends, warnings=[f"{quote(digits)} là số CMND cũ. Hãy bổ sung số CCCD 12 chữ số."])
    advice = " Đây có thể là số CMND cũ; hãy ghi số CCCD." if len(digits) == OLD_CARD_LENGTH else ""
    raise CellError(
        f"{context.title} phải có đúng {CITIZEN_LENGTH} chữ số, ô đang ghi {quote(text_of(raw))} "
        f"({len(digits)} chữ số).{advice}"
    )


@cleaner
def clean_sex(raw: RawCell, context: Context) -> Cleaned:
    """Return "male" or "female" from Nam or Nữ."""
    text = squeeze(text_of(raw))
    sex = _SEXES.get(fold(text))
    if not sex:
        raise CellError(f"{context.title} đang ghi {quote(text)}. Hãy ghi Nam hoặc Nữ.")
    return Cleaned(sex)


@cleaner
def clean_mark(raw: RawCell, context: Context) -> Cleaned:
    """Return True: the cell is ticked, whatever with."""
    return Cleaned(value=True)


@cleaner
def clean_catalogued(raw: RawCell, context: Context) -> Cleaned:
    """Return the code of a catalogue entry found by name or alias; squeezed text where there is no catalogue.

    An unknown name is refused in a strict catalogue; otherwise it stays as text with a warning.
    """
    text, mends = tidy(raw)
    catalogue = context.lookups.catalogues.get(context.key)
    if catalogue is None:
        return Cleaned(text, mends)
    code = catalogue.find(text)
    if code is None and context.key == "ethnic":
        code = catalogue.find(_ETHNIC_PREFIX.sub("", text))
    if code is None:
        problem = f"{context.title} {quote(text)} không có trong danh mục."
        if catalogue.strict:
            raise CellError(problem + did_you_mean(catalogue.near(text)))
        return Cleaned(text, mends, warnings=[problem])
    return Cleaned(code, mends + _renamed(context, text, catalogue.names[code]))


def _renamed(context: Context, typed: str, official: str) -> list[str]:
    if typed == squeeze(official):
        return []
    return [f"{context.title} {quote(typed)} đã đổi thành tên chính thức {quote(official)}."]


@cleaner
def clean_unit(raw: RawCell, context: Context) -> Cleaned:
    """Return the id of the one unit a name means; an unknown or ambiguous name is refused."""
    text, mends = tidy(raw)
    found = context.lookups.units.get(unit_key(text), [])
    if not found:
        raise CellError(f"Không có đơn vị {quote(text)} trong cơ cấu tổ chức thuộc phạm vi nhập.")
    if len(found) > 1:
        raise CellError(
            f"Có {len(found)} đơn vị cùng tên {quote(text)} trong phạm vi nhập. Hãy ghi kèm tên đơn vị cấp trên."
        )
    unit: Hashable = found[0]
    return Cleaned(unit, mends + _renamed(context, text, context.lookups.unit_names.get(unit, text)))


@cleaner
def clean_rank(raw: RawCell, context: Context) -> Cleaned:
    """Return the code of a rank as the catalogue writes it (08.051), also from 08051, 8.051 or the rank's name."""
    typed = squeeze(text_of(raw))
    lookups = context.lookups
    code = _rank_code(raw, typed)
    if code not in lookups.ranks:
        code = lookups.rank_codes.get(lookup_key(typed), "")
    if not code:
        raise CellError(f"{context.title} {quote(typed)} không có trong danh mục ngạch.")
    mends = [] if code == typed else [f"{context.title} {quote(typed)} đã viết lại thành {quote(code)}."]
    return Cleaned(code, mends)


def _rank_code(raw: RawCell, typed: str) -> str:
    """Write a rank code with two digits, a dot and three digits; anything else comes back in capitals."""
    if isinstance(raw.value, float) and not raw.value.is_integer():
        typed = f"{raw.value:.3f}"  # 08.050 typed as a number has become 8.05
    found = _RANK.match(typed.replace(" ", "").lower())
    return f"{int(found[1]):02d}{found[2]}.{found[3]}" if found else typed.upper()


@cleaner
def clean_step(raw: RawCell, context: Context) -> Cleaned:
    """Return a salary step, a whole number from 1; "4/9" (fourth of nine) is 4."""
    if raw.kind in ("date", "datetime"):
        raise CellError(f"Excel đã đổi bậc lương thành ngày {text_of(raw)}. Hãy định dạng ô là Văn bản rồi nhập lại.")
    typed = squeeze(text_of(raw))
    found = _STEP.fullmatch(typed)
    if not found or int(found[1]) < 1:
        raise CellError(f"{context.title} {quote(typed)} không phải là số nguyên.")
    step, of = int(found[1]), int(found[2] or 0)
    if of and step > of:
        raise CellError(
            f"{context.title} {quote(typed)} lớn hơn số bậc của ngạch. "
            "Phụ cấp thâm niên vượt khung ghi theo phần trăm, không ghi thành bậc."
        )
    mends = [] if typed == str(step) else [f"{context.title} {quote(typed)} đã đổi thành {step}."]
    return Cleaned(step, mends)


@cleaner
def clean_decimal(raw: RawCell, context: Context) -> Cleaned:
    """Return a number from 0 to under 100 as Decimal; a decimal comma is mended and told, float noise drops."""
    if raw.kind in ("date", "datetime"):
        raise CellError(
            f"Excel đã đổi {context.title.lower()} thành ngày {text_of(raw)}. Hãy định dạng ô là Văn bản rồi nhập lại."
        )
    typed = squeeze(text_of(raw))
    try:
        value = parse_decimal(typed) if raw.kind == "text" else Decimal(str(raw.value))
        if not value.is_finite():
            raise ValueError
        hundredths = value.quantize(_HUNDREDTH)
    except (ValueError, ArithmeticError):
        raise CellError(f"{context.title} {quote(typed)} không phải là số.") from None
    if not 0 <= value < _COEFFICIENTS_END:
        raise CellError(f"{context.title} {quote(typed)} không hợp lý.")
    if abs(value - hundredths) < _FLOAT_NOISE:
        value = hundredths
    mends = []
    if raw.kind == "text" and "," in typed:
        mends.append(f"{context.title} ghi dạng chữ {quote(typed)} (dấu phẩy) đã chuyển thành số {decimal_vi(value)}.")
    return Cleaned(value, mends)
