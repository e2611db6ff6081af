"""The short lists, read once, and choices from them by weight."""

from datetime import date
from random import Random

from personnel.models import Term
from qlcb.vietnamese import fold


class Terms:
    """Entries of the lists by kind and code."""

    def __init__(self):
        self._names: dict[str, dict[str, Term]] = {}
        self._entries: dict[tuple[str, str], list[Term]] = {}
        for term in Term.objects.order_by("valid_from"):
            self._entries.setdefault((term.kind, term.code), []).append(term)

    def get(self, kind: str, code: str, on: date | None = None) -> Term:
        """The entry of that code, the one that held on the day where there are several."""
        entries = self._entries[kind, code]
        held = [
            entry
            for entry in entries
            if on and (not entry.valid_from or entry.valid_from <= on) and (not entry.valid_to or entry.valid_to >= on)
        ]
        return (held or entries)[-1]

    def named(self, kind: str, words: str) -> Term | None:
        """The entry of a list that has this name or alias, however it is written."""
        if kind not in self._names:
            entries = (entries[-1] for (of, _), entries in self._entries.items() if of == kind)
            self._names[kind] = {name: entry for entry in entries for name in entry.known_as()}
        return self._names[kind].get(fold(words))

    def draw(self, rng: Random, kind: str, weights: dict[str, float]) -> Term | None:
        """One of the codes by weight; None for the code ""."""
        code = rng.choices(list(weights), list(weights.values()))[0]
        return self.get(kind, code) if code else None
