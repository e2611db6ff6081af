"""Lists of invented people for the database side of the import: a person is a row, what is not said is usual."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

TITLES = ("TỔNG CỤC HẢI QUAN", "CỤC HẢI QUAN TP. ĐÀ NẴNG", "DANH SÁCH TRÍCH NGANG", "(Tính đến ngày 31/10/2026)")
HEADERS = {
    "code": "Số hiệu",
    "name": "Họ và tên",
    "sex": "Giới tính",
    "birth": "Ngày sinh",
    "citizen": "Số CCCD",
    "unit": "Đơn vị công tác",
    "position": "Chức vụ",
    "appointed": "Ngày bổ nhiệm",
    "rank": "Mã ngạch",
    "step": "Bậc",
    "coefficient": "Hệ số",
    "paid_from": "Ngày hưởng",
    "allowance": "PCCV",
    "recruited": "Ngày tuyển dụng",
    "party": "Ngày vào Đảng",
    "degree": "Trình độ chuyên môn",
    "major": "Chuyên ngành",
    "political": "Lý luận chính trị",
    "state": "Quản lý nhà nước",
    "language": "Ngoại ngữ",
    "it": "Tin học",
    "ethnic": "Dân tộc",
    "home": "Quê quán",
    "note": "Ghi chú",
}
FIRST_ROW = len(TITLES) + 2
USUAL = {
    "sex": "Nữ",
    "birth": date(1986, 8, 14),
    "unit": "Phòng Nghiệp vụ",
    "position": "Công chức",
    "rank": "08.051",
    "step": 4,
    "coefficient": 3.33,
    "paid_from": date(2024, 3, 1),
    "recruited": date(2012, 1, 1),
}


def person(number: int = 1, **cells) -> dict:
    """One person with the usual cells; None leaves a cell empty."""
    known = {"code": f"34ZZ-{number:04}", "name": f"Nguyễn Thị {_letters(number)}", "citizen": f"048186{number:06}"}
    return USUAL | known | cells


def _letters(number: int) -> str:
    """A given name of its own for each number, without figures."""
    return "".join("aeioubcdhg"[int(figure)] for figure in str(number)).capitalize()


def cell(key: str, index: int = 0) -> str:
    """The reference of a column's cell of the person at that place of the list."""
    column = list(HEADERS).index(key)
    return f"{chr(ord('A') + column)}{FIRST_ROW + index}"


def write_list(path: Path, *people: dict, titles=TITLES, headers=HEADERS, title: str = "Trích ngang") -> Path:
    """Write the people as an .xlsx list with title lines and one header row."""
    book = Workbook()
    book.active.title = title
    add_list(book.active, *people, titles=titles, headers=headers)
    book.save(path)
    return path


def add_list(sheet, *people: dict, titles=TITLES, headers=HEADERS) -> None:
    """Put a list on an empty sheet."""
    for line in titles:
        sheet.append([line])
    sheet.append(list(headers.values()))
    for one in people:
        sheet.append([one.get(key) for key in headers])
