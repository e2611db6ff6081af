"""The page of clauses with what the tests proved."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import RoleTemplate
from qlcb.clauses import clauses, places, proofs, words_of

pytestmark = pytest.mark.django_db


def test_every_place_of_a_clause_is_a_page_of_the_program():
    known = {clause.id for clause in clauses()}
    for clause, found in places().items():
        assert clause in known
        for place in found:
            assert not place.page or reverse(place.page)


@pytest.fixture
def results(settings, tmp_path):
    """Write what the tests said as the plugin does; `results({"tests/x.py::a": (["TCHQ-3.2"], "passed")})`."""
    settings.DATA_DIR = tmp_path

    def write(tests):
        stored = {test: {"clauses": ids, "outcome": outcome} for test, (ids, outcome) in tests.items()}
        (tmp_path / "clauses.json").write_text(json.dumps({"tests": stored}), encoding="utf-8")

    return write


def test_the_page_names_each_clause_and_its_proof(results, cast, sign_in):
    client = sign_in(cast.reader)
    page = client.get(reverse("reports:clauses")).content.decode()
    assert page.count('<tr id="TCHQ-') == 62 and "Kiểm chứng" not in page
    results({
        "tests/x.py::a": (["TCHQ-3.2", "TCHQ-3.3"], "passed"),
        "tests/x.py::b": (["TCHQ-3.2"], "passed"),
        "tests/x.py::c": (["TCHQ-3.3"], "failed"),
    })  # fmt: skip
    page = client.get(reverse("reports:clauses")).content.decode()
    assert "2 kiểm thử đạt" in page and "1 kiểm thử không đạt" in page
    assert '<span class="num">1</span> trong <span class="num">62</span>' in page
    assert 'href="/tai-khoan/"' not in page, "a page this account may not open is no link"
    assert 'href="/bao-cao/toan-canh/"' in page


def test_the_command_prints_proven_and_unproven(results):
    results({"tests/x.py::a": (["TCHQ-3.2"], "passed"), "tests/x.py::b": (["TCHQ-3.3"], "failed")})
    out = StringIO()
    call_command("clauses", "--tests", stdout=out)
    proven, unproven = out.getvalue().split("Unproven (61):")
    assert "Proven (1):" in proven and "TCHQ-3.2" in proven and "tests/x.py::a" in proven
    assert "TCHQ-3.3" in unproven and "FAILED: tests/x.py::b" in unproven


def test_the_command_refuses_clauses_that_do_not_exist_and_a_copy_without_results(results):
    with pytest.raises(CommandError, match="No test has run"):
        call_command("clauses", stdout=StringIO())
    assert proofs() is None
    results({"tests/x.py::a": (["TCHQ-99"], "passed")})
    with pytest.raises(CommandError, match="TCHQ-99"):
        call_command("clauses", stdout=StringIO())


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("TCHQ-6.1d1", "Điều 6 khoản 1 điểm d, QĐ 240/QĐ-TCHQ"),
        ("TCHQ-6.2b", "Điều 6 khoản 2, QĐ 240/QĐ-TCHQ"),  # its parts are dashes
        ("TCHQ-8.1b2", "Điều 8 khoản 1 điểm b, QĐ 240/QĐ-TCHQ"),
        ("TCHQ-3.1đ", "Điều 3 khoản 1, QĐ 240/QĐ-TCHQ"),
        ("HG-6", "Điều 6, QĐ 44/2016/QĐ-UBND tỉnh Hậu Giang"),
        ("HP-16.1đ", "Điều 16 khoản 1 điểm đ, QĐ 59/2023/QĐ-UBND thành phố Hải Phòng"),
        ("TN-II.3", "II.3, QĐ 842/QĐ-UBND tỉnh Tây Ninh"),
        ("TCHQ-99.9", "TCHQ-99.9"),
        ("Điều 5 quy chế nội bộ", "Điều 5 quy chế nội bộ"),
        ("", ""),
    ],
)
def test_a_clause_is_named_as_people_name_it(clause, words):
    assert words_of(clause) == words


def test_every_page_names_clauses_in_words_and_leads_to_them(cast, sign_in):
    client = sign_in(cast.sysadmin)
    book = client.get(reverse("reports:clauses")).content.decode()
    pages = {"/vai-tro/": "TCHQ-6.1d1", f"/tai-khoan/{cast.clerk.username}/": "TCHQ-6.2b", "/bao-cao/": "TCHQ-12.1b"}
    for page, clause in pages.items():
        found = f'<a href="/quy-che/#{clause}">{words_of(clause)}</a>'
        text = client.get(page).content.decode()
        assert found in text and f">{clause}<" not in text, page
        assert f'<tr id="{clause}">' in book
    assert "Điều 6 khoản 1 điểm d" in book
    role = RoleTemplate.objects.get(code="vu")
    assert "Điều 6 khoản 1 điểm c, QĐ 240/QĐ-TCHQ" in client.get(f"/vai-tro/{role.code}/sua/").content.decode()


def test_the_book_of_clauses_is_whole():
    ids = [clause.id for clause in clauses()]
    assert len(ids) == len(set(ids)) == 132
    with open("fixtures/regulations/clauses.csv", encoding="utf-8") as file:
        assert ids == [row["id"] for row in csv.DictReader(file)]
