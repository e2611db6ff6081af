"""A dossier whose line cannot be made: the file is there without it and says so; a fault of the whole fails the run."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from openpyxl import load_workbook
from pypdf import PdfReader

from personnel.exports import run
from personnel.models import Dossier, Export
from qlcb.xlsx import list_workbook
from reports.definitions.pay_lists import PayList
from reports.query.question import usual
from reports.services.save_query import save_query
from tests.exporting import ask, page_of, sheet_of, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]
BM03, DAY = "/bao-cao/bm03.xlsx", {"ngay": "30/06/2026"}
BIRTHDAYS = "/bao-cao/danh-sach/sinh-nhat/ket-xuat/?tu-ngay=01/01/2026&den-ngay=31/12/2026"


def spoil(code: str, first: str = "0202-06-30") -> None:
    """A birth in a year that no calendar of ours has, as a restored file or a slip in SQL leaves it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE personnel_dossier SET birth_date = daterange(%s::date, %s::date + 1) WHERE code = %s",
            [first, first, code],
        )


def read(content: bytes):
    book = load_workbook(BytesIO(content))
    faults = [tuple(cell.value for cell in row) for row in book["Dòng lỗi"].iter_rows(min_row=2)]
    return book.worksheets[0], faults, book["Dòng lỗi"]


def words_in(sheet) -> set:
    return {cell.value for row in sheet.iter_rows() for cell in row}


def test_lists_and_questions_go_on_without_the_line(cast, sign_in):
    client = sign_in(cast.clerk)
    saved = save_query(account=cast.clerk, name="Đang làm", question=usual(), shared=False)
    urls = (
        "/ho-so/ket-xuat/",
        BIRTHDAYS,
        f"/bao-cao/tra-cuu.xlsx?luu={saved.pk}",
        f"{BM03}?ngay=30/06/2026",
    )
    whole = {url: ask(client, url).rows for url in urls}
    spoil("99T-12")
    for url in urls:
        export = ask(client, url)
        assert (export.status, export.rows, export.errors) == ("done", whole[url] - 1, 1), url
        sheet, faults, other = read(take(client, export))
        assert faults == [("99T-12", run.BAD_VALUE)] and cast.clerk.holder_name in other.oddFooter.left.text
        words = words_in(sheet)
        assert "Người Thứ 11" in words and "Người Thứ 12" not in words
        assert any("1 dòng không lập được" in str(word) for word in words)
        assert "1 dòng lỗi" in export.facts["told"]
        page = client.get(page_of(export)).content.decode()
        assert "1 dòng không lập được" in page and "thiếu" in page
        pk = Dossier.objects.filter(code="99T-12").values_list("pk", flat=True).get()
        assert pk in export.dossiers, "the code alone is told, and is asked for again at the download"
    assert "thiếu 1 dòng lỗi" in client.get("/tep-ket-xuat/").content.decode()


def test_a_form_on_paper_names_the_line_in_a_note(cast, sign_in, printed_here):
    client = sign_in(cast.clerk)
    spoil("99T-12")
    text = "\n".join(
        page.extract_text() for page in PdfReader(BytesIO(take(client, ask(client, "/bao-cao/bm03.pdf", DAY)))).pages
    )
    assert "1 dòng không lập được" in text and "99T-12" in text and "Người Thứ 12" not in text


def test_the_numbers_of_the_lines_go_on(cast, sign_in):
    """Number, name, cells of each person stay together when one between them is left out."""
    client = sign_in(cast.clerk)
    before = load_workbook(BytesIO(take(client, ask(client, BM03, DAY)))).active
    spoil("99T-11")
    after, _, _ = read(take(client, ask(client, BM03, DAY)))

    def people(sheet):
        rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
        return [row for row in rows if str(row[1]).startswith("Người Thứ")]

    old, new = people(before), people(after)
    assert [row[1:] for row in new] == [row[1:] for row in old if row[1] != "Người Thứ 11"]
    assert [row[0] for row in new] == [str(number) for number in range(1, len(new) + 1)]


