"""What a declaration of a section or a panel says (DESIGN §4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from accounts.permissions import WorkGroup
from personnel.models import Decision, Dossier
from personnel.models.rows import DatedRow, DossierRow, PeriodRow
from qlcb.dates import PartialDate
from qlcb.fields import SealedField


class TimeRule(Enum):
    """How rows of a section stand to each other in time; the first two are kept by the database."""

    ONE_AT_A_TIME = "Mỗi thời điểm có đúng một dòng"
    AT_MOST_ONE = "Mỗi thời điểm có nhiều nhất một dòng chính"
    ANY = "Không giới hạn"


@dataclass(frozen=True)
class Column:
    """One column of a section's table. `field` is a field or property of the row; `sub` one shown small under it.

    style: text, or number, decimal and percent, which stand at the right.
    """

    field: str
    label: str
    style: str = "text"
    sub: str = ""


def no_prefill(dossier: Dossier) -> dict:
    """The form of a new record opens empty."""
    return {}


def never(dossier: Dossier) -> bool:
    """A complete dossier need not have a record of this kind."""
    return False


def undecided(row: DossierRow) -> bool:
    """A record of this kind may be entered without a decision."""
    return False


def always(dossier: Dossier) -> bool:
    """A complete dossier has at least one record of this kind."""
    return True


@dataclass(frozen=True)
class Section:
    """Records of one kind. `fields`: what its form asks, in order; `items`: items of the TT 06/2023 form it fills.

    `series`: which rows the time rule binds; `required`: a dossier always has one; `places_people`: `unit` is where the
    person serves, so writing it needs the right there; `ends_service`: such a record ends what else holds of the
    person; `not_without`: whether this record is not entered without its decision; `prefill`: what is likely in a new
    record (HP-2.5); `expected`: whether the dossier is incomplete without such a record; `key`: fields by which a row
    of a workbook is known to be a record already held; `since`: the field that says when the thing happened, for
    records without a period; `family`: the heading under which the section stands; `settled`: what the record fills in
    by itself when its form leaves it empty; `lists_of`: dossiers → what has `of(dossier, day)`, the groups of the
    section's list that are for such people, where words alone mean several entries; `issuer`: the field that takes the
    name of who issued the decision when nobody tells.
    """

    slug: str
    model: type[DossierRow]
    title: str
    singular: str
    items: tuple[str, ...]
    group: WorkGroup
    columns: tuple[Column, ...]
    fields: tuple[str, ...]
    key: tuple[str, ...]
    family: str
    time_rule: TimeRule = TimeRule.ANY
    related: tuple[str, ...] = ()
    decision_kind: str = Decision.Kind.OTHER
    needs_decision: bool = False
    not_without: Callable[[DossierRow], bool] = undecided
    empty: str = "Chưa có dòng nào."
    series: tuple[tuple[str, object], ...] = ()
    required: bool = False
    places_people: bool = False
    ends_service: bool = False
    prefill: Callable[[Dossier], dict] = no_prefill
    expected: Callable[[Dossier], bool] = never
    since: str = ""
    settled: tuple[str, ...] = ()
    lists_of: Callable | None = None
    issuer: str = ""

    @property
    def moves_people(self) -> bool:
        """Whether a record says where the person serves from a day on, or that it is here no more."""
        return self.places_people or self.ends_service

    @property
    def is_dated(self) -> bool:
        return issubclass(self.model, DatedRow)

    @cached_property
    def sealed(self) -> frozenset[str]:
        """Names of the restricted fields (DESIGN §9)."""
        return frozenset(f.name for f in self.model._meta.concrete_fields if isinstance(f, SealedField))

    def rows(self, dossier):
        """The rows of one dossier, newest first, with what the table shows."""
        return self.model.objects.filter(dossier=dossier).select_related("decision", *self.related)

    def neighbours(self, row):
        """The rows that may not overlap with `row`: same dossier, and same series for sections with several."""
        same = {name: getattr(row, name) for name, _ in self.series}
        return self.model.objects.filter(dossier=row.dossier, **same)

    def in_series(self, row) -> bool:
        """Whether the time rule binds this row (a position held concurrently is not bound)."""
        bound = self.time_rule is not TimeRule.ANY
        return bound and all(getattr(row, name) == value for name, value in self.series)

    def happened(self, row) -> date | None:
        """The first day by which the record was true; None when the record does not say."""
        names = ("valid_from",) if self.is_dated else ("ends_on", "begins_on") if self.lasts else (self.since,)
        told = next((getattr(row, name) for name in names if name and getattr(row, name)), None)
        if isinstance(told, int):
            return PartialDate(told).first_day
        return told.first_day if isinstance(told, PartialDate) else told

    @property
    def lasts(self) -> bool:
        return issubclass(self.model, PeriodRow)


@dataclass(frozen=True)
class Panel:
    """Single values of the dossier, edited together. `items`: items of the TT 06/2023 form.

    `needed`: fields without which the dossier is incomplete; `right`: what it takes beside the right to write.
    """

    slug: str
    title: str
    items: tuple[str, ...]
    group: WorkGroup
    fields: tuple[str, ...]
    needed: tuple[str, ...] = ()
    right: str = ""

    @cached_property
    def sealed(self) -> frozenset[str]:
        """Names of the restricted fields (DESIGN §9)."""
        return frozenset(name for name in self.fields if isinstance(Dossier._meta.get_field(name), SealedField))
