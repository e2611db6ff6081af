"""Streams of any length sealed with the deployment's keys, for backups: TCHQ-10.5, `manage.py seal_backup`.

A stream is sealed piece by piece; each piece is bound to its stream, its place and whether it is the last, so that a
piece that was changed, moved, taken from another stream or cut off at the end is noticed.
"""

import os
import struct
from typing import BinaryIO

from qlcb.sealed import ring

_HEAD = b"QLCB sealed stream 1\n"
_ID = 16
_LENGTH = struct.Struct(">I")
PIECE = 1024 * 1024
_LONGEST = PIECE + 1024


class DamagedStream(RuntimeError):
    """What was read is not a sealed stream, or not the whole of it."""

    def __init__(self):
        super().__init__("Bản sao lưu bị hỏng, bị cắt bớt hoặc không phải bản sao lưu đã mã hóa.")


def seal_stream(source: BinaryIO, target: BinaryIO) -> int:
    """Write all that `source` holds sealed to `target`; returns the number of plain bytes."""
    stream, place, total = os.urandom(_ID), 0, 0
    target.write(_HEAD + stream)
    piece = source.read(PIECE)
    while True:
        following = source.read(PIECE) if piece else b""
        token = ring().seal(piece, _purpose(stream, place, last=not following))
        target.write(_LENGTH.pack(len(token)) + bytes([not following]) + token)
        total, place = total + len(piece), place + 1
        if not following:
            return total
        piece = following


def open_stream(source: BinaryIO, target: BinaryIO) -> int:
    """Write what was sealed to `target`; returns the number of bytes.

    Raises DamagedStream, and WrongKey when no key at hand opens it; what was written until then is no backup.
    """
    if source.read(len(_HEAD)) != _HEAD:
        raise DamagedStream
    stream, place, total, last = source.read(_ID), 0, 0, False
    while not last:
        head = source.read(_LENGTH.size + 1)
        if len(head) <= _LENGTH.size or (length := _LENGTH.unpack(head[:-1])[0]) > _LONGEST:
            raise DamagedStream
        last = head[-1] == 1
        token = source.read(length)
        if len(token) < length:
            raise DamagedStream
        piece = ring().open(token, _purpose(stream, place, last=last))
        target.write(piece)
        total, place = total + len(piece), place + 1
    if source.read(1):
        raise DamagedStream
    return total


def _purpose(stream: bytes, place: int, *, last: bool) -> str:
    return f"backup {stream.hex()} {place} {'last' if last else 'more'}"
