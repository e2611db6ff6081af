"""What the regulation says of transfers (`transfers` in regulation.json): whether they are asked for, and by when."""

from dataclasses import dataclass
from datetime import date

from personnel.models import Posting
from personnel.rules.working_days import WorkingCalendar, add_calendar_days, add_working_days
from qlcb import regulation

ON_REQUEST, WORKING = "on_request", "working"


@dataclass(frozen=True)
class Term:
    """So many days, "working" or "calendar" ones, and where the regulation says so; since: the first day of which it
    says so, None for always."""

    days: int
    of: str
    source: str
    since: date | None = None

    @property
    def words(self) -> str:
        return f"{self.days} ngày làm việc" if self.of == WORKING else f"{self.days} ngày"

    def holds_for(self, start: date) -> bool:
        """Whether the regulation set it by `start` already."""
        return self.since is None or self.since <= start

    def last_day(self, start: date, calendar: WorkingCalendar) -> date:
        """The last day of the term that begins on `start`, which itself is not counted."""
        count = add_working_days if self.of == WORKING else add_calendar_days
        return count(start, self.days, calendar)


def on_request() -> bool:
    """Whether a dossier is handed over only when the receiving body asks for it by a document (HG-9)."""
    return regulation.fact("transfers")["mode"] == ON_REQUEST


def staying_moves() -> str:
    """The kinds of moves that may leave the dossier where it is kept, in words; "" where none may (HG-10.1)."""
    return ", ".join(Posting.Kind(kind).label.lower() for kind in regulation.fact("transfers").get("kept_kinds", ()))


def receive_within() -> Term | None:
    """Within what time a dossier that was sent is received; None where the regulation sets no time."""
    return _term("receive_within")


def account_within() -> Term | None:
    """Within what time of getting the papers the receiving body takes over the personal account (TN-I.4)."""
    return _term("account_within")


def _term(name: str) -> Term | None:
    told = regulation.fact("transfers").get(name)
    if not told:
        return None
    return Term(**told | {"since": date.fromisoformat(told["since"])}) if "since" in told else Term(**told)
