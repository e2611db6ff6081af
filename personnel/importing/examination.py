"""What a file would do, as a person confirms it: counts, findings, a line for each row, and the mark of it all."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from personnel.importing.cells import is_blank, text_of
from personnel.importing.cleaning import Finding, Kind, findings
from personnel.importing.limits import ERROR_SHEET
from personnel.importing.planned import Planned, RowKind
from personnel.importing.reading import Lists, ListSheet
from personnel.importing.rows import data_rows
from personnel.importing.veiling import half_number, veil
from personnel.importing.workbook import RawCell
from qlcb.formats import date_vi, mask_numbers, number_vi
from qlcb.sealed import ring

_SAMPLES, _FIRST_ROWS, _LONGEST_SAMPLE = 3, 12, 60
MARK = "import_mark"
_SHOWN_OF_NEW = ("unit", "position", "rank")


@dataclass
class Examination:
    """The outcome of comparing a file. While there are `problems`, there are no rows."""

    lists: Lists
    rows: list[Planned] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        return self.lists.problems

    @property
    def unit_id(self) -> int | None:
        """The unit whose list it is, None as long as it is not known."""
        return self.lists.unit.unit.id if self.lists.unit else None

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows of each kind."""
        counted = Counter(row.kind for row in self.rows)
        return {kind.value: counted[kind] for kind in RowKind}

    def findings(self, kind: Kind) -> list[Finding]:
        """What is told of one kind ("errors", "mends", "warnings"), in the order of the file."""
        return findings((row.clean for row in self.rows), kind)

    @property
    def mark(self) -> str:
        """A keyed hash of all that would be written and refused: two examinations with the same mark write the same.

        It is kept with the run; without the key no value can be guessed from it. Another sealing key gives another.
        """
        digest = hashlib.sha256()
        for row in self.rows:
            dossier = row.dossier.code if row.dossier is not None else ""
            changes = [[change.key, change.old, change.new] for change in row.changes]
            line = [row.clean.sheet, row.clean.number, row.kind, dossier, changes, sorted(row.clean.errors)]
            digest.update(json.dumps(line, ensure_ascii=False).encode())
        return ring().index(digest.hexdigest(), MARK)

    def outcome(self) -> dict[str, Any]:
        """What the command prints: counts of rows written and left alone, and what was mended and refused by cell."""
        told = {"mended": self.findings("mends"), "refused": self.findings("errors")}
        counts = {kind: number for kind, number in self.counts.items() if kind != RowKind.REFUSED}
        return counts | {name: [finding._asdict() for finding in found] for name, found in told.items()}

    def to_json(self) -> dict[str, Any]:
        """What the pages of a run show, to be kept with it."""
        unit = self.lists.unit
        return {
            "problems": self.problems,
            "unit": unit.unit.code if unit else "",
            "unit_name": unit.unit.name if unit else "",
            "sheets": [_sheet(sheet) for sheet in self.lists.sheets if not sheet.title.startswith(ERROR_SHEET)],
            "counts": self.counts,
            "mark": self.mark,
            "rows": [_line(row) for row in self.rows],
            "refused": _told(self.rows, "errors"),
            "mended": _told(self.rows, "mends"),
            "warnings": _told(self.rows, "warnings"),
        }


def _line(row: Planned) -> dict[str, Any]:
    """One row for the preview; of a new dossier only where it serves, as what and for what pay."""
    if row.is_new:
        told = {change.key: change.new for change in row.changes}
        changes = {key: told.get(key, "") for key in _SHOWN_OF_NEW}
    else:
        changes = {"changes": [[change.label, change.old, change.new] for change in row.changes]}
    return {
        "kind": row.kind.value,
        "sheet": row.clean.sheet,
        "number": row.clean.number,
        "code": row.dossier.code if row.dossier is not None else row.value("code") or "",
        "name": mask_numbers(row.value("full_name") or ""),
        "people": _people(row),
        "birth": date_vi(row.value("birth_date")),
        **changes,
    }


def _told(rows: Iterable[Planned], kind: Kind) -> list[list]:
    """Sheet, cell, message, name of the person and ids of the stored people of whom it tells, for each finding."""
    return [
        [
            row.clean.sheet,
            cell,
            veil(message, half_number if cell == row.clean.refs.get("citizen_id") else None),
            mask_numbers(str(row.value("full_name") or "")),
            _people(row, kind),
        ]
        for row in rows
        for cell, message in getattr(row.clean, kind)
    ]


def _people(row: Planned, kind: Kind = "errors") -> list[int]:
    """Ids of the stored people of whom the row, or what is told of one kind about it, speaks."""
    own = {row.dossier.pk} - {None} if row.dossier is not None else set()
    return sorted(row.met | own | (row.alike if kind == "warnings" else set()))


def _sheet(sheet: ListSheet) -> dict[str, Any]:
    """What the mapping page shows of a sheet: its columns with samples, or its first rows when it has no header."""
    header = sheet.header
    return {
        "title": sheet.title,
        "hidden": sheet.raw.hidden,
        "used": sheet.used,
        "problem": sheet.problem,
        "people": sheet.people,
        "as_of": date_vi(sheet.as_of) if header else "",
        "header": [header.rows[0], header.rows[-1]] if header else None,
        "columns": _columns(sheet) if header else [],
        "first_rows": [] if header else _first_rows(sheet),
    }


def _columns(sheet: ListSheet) -> list[dict[str, Any]]:
    samples: dict[int, list[str]] = {column: [] for column in sheet.header.texts}
    for row in data_rows(sheet.raw, sheet.header):
        for column, kept in samples.items():
            cell = row.cell(column)
            if len(kept) < _SAMPLES and not is_blank(cell):
                kept.append(_sample(cell))
        if all(len(kept) == _SAMPLES for kept in samples.values()):
            break
    return [
        {
            "column": column,
            "letter": get_column_letter(column),
            "header": text,
            "key": sheet.header.mapping.get(column, ""),
            "samples": samples[column],
        }
        for column, text in sheet.header.texts.items()
    ]


def _sample(cell: RawCell) -> str:
    """A value as people write it: decimals with a comma; long numbers masked, since it is kept with the run."""
    fraction = isinstance(cell.value, float) and not cell.value.is_integer()
    return mask_numbers(number_vi(cell.value) if fraction else text_of(cell))[:_LONGEST_SAMPLE]


def _first_rows(sheet: ListSheet) -> list[list]:
    """Number and text of the first rows, so that a person can point out the header."""
    return [
        [row.number, " | ".join(_sample(cell) for cell in row.cells.values() if not is_blank(cell))]
        for row in sheet.raw.rows[:_FIRST_ROWS]
    ]
