"""Where the files of exports lie: sealed under the data keys, under names that tell nothing, for a few days.

FILES_DIR/exports/<uuid>, and beside it <uuid>.cells where the cells are kept to be compared. Each is bound to its
export, so that one put in the place of another does not open; both come and go together.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from personnel.attachments.store import write_whole
from personnel.models import Export
from qlcb.sealed import WrongKey, ring

logger = logging.getLogger(__name__)

FOLDER, CELLS = "exports", ".cells"
YOUNG_SECONDS = 3600  # what a request under way may have written before its row


def folder() -> Path:
    """The folder of the files, which may not exist yet."""
    return Path(settings.FILES_DIR) / FOLDER


def path_of(export: Export) -> Path:
    """Where the file of an export lies."""
    return folder() / export.pk.hex


def cells_of(export: Export) -> Path:
    """Where its cells lie, if they are kept."""
    return folder() / f"{export.pk.hex}{CELLS}"


def keep(export: Export, content: bytes, cells: bytes | None = None) -> str:
    """Seal and write the file of an export, and its cells; returns the name of the file."""
    if cells is not None:
        write_whole(cells_of(export), ring().seal(cells, _purpose(cells_of(export))))
    write_whole(path_of(export), ring().seal(content, _purpose(path_of(export))))
    return path_of(export).name


def read(export: Export) -> bytes:
    """The plain content. Raises OSError when it is not there, WrongKey when it does not open."""
    return _opened(path_of(export))


def read_cells(export: Export) -> bytes:
    """The cells, likewise."""
    return _opened(cells_of(export))


def forget(export: Export) -> None:
    """Delete the file and its cells, if there are any; the row is left to the caller."""
    for path in (path_of(export), cells_of(export)):
        with suppress(FileNotFoundError):
            path.unlink()


def kept() -> Iterator[Export]:
    """The exports whose file is there."""
    rows = Export.objects.exclude(file="").defer("dossiers", "facts", "sealed_parameters")
    return (export for export in rows.iterator(chunk_size=500) if path_of(export).is_file())


def _kept_paths() -> Iterator[Path]:
    for export in kept():
        yield path_of(export)
        if cells_of(export).is_file():
            yield cells_of(export)


def check_keys() -> int:
    """Whether a key of the ring sealed every file; returns their number. Raises WrongKey with the name of the first."""
    number = 0
    for path in _kept_paths():
        number += 1
        if not ring().knows(path.read_bytes()):
            raise WrongKey(
                f"Tệp kết xuất {path.name} được mã hóa bằng khóa không có trong QLCB_DATA_KEYS. Chưa thay đổi gì."
            )
    return number


def reseal() -> int:
    """Put files that lie under an old key under that of today; returns how many. A damaged one stays as it is.

    Each is replaced at one stroke, so that it can be read at any time and the work may be broken off.
    """
    done = 0
    for path in _kept_paths():
        if not ring().is_current(path.read_bytes()):
            try:
                content = _opened(path)
            except WrongKey:
                logger.error("export %s does not open: it is withheld when somebody asks for it", path.name)
                continue
            write_whole(path, ring().seal(content, _purpose(path)))
            done += 1
    return done


def forget_strays() -> int:
    """Delete files that no export names: left by a request that failed after it wrote. Returns how many."""
    named, oldest = {export.file for export in kept()}, time.time() - YOUNG_SECONDS
    unnamed = (path for path in folder().glob("*") if path.name.removesuffix(CELLS) not in named)
    strays = [path for path in unnamed if path.stat().st_mtime < oldest]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _opened(path: Path) -> bytes:
    return ring().open(path.read_bytes(), _purpose(path))


def _purpose(path: Path) -> str:
    return f"export {path.name}"
