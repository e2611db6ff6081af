"""Values of chosen columns for a page of dossiers, in one query for the people and one for each section shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Q, Value, When

from accounts.permissions import WorkGroup
from personnel.models import Dossier, Place
from personnel.present import shown
from personnel.sections import Section
from personnel.workbooks.gate import Gate
from qlcb.dates import PartialDate
from qlcb.fields import PartialDateField
from reports.query.vocabulary import Field, Kind

FIRST = (("Số hiệu", 12), ("Họ và tên", 28))
WIDTHS = {Kind.NUMBER: 10, Kind.DATE: 12, Kind.PARTIAL: 12, Kind.FLAG: 8, Kind.CHOICE: 18, Kind.SEALED: 20}


@dataclass(frozen=True)
class Cell:
    """A value of a column as a person reads it. plain: the same for a workbook."""

    field: Field
    text: str
    plain: object


@dataclass
class Line:
    """A person with the values of the columns. revealed: groups of which restricted values stand here in full."""

    person: Dossier
    cells: list[Cell]
    revealed: set[WorkGroup]


def people_with(fields: Iterable[Field]):
    """The names of what a query of dossiers reads along so that the columns need no other."""
    return [name for field in fields if not field.section for name in _read_along(field)]


def lines(people: list[Dossier], fields: list[Field], day: date, *, gate: Gate | None = None) -> list[Line]:
    """The lines of these people. Of a section the record that holds on the day, else the newest before it.

    gate: reveals restricted values of the dossiers on which its account may read them; masked everywhere without one.
    """
    sections = {field.section.slug: field.section for field in fields if field.section}
    records = {
        slug: _records(section, people, [field for field in fields if field.section is section], day)
        for slug, section in sections.items()
    }
    return [_line(person, fields, records, gate) for person in people]


def _line(person: Dossier, fields: list[Field], records: dict, gate: Gate | None) -> Line:
    line = Line(person, [], set())
    for field in fields:
        source = records[field.section.slug].get(person.pk) if field.section else person
        opens = bool(field.is_sealed and gate and gate.may_reveal(field.group, person))
        cell = _cell(field, source, opens)
        if opens and cell.text:
            line.revealed.add(field.group)
        line.cells.append(cell)
    return line


def _cell(field: Field, source, opens: bool) -> Cell:
    *way, name = field.path.split("__")
    for step in way:
        source = getattr(source, step, None)
    if source is None:
        return Cell(field, "", None)
    value = getattr(source, name)
    if field.is_sealed:
        told = value if opens else field.column.mask(value)
        return Cell(field, told, told or None)
    if field.column.choices:
        value = getattr(source, f"get_{name}_display")()
    text = value.with_parents if isinstance(value, Place) else shown(value)
    if isinstance(value, PartialDate):
        return Cell(field, text, value.first_day if value.precision == "day" else text)
    is_plain = field.kind in (Kind.NUMBER, Kind.DATE) and not field.column.choices
    return Cell(field, text, value if is_plain else text or None)


def _read_along(field: Field) -> list[str]:
    if field.column.is_relation:
        return [f"{field.path}__parent__parent"] if field.column.related_model is Place else [field.path]
    return [field.path.rsplit("__", 1)[0]] if "__" in field.path else []


def _records(section: Section, people: list[Dossier], fields: list[Field], day: date) -> dict[int, object]:
    """Dossier id → the record that is shown of it."""
    rows = section.model._default_manager.filter(_begun(section, day), dossier__in=[person.pk for person in people])
    ordered = [F("holds").desc(), *(F(name).desc() for name, _ in section.series), *_newest(section)]
    rows = rows.annotate(holds=_holds(section, day)).order_by("dossier_id", *ordered, "-pk").distinct("dossier_id")
    names = {name for field in fields for name in _read_along(field)}
    return {row.dossier_id: row for row in (rows.select_related(*names) if names else rows)}


def _begun(section: Section, day: date) -> Q:
    """Records that do not begin after the day; one of which nothing is known counts as begun."""
    name = _time(section)
    if not name:
        return Q()
    column = section.model._meta.get_field(name)
    edge = "__first_day" if isinstance(column, PartialDateField) else ""
    last = day.year if isinstance(column, IntegerField) else day
    return Q(**{f"{name}{edge}__lte": last}) | Q(**{f"{name}__isnull": True})


def _holds(section: Section, day: date):
    if section.is_dated:
        ended = Q(valid_to__lt=day)
    elif section.lasts:
        ended = Q(ends_on__last_day__lt=day)
    else:
        return Value(1, output_field=IntegerField())
    return Case(When(ended, then=0), default=1, output_field=IntegerField())


def _newest(section: Section) -> list:
    name = _time(section)
    return [F(name).desc(nulls_last=True)] if name else []


def _time(section: Section) -> str:
    return "valid_from" if section.is_dated else "begins_on" if section.lasts else section.since
