"""Which records of a section hold, begin or happened within a time: one condition for every list and question."""

from datetime import date

from django.db.models import IntegerField, Q

from personnel.sections import Section
from qlcb.fields import PartialDateField


def holding(section: Section, first: date, last: date) -> Q:
    """Records of a section with periods that hold on some day of the span, both days included."""
    if section.is_dated:
        return Q(valid_from__first_day__lte=last) & (Q(valid_to=None) | Q(valid_to__gte=first))
    return Q(begins_on__first_day__lte=last) & (Q(ends_on=None) | Q(ends_on__last_day__gte=first))


def beginning(section: Section, first: date, last: date) -> Q:
    """Records of a section with periods that begin in the span."""
    begins = "valid_from" if section.is_dated else "begins_on"
    return Q(**{f"{begins}__first_day__range": (first, last)})


def happened(section: Section, first: date | None, last: date) -> Q:
    """Records of what happened in the span, or with no `first` by its last day; a year alone counts from its first day.

    For sections without periods that say by `since` when the thing happened.
    """
    column = section.model._meta.get_field(section.since)
    edge = "__first_day" if isinstance(column, PartialDateField) else ""
    low, high = (first and first.year, last.year) if isinstance(column, IntegerField) else (first, last)
    q = Q(**{f"{section.since}{edge}__lte": high})
    return q if first is None else q & Q(**{f"{section.since}{edge}__gte": low})
