"""The hand-made table of raises (tests/personnel/nang_bac) read into facts, and the lists of law from their files."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from personnel.rules.absences import Kind, Kinds, Span
from personnel.rules.consequences import Consequence, Consequences, Mark
from personnel.rules.held import groups_of
from personnel.rules.numbers import LegalNumber, Numbers
from personnel.rules.raises import Conduct
from personnel.rules.salary import SalaryStep
from personnel.rules.working_days import CalendarDay, WorkingCalendar
from qlcb import regulation
from qlcb.dates import PartialDate

TODAY = date(2026, 11, 29)
NAMES = {"KHT": "Không hoàn thành nhiệm vụ", "HT": "Hoàn thành nhiệm vụ", "HTT": "Hoàn thành tốt nhiệm vụ"}


class FileLaw:
    """The lists of law as they are shipped."""

    @cached_property
    def groups(self):
        return groups_of(map(SalaryStep.from_row, regulation.table("salary_table")))

    @cached_property
    def numbers(self):
        return Numbers(map(LegalNumber.from_row, regulation.table("legal_numbers")))

    @cached_property
    def consequences(self):
        return Consequences(map(Consequence.from_row, regulation.table("consequences")))

    @cached_property
    def kinds(self):
        return Kinds(map(Kind.from_row, regulation.table("terms/absence_kind")))

    @cached_property
    def calendar(self):
        return WorkingCalendar(map(CalendarDay.from_row, regulation.table("holidays_vn")))


LAW = FileLaw()


@dataclass(frozen=True)
class Line:
    """A line of a salary history."""

    valid_from: PartialDate
    group: str
    step: int
    over_frame: int = 0
    pay_percent: int = 100
    counts_from: date | None = None

    @property
    def coefficient(self) -> Decimal:
        return LAW.groups[self.group].coefficients[self.step]


@dataclass(frozen=True)
class Case:
    """One line of the table."""

    name: str
    subject: str
    lines: list[Line]
    marks: list[Mark]
    spans: list[Span]
    told: dict[int, date]
    today: date
    kind: str
    extension: int
    not_counted: int
    due: date | None

    @property
    def conduct(self) -> Conduct:
        rated = [mark for mark in self.marks if mark.kind != "rating" or mark.code == "KHT"]
        return Conduct(self.subject, rated, self.spans)


def cases() -> list[Case]:
    with (Path(__file__).parent / "nang_bac" / "truong_hop.csv").open(encoding="utf-8", newline="") as file:
        return [_case(row) for row in csv.DictReader(file)]


def _case(row: dict[str, str]) -> Case:
    told = {}
    marks = [_discipline(text) for text in _parts(row["disciplines"])]
    marks += [_rating(text, told) for text in _parts(row["ratings"])]
    return Case(
        name=row["case"],
        subject=row["subject"],
        lines=[_line(text) for text in _parts(row["pay"])],
        marks=marks,
        spans=[_span(text) for text in _parts(row["absences"])],
        told=told,
        today=date.fromisoformat(row["today"]) if row["today"] else TODAY,
        kind=row["kind"],
        extension=int(row["extension"]),
        not_counted=int(row["not_counted"]),
        due=date.fromisoformat(row["due"]) if row["due"] else None,
    )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _line(text: str) -> Line:
    day, place, *rest = text.split()
    group, step = place.split("/")
    more = {}
    for word in rest:
        if word.endswith("%"):
            more["pay_percent"] = int(word[:-1])
        elif word.startswith("vk"):
            more["over_frame"] = int(word[2:])
        else:
            more["counts_from"] = date.fromisoformat(word.removeprefix("mốc="))
    return Line(PartialDate.parse(day), group, int(step), **more)


def _discipline(text: str) -> Mark:
    day, code, *rest = text.split()
    kind = "party" if code.startswith("D-") else "state"
    return Mark(kind, code, code, date.fromisoformat(day), apart=rest == ["khác"])


def _rating(text: str, told: dict[int, date]) -> Mark:
    year, code, *rest = text.split()
    days = [date.fromisoformat(word[1:]) for word in rest if word.startswith("@")]
    told.update({int(year): day for day in days})
    day = days[0] if days else date(int(year), 12, 31)
    return Mark("rating", code, NAMES[code], day, year=int(year), same="cùng" in rest)


def _span(text: str) -> Span:
    first, last, code, days = re.fullmatch(r"([\d-]+)\.\.([\d-]*) (\S+)(?: /(\d+))?", text).groups()
    ends = date.fromisoformat(last) if last else None
    return Span(date.fromisoformat(first), ends, code, code, days=Decimal(days) if days else None)
