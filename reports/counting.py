"""Numbers of people down the tree, and the way from each number to its list."""

from collections.abc import Sequence
from functools import cached_property
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
    """A report or page whose numbers count people as of a day; `slug` names it in the address of its lists.

    communes: whether it counts in communes alone, in all units but them, or (None) in all.
    """

    slug: str
    name: str
    parameters: type[AsOfForm]
    communes: bool | None = None

    def subjects(self, params: AsOfForm) -> Sequence[str]:
        """Which kinds of staff are counted."""
        return ALL_SUBJECTS

    def people(self, params: AsOfForm, unit_ids: Sequence[int]) -> PeopleOn:
        counted = [pk for pk in unit_ids if self.communes in (None, pk in params.scope.communes)]
        return PeopleOn(params.day_asked, counted, self.subjects(params))

    def children(self, params: AsOfForm, node: Node) -> list[Node]:
        """The units right below in which, or below which, people are counted."""
        return [child for child in params.scope.children(node) if self.counts_below(params, child)]

    def counts_below(self, params: AsOfForm, node: Node) -> bool:
        """Whether people are counted in the unit or below it."""
        communes = params.scope.communes
        if not self.communes:
            return self.communes is None or node.id not in communes
        return any(one.id in communes for one in node.walk())

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
        return f"{self._lists}?{urlencode(params.query(**changes))}"

    @cached_property
    def _lists(self) -> str:
        """Looked up once: a board has some hundred lists."""
        return reverse("reports:people", args=[self.slug])
