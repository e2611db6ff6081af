"""Running the child process in which strangers' workbooks are opened."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import IO

from personnel.importing.limits import SAVE_AGAIN, Limits, WorkbookRefused

logger = logging.getLogger(__name__)

REFUSED_STATUS, OUT_OF_ROOM_STATUS = 3, 4
_PROJECT = Path(__file__).resolve().parents[2]
_LONGEST_REFUSAL = 10_000
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "LANG", "SYSTEMROOT")
_KILLED = (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGALRM)


def run_child(mode: str, path: str | Path, limits: Limits, task: object = None) -> bytes:
    """Run `personnel.importing.child` on the workbook and return what it wrote, at most `limits.output_bytes`.

    mode: "read" or "mark"; task: JSON-able, given to the child on its standard input. The child gets neither the
    settings nor the secrets of this process; it limits its own memory, time and output before it touches the file,
    and dies with its whole group when the wall clock runs out. Raises WorkbookRefused.
    """
    command = [sys.executable, "-m", "personnel.importing.child", mode, os.fspath(Path(path).resolve())]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {"PYTHONIOENCODING": "utf-8", "OPENPYXL_LXML": "False", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as written:
        told.write(json.dumps({"limits": asdict(limits), "task": task}).encode())
        told.seek(0)
        child = subprocess.Popen(
            command,
            cwd=_PROJECT,
            env=environment,
            stdin=told,
            stdout=written,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        status = _wait(child, limits.wall_seconds)
        written.seek(0)
        if status == 0:
            return written.read(limits.output_bytes)
        raise _refusal(status, written)


def _wait(child: subprocess.Popen, seconds: int) -> int:
    """Return the child's exit status; when its time is over, or the wait is broken off, kill its group."""
    try:
        return child.wait(timeout=seconds)
    except BaseException as stop:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        if isinstance(stop, subprocess.TimeoutExpired):
            return -signal.SIGALRM
        raise


def _refusal(status: int, written: IO[bytes]) -> WorkbookRefused:
    """Say why the child failed, from its exit status and the last line it wrote."""
    if status == REFUSED_STATUS:
        written.seek(max(0, written.seek(0, os.SEEK_END) - _LONGEST_REFUSAL))
        told = json.loads(written.read().splitlines()[-1])
        if detail := told.get("detail"):
            logger.warning("workbook refused: %s", detail)
        return WorkbookRefused(told["message"], told["code"])
    logger.warning("the child that opens workbooks ended with status %s", status)
    if status == OUT_OF_ROOM_STATUS:
        return WorkbookRefused("Bảng tính quá lớn so với mức hệ thống xử lý được. Hãy chia thành nhiều tệp.", "too_big")
    if status in _KILLED:
        return WorkbookRefused(
            "Đọc bảng tính quá lâu nên đã dừng. Hãy xóa các dòng, cột và trang thừa rồi tải lên lại.", "too_slow"
        )
    return WorkbookRefused(f"Không đọc được bảng tính. {SAVE_AGAIN}", "unreadable")
