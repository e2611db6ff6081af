"""A whole file against what is stored: every row of every sheet, in a fixed number of queries a sheet."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from personnel.importing.lookups import Lookups
from personnel.workbooks.decisions import Decisions
from personnel.workbooks.gate import Gate
from personnel.workbooks.lines import Frame, Line
from personnel.workbooks.lists import Lists
from personnel.workbooks.people import People, WhoRefused
from personnel.workbooks.people_plan import PeoplePlan
from personnel.workbooks.reading import FileSheet, WorkbookFile
from personnel.workbooks.section_plan import SectionPlan
from qlcb import regulation
from qlcb.identifiers import STAFF_CODE

Progress = Callable[[int, int], None]


@dataclass
class Plan:
    """What a file would do. decisions: those that it would enter, whether or not a row that may be written names
    them."""

    file: WorkbookFile
    lines: list[Line] = field(default_factory=list)
    decisions: Decisions | None = None
    lists: Lists | None = None


def plan_file(
    file: WorkbookFile, *, account, today: date, lock: bool = False, progress: Progress | None = None
) -> Plan:
    """Compare a file with what is stored. Writes nothing; a file is good for any number of plans.

    lock: hold the dossiers concerned until the commit, for writing right after. progress: called with rows done and
    rows in all.
    """
    if file.problems:
        return Plan(file)
    provinces = {row["cccd_code"]: row["name"] for row in regulation.table("provinces_63")}
    frame = Frame(
        account, Lists(), Lookups(today, provinces=provinces, staff_code=re.compile(STAFF_CODE.regex.pattern))
    )
    gate = Gate(account)
    people = People(file.sheets, account, frame.lookups, lock=lock)
    by_sheet = [(sheet, _lines(sheet, people)) for sheet in file.sheets]
    decisions = Decisions(frame, gate)
    plan = Plan(file, [line for _, lines in by_sheet for line in lines], decisions, frame.lists)
    done, told = 0, progress or (lambda done, total: None)
    told(0, len(plan.lines))
    for sheet, lines in by_sheet:
        if lines:
            _plan_sheet(sheet, lines, frame, gate, decisions)
        done += len(lines)
        told(done, len(plan.lines))
    return plan


def _lines(sheet: FileSheet, people: People) -> list[Line]:
    """The rows of a sheet, each with its person."""
    lines = []
    for number, cells in sheet.rows:
        line = Line(sheet, number, cells)
        try:
            line.dossier = people.find(cells)
        except WhoRefused as refused:
            line.named = refused.named
            line.refuse(refused.key, str(refused))
        else:
            if doubt := people.doubt(cells, line.dossier):
                line.warn("who_name", doubt)
        lines.append(line)
    return lines


def _plan_sheet(sheet: FileSheet, lines: list[Line], frame: Frame, gate: Gate, decisions: Decisions) -> None:
    if sheet.sheet.section is None:
        plan = PeoplePlan(lines, frame, gate)
        plan.read_cells()
    else:
        plan = SectionPlan(lines, frame, gate, decisions)
        plan.read_cells()
        plan.read_stored()
        decisions.read(*plan.named_decisions())
    plan.compare()
