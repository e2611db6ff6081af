"""Rows written into a workbook as XML: what Excel reads is what was given, and no more than a row is held at a time."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from weakref import WeakSet
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from qlcb.dates import PartialDate
from qlcb.xlsx import list_workbook
from reports.table import Cell, Form, Heading, Lines, Row, Table
from reports.writers.xlsx import table_workbook

FORM = Form(("Cục",), "", (), "DANH SÁCH", (), (), "Ngày…", (("A", "b"), ("C", "d")))
HEADINGS = (
    Heading("Stt", "i", "index"),
    Heading("Tên", "n", "name", 30),
    Heading("Nhóm", children=(Heading("Ngày", "d", "date", 11), Heading("Hệ số", "a", "amount"), Heading("Số", "c"))),
)
VALUES = ("1", "Đỗ Thị Én", date(1975, 3, 2), Decimal("4.98"), 12)


class Word(str):
    """Text of which one can ask whether anybody still holds it."""

    __slots__ = ("__weakref__",)


def many(number: int, alive: WeakSet, most: list[int]):
    """Rows as they are asked for, noting how many of them are held at once."""
    for index in range(number):
        word = Word(f"Dòng {index}")
        alive.add(word)
        most.append(len(alive))
        yield [str(index), word, date(2020, 1, 1), Decimal(index), index]
        del word


def as_table(rows, number: int, notes=()) -> Table:
    lines = Lines(lambda: (Row([Cell(value) for value in row]) for row in rows), number)
    return Table(FORM, HEADINGS, lines, list(notes), is_list=True)


def as_list(rows):
    return list_workbook(title="Danh sách", lines=["Ai, khi nào"], columns=[("Cột", 9)] * 5, rows=rows)


@pytest.mark.parametrize("write", [lambda rows: table_workbook(as_table(rows, 400), sheet_name="X", mark="m"), as_list])
def test_rows_are_written_as_they_are_made(write):
    alive, most = WeakSet(), []
    sheet = load_workbook(BytesIO(write(many(400, alive, most)))).active
    assert len(most) == 400 and max(most) <= 3
    words = [row[1].value for row in sheet.iter_rows() if str(row[1].value).startswith("Dòng")]
    assert words == [f"Dòng {index}" for index in range(400)]


def test_the_file_asks_for_no_more_than_an_ordinary_zip():
    content = table_workbook(as_table([VALUES], 1), sheet_name="X", mark="m")
    with ZipFile(BytesIO(content)) as parts:
        assert {(info.extract_version, info.extra) for info in parts.infolist()} == {(20, b"")}
    assert int.from_bytes(content[4:6], "little") == 20, "what the first part says of itself"


def test_what_stands_above_and_below_the_rows_is_in_its_place():
    rows = [VALUES, VALUES]
    sheet = load_workbook(BytesIO(table_workbook(as_table(rows, 2, ["Chú thích"]), sheet_name="X", mark="m"))).active
    first = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "1")
    assert sheet.cell(first, 2).value == sheet.cell(first + 1, 2).value == "Đỗ Thị Én"
    assert sheet.auto_filter.ref == f"A{first - 1}:E{first + 1}"
    assert sheet.cell(first + 3, 1).value == "Ghi chú: Chú thích"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"A{first - 3}:A{first - 2}", f"C{first - 3}:E{first - 3}", f"A{first + 3}:E{first + 3}"} <= merged
    assert sheet.print_title_rows == f"${first - 3}:${first - 1}"
    assert sheet.cell(first, 2).border.left.style == sheet.cell(first - 2, 3).border.left.style == "thin"


def test_values_keep_their_kinds():
    told = [
        ("1", "  <b>&amp; 'x' \"y\"\n hai dòng ", date(1899, 12, 31), Decimal("-0.50"), -3),
        ("2", "=1+1", date(1900, 3, 1), Decimal("1234567.89"), 0),
        ("", "", None, None, None),
    ]
    sheet = load_workbook(BytesIO(table_workbook(as_table(told, 3), sheet_name="X", mark="m"))).active
    first = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "1")
    one, two, nothing = sheet.iter_rows(first, first + 2, max_col=5)
    assert one[1].value == told[0][1] and one[2].value == "31/12/1899"
    assert (one[3].value, one[4].value, one[3].number_format) == (-0.5, -3, "0.00")
    assert (two[1].value, two[1].data_type, two[1].quotePrefix) == ("=1+1", "s", True)
    assert two[2].value.date() == date(1900, 3, 1) and two[2].number_format == "dd/mm/yyyy"
    assert (two[3].value, two[4].value) == (1234567.89, 0)
    assert [cell.value for cell in nothing] == [None, None, "—", "—", "—"]


def test_what_excel_has_no_number_for_is_text():
    """A cell that Excel cannot read makes it refuse the whole file."""
    at = datetime(2026, 6, 30, 20, 0, tzinfo=UTC)
    values = [Decimal("NaN"), float("inf"), 10**400, at, PartialDate.of("03/2012")]
    told = [Decimal("4.98"), *values]
    report = load_workbook(BytesIO(table_workbook(as_table([["1", "A", *values[:3]]], 1), sheet_name="X", mark="m")))
    (row,) = (row for row in report.active.iter_rows(values_only=True) if row[0] == "1")
    assert row[1:5] == ("A", "NaN", "inf", str(10**400))
    content = list_workbook(title="X", lines=[], columns=[("Cột", 9)] * 6, rows=[told, told])
    (*_, last) = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    assert last == (4.98, "NaN", "inf", str(10**400), datetime(2026, 7, 1, 3, 0), "03/2012")
    report = load_workbook(BytesIO(table_workbook(as_table([["1", "A", *values[2:]]], 1), sheet_name="X", mark="m")))
    (row,) = (row for row in report.active.iter_rows(values_only=True) if row[0] == "1")
    assert row[3:5] == (46204.125, "03/2012"), "01/07/2026 at three in the morning"
