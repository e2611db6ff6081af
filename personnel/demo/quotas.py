"""Numbers of staff assigned to the units of the demo: about as many as are there, in some fewer and in some more."""

from collections import Counter
from datetime import date
from random import Random

from orgunits.models import QuotaKind, StaffQuota
from personnel.demo.lives import Life
from personnel.demo.staffing import Department
from personnel.quotas import SUBJECTS

GAPS = {-1: 3, 0: 9, 1: 3, 2: 1}  # what is assigned beyond those who are there: share of the units
KIND_OF = {subject: kind for kind, subjects in SUBJECTS.items() for subject in subjects}


def quotas(lives: list[Life], departments: list[Department], *, seed: int, today: date) -> list[StaffQuota]:
    """Unsaved numbers of last year and this one for every unit in which anybody serves; a department's are no fewer
    than those of its units together, and are cut in the middle of the year in some."""
    there = Counter((life.seat.unit.pk, KIND_OF[life.dossier.subject]) for life in lives if life.serves)
    rows = []
    for department in departments:
        rng = Random(f"{seed}/quotas/{department.unit.code}")
        units = [unit for unit in department.units if unit.pk != department.unit.pk]
        for kind in QuotaKind.values:
            split = {unit: _number(rng, there[unit.pk, kind]) for unit in units if there[unit.pk, kind]}
            own = there[department.unit.pk, kind]
            if not split and not own:
                continue
            total = sum(split.values()) + own + rng.randint(0, 2)
            for year in (today.year - 1, today.year):
                rows += _year(rng, department, split, total, kind, year)
    return rows


def _number(rng: Random, there: int) -> int:
    return max(1, there + rng.choices(list(GAPS), GAPS.values())[0])


def _year(rng: Random, department: Department, split: dict, total: int, kind: str, year: int) -> list[StaffQuota]:
    """The rows of one kind and year: of the department, and under a paper of its own of each of its units."""
    number = total + (3 if rng.random() < 0.2 else 0)
    cut = date(year, 7, 1) if number != total else None
    whole = {"unit": department.unit, "kind": kind, "document_on": date(year, 1, 5)}
    whole |= {"document": f"{rng.randint(20, 60)}/QĐ-TCHQ"}
    rows = [_row(**whole, number=number, begins=date(year, 1, 1), ends=date(year, 6, 30) if cut else None)]
    if cut:
        whole |= {"document": f"{rng.randint(800, 990)}/QĐ-TCHQ", "document_on": date(year, 6, 20)}
        rows.append(_row(**whole, number=total, begins=cut, ends=None, note="Điều chỉnh theo Đề án tinh giản biên chế"))
    if department.is_root:
        return []
    paper = {"document": f"{rng.randint(30, 90)}/QĐ-{department.suffix}", "document_on": date(year, 1, 15)}
    begins = date(year, 1, 1)
    return rows + [_row(unit=unit, kind=kind, number=n, begins=begins, ends=None, **paper) for unit, n in split.items()]


def _row(*, begins: date, ends: date | None, **values) -> StaffQuota:
    return StaffQuota(year=begins.year, valid_from=begins, valid_to=ends or date(begins.year, 12, 31), **values)
