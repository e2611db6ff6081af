"""The board of entering: on time, late and waiting, by unit, by account and holder, and by what was entered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import Account
from accounts.permissions import VIEW
from orgunits.tree import Node
from personnel.deadlines import slugs_in_order, title_of
from personnel.deadlines.entries import Entries, Figures, Group, Narrow
from personnel.deadlines.papers import OVERDUE, Waiting
from qlcb.formats import decimal_vi, number_vi, share_vi

MOST_ACCOUNTS = 40
SHOWN = (  # label, name in Figures, word in addresses
    ("Đúng hạn", "on_time", "dung-han"),
    ("Trễ hạn", "late", "tre"),
    ("Chưa ghi lý do", "no_reason", "chua-ly-do"),
    ("Giấy tờ đến chậm", "late_paper", "nhan-cham"),
    ("Sửa ngày nhận", "paper_changed", "sua-ngay-nhan"),
)


@dataclass(frozen=True)
class Line:
    """One line of a table of the board. url: its own board or list, note: small words under the name; query: the
    conditions of its lists; unit_id, code: of a line that is a unit."""

    name: str
    url: str
    figures: Figures
    query: dict
    note: str = ""
    waiting: int = 0
    overdue: int = 0
    unit_id: int | None = None
    code: str = ""

    @property
    def share(self) -> str:
        return share_vi(self.figures.on_time, self.figures.counted)

    @property
    def percent(self) -> int:
        return round(100 * self.figures.on_time / self.figures.counted) if self.figures.counted else 100

    @property
    def tone(self) -> str:
        return "bad" if self.percent < 80 else "warn" if self.percent < 95 else ""

    @property
    def average(self) -> str:
        return decimal_vi(self.figures.average, 1) if self.figures.late else ""

    def list_url(self, what: str) -> str:
        return f"{reverse('personnel:deadline_list')}?{urlencode(self.query | {'ket-qua': what})}"

    @property
    def cells(self) -> list[tuple[str, int, str]]:
        """Label, number and list of each count after the share."""
        return [
            (label, number, self.list_url(what) if number else "")
            for label, name, what in SHOWN
            for number in [getattr(self.figures, name)]
        ]


class Board:
    """All numbers of one time from one statement. node: the unit at which it begins, None for the whole scope."""

    def __init__(self, entries: Entries, node: Node | None, papers: list[Waiting], query: dict):
        self.entries, self.node, self.papers, self.query = entries, node, papers, query

    @cached_property
    def scope(self) -> frozenset[int]:
        access = self.entries.account.access
        return frozenset(self.entries.tree.nodes) if access.everywhere(VIEW) else access.units(VIEW)

    @cached_property
    def unit_ids(self) -> frozenset[int] | None:
        return frozenset(one.id for one in self.node.walk()) if self.node else None

    @cached_property
    def groups(self) -> list[Group]:
        return self.entries.groups(Narrow(unit_ids=self.unit_ids))

    @cached_property
    def total(self) -> Line:
        waiting, overdue = self._papers(self.unit_ids)
        return Line("Tổng số", "", _sum(self.groups), self.query, waiting=waiting, overdue=overdue)

    @property
    def stats(self) -> list[dict]:
        """The numbers of the head, each with its list."""
        line, figures = self.total, self.total.figures
        unit = {"don-vi": self.node.code} if self.node else {}
        late = f"trung bình trễ {line.average} ngày làm việc" if figures.late else "không có dòng nào"
        overdue = f"{number_vi(line.overdue)} quá hạn" if line.overdue else "không có giấy tờ quá hạn"
        on_time = f"{number_vi(figures.on_time)} trên {number_vi(figures.counted)} dòng"
        return [
            _stat(line.share, "Nhập đúng hạn", on_time, figures.on_time and line.list_url("dung-han")),
            _stat(number_vi(figures.late), "Nhập trễ hạn", late, figures.late and line.list_url("tre")),
            _stat(
                number_vi(figures.no_reason),
                "Trễ, chưa ghi lý do",
                "ghi lý do ở danh sách",
                figures.no_reason and line.list_url("chua-ly-do"),
                flag="cần ghi" if figures.no_reason else "",
            ),
            _stat(
                number_vi(line.waiting),
                "Giấy tờ chờ nhập",
                overdue,
                f"{reverse('personnel:pending_papers')}?{urlencode(unit)}",
                flag="quá hạn" if line.overdue else "",
                tone="bad",
            ),
        ]

    @cached_property
    def units(self) -> list[Line]:
        """The level below the unit shown, the least punctual first, with what the unit itself entered."""
        tops = self.entries.tree.tops(set(self.scope))
        top = self.node or (tops[0] if len(tops) == 1 else None)
        nodes = [child for child in top.children if child.id in self.scope] if top else tops
        lines = [self._unit(node, frozenset(one.id for one in node.walk())) for node in nodes]
        if top and nodes:
            own = self._unit(top, frozenset({top.id}))
            lines.append(
                Line(f"Chính {own.name}", "", own.figures, own.query | {"truc-tiep": "1"}, "", own.waiting, own.overdue)
            )
        shown = [line for line in lines if line.figures.counted or line.waiting]
        return sorted(shown, key=lambda line: (line.percent, -line.figures.late))

    def _unit(self, node: Node, unit_ids: frozenset[int]) -> Line:
        query = self.query | {"don-vi": node.code}
        below = [child for child in node.children if child.id in self.scope]
        url = f"{reverse('personnel:deadlines')}?{urlencode(query)}" if below else ""
        figures = _sum(group for group in self.groups if group.unit_id in unit_ids)
        name, papers = node.short_name or node.name, self._papers(unit_ids)
        return Line(name, url, figures, query, "", *papers, unit_id=node.id, code=node.code)

    def _papers(self, unit_ids: frozenset[int] | None) -> tuple[int, int]:
        """How many papers wait in these units, and how many are overdue."""
        here = [one for one in self.papers if unit_ids is None or keeper_of(one) in unit_ids]
        return len(here), sum(one.state == OVERDUE for one in here)

    @cached_property
    def accounts(self) -> list[Line]:
        """Accounts in the hands of their holders, those with most late entries first."""
        sums = _by(self.groups, lambda group: (group.account_id, group.custodian))
        known = Account.objects.select_related("unit").in_bulk([pk for pk, _ in sums if pk])
        lines = [self._account(known.get(pk), holder, figures) for (pk, holder), figures in sums.items()]
        shown = [line for line in lines if line.figures.counted]
        return sorted(shown, key=lambda line: (-line.figures.late, -line.figures.counted))[:MOST_ACCOUNTS]

    def _account(self, account: Account | None, holder: str, figures: Figures) -> Line:
        name = holder or (account.title if account else "Hệ thống")
        note = f"{account.username} · {account.unit.label if account.unit else account.title}" if account else ""
        query = self.query | {"tai-khoan": account.username if account else "", "nguoi-giu": holder or "-"}
        return Line(name, "", figures, query, note)

    @cached_property
    def sections(self) -> list[Line]:
        """What was entered, in the order of the dossier."""
        sums = _by(self.groups, lambda group: group.section)
        return [
            Line(title_of(slug), "", sums[slug], self.query | {"muc": slug})
            for slug in slugs_in_order()
            if slug in sums and sums[slug].counted
        ]


def keeper_of(waiting: Waiting) -> int | None:
    """The unit for which a paper waits: the one that keeps the dossier, or that registered it."""
    paper = waiting.paper
    return paper.dossier.now_unit_id if paper.dossier_id else paper.unit_id


def _sum(groups: Iterable[Group]) -> Figures:
    return sum((group.figures for group in groups), Figures())


def _by(groups: Iterable[Group], key) -> dict:
    sums: dict = defaultdict(Figures)
    for group in groups:
        sums[key(group)] += group.figures
    return dict(sums)


def _stat(value: str, label: str, note: str, url, *, flag: str = "", tone: str = "warn") -> dict:
    return {"value": value, "label": label, "note": note, "url": url or "", "flag": flag, "tone": tone}
