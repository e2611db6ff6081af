"""How values of a dossier are shown to people: cells of section tables, pairs of panels, words of history."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.choices import flatten_choices

from personnel.models.personal import place_words
from personnel.models.places import Place
from personnel.sections import Column, Panel, Section
from qlcb.dates import PartialDate
from qlcb.fields import PartialDateField, SealedField
from qlcb.formats import date_vi, decimal_vi, number_vi
from qlcb.sealed import ring

RIGHT_STYLES = {"decimal", "number", "percent", "money"}


@dataclass(frozen=True)
class Cell:
    label: str
    value: str
    sub: str
    style: str

    @property
    def is_right(self) -> bool:
        return self.style in RIGHT_STYLES


@dataclass(frozen=True)
class Line:
    """One record of a section's table. papers, decision_papers: how many scans hang on it and on its decision."""

    row: Any
    cells: list[Cell]
    is_now: bool
    papers: int = 0
    decision_papers: int = 0


@dataclass(frozen=True)
class SectionTable:
    columns: tuple[Column, ...]
    lines: list[Line]


def section_table(section: Section, rows, today: date, *, reveal: bool = False, papers=({}, {})) -> SectionTable:
    """The table of a section: a cell for each declared column; rows that hold today are marked.

    reveal: show the restricted fields, which are masked otherwise (TCHQ-8.1c); whoever asks for it logs it. papers:
    numbers of scans by id of the record, and by id of the decision.
    """
    lines = []
    for row in rows:
        cells = section_cells(section, row, reveal=reveal)
        scans = papers[0].get(row.pk, 0), papers[1].get(row.decision_id, 0)
        lines.append(Line(row, cells, section.is_dated and holds_on(row, today), *scans))
    return SectionTable(section.columns, lines)


def holds_on(row, day: date) -> bool:
    """Whether a dated record holds on the day."""
    return row.valid_from.first_day <= day and (row.valid_to is None or row.valid_to >= day)


def row_summary(section: Section, row) -> list[tuple[str, str]]:
    """Label and value of each column, for pages about one record."""
    return [(cell.label, " · ".join(filter(None, (cell.value, cell.sub)))) for cell in section_cells(section, row)]


def section_cells(section: Section, row, *, reveal: bool = False) -> list[Cell]:
    return [_cell(section, column, row, reveal) for column in section.columns]


def _cell(section: Section, column: Column, row, reveal: bool) -> Cell:
    value = shown(_value(row, column.field))
    if column.field in section.sealed and not reveal:
        value = section.model._meta.get_field(column.field).mask(value)
    elif column.style == "percent":
        value = f"{value} %" if value not in ("", "0") else ""
    elif column.style == "money" and value:
        value = number_vi(value)
    sub = shown(_value(row, column.sub)) if column.sub else ""
    return Cell(column.label, value, sub, column.style)


def _value(row, name: str):
    value = getattr(row, name)
    return value() if callable(value) else value


def shown(value) -> str:
    """A value in Vietnamese writing; empty text when nothing is known."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Decimal):
        return decimal_vi(value)
    if isinstance(value, date | PartialDate):
        return date_vi(value)
    if isinstance(value, Place):
        return place_words("", value)
    return str(value)


def panel_pairs(panel: Panel, dossier, *, reveal: bool = False) -> list[tuple[str, str]]:
    """Label and value of each field of a panel; restricted ones masked unless `reveal` (DESIGN §9)."""
    values = (field_value(dossier, name, reveal=reveal) for name in panel.fields)
    return [
        (field_label(dossier._meta.get_field(name)), value) for name, value in zip(panel.fields, values, strict=True)
    ]


def field_value(instance, name: str, *, reveal: bool = False) -> str:
    """The shown value of one model field."""
    field = instance._meta.get_field(name)
    if isinstance(field, SealedField) and not reveal:
        return field.mask(getattr(instance, name))
    if field.choices:
        return getattr(instance, f"get_{name}_display")()
    return shown(getattr(instance, name))


def person_words(dossier) -> str:
    """Who somebody is in a sentence of a paper: "ông Lê Văn A, sinh ngày 10/02/1965, số hiệu …, chức vụ, đơn vị".

    dossier: with what lists show of it.
    """
    called = "ông" if dossier.sex == dossier.Sex.MALE else "bà"
    position = dossier.now_position.name if dossier.now_position_id else ""
    told = [f"{called} {dossier.full_name}", f"sinh ngày {dossier.birth_date}", f"số hiệu {dossier.code}", position]
    return ", ".join(filter(None, [*told, dossier.now_unit.name if dossier.now_unit_id else ""]))


def field_label(field) -> str:
    """The field's Vietnamese name, beginning with a capital."""
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def shown_choice(bound, raw: str) -> str:
    """What a person reads for the raw value of a form field: the words of a choice instead of its key."""
    if raw and hasattr(bound.field, "words_of"):
        return bound.field.words_of(raw)
    choices = getattr(bound.field, "choices", None)
    if choices is not None and raw:
        for key, words in flatten_choices(choices):
            if str(key) == raw:
                return str(words)
    if raw == "on":
        return "Có"
    return raw


def stored_value(field: models.Field, raw, labels: dict) -> str:
    """The shown value of what PostgreSQL's to_jsonb gives for a column; labels: (model, id) → words of related rows."""
    if raw is None or raw == "":
        return ""
    if isinstance(field, SealedField):
        return field.mask(raw)
    if field.is_relation:
        return labels.get((field.related_model, raw), f"#{raw}")
    if field.choices:
        return str(dict(field.flatchoices).get(raw, raw))
    if isinstance(field, PartialDateField):
        lower, upper = raw.strip("[)").split(",")
        return str(PartialDate.between(date.fromisoformat(lower), date.fromisoformat(upper)))
    if isinstance(field, models.BooleanField):
        return "Có" if raw else "Không"
    if isinstance(field, models.DecimalField):
        return decimal_vi(Decimal(str(raw)))
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return date_vi(date.fromisoformat(raw))
    return str(raw)


def opened(field: models.Field, raw):
    """The plain text of a sealed column as to_jsonb gives it; other columns as they are."""
    if raw is None or not isinstance(field, SealedField):
        return raw
    return ring().open(bytes.fromhex(raw.removeprefix("\\x")), field.name).decode()
