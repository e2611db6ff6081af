"""The workbook that goes back to the clerk: their own, with what to correct marked in place and listed in front."""

from collections.abc import Iterable
from pathlib import Path

from personnel.importing.cleaning import Finding
from personnel.importing.limits import Limits
from personnel.importing.sandbox import run_child


def returned_workbook(
    original_path: str | Path,
    refused: Iterable[Finding],
    mended: Iterable[Finding] = (),
    warnings: Iterable[Finding] = (),
    *,
    printed: str = "",
    limits: Limits | None = None,
) -> bytes:
    """Return the workbook at original_path as .xlsx bytes, with the findings marked (`marking.mark` says how).

    printed: who was given it and when, for each printed page.

    It is opened again, so in the child process under the same limits; raises WorkbookRefused as `read_workbook`. Once
    corrected in place it can be imported again: the added sheet is not taken for a list.
    """
    marks = {"refused": list(refused), "mended": list(mended), "warnings": list(warnings)}
    return run_child("mark", original_path, limits or Limits(), {"marks": marks, "printed": printed})
