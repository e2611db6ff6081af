"""What differs between two files of one kind: cells by line and column, lines and columns that only one of them has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from personnel.exports.grid import Grid, GridLine, Value


@dataclass(frozen=True)
class Change:
    """One cell; difference: of two numbers, else None."""

    key: str
    name: str
    column: str
    before: Value
    after: Value

    @property
    def difference(self) -> int | Decimal | None:
        if _is_number(self.before) and _is_number(self.after):
            return self.after - self.before
        return None


@dataclass
class Comparison:
    """came, left: lines that only the later, only the earlier file has; new_columns, old_columns likewise; alike: how
    many lines are the same in both; is_list: whether lines are people."""

    is_list: bool
    changes: list[Change] = field(default_factory=list)
    came: list[GridLine] = field(default_factory=list)
    left: list[GridLine] = field(default_factory=list)
    new_columns: list[str] = field(default_factory=list)
    old_columns: list[str] = field(default_factory=list)
    alike: int = 0

    @property
    def number(self) -> int:
        """How many differences there are."""
        return sum(map(len, (self.changes, self.came, self.left, self.new_columns, self.old_columns)))


def compare(before: Grid, after: Grid) -> Comparison:
    """Lines are the same by their key, columns by their name; what only one has is not compared cell by cell. The order
    is that of the later file, of what left that of the earlier one."""
    old = {line.key: line for line in before.lines}
    new_keys = {line.key for line in after.lines}
    places = {name: place for place, name in enumerate(before.columns)}
    shared = [(name, places[name], place) for place, name in enumerate(after.columns) if name in places]
    found = Comparison(after.is_list and before.is_list)
    found.new_columns = [name for name in after.columns if name not in places]
    found.old_columns = [name for name in before.columns if name not in after.columns]
    found.left = [line for line in before.lines if line.key not in new_keys]
    for line in after.lines:
        if line.key not in old:
            found.came.append(line)
        elif changes := list(_changes(old[line.key], line, shared)):
            found.changes += changes
        else:
            found.alike += 1
    return found


def _changes(old: GridLine, new: GridLine, shared: list[tuple[str, int, int]]) -> Iterator[Change]:
    for name, before, after in shared:
        if not _same(old.values[before], new.values[after]):
            yield Change(new.key, new.name, name, old.values[before], new.values[after])


def _same(before: Value, after: Value) -> bool:
    """Whether a reader sees the same; nothing known and nothing written are two things, as 0 is a third."""
    return before == after


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
