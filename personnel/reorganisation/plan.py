"""What a plan makes of the tree: the units of its day, those that begin, change and end, and who takes over.

Units are told apart by their codes, which no two units ever share; names may come back for another unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F

from orgunits.models import Unit, UnitKind, UnitSuccession
from orgunits.services.reorganise_units import ChangedUnit, Heirs, NewUnit, Structure
from orgunits.tree import Node, Tree
from personnel.models import Reorganisation, ReorganisationPerson, ReorganisationStep

Deed = ReorganisationStep.Deed
SUCCESSIONS = {
    Deed.MERGE: UnitSuccession.Kind.MERGE,
    Deed.SPLIT: UnitSuccession.Kind.SPLIT,
    Deed.DISSOLVE: UnitSuccession.Kind.DISSOLVE,
}


@dataclass
class Place:
    """A unit as it stands under the plan from its day on. unit_id: None for one that the plan founds."""

    code: str
    unit_id: int | None
    name: str
    short_name: str
    kind: UnitKind
    parent: str | None
    order: int
    step: ReorganisationStep | None = None
    children: list["Place"] = field(default_factory=list)
    depth: int = 0

    @property
    def is_new(self) -> bool:
        return self.unit_id is None

    @property
    def label(self) -> str:
        return self.short_name or self.name

    def walk(self) -> Iterator["Place"]:
        """The unit and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


class Plan:
    """A reorganisation worked out on the tree as it stands on its day. Six queries, however many units."""

    def __init__(self, reorganisation: Reorganisation):
        self.reorganisation, self.day = reorganisation, reorganisation.effective_on
        self.steps = list(reorganisation.steps.select_related("unit", "kind").order_by("pk"))
        people = reorganisation.people.annotate(staff_code=F("dossier__code"))
        self.people = {row.dossier_id: row for row in people}
        self.accounts = {row.account_id: row for row in reorganisation.accounts.all()}
        self.kinds = {kind.pk: kind for kind in UnitKind.objects.all()}
        self.before = Tree.on(self.day)
        self.nodes = {node.code: node for node in self.before.nodes.values()}
        self.step_of = {step.unit_id: step for step in self.steps if step.unit_id}
        self.ended = {step.unit_id: step for step in self.steps if step.unit_id and not step.goes_on}
        self.after = self._after()
        self.roots = self._hang()

    def _after(self) -> dict[str, Place]:
        """Code → unit, for all that exist from the day on."""
        places = {node.code: self._kept(node) for node in self.before.nodes.values() if node.id not in self.ended}
        for step in self.steps:
            if step.deed == Deed.ESTABLISH and step.code not in self.nodes:
                kind = step.kind or next(iter(self.kinds.values()))
                order = step.order if step.order is not None else self._order(step.parent)
                places[step.code] = Place(
                    step.code, None, step.name, step.short_name, kind, step.parent or None, order, step
                )
        return places

    def _kept(self, node: Node) -> Place:
        """A unit that goes on, with what its step changes."""
        parent = self.before.nodes.get(node.parent_id)
        kind = self.kinds[node.kind_id]
        place = Place(node.code, node.id, node.name, node.short_name, kind, parent.code if parent else None, node.order)
        step = self.step_of.get(node.id)
        if step is not None:
            place.step = step
            if step.name:
                place.name, place.short_name = step.name, step.short_name
            place.kind = step.kind or place.kind
            place.parent = step.parent or place.parent
        return place

    def _order(self, parent: str) -> int:
        """After the last unit below the one above."""
        above = self.nodes.get(parent)
        orders = [node.order for node in above.children] if above else []
        return max(orders, default=above.order if above else 0) + 1

    def _hang(self) -> list[Place]:
        """Hang each unit below the one above it; what stands nowhere, or in a circle, hangs nowhere."""
        roots = []
        for place in sorted(self.after.values(), key=lambda one: (one.order, one.code)):
            above = self.after.get(place.parent) if place.parent else None
            if above is not None:
                above.children.append(place)
            elif place.parent is None:
                roots.append(place)
        for root in roots:
            for place in root.walk():
                for child in place.children:
                    child.depth = place.depth + 1
        return roots

    def changes(self, place: Place) -> bool:
        """Whether the step of a unit that goes on makes it another: name, kind or place."""
        node = self.before.nodes[place.unit_id]
        above = self.before.nodes.get(node.parent_id)
        now = (node.name, node.short_name, node.kind_id, above.code if above else None)
        return (place.name, place.short_name, place.kind.pk, place.parent) != now

    def people_go_to(self, unit_id: int) -> str | None:
        """Code of the unit where the people of this one serve from the day on; None when the plan does not say."""
        node = self.before.nodes.get(unit_id)
        step = self.ended.get(unit_id)
        if step is None:
            return node.code if node else None
        code = step.people_to or next(iter(step.target_codes), None)
        return code if code in self.after else None

    def heirs(self, step: ReorganisationStep) -> Heirs:
        """Who takes over from the unit of a step that merges, splits or dissolves it; the main one first."""
        codes = step.target_codes or [step.people_to or self._nearest_left(step.unit)]
        return Heirs(step.unit.code, tuple(code for code in codes if code), SUCCESSIONS[step.deed], step.goes_on)

    def _nearest_left(self, unit: Unit) -> str:
        """The next unit above that still exists."""
        path = self.before.path(unit.pk)[:-1]
        return next((node.code for node in reversed(path) if node.code in self.after), "")

    @cached_property
    def structure(self) -> Structure:
        """The same for `reorganise_units`."""
        kept = [place for place in self.after.values() if not place.is_new and place.step is not None]
        return Structure(
            [
                NewUnit(
                    place.code, place.name, place.kind, place.parent or "", place.short_name,
                    place.step.identifier or None, place.step.customs_prefix, place.order,
                )
                for place in self.after.values()
                if place.is_new
            ],
            [
                ChangedUnit(place.code, place.name, place.short_name, place.kind, place.parent)
                for place in kept
                if self.changes(place)
            ],
            [self.heirs(step) for step in self.steps if step.deed in ReorganisationStep.ENDING],
        )  # fmt: skip

    @cached_property
    def people_by_code(self) -> dict[str, ReorganisationPerson]:
        """Staff code → the person with a place of their own."""
        return {row.staff_code: row for row in self.people.values()}

    def inside(self, code: str) -> bool:
        """Whether the unit of before stands at or below the scope of the plan."""
        node = self.nodes.get(code)
        return node is not None and any(above.id == self.reorganisation.scope_id for above in self.before.path(node.id))

    def is_outside(self, code: str) -> bool:
        """Whether the code is that of a unit of before which the plan may not touch."""
        return code in self.nodes and not self.inside(code)

    def department(self, code: str | None) -> Place | None:
        """The unit at or above that keeps dossiers, under the plan; the highest one where none does."""
        walked, place = set(), self.after.get(code)
        while place is not None and not place.kind.is_department and place.parent and place.code not in walked:
            walked.add(place.code)
            place = self.after.get(place.parent)
        return place

    def department_before(self, unit_id: int) -> Node | None:
        """The same of a unit of before."""
        path = self.before.path(unit_id)
        return next((node for node in reversed(path) if node.is_department), path[0] if path else None)
