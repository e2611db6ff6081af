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

from django.db.models import Exists, OuterRef, Q

from personnel.models import Absence, Discipline, Dossier, Rating, Salary
from personnel.pay_facts import (
    PayFacts,
    PayTables,
    gather,
    merits_of,
    not_always_counted,
    putting_off,
    rated_years,
    salary_records,
)
from personnel.rules.early import Early, early_before_retirement, early_for_merit
from personnel.rules.held import Held, came_early, held
from personnel.rules.numbers import Number
from personnel.rules.raises import Due, next_over_frame, next_percent, next_raise
from qlcb.dates import add_months
from qlcb.formats import date_vi

Kind = Literal["raise", "over_frame"]
Why = Literal["due", "overdue", "later", "moved", "last_step", "not_last_step", "recorded", "left", "unknown"]


@dataclass(frozen=True)
class NextPay:
    """What the next raise would write: step, coefficient and over-frame percent of the same rank, from due.value on.

    due: the day, why step by step (`steps`), and what an officer looks at first (`doubts`).
    """

    due: Due
    step: int
    coefficient: Decimal
    over_frame: int


@dataclass(frozen=True)
class RaiseCase:
    """One person's salary and what comes next.

    salary: the record in force, with its rank; None when none has begun. held: the step, and since when it counts; None
    when the salary table has no such step. next_raise: the next step; None at the last one. over_frame: the next
    percent at the last step; None elsewhere and in groups without. recorded: a salary record that begins after today:
    the next raise may be in the file already. serving: whether the person is in service today. doubts: what an officer
    looks at before signing, in sentences.
    """

    dossier_id: int
    salary: Salary | None = None
    held: Held | None = None
    next_raise: NextPay | None = None
    over_frame: NextPay | None = None
    recorded: Salary | None = None
    serving: bool = True
    doubts: list[str] = field(default_factory=list)

    @property
    def coming(self) -> NextPay | None:
        """The next raise or, at the last step, the next over-frame percent."""
        return self.next_raise or self.over_frame

    @property
    def due(self) -> date | None:
        """The day of the next regular raise, None when there is none."""
        return self.next_raise.due.value if self.next_raise else None

    @property
    def steps(self) -> list[str]:
        """Why the coming raise is due on its day, or why none comes."""
        if self.coming:
            return self.coming.due.steps
        if self.salary is None:
            return ["Chưa ghi bậc lương nào."]
        if self.held is None:
            return [f"Bảng lương không có bậc {self.salary.step} nhóm {self.salary.group}."]
        return [f"Bậc cuối của nhóm {self.held.name}; nhóm này không có phụ cấp thâm niên vượt khung."]


@dataclass(frozen=True)
class Verdict:
    """Whether a person stands on the list of a period, and why, in one sentence. True when on the list.

    code: "due" and "overdue" are in. Out: "moved" (the calendar alone would put it there), "later", "last_step",
    "not_last_step", "recorded", "left", "unknown" (no salary, or none of the table).
    """

    is_in: bool
    code: Why
    why: str

    def __bool__(self) -> bool:
        return self.is_in


@dataclass(frozen=True)
class EarlyCase:
    """Whether somebody may be raised before time in a year: for achievement, and before retirement.

    case: as `raises` tells. merit, retirement: the earliest day or None, months early, and why step by step; retirement
    is None for whom no notice of retirement is due by the end of the year.
    """

    case: RaiseCase
    merit: Early
    retirement: Early | None


def raises(ids: Iterable[int], today: date) -> dict[int, RaiseCase]:
    """dossier id → its case as of `today`, for every id that is a dossier.

    At most eleven queries, however many ids there are.
    """
    return {pk: case for pk, (case, _) in _cases(_people(ids), PayTables(today)).items()}


def early_raises(ids: Iterable[int], today: date, *, year: int) -> dict[int, EarlyCase]:
    """dossier id → its ways to an early raise in `year`, refused ones with the reason; for who serves and has a step.

    The quota of a unit is `personnel.rules.early.quota`. At most twelve queries, however many ids there are.
    """
    people, tables = _people(ids), PayTables(today)
    merits = merits_of(people, tables)
    found = {}
    for pk, (case, facts) in _cases(people, tables).items():
        if not case.serving or case.held is None:
            continue
        due = case.next_raise.due if case.next_raise else Due(None)
        early = came_early(facts.lines, tables.groups, tables.numbers)
        merit = early_for_merit(case.held, due, merits.get(pk, ()), year, tables.numbers, last_was_early=early)
        found[pk] = EarlyCase(case, merit, _before_retirement(people[pk].now_retires_on, case, due, year, tables))
    return found


def _before_retirement(retires_on: date | None, case: RaiseCase, due: Due, year: int, tables: PayTables):
    if retires_on is None or retires_on < tables.today:
        return None
    notice = add_months(retires_on, -tables.numbers.on(Number.RETIREMENT_NOTICE_MONTHS, retires_on))
    if notice > date(year, 12, 31):
        return None
    return early_before_retirement(case.held, due, retires_on, tables.numbers)


def _people(ids: Iterable[int]) -> dict[int, Dossier]:
    rows = Dossier.objects.filter(pk__in=list(ids)).only("subject", "now_status", "now_retires_on")
    return {dossier.pk: dossier for dossier in rows.order_by()}


