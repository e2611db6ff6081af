"""The words by which entries of the shared lists are found, kept by each process until somebody writes the list.

A list of all communes has fourteen thousand entries: folding their names at each key typed would take a second.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Max, QuerySet

from personnel.models import Place
from qlcb.vietnamese import fold, words


@dataclass(frozen=True)
class Words:
    """How one entry may be written: `known` whole and folded, `lines` as folded words, `name` folded."""

    known: frozenset[str]
    lines: tuple[tuple[str, ...], ...]
    name: str

    def begin_with(self, wanted: list[str]) -> bool:
        """Whether each of the wanted words begins a word of one line."""
        return any(all(any(word.startswith(start) for word in line) for start in wanted) for line in self.lines)


_kept: dict[tuple, tuple[tuple, dict[int, Words]]] = {}


def found_ids(entries: QuerySet, text: str) -> list[int]:
    """Ids of the entries that the words find, in any order and without diacritics, whoever is so called exactly first.

    entries: a queryset of a list; of its whole table the words are kept, so its order is that of the table.
    """
    index, wanted, whole = _index(entries.model), words(text), fold(text)
    inside = set(entries.order_by().values_list("pk", flat=True))
    found = [pk for pk, entry in index.items() if pk in inside and entry.begin_with(wanted)]
    return sorted(found, key=lambda pk: (whole not in index[pk].known, not index[pk].name.startswith(whole)))


def exact_ids(entries: QuerySet, text: str) -> list[int]:
    """Ids of the entries whose code, name or other usual name this is, without regard to case and diacritics."""
    whole = fold(text)
    ids = [pk for pk, entry in _index(entries.model).items() if whole in entry.known]
    return list(entries.filter(pk__in=ids).order_by().values_list("pk", flat=True)) if ids else []


def _index(model) -> dict[int, Words]:
    """The words of each entry by id, in the order of the list; read anew after any write, which leaves history."""
    stamp = tuple(model.history.aggregate(Max("history_id"), Count("history_id")).values())
    key = connection.settings_dict["NAME"], model
    if key not in _kept or _kept[key][0] != stamp:
        _kept[key] = stamp, _read(model)
    return _kept[key][1]


def _read(model) -> dict[int, Words]:
    names = ("pk", "code", "name", "aliases", *(("parent_id",) if model is Place else ()))
    rows = {row[0]: row[1:] for row in model.objects.values_list(*names)}
    index = {}
    for pk, (code, name, aliases, *parent) in rows.items():
        full = ", ".join([name, *_above(rows, parent[0])]) if parent else name
        known = frozenset(fold(text) for text in (code, name, full, *aliases))
        index[pk] = Words(known, tuple(tuple(words(text)) for text in (f"{code} {full}", *aliases)), fold(name))
    return index


def _above(rows: dict[int, tuple], pk: int | None) -> list[str]:
    """Names of the places above, the nearest first."""
    names = []
    while pk in rows:
        names.append(rows[pk][1])
        pk = rows[pk][3]
    return names
