"""The choices of the catalogues: what a cell may say, and which entry it means."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import models
from django.utils.text import capfirst

from orgunits.models import Unit
from personnel.importing.cells import CellError, did_you_mean, quote
from personnel.importing.lookups import lookup_key, nearest, unit_key
from personnel.models import Place, Qualification, Term
from personnel.models.catalogues import CatalogueEntry
from personnel.models.terms import TermField
from personnel.workbooks.layout import SheetColumn
from qlcb.formats import date_vi
from qlcb.vietnamese import fold

_MOST_SUGGESTED = 200


@dataclass
class ChoiceList:
    """The entries of one list. labels: id → the words that a cell shows, unlike any other entry's."""

    title: str
    entries: dict[int, models.Model]
    labels: dict[int, str]
    _known: dict[str, list[int]]
    _found: dict[str, list[int]] = field(default_factory=dict)
    _near: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, title: str, entries: Iterable[models.Model]) -> "ChoiceList":
        """The list of these entries, which it shows in their order."""
        by_id = {entry.pk: entry for entry in entries}
        labels = _labels(by_id)
        known = defaultdict(list)
        for pk, entry in by_id.items():
            for key in {lookup_key(text) for text in _spellings(entry)} | _unit_keys(entry):
                known[key].append(pk)
        exact = {lookup_key(label): [pk] for pk, label in labels.items()}
        return cls(title, by_id, labels, known | exact)

    def offered(self, today: date, groups: Collection[str] = ()) -> list[str]:
        """What a new cell may choose: entries that have not ended, in their order; where groups are named, of these."""
        return [
            label
            for pk, label in self.labels.items()
            if ((end := _period(self.entries[pk])[1]) is None or end >= today)
            and (not groups or self.entries[pk].group in groups)
        ]

    def holds(self, pk: int, day: date) -> bool:
        """Whether the entry is in force on the day."""
        return _holds(self.entries[pk], day)

    def find(self, text: str, day: date | None, kind: str = "", groups: Collection[str] = ()) -> int:
        """The id of the entry that the words mean; of several, the one of the kind and groups that holds on the day.

        Raises CellError when nothing or more than one thing is meant.
        """
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._known.get(lookup_key(text)) or self._as_unit(text)
        if len(found) == 1:
            return found[0]
        if not found:
            advice = did_you_mean(self._suggested(text, day)) or " Hãy chọn trong danh sách của ô."
            raise CellError(f"{quote(text)} không có trong danh mục {quote(self.title)}.{advice}")
        if kind:
            found = [pk for pk in found if self.entries[pk].kind == kind] or found
        if groups:
            found = [pk for pk in found if self.entries[pk].group in groups] or found
        holding = [pk for pk in found if day is None or _holds(self.entries[pk], day)]
        if len(holding) == 1:
            return holding[0]
        words = "; ".join(self.labels[pk] for pk in found[:4])
        raise CellError(f"{quote(text)} chỉ nhiều mục trong danh mục ({words}). Hãy chọn trong danh sách của ô.")

    def _suggested(self, text: str, day: date | None) -> list[str]:
        """The labels of entries that may have been meant; a file full of unknown words gets them for the first ones."""
        if text not in self._near and len(self._near) < _MOST_SUGGESTED:
            self._near[text] = nearest(text, self._known)
        return [self.labels[pk] for pk in self._near.get(text, ()) if day is None or _holds(self.entries[pk], day)]

    def _as_unit(self, text: str) -> list[int]:
        return self._known.get(f"unit {unit_key(text)}", []) if self._of_units else []

    @cached_property
    def _of_units(self) -> bool:
        return isinstance(next(iter(self.entries.values()), None), Unit)


