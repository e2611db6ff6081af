"""Every row of a file against what is stored: who it is, what it brings, and whether the account may bring it."""

from collections.abc import Callable

from accounts.permissions import OPEN, RIGHTS, WorkGroup
from personnel.importing.lookups_db import CellRefused
from personnel.importing.matching import Matcher
from personnel.importing.panels import plan_panels
from personnel.importing.pay import plan_salary
from personnel.importing.planned import Change, Frame, Planned, RowKind
from personnel.importing.posts import plan_appointment, plan_posting, serving_unit
from personnel.importing.reading import Lists
from personnel.importing.stored import read_stored
from personnel.importing.studies import plan_studies
from personnel.models import Dossier

_STEPS: tuple[Callable[[Planned, Frame], None], ...] = (
    plan_panels,
    plan_posting,
    plan_appointment,
    plan_salary,
    plan_studies,
)


def plan_rows(lists: Lists, *, account, lock: bool = False) -> list[Planned]:
    """Return what would become of each row. Nothing is written; refusals and doubts are added to the clean rows.

    lock: hold the dossiers concerned until the commit, for writing right after. A plan is good for one time: its
    dossiers and records already carry the new values.
    """
    sheets = {sheet.title: sheet for sheet in lists.sheets}
    rows = [Planned(clean, sheets[clean.sheet]) for clean in lists.rows]
    taken = [row for row in rows if not row.clean.refused]
    stored = read_stored((row.clean for row in taken), account, lock=lock)
    frame = Frame(lists.catalogues, lists.scope, stored, lists.catalogues.lookups.today)
    matcher, gate = Matcher(stored), Gate(account)
    for row in taken:
        _try(row, lambda row=row: matcher.match(row))
        if row.dossier is None:
            continue
        for step in _STEPS:
            _try(row, lambda row=row, step=step: step(row, frame))
        if not row.clean.refused:
            gate.check(row)
    return rows


def _try(row: Planned, step: Callable[[], None]) -> None:
    """Do one step; what it refuses is told at its cell, and the next step may find more."""
    try:
        step()
    except CellRefused as refusal:
        row.refuse(refusal)


class _Subject:
    """A person to be: what the rights ask of a dossier that does not exist yet."""

    def __init__(self, row: Planned, leading: bool) -> None:
        self.code = row.dossier.code
        self.now_unit_id = serving_unit(row)
        self.holds_leading_position = leading
        self.is_contract_staff = row.dossier.subject == Dossier.Subject.CONTRACT


class Gate:
    """Whether the account may open and write what rows bring; each question is asked once for all people alike."""

    def __init__(self, account) -> None:
        self._access = account.access
        self._verdicts: dict[tuple, object] = {}

    def check(self, row: Planned) -> None:
        """Refuse the row at the first cell of each group that the account may not write."""
        if row.kind not in (RowKind.NEW, RowKind.CHANGED):
            return
        subject = row.dossier
        if row.is_new:
            subject = _Subject(row, any(change.key == "position" for change in row.changes))
            if subject.now_unit_id not in self._access.units(OPEN):
                row.refuse(CellRefused("unit", f"Tài khoản không có quyền: {RIGHTS[OPEN].sentence}."))
        first: dict[WorkGroup, Change] = {}
        for change in row.changes:
            if not change.opens:
                first.setdefault(change.group, change)
        for group, change in first.items():
            verdict = self._verdict(group, subject)
            if not verdict:
                row.refuse(CellRefused(change.key, f"Không được ghi {change.label.lower()}: {verdict.why}"))
        if row.is_new and self._access.is_own(subject):
            row.refuse(CellRefused("code", "Người giữ tài khoản không được lập hồ sơ của chính mình."))

    def _verdict(self, group: WorkGroup, subject):
        own = self._access.is_own(subject)
        key = (group, subject.now_unit_id, subject.holds_leading_position, subject.is_contract_staff, own)
        if key not in self._verdicts:
            self._verdicts[key] = self._access.may_write(group, subject)
        return self._verdicts[key]
