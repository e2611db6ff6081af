"""The process that opens strangers' workbooks: `python -m personnel.importing.child read|mark PATH`.

Started by `sandbox.run_child`, which hands limits and task over on standard input. It confines itself first, answers on
standard output (JSON lines when reading, the workbook when marking) and imports nothing of Django. Exit status:
0 done, 3 refused (the last line says why), 4 no room left.
"""

import errno
import json
import os
import resource
import sys
import warnings
import zipfile
import zlib
from collections.abc import Iterator

from defusedxml import DefusedXmlException

from personnel.importing.extraction import extract
from personnel.importing.inspection import check_shape
from personnel.importing.limits import SAVE_AGAIN, Limits, WorkbookRefused
from personnel.importing.marking import mark
from personnel.importing.sandbox import OUT_OF_ROOM_STATUS, REFUSED_STATUS


def confine(limits: Limits) -> None:
    """Limit memory, processor time, file size and core dumps of this process for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output_bytes, limits.output_bytes))


def _say(line: dict) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _run(mode: str, path: str, limits: Limits, task: object) -> None:
    check_shape(path, limits)
    if mode == "mark":
        mark(path, limits, task["marks"], sys.stdout.buffer, printed=task["printed"])
        return
    for line in extract(path, limits):
        _say(line)


def main(mode: str, path: str) -> int:
    """Do the work under limits and return the exit status. Whatever a hostile file breaks becomes a refusal."""
    told = json.load(sys.stdin)
    limits = Limits(**told["limits"])
    confine(limits)
    warnings.simplefilter("ignore")
    try:
        _run(mode, path, limits, told["task"])
        sys.stdout.flush()
    except WorkbookRefused as refused:
        return _refuse(refused.code, refused.message_vi)
    except MemoryError:
        return OUT_OF_ROOM_STATUS
    except Exception as error:
        return _explain(error)
    return 0


def _explain(error: Exception) -> int:
    """Refuse with the sentence that fits an error or what caused it: openpyxl wraps what it meets."""
    causes = list(_causes(error))
    if any(isinstance(cause, MemoryError) for cause in causes):
        return OUT_OF_ROOM_STATUS
    if any(isinstance(cause, OSError) and cause.errno == errno.EFBIG for cause in causes):
        os._exit(OUT_OF_ROOM_STATUS)  # an ordinary exit would try to write the rest of the output again
    if any(isinstance(cause, DefusedXmlException) for cause in causes):
        return _refuse("entities", "Tệp chứa khai báo XML nguy hiểm, không phải bảng tính do Excel lưu.")
    if any(isinstance(cause, zipfile.BadZipFile | zlib.error | EOFError) for cause in causes):
        return _refuse("damaged", f"Tệp bị hỏng hoặc tải lên chưa trọn vẹn. {SAVE_AGAIN}", error)
    return _refuse("unreadable", f"Không đọc được bảng tính. {SAVE_AGAIN}", error)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _refuse(code: str, message: str, error: Exception | None = None) -> int:
    detail = f"{type(error).__name__}: {error}"[:500] if error else ""
    sys.stdout.write("\n")  # the workbook that was being written may end anywhere
    _say({"code": code, "message": message, "detail": detail})
    sys.stdout.flush()
    return REFUSED_STATUS


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
