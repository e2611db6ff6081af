"""Mass update of chosen columns: the single values of many dossiers against what is stored."""

from copy import copy

from django.core.exceptions import ValidationError

from personnel.importing.cells import CellError
from personnel.models import Dossier
from personnel.sections import Panel
from personnel.workbooks.as_seen import Marks
from personnel.workbooks.gate import Gate
from personnel.workbooks.layout import CODE, ROW, panel_of_field
from personnel.workbooks.lines import Change, Frame, Line, words
from personnel.workbooks.parse import CLEAR, CellReader, RowSoFar, differs, emptied
from personnel.workbooks.people import parts
from qlcb.history import changed_fields
from qlcb.sealed import ring


class PeoplePlan:
    """The plan of the sheet of single values: an empty cell leaves what is known, "-" or "(xóa)" takes it away."""

    def __init__(self, lines: list[Line], frame: Frame, gate: Gate) -> None:
        columns = [column for column in lines[0].file.columns.values() if column.field is not None]
        self.lines, self._frame, self._gate = lines, frame, gate
        self._readers = [(column, CellReader(column, frame.lists, frame.lookups)) for column in columns]
        self._first: dict[int, Line] = {}
        self._told: dict[int, dict[str, object]] = {}
        self._holders: dict[str, int] = {}
        self._marks = Marks()

    def read_cells(self) -> None:
        """Read the cells of every row that belongs to somebody, who holds the citizen numbers that are told, and as
        which the file saw the dossiers that moved on since."""
        for line in self.lines:
            if line.dossier is None:
                continue
            first = self._first.setdefault(line.dossier.pk, line)
            if first is not line:
                line.refuse(CODE, f"Hồ sơ {line.dossier.code} đã được nêu ở dòng {first.number} của trang này.")
            else:
                self._told[id(line)] = self._read(line)
                if self._marks.read(line) not in (None, line.dossier.pk):
                    line.refuse(ROW, "Mã dòng này là của hồ sơ khác.")
        self._marks.look_back(Dossier, {line.dossier.pk: line.dossier.version for line in self.lines if line.dossier})
        numbers = {told.get("citizen_id") for told in self._told.values()} - {None, CLEAR}
        indexes = {index: number for number in numbers for index in ring().indexes(number, "citizen_id")}
        for part in parts(indexes):
            for index, pk in Dossier._base_manager.filter(citizen_index__in=part).values_list("citizen_index", "pk"):
                self._holders[indexes[index]] = pk

    def compare(self) -> None:
        """Tell for each row what it changes, and whether that is right and allowed."""
        for line in self.lines:
            told = self._told.get(id(line))
            if told is None or line.errors:
                continue
            self._fill(line, told)
            if line.writes:
                self._check(line)

    def _read(self, line: Line) -> dict[str, object]:
        told, so_far = {}, RowSoFar(day=self._frame.today)
        for column, reader in self._readers:
            raw = line.cells.get(column.key)
            if raw is None:
                continue
            group = panel_of_field()[column.key].group
            if not (verdict := self._gate.may_tell(column, group, line.dossier, raw)):
                line.refuse(column.key, verdict.why)
                continue
            try:
                value = reader.read(raw, so_far)
            except CellError as error:
                line.refuse(column.key, str(error))
            else:
                if value is not None:
                    told[column.key] = value
        return told

    def _fill(self, line: Line, told: dict[str, object]) -> None:
        """Put what the row tells into a copy of the dossier, if its panels may be written.

        Of a dossier that moved on since the export, cells that nobody touched tell nothing, and no other is taken.
        """
        updates, lists, seen = [], self._frame.lists, self._marks.seen(line)
        for column, _ in self._readers:
            value = told.get(column.key)
            if value is None:
                continue
            value = emptied(column.field) if value is CLEAR else value
            if seen is not None and not differs(column.field, seen, value):
                continue
            line.values[column.key] = value
            if differs(column.field, line.dossier, value):
                updates.append((column, column.field.value_from_object(line.dossier), value))
        if updates and self._marks.is_outdated(line):
            line.refuse(ROW, "Thông tin chung của hồ sơ đã được sửa sau khi kết xuất. Kết xuất lại rồi sửa.")
            return
        line.record = copy(line.dossier)
        asked: set[str] = set()
        for column, old, value in updates:
            panel = panel_of_field()[column.key]
            if panel.slug not in asked:
                self._ask(line, panel, column.key)
            asked.add(panel.slug)
            line.fields.add(column.key)
            line.changes.append(Change(column.header, words(column, old, lists), words(column, value, lists)))
            entries = lists.of(column.field).entries if column.list_name else None
            setattr(line.record, column.key, entries.get(value) if entries else value)

    def _ask(self, line: Line, panel: Panel, key: str) -> None:
        verdict = self._gate.may_write_panel(panel, line.dossier)
        if not verdict:
            line.refuse(key, verdict.why)

    def _check(self, line: Line) -> None:
        """What the model demands; whose a citizen number is was looked up for all rows at once."""
        record, number = line.record, line.record.citizen_id
        for key in line.fields:
            field = Dossier._meta.get_field(key)
            if not field.blank and line.values[key] in (None, ""):
                line.refuse(key, f"Không được để trống {line.file.sheet.by_key[key].header.lower()}.")
        if line.errors:
            return
        relations = {field.name for field in Dossier._meta.fields if field.is_relation}
        every = {field.name for field in Dossier._meta.fields}
        try:
            record.clean_fields(exclude=(every - line.fields) | relations)
            record.citizen_id = ""  # the one check that would ask the database, made below
            record.clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                line.refuse(name if name in line.fields else CODE, " ".join(messages))
        finally:
            record.citizen_id = number
        panels = panel_of_field()
        line.fields = {name for name in changed_fields(line.dossier, record) if name in panels}
        if "citizen_id" in line.fields and self._holders.setdefault(number, line.dossier.pk) != line.dossier.pk:
            line.refuse("citizen_id", "Số định danh cá nhân này đã có trong một hồ sơ khác.")
