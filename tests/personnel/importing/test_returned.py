"""The workbook that goes back: faults marked in place and listed in front; corrected there, it imports."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from personnel.importing.cleaning import Finding, clean_sheet, findings
from personnel.importing.header import find_lists
from personnel.importing.limits import ERROR_SHEET, Limits, WorkbookRefused
from personnel.importing.returned import returned_workbook
from personnel.importing.workbook import read_workbook

RED, AMBER, BLUE, NONE = "FFF4A6A0", "FFFFE29A", "FFD6E8F7", "00000000"


def opened(content):
    return load_workbook(BytesIO(content))


def colour(cell):
    return cell.fill.fgColor.rgb


@pytest.fixture
def plain(write_workbook):
    def prepare(sheet):
        sheet.title = "Danh sách 'A'"
        sheet["A3"] = "=1+1"
        sheet["B3"] = "=1+1"
        sheet["B3"].data_type = "s"
        sheet["B2"].comment = Comment("Hỏi lại chị Mai", "Lê An")
        sheet["A1"].fill = PatternFill("solid", fgColor="FF00FF00")

    return write_workbook(["Họ và tên", "Số hiệu"], ["Lê Văn An", "34ZZ-1"], prepare=prepare)


def test_marks_stand_in_the_cells(plain):
    title = "Danh sách 'A'"
    book = opened(
        returned_workbook(
            plain,
            [Finding(title, "C2", "Chưa có đơn vị.")],
            [Finding(title, "A2", "Đã sửa."), Finding(title, "C2", "Đã bỏ dấu cách.")],
            [Finding(title, "B2", "Hãy xem lại.")],
        )
    )
    sheet = book[title]
    assert {ref: colour(sheet[ref]) for ref in ("A1", "A2", "B2", "C2", "A3")} == {
        "A1": "FF00FF00",
        "A2": AMBER,
        "B2": BLUE,
        "C2": RED,
        "A3": NONE,
    }
    assert sheet["C2"].comment.text == "Đã bỏ dấu cách.\nChưa có đơn vị."
    assert sheet["A2"].comment.text == "Đã sửa."
    assert sheet["B2"].comment.text == "Hãy xem lại.\n\nGhi chú trước đó: Hỏi lại chị Mai"


def test_the_list_comes_first_and_leads_to_the_cells(plain):
    refused = [Finding("Danh sách 'A'", "C2", "Chưa có đơn vị."), Finding("Danh sách 'A'", "B2", "Sai mẫu.")]
    book = opened(returned_workbook(plain, refused, [Finding("Danh sách 'A'", "A2", "Đã sửa.")]))
    assert book.sheetnames == [ERROR_SHEET, "Danh sách 'A'"]
    assert book.active.title == ERROR_SHEET
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [ERROR_SHEET]
    listed = list(book[ERROR_SHEET].iter_rows(min_row=2, values_only=True))
    assert listed == [
        (1, "Phải sửa", "Danh sách 'A'", "C2", "Chưa có đơn vị."),
        (2, "Phải sửa", "Danh sách 'A'", "B2", "Sai mẫu."),
        (3, "Đã tự sửa", "Danh sách 'A'", "A2", "Đã sửa."),
    ]
    assert book[ERROR_SHEET]["D2"].hyperlink.location == "'Danh sách ''A'''!C2"


def test_text_stays_text_and_formulas_stay_formulas(plain):
    title = "Danh sách 'A'"
    book = opened(returned_workbook(plain, [Finding(title, "A2", "=HYPERLINK(1)\x07")]))
    assert (book[title]["A3"].data_type, book[title]["B3"].data_type) == ("f", "s")
    said = book[ERROR_SHEET]["E2"]
    assert (said.data_type, said.quotePrefix) == ("s", True)
    assert said.value.startswith("=HYPERLINK(1)")


def test_a_second_return_takes_the_first_marks_away(plain, tmp_path):
    title = "Danh sách 'A'"
    path = tmp_path / "again.xlsx"
    path.write_bytes(returned_workbook(plain, [Finding(title, "A2", "Một."), Finding(title, "B2", "Hai.")]))
    book = opened(returned_workbook(path, [Finding(title, "C2", "Ba.")]))
    assert book.sheetnames == [ERROR_SHEET, title]
    assert book[ERROR_SHEET].max_row == 2
    assert [colour(book[title][ref]) for ref in ("A2", "B2", "C2")] == [NONE, NONE, RED]
    assert book[title]["A2"].comment is None
    assert book[title]["B2"].comment.text == "Hỏi lại chị Mai"


def test_corrected_in_place_it_imports(samples, lookups, tmp_path):
    original = samples / "trich-ngang-co-loi.xlsx"
    ((sheet, header),) = find_lists(read_workbook(original))
    rows = clean_sheet(sheet, header, lookups)
    content = returned_workbook(original, *(findings(rows, kind) for kind in ("errors", "mends", "warnings")))
    book = opened(content)
    marked = {cell.coordinate for row in book[sheet.title].iter_rows() for cell in row if colour(cell) == RED}
    assert marked == {found.cell for found in findings(rows, "errors")}
    _correct(book[sheet.title], rows)
    book.save(tmp_path / "corrected.xlsx")
    ((again, header),) = find_lists(read_workbook(tmp_path / "corrected.xlsx"))
    corrected = clean_sheet(again, header, lookups)
    assert again.title == sheet.title
    assert len(corrected) == len(rows)
    assert findings(corrected, "errors") == []


def _correct(sheet, rows):
    """Do what the clerk does: give each refused cell a good value; of a pair of births, empty the second."""
    right = {"full_name": "Lê Thị Bé", "unit": "Văn phòng", "rank": "08.051", "step": 1, "coefficient": 2.34}
    for row in rows:
        keys = {ref: key for key, ref in row.refs.items()}
        for ref, _ in row.errors:
            key = keys[ref]
            value = f"0461{row.number:08d}" if key == "citizen_id" else right.get(key, "05/03/1980")
            sheet[ref] = None if len(row.errors) == 2 and ref.startswith("E") else value
        if any(keys[ref] in ("rank", "coefficient") for ref, _ in row.errors):
            for key in ("rank", "step", "coefficient"):
                sheet[row.refs[key]] = right[key]


def test_it_is_opened_under_the_same_limits(plain):
    with pytest.raises(WorkbookRefused) as caught:
        returned_workbook(plain, [], limits=Limits(file_bytes=10))
    assert caught.value.code == "file_too_big"
    with pytest.raises(WorkbookRefused) as caught:
        returned_workbook(plain, [], limits=Limits(output_bytes=1_500))
    assert caught.value.code == "too_big"


def test_findings_about_sheets_that_are_gone_are_still_listed(plain):
    book = opened(returned_workbook(plain, [Finding("Trang khác", "A1", "Sai.")]))
    assert book[ERROR_SHEET]["E2"].value == "Sai."


def test_a_cell_under_a_merge_is_marked_where_it_is_seen(write_workbook):
    path = write_workbook(["a", "b", "c"], prepare=lambda sheet: sheet.merge_cells("A1:B1"))
    book = opened(returned_workbook(path, [Finding("Sheet", "B1", "Sai.")]))
    assert book["Sheet"]["A1"].comment.text == "Sai."


def test_far_apart_rows_cost_nothing(write_workbook):
    path = write_workbook(["a"], prepare=lambda sheet: sheet.cell(1_048_576, 200, "b"))
    book = opened(returned_workbook(path, [Finding("Sheet", "A1", "Sai.")], limits=Limits(cpu_seconds=5)))
    assert book["Sheet"]["A1"].comment.text == "Sai."


def test_an_ornament_openpyxl_cannot_read_does_not_stop_the_return(write_workbook):
    path = write_workbook(["Số hiệu", "=1"], [1.5, date(2020, 1, 1)], prepare=lambda sheet: None)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    broken = '</sheetData><dataValidations><dataValidation type="bogus" sqref="A1"/></dataValidations>'
    parts[part] = parts[part].replace(b"</sheetData>", broken.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    sheet = opened(returned_workbook(path, [Finding("Sheet", "A2", "Sai.")]))["Sheet"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["B2"].value) == ("Số hiệu", 1.5, datetime(2020, 1, 1))
    assert colour(sheet["A2"]) == RED
