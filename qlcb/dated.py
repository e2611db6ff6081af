"""True time: rows that hold from one day to another, and the constraints by which the database guards them (DESIGN §2).

Periods include both their days: `valid_to` is the last day on which the row holds, as decrees and personnel lists write
it; an open end is NULL. `daterange(…, '[]')` gives PostgreSQL the same reading.
"""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from qlcb.fields import PartialDateField
from qlcb.history import TrackedQuerySet

OVERLAPS = RangeOperators.OVERLAPS


class DatedQuerySet(TrackedQuerySet):
    """Rows with `valid_from` and `valid_to`."""

    def on(self, day: date):
        """Rows that hold on `day`."""
        first = "valid_from__first_day__lte" if self._partial() else "valid_from__lte"
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), **{first: day})

    def _partial(self) -> bool:
        return isinstance(self.model._meta.get_field("valid_from"), PartialDateField)


def never_overlaps(name: str, owner: str, message: str, *, partial: bool = False, condition: Q | None = None):
    """An exclusion constraint: rows of the same `owner` never hold on the same day. Built-in range types only.

    owner: name of the integer or foreign-key column; partial: `valid_from` is a partial date, which begins on its
    first day; condition: the rows it is about, all when None.
    """
    first = Func(F("valid_from"), function="lower", output_field=models.DateField()) if partial else F("valid_from")
    period = Func(first, F("valid_to"), Value("[]"), function="daterange", output_field=DateRangeField())
    who = Func(F(owner), F(owner), Value("[]"), function="int8range", output_field=BigIntegerRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[(who, OVERLAPS), (period, OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )


def ends_after_it_begins(name: str, *, partial: bool = False):
    """A check constraint: `valid_to` is not before `valid_from`."""
    first = Func(F("valid_from"), function="lower", output_field=models.DateField()) if partial else F("valid_from")
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=first),
        violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
    )
