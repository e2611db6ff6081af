"""The rows of one section's sheet against the records that are stored: new, changed, the same, or refused."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date
from functools import lru_cache

from django.db.models import Model

from personnel.authority import Hanging, newly_outside
from personnel.importing.cells import CellError
from personnel.meaning import change_of
from personnel.models import Decision
from personnel.models.rows import DossierRow
from personnel.sections import Section
from personnel.transfers.guard import KeeperCheck
from personnel.workbooks.as_seen import Marks
from personnel.workbooks.checks import Checker
from personnel.workbooks.decisions import AUTHORITY, KEYS, NUMBER, Decisions
from personnel.workbooks.gate import Gate
from personnel.workbooks.layout import ROW, SheetColumn
from personnel.workbooks.lines import Change, Frame, Line, words
from personnel.workbooks.parse import CLEAR, CellReader, RowSoFar, differs, emptied
from personnel.workbooks.people import parts
from personnel.workbooks.placing import place_all
from qlcb.dates import PartialDate
from qlcb.history import changed_fields
from qlcb.vietnamese import fold

_DAY_FIELDS = ("valid_from", "ends_on", "begins_on")


class SectionPlan:
    """The plan of one sheet. Steps are called in the order in which they stand here; a refused row goes no further."""

    def __init__(self, lines: list[Line], frame: Frame, gate: Gate, decisions: Decisions) -> None:
        file = lines[0].file
        self.lines, self._frame, self._gate, self._decisions = lines, frame, gate, decisions
        self.section: Section = file.sheet.section
        self._columns = [column for column in file.columns.values() if column.field is not None]
        self._readers = [
            (c, CellReader(c, frame.lists, frame.lookups)) for c in _day_first(self._columns, self.section)
        ]
        self._required = [column for column in file.sheet.facts if column.required]
        self._checker, self._keeper_check = Checker(self.section.model, frame.lists), KeeperCheck(frame.today)
        self._relations = {c.key: frame.lists.of(c.field) for c in self._columns if c.list_name and not c.of_decision}
        self._by_id: dict[int, DossierRow] = {}
        self._by_dossier: dict[int, list[DossierRow]] = defaultdict(list)
        self._claimed: dict[int, Line] = {}
        self._told: dict[int, dict[str, object]] = {}
        self._marks, self._meant = Marks(), None

    def read_cells(self) -> None:
        """Read the cells of every row that belongs to somebody."""
        if self.section.lists_of:
            self._meant = self.section.lists_of({line.dossier for line in self.lines if line.dossier is not None})
        for line in self.lines:
            if line.dossier is not None:
                self._marks.read(line)
                self._told[id(line)] = self._read(line)

    def read_stored(self) -> None:
        """Read the records that the people of the sheet have in the section, and as which the file saw those that
        moved on since."""
        dossiers = {line.dossier.pk: line.dossier for line in self.lines if line.dossier is not None}
        for part in parts(dossiers):
            for record in self.section.model._base_manager.filter(dossier_id__in=part).order_by("pk"):
                record.dossier = dossiers[record.dossier_id]
                self._by_id[record.pk] = record
                self._by_dossier[record.dossier_id].append(record)
        self._marks.look_back(self.section.model, {pk: record.version for pk, record in self._by_id.items()})

    def named_decisions(self) -> tuple[set[str], set[int]]:
        """Numbers of decisions that the sheet names, and ids of those on which its stored records hang."""
        numbers = {told[NUMBER] for told in self._told.values() if isinstance(told.get(NUMBER), str)}
        records = [*self._by_id.values(), *filter(None, map(self._marks.seen, self.lines))]
        return numbers, {record.decision_id for record in records} - {None}

    def compare(self) -> None:
        """Tell for each row which record it is, what it changes, and whether that is right and allowed."""
        for line in self._matched():
            told = self._told[id(line)]
            if not line.errors:
                self._fill(line, told)
            if line.writes:
                self._check(line)
            if line.writes:
                self._ask(line)
        self._ask_table()
        place_all(self.section, self.lines, self._by_dossier)

    def _read(self, line: Line) -> dict[str, object]:
        """The values of the cells that hold something, by key; the day and the kind first, which other cells need."""
        told, so_far, cells = {}, RowSoFar(groups=self._groups(line, None)), line.cells
        for column, reader in self._readers:
            raw = cells.get(column.key)
            if raw is None:
                continue
            if not (verdict := self._gate.may_tell(column, self.section.group, line.dossier, raw)):
                line.refuse(column.key, verdict.why)
                continue
            try:
                value = reader.read(raw, so_far)
            except CellError as error:
                line.refuse(column.key, str(error))
                continue
            if value is None:
                continue
            told[column.key] = value
            if column.key == "kind" and isinstance(value, str):
                so_far.kind = value
            elif column.key in (*_DAY_FIELDS, self.section.since) and so_far.day is None:
                so_far.day = _day(value)
                so_far.groups = self._groups(line, so_far.day)
        return told

    def _groups(self, line: Line, day: date | None) -> tuple[str, ...]:
        """Groups of the section's list that are for such people, by which words that mean several entries are read."""
        return self._meant.of(line.dossier, day) if self._meant else ()

    def _matched(self) -> Iterator[Line]:
        """The rows with the records they mean: first those that name them, then those known by their key."""
        named = [line for line in self.lines if line.dossier is not None and ROW in line.cells]
        others = [line for line in self.lines if line.dossier is not None and ROW not in line.cells]
        for line in named:
            self._match_by_id(line)
            yield line
        keys: dict[tuple, list[DossierRow]] = defaultdict(list)
        for records in self._by_dossier.values():
            for record in records:
                if record.pk not in self._claimed:
                    keys[record.dossier_id, *self._key(record)].append(record)
        seen: dict[tuple, Line] = {}
        for line in others:
            self._match_by_key(line, keys, seen)
            yield line

    def _match_by_id(self, line: Line) -> None:
        pk = self._marks.id_of(line)
        if pk is None:
            return
        record = self._by_id.get(pk)
        if record is None or record.dossier_id != line.dossier.pk:
            line.refuse(ROW, "Không có bản ghi này trong hồ sơ; có thể đã bị hủy. Dòng mới thì để trống mã dòng.")
        else:
            self._claim(line, record)

    def _match_by_key(self, line: Line, keys: dict, seen: dict) -> None:
        key = (line.dossier.pk, *self._key_told(self._told[id(line)]))
        first = seen.setdefault(key, line)
        if first is not line:
            line.refuse(self.section.key[0], f"Trùng với dòng {first.number} của trang này.")
            return
        alike = keys.get(key, [])
        if len(alike) > 1:
            line.refuse(ROW, f"Hồ sơ có {len(alike)} dòng như thế này. Kết xuất để có mã dòng rồi sửa trên tệp ấy.")
        elif alike:
            self._claim(line, alike[0])
        else:
            line.is_new = True
            line.record = self.section.model(dossier=line.dossier)

    def _claim(self, line: Line, record: DossierRow) -> None:
        first = self._claimed.setdefault(record.pk, line)
        if first is not line:
            line.refuse(ROW, f"Bản ghi này đã được nêu ở dòng {first.number} của trang này.")
        else:
            line.record = record

    def _key(self, record: DossierRow) -> tuple:
        return tuple(_comparable(record._meta.get_field(name).value_from_object(record)) for name in self.section.key)

    def _key_told(self, told: dict[str, object]) -> tuple:
        """The key that the cells give; empty ones count as a new record would have them."""
        values = []
        for name in self.section.key:
            value = told.get(name)
            field = self.section.model._meta.get_field(name)
            if value is None or value is CLEAR:
                value = None if field.is_relation else field.get_default()
            values.append(_comparable(value))
        return tuple(values)

    def _fill(self, line: Line, told: dict[str, object]) -> None:
        """Put what the row tells into its record, or into a copy of the stored one; what it leaves empty stays.

        Of a record that moved on since the export, cells that nobody touched tell nothing, and no other value is taken.
        """
        stored, seen, updates = line.record, self._marks.seen(line), []
        for column in self._columns:
            value = told.get(column.key)
            if value is None or column.of_decision:
                continue
            field = column.field
            value = emptied(field) if value is CLEAR else value
            if seen is not None and not differs(field, seen, value):
                continue
            line.values[column.key] = value
            if differs(field, stored, value):
                updates.append((column, field.value_from_object(stored), value))
        paper = {key: told[key] for key in KEYS if key in told}
        decision = None if self._is_untouched(paper, seen) else self._decision(line, paper)
        if line.errors or not (updates or decision):
            return
        if self._marks.is_outdated(line):
            line.refuse(ROW, "Bản ghi này đã được sửa sau khi kết xuất. Kết xuất lại rồi sửa trên tệp mới.")
            return
        if not line.is_new:
            line.record = copy(stored)
            self._tell(line, updates, decision)
        for column, _, value in updates:
            entries = self._relations.get(column.key)
            name = column.field.name if entries else column.field.attname
            setattr(line.record, name, entries.entries.get(value) if entries else value)
        if decision:
            line.record.decision = decision[1]

    def _is_untouched(self, paper: dict[str, object], seen: Model | None) -> bool:
        """Whether the decision cells are those of the decision on which the record hung at the export."""
        decision = self._decisions.stored(seen) if seen is not None else None
        fields = {column.key: column.field for column in self.lines[0].file.columns.values() if column.of_decision}
        return decision is not None and not any(
            value is CLEAR or differs(fields[key], decision, value) for key, value in paper.items()
        )

    def _tell(self, line: Line, updates: list[tuple], decision: tuple | None) -> None:
        """Note which fields of the stored record change, and how."""
        for column, old, value in updates:
            line.fields.add(column.field.name)
            told = words(column, old, self._frame.lists), words(column, value, self._frame.lists)
            line.changes.append(Change(column.header, *told))
        if decision:
            line.fields.add("decision")
            line.changes.append(Change("Quyết định", *(str(paper or "") for paper in decision)))

    def _decision(self, line: Line, told: dict[str, object]) -> tuple | None:
        """The decision on which the record hangs now and the one that the row names, None when they are the same."""
        if not told:
            return None
        now = None if line.is_new else self._decisions.stored(line.record)
        named = self._decisions.settle(line, told, self.section.decision_kind)
        if named is now or line.errors:
            return None
        line.values[NUMBER] = (named.number, named.signed_on, named.authority_id) if named else None
        if not self._gate.may_decide(line.dossier):
            act = "gắn quyết định vào" if named else "gỡ quyết định khỏi"
            line.refuse(NUMBER, f"Tài khoản không có quyền {act} hồ sơ của đơn vị này.")
        return now, named

    def _check(self, line: Line) -> None:
        """What the model demands of the record."""
        record, told = line.record, line.values
        for column in self._required:
            if (line.is_new or column.key in told) and told.get(column.key) in (None, ""):
                line.refuse(column.key, f"Chưa có {column.header.lower()}.")
        if line.errors:
            return
        checked = frozenset(told) if line.is_new else frozenset(line.fields)
        for name, message in self._checker.check(record, checked - {NUMBER}).items():
            line.refuse(name, message)
        if line.writes and self.section.places_people and (why := self._keeper_check.why_not(record, line.dossier)):
            line.refuse("kept_by", why)
        if not line.is_new:
            line.fields = set(changed_fields(self._by_id[record.pk], record))

    def _ask(self, line: Line) -> None:
        """Whether the account may write this, for what it means (`services.save_row`)."""
        change = change_of(
            self.section,
            line.record,
            self._frame.today,
            rewrites=not line.is_new,
            decisions=self._deciding(line),
            others=self._by_dossier[line.dossier.pk],
        )
        verdict = self._gate.may_write(self.section.group, line.dossier, change)
        if not verdict:
            line.refuse("unit" if change.units else "", verdict.why)

    def _deciding(self, line: Line) -> list[Decision | None]:
        """The decisions on which the record hangs and is to hang; None where there is none."""
        named = line.record._state.fields_cache.get("decision")
        if line.is_new:
            return [named]
        stored = self._decisions.stored(self._by_id[line.record.pk])
        return [stored, named] if "decision" in line.fields else [stored]

    def _ask_table(self) -> None:
        """Refuse the rows whose decision the table of decentralisation gives to another authority (TCHQ-5.2b); those
        that stood so before are not judged anew. There is no override here: that is given one record at a time."""
        asked = [(line, paper) for line in self.lines if line.writes and (paper := self._paper(line))]
        if not asked:
            return
        results = [(Hanging(line.record, paper), self._stood(line)) for line, paper in asked]
        line_of = {id(line.record): line for line, _ in asked}
        for hanging, verdict in newly_outside(results, self._decisions.table):
            line = line_of[id(hanging.row)]
            line.refuse(AUTHORITY, verdict.why)
            line.is_outside = True

    def _stood(self, line: Line) -> Hanging | None:
        """The record as it is stored, on its decision; None where it is new or hangs on none."""
        stored = None if line.is_new else self._by_id[line.record.pk]
        paper = stored and self._decisions.stored(stored)
        return Hanging(stored, paper) if paper else None

    def _paper(self, line: Line) -> Decision | None:
        """The decision on which the record of the row hangs now."""
        if "decision" in line.record._state.fields_cache:
            return line.record.decision
        return self._decisions.stored(line.record)


def _day_first(columns: Iterable[SheetColumn], section: Section) -> list[SheetColumn]:
    """The columns that tell the row's day and kind before those that choose among entries of a time and a kind."""
    order = (*_DAY_FIELDS, section.since, "kind")
    return sorted(columns, key=lambda column: order.index(column.key) if column.key in order else len(order))


def _day(value: object) -> date | None:
    if isinstance(value, PartialDate):
        return value.last_day
    if isinstance(value, int):
        return date(value, 12, 31) if 1000 <= value <= 9998 else None
    return value if isinstance(value, date) else None


def _comparable(value: object) -> object:
    """A value of a key as it is compared: days by the first they may mean, words without case, marks and spaces."""
    if isinstance(value, PartialDate):
        return value.first_day
    return _folded(value) if isinstance(value, str) else value


_folded = lru_cache(maxsize=50_000)(fold)
