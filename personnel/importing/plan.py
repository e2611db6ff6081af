"""Every row of a file against what is stored: who it is, what it brings, and whether the account may bring it."""

from collections.abc import Callable

from personnel.importing.gate import Gate, ask_table
from personnel.importing.lookups_db import CellRefused
from personnel.importing.matching import Matcher
from personnel.importing.panels import plan_panels
from personnel.importing.pay import plan_salary
from personnel.importing.planned import Frame, Planned
from personnel.importing.posts import plan_appointment, plan_posting
from personnel.importing.reading import Lists
from personnel.importing.stored import read_stored
from personnel.importing.studies import plan_studies

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
    ask_table([row for row in taken if not row.clean.refused])
    return rows


def _try(row: Planned, step: Callable[[], None]) -> None:
    """Do one step; what it refuses is told at its cell, and the next step may find more."""
    try:
        step()
    except CellRefused as refusal:
        row.refuse(refusal)
