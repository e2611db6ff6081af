"""The records of one section, of all people in reach: planning, trips abroad, absences, rewards… one list a section."""

from collections.abc import Iterable

from django.db.models import IntegerField, Q, QuerySet

from personnel.present import section_cells
from personnel.sections import Section
from qlcb.fields import PartialDateField
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
        first, last = form.first, form.last
        if self.section.is_dated:
            begins, ends = "valid_from__first_day", "valid_to"
        elif self.section.lasts:
            begins, ends = "begins_on__first_day", "ends_on__first_day"
        else:
            return self._happened(form)
        if form.holds:
            return Q(**{f"{begins}__lte": last}) & (Q(**{f"{ends}__gte": first}) | self._open_ended(ends))
        return Q(**{f"{begins}__range": (first, last)})

    @staticmethod
    def _open_ended(ends: str) -> Q:
        return Q(**{f"{ends.split('__')[0]}__isnull": True})

    def _happened(self, form: ListForm) -> Q:
        """For what has no period: by the field that says when it happened; by none, everything is listed."""
        name, span = self.section.since, (form.first, form.last)
        if not name:
            return Q()
        field = self.section.model._meta.get_field(name)
        if isinstance(field, PartialDateField):
            return Q(**{f"{name}__first_day__range": span})
        if isinstance(field, IntegerField):
            return Q(**{f"{name}__range": (form.first.year, form.last.year)})
        return Q(**{f"{name}__range": span})

    def lines(self, rows: Iterable, form: ListForm) -> list[Line]:
        return [
            Line(
                row.dossier,
                [" · ".join(filter(None, (cell.value, cell.sub))) for cell in section_cells(self.section, row)],
            )
            for row in rows
        ]
