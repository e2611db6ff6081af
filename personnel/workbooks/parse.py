"""One cell as the value of its model field: read by the kind of field, refused with the reason where it is none."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models

from personnel.importing.celldates import read_date
from personnel.importing.cells import CellError, Context, clean_citizen_id, quote, refuse_unusable, text_of
from personnel.importing.lookups import Lookups, lookup_key
from personnel.importing.workbook import RawCell
from personnel.models import Qualification, Rank, Term
from personnel.workbooks.layout import CITIZEN, CLEAR_WORDS, SheetColumn
from personnel.workbooks.lists import Lists
from qlcb.dates import PartialDate
from qlcb.fields import PartialDateField, SealedField
from qlcb.formats import parse_decimal, parse_money
from qlcb.vietnamese import nfc, squeeze

CLEAR = object()  # the cell asks for its value to be taken away
_CLEAR_KEYS = {"-", "–", "—", CLEAR_WORDS, "(xoá)", "xóa", "xoá"}
_YES, _NO = {"co", "x", "1", "true", "dung", "yes"}, {"khong", "0", "false", "sai", "no"}
_PAST, _FUTURE = 70, 20
_SUREST_DIGITS = 15  # beyond, Excel has rounded a number
_NOISE = Decimal("0.05")  # of the last decimal place, by which a float may be off

Reader = Callable[[RawCell, "RowSoFar"], object]


class RowSoFar:
    """What the row has told before this cell: its day, for entries that hold for a time, its kind, and the groups of a
    list that are meant for the person where words alone mean several entries."""

    __slots__ = ("day", "groups", "kind")

    def __init__(self, day: date | None = None, kind: str = "", groups: tuple[str, ...] = ()) -> None:
        self.day, self.kind, self.groups = day, kind, groups


class CellReader:
    """Reads the cells of one column; equal cells are read once."""

    def __init__(self, column: SheetColumn, lists: Lists, lookups: Lookups) -> None:
        self.column, self._lists, self._lookups = column, lists, lookups
        self._read, self._alike = self._reader()
        self._known: dict[tuple, object] = {}

    def read(self, raw: RawCell, so_far: RowSoFar) -> object:
        """The value of a cell that holds something: None for white space, CLEAR for the words that clear.

        Raises CellError with the reason.
        """
        if raw.kind == "text":
            text = raw.value.strip()
            if not text:
                return None
            if len(text) <= len(CLEAR_WORDS) and text.lower() in _CLEAR_KEYS:
                return CLEAR
            if text[0] == "=":
                refuse_unusable(raw)
        elif raw.kind in ("error", "formula"):
            refuse_unusable(raw)
        if not self._alike:
            return self._read(raw, so_far)
        key = (
            (raw.kind, raw.value, so_far.day, so_far.kind, so_far.groups)
            if self.column.list_name
            else (raw.kind, raw.value)
        )
        if key not in self._known:
            try:
                self._known[key] = self._read(raw, so_far)
            except CellError as error:
                self._known[key] = error
        value = self._known[key]
        if isinstance(value, CellError):
            raise CellError(str(value))
        return value

    def _reader(self) -> tuple[Reader, bool]:
        """The function for the kind of field, and whether equal cells are common enough to remember."""
        field = self.column.field
        if field.is_relation:
            return self._entry, True
        if isinstance(field, models.BooleanField):
            return self._yes_or_no, True
        if field.choices:
            return self._choice, True
        if isinstance(field, PartialDateField | models.DateField):
            return self._day, True
        if isinstance(field, models.DecimalField | models.IntegerField):
            return self._number, True
        if field.name == "citizen_id":
            return self._citizen_number, False
        return self._text, False

    def _entry(self, raw: RawCell, so_far: RowSoFar) -> int:
        relation, text = self.column.field, text_of(raw)
        if relation.related_model is Rank and isinstance(raw.value, float):
            text = f"{raw.value:06.3f}"  # 08.050 typed as a number has become 8.05
        kind = so_far.kind if relation.related_model is Qualification else ""
        groups = so_far.groups if relation.related_model is Term else ()
        return self._lists.of(relation).find(squeeze(text), so_far.day, kind, groups)

    def _yes_or_no(self, raw: RawCell, so_far: RowSoFar) -> bool:
        if raw.kind == "bool":
            return raw.value
        key = lookup_key(text_of(raw))
        if key not in _YES | _NO:
            raise CellError(f"{self.column.header} đang ghi {quote(text_of(raw))}. Hãy ghi Có hoặc Không.")
        return key in _YES

    def _choice(self, raw: RawCell, so_far: RowSoFar) -> object:
        key = lookup_key(text_of(raw))
        for value, words in self.column.field.flatchoices:
            if key in (lookup_key(str(words)), lookup_key(str(value))):
                return value
        words = ", ".join(self.column.few_choices)
        raise CellError(f"{self.column.header} đang ghi {quote(text_of(raw))}; chỉ được ghi: {words}.")

    def _day(self, raw: RawCell, so_far: RowSoFar) -> PartialDate | date:
        value = None
        if raw.kind == "text":
            try:
                value = PartialDate.parse(raw.value)
            except ValueError:
                value = None
        if value is None:
            today = self._lookups.today
            value, _ = read_date(raw, today.year - _PAST, today.year + _FUTURE)
        if isinstance(self.column.field, PartialDateField):
            return value
        if value.day is None:
            raise CellError(f"{self.column.header} {quote(value)} chưa đủ ngày, tháng, năm. Hãy ghi dd/mm/yyyy.")
        return value.first_day

    def _number(self, raw: RawCell, so_far: RowSoFar) -> Decimal | int:
        field, typed = self.column.field, squeeze(text_of(raw))
        if raw.kind not in ("text", "number"):
            raise CellError(
                f"{self.column.header} {quote(typed)} không phải là số. Hãy định dạng ô là Số rồi nhập lại."
            )
        whole = isinstance(field, models.IntegerField)
        try:
            if raw.kind == "number":
                number = Decimal(str(raw.value))
            else:
                bare = typed.removesuffix("%").rstrip()
                number = Decimal(parse_money(bare)) if whole else parse_decimal(bare)
        except (ValueError, InvalidOperation):
            raise CellError(f"{self.column.header} {quote(typed)} không phải là số.") from None
        place = Decimal(1).scaleb(0 if whole else -field.decimal_places)
        try:
            near = number.quantize(place)
        except InvalidOperation:
            raise CellError(f"{self.column.header} {quote(typed)} không hợp lý.") from None
        if abs(number - near) <= place * _NOISE:
            number = near
        if not whole:
            return number
        if number != near:
            raise CellError(f"{self.column.header} {quote(typed)} không phải là số nguyên.")
        return int(number)

    def _citizen_number(self, raw: RawCell, so_far: RowSoFar) -> str:
        return citizen_number(raw, self._lookups)

    def _text(self, raw: RawCell, so_far: RowSoFar) -> str:
        field = self.column.field
        if raw.kind == "number" and abs(raw.value) >= 10**_SUREST_DIGITS:
            raise CellError(
                f"{self.column.header} đã bị Excel làm tròn. Hãy định dạng ô là Văn bản (Text) rồi nhập lại."
            )
        text = text_of(raw)
        if isinstance(field, models.TextField) and (not isinstance(field, SealedField) or field.lines):
            return plain_lines(text)
        return squeeze(text)


def citizen_number(raw: RawCell, lookups: Lookups) -> str:
    """The twelve digits of a citizen number, with the zeros that a number cell loses. Raises CellError."""
    cleaned = clean_citizen_id(raw, Context(lookups, CITIZEN, "Số định danh"))
    if cleaned.error:
        raise CellError(cleaned.error)
    return cleaned.value


def plain_lines(text: str) -> str:
    """Text of several lines as it is compared and stored: composed letters, no white space at the ends of lines."""
    lines = (line.strip() for line in nfc(text).replace("\r\n", "\n").replace("_x000D_", "").split("\n"))
    return "\n".join(lines).strip()


def same(field: models.Field, old: object, new: object) -> bool:
    """Whether a cell says what is stored; white space and the form of letters make no difference."""
    if old == new:
        return True
    if isinstance(old, str) and isinstance(new, str):
        return squeeze(old) == squeeze(new)
    return False


def differs(field: models.Field, record: models.Model, value: object) -> bool:
    """Whether a value told by a cell is another than the record holds; to clear a dash changes nothing."""
    old = field.value_from_object(record)
    return not same(field, old, value) and not (old == "-" and not value)


def emptied(field: models.Field) -> object:
    """What a field holds when its value is taken away."""
    return "" if isinstance(field, SealedField) else field.get_default()


def why(error: ValidationError) -> str:
    """The sentences of a validation error, in one line."""
    return " ".join(error.messages)
