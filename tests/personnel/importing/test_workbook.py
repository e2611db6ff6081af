"""Strangers' workbooks: ordinary ones are read as they are, hostile ones end with a sentence and an unharmed server."""

import os
import struct
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from personnel.importing.limits import MEGABYTE, Limits, WorkbookRefused
from personnel.importing.workbook import Merge, read_workbook

ROOT = Path(__file__).resolve().parents[3]
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{("&" + previous + ";") * 10}">' for previous, name in zip("abcdefgh", "bcdefghi", strict=True)
)
TYPES_WITH_STRINGS = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path, **limits):
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(path, limits=Limits(**limits))
    assert caught.value.message_vi.endswith((".", ")"))
    return caught.value


def rebuilt(path, replaced=None, *, compress=zipfile.ZIP_DEFLATED):
    """Write the workbook again with parts replaced or added; None takes a part away."""
    replaced = replaced or {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | replaced
    with zipfile.ZipFile(path, "w", compress) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path


@pytest.fixture
def plain(write_workbook):
    return write_workbook(["Họ và tên", "Số hiệu"], ["Lê Văn An", "34ZZ-0001"])


def sheet_xml(rows, before="", after=""):
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def test_values_keep_their_kinds(write_workbook):
    def prepare(sheet):
        sheet["A2"] = "=1+1"
        sheet["A3"] = "#N/A"
        sheet["A3"].data_type = "e"
        sheet["B3"].number_format = "0.00"
        sheet.merge_cells("A1:B1")

    path = write_workbook(
        ["Lê Văn An", None, date(1980, 3, 5), datetime(1980, 3, 5, 8, 30), True], [], [None, 4.98, 7], prepare=prepare
    )
    (sheet,) = read_workbook(path)
    kinds = {cell.ref: (cell.kind, cell.value) for row in sheet.rows for cell in row.cells.values()}
    assert kinds == {
        "A1": ("text", "Lê Văn An"),
        "C1": ("date", date(1980, 3, 5)),
        "D1": ("datetime", datetime(1980, 3, 5, 8, 30)),
        "E1": ("bool", True),
        "A2": ("formula", None),
        "A3": ("error", "#N/A"),
        "B3": ("number", 4.98),
        "C3": ("number", 7),
    }
    assert sheet.rows_by_number[3].cells[2].number_format == "0.00"
    assert sheet.merges == [Merge(1, 1, 2, 1)]


def test_formulas_give_their_last_value_and_hidden_sheets_are_flagged(tmp_path):
    book = Workbook()
    book.active["A1"] = 1
    book.create_sheet("Ẩn")["A1"] = "x"
    book["Ẩn"].sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    rows = '<row r="1"><c r="A1"><f>B1*2</f><v>4.98</v></c></row>'
    sheets = read_workbook(rebuilt(tmp_path / "book.xlsx", {SHEET: sheet_xml(rows)}))
    assert [(sheet.title, sheet.hidden) for sheet in sheets] == [("Sheet", False), ("Ẩn", True)]
    assert (sheets[0].rows[0].cells[1].kind, sheets[0].rows[0].cells[1].value) == ("number", 4.98)


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "Z9:A1"])
def test_a_lying_dimension_changes_nothing(plain, dimension):
    with zipfile.ZipFile(plain) as archive:
        xml = archive.read(SHEET).decode()
    lied = xml.replace('<dimension ref="A1:B2"', f'<dimension ref="{dimension}"')
    assert lied != xml
    (sheet,) = read_workbook(rebuilt(plain, {SHEET: lied}))
    assert [len(row.cells) for row in sheet.rows] == [2, 2]


