"""How what was delegated by name goes on: by delegation and by unit of the delegates, for who answers for the dossiers.

HG-15.1: whoever delegates urges and checks that the delegate enters what is to be entered.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, Q, QuerySet, Value
from django.urls import reverse

from orgunits.models import Unit
from orgunits.tree import Tree
from personnel.deadlines.entries import Entries
from personnel.deadlines.papers import OVERDUE, with_days_left
from personnel.models import Delegation, Dossier, Finding, PendingPaper
from personnel.quality.overview import LOW
from personnel.querysets import DelegationQuerySet
from personnel.services.working_calendar import working_calendar
from personnel.timeline import sources
from personnel.whole_units import WholeUnit, of_address, whole_units
from qlcb.formats import date_vi

# In addresses of lists: an account, an account and a document, @ and the code of a unit of delegates, or an account and
# the unit that it keeps as a whole.
ASKED = "uy-quyen"
OF_A_UNIT, WHOLE = "@", " @"


def delegations(asked: str, account, today: date) -> DelegationQuerySet:
    """Delegations in force today as `asked` says, as far as the account follows them."""
    rows = Delegation.objects.watched_by(account).in_force(today).order_by()
    if asked.startswith(OF_A_UNIT):
        return rows.filter(account__unit__code=asked[1:])
    username, _, document = asked.partition(" ")
    return rows.filter(account__username=username, **({"document": document} if document else {}))


def delegated(asked: str, account, today: date) -> Q:
    """The condition on dossiers by which a list is narrowed to those so delegated."""
    if WHOLE in asked:
        units = [unit_id for one in of_address(asked, account, today) for unit_id in one.below]
        return Q(now_unit__in=units)
    return Q(pk__in=delegations(asked, account, today).values("dossier"))


def pairs(asked: str, account, today: date) -> QuerySet:
    """Delegates and the dossiers that they hold so: ids of account and dossier."""
    if WHOLE not in asked:
        return delegations(asked, account, today).values_list("account_id", "dossier_id")
    holder = Value(next((one.grant.account_id for one in of_address(asked, account, today)), 0))
    rows = Dossier.objects.visible_to(account).filter(delegated(asked, account, today))
    return rows.order_by().values_list(holder, "pk")


def delegates(account, tree: Tree, today: date) -> set[int]:
    """Ids of the units whose accounts keep dossiers by delegation, as far as the account follows it; three queries.

    tree: that of today.
    """
    named = Delegation.objects.watched_by(account).in_force(today).order_by().values_list("account__unit", flat=True)
    return ({one.grant.account.unit_id for one in whole_units(account, tree, today)} | set(named)) - {None}


@dataclass
class Line:
    """One delegation, or all of a unit's delegates. asked: how lists are narrowed to it; period: the time of entries,
    as addresses carry it; until: the last day of the one that ends first, None without an end; unit: of the delegates;
    changed_at: when a delegate last changed anything in one of the dossiers."""

    name: str
    note: str
    asked: str
    period: dict[str, str]
    until: date | None
    unit: Unit | None = None
    dossiers: int = 0
    percent: int = 0
    low: int = 0
    findings: int = 0
    on_time: int = 0
    late: int = 0
    waiting: int = 0
    overdue: int = 0
    changed_at: datetime | None = None

    @property
    def tone(self) -> str:
        return "bad" if self.percent < 50 else "warn" if self.percent < LOW else ""

    def _url(self, name: str, **more: str) -> str:
        return f"{reverse(f'personnel:{name}')}?{urlencode({ASKED: self.asked} | more)}"

    @property
    def list_url(self) -> str:
        return self._url("list", **{"tinh-trang": "tat-ca"})

    @property
    def low_url(self) -> str:
        return self._url("list", **{"tinh-trang": "tat-ca", "day-du": "duoi-80"})

    @property
    def findings_url(self) -> str:
        return self._url("quality_list", **{"tinh-trang": "tat-ca"})

    @property
    def on_time_url(self) -> str:
        return self._url("deadline_list", **self.period, **{"ket-qua": "dung-han"})

    @property
    def late_url(self) -> str:
        return self._url("deadline_list", **self.period, **{"ket-qua": "tre"})

    @property
    def papers_url(self) -> str:
        return self._url("pending_papers")


@dataclass(frozen=True)
class Held:
    """One dossier of a unit that is kept as a whole, as a `Delegation` of it would tell."""

    account_id: int
    dossier_id: int
    valid_to: date | None


class Progress:
    """All lines as an account may know them; entries are counted from `first` to `last`. Its queries do not depend on
    the number of delegations, delegates and dossiers."""

    def __init__(self, account, *, first: date, last: date, today: date):
        self.account, self.first, self.last, self.today = account, first, last, today

    @cached_property
    def given(self) -> list[Delegation]:
        rows = Delegation.objects.watched_by(self.account).in_force(self.today)
        rows = rows.select_related("account__unit").order_by("account__username", "document", "pk")
        return list(rows)

    @cached_property
    def by_delegation(self) -> list[Line]:
        groups = defaultdict(list)
        for one in self.given:
            groups[one.account.username, one.document].append(one)
        return [
            self._line(
                str(rows[0].account), f"{username} · {document}", f"{username} {document}", rows, rows[0].account.unit
            )
            for (username, document), rows in groups.items()
        ]

    @cached_property
    def by_whole_unit(self) -> list[Line]:
        """Units that are kept as a whole by an account of another."""
        lines = []
        for one, held in self._whole:
            if not held:
                continue
            name, grant = one.grant.account.username, one.grant
            note = f"{name} · {grant.document}"
            asked = f"{name}{WHOLE}{grant.unit.code}"
            lines.append(self._line(_place(grant.unit), note, asked, held, grant.account.unit))
        return lines

    @cached_property
    def _whole(self) -> list[tuple[WholeUnit, list[Held]]]:
        found = whole_units(self.account, self._tree, self.today)
        if not found:
            return []
        units = {unit_id for one in found for unit_id in one.below}
        kept = defaultdict(list)
        for pk, unit_id in (
            Dossier.objects.visible_to(self.account).filter(now_unit__in=units).values_list("pk", "now_unit")
        ):
            kept[unit_id].append(pk)
        return [
            (one, [Held(one.grant.account_id, pk, one.grant.valid_to) for unit_id in one.below for pk in kept[unit_id]])
            for one in found
        ]

    @cached_property
    def _tree(self) -> Tree:
        return Tree.on(self.today)

    @cached_property
    def by_unit(self) -> list[Line]:
        groups = defaultdict(list)
        for one in self.given:
            if one.account.unit_id:
                groups[one.account.unit].append(one)
        lines = [
            self._line(unit.label, _count(rows), f"{OF_A_UNIT}{unit.code}", rows, unit) for unit, rows in groups.items()
        ]
        return sorted(lines, key=lambda line: (line.percent, -line.late))

    def _line(self, name: str, note: str, asked: str, given: Sequence[Delegation | Held], unit: Unit | None) -> Line:
        ids = {one.dossier_id for one in given}
        pairs = {(one.account_id, one.dossier_id) for one in given}
        full = [self._complete[pk] for pk in ids]
        entered = [self._entered[pair] for pair in pairs if pair in self._entered]
        changed = [self._changed[pair] for pair in pairs if pair in self._changed]
        papers = [one for pk in ids for one in self._papers.get(pk, ())]
        ends = min((one.valid_to for one in given if one.valid_to), default=None)
        return Line(
            name, note, asked, self._period, ends, unit, len(ids),
            sum(full) // len(full) if full else 0,
            sum(percent < LOW for percent in full), sum(self._findings.get(pk, 0) for pk in ids),
            sum(on_time for on_time, _ in entered), sum(late for _, late in entered), len(papers),
            sum(one.state == OVERDUE for one in papers), max(changed, default=None),
        )  # fmt: skip

    @property
    def _period(self) -> dict[str, str]:
        return {"tu-ngay": date_vi(self.first), "den-ngay": date_vi(self.last)}

    @cached_property
    def _ids(self) -> list[int]:
        return sorted({one.dossier_id for one in self._held})

    @cached_property
    def _accounts(self) -> list[int]:
        return sorted({one.account_id for one in self._held})

    @cached_property
    def _held(self) -> list[Delegation | Held]:
        return [*self.given, *(one for _, held in self._whole for one in held)]

    @cached_property
    def _complete(self) -> dict[int, int]:
        return dict(Dossier.objects.filter(pk__in=self._ids).values_list("pk", "now_complete"))

    @cached_property
    def _findings(self) -> dict[int, int]:
        rows = Finding.objects.filter(dossier__in=self._ids, is_open=True).order_by().values("dossier")
        return dict(rows.annotate(n=Count("pk")).values_list("dossier", "n"))

    @cached_property
    def _papers(self) -> dict[int, list]:
        rows = PendingPaper.objects.visible_to(self.account).filter(closed_on=None, dossier__in=self._ids)
        found = defaultdict(list)
        for one in with_days_left(rows, self.today, working_calendar()):
            found[one.paper.dossier_id].append(one)
        return found

    @cached_property
    def _entered(self) -> dict[tuple[int, int], tuple[int, int]]:
        entries = Entries(self.account, first=self.first, last=self.last, tree=self._tree)
        return entries.by_pairs(self._accounts, self._ids) if self._held else {}

    @cached_property
    def _changed(self) -> dict[tuple[int, int], datetime]:
        """Account and dossier → when the account last wrote anything in it; one statement over all history."""
        if not self._held:
            return {}
        parts = [
            f"SELECT history_user_id AS who, {source.key} AS whose, max(history_date) AS at FROM {source.table}"
            f" WHERE {source.key} = ANY(%(ids)s) AND history_user_id = ANY(%(accounts)s) GROUP BY 1, 2"
            for source in sources()
        ]
        sql = f"SELECT who, whose, max(at) FROM ({' UNION ALL '.join(parts)}) told GROUP BY 1, 2"
        with connection.cursor() as cursor:
            cursor.execute(sql, {"ids": self._ids, "accounts": self._accounts})
            return {(who, whose): at for who, whose, at in cursor.fetchall()}


def _count(given: Iterable[Delegation]) -> str:
    accounts = {one.account_id for one in given}
    return f"{len(accounts)} tài khoản"


def _place(unit: Unit) -> str:
    return f"{unit.name}, {unit.parent.label}" if unit.parent_id and unit.parent.parent_id else unit.name