def _cases(people: dict[int, Dossier], tables: PayTables) -> dict[int, tuple[RaiseCase, PayFacts]]:
    rated = rated_years(people)
    subjects = {pk: dossier.subject for pk, dossier in people.items()}
    facts_of = gather(subjects, tables.today, salaries=salary_records(people))
    cases = {}
    for pk, facts in facts_of.items():
        serving = people[pk].now_status == Dossier.Status.SERVING
        cases[pk] = case_of(pk, facts, tables, serving=serving, rated=rated.get(pk, set())), facts
    return cases


def case_of(
    pk: int, facts: PayFacts, tables: PayTables, *, serving: bool = True, rated: set[int] | None = None
) -> RaiseCase:
    """The case of one person. rated: the years with a rating, to tell which are missing; None asks for none."""
    known = {"dossier_id": pk, "recorded": facts.coming, "serving": serving}
    if not facts.lines:
        return RaiseCase(**known)
    now = held(facts.lines, tables.groups, tables.numbers)
    known["salary"] = facts.lines[-1]
    if now is None:
        return RaiseCase(**known)
    due = (next_over_frame if now.at_last else next_raise)(now, facts.conduct, tables, tables.today)
    if due.value is None:
        return RaiseCase(**known, held=now)
    step = now.step if now.at_last else now.step + 1
    coming = NextPay(due, step, now.group.coefficients[step], next_percent(now, tables) if now.at_last else 0)
    doubts = [*due.doubts, *(_unrated(now, due.value, rated, tables.today) if rated is not None else ())]
    return RaiseCase(**known, held=now, doubts=doubts, **{"over_frame" if now.at_last else "next_raise": coming})


def _unrated(now: Held, due: date, rated: set[int], today: date) -> list[str]:
    """The years that ended while the step was held and have no rating yet."""
    years = [year for year in range(now.since.year, due.year + 1) if now.since <= date(year, 12, 31) < min(due, today)]
    missing = [str(year) for year in years if year not in rated]
    return [f"Chưa có xếp loại chất lượng năm {', '.join(missing)} trong thời gian giữ bậc."] if missing else []


def verdict(case: RaiseCase, first: date, last: date, *, kind: Kind = "raise") -> Verdict:
    """Whether the case belongs on the list of raises due from `first` to `last`, both included, and why.

    What fell due before `first` and is not in the file yet is on the list too ("overdue").
    """
    out = _out_at_once(case, kind)
    if out is not None:
        return out
    due = (case.next_raise if kind == "raise" else case.over_frame).due
    if due.value > last:
        because = _because(due)
        if because and due.plain <= last:
            return Verdict(False, "moved", f"Lùi từ {date_vi(due.plain)} đến {date_vi(due.value)}: {because}.")
        return Verdict(False, "later", f"Đến hạn từ {date_vi(due.value)}{f': {because}' if because else ''}.")
    late = "quá hạn, phải truy lĩnh, " if due.value < first else ""
    told = f"Đến hạn từ {date_vi(due.value)}" + (f" ({late}{_because(due)})" if late or _because(due) else "")
    return Verdict(True, "overdue" if late else "due", told.replace(", )", ")") + ".")


def _out_at_once(case: RaiseCase, kind: Kind) -> Verdict | None:
    """Why the case stands on no list of its kind whatever the days, None when it may."""
    if not case.serving:
        return Verdict(False, "left", "Không đang công tác.")
    if case.held is None:
        return Verdict(False, "unknown", case.steps[0])
    if kind == "raise" and case.held.at_last:
        return Verdict(False, "last_step", f"Đang ở bậc cuối ({case.held.words}): xét vượt khung.")
    if kind == "over_frame" and case.over_frame is None:
        return Verdict(False, "not_last_step", case.steps[-1] if case.held.at_last else "Chưa ở bậc cuối.")
    if case.recorded is not None:
        words = f"bậc {case.recorded.step}, hưởng từ {case.recorded.valid_from}"
        return Verdict(False, "recorded", f"Hồ sơ đã ghi bậc lương kế tiếp: {words}.")
    return None


def _because(due: Due) -> str:
    """What put the day off, in few words."""
    parts = [f"kéo dài {due.extension_months} tháng"] if due.extension_months else []
    parts += [f"không tính {due.not_counted_months} tháng"] if due.not_counted_months else []
    return ", ".join(parts)


def may_be_considered(people, last: date, *, kind: Kind = "raise"):
    """Those of `people` (a queryset of dossiers) who fall due by `last`, or would if nothing put it off.

    `verdict` tells who of them is in, and why the others are not. Adds conditions only.
    """
    day = "now_next_raise_on" if kind == "raise" else "now_over_frame_on"
    person = {"dossier": OuterRef("pk")}
    put_off = Exists(Discipline.objects.filter(**person))
    put_off |= Exists(Rating.objects.filter(putting_off(), quarter=None, **person))
    put_off |= Exists(Absence.objects.filter(not_always_counted(), **person))
    return people.serving().filter(Q(**{f"{day}__lte": last}) | (Q(**{f"{day}__isnull": False}) & put_off))
