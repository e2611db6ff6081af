"""Records of one section of many people to be taken out: what gets their time back, and what speaks against it.

The rules are those of one record (`services.save_row.remove_row`), asked in a number of queries that does not grow.
"""

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta

from accounts.permissions import rights_writing
from personnel.meaning import removal_of
from personnel.models import Dossier
from personnel.models.rows import DossierRow
from personnel.sections import Section, TimeRule
from personnel.services.row_order import ONLY_ROW, was_cut
from personnel.workbooks.gate import Gate

DAY = timedelta(days=1)
GONE = "Bản ghi này không còn trong hồ sơ; có thể đã được đính chính hoặc hủy."


@dataclass(slots=True, eq=False)
class GoneRow:
    """One record to be taken out. record: as it is stored, None when it is there no more; restored: the record before
    it, as it stands afterwards, where it takes over its time; errors: as of a new record."""

    dossier: Dossier
    pk: int
    number: int = 1
    record: DossierRow | None = None
    restored: DossierRow | None = None
    errors: list[tuple[str, str]] = field(default_factory=list)


class RemovalPlan:
    """The plan of taking out some records of one section, at most one of each person."""

    def __init__(self, section: Section, rows: Sequence[GoneRow], *, account):
        self.section, self.rows, self.account, self.gate = section, rows, account, Gate(account)

    def compare(self) -> None:
        """Find each record, ask whether it may be taken out, and who takes over its time."""
        by_dossier = self._stored()
        for right in rights_writing(self.section.group):
            self.account.access.units(right.code)
        before = {}
        for row in self.rows:
            others = by_dossier[row.dossier.pk]
            row.record = next((other for other in others if other.pk == row.pk), None)
            if row.record is None:
                row.errors.append(("", GONE))
                continue
            self._ask(row)
            if self.section.in_series(row.record):
                before[row.pk] = self._neighbour(row, others)
        self._give_back(before)

    @property
    def refused(self) -> list[GoneRow]:
        return [row for row in self.rows if row.errors]

    @property
    def restored(self) -> list[DossierRow]:
        return [row.restored for row in self.rows if row.restored is not None]

    def _stored(self) -> dict[int, list[DossierRow]]:
        dossiers, found = {row.dossier.pk: row.dossier for row in self.rows}, defaultdict(list)
        rows = self.section.model._base_manager.filter(dossier_id__in=dossiers).select_related("decision")
        for record in rows.select_related(*self.section.related).order_by("pk"):
            record.dossier = dossiers[record.dossier_id]
            found[record.dossier_id].append(record)
        return found

    def _ask(self, row: GoneRow) -> None:
        change = removal_of(self.section, row.record.decision)
        verdict = self.gate.may_write(self.section.group, row.dossier, change)
        if not verdict:
            row.errors.append(("", verdict.why))

    def _neighbour(self, row: GoneRow, others: Sequence[DossierRow]) -> DossierRow | None:
        """The record of the series that ended right before this one."""
        same = [o for o in others if o.pk != row.pk and self.section.in_series(o)]
        if self.section.required and not same:
            row.errors.append(("", ONLY_ROW))
        last_day = row.record.valid_from.first_day - DAY
        return next((other for other in same if other.valid_to == last_day), None)

    def _give_back(self, before: dict[int, DossierRow | None]) -> None:
        found = {pk: other for pk, other in before.items() if other is not None}
        if self.section.time_rule is not TimeRule.ONE_AT_A_TIME:
            found = self._cut_by_them(found)
        for row in self.rows:
            if (other := found.get(row.pk)) is not None:
                row.restored = copy(other)
                row.restored.valid_to = row.record.valid_to

    def _cut_by_them(self, found: dict[int, DossierRow]) -> dict[int, DossierRow]:
        """Where there may be none at a time, only a record that was cut by entering this one comes back."""
        past = self.section.model.history
        entered = {entry.id: entry for entry in past.filter(id__in=found, history_type="+").order_by("history_id")}
        newest = {
            entry.id: entry for entry in past.filter(id__in=[o.pk for o in found.values()]).order_by("history_id")
        }
        return {
            pk: other
            for pk, other in found.items()
            if pk in entered and other.pk in newest and was_cut(entered[pk], newest[other.pk])
        }
