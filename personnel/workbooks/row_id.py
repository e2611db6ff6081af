"""The mark by which a row that was exported is known again: which record it is, and in which version it was seen."""

import re

from personnel.importing.cells import quote

_ROW_ID = re.compile(r"(\d{1,18})v(\d{1,9})")


class RowIdUnknown(Exception):
    """The cell holds no mark of a row; the message says so."""


def row_id(pk: int, version: int) -> str:
    """The mark of a record; with a letter in it, so that no spreadsheet takes it for a number or a day."""
    return f"{pk}v{version}"


def read_row_id(text: str) -> tuple[int, int]:
    """Id and version of a mark. Raises RowIdUnknown."""
    found = _ROW_ID.fullmatch(text.strip())
    if not found:
        raise RowIdUnknown(f"Mã dòng {quote(text.strip())} không đúng; chép lại từ tệp kết xuất, dòng mới để trống.")
    return int(found[1]), int(found[2])
