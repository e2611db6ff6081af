"""The catalogues of the project as plain lookups, and workbooks written for one test."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from personnel.importing.cells import Context
from personnel.importing.columns import COLUMN_BY_KEY
from personnel.importing.lookups import Catalogue, Coefficient, Lookups, RankPeriod, lookup_key, unit_key
from tests.personnel.importing.lists import raw

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 21)
UNITS = (
    "Chi cục Hải quan cửa khẩu cảng",
    "Chi cục Hải quan cửa khẩu sân bay",
    "Chi cục Hải quan khu công nghiệp",
    "Chi cục Hải quan quản lý hàng đầu tư gia công",
    "Chi cục Kiểm tra sau thông quan",
    "Đội Kiểm soát Hải quan",
    "Phòng Chống buôn lậu và Xử lý vi phạm",
    "Phòng Nghiệp vụ",
    "Phòng Quản lý rủi ro",
    "Phòng Thuế xuất nhập khẩu",
    "Phòng Tổ chức cán bộ - Thanh tra",
    "Văn phòng",
)


def catalogue_rows(name):
    with open(ROOT / "fixtures" / "catalogues" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text):
    return date.fromisoformat(text) if text else None


def _catalogue(name, **options):
    entries = ((row["code"], row["name"], filter(None, row["aliases"].split(";"))) for row in catalogue_rows(name))
    return Catalogue.of(entries, **options)


@pytest.fixture(scope="session")
def lookups():
    ranks, rank_codes = {}, {}
    for row in catalogue_rows("ranks"):
        period = RankPeriod(_day(row["valid_from"]), _day(row["valid_to"]), row["salary_group"])
        ranks.setdefault(row["code"], []).append(period)
        rank_codes[lookup_key(row["name"])] = row["code"]
    salary = {
        (row["group"], int(row["step"])): [Coefficient(Decimal(row["coefficient"]))]
        for row in catalogue_rows("salary_table")
    }
    return Lookups(
        today=TODAY,
        catalogues={"ethnic": _catalogue("ethnic_groups"), "religion": _catalogue("religions")},
        ranks=ranks,
        rank_codes=rank_codes,
        salary=salary,
        units={unit_key(name): [number] for number, name in enumerate(UNITS, start=1)},
        unit_names=dict(enumerate(UNITS, start=1)),
    )


@pytest.fixture(scope="session")
def samples():
    return ROOT / "tests" / "samples"


@pytest.fixture
def write_workbook(tmp_path):
    """Return a function that writes rows of values as an .xlsx file and returns its path."""

    def write(*rows, name="list.xlsx", prepare=lambda sheet: None):
        book = Workbook()
        for values in rows:
            book.active.append(values)
        prepare(book.active)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def clean(lookups):
    """Clean one value by the cleaner of a column, as (value, mends, error, warnings)."""

    def run(key, value, header="", kind=None, **changed):
        column = COLUMN_BY_KEY[key]
        context = Context(replace(lookups, **changed), key, column.title, header)
        return column.cleaner(raw(value, kind=kind), context)

    return run
