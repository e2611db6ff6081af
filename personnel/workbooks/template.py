"""The workbook itself: a guide, one sheet a section with notes and lists to choose from, the lists hidden behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.db import models
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from personnel.workbooks.layout import ROW, Sheet, SheetColumn
from personnel.workbooks.lists import Lists
from personnel.workbooks.reading import GUIDE_SHEET, LISTS_SHEET
from qlcb.fields import PartialDateField
from qlcb.xlsx import HEAD_FILL, print_mark, safe_cell

LAST_ROW = 20_001  # as far as lists and formats reach, and as many rows as an import takes
_AUTHOR = "QLCB"
_REQUIRED_FILL, _GREY_FILL = PatternFill("solid", fgColor="FBE3B5"), PatternFill("solid", fgColor="EEEEEE")
_GREY = Font(color="888888")
TEXT_FORMAT, DAY_FORMAT = "@", "dd/mm/yyyy"
_NOTE_WIDTH, _LINE_HEIGHT, _LETTERS_A_LINE = 300, 19, 42
_LONGEST_LIST_IN_CELL = 250
GUIDE = (
    "Mỗi trang là một mục của hồ sơ; mỗi dòng là một bản ghi của một người. Bỏ trang không cần nhập cũng được.",
    "Không đổi tên trang và tên cột. Thứ tự cột, cột bỏ bớt và dòng trống không ảnh hưởng.",
    "Số hiệu cho biết dòng của ai; người chưa có số hiệu thì ghi Số định danh. Người chưa có hồ sơ: nhập bằng danh "
    "sách trích ngang trước.",
    "Cột tô vàng là bắt buộc. Đưa chuột vào tiêu đề cột để xem cách ghi; ô có danh mục thì chọn trong danh sách.",
    "Ngày ghi dd/mm/yyyy; chỉ nhớ tháng hoặc năm thì ghi mm/yyyy hoặc yyyy nếu cột cho phép.",
    "Ô trống giữ nguyên dữ liệu đang có. Muốn xóa một giá trị thì ghi (xóa) hoặc dấu -.",
    "Mã dòng do hệ thống ghi khi kết xuất: dòng có mã được sửa vào đúng bản ghi cũ, dòng không có mã là dòng mới. "
    "Xóa dòng khỏi tệp không xóa bản ghi; muốn hủy bản ghi thì làm tại hồ sơ.",
    "Trang Thông tin chung cập nhật hàng loạt các ô được điền; mỗi người một dòng.",
    "Dòng mới của quá trình chỉ có một dòng tại mỗi thời điểm (công tác, lương, chức vụ chính) tự kết thúc dòng đang "
    "chạy vào ngày hôm trước.",
    "Tải tệp lên ở trang Nhập theo mục: hệ thống kiểm tra từng ô và cho xem trước; chỉ ghi khi anh/chị xác nhận.",
)


@dataclass(frozen=True)
class Styles:
    """Numbers of the cell styles in the file, for whoever fills in rows."""

    text: int
    day: int
    grey: int
    quoted: int


def template(
    chosen: Sequence[tuple[Sheet, Sequence[SheetColumn]]],
    lists: Lists,
    *,
    lines: Iterable[str],
    today: date,
    mark: str = "",
) -> tuple[bytes, Styles]:
    """The workbook without rows as bytes, and its styles. chosen: sheets with the columns that each shall have.

    lines: who made it, when and of whom, for the guide; mark: the same in the footer of each printed page.
    """
    book = Workbook(write_only=True)
    _guide(book, lines)
    named = {}
    for _, columns in chosen:
        named |= lists.named(columns)
    lengths = {name: len(choices.offered(today)) for name, choices in named.items()}
    for sheet, columns in chosen:
        _sheet(book, sheet, columns, lengths)
    _lists(book, {name: choices.offered(today) for name, choices in named.items()})
    styles = _styles(book)
    for page in book.worksheets:
        print_mark(page, mark)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue(), styles


def _guide(book: Workbook, lines: Iterable[str]) -> None:
    sheet = book.create_sheet(GUIDE_SHEET)
    sheet.column_dimensions["A"].width = 110
    title = WriteOnlyCell(sheet, "Nhập và cập nhật hồ sơ theo mục")
    title.font = Font(bold=True, size=14)
    sheet.append([title])
    for line in lines:
        sheet.append([safe_cell(sheet, line)])
    sheet.append([])
    for number, rule in enumerate(GUIDE, 1):
        cell = WriteOnlyCell(sheet, f"{number}. {rule}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([cell])


def _sheet(book: Workbook, sheet: Sheet, columns: Sequence[SheetColumn], lengths: dict[str, int]) -> None:
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "E2"
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        dimension = page.column_dimensions[letter]
        dimension.width = column.width
        if column.field is None or isinstance(column.field, PartialDateField | models.CharField | models.TextField):
            dimension.number_format = TEXT_FORMAT  # or Excel turns 03/2015 and long numbers into something else
        elif isinstance(column.field, models.DateField):
            dimension.number_format = DAY_FORMAT
        if column.key == ROW:
            dimension.fill, dimension.font = _GREY_FILL, _GREY
        if choices := _validation(column, lengths):
            choices.add(f"{letter}2:{letter}{LAST_ROW}")
            page.data_validations.append(choices)
    page.append([_head(page, column) for column in columns])
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{LAST_ROW}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _head(page, column: SheetColumn) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, column.header)
    cell.font = _GREY if column.key == ROW else Font(bold=True)
    cell.fill = _REQUIRED_FILL if column.required else _GREY_FILL if column.key == ROW else HEAD_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if column.note:
        lines = 1 + sum(1 + len(line) // _LETTERS_A_LINE for line in column.note.split("\n"))
        cell.comment = Comment(column.note, _AUTHOR, height=lines * _LINE_HEIGHT, width=_NOTE_WIDTH)
    return cell


def _validation(column: SheetColumn, lengths: dict[str, int]) -> DataValidation | None:
    """The drop-down list of a column; other words may be typed, for the import knows codes and other names too."""
    if lengths.get(column.list_name):
        source = f"={column.list_name}"
    elif column.few_choices and len(words := ",".join(column.few_choices)) <= _LONGEST_LIST_IN_CELL:
        source = f'"{words}"'
    else:
        return None
    choices = DataValidation(
        type="list", formula1=source, allow_blank=True, showErrorMessage=True, errorStyle="warning"
    )
    choices.errorTitle, choices.error = "Không có trong danh sách", "Hệ thống chỉ nhận tên, mã hoặc tên gọi khác đã có."
    return choices


def _lists(book: Workbook, offered: dict[str, list[str]]) -> None:
    """The hidden sheet of all lists, a column each, under names that the drop-down lists use."""
    page = book.create_sheet(LISTS_SHEET)
    page.sheet_state = "hidden"
    names = [name for name, words in offered.items() if words]
    page.append([safe_cell(page, name) for name in names])
    for row in range(max((len(offered[name]) for name in names), default=0)):
        page.append([safe_cell(page, offered[name][row]) if row < len(offered[name]) else None for name in names])
    for at, name in enumerate(names, 1):
        letter, last = get_column_letter(at), len(offered[name]) + 1
        place = f"{quote_sheetname(LISTS_SHEET)}!${letter}$2:${letter}${last}"
        book.defined_names[name] = DefinedName(name, attr_text=place)


def _styles(book: Workbook) -> Styles:
    """Make the styles of filled cells known to the file."""
    page = book.worksheets[0]

    def number(**looks) -> int:
        cell = WriteOnlyCell(page)
        for name, value in looks.items():
            setattr(cell, name, value)
        return cell.style_id

    return Styles(
        text=number(number_format=TEXT_FORMAT),
        day=number(number_format=DAY_FORMAT),
        grey=number(number_format=TEXT_FORMAT, fill=_GREY_FILL, font=_GREY),
        quoted=number(number_format=TEXT_FORMAT, quotePrefix=True),
    )
