"""Rank, step and coefficient that a list tells, among the salary records of the dossier."""

from datetime import date
from decimal import Decimal

from accounts.permissions import Change as Meaning
from personnel.importing.lookups_db import CellRefused
from personnel.importing.panels import check_fields
from personnel.importing.planned import Change, Frame, Planned
from personnel.importing.series import beginning_at, holding_on, insert, move_start
from personnel.models import Salary
from personnel.sections import SALARIES
from qlcb.dates import PartialDate
from qlcb.formats import decimal_vi


def plan_salary(row: Planned, frame: Frame) -> None:
    """Add the salary that the list tells from its day on, or correct the record of that day.

    The same pay from another day than on file is a correction of that day. A list without days tells the pay of its
    own day. Raises CellRefused for pay that the tables do not have.
    """
    told = _told(row, frame)
    if told is None:
        return
    code, step, coefficient = told
    rows = frame.stored.salaries[row.dossier.pk] if not row.is_new else []
    running = holding_on(rows, row.sheet.as_of)
    stated: date | None = row.value("salary_from")
    start = PartialDate.of(stated or row.sheet.as_of)
    goes_on = running is not None and (running.rank.code, running.step, running.coefficient) == told
    if goes_on and stated is None:
        return
    rank, group = frame.catalogues.pay(code, step, coefficient, start.first_day)
    same = beginning_at(rows, start) or (running if goes_on else None)
    before = _words(running)
    if same is None:
        _add(row, rows, Salary(rank=rank, group=group, step=step, coefficient=coefficient, valid_from=start))
    elif not _correct(row, rows, same, (rank, group, step, coefficient, start)):
        return
    after = f"{code} bậc {step}, hệ số {decimal_vi(coefficient)} (từ {start})"
    rewrites = row.writes.corrects(Salary)
    meaning = Meaning(rewrites=rewrites, deciders=frozenset({None}), regrades=True)  # a list names no decision
    row.changes.append(Change("rank", before, after, SALARIES.group, meaning=meaning))


def _told(row: Planned, frame: Frame) -> tuple[str, int, Decimal] | None:
    """Rank, step and coefficient; the coefficient by the table where the list has no such column."""
    code, step, coefficient = (row.value(key) for key in ("rank", "step", "coefficient"))
    if code is None:
        return None
    if step is None:
        row.warn("rank", "Danh sách không cho biết bậc lương nên chưa ghi lương.")
        return None
    if coefficient is None:
        day = row.value("salary_from") or row.sheet.as_of
        coefficient = frame.catalogues.coefficient(code, step, day)
        if coefficient is None:
            raise CellRefused("rank", f"Chưa có hệ số; không tìm được một hệ số duy nhất của ngạch {code} bậc {step}.")
    return code, step, coefficient


def _add(row: Planned, rows: list[Salary], salary: Salary) -> None:
    salary.dossier = row.dossier
    check_fields(salary, {"valid_from": "salary_from"})
    insert(rows, salary, row.writes)
    if salary.valid_to is not None and rows:
        newest = rows[-1].valid_from
        row.warn("salary_from", f"Hồ sơ đã có bậc lương mới hơn, từ {newest}; dòng này được ghi vào quá khứ.")


def _correct(row: Planned, rows: list[Salary], same: Salary, told: tuple) -> bool:
    """Make the record say what the list says; return whether it said something else."""
    rank, group, step, coefficient, start = told
    before = len(row.writes.edits)
    if (same.rank.code, same.step, same.coefficient) != (rank.code, step, coefficient):
        wanted = {"rank_id": rank.pk, "group": group, "step": step, "coefficient": coefficient}
        for name, value in wanted.items():
            if getattr(same, name) != value:
                row.writes.set(same, name, value)
    if same.valid_from != start:
        move_start(rows, same, start, row.writes, "salary_from")
    return len(row.writes.edits) > before


def _words(salary: Salary | None) -> str:
    if salary is None:
        return ""
    pay = f"hệ số {decimal_vi(salary.coefficient)} (từ {salary.valid_from})"
    return f"{salary.rank.code} bậc {salary.step}, {pay}"
