"""What an uploaded file is, by its content and never by its name; opened only in a child that may die alone."""

import hashlib
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from personnel.attachments.limits import CHILD_MEGABYTES, CHILD_SECONDS, FILE_BYTES, MEGABYTE, MOST_ANSWER_BYTES

logger = logging.getLogger(__name__)

CHILD = Path(__file__).with_name("child.py")
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")
_REFUSED_STATUS, _OUT_OF_ROOM_STATUS = 3, 4

TAKEN = "Hệ thống nhận PDF, ảnh (JPEG, PNG, WEBP, TIFF), Word (.docx) và Excel (.xlsx)."


class ContentRefused(ValueError):
    """The file is not taken; the message says why, and what to do, to the person who brought it."""


@dataclass(frozen=True)
class FileType:
    """A kind of file that is taken. is_shown: browsers show it inside a page; the others are only downloaded."""

    mime: str
    extension: str
    words: str
    is_shown: bool = True


OPENXML = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": FileType("application/pdf", "pdf", "PDF"),
    "jpeg": FileType("image/jpeg", "jpg", "ảnh JPEG"),
    "png": FileType("image/png", "png", "ảnh PNG"),
    "webp": FileType("image/webp", "webp", "ảnh WEBP"),
    "tiff": FileType("image/tiff", "tif", "ảnh TIFF", is_shown=False),
    "docx": FileType(f"{OPENXML}.wordprocessingml.document", "docx", "Word", is_shown=False),
    "xlsx": FileType(f"{OPENXML}.spreadsheetml.sheet", "xlsx", "Excel", is_shown=False),
}
TYPE_OF = {kind.mime: kind for kind in TYPES.values()}

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"PK\x03\x04", "office"),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body")
_WORDS = {
    "too_many_pixels": "Ảnh quá lớn (trên 100 triệu điểm ảnh). Quét lại ở độ phân giải 300 dpi hoặc thấp hơn.",
    "too_many_pages": "Tệp có quá nhiều trang (trên 2.000). Hãy chia thành nhiều tệp.",
    "password": "Tệp có mật khẩu nên không xem được. Hãy bỏ mật khẩu rồi tải lên lại.",
    "damaged": "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy quét hoặc lưu lại rồi tải lên.",
    "bomb": "Tệp nén quá mức bình thường nên không được nhận. Hãy lưu lại bằng Word hoặc Excel.",
    "macros": "Tệp có chứa macro nên không được nhận. Hãy lưu thành .docx hoặc .xlsx thường, hoặc PDF.",
    "other_zip": f"Đây là tệp nén, không phải giấy tờ. {TAKEN}",
    "too_heavy": "Mở tệp cần quá nhiều bộ nhớ hoặc thời gian nên đã dừng. Hãy quét lại ở độ phân giải thấp hơn.",
}


@dataclass(frozen=True)
class Checked:
    """A file that was looked at: its plain bytes, what it is, and what the child made of it.

    pages: None where it is not known (Office); thumbnail: JPEG, or nothing.
    """

    name: str
    content: bytes
    kind: FileType
    pages: int | None
    thumbnail: bytes
    sha256: str

    @property
    def stem(self) -> str:
        """The name of the file without folder and ending: what its paper is called until somebody says otherwise."""
        bare = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        return (bare.rsplit(".", 1)[0] or bare)[:180]


def examine(content: bytes, name: str) -> Checked:
    """Look at an uploaded file. name: as the browser gives it, only for people. Raises ContentRefused."""
    if not content:
        raise ContentRefused("Tệp rỗng, không có nội dung.")
    if len(content) > FILE_BYTES:
        raise ContentRefused(too_big(len(content)))
    told, thumbnail = _ask_child(recognised(content), content)
    return Checked(
        name=name,
        content=content,
        kind=TYPES[told["type"]],
        pages=told["pages"],
        thumbnail=thumbnail,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def too_big(size: int) -> str:
    """The sentence that refuses a file of `size` bytes."""
    return f"Tệp nặng {size / MEGABYTE:.0f} MB; mỗi tệp không quá {FILE_BYTES // MEGABYTE} MB."


def recognised(content: bytes) -> str:
    """Which format the first bytes announce: a key of TYPES, or "office". Raises ContentRefused for all others."""
    head = content[:1024]
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    raise ContentRefused(_not_taken(head))


def _not_taken(head: bytes) -> str:
    if head.startswith(_OLE_MAGIC):
        return "Đây là tệp Office đời cũ hoặc có mật khẩu. Hãy bỏ mật khẩu và lưu thành .docx, .xlsx hoặc PDF."
    if head[4:8] == b"ftyp":
        return f"Đây là ảnh HEIC của điện thoại hoặc video. Hãy lưu ảnh thành JPEG. {TAKEN}"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return f"Đây là trang web hoặc tệp XML, SVG, không phải bản chụp giấy tờ. {TAKEN}"
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return f"Đây là chương trình, không phải bản chụp giấy tờ. {TAKEN}"
    return f"Không nhận ra loại tệp này theo nội dung. {TAKEN}"


def _ask_child(name: str, content: bytes) -> tuple[dict, bytes]:
    """What the child says of the file, and the thumbnail it made. The child has no secrets of this process."""
    command = [sys.executable, "-I", str(CHILD), name, str(CHILD_MEGABYTES), str(CHILD_SECONDS)]
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=CHILD_SECONDS + 5, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise ContentRefused(_WORDS["too_heavy"]) from None
    line, _, thumbnail = done.stdout[:MOST_ANSWER_BYTES].partition(b"\n")
    if done.returncode == 0:
        return json.loads(line), thumbnail
    if done.returncode == _REFUSED_STATUS:
        raise ContentRefused(_WORDS[json.loads(line)["refused"]])
    complaint = done.stderr.decode(errors="replace")[-1000:]
    logger.warning("the child that looks at attachments ended with %s: %s", done.returncode, complaint)
    heavy = done.returncode == _OUT_OF_ROOM_STATUS or done.returncode < 0 or "MemoryError" in complaint
    raise ContentRefused(_WORDS["too_heavy" if heavy else "damaged"])