def test_a_line_that_the_program_cannot_make_is_told_apart(cast, sign_in, monkeypatch):
    made = PayList.cells

    def cells(self, params, line, ticks):
        if line.dossier.code == "99T-14":
            raise KeyError("a rank that no list has")
        return made(self, params, line, ticks)

    monkeypatch.setattr(PayList, "cells", cells)
    export = ask(sign_in(cast.clerk), BM03, DAY)
    _, faults, _ = read(take(sign_in(cast.clerk), export))
    assert faults == [("99T-14", run.FAULT)]


def test_a_sealed_value_that_does_not_open_is_one_line(cast, sign_in):
    """Columns of the question read it; the others of the file are there."""
    question = usual()
    question.columns = ["giay-to.phone"]
    saved = save_query(account=cast.clerk, name="Điện thoại", question=question, shared=False)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE personnel_dossier SET phone = '\\x0102030405060708'::bytea WHERE code = '99T-07'")
    export = ask(sign_in(cast.clerk), f"/bao-cao/tra-cuu.xlsx?luu={saved.pk}")
    _, faults, _ = read(take(sign_in(cast.clerk), export))
    assert faults == [("99T-07", run.SEALED)]


def test_a_fault_of_the_whole_fails_the_run(cast, sign_in, monkeypatch):
    client = sign_in(cast.clerk)
    for number in range(5, 16):
        spoil(f"99T-{number:02}")
    for url, told in ((f"{BM03}?ngay=30/06/2026", run.NONE), ("/ho-so/ket-xuat/", run.NONE)):
        export = ask(client, url)
        assert (export.status, export.message, export.file) == ("failed", told, ""), url
    monkeypatch.setattr(run, "FIRST_FAULTS", 3)
    assert ask(client, "/ho-so/ket-xuat/").message == run.TOO_MANY


def test_a_lost_right_is_no_bad_line(cast, sign_in, monkeypatch):
    def refused(*args):
        raise PermissionDenied

    monkeypatch.setattr(PayList, "cells", refused)
    export = ask(sign_in(cast.clerk), BM03, DAY)
    assert (export.status, export.errors) == ("failed", 0) and "không còn quyền" in export.message


def test_a_bad_line_costs_few_queries(cast, sign_in, make_dossier, django_assert_max_num_queries):
    """A part is halved, not read line by line."""
    for _ in range(16):
        make_dossier()
    client = sign_in(cast.clerk)
    spoil("99T-12")
    with django_assert_max_num_queries(100):
        export = ask(client, "/ho-so/ket-xuat/")
    assert export.errors == 1 and Export.objects.count() == 1


def test_nothing_of_a_file_lies_open_while_it_is_made(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen = []

    def rows():
        yield ("34ZZ-0001", "Nguyễn Văn A")
        seen.append(list(tmp_path.iterdir()))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        list_workbook(title="Thử", lines=[], columns=[("Số hiệu", 12), ("Họ và tên", 20)], rows=rows())
    assert [*seen, list(tmp_path.iterdir())] == [[], []]


def test_days_that_excel_does_not_know_are_words():
    rows = [(date(1899, 12, 31), date(1900, 3, 1))]
    sheet = sheet_of(list_workbook(title="Thử", lines=[], columns=[("A", 12), ("B", 12)], rows=rows))
    assert [cell.value for cell in sheet[4]] == ["31/12/1899", datetime(1900, 3, 1)]


def test_the_log_says_where_a_line_went_wrong_and_quotes_nothing_of_it(caplog):
    secret = "038188001234"

    def make(part):
        if 1 in part:
            raise ValueError(secret)
        return part

    going = run.Run(Export())
    assert list(going.lines([1, 2], make, "34ZZ-{}".format)) == [2]
    assert [fault.code for fault in going.faults] == ["34ZZ-1"]
    assert "34ZZ-1" in caplog.text and "ValueError" in caplog.text and "test_bad_lines.py" in caplog.text
    assert secret not in caplog.text