class Lists:
    """All lists of the program, each read when it is first asked for, in one query."""

    def __init__(self) -> None:
        self._lists: dict[tuple, ChoiceList] = {}
        self._by_words: dict[str, dict[str, Term]] = {}
        self._relations: dict[type, list[tuple[models.ForeignKey, dict]]] = {}

    def of(self, relation: models.ForeignKey) -> ChoiceList:
        """The list from which a foreign key chooses."""
        model, kind = relation.related_model, str(relation.kind) if isinstance(relation, TermField) else ""
        if (model, kind) not in self._lists:
            title = capfirst(str(Term.Kind(kind).label if kind else model._meta.verbose_name))
            self._lists[model, kind] = ChoiceList.of(title, self._terms.get(kind, ()) if kind else _entries(model))
        return self._lists[model, kind]

    def named(self, columns: Iterable[SheetColumn]) -> dict[str, ChoiceList]:
        """Name of the list → list, for the columns that choose from one."""
        return {column.list_name: self.of(column.field) for column in columns if column.list_name}

    def attach(self, row: models.Model) -> None:
        """Put the entries of the lists into the relations of a row, so that its checks ask the database nothing."""
        if type(row) not in self._relations:
            relations = [field for field in row._meta.concrete_fields if _is_list(field.related_model)]
            self._relations[type(row)] = [(relation, self.of(relation).entries) for relation in relations]
        known = row._state.fields_cache
        for relation, entries in self._relations[type(row)]:
            if relation.name not in known and (pk := getattr(row, relation.attname)) in entries:
                setattr(row, relation.name, entries[pk])

    def known_as(self, kind: str, text: str) -> Term | None:
        """As `Term.objects.known_as`."""
        if kind not in self._by_words:
            terms = self._terms.get(str(kind), [])
            self._by_words[kind] = {words: term for term in reversed(terms) for words in term.known_as()}
        return self._by_words[kind].get(fold(text))

    @cached_property
    def _terms(self) -> dict[str, list[Term]]:
        """Kind → its terms: one query for all short lists."""
        by_kind = defaultdict(list)
        for term in Term.objects.all():
            by_kind[term.kind].append(term)
        return by_kind


def _is_list(model: type[models.Model] | None) -> bool:
    """Whether a relation chooses from a catalogue or a list of units."""
    return model is not None and (model is Unit or issubclass(model, CatalogueEntry))


def _entries(model: type[models.Model]) -> Iterable[models.Model]:
    """The entries of a catalogue; those with something above them know it."""
    entries = list(model._default_manager.all())
    if model in (Unit, Place):
        by_id = {entry.pk: entry for entry in entries}
        for entry in entries:
            if entry.parent_id in by_id:
                entry.parent = by_id[entry.parent_id]
    return entries


def _labels(entries: dict[int, models.Model]) -> dict[int, str]:
    """The words of each entry, with what stands above it, its code or its days where the words alone are shared."""
    labels = {pk: str(entry) for pk, entry in entries.items()}
    for more in (_with_above, _with_code, _with_days):
        if not (shared := _shared(labels)):
            break
        labels |= {pk: more(labels[pk], entries[pk]) for pk in labels if lookup_key(labels[pk]) in shared}
    return labels


def _shared(labels: dict[int, str]) -> set[str]:
    counted = Counter(lookup_key(label) for label in labels.values())
    return {key for key, number in counted.items() if number > 1}


def _with_above(label: str, entry: models.Model) -> str:
    """The words with what the entry belongs to: its group, its kind, the place or unit above it."""
    if isinstance(entry, Place):
        return entry.with_parents
    above = ""
    if isinstance(entry, Term):
        above = entry.group_words
    elif isinstance(entry, Qualification):
        above = entry.get_kind_display()
    elif isinstance(entry, Unit) and entry.parent_id:
        above = str(entry.parent)
    return f"{label} · {above}" if above else label


def _with_code(label: str, entry: models.Model) -> str:
    return label if entry.code in label else f"{label} [{entry.code}]"


def _with_days(label: str, entry: models.Model) -> str:
    begins, ends = _period(entry)
    since = f"từ {date_vi(begins)}" if begins else ""
    until = f"đến {date_vi(ends)}" if ends else ""
    return f"{label} ({' '.join(filter(None, (since, until))) or entry.pk})"


def _spellings(entry: models.Model) -> set[str]:
    """The words under which clerks write the entry."""
    if isinstance(entry, Unit):
        return {entry.code, entry.name}
    return {entry.code, entry.name, str(entry), *entry.aliases}


def _unit_keys(entry: models.Model) -> set[str]:
    if not isinstance(entry, Unit):
        return set()
    return {f"unit {unit_key(name)}" for name in (entry.name, entry.short_name) if name}


def _period(entry: models.Model) -> tuple[date | None, date | None]:
    """First and last day of an entry."""
    if isinstance(entry, Unit):
        return entry.established_on, entry.dissolved_on
    return entry.valid_from, entry.valid_to


def _holds(entry: models.Model, day: date) -> bool:
    begins, ends = _period(entry)
    return (begins is None or begins <= day) and (ends is None or day <= ends)
