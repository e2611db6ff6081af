"""What would become of one row of a list: new, changed, unchanged or refused, and the records to write."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from accounts.permissions import Change as Meaning
from accounts.permissions import WorkGroup
from personnel.importing.cleaning import CleanRow
from personnel.importing.columns import COLUMN_BY_KEY
from personnel.importing.list_unit import UnitScope
from personnel.importing.lookups_db import Catalogues, CellRefused
from personnel.importing.reading import ListSheet
from personnel.importing.stored import Stored
from personnel.models import Dossier
from personnel.models.rows import DossierRow
from qlcb.history import Tracked

_LABELS = {"rank": "Lương"}


class RowKind(StrEnum):
    """What the import makes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that the row brings: under which column, what stands in the file now and what would stand there.

    group: the work group whose right is needed, for what the write means; opens: it belongs to the opening of a new
    dossier, which has a right of its own.
    """

    key: str
    old: str
    new: str
    group: WorkGroup
    opens: bool = False
    meaning: Meaning = field(default_factory=Meaning)

    @property
    def label(self) -> str:
        return _LABELS.get(self.key) or COLUMN_BY_KEY[self.key].title


@dataclass
class Edit:
    """A stored record whose named fields change. shrinks: it gives time free, so it is written before others grow."""

    record: Tracked
    fields: set[str] = field(default_factory=set)
    shrinks: bool = False


@dataclass
class Writes:
    """The records of one dossier that are made or changed; each changed record stands here once."""

    created: list[DossierRow] = field(default_factory=list)
    edits: dict[int, Edit] = field(default_factory=dict)

    def corrects(self, model: type[Tracked]) -> bool:
        """Tell whether a stored record of the model says something else afterwards, not only ends earlier."""
        return any(type(edit.record) is model and edit.fields != {"valid_to"} for edit in self.edits.values())

    def set(self, record: Tracked, name: str, value: object, *, shrinks: bool = False) -> None:
        """Give a field of a stored record its new value."""
        setattr(record, name, value)
        edit = self.edits.setdefault(id(record), Edit(record))
        edit.fields.add(name)
        edit.shrinks = edit.shrinks or shrinks


@dataclass
class Planned:
    """A row and what becomes of it. dossier: the stored one or a new, unsaved one; None when the row is refused.

    met: ids of the stored dossiers that the row was found to name; alike: of those told to bear the same name.
    """

    clean: CleanRow
    sheet: ListSheet
    dossier: Dossier | None = None
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)
    writes: Writes = field(default_factory=Writes)
    met: set[int] = field(default_factory=set)
    alike: set[int] = field(default_factory=set)

    @property
    def kind(self) -> RowKind:
        if self.clean.refused:
            return RowKind.REFUSED
        if self.is_new:
            return RowKind.NEW
        return RowKind.CHANGED if self.changes else RowKind.UNCHANGED

    def value(self, key: str):
        """Return the cleaned value under the column, None when the list does not tell it."""
        return self.clean.values.get(key)

    def ref(self, key: str) -> str:
        """Return the cell of a column, or of the person's name when the list does not have the column."""
        refs = self.clean.refs
        return refs.get(key) or refs.get("full_name") or next(iter(refs.values()))

    def refuse(self, refusal: CellRefused) -> None:
        """Add a reason for which the row stays out."""
        told = (self.ref(refusal.key), refusal.message)
        if told not in self.clean.errors:
            self.clean.errors.append(told)

    def warn(self, key: str, message: str) -> None:
        """Add a doubt that does not keep the row out."""
        self.clean.warnings.append((self.ref(key), message))


@dataclass(frozen=True)
class Frame:
    """What every row is compared by: the catalogues, the units within reach, what is stored, and today."""

    catalogues: Catalogues
    scope: UnitScope
    stored: Stored
    today: date
