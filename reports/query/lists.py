"""The lists that fields choose from, each read once for a question."""

from dataclasses import dataclass, field
from functools import cached_property

from accounts.permissions import VIEW
from orgunits.models import Unit
from personnel.forms.choices import unit_label
from personnel.forms.filters import units_of
from personnel.models import Qualification, Rank
from personnel.models.terms import TermField
from reports.query.vocabulary import TODAY, Field, Kind


@dataclass
class Entry:
    """What can be chosen: an entry of a list may have stood in several rows of different times."""

    label: str
    ids: list[int] = field(default_factory=list)


class Lists:
    """Entries by their keys, for the questions of one account."""

    def __init__(self, account):
        self.account = account
        self._read: dict[object, dict[str, Entry]] = {}

    def of(self, asked: Field) -> dict[str, Entry]:
        """Key → entry, those that no longer hold included: old records still name them."""
        column = asked.column
        if asked.kind is Kind.CHOICE:
            return {str(key): Entry(str(label), [key]) for key, label in column.flatchoices}
        of = column.kind if isinstance(column, TermField) and column.kind else column.related_model
        if of not in self._read:
            rows = column.related_model._default_manager.all()
            if of is Unit:
                rows = rows.select_related("parent")
            elif of is not column.related_model:
                rows = rows.filter(kind=of)
            self._read[of] = _entries(rows)
        return self._read[of]

    def offered(self, asked: Field) -> list[tuple[str, str]]:
        """(key, label) of what the form offers: of today's units those in the account's scope."""
        entries = self.of(asked)
        if asked.column.is_relation and asked.column.related_model is Unit and asked.key.startswith(TODAY):
            entries = {code: entry for code, entry in entries.items() if entry.ids[0] in self._own_units}
        return [(key, entry.label) for key, entry in entries.items()]

    @cached_property
    def _own_units(self) -> set[int]:
        return set(units_of(self.account, VIEW).values_list("pk", flat=True))


def _entries(rows) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for row in rows:
        key, label = _named(row)
        found.setdefault(key, Entry(label)).ids.append(row.pk)
    return found


def _named(row) -> tuple[str, str]:
    if isinstance(row, Unit):
        return row.code, unit_label(row)
    if isinstance(row, Rank):
        return row.code, f"{row.code} {row.name}"
    if isinstance(row, Qualification):
        return f"{row.kind}-{row.code}", f"{row.name} · {row.get_kind_display()}"
    return row.code, row.name
