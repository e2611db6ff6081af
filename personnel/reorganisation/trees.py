"""The trees before and after as lines side by side: only the departments that a plan touches."""

from collections.abc import Iterable
from dataclasses import dataclass

from orgunits.tree import Node
from personnel.models import ReorganisationStep
from personnel.reorganisation.plan import Place, Plan
from personnel.reorganisation.report import Report

Deed = ReorganisationStep.Deed
NEW, CHANGED, GONE = "ok", "", "warn"


@dataclass
class Branch:
    """One line: a unit, its people with all below, what becomes of it; where its list opens and how many close."""

    code: str
    name: str
    people: int
    mark: str = ""
    tone: str = ""
    step: int | None = None
    is_stored: bool = True
    has_children: bool = False
    is_open: bool = False
    closes: range = range(0)

    @property
    def toggle_label(self) -> str:
        return f"Đơn vị thuộc {self.name}"


def tree_before(report: Report) -> list[Branch]:
    """The units as they stand, each with where it goes."""
    plan, lines = report.plan, []

    def touched(node: Node) -> bool:
        return any(one.id in plan.step_of for one in node.walk())

    def print_one(node: Node) -> None:
        children = [child for child in node.children if node.depth or touched(child)]
        mark, tone = _fate(plan, plan.step_of.get(node.id))
        step = plan.step_of.get(node.id)
        lines.append(
            Branch(
                node.code, node.name, report.totals_before.get(node.id, 0), mark, tone, step.pk if step else None,
                has_children=bool(children), is_open=node.depth == 0,
            )
        )  # fmt: skip
        _print_below(lines, children, print_one)

    for root in plan.before.roots:
        print_one(root)
    return lines


def tree_after(report: Report) -> list[Branch]:
    """The units as they will stand, each with what is new about it."""
    plan, lines = report.plan, []

    def touched(place: Place) -> bool:
        return any(one.is_new or one.step is not None for one in place.walk())

    def print_one(place: Place) -> None:
        children = [child for child in place.children if place.depth or touched(child)]
        mark, tone = _news(plan, place)
        lines.append(
            Branch(
                place.code, place.name, report.totals_after.get(place.code, 0), mark, tone,
                place.step.pk if place.step else None, is_stored=not place.is_new,
                has_children=bool(children), is_open=place.depth == 0,
            )
        )  # fmt: skip
        _print_below(lines, children, print_one)

    for root in plan.roots:
        print_one(root)
    return lines


def _print_below(lines: list[Branch], children: Iterable, print_one) -> None:
    children = list(children)
    for child in children:
        print_one(child)
    if children:
        lines[-1].closes = range(len(lines[-1].closes) + 1)


def _fate(plan: Plan, step: ReorganisationStep | None) -> tuple[str, str]:
    if step is None:
        return "", ""
    if step.deed == Deed.RENAME:
        return "Đổi tên, đổi loại", CHANGED
    if step.deed == Deed.MOVE:
        return f"Chuyển về {step.parent}", CHANGED
    goes = step.targets or step.people_to
    return f"{step.get_deed_display()} {goes}".strip(), CHANGED if step.goes_on else GONE


def _news(plan: Plan, place: Place) -> tuple[str, str]:
    if place.is_new:
        return "Mới", NEW
    if place.step is None:
        return "", ""
    node = plan.before.nodes[place.unit_id]
    above = plan.before.nodes.get(node.parent_id)
    moved = above is not None and above.code != place.parent
    if moved:
        return f"Từ {above.code}", CHANGED
    return ("Tên mới", CHANGED) if place.name != node.name else ("", "")
