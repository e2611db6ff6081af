"""What a word may mean in a list: what is doubtful is asked, and what is unknown is told with what is near."""

import pytest

from personnel.importing.cells import CellError
from personnel.models import Relative, Study
from personnel.workbooks import lists
from personnel.workbooks.lists import Lists

pytestmark = pytest.mark.django_db


def refusal(field, words) -> str:
    with pytest.raises(CellError) as refused:
        Lists().of(field).find(words, None)
    return str(refused.value)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("con", ["Con trai", "Con gái"]),
        ("Em", ["Em trai ruột", "Em gái ruột"]),
        ("em ruột", ["Em trai ruột", "Em gái ruột"]),
        ("Bà", ["Bà nội", "Bà ngoại"]),
    ],
)
def test_a_word_for_several_relatives_is_asked(words, meant):
    told = refusal(Relative._meta.get_field("relation"), words)
    assert f"“{words}” không có trong danh mục “Quan hệ gia đình”" in told
    assert all(name in told.split("Có thể là")[1] for name in meant)


def test_a_word_for_one_relative_is_found():
    choices = Lists().of(Relative._meta.get_field("relation"))
    meant = {"bố": "Cha đẻ", "anh trai": "Anh ruột", "chị": "Chị ruột", "em gái": "Em gái ruột", "con gái": "Con gái"}
    assert {words: choices.labels[choices.find(words, None)] for words in meant} == meant


def test_an_unknown_word_is_told_with_its_list():
    field = Study._meta.get_field("language")
    assert refusal(field, "Klingon") == (
        "“Klingon” không có trong danh mục “Ngôn ngữ”. Hãy chọn trong danh sách của ô."
    )
    assert "Có thể là: Tiếng Pháp" in refusal(field, "Tiếng Phápp")


def test_a_file_full_of_unknown_words_is_not_compared_for_ever(monkeypatch):
    monkeypatch.setattr(lists, "_MOST_SUGGESTED", 1)
    choices = Lists().of(Relative._meta.get_field("relation"))
    told = []
    for words in ("con", "em", "con"):
        with pytest.raises(CellError) as refused:
            choices.find(words, None)
        told.append("Có thể là" in str(refused.value))
    assert told == [True, False, True]
