"""The making of a file, line by line: a line that cannot be made does not take the file along."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from traceback import format_tb
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import DataError, InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.http import Http404

from personnel.exports.kinds import ExportFailed
from personnel.models import Export
from qlcb.parts import in_parts
from qlcb.progress import now_and_then
from qlcb.sealed import WrongKey

logger = logging.getLogger(__name__)

MOST_FAULTS = 200
"""More are a fault of the program, not of what is written in dossiers; so are FIRST_FAULTS before any good line."""
FIRST_FAULTS = 20
OF_THE_WHOLE = (PermissionDenied, Http404, ExportFailed, OperationalError, InterfaceError)
BAD_VALUE = "Hồ sơ có ngày hoặc số không hợp lệ, không đọc được; mở hồ sơ để sửa."
SEALED = "Thông tin hạn chế của hồ sơ không mở được bằng khóa hiện có; báo quản trị hệ thống."
NONE = "Không dòng nào lập được; quản trị hệ thống xem nhật ký."
TOO_MANY = "Có quá nhiều dòng không lập được nên đã dừng; quản trị hệ thống xem nhật ký."
FAULT = "Chương trình không lập được dòng này; quản trị hệ thống xem nhật ký."


class Fault(NamedTuple):
    """A line that is not in the file: staff code, and why."""

    code: str
    words: str


class Run:
    """One making of a file. faults: lines that could not be made, known when all lines have been asked for; in_job: the
    worker makes it, so that its page tells how far it is."""

    def __init__(self, export: Export, *, in_job: bool = False):
        self.export, self.in_job = export, in_job
        self.faults: list[Fault] = []
        self.made = 0
        self._progress = now_and_then(self._tell)

    def phase(self, words: str) -> None:
        """Tell what is done now, where there are no lines to count yet or any more."""
        if self.in_job:
            Export.objects.filter(pk=self.export.pk).update(phase=words)

    def lines(
        self, items: Sequence, make: Callable[[list], Iterable], code: Callable[[Any], str], *, at_once: int = 1000
    ) -> Iterator:
        """The lines of the items, in their order.

        items: what names a line, such as ids; make: the lines of some items, at most `at_once`, which it reads; code:
        the staff code that an item is about, asked only where its line cannot be made. Raises ExportFailed where no
        line or too few of them can be made, and what `make` raises about the whole.
        """
        done = 0
        self._progress(0, len(items))
        for part in in_parts(items, at_once):
            yield from self._lines(part, make, code)
            done += len(part)
            self._progress(done, len(items))
        if self.faults and not self.made:
            raise ExportFailed(NONE)

    def _tell(self, done: int, total: int) -> None:
        if self.in_job:
            Export.objects.filter(pk=self.export.pk).update(rows_done=done, rows_wanted=total, phase="")

    def _lines(self, part: list, make, code) -> Iterator:
        """The lines of a part, halved until what cannot be made stands alone."""
        lines, error = self._tried(part, make)
        if error is None:
            self.made += len(lines)
            yield from lines
        elif len(part) == 1:
            self._note(code(part[0]), error)
        else:
            middle = len(part) // 2
            yield from self._lines(part[:middle], make, code)
            yield from self._lines(part[middle:], make, code)

    @staticmethod
    def _tried(part: list, make) -> tuple[list, Exception | None]:
        """The lines of a part, or why they cannot be made."""
        try:
            with transaction.atomic():
                return list(make(part)), None
        except OF_THE_WHOLE:
            raise
        except Exception as error:
            return [], error

    def _note(self, code: str, error: Exception) -> None:
        self.faults.append(Fault(code, _words(error)))
        # Where and what kind, without its words: they may quote what is written in the dossier.
        where = "".join(format_tb(error.__traceback__))
        kind = type(error).__name__
        logger.error("export %s: the line of %s cannot be made: %s\n%s", self.export.pk, code, kind, where)
        if len(self.faults) > MOST_FAULTS or (len(self.faults) > FIRST_FAULTS and not self.made):
            raise ExportFailed(TOO_MANY) from error


def code_of(rows: QuerySet, path: str = "code") -> Callable[[int], str]:
    """What finds the staff code of a row by its id; path: from the row to it."""
    return lambda pk: rows.filter(pk=pk).values_list(path, flat=True).first() or ""


def _words(error: Exception) -> str:
    if isinstance(error, WrongKey):
        return SEALED
    return BAD_VALUE if isinstance(error, DataError | ValueError | OverflowError | ArithmeticError) else FAULT