def test_an_old_product_writes_cells_without_references(plain):
    rows = '<row><c t="inlineStr"><is><t>Họ và tên</t></is></c></row><row><c><v>5</v></c></row>'
    (sheet,) = read_workbook(rebuilt(plain, {SHEET: sheet_xml(rows)}))
    assert [(row.number, row.cells[1].value) for row in sheet.rows] == [(1, "Họ và tên"), (2, 5)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"\xef\xbb\xbf<html><body><table>", "html"),
        (b"<!DOCTYPE html>\n<html>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml_2003"),
        ("STT;Họ và tên\n1;Lê Văn An\n".encode(), "csv"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "old_xls"),
        (OLE + bytes(9000) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_workbook"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(tmp_path, content, code):
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_too_big_a_file(plain):
    assert refusal(plain, file_bytes=1000).code == "file_too_big"


def test_a_workbook_without_data(write_workbook):
    assert refusal(write_workbook([])).code == "no_data"


def test_a_truncated_upload(samples, tmp_path):
    path = tmp_path / "half.xlsx"
    content = (samples / "trich-ngang-da-nang.xlsx").read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert refusal(path).code == "damaged"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"[Content_Types].xml": b'<Types><Override ContentType="x.sheet.macroEnabled.main+xml"/></Types>'}, "macros"),
        ({"xl/workbook.xml": None}, "not_a_workbook"),
        ({"xl/workbook.bin": b"x"}, "binary_workbook"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "open_document"),
        ({"../../etc/passwd": b"x"}, "strange_names"),
        ({"/etc/passwd": b"x"}, "strange_names"),
        ({"xl\\workbook.xml": b"x"}, "strange_names"),
        ({SHEET: b"<worksheet"}, "unreadable"),
        ({SHEET: b"PK\x03\x04"}, "unreadable"),
    ],
)
def test_what_a_workbook_must_not_hold(plain, parts, code):
    assert refusal(rebuilt(plain, parts)).code == code


def test_the_advice_against_macros_is_to_save_again(plain):
    assert ".xlsx" in refusal(rebuilt(plain, {"xl/vbaProject.bin": b"x"})).message_vi


class TestBombs:
    def test_strongly_packed(self, plain):
        path = rebuilt(plain, {"xl/media/image1.bin": bytes(60 * MEGABYTE)})
        assert path.stat().st_size < MEGABYTE
        assert refusal(path).code == "unpacks_too_big"

    def test_too_much_in_all(self, plain):
        assert refusal(plain, unpacked_bytes=5_000).code == "unpacks_too_big"

    def test_too_many_parts(self, plain):
        parts = {f"xl/media/{number}": b"" for number in range(300)}
        assert refusal(rebuilt(plain, parts), entries=200).code == "too_many_parts"

    @pytest.mark.parametrize("size", [10, 0xFFFFFFF0])
    def test_sizes_that_lie(self, plain, size):
        content = bytearray(plain.read_bytes())
        entry = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
        content[entry + 24 : entry + 28] = struct.pack("<L", size)
        plain.write_bytes(content)
        assert refusal(plain).code in ("damaged", "unreadable", "unpacks_too_big")

    def test_entries_that_share_their_bytes(self, plain):
        with zipfile.ZipFile(plain) as archive:
            real = archive.getinfo(SHEET)
        content = bytearray(plain.read_bytes())
        entry = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
        content[entry + 20 : entry + 24] = struct.pack("<L", len(content) + real.compress_size)
        plain.write_bytes(content)
        assert refusal(plain).code == "damaged"

    @pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", STRINGS])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities(self, plain, part, encoding):
        xml = f'<?xml version="1.0" encoding="{encoding}"?>{LAUGHS}]><worksheet {MAIN}>&i;</worksheet>'
        assert refusal(rebuilt(plain, {part: xml.encode(encoding)})).code == "entities"

    def test_entities_behind_a_long_beginning(self, plain):
        xml = f"<?xml version='1.0'?><!--{' ' * 20_000}-->{LAUGHS}]>{sheet_xml('&i;')}"
        assert refusal(rebuilt(plain, {SHEET: xml})).code == "entities"

    def test_external_entities(self, plain):
        xml = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{sheet_xml("<row><c><v>&a;</v></c></row>")}'
        assert refusal(rebuilt(plain, {SHEET: xml})).code == "entities"


