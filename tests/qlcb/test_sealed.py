"""Sealing: what is sealed opens under its own key and purpose only; a wrong key gets no connection."""

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from personnel.models import ForeignTie
from qlcb.fields import HIDDEN, SealedField
from qlcb.key_check import keep_word, on_connection
from qlcb.models import KeyCheck
from qlcb.sealed import KeyRing, WrongKey, ring

OLD, NEW, FOREIGN = (f"{name}-invented-key-of-the-tests-{'0123456789' * 3}" for name in ("old", "new", "foreign"))


@given(st.text(max_size=200))
def test_what_is_sealed_opens_again_and_shows_nothing(text):
    keys = KeyRing([OLD])
    token = keys.seal(text.encode(), "number")
    assert keys.open(token, "number").decode() == text
    assert len(text) < 4 or text.encode() not in token
    assert keys.seal(text.encode(), "number") != token, "equal values must not be seen to be equal"


def test_an_old_key_opens_and_the_first_one_seals():
    before, during, after = KeyRing([OLD]), KeyRing([NEW, OLD]), KeyRing([NEW])
    token = before.seal(b"012345678901", "number")
    assert during.open(token, "number") == b"012345678901"
    assert not during.is_current(token)
    assert after.open(during.seal(b"012345678901", "number"), "number") == b"012345678901"
    with pytest.raises(WrongKey):
        after.open(token, "number")
    with pytest.raises(WrongKey):
        before.open(during.seal(b"012345678901", "number"), "number")


@pytest.mark.parametrize("change", [0, 3, 9, 20, -1])
def test_a_token_that_somebody_changed_does_not_open(change):
    token = bytearray(KeyRing([OLD]).seal("Trần Thị Mai".encode(), "number"))
    token[change] ^= 1
    with pytest.raises(WrongKey):
        KeyRing([OLD]).open(bytes(token), "number")


@pytest.mark.parametrize("token", [b"", b"\x01", b"\x01abcd", b"0123456789012345678901234567890"])
def test_what_is_no_token_does_not_open(token):
    with pytest.raises(WrongKey):
        KeyRing([OLD]).open(token, "number")


def test_a_value_cannot_be_moved_to_another_column():
    token = KeyRing([OLD]).seal(b"0905123456", "phone")
    with pytest.raises(WrongKey):
        KeyRing([OLD]).open(token, "bank_account")


def test_the_blind_index_depends_on_key_and_purpose():
    keys = KeyRing([NEW, OLD])
    assert keys.index("012345678901", "number") == KeyRing([NEW]).index("012345678901", "number")
    assert keys.indexes("012345678901", "number") == [
        KeyRing([key]).index("012345678901", "number") for key in (NEW, OLD)
    ]
    assert keys.index("012345678901", "number") != keys.index("012345678901", "phone")
    assert keys.index("012345678901", "number") != keys.index("012345678902", "number")


@pytest.mark.parametrize(
    "lookup", ["content", "content__contains", "content__in", "content__startswith", "content__gt"]
)
@pytest.mark.django_db
def test_a_sealed_column_is_never_searched(lookup):
    with pytest.raises(FieldError):
        ForeignTie.objects.filter(**{lookup: ["x"] if lookup.endswith("in") else "x"}).exists()
    assert not ForeignTie.objects.filter(content__isnull=False).exists()


def test_the_field_masks_counts_and_takes_the_plain_text():
    half, whole = SealedField(half_shown=True, max_length=12), SealedField(max_length=5, blank=True)
    assert half.mask("048186003217") == "048 186 ••• •••"
    assert whole.mask("A+") == HIDDEN
    assert whole.mask("") == ""
    assert whole.clean("Hương"[:5], None) == "Hương"
    with pytest.raises(ValidationError):
        whole.clean("123456", None)
    assert whole.get_prep_value("") is None


@pytest.mark.django_db
class TestConnection:
    def fresh(self):
        other = connection.copy()
        try:
            other.ensure_connection()
        finally:
            self.left = other.connection
            other.close()

    def test_the_right_key_connects(self):
        self.fresh()

    def test_a_wrong_key_gets_no_connection(self, settings):
        settings.DATA_KEYS = [FOREIGN]
        with pytest.raises(WrongKey, match="QLCB_DATA_KEYS"):
            self.fresh()
        assert self.left is None

    def test_a_new_key_before_the_old_one_connects_and_leaves_its_word(self, settings):
        old = settings.DATA_KEYS
        settings.DATA_KEYS = [NEW, *old]
        words = KeyCheck.objects.count()
        on_connection(None, connection=connection)
        on_connection(None, connection=connection)
        assert KeyCheck.objects.count() == words + 1
        assert sum(ring().is_current(check.token) for check in KeyCheck.objects.all()) == 1

    def test_who_lacks_a_key_that_has_sealed_here_gets_no_connection(self, settings):
        closed = []

        class Kept:
            """The connection of this test, which must live on."""

            ops, cursor, close = connection.ops, connection.cursor, lambda self: closed.append(True)

        old = settings.DATA_KEYS
        settings.DATA_KEYS = [NEW, *old]
        on_connection(None, connection=connection)
        settings.DATA_KEYS = old
        with pytest.raises(WrongKey):
            on_connection(None, connection=Kept())
        assert closed == [True]

    def test_an_unmigrated_database_connects(self, settings, monkeypatch):
        settings.DATA_KEYS = [FOREIGN]
        monkeypatch.setattr(KeyCheck._meta, "db_table", "qlcb_not_yet_there")
        other = connection.copy()
        other.ensure_connection()
        assert other.is_usable()
        other.close()

    def test_the_first_migration_leaves_the_word_and_no_later_one_another(self):
        assert KeyCheck.objects.count() == 1
        keep_word(None, using="default")
        assert KeyCheck.objects.count() == 1
        KeyCheck.objects.all().delete()
        keep_word(None, using="default")
        assert ring().open(KeyCheck.objects.get().token, KeyCheck.PURPOSE) == KeyCheck.WORD
