"""The Word document: what it holds is what the table holds, and it looks as the form does."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from personnel.models import Export
from reports import exports
from reports.definitions import REPORTS
from reports.table import Cell, Form, Heading, Row, Table
from reports.writers.docx import table_docx
from tests.exporting import REASON, ask, file_of, take
from tests.reports.service24 import EXPECTED

FORM = Form(
    ("Tổng cục Hải quan", "Cục Hải quan TP. Đà Nẵng"), "BM99", ("Ban hành kèm theo Thông tư thử",), "BÁO CÁO THỬ",
    ("Tính đến ngày 30 tháng 06 năm 2026",), ("Đơn vị tính: người",), "…, ngày … tháng …",
    (("NGƯỜI LẬP BẢNG", "(Ký)"), ("THỦ TRƯỞNG", "(Ký, đóng dấu)")),
)  # fmt: skip
OTHERS = (Heading("A", "a"), Heading("B", "b"))
HEADINGS = (
    Heading("Stt", "stt", "index", 5),
    Heading("Họ và tên", "ten", "name", 30),
    Heading("Trình độ", children=(Heading("Đại học", "dh"), Heading("Khác", children=OTHERS))),
    Heading("Ngày", "ngay", "date", 40),
)  # fmt: skip
ROWS = [
    Row([Cell(""), Cell("Văn phòng: 2 người"), Cell(""), Cell(3), Cell(4), Cell("")], "department", 0, 2),
    Row([Cell("1"), Cell("=HYPERLINK(1)\x07"), Cell(1234), Cell(Decimal("2.34")), Cell(None), Cell(date(1899, 6, 30))],
        "plain", 1),
    Row([Cell(""), Cell("Tổng số"), Cell(5), Cell(6), Cell(7), Cell("Dòng một\nDòng hai")], "total"),
]  # fmt: skip


def words_of(row) -> list[str]:
    """The words of each cell that the row has itself: merged ones once."""
    return ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row._tr.findall(qn("w:tc"))]


def made(**more):
    table = Table(FORM, HEADINGS, ROWS, ["Đếm mỗi người một lần."], **more)
    return Document(BytesIO(table_docx(table, mark="Nhân sự 1 · lúc 9 giờ")))


def test_the_form_stands_around_the_table():
    document = made(faults=[("34ZZ-0001", "Ngày không hợp lệ.")])
    around, _, signers = document.tables
    left, middle, right = (cell.text for cell in around.rows[0].cells)
    assert left == "TỔNG CỤC HẢI QUAN\nCỤC HẢI QUAN TP. ĐÀ NẴNG\nBiểu số: BM99\nBan hành kèm theo Thông tư thử"
    assert middle == "BÁO CÁO THỬ\nTính đến ngày 30 tháng 06 năm 2026"
    assert right == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐơn vị tính: người"
    assert [cell.text for cell in signers.rows[0].cells] == [
        "\nNGƯỜI LẬP BẢNG\n(Ký)", "…, ngày … tháng …\nTHỦ TRƯỞNG\n(Ký, đóng dấu)",
    ]  # fmt: skip
    notes = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert notes == [
        "Ghi chú: Đếm mỗi người một lần.",
        "Ghi chú: 1 dòng không lập được, không có trong bảng. 34ZZ-0001: Ngày không hợp lệ.",
    ]


def test_headings_are_merged_and_repeated_on_each_page():
    table = made().tables[1]
    heads = [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert [row._tr for row in heads] == [row._tr for row in list(table.rows)[:4]]
    laid = [[cell.text for cell in row.cells] for row in table.rows[:3]]
    assert laid == [
        ["Stt", "Họ và tên", "Trình độ", "Trình độ", "Trình độ", "Ngày"],
        ["Stt", "Họ và tên", "Đại học", "Khác", "Khác", "Ngày"],
        ["Stt", "Họ và tên", "Đại học", "A", "B", "Ngày"],
    ]
    assert words_of(table.rows[3]) == ["A", "B", "1", "2", "3", "4"]


def test_values_read_as_people_read_them_and_nothing_is_a_field():
    table = made().tables[1]
    assert [words_of(row) for row in table.rows[4:]] == [
        ["", "Văn phòng: 2 người", "3", "4", ""],
        ["1", "=HYPERLINK(1)", "1.234", "2,34", "—", "30/06/1899"],
        ["", "Tổng số", "5", "6", "7", "Dòng mộtDòng hai"],
    ]
    assert table.cell(6, 5).text == "Dòng một\nDòng hai"
    assert not list(table._tbl.iter(qn("w:fldSimple"))) and not list(table._tbl.iter(qn("w:instrText")))


def test_paper_letters_and_the_mark():
    document = made()
    section, normal = document.sections[0], document.styles["Normal"]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [297, 210]
    assert normal.font.name == "Times New Roman"
    footer = section.footer.paragraphs[0]
    assert footer.text.startswith("Nhân sự 1 · lúc 9 giờ\tTrang ")
    fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert document.core_properties.author == "" and document.core_properties.title == "BÁO CÁO THỬ"


@pytest.mark.django_db
@pytest.mark.usefixtures("service")
def test_a_report_is_exported_as_a_document_with_the_numbers_counted_by_hand(cast, sign_in):
    client = sign_in(cast.clerk)
    assert "Kết xuất Word" in client.get("/bao-cao/bm01/", {"ngay": "30/06/2026"}).content.decode()
    export = ask(client, "/bao-cao/bm01.docx", {"ngay": "30/06/2026"})
    response = client.get(file_of(export))
    assert response["Content-Type"].endswith("wordprocessingml.document") and export.file_name.endswith(".docx")
    table = Document(BytesIO(response.content)).tables[1]
    keys = [column.key for heading in REPORTS["bm01"].headings for column in heading.columns]
    rows = {words[1]: dict(zip(keys, words, strict=True)) for row in table.rows if (words := words_of(row))[1:]
            and len(words) == len(keys)}  # fmt: skip
    for name, place in (("Cục Hải quan TP. Đà Nẵng", "Cục Hải quan TP. Đà Nẵng"), ("Văn phòng", "HQ34/Văn phòng")):
        named = dict(pair.split("=") for pair in EXPECTED[place].split())
        assert {key: rows[name][key] for key in named} == named
        assert {rows[name][key] for key in set(keys) - set(named) - {"stt", "don-vi", "bien-che"}} == {"0"}


@pytest.mark.django_db
@pytest.mark.usefixtures("service")
def test_a_list_names_its_people_and_one_too_long_to_edit_is_told(cast, sign_in, monkeypatch):
    client = sign_in(cast.clerk)
    url = "/bao-cao/bm03.docx?ngay=30/06/2026"
    document = Document(BytesIO(take(client, ask(client, url))))
    names = [words_of(row)[1] for row in document.tables[1].rows[4:]]
    assert "Người Thứ 05" in names and "Người Thứ 24" not in names
    monkeypatch.setattr(exports, "MOST_EDITED", 5)
    page = client.post(url, {"reason": REASON}, follow=True).content.decode()
    assert "tệp Word của bảng này chỉ lập được đến 5 dòng" in page and Export.objects.count() == 1
    assert ask(client, url.replace("docx", "xlsx")).status == "done"


def test_words_that_xml_does_not_take_and_long_titles_are_written_all_the_same():
    rows = [Row([Cell("1"), Cell("Tên\uffff lạ\ufffe\x0b"), *[Cell(1)] * 3, Cell("")], "plain")]
    form = replace(FORM, title="DANH SÁCH\x07 " * 30)
    document = Document(BytesIO(table_docx(Table(form, HEADINGS, rows, []), mark="m\uffff")))
    assert words_of(document.tables[1].rows[-1])[1] == "Tên lạ"
    assert document.core_properties.title == ("DANH SÁCH " * 30)[:255]
