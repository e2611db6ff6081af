"""A table of many rows is set some at a time: the PDF has the pages of the table set at once, numbered through."""

import re
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from reports.table import Cell, Form, Heading, Row, Table
from reports.writers import pdf, pdf_child
from reports.writers.html import html_table

MARK = "Nhân sự 1 · Cục Hải quan TP. Đà Nẵng · kết xuất lúc 30/06/2026 08:00"
FORM = Form(
    ("Tổng cục Hải quan", "Cục"), "BM03", ("Ban hành",), "DANH SÁCH", ("Năm 2026",), ("Đơn vị: A",), "Ngày…",
    (("NGƯỜI LẬP", "(Ký)"), ("THỦ TRƯỞNG", "(Ký, đóng dấu)")),
)  # fmt: skip
HEADINGS = (
    Heading("Stt", "i", "index", 7),
    Heading("Họ và tên", "n", "name", 30),
    Heading("Nhóm", children=(Heading("Nơi làm việc", "t", "text", 40), Heading("Số", "c"))),
)


def people(number: int) -> Table:
    """Rows of different height: some names of units take two lines."""
    rows = [
        Row([Cell(str(i)), Cell(f"Người {i:04}"), Cell("Đội nghiệp vụ thông quan " * (1 + i % 7)), Cell(i)], level=1)
        for i in range(number)
    ]
    return Table(FORM, HEADINGS, rows, ["<tbody> là chữ"], is_list=True)


def page_of(table: Table) -> str:
    body = html_table(table, label="DANH SÁCH", links=False)
    return render_to_string("reports/pdf/table.html", {"table": table, "body": body, "mark": MARK})


def texts(content: bytes) -> list[list[str]]:
    """The words of each page."""
    return [sorted(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


@pytest.fixture(scope="module")
def html():
    return page_of(people(130))


@pytest.fixture(scope="module")
def whole(html):
    """All pages set at once."""
    return texts(pdf_child.Setter(pdf.STATIC).set(html).write_pdf())


def test_a_long_table_has_the_pages_of_the_table_set_at_once(html, whole, monkeypatch):
    monkeypatch.setattr(pdf_child, "ROWS_AT_ONCE", 64)
    content = pdf_child.write(html, pdf.STATIC)
    assert len(whole) > 3
    assert texts(content) == whole
    reader = PdfReader(BytesIO(content))
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"Trang {number}/{len(whole)}" in text and MARK in " ".join(text.split())
        assert "Họ và tên" in text, "the head is repeated"
    told = [name for page in reader.pages for name in re.findall(r"Người (\d{4})", page.extract_text())]
    assert told == [f"{number:04}" for number in range(130)]
    assert reader.metadata.title == "DANH SÁCH"


def test_no_more_than_some_rows_are_set_at_once(html, monkeypatch):
    monkeypatch.setattr(pdf_child, "ROWS_AT_ONCE", 50)
    held = []
    setter = pdf_child.Setter(pdf.STATIC)
    set_ = setter.set

    def noting(page, style=""):
        held.append(page.count("<tr id="))
        return set_(page, style)

    monkeypatch.setattr(setter, "set", noting)
    pdf_child.write_long(pdf_child.LongTable.found_in(html), setter)
    assert len(held) > 3 and max(held) == 50


def test_a_page_that_is_no_long_table_is_set_as_it_is(html, monkeypatch):
    assert pdf_child.LongTable.found_in(html) is None
    monkeypatch.setattr(pdf_child, "ROWS_AT_ONCE", 50)
    assert pdf_child.LongTable.found_in("<html><body><p>x</p></body></html>") is None
    assert pdf_child.LongTable.found_in(html.replace("</body>", "<table><tbody></tbody></table></body>")) is None
    table = pdf_child.LongTable.found_in(html)
    assert len(table.rows) == 130 and "<b>Ghi chú:</b>" in table.below and "BM03" in table.above


@pytest.mark.parametrize("tall", [range(49, 50), range(48, 50)])
def test_a_row_taller_than_a_page_loses_nothing_where_a_part_ends(tall, monkeypatch):
    """What of it stands on the last page of a part, and nothing else of it, must not fall away."""
    table, words = people(70), " ".join(f"việc{n}" for n in range(2500))
    for number in tall:
        cells = table.rows[number].cells
        cells[2] = Cell(f"{words} hết{number}")
    html = page_of(table)
    monkeypatch.setattr(pdf_child, "ROWS_AT_ONCE", 50)
    content = pdf_child.write(html, pdf.STATIC)
    assert texts(content) == texts(pdf_child.Setter(pdf.STATIC).set(html).write_pdf())
