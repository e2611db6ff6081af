"""What a declaration of an act says: one decision about many people that adds a record of one section to each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import models

from orgunits.models import Unit
from personnel.models import Decision, Dossier
from personnel.row_plan import NewRow
from personnel.sections import Section
from qlcb.formats import date_vi


@dataclass(frozen=True)
class Period:
    """The days for which a due list is made, both included."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """Quý IV/2026, or: đến ngày 01/10/2026."""
        if self == quarter_of(self.first):
            return f"quý {QUARTERS[(self.first.month - 1) // 3]}/{self.first.year}"
        return f"đến ngày {date_vi(self.last)}"


QUARTERS = ("I", "II", "III", "IV")


def quarter_of(day: date) -> Period:
    """The quarter in which the day lies."""
    first_month = (day.month - 1) // 3 * 3 + 1
    first = date(day.year, first_month, 1)
    after = date(day.year + (first_month == 10), (first_month + 2) % 12 + 1, 1)
    return Period(first, date.fromordinal(after.toordinal() - 1))


@dataclass(frozen=True)
class Candidate:
    """One name of a due list: in or out, why, how it was worked out, and the values that the decision would give."""

    dossier_id: int
    is_in: bool
    why: str
    steps: tuple[str, ...] = ()
    values: dict = field(default_factory=dict)


Source = Callable[[models.QuerySet, Period, date], list[Candidate]]
"""Dossiers that the account may decide on, the period, today → the due list; constant queries."""
Prefill = Callable[[Sequence[Dossier], date], dict[int, dict]]
"""Dossiers and today → id of the dossier → likely values by name; constant queries."""


Lasting = Callable[[Sequence[models.Model]], dict[int, tuple[str, ...]]]
"""The records of an act, unsaved → id of the dossier → how long the law lets it last; gives those without a last day
theirs; constant queries."""


Bar = Callable[[Sequence[NewRow], date], None]
"""The records of an act, unsaved, and today: refuses those that the law of the act bars, each with the reason."""


Standing = Callable[[Dossier], tuple[str, ...]]
"""A dossier → groups of the act's list that are for such people, where words alone mean several entries of it."""


Note = Callable[[Unit, date], list[str]]
"""A unit and today → sentences for who draws up the list."""


def no_note(unit: Unit, today: date) -> list[str]:
    """Nothing to say."""
    return []


def no_lasting(rows: Sequence[models.Model]) -> dict[int, tuple[str, ...]]:
    """It lasts as long as somebody says."""
    return {}


def no_bar(rows: Sequence[NewRow], today: date) -> None:
    """The law bars nobody beyond what holds for each record of the section."""


def no_standing(dossier: Dossier) -> tuple[str, ...]:
    """The list makes no difference between people."""
    return ()


def no_prefill(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """A new line opens empty."""
    return {}


@dataclass(frozen=True)
class Act:
    """One act. It adds a record of `section` to each person; the form, the rules and the right are the section's.

    shared: fields that are asked once for all; own: those that the grid asks of each person. A field in both is asked
    once, and a line that tells nothing takes it from there. fixed: values that the act itself means; dated: field → day
    of the decision that it takes when nobody tells; groups: field → groups of its list that the act is about, the
    others being other acts'; prefill: likely values of a line; source: the due list, if there is one; lasting: until
    when by law; bar: whom the law bars; standing: which groups of a list are meant for a person, divided: the
    field that chooses from that list, and its groups that are for everybody; issuers: fields that
    take the name of who issued the decision when nobody tells; promotes: whether a discipline bars it for its time;
    note: what to know of a unit beside it; needs_decision: without a number nothing is applied; summary: the usual
    trích yếu; hint: one sentence that tells it from other acts; converts: whether contract staff become civil servants
    by it, their contracts ending the day before; notice: title of what is sent to each person before, "" for none.
    """

    slug: str
    title: str
    family: str
    section: Section
    shared: tuple[str, ...]
    own: tuple[str, ...]
    summary: str
    hint: str
    fixed: tuple[tuple[str, object], ...] = ()
    dated: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    prefill: Prefill = no_prefill
    source: Source | None = None
    lasting: Lasting = no_lasting
    bar: Bar = no_bar
    standing: Standing = no_standing
    divided: tuple[str, tuple[str, ...]] = ("", ())
    issuers: tuple[str, ...] = ()
    promotes: bool = False
    note: Note = no_note
    needs_decision: bool = True
    converts: bool = False
    notice: str = ""

    @property
    def has_due_list(self) -> bool:
        return self.source is not None

    @property
    def decision_kind(self) -> str:
        return self.section.decision_kind or Decision.Kind.OTHER

    @cached_property
    def sealed(self) -> frozenset[str]:
        """Names of the restricted fields that the grid asks."""
        return self.section.sealed & set(self.own)

    def field(self, name: str) -> models.Field:
        """The field of the section's model."""
        return self.section.model._meta.get_field(name)

    def groups_of(self, name: str) -> tuple[str, ...]:
        """The groups of its list from which the field is chosen; none where all of it is offered."""
        return dict(self.groups).get(name, ())
