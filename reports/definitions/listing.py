"""What forms that name people share: lines grouped by unit down the tree, paged on screen, whole in a file.

Everybody is counted, as in the forms that only count; named are those whose dossiers the account may open, and a note
tells how many are not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from django.urls import reverse

from accounts.permissions import EXPORT, VIEW
from orgunits.tree import Node
from personnel.exports.run import Run, code_of
from personnel.models import Dossier
from qlcb.formats import number_vi, roman
from qlcb.paging import Page, keyset_page
from qlcb.parts import in_parts
from reports import measures as m
from reports.counting import Numbers
from reports.definitions.statutory import StatutoryForm, SubjectForm
from reports.people import PeopleOn
from reports.roster import KEYS, Line, in_order, lines, lines_of, told_of
from reports.table import Cell, Lines, Row, Table

Named = tuple[Line, list[Cell]]
NOBODY: tuple[None, list[Cell]] = (None, [])


class Listing(StatutoryForm):
    """A subclass declares headings and says what stands in a line. measures: those of the columns of marks, the last
    ones: a mark for a person, a number for a unit."""

    measures: tuple[m.Measure, ...] = ()

    def cells(self, params: SubjectForm, line: Line, ticks: Sequence[bool]) -> Iterator[Cell]:
        """What stands in a line after number and name."""
        raise NotImplementedError

    def table(self, params: SubjectForm) -> Table:
        """The whole list, of those whom the account may export."""
        return self.named_table(params)[0]

    def named_table(self, params: SubjectForm, run: Run | None = None) -> tuple[Table, list[int]]:
        """The same, and the ids of the dossiers in it. run: the making of a file, which keeps lines apart that cannot
        be made; without one they raise."""
        sheet = Sheet(self, params, right=EXPORT)
        table = self._table(params, sheet, Lines(partial(sheet.whole, run), sheet.length))
        return replace(table, faults=run.faults) if run else table, sheet.ids

    def screen(self, params: SubjectForm, query) -> tuple[Table, Page | None]:
        sheet = Sheet(self, params, right=VIEW)
        page = keyset_page(told_of(sheet.dossiers), query, keys=KEYS, total=sheet.named)
        return self._table(params, sheet, sheet.page(page)), page

    def _table(self, params: SubjectForm, sheet: "Sheet", rows) -> Table:
        notes = [*sheet.unnamed_words, *self.notes(params)]
        return Table(self._form(params), self.headings, rows, notes, is_list=True)


class Sheet:
    """The lines of one list for one question. right: by which the account may name people."""

    def __init__(self, report: Listing, params: SubjectForm, *, right: str):
        self.report, self.params, self.is_file = report, params, right == EXPORT
        self.numbers: Numbers = report.numbers(params, (m.TOTAL, *report.measures))
        self.roots = [root for root in params.roots if self._heads(root)]
        self.nodes = [node for root in self.roots for node in self._with_people(root)]
        self.marks = self._marks()
        self.people: PeopleOn = report.people(params, [node.id for node in self.nodes])
        account = params.account
        self.dossiers = in_order(Dossier.objects.under(account, right), self.people, self.nodes)
        self.total = self.numbers.sum(self.roots)[0]
        self.ids = list(self.dossiers.order_by(*KEYS).values_list("pk", flat=True)) if self.is_file else []
        self.named = len(self.ids) if self.is_file else self.dossiers.count()

    @property
    def length(self) -> int:
        """Lines of the whole list: people, units and the total."""
        return self.named + len(self.nodes) + 1

    @property
    def unnamed_words(self) -> list[str]:
        """How many are counted without being named."""
        unnamed = self.total - self.named
        if not unnamed:
            return []
        told = f"Trong tổng số có {number_vi(unnamed)} người không nêu tên, vì hồ sơ không thuộc phạm vi của tài khoản."
        return [told]

    def whole(self, run: Run | None = None) -> Iterator[Row]:
        if run:
            people = run.lines(self.ids, self._of_ids, code_of(Dossier.objects))
        else:
            people = chain.from_iterable(map(self._of_ids, in_parts(self.ids)))
        yield from self._rows(people, self.nodes, 1)
        yield self._total_row()

    def page(self, page: Page) -> list[Row]:
        """The people of a page under their units; the units above the first one are told once more."""
        found = lines(page.rows, self.params.day_asked)
        places = {node.id: place for place, node in enumerate(self.nodes)}
        first = places[found[0].keeper_id] if found and page.previous_url else 0
        last = places[found[-1].keeper_id] if found and page.next_url else len(self.nodes) - 1
        above = self._path(self.nodes[first])[:-1] if self.nodes else []
        return [
            *self._rows(iter(self._with_cells(found)), [*above, *self.nodes[first : last + 1]], page.first),
            self._total_row(),
        ]

    def _heads(self, node: Node) -> int:
        return self.numbers.total(node)[0]

    def _with_people(self, node: Node) -> Iterator[Node]:
        """The unit and those below it that have people, in printed order."""
        yield node
        for child in self.params.scope.children(node):
            if self._heads(child):
                yield from self._with_people(child)

    def _marks(self) -> dict[int, str]:
        """The number of each unit: I, II, and below them I.1, I.2; a single unit at the top has none."""
        marks: dict[int, str] = {}
        counted: dict[str, int] = {}
        many = len(self.roots) > 1
        for node in self.nodes:
            above = marks.get(node.parent_id, "")
            if node in self.roots and not many:
                marks[node.id] = ""
                continue
            number = counted[above] = counted.get(above, 0) + 1
            marks[node.id] = f"{above}.{number}" if above else roman(number)
        return marks

    def _path(self, node: Node) -> list[Node]:
        """From the top of the list down to the unit."""
        return [one for one in self.params.scope.tree.path(node.id) if one.id in self.marks]

    def _rows(self, people: Iterator[Named], nodes: Sequence[Node], number: int) -> Iterator[Row]:
        """Each unit with its people below it. number: of the first person."""
        line, cells = next(people, NOBODY)
        for node in nodes:
            yield self._unit_row(node)
            while line is not None and line.keeper_id == node.id:
                yield self._person_row(line, cells, number)
                number += 1
                line, cells = next(people, NOBODY)

    def _of_ids(self, ids: list[int]) -> list[Named]:
        return self._with_cells(list(lines_of(ids, self.params.day_asked)))

    def _with_cells(self, people: Sequence[Line]) -> list[Named]:
        """Lines with what stands in them after number and name."""
        measures = self.report.measures
        ticks = self.people.ticks([line.dossier.pk for line in people], measures) if measures else {}
        return [(line, [*self.report.cells(self.params, line, ticks.get(line.dossier.pk, ()))]) for line in people]

    def _person_row(self, line: Line, cells: Sequence[Cell], number: int) -> Row:
        url = "" if self.is_file else reverse("personnel:dossier", args=[line.dossier.code])
        return Row([Cell(str(number)), Cell(line.dossier.full_name, url), *cells], "plain", 1, key=line.dossier.code)

    def _unit_row(self, node: Node) -> Row:
        level = len(self._path(node)) - 1
        row = self._counts(node.name, self.numbers.total(node), node)
        return replace(
            row, cells=[Cell(self.marks[node.id]), *row.cells[1:]], style="department" if level < 2 else "unit"
        )

    def _total_row(self) -> Row:
        return self._counts("Tổng số", self.numbers.sum(self.roots), None)

    def _counts(self, name: str, values: Sequence[int], node: Node | None) -> Row:
        """A line of numbers: how many people stand with the name, which reaches over to the first column of marks."""
        heads, *marked = values
        columns = len([column for heading in self.report.headings for column in heading.columns])
        told = Cell(f"{name}: {number_vi(heads)} người", self.report.list_url(self.params, m.TOTAL, node))
        span = columns - 1 - len(marked)
        numbers = [
            Cell(value, self.report.list_url(self.params, measure, node) if value else "")
            for measure, value in zip(self.report.measures, marked, strict=True)
        ]
        return Row([Cell(""), told, *[Cell("")] * (span - 1), *numbers], "total", 0, span)
