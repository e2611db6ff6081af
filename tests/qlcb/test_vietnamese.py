"""Vietnamese text: what clerks type compares, sorts and reads as people here expect."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlcb.vietnamese import (
    ALPHABET,
    fold,
    is_all_caps,
    matches_words,
    name_sort_key,
    nfc,
    squeeze,
    title_name,
    words,
)

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LETTERS = ALPHABET + ALPHABET.upper() + "àảãáạằẳẵắặầẩẫấậừửữứựĐ'’- "
names = st.text(alphabet=LETTERS, min_size=1, max_size=30)


def by_key(*full_names: str) -> list[str]:
    return sorted(full_names, key=name_sort_key)


def test_squeeze_mends_spaces_and_unicode_form():
    decomposed = unicodedata.normalize("NFD", "Trần  Thị\u00a0 Lan ")
    assert squeeze(decomposed) == "Trần Thị Lan"
    assert squeeze("\ufeffTrần\u200b Thị\tLan\n") == "Trần Thị Lan"
    assert squeeze(" \u00a0 ") == ""


def test_nfc_makes_one_character_of_a_letter():
    assert nfc("ế") == "ế"
    assert len(nfc(unicodedata.normalize("NFD", "ế"))) == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng  Thị HƯỜNG", "dang thi huong"),
        ("Y Bliă Ê Ban", "y blia e ban"),
        ("H’Linh", "h'linh"),
        ("Ðà Nẵng", "da nang"),
        ("Êñuôl ƀlŏ", "enuol blo"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_and_squeeze_are_idempotent(text):
    assert squeeze(squeeze(text)) == squeeze(text)
    assert fold(fold(text)) == fold(text)


@given(names)
def test_unicode_form_and_case_make_no_difference(name):
    decomposed = unicodedata.normalize("NFD", name)
    assert squeeze(decomposed) == squeeze(name)
    assert fold(decomposed) == fold(name) == fold(name.upper())
    assert name_sort_key(decomposed) == name_sort_key(name) == name_sort_key(name.upper())


def test_words_and_beginnings_in_any_order():
    assert words("H'Linh Ê-Ban 2") == ["h", "linh", "e", "ban", "2"]
    assert matches_words("Nguyễn Thị Hường", "huong ng")
    assert matches_words("Nguyễn Thị Hường", "  ")
    assert not matches_words("Nguyễn Thị Hường", "uong")


def test_names_sort_by_given_name_first():
    assert by_key("Vũ Thị An", "An Văn Bình", "Lê Châu", "Bùi Thị An") == [
        "Bùi Thị An",
        "Vũ Thị An",
        "An Văn Bình",
        "Lê Châu",
    ]


def test_names_sort_by_the_vietnamese_alphabet():
    one_letter = [f"Lê {letter}" for letter in ALPHABET]
    assert by_key(*reversed(one_letter)) == one_letter
    assert by_key("Lê Ân", "Lê Ăn", "Lê Anh", "Lê An") == ["Lê An", "Lê Anh", "Lê Ăn", "Lê Ân"]
    assert by_key("Lê Đa", "Lê Dương", "Lê Em") == ["Lê Dương", "Lê Đa", "Lê Em"]


def test_tones_are_second_to_letters_and_before_the_family_name():
    toned = [f"Lê {nfc('a' + tone)}" for tone in TONES]
    assert by_key(*reversed(toned)) == toned
    assert by_key("Lê Hàn", "Lê Ha", "Lê Hạ", "Lê Hà") == ["Lê Ha", "Lê Hà", "Lê Hạ", "Lê Hàn"]
    assert by_key("Vũ Hà", "Trần Hạ", "Bùi Hà") == ["Bùi Hà", "Vũ Hà", "Trần Hạ"]


def test_the_place_of_the_tone_mark_and_apostrophes_make_no_difference():
    assert name_sort_key("Lê Hoà") == name_sort_key("Lê Hòa")
    assert name_sort_key("H'Linh") == name_sort_key("H’Linh") == name_sort_key("h'linh")
    assert name_sort_key("Y-Lan") == name_sort_key("Y‑Lan")


def test_short_long_and_foreign_names_have_a_place():
    assert by_key("Y Bliă Ê Ban", "Điểu", "H'Linh", "Lò Thị Bua") == ["Y Bliă Ê Ban", "Lò Thị Bua", "Điểu", "H'Linh"]
    assert by_key("Nguyễn Ban", "Ban") == ["Ban", "Nguyễn Ban"]
    assert name_sort_key("") == name_sort_key(" - ") == ""
    assert by_key("Lê Яков", "Lê Zu", "Lê 2") == ["Lê 2", "Lê Zu", "Lê Яков"]
    assert name_sort_key("Y Blŏ") != name_sort_key("Y Blo")


@given(st.text())
def test_any_text_has_an_ascii_key(text):
    assert name_sort_key(text).isascii()


@given(names, names)
def test_the_key_orders_by_its_first_word_before_anything_else(one, other):
    """The given name alone decides when it differs, whatever the rest."""
    one_key, other_key = name_sort_key(f"Trần {one.replace(' ', '')}"), name_sort_key(f"Lê {other.replace(' ', '')}")
    bare_one, bare_other = name_sort_key(one.replace(" ", "")), name_sort_key(other.replace(" ", ""))
    if bare_one and bare_other and bare_one != bare_other:
        assert (one_key < other_key) == (bare_one < bare_other)


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("NGUYỄN VĂN A", "Nguyễn Văn A"),
        ("ĐẶNG THỊ HƯỜNG", "Đặng Thị Hường"),
        ("Y BLIĂ Ê BAN", "Y Bliă Ê Ban"),
        ("H'LINH", "H'Linh"),
        ("h’hen niê", "H’Hen Niê"),
        ("KPĂ Y-LAN", "Kpă Y-Lan"),
        ("Nguyễn VĂN an", "Nguyễn Văn An"),
        ("Nguyễn McKay", "Nguyễn McKay"),
        (unicodedata.normalize("NFD", "TRẦN  THẾ"), "Trần Thế"),
        ("", ""),
    ],
)
def test_title_name(typed, proper):
    assert title_name(typed) == proper
    assert title_name(proper) == proper


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NGUYỄN VĂN A", True),
        ("H'LINH", True),
        (unicodedata.normalize("NFD", "TRẦN THẾ"), True),
        ("Nguyễn VĂN A", False),
        ("Y Ê", False),
        ("12 34", False),
        ("", False),
    ],
)
def test_is_all_caps(text, expected):
    assert is_all_caps(text) is expected
