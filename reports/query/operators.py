"""How a field can be asked for: each operator gives the condition and the words of it in one reading, so that the words
above a list are always what the list was asked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import IntegerField, Q

from orgunits.models import Unit
from orgunits.querysets import ids_below
from personnel.list_words import found_ids
from personnel.models import Place
from personnel.present import shown
from qlcb.dates import PartialDate, add_months
from qlcb.formats import mask_citizen, mask_numbers, parse_decimal
from qlcb.identifiers import CITIZEN_ID
from qlcb.sealed import ring
from qlcb.vietnamese import words
from reports.query.lists import Lists
from reports.query.tree import MOST_VALUES, Check
from reports.query.vocabulary import Field, Kind

HOLDS, IS, IS_NOT, WITHIN, BEGINS, BETWEEN, AT_LEAST, LESS_THAN, TRUE, FALSE, KNOWN, UNKNOWN = (
    *("chua", "la", "khac", "thuoc", "dau", "tu-den", "du", "chua-du", "co", "khong", "co-ghi", "chua-ghi"),
)
WORDS = {
    HOLDS: "có chứa", IS: "là", IS_NOT: "khác", WITHIN: "thuộc (cả cấp dưới)", BEGINS: "bắt đầu bằng",
    BETWEEN: "trong khoảng", AT_LEAST: "đã đủ (số năm)", LESS_THAN: "chưa đủ (số năm)", TRUE: "có",
    FALSE: "không", KNOWN: "có ghi", UNKNOWN: "chưa ghi",
}  # fmt: skip
BY_KIND = {
    Kind.TEXT: (HOLDS, IS, BEGINS),
    Kind.CHOICE: (IS, IS_NOT),
    Kind.LIST: (IS, IS_NOT),
    Kind.NAMED: (HOLDS,),
    Kind.NUMBER: (BETWEEN,),
    Kind.DATE: (BETWEEN, AT_LEAST, LESS_THAN),
    Kind.PARTIAL: (BETWEEN, AT_LEAST, LESS_THAN),
    Kind.FLAG: (TRUE, FALSE),
    Kind.SEALED: (),
}
MOST_YEARS = 120


@dataclass(frozen=True)
class Meaning:
    """A condition on rows, and the same in words."""

    q: Q
    words: str


def operators(field: Field) -> tuple[str, ...]:
    """Names of the operators of a field, the usual one first."""
    own = BY_KIND[field.kind]
    if field.column.is_relation and field.column.related_model is Unit:
        own = (WITHIN, *own)
    if field.is_sealed and field.index:
        own = (IS,)
    return (*own, KNOWN, UNKNOWN) if field.may_be_empty else own


def takes(field: Field, op: str) -> str:
    """What the operator asks to be typed: "", "text", "years", "range", or "list" to choose from."""
    if op in (KNOWN, UNKNOWN, TRUE, FALSE):
        return ""
    if field.kind in (Kind.LIST, Kind.CHOICE):
        return "list"
    return {BETWEEN: "range", AT_LEAST: "years", LESS_THAN: "years"}.get(op, "text")


def read(field: Field, test: Check, lists: Lists, today: date) -> Meaning:
    """What a test means. Raises ValueError with the sentence for the person who asked."""
    if test.op not in operators(field):
        raise ValueError(f"Thông tin “{field.label}” không hỏi theo cách này được; hãy chọn lại.")
    values = [value.strip() for value in test.values if value.strip()]
    told = {
        KNOWN: _known, UNKNOWN: _unknown, TRUE: _flag, FALSE: _flag, BETWEEN: _between, AT_LEAST: _years,
        LESS_THAN: _years,
    }.get(test.op)  # fmt: skip
    if told:
        return told(field, test, today)
    if not values:
        raise ValueError(f"“{field.label}”: chưa nhập hoặc chọn giá trị.")
    if field.is_sealed:
        return _whole_number(field, values[0])
    if field.kind in (Kind.LIST, Kind.CHOICE):
        return _chosen(field, test.op, values, lists)
    return _named(field, values[0]) if field.kind is Kind.NAMED else _text(field, test.op, values[0])


def masked(value: str) -> str:
    """What was typed, long numbers in it masked, however they are spaced: they may be citizen numbers."""
    bare = "".join(value.split())
    hidden = mask_numbers(bare)
    return value if hidden == bare else hidden


def empty(field: Field) -> Q:
    """Rows in which nothing is written in the field."""
    q = Q(**{f"{field.path}__isnull": True})
    return q | Q(**{field.path: ""}) if field.kind in (Kind.TEXT, Kind.CHOICE) and _is_text(field) else q


def _is_text(field: Field) -> bool:
    return field.column.empty_strings_allowed and not isinstance(field.column, IntegerField)


def _known(field: Field, test: Check, today: date) -> Meaning:
    return Meaning(~empty(field), f"{field.label} có ghi")


def _unknown(field: Field, test: Check, today: date) -> Meaning:
    return Meaning(empty(field), f"{field.label} chưa ghi")


def _flag(field: Field, test: Check, today: date) -> Meaning:
    wanted = test.op == TRUE
    return Meaning(Q(**{field.path: wanted}), f"{field.label}: {'có' if wanted else 'không'}")


def _text(field: Field, op: str, value: str) -> Meaning:
    lookup = {HOLDS: "icontains", IS: "iexact", BEGINS: "istartswith"}[op]
    return Meaning(Q(**{f"{field.path}__{lookup}": value}), f"{field.label} {WORDS[op]} “{masked(value)}”")


def _named(field: Field, value: str) -> Meaning:
    if not words(value):
        raise ValueError(f"“{field.label}”: nhập ít nhất một chữ.")
    model = field.column.related_model
    entries = model._default_manager.all()
    if field.column.get_limit_choices_to():
        entries = entries.filter(**field.column.get_limit_choices_to())
    ids = found_ids(entries, value)
    q = Q(**{f"{field.path}__in": ids})
    if model is Place:
        q |= Q(**{f"{field.path}__parent__in": ids}) | Q(**{f"{field.path}__parent__parent__in": ids})
    return Meaning(q, f"{field.label} có chứa “{value}”")


def _chosen(field: Field, op: str, keys: list[str], lists: Lists) -> Meaning:
    entries = lists.of(field)
    if lost := [key for key in keys if key not in entries]:
        raise ValueError(f"“{field.label}”: danh mục không còn mục “{lost[0]}”; hãy chọn lại.")
    if len(keys) > MOST_VALUES:
        raise ValueError(f"“{field.label}”: chọn nhiều nhất {MOST_VALUES} mục.")
    ids = [pk for key in keys for pk in entries[key].ids]
    if op == WITHIN:
        ids = ids_below(ids)
    names = " hoặc ".join(f"“{entries[key].label}”" for key in keys)
    within = Q(**{f"{field.path}__in": ids})
    if op == IS_NOT:
        return Meaning(~within & ~empty(field), f"{field.label} có ghi và khác {names}")
    tail = " hoặc đơn vị bên dưới" if op == WITHIN else ""
    return Meaning(within, f"{field.label} {'thuộc' if op == WITHIN else 'là'} {names}{tail}")


def _whole_number(field: Field, value: str) -> Meaning:
    number = "".join(value.split())
    try:
        CITIZEN_ID(number)
    except ValidationError:
        raise ValueError(f"“{field.label}”: nhập đủ 12 chữ số; không tìm theo một phần của số.") from None
    q = Q(**{f"{field.index}__in": ring().indexes(number, field.column.name)})
    return Meaning(q, f"{field.label} là {mask_citizen(number)}")


def _between(field: Field, test: Check, today: date) -> Meaning:
    low, high = (_bound(field, value) for value in (*test.values, "", "")[:2])
    if low is None and high is None:
        raise ValueError(f"“{field.label}”: nhập ít nhất một đầu của khoảng.")
    first, last = (_edges(field, low)[0], _edges(field, high)[1])
    if first is not None and last is not None and first > last:
        raise ValueError(f"“{field.label}”: đầu khoảng phải trước cuối khoảng.")
    partial = field.kind is Kind.PARTIAL
    q = Q()
    if first is not None:
        q &= Q(**{f"{field.path}{'__first_day' if partial else ''}__gte": first})
    if last is not None:
        q &= Q(**{f"{field.path}{'__last_day' if partial else ''}__lte": last})
    return Meaning(q, f"{field.label} {_span_words(low, high)}")


def _span_words(low, high) -> str:
    if low == high:
        return f"là {shown(low)}"
    ends = (("từ", low), ("đến", high))
    return " ".join(f"{word} {shown(bound)}" for word, bound in ends if bound is not None)


def _edges(field: Field, bound):
    return (bound.first_day, bound.last_day) if isinstance(bound, PartialDate) else (bound, bound)


def _bound(field: Field, value: str) -> PartialDate | Decimal | None:
    value = value.strip()
    if not value:
        return None
    try:
        if field.kind is not Kind.NUMBER:
            return PartialDate.parse(value)
        number = parse_decimal(value)
    except ValueError as error:
        raise ValueError(f"“{field.label}”: {error}") from None
    places = 0 if isinstance(field.column, IntegerField) else 4
    if abs(number) >= 10**9 or number != round(number, places):
        raise ValueError(f"“{field.label}”: số quá lớn hoặc quá nhiều chữ số thập phân.")
    return number


def _years(field: Field, test: Check, today: date) -> Meaning:
    typed = (test.values or [""])[0].strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4 and 0 < int(typed) <= MOST_YEARS):
        raise ValueError(f"“{field.label}”: nhập số năm, từ 1 đến {MOST_YEARS}.")
    since = add_months(today, -12 * int(typed))
    edge = "__first_day" if field.kind is Kind.PARTIAL else ""
    reached = test.op == AT_LEAST
    q = Q(**{f"{field.path}{edge}__{'lte' if reached else 'gt'}": since})
    how = "đã" if reached else "chưa"
    return Meaning(q, f"{field.label} đến hôm nay {how} đủ {typed} năm")
