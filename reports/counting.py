"""Numbers of people down the tree, and the way from each number to its list."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from orgunits.tree import Node
from reports.definitions.base import AsOfForm
from reports.measures import Measure
from reports.people import ALL_SUBJECTS, PeopleOn
from reports.scope import Scope


class Numbers:
    """The numbers of each unit of a scope: of its own people, and of them with all below."""

    def __init__(self, scope: Scope, measures: Sequence[Measure], own: dict[int, list[int]]):
        self.scope = scope
        self._nothing = [0] * len(measures)
        self._own = own
        self._totals: dict[int, list[int]] = {}

    def own(self, node: Node) -> list[int]:
        """Of the people posted to the unit itself."""
        return self._own.get(node.id, self._nothing)

    def total(self, node: Node) -> list[int]:
        """Of the unit and all below it."""
        if node.id not in self._totals:
            parts = [self.own(node), *(self.total(child) for child in self.scope.children(node))]
            self._totals[node.id] = [sum(column) for column in zip(*parts, strict=True)]
        return self._totals[node.id]

    def sum(self, nodes: Sequence[Node]) -> list[int]:
        """Of several units together."""
        return [sum(column) for column in zip(self._nothing, *(self.total(node) for node in nodes), strict=True)]


class Counting:
    """A report or page whose numbers count people as of a day; `slug` names it in the address of its lists."""

    slug: str
    name: str
    parameters: type[AsOfForm]

    def subjects(self, params: AsOfForm) -> Sequence[str]:
        """Which kinds of staff are counted."""
        return ALL_SUBJECTS

    def people(self, params: AsOfForm, unit_ids: Sequence[int]) -> PeopleOn:
        return PeopleOn(params.day_asked, unit_ids, self.subjects(params))

    def numbers(self, params: AsOfForm, measures: Sequence[Measure]) -> Numbers:
        """All numbers of the units asked for, in one query."""
        unit_ids = [unit_id for root in params.roots for unit_id in params.scope.ids_below(root)]
        return Numbers(params.scope, measures, self.people(params, unit_ids).counts(measures))

    def list_url(self, params: AsOfForm, measure: Measure, node: Node | None = None, *, own: bool = False) -> str:
        """The address of the list of those counted; node: the unit, or None for all units of the report; own: without
        those of the units below."""
        changes = {"cot": measure.key, "truc-tiep": "1" if own else ""}
        if node:
            changes["don-vi"] = node.code
        return f"{reverse('reports:people', args=[self.slug])}?{urlencode(params.query(**changes))}"
