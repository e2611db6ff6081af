"""What would become of one row of a file: the record it makes or changes, and what is told about its cells."""

from dataclasses import dataclass, field
from datetime import date

from django.db import models

from personnel.importing.lookups import Lookups
from personnel.importing.planned import RowKind
from personnel.importing.veiling import half_number, no_word, veil
from personnel.importing.workbook import RawCell
from personnel.models import Dossier
from personnel.present import shown
from personnel.workbooks.layout import CITIZEN, SheetColumn
from personnel.workbooks.lists import Lists
from personnel.workbooks.reading import FileSheet
from qlcb.fields import SealedField

Told = tuple[str, str]


@dataclass(slots=True)
class Change:
    """One value that the row brings: where it belongs, what stands there now and what would."""

    label: str
    old: str
    new: str


@dataclass(slots=True, eq=False)
class Edit:
    """A stored record whose named fields change. wave: of those of one person, which is written before which."""

    record: models.Model
    fields: set[str]
    wave: int = 0


@dataclass(slots=True, eq=False)
class Line:
    """One row of a sheet. record: the stored record with the new values in it, or a new one, unsaved.

    values: field → value told, for the mark and the preview; fields: those of the stored record that change.
    consequences: stored records that end earlier or later because of this row. named: somebody whom the refusal of a
    row that is nobody's names. is_outside: the table of decentralisation gives its decision to another authority.
    """

    file: FileSheet
    number: int
    cells: dict[str, RawCell]
    dossier: Dossier | None = None
    named: Dossier | None = None
    record: models.Model | None = None
    is_new: bool = False
    values: dict[str, object] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    errors: list[Told] = field(default_factory=list)
    warnings: list[Told] = field(default_factory=list)
    consequences: list[Edit] = field(default_factory=list)
    wave: int = 0
    is_outside: bool = False

    @property
    def kind(self) -> RowKind:
        if self.errors:
            return RowKind.REFUSED
        if self.is_new:
            return RowKind.NEW
        return RowKind.CHANGED if self.fields else RowKind.UNCHANGED

    @property
    def writes(self) -> bool:
        """Whether the row brings something and may."""
        return not self.errors and (self.is_new or bool(self.fields))

    @property
    def people(self) -> list[int]:
        """Ids of the people of whom the row and what is told about it speak."""
        return [dossier.pk for dossier in (self.dossier, self.named) if dossier is not None]

    def refuse(self, key: str, message: str) -> None:
        """Add a reason for which the row stays out, at the cell of the column."""
        self.errors.append(self._told(key, message))

    def warn(self, key: str, message: str) -> None:
        """Add a doubt that does not keep the row out."""
        self.warnings.append(self._told(key, message))

    def _told(self, key: str, message: str) -> Told:
        """The cell and the message, which is kept with the run: it quotes nothing restricted."""
        column = self.file.sheet.by_key.get(key)
        mask = None
        if key in (CITIZEN, "citizen_id"):
            mask = half_number
        elif column is not None and column.is_sealed:
            mask = no_word
        return self.file.ref(self.number, key), veil(message, mask)


@dataclass(frozen=True)
class Frame:
    """What all rows are compared by."""

    account: object
    lists: Lists
    lookups: Lookups

    @property
    def today(self) -> date:
        return self.lookups.today


def words(column: SheetColumn, value: object, lists: Lists) -> str:
    """A value as the preview shows it; restricted ones masked, for the preview is kept with the run (DESIGN §9)."""
    field_ = column.field
    if value is None or value == "":
        return ""
    if isinstance(field_, SealedField):
        return field_.mask(value)
    if field_.is_relation:
        return lists.of(field_).labels.get(value, f"#{value}")
    if field_.choices:
        return str(dict(field_.flatchoices).get(value, value))
    return shown(value)
