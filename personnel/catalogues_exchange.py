"""A list as a workbook and back: what is exported is the template, what comes back is compared row by row.

Nothing is written before the person has seen what would be; then all rows or none (`services.import_entries`).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from personnel.catalogues import ALSO_WRITTEN, CATALOGUES, Catalogue, reference
from personnel.catalogues_checks import Standing, key_of
from personnel.forms.catalogues import entry_form_class
from personnel.importing.cells import text_of
from personnel.importing.limits import MEGABYTE, Limits, WorkbookRefused
from personnel.importing.workbook import RawRow, read_workbook
from qlcb.formats import date_vi
from qlcb.history import changed_fields
from qlcb.vietnamese import fold, squeeze
from qlcb.xlsx import list_workbook

LIMITS = Limits(
    file_bytes=5 * MEGABYTE, unpacked_bytes=80 * MEGABYTE, sheets=5, rows=15_000, columns=40, cells=200_000,
    output_bytes=32 * MEGABYTE, cpu_seconds=30, wall_seconds=60,
)  # fmt: skip
HEADER_WITHIN = 20
WIDTHS = {"name": 44, "aliases": 40, "source": 44, "confidence": 26, "order": 8, "code": 14, "group": 26, "day": 12}
TRUE, FALSE = {"co", "x", "1", "true", "dung"}, {"", "khong", "0", "false", "sai"}
NEW, RENEWED, CHANGED, SAME, ERROR = "new", "renewed", "changed", "same", "error"


def workbook(catalogue: Catalogue, entries: list[Model], *, condition: str, by: str) -> bytes:
    """The entries as .xlsx, every field of the list in a column. condition: what was filtered; by: who, and when."""
    hint = "Thêm hoặc sửa dòng rồi nhập lại tại trang danh mục; dòng để nguyên không bị thay đổi."
    return list_workbook(
        title=_title(catalogue),
        lines=[f"Điều kiện: {condition}. Số dòng: {len(entries)}.", by, hint],
        columns=[(catalogue.label(name), WIDTHS.get(name, 16)) for name in catalogue.fields],
        rows=([_exported(catalogue, entry, name) for name in catalogue.fields] for entry in entries),
    )


def _exported(catalogue: Catalogue, entry: Model, name: str):
    """A value as its cell holds it: numbers and dates typed, the rest in words."""
    value = getattr(entry, name)
    if isinstance(value, Model):
        return reference(value)
    if isinstance(value, bool | list) or catalogue.choices(name):
        return catalogue.shown(entry, name) or None
    return None if value == "" else value


@dataclass
class Lines:
    """The rows of an uploaded list as text: row number in the file → values in the order of `columns`."""

    columns: list[str]
    rows: list[tuple[int, list[str]]]
    passed_over: list[str] = field(default_factory=list)


def read_lines(catalogue: Catalogue, file) -> Lines:
    """The rows of an uploaded workbook, opened in the confined child process. Raises WorkbookRefused."""
    with NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        sheets = read_workbook(Path(kept.name), limits=LIMITS)
    for sheet in sheets:
        for row in sheet.rows[:HEADER_WITHIN]:
            columns = _columns(catalogue, row)
            if all(name in columns.values() for name in catalogue.key if name in catalogue.fields):
                _refuse_other_list(catalogue, sheet.rows[: sheet.rows.index(row)])
                return _lines(columns, row, sheet.rows)
    needed = ", ".join(f"“{catalogue.label(name)}”" for name in catalogue.key if name in catalogue.fields)
    raise WorkbookRefused(
        f"Không thấy dòng tiêu đề có các cột {needed}. Hãy dùng tệp đã kết xuất làm mẫu.", "no_header"
    )


def _refuse_other_list(catalogue: Catalogue, rows_above: list[RawRow]) -> None:
    """Many lists have the same columns: what stands in the title tells them apart."""
    titles = {fold(_title(other)): other.title for other in CATALOGUES.values() if other is not catalogue}
    for row in rows_above:
        for cell in row.cells.values():
            if other := titles.get(fold(text_of(cell))):
                raise WorkbookRefused(
                    f"Đây là tệp của danh mục “{other}”, không phải “{catalogue.title}”.", "other_list"
                )


def _title(catalogue: Catalogue) -> str:
    return catalogue.title.replace("/", "-")


def _columns(catalogue: Catalogue, row: RawRow) -> dict[int, str]:
    names = {fold(catalogue.label(name)): name for name in catalogue.fields}
    found = {number: names.get(fold(text_of(cell))) for number, cell in row.cells.items()}
    return {number: name for number, name in found.items() if name}


def _lines(columns: dict[int, str], header: RawRow, rows: list[RawRow]) -> Lines:
    read = []
    for row in rows:
        if row.number > header.number:
            values = [_cell_text(row.cell(number)) for number in columns]
            if any(values):
                read.append((row.number, values))
    if not read:
        raise WorkbookRefused("Dưới dòng tiêu đề không có dòng nào để nhập.", "no_data")
    passed_over = [squeeze(text_of(cell)) for number, cell in header.cells.items() if number not in columns]
    return Lines(list(columns.values()), read, passed_over)


def _cell_text(cell) -> str:
    if cell.kind in ("error", "formula"):
        return f"={cell.value or ''}"
    return text_of(cell).strip() if cell.kind == "text" else squeeze(text_of(cell))


@dataclass
class PlannedRow:
    """What would become of one row of the file. changes: (label, old, new); errors: (label, sentence)."""

    number: int
    entry: Model
    before: Model | None = None
    state: str = SAME
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Plan:
    """All rows, and entries outside the file that end because a row brings their next version."""

    rows: list[PlannedRow]
    ended: list[Model]

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def writes(self) -> int:
        return sum(row.state in (NEW, RENEWED, CHANGED) for row in self.rows)

    @property
    def mark(self) -> str:
        """Tells whether a confirmed plan is still the same when it is made again."""
        told = [(row.number, row.state, row.before and (row.before.pk, row.before.version), row.changes, row.errors)
                for row in self.rows]  # fmt: skip
        ended = [(entry.pk, entry.version) for entry in self.ended]
        return hashlib.sha256(json.dumps([told, ended], ensure_ascii=False).encode()).hexdigest()


def plan_import(catalogue: Catalogue, lines: Lines) -> Plan:
    """Compare the rows with the list as it stands; nothing is written. One query, and one for each related list."""
    return _Planner(catalogue, lines).plan()


class _Planner:
    def __init__(self, catalogue: Catalogue, lines: Lines):
        self.catalogue, self.lines = catalogue, lines
        self.stored = {entry.pk: entry for entry in catalogue.entries()}
        self.after = {entry.pk: entry for entry in catalogue.entries()}
        self.by_key = {self._key(entry): entry for entry in self.after.values()}
        self.bare_codes = self._bare_codes()
        self.fields = entry_form_class(catalogue).base_fields
        self.references = {name: _references(catalogue, name) for name in catalogue.related}
        self.ended: dict[int, Model] = {}

    def _key(self, entry: Model) -> tuple:
        return key_of(entry, self.catalogue.key)

    def _bare_codes(self) -> dict[str, str]:
        """Code without leading zeros, which Excel takes away, → the one code so written."""
        codes: dict[str, set] = {}
        for entry in self.after.values():
            codes.setdefault(entry.code.lstrip("0"), set()).add(entry.code)
        return {bare: next(iter(full)) for bare, full in codes.items() if len(full) == 1}

    def plan(self) -> Plan:
        rows, seen = [], {}
        for number, values in self.lines.rows:
            row = self._read(number, dict(zip(self.lines.columns, values, strict=True)))
            key = self._key(row.entry)
            if not row.errors and (first := seen.setdefault(key, number)) != number:
                row.errors.append((self.catalogue.label(self._main_field), f"Trùng với dòng {first} của tệp."))
            rows.append(row)
        self._end_predecessors(rows)
        standing = Standing(self.catalogue, self.after.values())
        for row in rows:
            if row.before is None and not row.errors:
                standing.add(row.entry)
        for row in rows:
            self._settle(row, standing)
        touched = {row.entry.pk for row in rows if row.before is not None}
        return Plan(rows, [entry for pk, entry in self.ended.items() if pk not in touched])

    @property
    def _main_field(self) -> str:
        return next(name for name in self.catalogue.key if name in self.catalogue.fields)

    def _read(self, number: int, texts: dict[str, str]) -> PlannedRow:
        """The entry that a row means, with its values set, and what cannot be read."""
        entry, errors = self.catalogue.new(), []
        for name in self.catalogue.key:
            if name in texts:
                self._set(entry, name, texts[name], errors)
        self.catalogue.derive(entry)
        known = None if errors else self.by_key.get(self._key(entry))
        target = known or entry
        for name, text in texts.items():
            if name not in self.catalogue.key and not (known and text == self._written(known, name)):
                self._set(target, name, text, errors)
        self.catalogue.derive(target)
        row = PlannedRow(number, target, self.stored[known.pk] if known else None, errors=errors)
        if not errors:
            row.errors = self._model_errors(target)
        return row

    def _written(self, entry: Model, name: str) -> str:
        """What the export writes for a value, as text."""
        value = _exported(self.catalogue, entry, name)
        return "" if value is None else date_vi(value) if hasattr(value, "isoformat") else str(value)

    def _set(self, entry: Model, name: str, text: str, errors: list) -> None:
        try:
            setattr(entry, name, self._parse(name, text))
        except ValidationError as error:
            errors.append((self.catalogue.label(name), " ".join(error.messages)))

    def _parse(self, name: str, text: str):
        if text.startswith("="):
            raise ValidationError("Ô chứa công thức hoặc lỗi; hãy nhập thẳng giá trị.")
        if name in self.references:
            return _find_reference(self.references[name], text)
        if name == "code":
            text = self.bare_codes.get(text.lstrip("0"), text) if text.isdigit() else text
        field_ = self.fields[name]
        if isinstance(field_, forms.BooleanField):
            return _truth(text)
        if isinstance(field_, forms.ChoiceField):
            return _choice(self.catalogue.choices(name), text, required=field_.required)
        value = field_.clean(text)
        return value if value is not None or not self._is_text(name) else ""

    def _is_text(self, name: str) -> bool:
        return self.catalogue.model._meta.get_field(name).get_internal_type() == "CharField"

    def _model_errors(self, entry: Model) -> list[tuple[str, str]]:
        try:
            entry.clean_fields(exclude=self.catalogue.related)
            entry.clean()
        except ValidationError as error:
            return [(self._label(name), message) for name, told in error.message_dict.items() for message in told]
        return []

    def _label(self, name: str) -> str:
        return self.catalogue.label(name) if name in self.catalogue.fields else "Dòng này"

    def _end_predecessors(self, rows: list[PlannedRow]) -> None:
        """A new row that begins after the entry which stands open under the same code is that entry's next version."""
        if not self.catalogue.versioned:
            return
        open_entries = {}
        for entry in self.after.values():
            if entry.valid_to is None:
                open_entries[key_of(entry, self.catalogue.series)] = entry
        for row in rows:
            previous = open_entries.get(key_of(row.entry, self.catalogue.series))
            if row.before is not None or row.errors or previous is None or row.entry.valid_from is None:
                continue
            if previous.valid_from is None or previous.valid_from < row.entry.valid_from:
                previous.valid_to = row.entry.valid_from - timedelta(days=1)
                self.ended[previous.pk] = previous
                row.state = RENEWED
                row.changes.append(("Đóng phiên bản trước", reference(previous), f"đến {date_vi(previous.valid_to)}"))

    def _settle(self, row: PlannedRow, standing: Standing) -> None:
        """Whether the row is an error, new, changed or the same, and what changes. What stands is not judged anew."""
        names = changed_fields(row.before, row.entry) if row.before is not None else []
        if not row.errors and (names or row.before is None):
            aliases = set(row.entry.aliases) - set(row.before.aliases if row.before else ())
            told = standing.errors(row.entry, sorted(aliases))
            row.errors = [(self._label(name), sentence) for name, sentence in told.items()]
        if row.errors:
            row.state, row.changes = ERROR, []
        elif row.before is None:
            row.state = row.state if row.state == RENEWED else NEW
        elif names:
            row.state = CHANGED
            shown = self.catalogue.shown
            row.changes = [(self._label(name), shown(row.before, name), shown(row.entry, name)) for name in names]


