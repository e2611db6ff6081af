"""Where the files of attachments lie: sealed, under names that tell nothing, outside of all that is served.

FILES_DIR/attachments/<two hex>/<uuid>. A file is written before its row and never changed afterwards. The file of an
attachment that was taken out stays: its history names it and its hash, but no page opens it any more.
"""

import hashlib
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from personnel.models import Attachment
from qlcb.sealed import WrongKey, ring

logger = logging.getLogger(__name__)

FOLDER, LOST_FOLDER = "attachments", "attachments-lost"
FILE, THUMBNAIL = "attachment", "attachment thumbnail"


class DamagedFile(Exception):
    """The file of an attachment is missing or is not what was put there; the message is for people."""


def folder() -> Path:
    """The folder of the files, which may not exist yet."""
    return Path(settings.FILES_DIR) / FOLDER


def path_of(name: str) -> Path:
    """Where the file of that name lies. Raises ValueError for what is not a name of ours."""
    first, _, rest = name.partition("/")
    if uuid.UUID(rest).hex != rest or first != rest[:2]:
        raise ValueError(name)
    return folder() / first / rest


class Keeper:
    """Writes sealed files and remembers their names."""

    def __init__(self):
        self.names: list[str] = []

    def keep(self, content: bytes, purpose: str) -> str:
        """Seal and write bytes under a new name, which is returned. The file is on the disk when this returns."""
        identity = uuid.uuid4().hex
        name = f"{identity[:2]}/{identity}"
        self.names.append(name)
        write_whole(path_of(name), ring().seal(content, purpose))
        return name


@contextmanager
def keeping() -> Iterator[Keeper]:
    """Files kept inside are taken away again when the block, the writing of their rows, fails."""
    keeper = Keeper()
    try:
        yield keeper
    except BaseException:
        _discard(keeper.names)
        raise


def write_whole(path: Path, sealed: bytes) -> None:
    """Write a file whole or not at all, readable to the program alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _discard(names: list[str]) -> None:
    """Delete files of which no row came to be; when the database cannot say so they stay, for check_integrity."""
    try:
        referenced = referenced_names(names)
    except DatabaseError:
        logger.warning("attachment files left behind by a failed writing: %s", ", ".join(names))
        return
    for name in set(names) - referenced:
        for path in (path_of(name), path_of(name).with_name(f".{name[3:]}")):
            with suppress(FileNotFoundError):
                path.unlink()


def referenced_names(names: list[str]) -> set[str]:
    """Those of the names that an attachment of today or of the past holds."""
    past = Attachment.history.model.objects
    found: set[str] = set()
    for column in ("file", "thumbnail"):
        found |= set(past.filter(**{f"{column}__in": names}).values_list(column, flat=True))
    return found


def read(attachment) -> bytes:
    """The plain content of an attachment, compared with its hash. attachment: or a row of its history.

    Raises DamagedFile, which is logged, when the file is missing, does not open, or is another than was put there.
    """
    try:
        content = ring().open(path_of(attachment.file).read_bytes(), FILE)
    except FileNotFoundError:
        raise _damaged(attachment, "missing", "Không tìm thấy tệp trong kho lưu trữ.") from None
    except (OSError, ValueError) as error:
        raise _damaged(attachment, f"unreadable: {error}", "Không đọc được tệp trong kho lưu trữ.") from error
    except WrongKey:
        raise _damaged(attachment, "does not open", "Tệp trong kho lưu trữ bị hỏng hoặc không đúng khóa.") from None
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise _damaged(attachment, "another content", "Nội dung tệp không còn đúng với mã SHA-256 đã ghi.")
    return content


def _damaged(attachment, what: str, words: str) -> DamagedFile:
    logger.error("attachment %s (%s): %s", attachment.pk, attachment.file, what)
    return DamagedFile(f"{words} Đã ghi nhật ký; báo quản trị hệ thống để lấy lại từ bản sao lưu.")


def read_thumbnail(attachment) -> bytes | None:
    """The thumbnail (JPEG) of an attachment; None when it has none, or none that opens."""
    if not attachment.thumbnail:
        return None
    try:
        return ring().open(path_of(attachment.thumbnail).read_bytes(), THUMBNAIL)
    except (OSError, ValueError, WrongKey):
        logger.error("attachment %s: thumbnail %s does not open", attachment.pk, attachment.thumbnail)
        return None


def stored_names() -> Iterator[tuple[str, Path]]:
    """Name and path of every file in the folder; what was left half written has a name beginning with a dot."""
    for path in sorted(folder().glob("??/*")):
        yield f"{path.parent.name}/{path.name}", path
