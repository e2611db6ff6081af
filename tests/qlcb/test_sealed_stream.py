"""Backups are sealed; one that was changed, cut off, mixed or made under another key is not taken for a backup."""

import os
import subprocess
import sys
from io import BytesIO

import pytest
from django.conf import settings

from qlcb.sealed import WrongKey
from qlcb.sealed_stream import PIECE, DamagedStream, open_stream, seal_stream
from tests.qlcb.test_sealed import NEW

pytestmark = pytest.mark.clause("TCHQ-10.5")
SECRET = b"048186003217 Nguyen Van Mat"


def sealed(plain: bytes) -> bytes:
    target = BytesIO()
    assert seal_stream(BytesIO(plain), target) == len(plain)
    return target.getvalue()


def opened(token: bytes) -> bytes:
    target = BytesIO()
    open_stream(BytesIO(token), target)
    return target.getvalue()


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_what_was_sealed_comes_back(length):
    plain = (SECRET * (length // len(SECRET) + 1))[:length]
    token = sealed(plain)
    assert SECRET not in token and opened(token) == plain


def test_the_same_backup_is_never_sealed_alike():
    assert sealed(SECRET) != sealed(SECRET)


@pytest.mark.parametrize("cut", [0, 5, 30, 40, -1, -PIECE])
def test_a_backup_that_was_cut_off_is_refused(cut):
    token = sealed(os.urandom(2 * PIECE + 10))
    with pytest.raises(DamagedStream):
        opened(token[:cut])


def test_pieces_left_out_moved_changed_or_added_are_refused():
    token = sealed(os.urandom(2 * PIECE))
    head, rest = token[:37], token[37:]
    half = len(rest) // 2
    first, second = rest[:half], rest[half:]
    wrong = [head + second, head + second + first, head + first + first, sealed(b"x")[:37] + rest,
             token[:-1] + bytes([token[-1] ^ 1])]  # fmt: skip
    for changed in wrong:
        with pytest.raises((WrongKey, DamagedStream)):
            opened(changed)
    with pytest.raises(DamagedStream):
        opened(token + b"x")


def test_another_key_opens_nothing_and_an_old_one_still_does(settings):
    token, old = sealed(SECRET), settings.DATA_KEYS
    settings.DATA_KEYS = [NEW, *old]
    assert opened(token) == SECRET
    settings.DATA_KEYS = [NEW]
    with pytest.raises(WrongKey):
        opened(token)


def test_the_commands_seal_and_open_what_is_piped_through_them():
    def piped(command, data):
        return subprocess.run(
            [sys.executable, "manage.py", command], input=data, capture_output=True, cwd=settings.BASE_DIR, check=False,
        )  # fmt: skip

    token = piped("seal_backup", SECRET)
    assert token.returncode == 0 and SECRET not in token.stdout
    assert piped("open_backup", token.stdout).stdout == SECRET
    broken = piped("open_backup", token.stdout[:-1])
    assert broken.returncode == 1 and "bị hỏng" in broken.stderr.decode()
