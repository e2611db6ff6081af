"""Secrets at rest (DESIGN §9, TCHQ-8.1c): values sealed with AES-256-GCM under a ring of keys, found by a blind index.

A sealed value names the key that sealed it and is bound to its purpose, so that it cannot be moved to another column.
The first key of the ring seals; the others only open what is not rotated yet (`manage.py rotate_keys`). A value that no
key of the ring opens raises `WrongKey`; nothing ever shows or saves what could not be read.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_FORMAT = b"\x01"
_ID, _NONCE = 4, 12
_HEAD = len(_FORMAT) + _ID + _NONCE
_INDEX_LENGTH = 32
ID_PLACE = (len(_FORMAT) + 1, _ID)
"""Where a sealed value names its key: first byte, counted from 1 as SQL does, and length."""


class WrongKey(RuntimeError):
    """A sealed value cannot be opened with the keys at hand: the program stops rather than show or save rubbish."""

    def __init__(self, sentence: str = "Không có khóa nào mở được dữ liệu đã mã hóa; kiểm tra QLCB_DATA_KEYS."):
        super().__init__(sentence)


@dataclass(frozen=True)
class Key:
    """One key: the parts derived from the text that the environment gives."""

    id: bytes
    cipher: AESGCM
    index: bytes

    @classmethod
    def from_text(cls, text: str) -> "Key":
        def part(use: str) -> bytes:
            return hmac.digest(text.encode(), f"qlcb {use}".encode(), "sha256")

        return cls(part("id")[:_ID], AESGCM(part("seal")), part("index"))


class KeyRing:
    """The keys of the deployment, the sealing one first."""

    def __init__(self, texts: list[str]):
        self.keys = [Key.from_text(text) for text in texts]
        self._by_id = {key.id: key for key in self.keys}

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """Seal bytes for one purpose (the name of the column or the kind of file)."""
        key, nonce = self.keys[0], os.urandom(_NONCE)
        return b"".join((_FORMAT, key.id, nonce, key.cipher.encrypt(nonce, plain, purpose.encode())))

    def open(self, token: bytes, purpose: str) -> bytes:
        """The bytes that were sealed for the purpose. Raises WrongKey."""
        key = self._by_id.get(bytes(token[1 : 1 + _ID]))
        if token[:1] != _FORMAT or key is None or len(token) < _HEAD:
            raise WrongKey
        try:
            return key.cipher.decrypt(bytes(token[1 + _ID : _HEAD]), bytes(token[_HEAD:]), purpose.encode())
        except InvalidTag:
            raise WrongKey from None

    @property
    def sealing_id(self) -> bytes:
        """The name of the key that seals today."""
        return self.keys[0].id

    def is_current(self, token: bytes) -> bool:
        """Whether the sealing key of today sealed this."""
        return bytes(token[1 : 1 + _ID]) == self.sealing_id

    def knows(self, token: bytes) -> bool:
        """Whether a key of the ring sealed this."""
        return bytes(token[1 : 1 + _ID]) in self._by_id

    def index(self, text: str, purpose: str) -> str:
        """The blind index of a value: the same text gives the same index, and no way leads back without the key."""
        return self._index(self.keys[0], text, purpose)

    def indexes(self, text: str, purpose: str) -> list[str]:
        """The indexes under every key of the ring: what is not rotated yet is found as well."""
        return [self._index(key, text, purpose) for key in self.keys]

    def _index(self, key: Key, text: str, purpose: str) -> str:
        return hmac.new(key.index, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()[:_INDEX_LENGTH]


@cache
def _ring(texts: tuple[str, ...]) -> KeyRing:
    return KeyRing(list(texts))


def ring() -> KeyRing:
    """The key ring of the settings."""
    return _ring(tuple(settings.DATA_KEYS))
