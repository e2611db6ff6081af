"""How fast a table becomes a workbook or a PDF, and in how much memory.

A workbook stands beside the bare XML of its cells and other ways to it.

Each way runs in a process of its own, so that its memory is told apart. XlsxWriter is no part of the program: its line
stands only where somebody installed it to compare.
"""

import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils.datetime import to_excel
from pypdfium2 import PdfDocument

from qlcb.sheet_rows import letters
from reports.benchmark.measure import BenchmarkError
from reports.table import Cell, Form, Heading, Lines, Row, Table
from reports.writers.pdf import SECONDS_IN_A_JOB, table_pdf
from reports.writers.xlsx import table_workbook

KINDS = ("text",) * 20 + ("date",) * 8 + ("amount",) * 12 + ("count",) * 18
PRINTED = (*("date",) * 2, *("text",) * 2, "date", "text", *("amount",) * 7, "text")  # as BM03 has them
WORDS = ("Chi cục Hải quan cửa khẩu cảng Đà Nẵng", "Chuyên viên chính", "", "Phó Đội trưởng", "06.031", "=1+1")
WIDTHS = {"text": 22, "date": 11, "amount": 8, "count": 7}
FORMATS = {"date": "dd/mm/yyyy", "amount": "0.00", "count": "#,##0"}
FORM = Form(
    ("Cục Hải quan", "Vụ Tổ chức cán bộ"), "X/1", ("Ban hành kèm theo",), "DANH SÁCH ĐO TỐC ĐỘ", ("Năm 2026",),
    ("Đơn vị tính: người",), "Ngày…", (("NGƯỜI LẬP BẢNG", "(Ký)"), ("THỦ TRƯỞNG", "(Ký, đóng dấu)")),
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What one way took: seconds of computing, bytes of the file, bytes of memory beyond those before it began."""

    way: str
    rows: int
    seconds: float
    size: int
    memory: int


def invented(rows: int, kinds: Sequence[str] = KINDS) -> Table:
    """A list of so many people: groups of four columns under one head, numbers, days and words that are no formula."""
    columns = [Heading(f"Cột {at}", f"c{at}", kind, WIDTHS[kind]) for at, kind in enumerate(kinds)]
    groups = [Heading(f"Nhóm {at}", children=tuple(columns[at : at + 4])) for at in range(0, len(columns), 4)]
    headings = (Heading("Stt", "stt", "index", 7), Heading("Họ và tên", "ten", "name", 24), *groups)
    lines = Lines(lambda: (_row(number, kinds) for number in range(1, rows + 1)), rows)
    return Table(FORM, headings, lines, ["Số liệu thử."], is_list=True)


def _row(number: int, kinds: Sequence[str]) -> Row:
    cells = [Cell(str(number)), Cell(f"Nguyễn Văn Thử {number}")]
    for at, kind in enumerate(kinds):
        if kind == "text":
            value = WORDS[(number + at) % 6] if at % 5 else f"Thôn {number}, xã Hòa {at}"
        elif kind == "date":
            value = date(1960, 1, 1) + timedelta(days=(number * 37 + at) % 20_000)
        else:
            value = Decimal((number * 7 + at) % 900) / 100 if kind == "amount" else (number + at) % 40
        cells.append(Cell(value))
    return Row(cells, "plain", 1)


@dataclass(frozen=True)
class Printed:
    """What a PDF took: seconds by the clock, pages, bytes of the file, the most bytes that the child held."""

    rows: int
    seconds: float
    pages: int
    size: int
    memory: int


def measure_writing(sizes: list[int]) -> Iterator[Written]:
    """Write tables of so many rows in each way, one after another. Raises BenchmarkError."""
    for rows in sizes:
        for name, write in WAYS.items():
            if told := _alone(_measure, write, rows):
                yield Written(name, rows, *told)


def measure_printing(sizes: list[int]) -> Iterator[Printed]:
    """Print lists of so many rows and the columns of BM03, as the worker does. Raises BenchmarkError."""
    for rows in sizes:
        yield Printed(rows, *_alone(_print, rows))


def _alone(act: Callable, *args) -> tuple | None:
    """What the act sends from a process of its own."""
    here, there = get_context("fork").Pipe()
    process = get_context("fork").Process(target=act, args=(*args, there))
    process.start()
    there.close()
    try:
        return here.recv()
    except EOFError:
        raise BenchmarkError("Tiến trình ghi tệp dừng giữa chừng.") from None
    finally:
        process.join()


def _print(rows: int, answer) -> None:
    """Sends seconds, pages, size and the memory of the child that sets the pages."""
    started = time.perf_counter()
    content = table_pdf(invented(rows, PRINTED), mark="Đo tốc độ", seconds=SECONDS_IN_A_JOB)
    seconds = time.perf_counter() - started
    with PdfDocument(content) as book:
        answer.send((seconds, len(book), len(content), _most(resource.RUSAGE_CHILDREN)))


def _measure(write: Callable[[Table], bytes], rows: int, answer) -> None:
    """Sends seconds, size and memory of one way; None where it is not installed."""
    told = None
    with suppress(ImportError):
        before, started = _resident(), time.process_time()
        content = write(invented(rows))
        told = time.process_time() - started, len(content), _most() - before
    answer.send(told)


def _resident() -> int:
    """Bytes of memory that the process holds now, where the system tells; else the most that it held."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * resource.getpagesize() if status.exists() else _most()


def _most(whose: int = resource.RUSAGE_SELF) -> int:
    most = resource.getrusage(whose).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _ours(table: Table) -> bytes:
    return table_workbook(table, sheet_name="DO", mark="Đo tốc độ")


def _made(table: Table) -> bytes:
    """Only the rows, written nowhere: what every way spends on them."""
    for _ in table.rows:
        pass
    return b""


def _bare(table: Table) -> bytes:
    """The floor: the XML of the cells without looks, heads and care, packed."""
    filled = BytesIO()
    with zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as target, target.open("sheet1.xml", "w") as sheet:
        for number, row in enumerate(table.rows, 1):
            cells = (_bare_cell(f"{at}{number}", cell.value) for at, cell in zip(letters(), row.cells, strict=False))
            sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
    return filled.getvalue()


def _bare_cell(ref: str, value) -> str:
    if isinstance(value, str):
        return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{ref}"><v>{to_excel(value) if isinstance(value, date) else value}</v></c>'


def _cells(table: Table) -> bytes:
    """openpyxl's own way for many rows: a cell object for each value, with a look made once for each kind."""
    book, line = Workbook(write_only=True), Side(style="thin", color="808080")
    sheet, looks = book.create_sheet("DO"), {}
    for column in table.columns:
        cell = WriteOnlyCell(sheet)
        cell.font, cell.border = Font(name="Times New Roman", size=10), Border(line, line, line, line)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.number_format = FORMATS.get(column.kind, "General")
        looks[column.kind] = cell._style
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        cells = []
        for told, kind in zip(row.cells, kinds, strict=True):
            cell = WriteOnlyCell(sheet)
            cell.value = told.value
            if isinstance(told.value, str):
                cell.data_type = "s"
            cell._style = looks[kind]
            cells.append(cell)
        sheet.append(cells)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsxwriter(table: Table) -> bytes:
    """XlsxWriter in constant memory. Raises ImportError where it is not installed."""
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet("DO")
    look = {"font_name": "Times New Roman", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
    looks = {c.kind: book.add_format(look | {"num_format": FORMATS.get(c.kind, "General")}) for c in table.columns}
    kinds = [column.kind for column in table.columns]
    for number, row in enumerate(table.rows):
        for at, (cell, kind) in enumerate(zip(row.cells, kinds, strict=True)):
            if isinstance(cell.value, str):
                sheet.write_string(number, at, cell.value, looks[kind])
            elif isinstance(cell.value, date):
                sheet.write_datetime(number, at, cell.value, looks[kind])
            else:
                sheet.write_number(number, at, cell.value, looks[kind])
    book.close()
    return stream.getvalue()


WAYS: dict[str, Callable[[Table], bytes]] = {
    "Chỉ tạo các dòng, không ghi": _made,
    "XML trần của các ô, nén (mức sàn)": _bare,
    "Bảng của QLCB": _ours,
    "openpyxl, mỗi ô một đối tượng": _cells,
    "XlsxWriter, constant_memory": _xlsxwriter,
}
FLOOR = "XML trần của các ô, nén (mức sàn)"
