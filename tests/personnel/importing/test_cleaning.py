"""Whole rows and whole lists: every planted fault of the samples, cells against each other, other layouts."""

import csv
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from openpyxl.utils import get_column_letter

from personnel.importing.cleaning import Finding, Seen, clean_sheet, findings
from personnel.importing.header import find_header, find_lists
from personnel.importing.workbook import read_workbook
from qlcb.dates import PartialDate
from tests.personnel.importing.lists import sheet_of


@pytest.mark.parametrize("name", ["trich-ngang-da-nang", "trich-ngang-co-loi"])
def test_every_planted_fault_is_found_at_its_cell_and_nothing_else(samples, lookups, name):
    ((sheet, header),) = find_lists(read_workbook(samples / f"{name}.xlsx"))
    columns = {text.split(" / ")[-1]: get_column_letter(column) for column, text in header.texts.items()}
    with open(samples / f"{name}.faults.csv", encoding="utf-8", newline="") as file:
        faults = [(columns[row["column"]] + row["row"], row["fault"], row["kind"]) for row in csv.DictReader(file)]
    # A name without composed letters is the same in both forms: that planted fault does not exist in the file.
    values = {cell.ref: cell.value for row in sheet.rows for cell in row.cells.values()}
    faults = [(at, *rest) for at, *rest in faults if rest[0] != "nfd" or _is_decomposed(values[at])]
    rows = clean_sheet(sheet, header, lookups)
    partners = {ref.translate(str.maketrans("DE", "ED")) for ref, fault, _ in faults if fault == "both_sex"}
    assert {told.cell for told in findings(rows, "errors")} == {
        at for at, _, kind in faults if kind == "error"
    } | partners
    assert {told.cell for told in findings(rows, "mends")} == {at for at, _, kind in faults if kind == "repair"}
    refused = {int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for at, _, kind in faults if kind == "error"}
    assert {row.number for row in rows if row.refused} == refused
    assert [row.values["ordinal"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]


def _is_decomposed(text):
    return unicodedata.normalize("NFC", text) != text


def test_the_sample_has_420_people_in_twelve_units(samples, lookups):
    ((sheet, header),) = find_lists(read_workbook(samples / "trich-ngang-da-nang.xlsx"))
    rows = clean_sheet(sheet, header, lookups)
    assert len(rows) == 420
    assert {row.values["unit"] for row in rows} == set(lookups.unit_names)
    first = rows[0]
    assert (first.sheet, first.number, first.refs["citizen_id"]) == ("Trích ngang", 8, "F8")
    assert first.values["birth_date"] == PartialDate(1997, 10, 7)
    assert first.values["sex"] == "male"
    assert first.values["ethnic"] == "01"
    assert first.values["coefficient"] == Decimal("2.34")
    assert first.values["salary_from"] == date(2022, 9, 1)
    assert "note" not in first.values


HEAD = ("STT", "Số hiệu", "Họ và tên", "Ngày sinh", None, "Số CCCD", "Đơn vị", "Mã ngạch", "Bậc", "Hệ số", "Ngày hưởng")
PAIR = (None, None, None, "Nam", "Nữ")
WHO = (1, "34ZZ-0001", "Lê Văn An", date(1980, 3, 5), None, "046080000001", "Văn phòng")
PAY = ("08.051", 4, 3.33, date(2024, 3, 1))


def cleaned_rows(lookups, *rows, head=(HEAD, PAIR), **options):
    sheet = sheet_of(*head, *rows, **options)
    return clean_sheet(sheet, find_header(sheet), lookups)


def told(rows, kind="errors"):
    return {found.cell: found.message for found in findings(rows, kind)}


class TestRows:
    def test_a_good_row(self, lookups):
        (row,) = cleaned_rows(lookups, (*WHO, *PAY))
        assert (row.errors, row.mends, row.warnings, row.refused) == ([], [], [], False)
        assert row.values["birth_date"] == PartialDate(1980, 3, 5)
        assert (row.values["sex"], row.refs["birth_date"]) == ("male", "D3")
        assert not {"birth_male", "birth_female"} & set(row.values)

    def test_both_sexes_name_both_cells(self, lookups):
        errors = told(cleaned_rows(lookups, (*WHO[:4], date(1980, 3, 5), *WHO[5:], *PAY)))
        assert set(errors) == {"D3", "E3"}
        assert "D3" in errors["E3"]

    def test_neither_sex(self, lookups):
        errors = told(cleaned_rows(lookups, (*WHO[:3], None, None, *WHO[5:], *PAY)))
        assert set(errors) == {"D3"}
        assert "E3" in errors["D3"]

    @pytest.mark.parametrize(("cell", "empty"), [("C3", 2), ("G3", 6)])
    def test_what_must_be_there(self, lookups, cell, empty):
        row = [*WHO, *PAY]
        row[empty] = "  "
        assert set(told(cleaned_rows(lookups, row))) == {cell}

    def test_neither_code_nor_citizen_number(self, lookups):
        row = [*WHO, *PAY]
        row[5] = None
        assert set(told(cleaned_rows(lookups, row), "warnings")) == {"F3"}
        row[1] = None
        assert set(told(cleaned_rows(lookups, row))) == {"F3"}

    def test_pay_half_told(self, lookups):
        assert set(told(cleaned_rows(lookups, (*WHO, "08.051", None, 3.33)))) == {"I3", "K3"}
        assert told(cleaned_rows(lookups, WHO)) == {}

    def test_a_wrong_coefficient_names_the_right_one(self, lookups):
        errors = told(cleaned_rows(lookups, (*WHO, "08.051", 4, 3.63, PAY[3])))
        assert "3,33" in errors["J3"]

    def test_doubts_about_a_citizen_number_do_not_refuse(self, lookups):
        rows = cleaned_rows(lookups, (*WHO[:5], "046180000001", *WHO[6:], *PAY))
        assert told(rows) == {}
        assert "nữ" in told(rows, "warnings")["F3"]

    def test_odd_dates_do_not_refuse(self, lookups):
        head = (*HEAD, "Ngày tuyển dụng", "Ngày vào Đảng", "Ngày chính thức"), PAIR
        row = (*WHO, *PAY, date(2025, 1, 1), date(2028, 1, 1), date(1990, 1, 1))
        rows = cleaned_rows(lookups, row, head=head)
        assert told(rows) == {}
        assert set(told(rows, "warnings")) == {"L3", "M3"}

    def test_the_later_of_two_is_refused_and_names_the_earlier(self, lookups):
        rows = cleaned_rows(
            lookups, (*WHO, *PAY), (2, "34zz-0001", "Trần Văn Bê", *WHO[3:5], 46080000001, *WHO[6:], *PAY)
        )
        errors = told(rows)
        assert set(errors) == {"B4", "F4"}
        assert "B3" in errors["B4"]
        assert "F3 (Lê Văn An)" in errors["F4"]

    def test_repeated_in_another_sheet(self, lookups):
        seen = Seen()
        for title in ("Một", "Hai"):
            sheet = sheet_of(HEAD, PAIR, (*WHO, *PAY), title=title)
            rows = clean_sheet(sheet, find_header(sheet), lookups, seen)
        (found, *_) = findings(rows, "errors")
        assert isinstance(found, Finding)
        assert found.sheet == "Hai"
        assert "trang Một" in found.message


class TestLayouts:
    def test_one_birth_column_and_a_sex_column(self, lookups):
        head = (("Họ và tên", "Năm sinh", "Giới tính", "Số hiệu"),)
        rows = cleaned_rows(lookups, ("Lê Thị Bé", 1980, "nữ", "1A"), ("Lê An", 1980, "?", "2A"), head=head)
        assert (rows[0].values["sex"], rows[0].values["birth_date"]) == ("female", PartialDate(1980))
        assert set(told(rows)) == {"C3"}

    def test_a_tick_for_women(self, lookups):
        head = (("Họ và tên", "Ngày sinh", "Nữ", "Số hiệu"),)
        rows = cleaned_rows(lookups, ("Lê Thị Bé", 1980, "x", "1A"), ("Lê An", 1980, None, "2A"), head=head)
        assert [row.values["sex"] for row in rows] == ["female", "male"]

    def test_sex_told_twice_must_agree(self, lookups):
        head = (("Họ và tên", "Ngày sinh", None, "Giới tính", "Số hiệu"), (None, "Nam", "Nữ"))
        rows = cleaned_rows(lookups, ("Lê An", 1980, None, "Nữ", "1A"), head=head)
        assert set(told(rows)) == {"D3"}

    def test_family_and_given_name(self, lookups):
        head = (("Họ đệm", "Tên", "Năm sinh", "Số hiệu"),)
        rows = cleaned_rows(lookups, ("LÊ  VĂN", "AN", 1980, "1A"), ("Y", None, 1980, "2A"), head=head)
        assert [row.values["full_name"] for row in rows] == ["Lê Văn An", "Y"]
        assert rows[0].refs["full_name"] == "A2"

    def test_a_given_name_beside_the_full_name_is_left_alone(self, lookups):
        head = (("Họ và tên", "Tên", "Năm sinh", "Số hiệu"),)
        (row,) = cleaned_rows(lookups, ("Lê Văn An", "An", 1980, "1A"), head=head)
        assert row.values["full_name"] == "Lê Văn An"

    def test_a_birth_column_settles_an_empty_sex_column(self, lookups):
        head = (("Họ và tên", "Ngày sinh", None, "Giới tính", "Số hiệu"), (None, "Nam", "Nữ"))
        (row,) = cleaned_rows(lookups, ("Lê An", None, 1980, None, "1A"), head=head)
        assert (row.values["sex"], row.errors) == ("female", [])

    def test_the_unit_of_a_group_title(self, lookups):
        head = (("STT", "Họ và tên", "Năm sinh", "Số hiệu"),)
        rows = cleaned_rows(
            lookups,
            ("I", "Phòng Nghiệp vụ"),
            (1, "Lê An", 1980, "1A"),
            ("II. Phòng Hợp tác xã",),
            (1, "Lê Bê", 1980, "2A"),
            head=head,
        )
        assert rows[0].values["unit"] == 8
        assert set(told(rows)) == {"A4"}