class TestShape:
    def test_far_apart_cells(self, plain):
        rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        refused = refusal(rebuilt(plain, {SHEET: sheet_xml(rows)}))
        assert refused.code == "too_many_columns"
        assert "XFD1048576" in refused.message_vi

    def test_far_apart_rows_cost_nothing(self, plain):
        rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
        (sheet,) = read_workbook(rebuilt(plain, {SHEET: sheet_xml(rows)}))
        assert [row.number for row in sheet.rows] == [1, 1048576]

    def test_formatted_empty_rows_do_not_count(self, plain):
        rows = "".join(f'<row r="{number}" ht="15"><c r="A{number}" s="1"/></row>' for number in range(1, 30_000))
        last = '<row r="40000"><c r="A40000"><v>1</v></c></row>'
        (sheet,) = read_workbook(rebuilt(plain, {SHEET: sheet_xml(rows + last)}))
        assert len(sheet.rows) == 1

    def test_too_many_rows_cells_and_sheets(self, samples, tmp_path):
        path = samples / "trich-ngang-co-loi.xlsx"
        assert refusal(path, rows=100).code == "too_many_rows"
        assert refusal(path, cells=1000).code == "too_many_cells"
        book = Workbook()
        book.create_sheet("Hai")
        book.save(tmp_path / "two.xlsx")
        assert refusal(tmp_path / "two.xlsx", sheets=1).code == "too_many_sheets"

    def test_a_merge_of_the_whole_sheet(self, plain):
        merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after=merge)
        assert refusal(rebuilt(plain, {SHEET: xml})).code == "merged_too_big"

    def test_a_cell_longer_than_excel_writes(self, plain):
        cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>'
        refused = refusal(rebuilt(plain, {SHEET: sheet_xml(cell)}))
        assert refused.code == "cell_too_long"
        assert "A1" in refused.message_vi

    def test_shared_strings_of_fifty_megabytes(self, plain):
        strings = f"<sst {MAIN}>" + f"<si><t>{'Lê Văn An ' * 1000}</t></si>" * 4_500 + "</sst>"
        assert len(strings.encode()) > 50 * MEGABYTE
        rebuilt(plain, {STRINGS: strings, "[Content_Types].xml": TYPES_WITH_STRINGS})
        assert refusal(plain).code == "unpacks_too_big"
        assert refusal(plain, ratio=10_000, memory_bytes=96 * MEGABYTE).code == "too_big"
        (sheet,) = read_workbook(plain, limits=Limits(ratio=10_000))
        assert sheet.rows[1].cells[1].value == "Lê Văn An"


class TestChild:
    def test_output(self, samples):
        assert refusal(samples / "trich-ngang-da-nang.xlsx", output_bytes=100_000).code == "too_big"

    def test_wall_clock(self, plain):
        assert refusal(plain, wall_seconds=0).code == "too_slow"

    def test_processor_time(self, plain):
        rows = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(1, 400_000))
        path = rebuilt(plain, {SHEET: sheet_xml(rows)})
        assert refusal(path, cpu_seconds=1).code == "too_slow"

    def test_gets_no_secrets_and_its_own_session(self, plain, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
        started = []
        popen = subprocess.Popen
        monkeypatch.setattr(
            subprocess, "Popen", lambda *args, **options: started.append(options) or popen(*args, **options)
        )
        read_workbook(plain)
        (options,) = started
        assert "DATABASE_URL" not in options["env"]
        assert options["start_new_session"]

    def test_knows_nothing_of_django(self):
        program = "import sys, personnel.importing.child; sys.exit('django' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0

    def test_leaves_nothing_open(self, plain):
        before = os.listdir("/proc/self/fd")
        read_workbook(plain)
        with pytest.raises(WorkbookRefused):
            read_workbook(plain, limits=Limits(wall_seconds=0))
        assert os.listdir("/proc/self/fd") == before
