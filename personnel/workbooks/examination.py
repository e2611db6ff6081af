"""What a file would do, as a person confirms it: counts and rows by sheet, findings by cell, and the mark of it all."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from personnel.importing.examination import MARK
from personnel.importing.planned import RowKind
from personnel.workbooks.layout import CODE, NAME, ROW, SheetColumn
from personnel.workbooks.lines import Line, words
from personnel.workbooks.plan import Plan
from personnel.workbooks.reading import FileSheet
from qlcb.formats import mask_numbers
from qlcb.sealed import ring

MOST_SHOWN = 300  # rows of one kind of one sheet; the others are counted
MOST_TOLD = 20_000


class Examination:
    """The outcome of comparing a workbook. While there are `problems`, there are no rows."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @property
    def problems(self) -> list[str]:
        return self.plan.file.problems

    @property
    def unit_id(self) -> None:
        """A workbook is of the people that it names, not of one unit."""
        return None

    @cached_property
    def counts(self) -> dict[str, int]:
        """Number of rows of each kind."""
        return _counts(self.plan.lines)

    @cached_property
    def mark(self) -> str:
        """A keyed hash of all that would be written and refused: two examinations with the same mark write the same.

        It is kept with the run; without the key no value can be guessed from it. Another sealing key gives another.
        """
        digest = hashlib.sha256()
        for line in self.plan.lines:
            values = [str(value) for value in line.values.values()]
            changes = [[change.old, change.new] for change in line.changes]
            code = line.dossier.code if line.dossier else ""
            told = [line.file.sheet.slug, line.number, line.kind, code, values, changes, line.errors]
            digest.update(json.dumps(told, ensure_ascii=False).encode())
        return ring().index(digest.hexdigest(), MARK)

    def to_json(self) -> dict[str, Any]:
        """What the pages of a run show, to be kept with it. Restricted values are masked in it (DESIGN §9)."""
        lines = defaultdict(list)
        for line in self.plan.lines:
            lines[line.file.sheet.slug].append(line)
        sheets = self.plan.file.sheets
        return {
            "problems": list(map(mask_numbers, self.problems)),
            "unknown": list(map(mask_numbers, self.plan.file.unknown)),
            "sheets": [_sheet(sheet, lines[sheet.sheet.slug]) for sheet in sheets],
            "counts": self.counts,
            "mark": self.mark,
            "rows": [told for sheet in sheets for told in self._rows(lines[sheet.sheet.slug])],
            "refused": _told(self.plan.lines, "errors"),
            "mended": [],
            "warnings": _told(self.plan.lines, "warnings"),
        }

    def _rows(self, lines: list[Line]) -> Iterable[dict[str, Any]]:
        """The first rows of each kind but the unchanged, with what they change or bring."""
        counted: Counter[str] = Counter()
        for line in lines:
            kind = line.kind
            counted[kind] += 1
            if kind in (RowKind.UNCHANGED, RowKind.REFUSED) or counted[kind] > MOST_SHOWN:
                continue
            changes = [[change.label, change.old, change.new] for change in line.changes]
            if line.is_new:
                changes = [*self._brought(line), *changes]
            yield {
                "kind": kind.value,
                "sheet": line.file.sheet.slug,
                "number": line.number,
                "code": line.dossier.code,
                "name": line.dossier.full_name,
                "people": line.people,
                "changes": changes,
            }

    def _brought(self, line: Line) -> Iterable[list[str]]:
        """Label and value of what a new record holds, in the order of its columns."""
        columns: dict[str, SheetColumn] = line.file.sheet.by_key
        for column in columns.values():
            if column.key == "decision_number" and line.record.decision:
                yield [column.header, "", str(line.record.decision)]
            elif column.key in line.values and not column.of_decision:
                told = words(column, line.values[column.key], self.plan.lists)
                if told:
                    yield [column.header, "", told]


def _counts(lines: Iterable[Line]) -> dict[str, int]:
    counted = Counter(line.kind for line in lines)
    return {kind.value: counted[kind] for kind in RowKind}


def _sheet(sheet: FileSheet, lines: list[Line]) -> dict[str, Any]:
    missing = [
        column.header
        for column in sheet.sheet.columns
        if column.key not in (CODE, NAME, ROW) and column.key not in {found.key for found in sheet.columns.values()}
    ]
    return {
        "slug": sheet.sheet.slug,
        "title": sheet.title,
        "counts": _counts(lines),
        "cells": sum(len(line.errors) for line in lines),
        "doubts": sum(len(line.warnings) for line in lines),
        "ignored": list(map(mask_numbers, sheet.ignored)),
        "missing": missing if sheet.ignored else [],
    }


def _told(lines: Iterable[Line], kind: str) -> list[list]:
    """Sheet, cell, message, name of the person and ids of the people of whom it tells, for each finding."""
    told = [
        [line.file.title, cell, message, line.dossier.full_name if line.dossier else "", line.people]
        for line in lines
        for cell, message in getattr(line, kind)
    ]
    return told[:MOST_TOLD]
