"""Whether the account may open and write what the rows of a list bring, asked before and after the writing."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from accounts.access import Access, Verdict
from accounts.permissions import OPEN, RIGHTS
from accounts.permissions import Change as Meaning
from personnel.authority import Hanging, newly_outside
from personnel.importing.lookups_db import CellRefused
from personnel.importing.planned import Change, Planned, RowKind
from personnel.importing.posts import serving_unit
from personnel.models import Appointment, Dossier, Posting, Salary
from personnel.models.rows import DossierRow


class _Subject:
    """A person to be: what the rights ask of a dossier that does not exist yet."""

    def __init__(self, row: Planned) -> None:
        self.code = row.dossier.code
        self.now_unit_id = serving_unit(row)
        self.holds_leading_position = any(change.key == "position" for change in row.changes)
        self.is_contract_staff = row.dossier.is_contract_staff
        self.is_civil_servant = row.dossier.is_civil_servant


class Gate:
    """The rights of one account over the rows of one list; each question is asked once for all people alike."""

    def __init__(self, account) -> None:
        self._access = account.access
        self._verdicts: dict[tuple, Verdict] = {}

    def check(self, row: Planned) -> None:
        """Refuse the row at the first cell of each group that the account may not write."""
        if row.kind not in (RowKind.NEW, RowKind.CHANGED):
            return
        subject = row.dossier
        if row.is_new:
            subject = _Subject(row)
            if subject.now_unit_id not in self._access.units(OPEN):
                row.refuse(CellRefused("unit", f"Tài khoản không có quyền: {RIGHTS[OPEN].sentence}."))
            if self._access.is_own(subject):
                row.refuse(CellRefused("code", "Người giữ tài khoản không được lập hồ sơ của chính mình."))
        refused = set()
        for change in row.changes:
            verdict = self._verdict(change, subject, change.meaning)
            if not change.opens and not verdict and change.group not in refused:
                refused.add(change.group)
                row.refuse(CellRefused(change.key, f"Không được ghi {change.label.lower()}: {verdict.why}"))

    def holds_after(self, row: Planned, written: Dossier) -> Verdict:
        """Tell whether the groups that the row wrote may still be written on the dossier as it is now (DESIGN §3)."""
        for change in row.changes:
            verdict = self._verdict(change, written, Meaning())
            if not verdict:
                return verdict
        return Verdict(True, "")

    def _verdict(self, change: Change, subject, meaning: Meaning) -> Verdict:
        own = self._access.is_own(subject)
        key = (change.group, meaning, own, *person_asked(subject, self._access))
        if key not in self._verdicts:
            self._verdicts[key] = self._access.may_write(change.group, subject, meaning)
        return self._verdicts[key]


def person_asked(subject, access: Access) -> tuple:
    """What the rights ask of a person: where kept, or by name, and the constraints. subject: as for `may_write`."""
    pk = getattr(subject, "pk", None)
    return (
        subject.now_unit_id,
        pk if pk in access.named_dossiers else None,
        subject.holds_leading_position,
        subject.is_contract_staff,
        subject.is_civil_servant,
    )


_CELLS = {Posting: "unit", Appointment: "position", Salary: "rank"}


def ask_table(rows: Sequence[Planned]) -> None:
    """Refuse rows that turn the result of a decision into one which another authority decides (TCHQ-5.2b).

    A list names no decision, but what it corrects may hang on one.
    """
    edited: dict[type[DossierRow], list[tuple[Planned, DossierRow]]] = defaultdict(list)
    for row in rows:
        for edit in row.writes.edits.values():
            model = type(edit.record)
            if model in _CELLS and edit.record.decision_id and edit.fields != {"valid_to"}:
                edit.record.dossier = row.dossier
                edited[model].append((row, edit.record))
    for model, edits in edited.items():
        records = [record for _, record in edits]
        prefetch_related_objects(records, "decision")
        stored = model.objects.select_related("dossier", "decision").in_bulk([record.pk for record in records])
        results = [
            (Hanging(record, record.decision), Hanging(old, old.decision) if old.decision_id else None)
            for record in records
            for old in [stored[record.pk]]
        ]
        row_of = {id(record): row for row, record in edits}
        for hanging, verdict in newly_outside(results):
            row_of[id(hanging.row)].refuse(CellRefused(_CELLS[model], verdict.why))