def _references(catalogue: Catalogue, name: str) -> dict[str, list[Model]]:
    """Folded words by which the field may name another entry of the list, or what it chooses elsewhere → those."""
    found: dict[str, list[Model]] = {}
    for entry in catalogue.elsewhere.get(name, catalogue.entries)():
        for words in {fold(words) for words in (reference(entry), entry.code, entry.name)}:
            found.setdefault(words, []).append(entry)
    return found


def _find_reference(known: dict[str, list[Model]], text: str) -> Model | None:
    if not text:
        return None
    found = known.get(fold(text), [])
    exact = [entry for entry in found if fold(reference(entry)) == fold(text)]
    if len(found) > 1 and len(exact) == 1:
        found = exact
    if len(found) != 1:
        why = "không có trong danh mục" if not found else "chỉ nhiều mục; ghi kèm ngày, ví dụ “46 (từ 01/01/2025)”"
        raise ValidationError(f"“{text}” {why}.")
    return found[0]


def _truth(text: str) -> bool:
    if fold(text) in TRUE | FALSE:
        return fold(text) in TRUE
    raise ValidationError(f"“{text}”: ghi “Có” hoặc để trống.")


def _choice(choices: dict[str, str], text: str, *, required: bool) -> str:
    by_words = {fold(words): value for value, words in choices.items()} | {fold(value): value for value in choices}
    if not text and not required:
        return ""
    if fold(text) in ALSO_WRITTEN and fold(text) not in by_words:
        return ALSO_WRITTEN[fold(text)]
    if fold(text) not in by_words:
        raise ValidationError(f"“{text}” không thuộc: {', '.join(choices.values())}.")
    return by_words[fold(text)]


def changed_entries(plan: Plan) -> Iterator[Model]:
    """The stored entries that the plan changes: rows of the file, and those that end."""
    yield from (row.entry for row in plan.rows if row.state == CHANGED)
    yield from plan.ended
