"""The records of one section, of all people in reach: planning, trips abroad, absences, rewards… one list a section."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from personnel.present import section_cells
from personnel.sections import Section
from personnel.within import beginning, happened, holding
from reports.lists.base import Line, ListForm, PeriodList


class Records(PeriodList):
    """All records of a section that begin, or hold, within the time; restricted fields stay masked."""

    def __init__(self, section: Section):
        self.section, self.slug, self.title = section, section.slug, section.title
        self.family = section.family
        self.columns = tuple((column.label, 30 if column.style == "text" else 14) for column in section.columns)
        self.asks_how = section.is_dated or section.lasts

    def rows(self, form: ListForm) -> QuerySet:
        rows = self.section.model.objects.filter(self._within(form), dossier__in=form.people())
        return rows.select_related("dossier__now_unit__parent", "decision", *self.section.related)

    def _within(self, form: ListForm) -> Q:
        if not self.asks_how:
            return happened(self.section, form.first, form.last)
        return (holding if form.holds else beginning)(self.section, form.first, form.last)

    def lines(self, rows: Iterable) -> Iterator[Line]:
        for row in rows:
            cells = section_cells(self.section, row)
            yield Line(row.dossier, [" · ".join(filter(None, (cell.value, cell.sub))) for cell in cells], row.pk)
