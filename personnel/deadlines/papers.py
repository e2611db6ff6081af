"""Papers that wait to be entered: until when, and how many days are left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from personnel.deadlines import due_of, rule_of, title_of, watch
from personnel.models import PendingPaper
from personnel.rules.deadlines import Moments
from personnel.rules.working_days import WorkingCalendar, working_days_between

OVERDUE, SOON, WAITING, OPEN_ENDED = "qua-han", "sap-han", "con-han", "khong-han"


@dataclass(frozen=True)
class Waiting:
    """A paper with its day. due: None where the regulation names no moment from which its time runs; left: working days
    left, negative when it is over."""

    paper: PendingPaper
    due: date | None
    left: int

    @property
    def title(self) -> str:
        return title_of(self.paper.kind)

    @property
    def state(self) -> str:
        if self.due is None:
            return OPEN_ENDED
        return OVERDUE if self.left < 0 else SOON if self.left <= watch()["soon_days"] else WAITING

    @property
    def tone(self) -> str:
        return {OVERDUE: "bad", SOON: "warn"}.get(self.state, "")

    @property
    def words(self) -> str:
        """What is left, as the list says it."""
        if self.due is None:
            return "không tính hạn"
        if self.left < 0:
            return f"quá hạn {-self.left} ngày"
        return f"còn {self.left} ngày" if self.left else "hạn hôm nay"


def with_days_left(papers: Iterable[PendingPaper], today: date, calendar: WorkingCalendar) -> list[Waiting]:
    """Each paper with its due day, by the rule of what is to be entered; days off are not counted."""
    return [_one(paper, today, calendar) for paper in papers]


def _one(paper: PendingPaper, today: date, calendar: WorkingCalendar) -> Waiting:
    moments = Moments(paper=paper.received_on, signed=paper.signed_on, effective=paper.effective_on)
    answer = due_of(rule_of(paper.kind), moments, calendar)
    if answer is None:
        return Waiting(paper, None, 0)
    left = working_days_between(today, answer.value, calendar)
    if today > answer.value:
        left = min(left, -1)  # on the day off after it, too
    return Waiting(paper, answer.value, left)
