"""What a rule is, and the questions about partly known dates that rules ask.

A rule speaks only when the contradiction holds however the unknown days and months are filled in.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from personnel.models import Finding
from qlcb.dates import PartialDate, age_on, full_months

if TYPE_CHECKING:
    from personnel.quality.facts import Facts

ERROR, WARNING = Finding.Severity.ERROR, Finding.Severity.WARNING
Day = date | PartialDate
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hit:
    """One thing found. words: one sentence without any restricted value, for everybody who sees the dossier.

    looked_at: the values that made the rule speak; when they change, what was acknowledged is asked again. row: the
    record, None for the dossier; place: panel or section, where the rule speaks of several; severity: where it is
    another than the rule's.
    """

    words: str
    looked_at: tuple
    row: object = None
    place: str = ""
    severity: Finding.Severity | None = None

    @property
    def row_id(self) -> int | None:
        return self.row.pk if self.row is not None else None

    @property
    def fingerprint(self) -> str:
        return sha256(repr([str(value) for value in self.looked_at]).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Rule:
    """One rule. sentence: how it should be, for the board; place: slug of the panel or section it is about.

    right: what it takes to let a finding stand, beside the right to write the place.
    """

    code: str
    severity: Finding.Severity
    place: str
    sentence: str
    check: Callable[["Facts"], Iterable[Hit]]
    right: str = ""

    def hits(self, facts: "Facts") -> Iterator[Hit]:
        """What the rule finds in one dossier."""
        yield from self.check(facts)


def rule(
    code: str, severity: Finding.Severity, place: str, sentence: str, *, right: str = ""
) -> Callable[[Callable], Rule]:
    """Declare the function below as the check of a rule."""
    return lambda check: Rule(code, severity, place, sentence, check, right)


def first(day: Day) -> date:
    """The first day it may mean."""
    return day.first_day if isinstance(day, PartialDate) else day


def last(day: Day) -> date:
    """The last day it may mean."""
    return day.last_day if isinstance(day, PartialDate) else day


def leaves_a_gap(earlier, later, leavings) -> bool:
    """Whether there are days between two records that follow each other, other than those of a leaving on file."""
    if not earlier.valid_to or (first(later.valid_from) - earlier.valid_to).days <= 1:
        return False
    since, until = earlier.valid_to + DAY, first(later.valid_from) - DAY
    return not any(first(row.valid_from) <= since and until <= (row.valid_to or date.max) for row in leavings)


def before(earlier: Day | None, later: Day | None) -> bool:
    """Whether `earlier` surely lies before `later`; False when either is unknown."""
    return earlier is not None and later is not None and last(earlier) < first(later)


def oldest_age(birth: PartialDate | None, day: Day | None) -> int | None:
    """The greatest age in completed years that the person can have had on the day; negative before birth."""
    return age_on(birth.first_day, last(day)) if birth and day else None


def younger(birth: PartialDate | None, day: Day | None, years: int) -> bool:
    """Whether the person was surely younger than `years` on the day."""
    age = oldest_age(birth, day)
    return age is not None and age < years


def most_months(start: Day, end: Day) -> int:
    """The greatest number of whole months that can lie between the two; negative when end is before start."""
    begins, ends = first(start), last(end)
    return full_months(begins, ends) if begins <= ends else -1
