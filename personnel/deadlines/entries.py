"""Entries of a time as an account may know them: numbers by who entered them, and the rows behind each number.

Who entered is answerable, so numbers go by the unit of the account that entered, whoever keeps the dossier since: what
a unit did in April stays as it was. Rows name only people whose dossiers the account may open.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

from accounts.models import Account
from accounts.permissions import VIEW
from orgunits.tree import Tree
from personnel.deadlines import counted_from, rule_of, slugs_in_order, watch
from personnel.deadlines.statement import FUTURE_DAYS, judged_sql, zone
from personnel.models import Dossier
from personnel.querysets import closed_to
from personnel.rules.deadlines import DayTable
from personnel.services.working_calendar import working_calendar
from qlcb import row_security

ON_TIME, LATE, INITIAL, UNKNOWN = "on_time", "late", "initial", "unknown"
COUNTED = "outcome IN ('on_time', 'late')"
# What a filter may ask of an entry: word in addresses → label and condition on a row of `judged`.
ASKED: dict[str, tuple[str, str]] = {
    "tre": ("Nhập trễ hạn", "outcome = 'late'"),
    "chua-ly-do": ("Trễ, chưa ghi lý do", "outcome = 'late' AND because IS NULL"),
    "dung-han": ("Nhập đúng hạn", "outcome = 'on_time'"),
    "nhan-cham": ("Giấy tờ đến chậm", f"late_paper AND {COUNTED}"),
    "sua-ngay-nhan": ("Ngày nhận đã sửa", f"paper_changed AND {COUNTED}"),
    "khong-ro-moc": ("Không rõ mốc tính hạn", "outcome = 'unknown'"),
    "nhap-ban-dau": ("Nhập ban đầu, không tính hạn", "outcome = 'initial'"),
}


@dataclass(frozen=True)
class Figures:
    """Numbers of entries. late_days: working days late, of all late ones together."""

    on_time: int = 0
    late: int = 0
    late_days: int = 0
    no_reason: int = 0
    late_paper: int = 0
    paper_changed: int = 0
    unknown: int = 0
    initial: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Figures)))

    @property
    def counted(self) -> int:
        """Entries that had a deadline."""
        return self.on_time + self.late

    @property
    def average(self) -> float:
        """Working days late, of one late entry on average."""
        return self.late_days / self.late if self.late else 0


@dataclass(frozen=True)
class Group:
    """The figures of one account in the hands of one holder, of one section. unit_id: None for the program's own."""

    unit_id: int | None
    account_id: int | None
    custodian: str
    section: str
    figures: Figures


@dataclass(frozen=True)
class Narrow:
    """Which entries are asked for; None and empty ask for all."""

    unit_ids: frozenset[int] | None = None
    account_id: int | None = None
    custodian: str | None = None
    section: str = ""
    what: str = ""
    named: tuple[int, ...] | None = None  # accounts of whatever unit, only with dossiers that the account may open
    dossiers: tuple[int, ...] | None = None
    pairs: tuple[tuple[int, int], ...] | None = None  # of account and dossier, as `named`


@dataclass(frozen=True)
class Entry:
    """One entry as its list shows it."""

    section: str
    row: int
    dossier_id: int
    entered_at: datetime
    entered: date
    account_id: int | None
    custodian: str
    start: date | None
    start_kind: str | None
    due: date | None
    outcome: str
    late_days: int
    late_paper: bool
    paper_changed: bool
    paper: date | None
    signed: date | None
    number: str | None
    because: str | None

    @property
    def key(self) -> str:
        """By which the list goes on; unique."""
        return f"{self.section}/{self.row}"


NOTHING_ELSE = Narrow()
COLUMNS = ", ".join(f.name for f in fields(Entry))
FIGURES = (
    "count(*) FILTER (WHERE outcome = 'on_time')",
    "count(*) FILTER (WHERE outcome = 'late')",
    "coalesce(sum(late_days) FILTER (WHERE outcome = 'late'), 0)",
    *(
        f"count(*) FILTER (WHERE {ASKED[what][1]})"
        for what in ("chua-ly-do", "nhan-cham", "sua-ngay-nhan", "khong-ro-moc", "nhap-ban-dau")
    ),
)


