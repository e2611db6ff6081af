"""The three writers say the same: cells of screen, workbook and PDF; nothing of the data becomes live."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reports.definitions import REPORTS
from reports.table import Cell, Form, Heading, Row, Table
from reports.writers.html import html_table
from reports.writers.pdf import PdfError, pdf_from_html, table_pdf
from reports.writers.xlsx import table_workbook

BM01 = REPORTS["bm01"]
MARK = "Nhân sự 1 · Cục Hải quan TP. Đà Nẵng & bạn"
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script>",
    "a\x00b\x0bc",
]


def sheet_of(content: bytes):
    return load_workbook(BytesIO(content)).active


def small_table(names) -> Table:
    form = Form(
        ("Tổng cục",), "X/1", ("Ban hành",), "BÁO CÁO THỬ", ("Năm 2026",), ("Đơn vị: A",), "Ngày…", (("A", "b"),)
    )
    headings = (Heading("STT", "i", "index", 6), Heading("Tên", "n", "name", 30), Heading("Số", "c"))
    rows = [Row([Cell(str(i)), Cell(name), Cell(i * 1000)], level=i % 3) for i, name in enumerate(names)]
    return Table(form, headings, rows, ["=2+2 là ghi chú"])


@pytest.mark.django_db
def test_workbook_and_screen_hold_the_same_cells(service, cast, ask):
    table = BM01.table(ask(cast.leader, **{"don-vi": "HQ34"}))
    page = ElementTree.fromstring(html_table(table, label="BM01"))
    shown = [["".join(cell.itertext()) for cell in row] for row in page.iterfind("./tbody/tr")]
    sheet = sheet_of(table_workbook(table, sheet_name="BM01", mark=MARK))
    last = sheet.max_row
    top = next(row for row in range(1, last) if sheet.cell(row, 1).value == "A") + 1
    written = [[cell.value for cell in row] for row in sheet.iter_rows(top, top + len(table.rows) - 1)]
    for screen, line, row in zip(shown, written, table.rows, strict=True):
        assert screen == ["" if value is None else str(value) for value in line]
        assert [value for value in line if isinstance(value, int)] == [
            cell.value for cell in row.cells if isinstance(cell.value, int)
        ]


@pytest.mark.django_db
def test_the_workbook_has_the_head_of_the_form(service, cast, ask):
    sheet = sheet_of(table_workbook(BM01.table(ask(cast.clerk)), sheet_name="BM01", mark=MARK))
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Số thứ tự")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    # Number, name, quota and total reach over four rows; "Ngoại ngữ" spans its four columns; ages their seven.
    assert {f"A{top}:A{top + 3}", f"B{top}:B{top + 3}", f"E{top}:H{top}", f"AH{top}:AN{top}"} <= merged
    assert {f"Z{top + 1}:AC{top + 1}", f"Z{top + 2}:AA{top + 2}", f"AK{top + 1}:AM{top + 1}"} <= merged
    assert sheet.cell(top + 1, 26).value == "Ngoại ngữ" and sheet.cell(top + 2, 26).value == "Tiếng Anh"
    assert [sheet.cell(top + 4, column).value for column in (1, 2, 3, 40)] == ["A", "B", "1", "38"]
    assert sheet.freeze_panes == f"C{top + 5}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", int(sheet.PAPERSIZE_A4))
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${top}:${top + 4}"
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"Biểu số: BM01/BNV", "Đơn vị nhận báo cáo: Bộ Nội vụ", "Tính đến ngày 30 tháng 06 năm 2026"} <= texts
    assert "CỤC HẢI QUAN TP. ĐÀ NẴNG" in texts and "NGƯỜI LẬP BẢNG" in texts


def test_words_never_become_a_formula():
    sheet = sheet_of(table_workbook(small_table(HOSTILE), sheet_name="x", mark="=1"))
    names = {cell.value: cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    for text in HOSTILE[:-1]:
        cell = names[text]
        assert cell.data_type == "s"
        assert cell.quotePrefix or not text.startswith(("=", "+", "-", "@", "\t"))
    assert "abc" in names
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_words_never_become_markup():
    page = html_table(small_table(HOSTILE[:-1]), label='"><script>')
    assert "<script>" not in page
    names = [cell.text for cell in ElementTree.fromstring(page).iterfind("./tbody/tr/th")]
    assert names == HOSTILE[:-1]


@pytest.mark.django_db
def test_the_pdf_is_the_form_with_its_figures(service, cast, ask):
    table = BM01.table(ask(cast.clerk))
    reader = PdfReader(BytesIO(table_pdf(table, mark=MARK)))
    first = reader.pages[0]
    assert float(first.mediabox.width) > float(first.mediabox.height), "landscape"
    text = " ".join(page.extract_text() for page in reader.pages)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Biểu số: BM01/BNV", "CỤC HẢI QUAN TP. ĐÀ NẴNG",
        "Chi cục Hải quan cửa khẩu cảng", MARK, f"Trang 1/{len(reader.pages)}", "NGƯỜI LẬP BẢNG",
    ):  # fmt: skip
        assert words in text
    line = next(row for row in table.rows if row.style == "total")
    figures = " ".join("—" if cell.value is None else str(cell.value) for cell in line.cells[2:])
    assert f"Tổng số {figures}" in " ".join(text.split())
    fonts = {font["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts and all("Liberation-Serif" in font for font in fonts)


def test_the_head_is_repeated_on_each_page():
    table = small_table([f"Đơn vị {number}" for number in range(120)])
    reader = PdfReader(BytesIO(table_pdf(table, mark=MARK)))
    assert len(reader.pages) > 1
    for page in reader.pages[:-1]:
        assert "STT" in page.extract_text()


def test_a_child_that_takes_too_long_is_killed_and_says_so():
    with pytest.raises(PdfError, match=r"quá 0\.05 giây"):
        pdf_from_html("<p>x</p>", seconds=0.05)


def test_a_child_that_wants_too_much_memory_says_so():
    with pytest.raises(PdfError):
        pdf_from_html("<p>x</p>" * 2000, megabytes=60)


def test_the_child_reads_nothing_but_our_own_static_files(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("BÍ MẬT")
    page = f"""<link rel=stylesheet href="css/report-print.css"><p>Trang</p>
        <a rel=attachment href="{secret.as_uri()}">x</a><link rel=attachment href="{secret.as_uri()}">
        <img src="file:///etc/hostname"><img src="../manage.py"><link rel=attachment href="../manage.py">
        <img src="http://127.0.0.1:9/x.png"><link rel=stylesheet href="http://127.0.0.1:9/x.css">"""
    reader = PdfReader(BytesIO(pdf_from_html(page)))
    assert not reader.attachments
    assert "Trang" in reader.pages[0].extract_text()
