"""The decisions behind the rows: one for a department's raises of a quarter, one for each appointment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from zlib import crc32

from orgunits.models import Unit
from personnel.demo.names import Names
from personnel.demo.staffing import Department
from personnel.models import Decision

KNOWN_FROM = 2008  # papers of older rows were not found when the files were taken over
DRAFTERS_FROM = 2018  # QĐ 240/QĐ-TCHQ asks who drafted, from that year on
NUMBERS_A_YEAR = 1600
DAY = timedelta(days=1)
OUTSIDE, ROOT, DEPARTMENT = "outside", "root", "department"  # who decides, by the table of decentralisation
K = Decision.Kind
SUMMARIES = {
    "raise": (K.SALARY, "Nâng bậc lương, phụ cấp thâm niên vượt khung thường xuyên {about}"),
    "rank": (K.SALARY, "Bổ nhiệm ngạch, xếp lương"),
    "first": (K.RECRUITMENT, "Tuyển dụng, tiếp nhận và phân công công tác"),
    "move": (K.POSTING, "Điều động, phân công công tác"),
    "secondment": (K.POSTING, "Biệt phái công chức"),
    "appointment": (K.APPOINTMENT, "Bổ nhiệm {about}"),
    "reappointment": (K.APPOINTMENT, "Bổ nhiệm lại {about}"),
}


@dataclass
class Paper:
    """A decision to be, and the rows that hang on it. authority: None for a body outside the service."""

    cause: str
    authority: Department | None
    effective_on: date
    signed_on: date
    about: str
    rows: list = field(default_factory=list)


class Papers:
    """Collects papers, then numbers them in the order of signing, as an office register does."""

    def __init__(self, seed: str, today: date, names: Names):
        self.seed, self.today, self.names = seed, today, names
        self.papers: dict[tuple, Paper] = {}
        self.root: Department | None = None
        self.chiefs: dict[int, tuple[date, str]] = {}
        self.drafters: dict[int, list[str]] = {}

    def hang(
        self,
        row,
        cause: str,
        department: Department,
        day: date,
        *,
        about: str = "",
        decided_by: Callable[[date], str] = lambda day: DEPARTMENT,
    ):
        """Put a row on the paper of its cause; rows of long ago keep none.

        day: from which the row holds; about: what makes an appointment's paper its own; decided_by: who decides what is
        signed on a day, one of OUTSIDE, ROOT and DEPARTMENT.
        """
        if day.year < KNOWN_FROM:
            return
        if cause == "raise":
            quarter = (day.month - 1) // 3 + 1
            day, about = date(day.year, quarter * 3 - 2, 1), f"quý {quarter}/{day.year}"
        ahead = 4 + crc32(f"{self.seed}/{cause}/{department.unit.code}/{day}/{about}".encode()) % 17
        signed = min(working(day - timedelta(days=ahead)), self.today)
        level = decided_by(signed)
        authority = department if level == DEPARTMENT and not department.is_central else self.root
        key = (cause, department.unit.pk, day, about, level)
        if key not in self.papers:
            self.papers[key] = Paper(cause, None if level == OUTSIDE else authority, day, signed, about)
        self.papers[key].rows.append(row)

    def decisions(self) -> list[Decision]:
        """Unsaved decisions, each set on its rows with its drafter and the day the paper arrived."""
        made, last, rng = [], {}, Random(f"{self.seed}/papers")
        for paper in sorted(self.papers.values(), key=self._place):
            register = (self._suffix(paper), paper.signed_on.year)
            passed = paper.signed_on.timetuple().tm_yday * NUMBERS_A_YEAR // 366
            last[register] = max(last.get(register, 0) + 1, passed)
            made.append(self._decision(paper, last[register], rng))
        return made

    def _place(self, paper: Paper) -> tuple:
        return paper.signed_on, paper.authority.unit.code if paper.authority else "", paper.cause, paper.about

    def _suffix(self, paper: Paper) -> str:
        return paper.authority.suffix if paper.authority else self.root.suffix_above

    def _decision(self, paper: Paper, number: int, rng: Random) -> Decision:
        kind, summary = SUMMARIES[paper.cause]
        authority = paper.authority.unit if paper.authority else None
        decision = Decision(
            number=f"{number}/QĐ-{self._suffix(paper)}",
            signed_on=paper.signed_on,
            effective_on=paper.effective_on,
            kind=kind,
            signer=self._signer(authority, paper.signed_on),
            authority=authority,
            summary=summary.format(about=paper.about),
        )
        drafters = self.drafters.get((authority or self.root.unit).pk)
        drafter = rng.choice(drafters) if drafters and paper.signed_on.year >= DRAFTERS_FROM else ""
        for row in paper.rows:
            row.decision, row.drafted_by = decision, drafter
            row.paper_received_on = min(working(paper.signed_on + timedelta(days=rng.randint(1, 6))), self.today)
        return decision

    def _signer(self, unit: Unit | None, day: date) -> str:
        """The head of the unit on that day: the one of today since they lead, before them an invented one."""
        since, name = self.chiefs.get(unit.pk, (self.today, "")) if unit else (self.today, "")
        if day >= since and name:
            return name
        rng = Random(f"{self.seed}/{unit.code if unit else OUTSIDE}/{(since.year - day.year) // 6}")
        return self.names.full_name(rng, "M" if rng.random() < 0.85 else "F", 1960)


def working(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - max(0, day.weekday() - 4) * DAY
