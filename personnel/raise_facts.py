"""Raises of many people at once: what the files say, gathered in a fixed number of queries for the rules of law.

`raises` answers for today; `verdict` says of one case why it is in or out of a list for a period; `early_raises` finds
who may be raised before time. Nothing here is written; whoever may see the people is asked by the caller (the ids come
from `Dossier.objects.visible_to(account)`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from personnel.rules import Answer

Why = Literal["due", "overdue", "later", "moved", "last_step", "recorded", "left", "unpaid", "unknown"]


@dataclass(frozen=True)
class NextPay:
    """What the next raise would write: step and coefficient of the same rank, over-frame percent, and from when.

    due: the day from which it is due and why, step by step; None where the group knows no such raise.
    """

    due: Answer[date | None]
    step: int
    coefficient: Decimal | None
    over_frame: int


@dataclass(frozen=True)
class RaiseCase:
    """One person's salary and what comes next.

    salary: the record in force (or the last that was), with its rank; None when none was entered.
    held_from: the day from which the time towards the next raise is counted (mốc tính nâng bậc).
    plain_due: the day without anything that puts it off; None where `due` is None.
    extension_months, not_counted_months: what puts it off (kéo dài; không tính).
    next_raise: the next step; due.value None at the last step. over_frame: the next percent; None below the last step.
    recorded: a salary record that begins after today, so that the next raise is in the file already; None when none is.
    serving: whether the person is in service today.
    doubts: what an officer looks at before signing, in sentences (a rating is missing, a day known only in part …).
    """

    dossier_id: int
    salary: object | None
    held_from: date | None
    last_step: int | None
    next_raise: NextPay | None
    over_frame: NextPay | None
    plain_due: date | None = None
    extension_months: int = 0
    not_counted_months: int = 0
    recorded: object | None = None
    serving: bool = True
    doubts: list[str] = field(default_factory=list)

    @property
    def due(self) -> Answer[date | None]:
        """The day of the next regular raise, None when there is none, and why."""
        return self.next_raise.due if self.next_raise else Answer(None, ["Chưa ghi bậc lương nào."])

    @property
    def coming(self) -> NextPay | None:
        """The next raise or, at the last step, the next over-frame percent."""
        return self.over_frame or self.next_raise


@dataclass(frozen=True)
class Verdict:
    """Whether a person stands on the list of a period, and why, in one sentence. True when on the list."""

    is_in: bool
    code: Why
    why: str

    def __bool__(self) -> bool:
        return self.is_in


@dataclass(frozen=True)
class EarlyCase:
    """Whether somebody may be raised before time (TT 08/2013 Điều 3), and why.

    kind: "merit" (outstanding achievement) or "retirement" (notice of retirement given).
    answer.value: the earliest day of the raise, None when the person may not be; months: how many months before time.
    """

    dossier_id: int
    kind: Literal["merit", "retirement"]
    answer: Answer[date | None]
    months: int
    case: RaiseCase


def raises(ids: Iterable[int], today: date) -> dict[int, RaiseCase]:
    """dossier id → its case as of `today`, for every id that is a dossier. The number of queries does not depend on
    how many ids there are."""
    raise NotImplementedError


def verdict(case: RaiseCase, first: date, last: date, *, kind: Literal["raise", "over_frame"] = "raise") -> Verdict:
    """Whether the case belongs on the list of raises due from `first` to `last`, and why. What was due before `first`
    and is not in the file yet is on the list too ("overdue")."""
    raise NotImplementedError


def may_be_considered(people, last: date):
    """The people (a queryset of dossiers) whose step or percent may fall due by `last`, and those whom the calendar
    alone would put there; `verdict` tells who is in and why the others are out. Adds conditions, asks nothing."""
    raise NotImplementedError


def early_raises(ids: Iterable[int], today: date, *, year: int) -> dict[int, list[EarlyCase]]:
    """dossier id → the ways in which it might be raised early in `year`, those refused with the reason."""
    raise NotImplementedError
