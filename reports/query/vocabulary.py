"""What can be asked: every field of the panels and sections as they are declared, and of today's projection.

Nothing is listed by hand: a new field of a panel or a section can be asked for at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from django.db import models
from django.db.models import Q

from accounts.permissions import RESTRICTED, WorkGroup, rights_writing
from personnel.models import Decision, Dossier, Place, Term
from personnel.models.dossier import PROJECTION
from personnel.models.terms import TermField
from personnel.present import field_label
from personnel.querysets import reached_by, writable_by
from personnel.sections import PANELS, SECTIONS, Section
from qlcb.fields import PartialDateField, SealedField

TODAY = "hien-nay"
IDENTITY_FIELDS = ("code",)  # what no panel edits
LONG_LISTS = {Term.Kind.MAJOR, Term.Kind.SCHOOL, Term.Kind.JOB_POSITION}
OF_A_DECISION = ("number", "signed_on")
OF_A_ROW = ("drafted_by", "paper_received_on", "note")


class Kind(Enum):
    """What a field holds, which says how it can be asked for. NAMED: of a list too long to choose from."""

    TEXT = auto()
    CHOICE = auto()
    LIST = auto()
    NAMED = auto()
    NUMBER = auto()
    DATE = auto()
    PARTIAL = auto()
    FLAG = auto()
    SEALED = auto()


@dataclass(frozen=True)
class Field:
    """One field. key: how questions name it; path: the way to it from the dossier or from the row of the section.

    group: the work group by which it is revealed, when it is restricted; right: what it takes to see it at all.
    """

    key: str
    path: str
    column: models.Field
    label: str
    kind: Kind
    group: WorkGroup
    section: Section | None = None
    right: str = ""

    @property
    def is_sealed(self) -> bool:
        return self.kind is Kind.SEALED

    @property
    def index(self) -> str:
        """The column by which a sealed value is found whole, when there is one."""
        found = getattr(self.column.model, "BLIND_INDEXES", {})
        return next((name for name, of in found.items() if of == self.column.name), "")

    @property
    def may_be_empty(self) -> bool:
        return self.column.null or self.column.blank or "__" in self.path

    @property
    def is_right(self) -> bool:
        """Whether its values stand at the right of a column."""
        return self.kind is Kind.NUMBER

    @property
    def full_label(self) -> str:
        """With the section in front."""
        return f"{self.section.title}: {lower(self.label)}" if self.section else self.label


@dataclass(frozen=True)
class Subject:
    """A panel, today's state or a section, with its fields."""

    slug: str
    title: str
    fields: tuple[Field, ...]
    section: Section | None = None


def lower(label: str) -> str:
    """A label inside a sentence; abbreviations stay as they are."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _kind(column: models.Field) -> Kind:
    if isinstance(column, SealedField):
        return Kind.SEALED
    if column.is_relation:
        is_long = column.related_model is Place or (isinstance(column, TermField) and column.kind in LONG_LISTS)
        return Kind.NAMED if is_long else Kind.LIST
    if column.choices:
        return Kind.CHOICE
    for kind, of in (
        (Kind.FLAG, models.BooleanField),
        (Kind.PARTIAL, PartialDateField),
        (Kind.DATE, models.DateField),
        (Kind.NUMBER, (models.IntegerField, models.DecimalField)),
    ):
        if isinstance(column, of):
            return kind
    return Kind.TEXT


def _of_dossier(slug: str, title: str, names: Iterable[str], group: WorkGroup, right: str = "") -> Subject:
    columns = [Dossier._meta.get_field(name) for name in names]
    return Subject(
        slug, title,
        tuple(
            Field(f"{slug}.{column.name}", column.name, column, field_label(column), _kind(column), group, right=right)
            for column in columns
        ),
    )  # fmt: skip


def _of_section(section: Section) -> Subject:
    def field(path: str, column: models.Field, label: str) -> Field:
        return Field(f"{section.slug}.{path}", path, column, label, _kind(column), section.group, section)

    own = [section.model._meta.get_field(name) for name in (*section.fields, *OF_A_ROW)]
    decision = [Decision._meta.get_field(name) for name in OF_A_DECISION]
    return Subject(
        section.slug, section.title,
        (
            *(field(column.name, column, field_label(column)) for column in dict.fromkeys(own)),
            *(field(f"decision__{c.name}", c, f"Quyết định: {lower(field_label(c))}") for c in decision),
        ),
        section,
    )  # fmt: skip


SUBJECTS: dict[str, Subject] = {
    subject.slug: subject
    for subject in (
        _of_dossier(TODAY, "Hiện nay", (*IDENTITY_FIELDS, *PROJECTION), WorkGroup.IDENTITY),
        *(_of_dossier(panel.slug, panel.title, panel.fields, panel.group, panel.right) for panel in PANELS),
        *(_of_section(section) for section in SECTIONS.values()),
    )
}
FIELDS: dict[str, Field] = {field.key: field for subject in SUBJECTS.values() for field in subject.fields}


class Vocabulary:
    """What one account may ask for. A condition on a value that it may not see would tell the value."""

    def __init__(self, account):
        self.account = account

    def may_ask(self, field: Field) -> bool:
        """Whether the field may stand in its questions: a restricted one for who may have it revealed somewhere."""
        if field.right and not self.account.access.holds(field.right):
            return False
        return not field.is_sealed or field.group in self._revealing

    @cached_property
    def _revealing(self) -> frozenset[WorkGroup]:
        access = self.account.access
        if access.holds(RESTRICTED):
            return frozenset(WorkGroup)
        return frozenset(g for g in WorkGroup if any(access.holds(right.code) for right in rights_writing(g)))

    @cached_property
    def subjects(self) -> list[Subject]:
        """Panels and sections with the fields that may be asked for; a panel without any is left out."""
        found = []
        for subject in SUBJECTS.values():
            fields = tuple(field for field in subject.fields if self.may_ask(field))
            if fields:
                found.append(Subject(subject.slug, subject.title, fields, subject.section))
        return found

    def revealed(self, group: WorkGroup) -> Q:
        """The dossiers of which restricted fields of the group may be shown, as `Access.may_reveal` answers one by
        one."""
        access = self.account.access
        if access.everywhere(RESTRICTED):
            return ~Q(pk__in=())
        return reached_by(self.account, RESTRICTED) | writable_by(self.account, group)
