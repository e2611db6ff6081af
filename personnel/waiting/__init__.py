"""Việc cần làm: what waits for an account today, asked of every room by one function each (TCHQ-10.1).

Home shows it, the navigation its numbers, and the mails that remind count it. A room that has work for people gives a
function `(account, today) -> rows` and one line in KINDS. A row is a dict with `label`, `count` and `url`, the list
behind the number, and what else `Waiting` knows of it. Its function asks no more than two or three cheap queries, and
says nothing of what does not wait.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.waiting import waiting as of_administrators
from personnel.acts.waiting import waiting as of_drafts
from personnel.deadlines.waiting import waiting as of_papers
from personnel.own.waiting import waiting as of_personal_accounts
from personnel.quotas.waiting import waiting as of_quotas
from personnel.reorganisation.waiting import waiting as of_plans
from personnel.rounds.waiting import waiting as of_rounds
from personnel.transfers.board import waiting as of_transfers
from personnel.urgings import waiting as of_urgings
from personnel.waiting.dossiers import waiting as of_dossiers
from personnel.waiting.files import waiting as of_files
from personnel.watch import waiting as of_watchers

HOME = "home"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. count: how many, as the list at url has them; note: the reason or the term, small.

    late: how many of them are past their day, days: for how long the first of them, alert: that somebody is needed now;
    mine: whether this account does it, or only watches over it; standing: a stock that is worked off over time;
    counted: whether it belongs to the number of home, as what has weeks to be done does not; way: the way of the
    navigation on which its number stands, beside home.
    """

    key: str
    icon: str
    label: str
    count: int
    url: str
    note: str = ""
    late: int = 0
    days: int = 0
    alert: bool = False
    mine: bool = True
    standing: bool = False
    counted: bool = True
    way: str = ""

    @property
    def is_urgent(self) -> bool:
        return self.alert or self.late > 0

    @property
    def flag(self) -> str:
        """What needs a person now, in words; empty when nothing does."""
        if not self.late:
            return "cần làm ngay" if self.alert else ""
        return f"{self.late} quá hạn" if self.late < self.count else f"quá hạn {self.days} ngày"


@dataclass(frozen=True)
class Kind:
    """A room with work for people. key and icon of its rows, unless a row has its own."""

    key: str
    icon: str
    ask: Callable[[object, date], Iterable[dict]]
    way: str = ""


KINDS: tuple[Kind, ...] = (
    Kind("giay-to", "inbox", of_papers, "personnel:pending_papers"),
    Kind("don-doc", "bell", of_urgings),
    Kind("dieu-chuyen", "arrows-exchange", of_transfers, "personnel:transfers"),
    Kind("ho-so", "users", of_dossiers),
    Kind("du-thao", "writing", of_drafts, "personnel:drafts"),
    Kind("bien-che", "users-group", of_quotas, "personnel:staff_quotas"),
    Kind("sap-xep", "sitemap", of_plans),
    Kind("dot", "list-check", of_rounds),
    Kind("tep", "download", of_files),
    Kind("tai-khoan", "key", of_administrators),
    Kind("ca-nhan", "user-check", of_personal_accounts, "personnel:personal_accounts"),
    Kind("tu-choi", "ban", of_watchers),
)


def waiting(account, today: date) -> list[Waiting]:
    """Everything that waits for the account, the most urgent first: what is late by its days, then what the account
    does itself in the order of KINDS, then stocks, then what it only watches over."""
    found = [
        Waiting(**{"key": kind.key, "icon": kind.icon, "way": kind.way} | row)
        for kind in KINDS
        for row in kind.ask(account, today)
        if row["count"]
    ]
    return sorted(found, key=lambda one: (not one.mine, not one.is_urgent, -one.days if one.late else 0, one.standing))


def numbers(found: Iterable[Waiting]) -> dict[str, tuple[int, int]]:
    """Name of a way of the navigation → how much waits there for the account itself, and how much of it is late."""
    ways: dict[str, tuple[int, int]] = {}
    for one in found:
        if not one.mine or one.standing:
            continue
        for way in filter(None, (HOME if one.counted or one.is_urgent else "", one.way)):
            count, late = ways.get(way, (0, 0))
            ways[way] = count + one.count, late + (one.late or (one.count if one.alert else 0))
    return ways
