"""The sơ yếu lý lịch of one dossier as PDF, and the page of clauses with what the tests proved."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessEvent
from personnel.models import Appointment, Position
from personnel.sections import APPOINTMENTS
from personnel.services.save_row import add_row
from qlcb.clauses import clauses, places, proofs
from qlcb.dates import PartialDate
from reports.cv import cv_of

pytestmark = pytest.mark.django_db


def paper(code):
    return reverse("reports:cv_pdf", args=[code])


def text_of(response) -> str:
    pages = PdfReader(BytesIO(b"".join(response.streaming_content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def dossier(make_dossier, cast, today):
    person = make_dossier(
        code="34ZZ-0217", rank="08.051", step=5, citizen_id="049186001234", birth_date="08/1986", home_town="Đại Lộc",
        party_joined_on=PartialDate(2010), recruited_on=PartialDate(2009, 5),
    )  # fmt: skip
    row = Appointment(
        dossier=person, position=Position.objects.filter(is_leading=True).last(), valid_from=PartialDate(2020, 3),
        allowance="0.40",
    )  # fmt: skip
    add_row(account=cast.clerk, reason="Bổ nhiệm", section=APPOINTMENTS, row=row, today=today)
    person.refresh_from_db()
    return person


def test_the_form_is_filled_from_the_dossier(dossier, cast, sign_in):
    response = sign_in(cast.clerk).get(paper(dossier.code))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="so-yeu-ly-lich-34ZZ-0217.pdf"'
    text = text_of(response)
    for words in (
        "SƠ YẾU LÝ LỊCH", "NGUYỄN THỊ THANH HƯƠNG", "049186001234", "34ZZ-0217", "Cục Hải quan TP. Đà Nẵng",
        "3) Sinh ngày: …… tháng 08 năm 1986", "15) Ngày vào Đảng Cộng sản Việt Nam: 2010", "05/2009",
        "Hệ số: 3,66", "Mã số: 08.051", "30.2) Phụ cấp chức vụ: 0,40", "Trang 1/",
    ):  # fmt: skip
        assert words in text


def test_all_38_items_stand_in_their_order(dossier, today):
    cv = cv_of(dossier, today)
    numbers = [line.number for line in cv.lines if line.number]
    numbers += [table.number for table in (*cv.studies, cv.career, *cv.history, *cv.rewards, *cv.family, *cv.pay)]
    whole = [int(number.split(".")[0]) for number in numbers]
    assert whole == sorted(whole)
    assert set(whole) == set(range(1, 38))
    assert [number for number in numbers if number.startswith("30.")] == ["30.1", "30.2", "30.3"]
    assert [table.number for table in cv.studies] == [f"32.{number}" for number in range(1, 7)]


def test_tables_hold_the_records_and_room_to_write(dossier, today, service, cast):
    cv = cv_of(dossier, today)
    assert cv.career.rows[0][:3] == ["01/2012", "", "Chi cục Hải quan cửa khẩu cảng, Cục Hải quan TP. Đà Nẵng"]
    assert cv.pay[0].rows[0][:5] == ["03/2024", "", "08.051", "5", "3,66"]
    assert cv.pay[1].rows[0][2:5] == ["Phụ cấp chức vụ", "", "0,40"]
    assert cv.family[0].rows == [[""] * 4] * 2
    learned = cv_of(service.dossiers["11"], today)
    professional, languages = learned.studies[0], learned.studies[5]
    assert [row[1] for row in professional.rows] == ["2008", "08/2026"]
    assert [row[3] for row in languages.rows] == ["Tiếng Nga", "Tiếng Anh"]


def test_an_empty_dossier_prints_too(service, cast, sign_in):
    assert "99T-15" in text_of(sign_in(cast.clerk).get(paper("99T-15")))


def test_printing_is_logged_and_kept_to_those_who_see_the_dossier(dossier, cast, sign_in):
    sign_in(cast.clerk).get(paper(dossier.code))
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.PRINT)
    assert (event.account, event.target, event.unit) == (cast.clerk, "34ZZ-0217", dossier.now_unit)
    assert sign_in(cast.neighbour).get(paper(dossier.code)).status_code == 404
    assert sign_in(cast.leader).get(paper("khong-co")).status_code == 404
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.PRINT).count() == 1


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


def test_the_book_of_clauses_is_whole():
    ids = [clause.id for clause in clauses()]
    assert len(ids) == len(set(ids)) == 132
    with open("fixtures/regulations/clauses.csv", encoding="utf-8") as file:
        assert ids == [row["id"] for row in csv.DictReader(file)]
