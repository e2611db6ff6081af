"""What the operator does with all files at once: compare them with their rows, and seal them under another key."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from personnel.attachments import store
from personnel.models import Attachment
from qlcb.sealed import ID_PLACE, WrongKey, ring

YOUNG_SECONDS = 3600  # what an upload under way may have written before its row
_KEY = slice(ID_PLACE[0] - 1, ID_PLACE[0] - 1 + ID_PLACE[1])


@dataclass
class Found:
    """Files looked at, and in words what is wrong with which."""

    checked: int = 0
    wrong: list[str] = field(default_factory=list)


def compare_files() -> Found:
    """Open the file of every paper, of those taken out too, and compare it with its hash."""
    found, seen = Found(), set()
    past = Attachment.history.select_related("dossier", "decision").order_by("file", "-history_id").distinct("file")
    for rows in (Attachment.objects.select_related("dossier", "decision").order_by("pk"), past):
        for row in rows.iterator(chunk_size=500):
            if row.file in seen:
                continue
            seen.add(row.file)
            found.checked += 1
            try:
                store.read(row)
            except store.DamagedFile:
                owner = row.dossier.code if row.dossier_id else f"quyết định {row.decision.number}"
                found.wrong.append(f"{owner} “{row.title}”")
    return found


def find_lost_files(*, put_aside: bool) -> Found:
    """Files that no paper of today or of the past names: left by a server that died while it took an upload.

    put_aside: move them into `attachments-lost` beside the folder; nothing is deleted. Young files are passed over.
    """
    found, oldest = Found(), time.time() - YOUNG_SECONDS
    for batch in _batches(store.stored_names()):
        found.checked += len(batch)
        known = store.referenced_names([name for name, _ in batch])
        for name, path in batch:
            if name not in known and path.stat().st_mtime < oldest:
                found.wrong.append(name)
                if put_aside:
                    _put_aside(path)
    return found


def _put_aside(path: Path) -> None:
    lost = Path(settings.FILES_DIR) / store.LOST_FOLDER
    lost.mkdir(mode=0o700, exist_ok=True)
    path.rename(lost / path.name)


def _batches(pairs: Iterator[tuple[str, Path]], size: int = 1000) -> Iterator[list[tuple[str, Path]]]:
    batch = []
    for pair in pairs:
        batch.append(pair)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def named_files() -> Iterator[Path]:
    """The files, thumbnails too, that papers of today or of the past name, as far as they are there."""
    for column in ("file", "thumbnail"):
        names = Attachment.history.exclude(**{column: ""}).order_by(column).values_list(column, flat=True).distinct()
        yield from filter(Path.is_file, map(store.path_of, names.iterator(chunk_size=1000)))


def check_keys() -> int:
    """Whether a key of the ring sealed every file; returns their number. Raises WrongKey with the name of the first."""
    known, number = {key.id for key in ring().keys}, 0
    for path in named_files():
        number += 1
        if _key_of(path) not in known:
            raise WrongKey(f"Tệp {path.name} được mã hóa bằng khóa không có trong QLCB_DATA_KEYS. Chưa thay đổi gì.")
    return number


def stale_files() -> Iterator[Path]:
    """Files that are not under the sealing key of today."""
    return (path for path in named_files() if _key_of(path) != ring().sealing_id)


def reseal_files() -> int:
    """Seal anew what is under an old key; returns how many files. A damaged one stays as it is and is logged.

    Each file is replaced at one stroke, so that it can be read at any time and the work may be broken off.
    """
    done = 0
    for path in list(stale_files()):
        sealed = path.read_bytes()
        for purpose in (store.FILE, store.THUMBNAIL):
            try:
                plain = ring().open(sealed, purpose)
            except WrongKey:
                continue
            store.write_whole(path, ring().seal(plain, purpose))
            done += 1
            break
        else:
            store.logger.error("file %s does not open: get it back from a backup, then rotate again", path.name)
    return done


def _key_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_KEY.stop)[_KEY]
