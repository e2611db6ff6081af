"""The table of biên chế as a workbook and back: what is exported is the template, what comes back is compared first.

A column of assigned numbers a kind is read, the rest of the file is for people. An empty cell keeps what is there.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from orgunits.models import QuotaKind, Unit
from orgunits.quotas import Quotas
from orgunits.services.assign_quotas import Wanted
from orgunits.tree import Tree
from personnel.importing.cells import text_of
from personnel.importing.limits import MEGABYTE, Limits, WorkbookRefused
from personnel.importing.workbook import RawRow, read_workbook
from personnel.quotas.rights import NOT_ITS_OWN, assignable_ids
from personnel.quotas.table import Line, QuotaTable
from qlcb.formats import date_vi, number_vi
from qlcb.vietnamese import fold, squeeze
from qlcb.xlsx import list_workbook

LIMITS = Limits(
    file_bytes=5 * MEGABYTE, unpacked_bytes=80 * MEGABYTE, sheets=5, rows=5_000, columns=40, cells=60_000,
    output_bytes=16 * MEGABYTE, cpu_seconds=30, wall_seconds=60,
)  # fmt: skip
TITLE, CODE = "Biên chế", "Mã đơn vị"
HEADER_WITHIN = 20
MOST = 99_999
NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"


def given_label(kind: str) -> str:
    """The head of the column that is read back."""
    return f"Giao: {QuotaKind(kind).label}"


def workbook(table: QuotaTable, lines: list[Line], *, head: list[str], mark: str) -> bytes:
    """The lines of the table as .xlsx. head: the lines over it; mark: for the footer of each printed page."""
    columns = [(CODE, 14), ("Đơn vị", 48)]
    for kind in table.kinds:
        label = QuotaKind(kind).label
        columns += [(given_label(kind), 14), (f"Hiện có: {label}", 14), (f"Thừa (+), thiếu (-): {label}", 16)]
    hint = f"Số liệu ngày {date_vi(table.day)}. Sửa cột “Giao: …” rồi nhập lại ở trang Biên chế; ô trống giữ nguyên."
    rows = ([line.node.code, line.node.name, *_numbers(line)] for line in lines)
    return list_workbook(title=TITLE, lines=[*head, hint], columns=columns, rows=rows, mark=mark)


def _numbers(line: Line) -> list[int | None]:
    found = []
    for cell in line.cells:
        known = cell.whole is not None and cell.heads is not None
        found += [cell.given, cell.heads, cell.heads - cell.whole if known else None]
    return found


@dataclass
class Sheet:
    """What was read: kinds of the columns, and (number in the file, code of the unit, text of each column)."""

    kinds: list[str]
    rows: list[tuple[int, str, list[str]]]


def read_sheet(file) -> Sheet:
    """The rows of an uploaded workbook, opened in the confined child process. Raises WorkbookRefused."""
    with NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        sheets = read_workbook(Path(kept.name), limits=LIMITS)
    labels = {fold(given_label(kind)): kind for kind in QuotaKind.values} | {fold(CODE): CODE}
    for sheet in sheets:
        for row in sheet.rows[:HEADER_WITHIN]:
            columns = {labels.get(fold(text_of(cell))): number for number, cell in row.cells.items()}
            columns.pop(None, None)
            if CODE in columns and len(columns) > 1:
                return _below(row, sheet.rows, columns)
    needed = f"“{CODE}” và ít nhất một cột “{given_label(QuotaKind.CIVIL_SERVANT)}”…"
    raise WorkbookRefused(f"Không thấy dòng tiêu đề có các cột {needed} Hãy dùng tệp đã kết xuất làm mẫu.", "no_header")


def _below(header: RawRow, rows: list[RawRow], columns: dict[str, int]) -> Sheet:
    at = columns.pop(CODE)
    read = []
    for row in rows:
        if row.number > header.number and (code := squeeze(text_of(row.cell(at)))):
            read.append((row.number, code, [_text(row.cell(number)) for number in columns.values()]))
    if not read:
        raise WorkbookRefused("Dưới dòng tiêu đề không có dòng nào để nhập.", "no_data")
    return Sheet(list(columns), read)


def _text(cell) -> str:
    return "=" if cell.kind in ("error", "formula") else squeeze(text_of(cell))


@dataclass
class PlannedRow:
    """What would become of one row. changes: (kind, old, new), as words; errors: (kind or "Mã đơn vị", sentence)."""

    number: int
    code: str
    name: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class QuotaPlan:
    """All rows of a file, and the numbers that the good ones want."""

    rows: list[PlannedRow]
    wanted: list[Wanted]

    @property
    def wrong(self) -> int:
        return sum(bool(row.errors) for row in self.rows)

    @property
    def changed(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.changes and not row.errors]

    @property
    def same(self) -> int:
        return len(self.rows) - self.wrong - len(self.changed)

    @property
    def mark(self) -> str:
        """Tells whether a confirmed plan is still the same when it is made again."""
        told = [(want.unit.pk, want.kind, want.number, want.seen) for want in self.wanted]
        wrong = [(row.number, row.errors) for row in self.rows if row.errors]
        return hashlib.sha256(json.dumps([told, wrong], ensure_ascii=False).encode()).hexdigest()


def plan_sheet(sheet: Sheet, *, account, on: date) -> QuotaPlan:
    """Compare the rows with what stands on the day `on`; nothing is written. Four queries, however many rows."""
    there, quotas = Tree.on(on).nodes, Quotas.on(on).rows
    units = {unit.code: unit for unit in Unit.objects.filter(pk__in=list(there))}
    mine, planned, wanted, seen = assignable_ids(account), [], [], set()
    for number, code, texts in sheet.rows:
        row, unit = PlannedRow(number, code), units.get(code)
        planned.append(row)
        if unit is None:
            row.errors.append((CODE, f"Ngày {date_vi(on)} không có đơn vị mã này."))
            continue
        row.name = there[unit.pk].name
        if code in seen:
            row.errors.append((CODE, "Đơn vị này đã có ở một dòng trên."))
        seen.add(code)
        for kind, text in zip(sheet.kinds, texts, strict=True):
            _plan_cell(row, unit, kind, text, quotas.get((unit.pk, kind)), unit.pk in mine, wanted)
    return QuotaPlan(planned, wanted)


def _plan_cell(row: PlannedRow, unit: Unit, kind: str, text: str, running, is_mine: bool, wanted: list[Wanted]) -> None:
    if not text:
        return
    label = QuotaKind(kind).label
    if not (text.isascii() and text.isdigit() and int(text) <= MOST):
        row.errors.append((label, "Ô là công thức." if text == "=" else f"“{text}” không phải là số người."))
    elif running is None or running.number != int(text):
        if not is_mine:
            row.errors.append((label, NOT_ITS_OWN))
            return
        row.changes.append((label, number_vi(running.number) if running else "", number_vi(int(text))))
        wanted.append(Wanted(unit, kind, int(text), running.mark if running else ""))