class Entries:
    """What the accounts of the units that an account may read entered from `first` to `last`, both days included."""

    def __init__(self, account, *, first: date, last: date, tree: Tree):
        """tree: that of today, by which departments are told."""
        self.account, self.first, self.last, self.tree = account, first, last, tree

    def groups(self, narrow: Narrow = NOTHING_ELSE) -> list[Group]:
        """All numbers in one statement."""
        keys = "unit_id, account_id, custodian, section"
        rows = self._fetch(narrow, f"{keys}, {', '.join(FIGURES)}", f"GROUP BY {keys}")
        return [Group(*row[:4], Figures(*map(int, row[4:]))) for row in rows]

    def by_pairs(self, accounts: Iterable[int], dossiers: Iterable[int]) -> dict[tuple[int, int], tuple[int, int]]:
        """Account and dossier → how many entries on time and late, of these accounts in these dossiers.

        dossiers: only such as the account that asks may open; accounts: also of other units, which hold them by name.
        """
        narrow = Narrow(named=tuple(accounts), dossiers=tuple(dossiers))
        keys = "account_id, dossier_id"
        rows = self._fetch(narrow, f"{keys}, {FIGURES[0]}, {FIGURES[1]}", f"GROUP BY {keys}")
        return {(who, whose): (on_time, late) for who, whose, on_time, late in rows}

    def count(self, narrow: Narrow) -> tuple[int, int]:
        """How many entries, and how many of them on dossiers that the account may open."""
        condition, asked = self._open
        counts = f"count(*), count(*) FILTER (WHERE dossier_id IN ({condition}))"
        return self._fetch(narrow, counts, "", asked)[0]

    def rows(self, narrow: Narrow, *, after=None, before=None, limit: int | None = None) -> list[Entry]:
        """Entries on dossiers that the account may open, newest first; after, before: `entered_at` and `key` of the
        entry from which to go on, towards older ones or newer ones (which then come nearest first)."""
        condition, asked = self._open
        order, beyond = ("DESC", after) if before is None else ("ASC", before)
        rest = f"AND dossier_id IN ({condition})"
        if beyond:
            rest += f" AND (entered_at, section || '/' || row) {'<' if order == 'DESC' else '>'} (%(at)s, %(key)s)"
            asked = asked | {"at": beyond[0], "key": beyond[1]}
        rest += f" ORDER BY entered_at {order}, section || '/' || row {order}"
        rows = self._fetch(narrow, COLUMNS, rest + (f" LIMIT {int(limit)}" if limit else ""), asked)
        return [Entry(*row) for row in rows]

    def find(self, section: str, row: int) -> Entry | None:
        """One entry on a dossier that the account may open."""
        condition, asked = self._open
        rest = f"AND dossier_id IN ({condition}) AND row = %(row)s"
        found = self._fetch(Narrow(section=section), COLUMNS, rest, asked | {"row": row})
        return Entry(*found[0]) if found else None

    @cached_property
    def _open(self) -> tuple[str, dict]:
        """The door's own statement of the dossiers that the account may open, with its parameters by name."""
        visible = Dossier.objects.visible_to(self.account).order_by().values("pk")
        try:
            sql, values = visible.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return "SELECT NULL::bigint WHERE false", {}
        names = iter(f"door{place}" for place in range(len(values)))
        return re.sub("%s", lambda _: f"%({next(names)})s", sql), {
            f"door{place}": value for place, value in enumerate(values)
        }

    @row_security.opened()  # numbers of what the account's units entered, whoever keeps the dossiers today
    def _fetch(self, narrow: Narrow, select: str, rest: str, asked: dict | None = None) -> list[tuple]:
        """The rows of a statement over `judged`; a regulation without deadlines judges nothing."""
        rules, known = self._known
        if narrow.section:
            rules = {narrow.section: rules.get(narrow.section)}
        parts, asked = ["true"], known | (asked or {}) | {"accounts": self._accounts(narrow)}
        if narrow.custodian is not None:
            parts.append("custodian = %(custodian)s")
            asked["custodian"] = narrow.custodian
        if narrow.dossiers is not None:
            parts.append("dossier_id = ANY(%(dossiers)s)")
            asked["dossiers"] = list(narrow.dossiers)
        if narrow.pairs is not None:
            parts.append("(account_id, dossier_id) IN (SELECT * FROM unnest(%(who)s::bigint[], %(whose)s::bigint[]))")
            asked["who"], asked["whose"] = [who for who, _ in narrow.pairs], [whose for _, whose in narrow.pairs]
        if narrow.what:
            parts.append(f"({ASKED[narrow.what][1]})")
        sql = f"{judged_sql(rules)} SELECT {select} FROM judged WHERE {' AND '.join(parts)} {rest}"
        with connection.cursor() as cursor:
            cursor.execute(sql, asked)
            return cursor.fetchall()

    def _accounts(self, narrow: Narrow) -> list[int] | None:
        """Ids of the accounts whose entries are asked for: of the units that may be read; None for all there are."""
        if narrow.named is not None:
            return list(narrow.named)
        if narrow.pairs is not None:
            return sorted({who for who, _ in narrow.pairs})
        access = self.account.access
        units = None if access.everywhere(VIEW) else access.units(VIEW)
        if narrow.unit_ids is not None:
            units = narrow.unit_ids if units is None else units & narrow.unit_ids
        if units is None and narrow.account_id is None:
            return None
        found = Account.objects.all() if units is None else Account.objects.filter(unit__in=units)
        if narrow.account_id is not None:
            found = found.filter(pk=narrow.account_id)
        return list(found.values_list("pk", flat=True))

    @cached_property
    def _known(self) -> tuple[dict, dict[str, Any]]:
        """The rule of each section with its number, and what the statement is told beside the accounts."""
        rules, numbers = {}, {}
        for slug in slugs_in_order():
            deadline = rule_of(slug)
            rules[slug] = (numbers.setdefault(deadline, len(numbers)), deadline) if deadline else None
        table = DayTable(working_calendar(), self._earliest(), self.last + timedelta(days=FUTURE_DAYS))
        return rules, self._times(table) | self._places() | _dues(table, numbers)

    def _earliest(self) -> date:
        """The first day on which anything can begin to count: that of the first dossier."""
        first = Dossier.history.order_by("history_date").values_list("history_date", flat=True).first()
        day = timezone.localdate(first) if first else self.first
        return min(max(day, counted_from()), self.first)

    def _times(self, table: DayTable) -> dict[str, Any]:
        return {
            "zone": zone(),
            "since": _midnight(self.first),
            "until": _midnight(self.last + timedelta(days=1)),
            "counted_from": counted_from(),
            "paper_days": watch()["paper_days"],
            "days": table.days,
            "worked": [table.worked(day) for day in table.days],
        }

    def _places(self) -> dict[str, Any]:
        departments = dict(_departments(self.tree))
        return {
            "secret": list(Dossier._base_manager.filter(closed_to(self.account)).values_list("pk", flat=True)),
            "unit_ids": list(departments),
            "departments": list(departments.values()),
        }


def _dues(table: DayTable, numbers: dict) -> dict[str, list]:
    """The due days of each rule, as three columns."""
    rules, starts, dues = [], [], []
    for deadline, number in numbers.items():
        found = table.due(deadline)
        rules += [number] * len(found)
        starts += table.days
        dues += found
    return {"rules": rules, "starts": starts, "dues": dues}


def _departments(tree: Tree) -> Iterable[tuple[int, int]]:
    """Each unit with the unit at or above it that keeps dossiers; itself where there is none."""
    for root in tree.roots:
        for node in root.walk():
            above = [one for one in tree.path(node.id) if one.is_department]
            yield node.id, above[0].id if above else node.id


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
