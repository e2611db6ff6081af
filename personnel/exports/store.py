"""Where the files of exports lie: sealed under the data keys, under names that tell nothing, for a few days.

FILES_DIR/exports/<uuid>. Each is bound to its export, so that one put in the place of another does not open.
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

FOLDER = "exports"
YOUNG_SECONDS = 3600  # what a request under way may have written before its row


def folder() -> Path:
    """The folder of the files, which may not exist yet."""
    return Path(settings.FILES_DIR) / FOLDER


def path_of(export: Export) -> Path:
    """Where the file of an export lies."""
    return folder() / export.pk.hex


def keep(export: Export, content: bytes) -> str:
    """Seal and write the file of an export; returns its name."""
    write_whole(path_of(export), ring().seal(content, _purpose(export)))
    return path_of(export).name


def read(export: Export) -> bytes:
    """The plain content. Raises OSError when it is not there, WrongKey when it does not open."""
    return ring().open(path_of(export).read_bytes(), _purpose(export))


def forget(export: Export) -> None:
    """Delete the file, if there is one; the row is left to the caller."""
    with suppress(FileNotFoundError):
        path_of(export).unlink()


def kept() -> Iterator[Export]:
    """The exports whose file is there."""
    rows = Export.objects.exclude(file="").defer("dossiers", "facts", "sealed_parameters")
    return (export for export in rows.iterator(chunk_size=500) if path_of(export).is_file())


def check_keys() -> int:
    """Whether a key of the ring sealed every file; returns their number. Raises WrongKey with the name of the first."""
    number = 0
    for export in kept():
        number += 1
        if not ring().knows(path_of(export).read_bytes()):
            raise WrongKey(
                f"Tệp kết xuất {export.file} được mã hóa bằng khóa không có trong QLCB_DATA_KEYS. Chưa thay đổi gì."
            )
    return number


def reseal() -> int:
    """Put files that lie under an old key under that of today; returns how many. A damaged one stays as it is.

    Each is replaced at one stroke, so that it can be read at any time and the work may be broken off.
    """
    done = 0
    for export in kept():
        if not ring().is_current(path_of(export).read_bytes()):
            try:
                content = read(export)
            except WrongKey:
                logger.error("export %s does not open: it is withheld when somebody asks for it", export.pk)
                continue
            write_whole(path_of(export), ring().seal(content, _purpose(export)))
            done += 1
    return done


def forget_strays() -> int:
    """Delete files that no export names: left by a request that failed after it wrote. Returns how many."""
    named, oldest = {export.file for export in kept()}, time.time() - YOUNG_SECONDS
    strays = [path for path in folder().glob("*") if path.name not in named and path.stat().st_mtime < oldest]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _purpose(export: Export) -> str:
    return f"export {export.pk.hex}"
