"""The cells of a draft: what a person reads and types for a value, in the grid and in a column pasted from Excel.

They are read as those of a workbook of the section are, so every section that has a sheet has cells.
"""

from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db import models

from personnel.acts.base import Act
from personnel.acts.values import from_plain, to_plain
from personnel.importing.cells import CellError, quote
from personnel.importing.lookups import Lookups
from personnel.importing.workbook import RawCell
from personnel.models import Dossier
from personnel.present import field_label, shown
from personnel.workbooks.layout import SheetColumn, sheets
from personnel.workbooks.lists import Lists
from personnel.workbooks.parse import CLEAR, CellReader, RowSoFar
from qlcb.dates import PartialDate
from qlcb.fields import PartialDateField

FEW = 8  # choices that a cell offers as a list to choose from; of more it suggests while one types

OTHER_ACT = "{} không thuộc việc “{}”; ở đây chọn: {}."


class Column:
    """One column of the grid: a field of the section."""

    def __init__(self, act: Act, name: str, lists: Lists, lookups: Lookups):
        self.name, self._lists = name, lists
        self.sheet_column: SheetColumn = sheets()[act.section.slug].by_key[name]
        self.field = self.sheet_column.field
        self.label = field_label(self.field)
        self.is_shared = name in act.shared
        self._act, self._groups = act, act.groups_of(name)
        self._reader = CellReader(self.sheet_column, lists, lookups)

    @cached_property
    def choices(self) -> list[str]:
        """The words that a cell may say; none where it is free."""
        if self.field.is_relation:
            return self._lists.of(self.field).offered(self._reader._lookups.today, self._groups)
        return list(filter(None, self.sheet_column.few_choices))

    @property
    def is_select(self) -> bool:
        return 0 < len(self.choices) <= FEW

    @property
    def list_id(self) -> str:
        """The id of the list of suggestions in the page; "" without one."""
        return f"ds-{self.name}" if self.choices and not self.is_select else ""

    @property
    def style(self) -> str:
        """How wide the cell is: day, number, or text."""
        if isinstance(self.field, models.DateField | PartialDateField):
            return "day"
        number = isinstance(self.field, models.IntegerField | models.DecimalField) and not self.field.choices
        return "number" if number else "text"

    def read(self, text: str, so_far: RowSoFar) -> object:
        """The plain value that the words mean, None for none. Raises CellError with the reason."""
        text = text.strip()
        if not text:
            return None
        value = self._reader.read(RawCell("", text, "text"), so_far)
        if value is None or value is CLEAR:
            return None
        if self._groups and self._lists.of(self.field).entries[value].group not in self._groups:
            raise CellError(OTHER_ACT.format(quote(text), self._act.title, ", ".join(self.choices)))
        return to_plain(value)

    def words(self, raw: object) -> str:
        """A plain value as the cell shows it, which reads back as the same value."""
        if raw in (None, ""):
            return ""
        value = from_plain(self.field, raw)
        if self.field.is_relation:
            return self._lists.of(self.field).labels.get(value, "")
        if self.field.choices:
            return str(dict(self.field.flatchoices).get(value, value))
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",") if value % 1 == 0 else shown(value)
        return shown(value)


class Columns:
    """The columns of an act's grid, with the lists from which they choose, read once."""

    def __init__(self, act: Act, today: date, lists: Lists | None = None):
        self.act, self.lists, self.today = act, lists or Lists(), today
        lookups = Lookups(today)
        self.all = [Column(act, name, self.lists, lookups) for name in act.own]

    def __iter__(self):
        return iter(self.all)

    def read(self, texts: dict[str, str], shared: dict, dossier: Dossier | None = None) -> tuple[dict, dict[str, str]]:
        """Words by name of column → plain values by name, and what is wrong with the others by name.

        shared: plain values of all people: the kind and the day by which entries of lists are told apart;
        dossier: of the person, whose standing tells what else the words leave open.
        """
        values, errors, so_far = {}, {}, self._so_far(shared)
        so_far.groups = self.act.standing(dossier) if dossier is not None else ()
        for column in sorted(self.all, key=lambda column: column.style != "day"):
            try:
                value = column.read(texts.get(column.name, ""), so_far)
            except CellError as error:
                errors[column.name] = str(error)
                continue
            if value is not None:
                values[column.name] = value
                if column.name in ("valid_from", "begins_on"):
                    so_far.day = PartialDate.parse(value).last_day
        return values, errors

    def words(self, values: dict) -> dict[str, str]:
        """Plain values by name → words by name."""
        return {column.name: column.words(values.get(column.name)) for column in self.all}

    def _so_far(self, shared: dict) -> RowSoFar:
        day = next((shared[name] for name in ("valid_from", "begins_on") if shared.get(name)), None)
        return RowSoFar(PartialDate.parse(day).last_day if day else None, shared.get("kind", ""))
