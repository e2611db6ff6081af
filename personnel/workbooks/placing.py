"""The records of each person against one another: what may not repeat, and the time rule of the section."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy

from django.db.models import UniqueConstraint

from personnel.models.rows import DossierRow
from personnel.sections import Section, TimeRule
from personnel.workbooks.lines import Change, Edit, Line
from personnel.workbooks.series import Clash, Span, fit, in_waves
from qlcb.formats import date_vi


def place_all(section: Section, lines: Iterable[Line], stored: dict[int, list[DossierRow]]) -> None:
    """Refuse the rows that repeat a record or do not fit in time; end the records that give way to others.

    lines: of one sheet, compared and asked for; stored: dossier id → its records as they are.
    """
    by_dossier: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.record is not None and not line.errors:
            by_dossier[line.dossier.pk].append(line)
    unique = [c for c in section.model._meta.constraints if isinstance(c, UniqueConstraint) and c.fields]
    bound = section.time_rule is not TimeRule.ANY
    for pk, told in by_dossier.items():
        if not any(line.writes for line in told):
            continue
        for constraint in unique:
            _refuse_repeated(constraint, told, stored.get(pk, ()))
        while bound and not _fit(section, [line for line in told if not line.errors], stored.get(pk, ())):
            pass


def _refuse_repeated(constraint: UniqueConstraint, lines: list[Line], stored: Iterable[DossierRow]) -> None:
    """Refuse the rows that would leave two records alike where the database keeps one."""
    written = [line for line in lines if line.writes]
    changed = {line.record.pk for line in written}
    names = [field.attname for field in map(written[0].record._meta.get_field, constraint.fields)] if written else []
    taken = {tuple(getattr(record, name) for name in names) for record in stored if record.pk not in changed}
    for line in written:
        key = tuple(getattr(line.record, name) for name in names)
        if None in key and constraint.nulls_distinct is not False:
            continue
        if key in taken:
            field = next((name for name in constraint.fields if name != "dossier"), "")
            line.refuse(field, str(constraint.get_violation_error_message()))
        taken.add(key)


def _fit(section: Section, lines: list[Line], stored: Iterable[DossierRow]) -> bool:
    """Fit one person's rows into each other; returns False when a row was refused and the others are to try again."""
    kept, new = _spans(section, lines, stored)
    if not any(span.line is not None and span.line.writes for span in (*kept, *new)):
        return True
    try:
        spans = fit(section, kept, new)
        waves = in_waves(spans)
    except Clash as clash:
        for line in [clash.line] if clash.line is not None else [line for line in lines if line.writes]:
            line.refuse(clash.field, clash.message)
        return False
    wave_of = {id(span): number for number, wave in enumerate(waves) for span in wave}
    for span in spans:
        _take_over(span, wave_of.get(id(span), len(waves)))
    return True


def _spans(section: Section, lines: list[Line], stored: Iterable[DossierRow]) -> tuple[list[Span], list[Span]]:
    """The times of the records that the rule binds: those stored, as the file would have them, and the new ones."""
    speaking = {line.record.pk: line for line in lines if not line.is_new}
    kept = []
    for record in stored:
        line = speaking.get(record.pk)
        row = line.record if line is not None else record
        was = (record.valid_from.first_day, record.valid_to) if section.in_series(record) else None
        if section.in_series(row):
            kept.append(_span(row, line, was))
    return kept, [_span(line.record, line, None) for line in lines if line.is_new and section.in_series(line.record)]


def _span(row: DossierRow, line: Line | None, was: tuple | None) -> Span:
    stated = line is not None and bool(line.values.get("valid_to"))
    return Span(row, row.valid_from.first_day, row.valid_to, line, stated, was)


def _take_over(span: Span, wave: int) -> None:
    """Put the settled last day into the record, and tell it where a row caused it."""
    row, line = span.row, span.line
    if line is not None and line.writes:
        line.wave = wave
        if row.valid_to != span.ends and not line.is_new:
            line.fields.add("valid_to")
            line.changes.append(Change("Đến hết ngày", date_vi(row.valid_to), date_vi(span.ends)))
        elif row.valid_to != span.ends:
            line.values["valid_to"] = span.ends
        row.valid_to = span.ends
    elif span.cause is not None:
        ended = copy(row)
        ended.valid_to = span.ends
        told = f"Dòng từ {row.valid_from}: đến hết ngày"
        span.cause.consequences.append(Edit(ended, {"valid_to"}, wave))
        span.cause.changes.append(Change(told, date_vi(row.valid_to), date_vi(span.ends)))
