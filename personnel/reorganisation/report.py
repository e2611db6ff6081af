"""The dry run: what a plan would do, what it leaves without a place, and whether nobody is lost."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import RoleTemplate
from orgunits.tree import Node
from personnel.models import Decentralisation, Planning, Reorganisation
from personnel.reorganisation import movements
from personnel.reorganisation.checks import structural_issues
from personnel.reorganisation.delegations import delegations_left
from personnel.reorganisation.holders import Holders, holder_issues, holders_of
from personnel.reorganisation.hooks import FOLLOWERS
from personnel.reorganisation.issues import Issue, Level, block, info, warn
from personnel.reorganisation.movements import Movement
from personnel.reorganisation.plan import Place, Plan
from qlcb import row_security
from qlcb.formats import date_vi, number_vi


@dataclass(frozen=True)
class Share:
    """People who come to a department from one of before, None for the same one."""

    node: Node
    people: int


@dataclass(frozen=True)
class Balance:
    """A department under the plan: its people, and from which departments they come."""

    place: Place
    people: int
    shares: list[Share]


class Report:
    """What a dry run found. Built by `examine`."""

    def __init__(self, plan: Plan, postings: list[Movement], posts: list[Movement], holders: Holders):
        self.plan, self.postings, self.posts, self.holders = plan, postings, posts, holders
        heads, self.there = movements.heads_on(plan.day)
        self.heads_before = {pk: people for pk, people in heads.items() if pk in plan.before.nodes}
        self.strays = sum(heads.values()) - self.people_before  # posted to a unit that does not exist on the day
        self.flows = movements.flows(plan, postings)
        self.issues: list[Issue] = []
        self.delegations: list[int] = []  # ids of those that end

    @property
    def blocking(self) -> list[Issue]:
        return [issue for issue in self.issues if issue.level is Level.BLOCK]

    @property
    def warnings(self) -> list[Issue]:
        return [issue for issue in self.issues if issue.level is Level.WARN]

    @property
    def notes(self) -> list[Issue]:
        return [issue for issue in self.issues if issue.level is Level.INFO]

    @property
    def is_clear(self) -> bool:
        """Whether nothing stands against carrying it out."""
        return not self.blocking

    @cached_property
    def heads_after(self) -> dict[str, int]:
        """Code of a unit → people posted to it on the day under the plan."""
        nodes = self.plan.before.nodes
        found = Counter({nodes[unit_id].code: n for unit_id, n in self.heads_before.items()})
        for (unit_id, code), people in self.flows.items():
            found[nodes[unit_id].code] -= people
            found[code] += people
        return {code: people for code, people in found.items() if people}

    @property
    def people_before(self) -> int:
        return sum(self.heads_before.values())

    @property
    def people_after(self) -> int:
        """Those who serve in a unit that exists afterwards."""
        return sum(people for code, people in self.heads_after.items() if code in self.plan.after)

    @property
    def people_moving(self) -> int:
        return sum(self.flows.values())

    @property
    def told_anew(self) -> int:
        """Postings and positions of later than the day that are told anew at the new unit."""
        return sum(not move.cuts for move in (*self.postings, *self.posts))

    @property
    def posts_ending(self) -> int:
        return sum(move.to is None for move in self.posts)

    @cached_property
    def totals_before(self) -> dict[int, int]:
        """Unit id → its people with all below it, before."""
        totals: dict[int, int] = {}
        for root in self.plan.before.roots:
            for node in reversed(list(root.walk())):
                below = sum(totals[child.id] for child in node.children)
                totals[node.id] = self.heads_before.get(node.id, 0) + below
        return totals

    @cached_property
    def totals_after(self) -> dict[str, int]:
        """Code → its people with all below it, under the plan."""
        totals: dict[str, int] = {}
        for root in self.plan.roots:
            for place in reversed(list(root.walk())):
                below = sum(totals[child.code] for child in place.children)
                totals[place.code] = self.heads_after.get(place.code, 0) + below
        return totals

    @cached_property
    def balances(self) -> list[Balance]:
        """Departments that the plan changes, in their order, each with where its people come from."""
        came: dict[str, Counter] = defaultdict(Counter)
        stays = Counter(self.heads_before)
        for (unit_id, code), people in self.flows.items():
            stays[unit_id] -= people
            self._count(came, unit_id, code, people)
        for unit_id, people in stays.items():
            if people:
                self._count(came, unit_id, self.plan.before.nodes[unit_id].code, people)
        found = []
        for root in self.plan.roots:
            for place in root.walk():
                if place.code in came and self._is_changed(place, came[place.code]):
                    shares = [Share(self.plan.before.nodes[pk], n) for pk, n in came[place.code].most_common()]
                    found.append(Balance(place, sum(came[place.code].values()), shares))
        return found

    @property
    def people_elsewhere(self) -> int:
        """People of the departments that the plan does not change."""
        return self.people_after - sum(balance.people for balance in self.balances)

    def _count(self, came: dict[str, Counter], unit_id: int, code: str, people: int) -> None:
        place, node = self.plan.department(code), self.plan.department_before(unit_id)
        if place is not None and node is not None:
            came[place.code][node.id] += people

    def _is_changed(self, place: Place, came: Counter) -> bool:
        return place.is_new or place.step is not None or set(came) != {place.unit_id}

    @property
    def mark(self) -> str:
        """Tells whether a dry run that somebody approved is still the same when it is made again."""
        told = [
            [(step.pk, step.version) for step in self.plan.steps],
            [(row.pk, row.version) for row in (*self.plan.people.values(), *self.plan.accounts.values())],
            sorted((unit_id, code, people) for (unit_id, code), people in self.flows.items()),
            [(move.account.pk, move.to) for move in self.holders.accounts],
            [(move.grant.pk, move.to) for move in self.holders.grants],
            [(issue.level, issue.words) for issue in self.issues],
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@row_security.opened()
def examine(reorganisation: Reorganisation, today: date) -> Report:
    """Work a plan out on what is stored; writes nothing. Tells numbers and units, and nobody by name.

    The number of queries depends neither on that of people nor on that of units.
    """
    plan = Plan(reorganisation)
    postings = list(movements.moved_postings(plan, movements.posting_rows(plan).only(*POSTING)))
    units = {move.row.dossier_id: move.row.unit_id for move in postings if move.row.valid_from.first_day <= plan.day}
    posts = list(movements.moved_appointments(plan, movements.appointment_rows(plan), units))
    holders = holders_of(plan, today)
    report = Report(plan, postings, posts, holders)
    report.delegations = list(delegations_left(plan, today))
    report.issues = sorted(
        [
            *structural_issues(plan),
            *_people(report),
            *holder_issues(plan, holders, today),
            *_delegations(report),
            *_beside(plan),
        ],
        key=lambda issue: issue.level,
    )
    return report


POSTING = ("dossier_id", "unit_id", "kept_by_id", "valid_from", "valid_to")


def _people(report: Report) -> Iterator[Issue]:
    plan = report.plan
    for unit_id, step in plan.ended.items():
        people = report.there[unit_id]
        if people and plan.people_go_to(unit_id) is None and not _all_by_name(report, unit_id, people):
            yield block(f"{step.unit.name} ({step.unit.code}): {people} người chưa có nơi đến.", step=step.pk)
    if report.strays:
        yield warn(
            f"{report.strays} người đang được ghi ở đơn vị không hoạt động ngày {date_vi(plan.day)}; phương án không "
            "chuyển họ.",
            link="quality_list",
            link_words="Chất lượng dữ liệu",
        )
    strangers = sum(_is_fetched(plan, move) for move in report.postings)
    if strangers:
        yield block(
            f"{strangers} người có nơi đến riêng thuộc đơn vị ngoài phạm vi của phương án.",
            link="reorganisation_people",
            link_words="Xem nơi đến của từng người",
        )
    serving = {move.row.dossier_id for move in report.postings}
    idle = [row for pk, row in plan.people.items() if pk not in serving]
    if idle:
        yield warn(
            f"{len(idle)} người có nơi đến riêng nhưng không thay đổi đơn vị, hoặc không công tác ngày ấy.",
            link="reorganisation_people",
            link_words="Xem nơi đến của từng người",
        )
    if report.told_anew:
        yield warn(
            f"{number_vi(report.told_anew)} quá trình công tác, chức vụ bắt đầu từ {date_vi(plan.day)} trở đi tại đơn "
            "vị không còn: được ghi lại theo đơn vị mới."
        )
    if report.posts_ending:
        yield info(
            f"{number_vi(report.posts_ending)} chức vụ lãnh đạo kết thúc cùng đơn vị; bổ nhiệm mới nhập theo quyết "
            "định riêng."
        )


def _is_fetched(plan: Plan, move: Movement) -> bool:
    """Whether a place of their own takes somebody out of a unit beyond the scope of the plan."""
    node = plan.before.nodes[move.row.unit_id]
    return move.row.dossier_id in plan.people and move.to != node.code and not plan.inside(node.code)


def _delegations(report: Report) -> Iterator[Issue]:
    if report.delegations:
        yield info(
            f"{number_vi(len(report.delegations))} ủy quyền đích danh do đơn vị cũ ghi thôi hiệu lực: hồ sơ sang nơi "
            "quản lý khác."
        )


def _all_by_name(report: Report, unit_id: int, people: int) -> bool:
    """Whether each of the people of the unit has a place of their own."""
    rows = (move.row for move in report.postings if move.row.valid_from.first_day <= report.plan.day)
    return sum(unit_id in (row.unit_id, row.kept_by_id) for row in rows) == people


def _beside(plan: Plan) -> Iterator[Issue]:
    """What names units that end and is not carried over by itself. One query a kind."""
    codes = {step.unit.code: step for step in plan.ended.values()}
    for template in RoleTemplate.objects.in_use():
        for code in sorted(codes.keys() & set(template.meant_for)):
            yield warn(
                f"Vai trò mẫu “{template.name}” dành cho {codes[code].unit.name}; sửa vai trò sau khi áp dụng.",
                link="roles",
                link_words="Vai trò mẫu",
            )
    rows = Decentralisation.objects.filter(unit_id__in=list(plan.ended)).exclude(valid_to__lt=plan.day)
    for row in rows.select_related("unit"):
        yield warn(
            f"Bảng phân cấp có dòng riêng cho {row.unit.name}: {row.get_matter_display()}.",
            link="decentralisation",
            link_words="Bảng phân cấp",
        )
    planned = movements.reaching(Planning, plan.day).filter(unit_id__in=list(plan.ended)).count()
    if planned:
        yield info(f"{number_vi(planned)} quy hoạch chức danh tại đơn vị không còn; rà soát lại danh sách quy hoạch.")
    for follower in FOLLOWERS:
        counts = follower.count(plan)
        lost = sum(n for unit_id, n in counts.items() if plan.people_go_to(unit_id) is None)
        if lost:
            yield block(f"{number_vi(lost)} {follower.label} chưa có nơi đến.", link=follower.link, link_words="Xem")
        elif sum(counts.values()):
            yield info(f"{number_vi(sum(counts.values()))} {follower.label} chuyển sang đơn vị kế thừa.")
        yield from follower.beside(plan)
