"""What stood in the lines of a file, kept beside it so that it can be compared with a later one of the same kind."""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO

Value = int | Decimal | date | str | None


@dataclass(frozen=True, slots=True)
class GridLine:
    """key: by what the line is known in another file, such as a staff code; name: what it is called."""

    key: str
    name: str
    values: list[Value]


@dataclass
class Grid:
    """columns: their names, each once; is_list: whether the lines are people or what belongs to them."""

    columns: list[str]
    is_list: bool
    lines: list[GridLine] = field(default_factory=list)

    @classmethod
    def from_bytes(cls, content: bytes) -> "Grid":
        """The grid that a `Keeper` wrote."""
        with gzip.open(BytesIO(content), "rt", encoding="utf-8") as lines:
            head = json.loads(next(lines))
            read = (json.loads(line) for line in lines)
            kept = [GridLine(key, name, [_read(value) for value in values]) for key, name, values in read]
        return cls(head["columns"], head["is_list"], kept)


class Keeper:
    """Takes lines as they are written, packed at once, so that a long list is never held whole."""

    def __init__(self, columns: Sequence[str], *, is_list: bool):
        self._keys: dict[str, int] = {}
        self._packed = BytesIO()
        self._lines = gzip.GzipFile(fileobj=self._packed, mode="wb", compresslevel=3, mtime=0)
        self._write({"columns": list(_each_once(columns)), "is_list": is_list})

    def add(self, key: str, name: str, values: Sequence) -> None:
        """A line; one of a key that stood there before is its second, third, … line."""
        number = self._keys[key] = self._keys.get(key, 0) + 1
        self._write([f"{key} ({number})" if number > 1 else key, name, [_written(value) for value in values]])

    def people(self, rows: Iterable[tuple[str, tuple]]) -> Iterator[tuple]:
        """Lines that begin with staff code and name, each with its key, kept as they pass. The code is no column."""
        for key, row in rows:
            self.add(key, f"{row[1]} · {row[0]}", row[1:])
            yield row

    def content(self) -> bytes:
        """The whole, as `Grid.from_bytes` reads it; nothing can be added any more."""
        self._lines.close()
        return self._packed.getvalue()

    def _write(self, value) -> None:
        self._lines.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _each_once(names: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for name in names:
        number = seen[name] = seen.get(name, 0) + 1
        yield f"{name} ({number})" if number > 1 else name


def _written(value) -> object:
    """A number as a number; what JSON has no word for as one entry that says what it is."""
    if isinstance(value, Decimal | float):
        return {"number": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)


def _read(value) -> Value:
    if not isinstance(value, dict):
        return value
    return Decimal(value["number"]) if "number" in value else date.fromisoformat(value["day"])
