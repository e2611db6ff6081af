"""Cells of personnel lists: what is mended, what is refused, and that nothing else is touched."""

import csv
import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from personnel.importing.cells import Context
from personnel.importing.cleaning import Finding, Seen, clean_sheet, findings
from personnel.importing.columns import COLUMN_BY_KEY
from personnel.importing.header import find_header, find_lists
from personnel.importing.lookups import Catalogue, unit_key
from personnel.importing.salary import check_salary
from personnel.importing.workbook import read_workbook
from qlcb.dates import PartialDate
from tests.personnel.importing.lists import raw, sheet_of

NBSP = "\u00a0"


@pytest.fixture
def clean(lookups):
    """Clean one value by the cleaner of a column, as (value, mends, error, warnings)."""

    def run(key, value, header="", kind=None, **changed):
        column = COLUMN_BY_KEY[key]
        context = Context(replace(lookups, **changed), key, column.title, header)
        return column.cleaner(raw(value, kind=kind), context)

    return run


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


class TestUnusable:
    @pytest.mark.parametrize("key", [key for key in COLUMN_BY_KEY if not key.endswith("_mark")])
    def test_errors_formulas_and_formula_texts_are_refused_everywhere(self, clean, key):
        assert "#N/A" in clean(key, "#N/A", kind="error").error
        assert "chưa được tính" in clean(key, None, kind="formula").error
        assert "=HYPERLINK" in clean(key, "=HYPERLINK(1)").error

    @pytest.mark.parametrize("key", COLUMN_BY_KEY)
    @pytest.mark.parametrize("value", [None, "", "  ", NBSP, "-", "–", "…"])
    def test_nothing_is_nothing(self, clean, key, value):
        cleaned = clean(key, value)
        assert (cleaned.value, cleaned.mends, cleaned.error) == (None, [], None)

    @pytest.mark.parametrize("key", COLUMN_BY_KEY)
    @given(value=st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes()))
    def test_no_value_breaks_a_cleaner(self, lookups, key, value):
        column = COLUMN_BY_KEY[key]
        cleaned = column.cleaner(raw(value), Context(lookups, key, column.title))
        assert cleaned.error is None or (cleaned.value is None and cleaned.error.endswith((".", "!")))


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "name", "mends"),
        [
            ("Lê Văn An", "Lê Văn An", 0),
            (" Lê Văn An ", "Lê Văn An", 0),
            ("Lê  Văn An", "Lê Văn An", 1),
            (f"Lê{NBSP}Văn An", "Lê Văn An", 1),
            ("Lê\nVăn An", "Lê Văn An", 0),
            (unicodedata.normalize("NFD", "Lê Văn An"), "Lê Văn An", 1),
            ("LÊ VĂN AN", "Lê Văn An", 1),
            ("H'LINH NIÊ", "H'Linh Niê", 1),
            ("Y Bliă Ê Ban", "Y Bliă Ê Ban", 0),
            ("K'Brếp", "K'Brếp", 0),
            (unicodedata.normalize("NFD", f"LÊ {NBSP}VĂN AN"), "Lê Văn An", 3),
        ],
    )
    def test_mended(self, clean, typed, name, mends):
        cleaned = clean("full_name", typed)
        assert (cleaned.value, len(cleaned.mends), cleaned.error) == (name, mends, None)
        assert all(name in mend or name.upper() in mend for mend in cleaned.mends)

    @pytest.mark.parametrize("typed", ["NguyÔn V¨n An", "Lê Văn An (B)", "Lê Văn 2", "Lê Văn An; Trần B", 12.5])
    def test_refused(self, clean, typed):
        assert "không dùng trong tên" in clean("full_name", typed).error


class TestStaffCode:
    @pytest.mark.parametrize("typed", ["34zz-0001", "34ZZ – 0001", "34ZZ\u20110001", " 34ZZ-0001"])
    def test_written_one_way(self, clean, typed):
        cleaned = clean("code", typed)
        assert (cleaned.value, cleaned.error) == ("34ZZ-0001", None)
        assert len(cleaned.mends) == (typed.strip() != "34ZZ-0001")

    def test_the_pattern_of_the_service(self, clean):
        pattern = re.compile(r"\d{2}ZZ-\d{4}")
        assert clean("code", "34ZZ-0001", staff_code=pattern).error is None
        assert "34ZZ-1" in clean("code", "34ZZ-1", staff_code=pattern).error
        assert clean("code", 1234).value == "1234"


class TestCitizenNumber:
    @pytest.mark.parametrize(
        ("typed", "mends"),
        [
            ("046080000001", 0),
            (46080000001, 1),
            (46080000001.0, 1),
            ("46080000001", 1),
            ("046 080 000 001", 1),
            ("'046080000001", 1),
            (f"046080000001{NBSP}", 0),
        ],
    )
    def test_mended(self, clean, typed, mends):
        cleaned = clean("citizen_id", typed)
        assert (cleaned.value, len(cleaned.mends), cleaned.error) == ("046080000001", mends, None)

    def test_two_lost_zeros(self, clean):
        assert clean("citizen_id", 1077719927).value == "001077719927"
        assert "001077719927" in clean("citizen_id", 1077719927).mends[0]

    @pytest.mark.parametrize(
        "typed",
        [
            *("051086950X", "04608000001", "0460800000011", "46080000", "99080000001", 5.5, "4.608E+10", "12 số", True),
            *(123, 97080000001, "n/a", date(1980, 1, 1)),
        ],
    )
    def test_refused(self, clean, typed):
        cleaned = clean("citizen_id", typed)
        assert cleaned.error
        assert cleaned.value is None

    def test_provinces_decide_about_lost_zeros(self, clean):
        assert clean("citizen_id", 46080000001, provinces={"046": "Thừa Thiên Huế"}).value == "046080000001"
        assert clean("citizen_id", 46080000001, provinces={"001": "Hà Nội"}).error

    def test_the_old_card_only_under_its_own_header(self, clean):
        assert "CMND" in clean("citizen_id", "201234567").error
        cleaned = clean("citizen_id", "201234567", header="Số CMND/CCCD")
        assert (cleaned.value, cleaned.error, len(cleaned.warnings)) == ("201234567", None, 1)
        assert clean("citizen_id", 12345678, header="Số chứng minh nhân dân").value == "012345678"
        assert clean("citizen_id", "12345678", header="CMND").error

    @given(st.integers(min_value=1, max_value=96), st.integers(min_value=0, max_value=10**9 - 1))
    def test_a_number_cell_loses_only_its_zeros(self, lookups, province, rest):
        number = f"{province:03d}{rest:09d}"
        column = COLUMN_BY_KEY["citizen_id"]
        assert column.cleaner(raw(int(number)), Context(lookups, column.key, column.title)).value == number


class TestDates:
    @pytest.mark.parametrize(
        ("typed", "written", "mends"),
        [
            (date(1973, 3, 16), "16/03/1973", 0),
            (datetime(1973, 3, 16, 7, 0), "16/03/1973", 0),
            ("16-03-1973", "16/03/1973", 1),
            ("7/3/1989", "07/03/1989", 1),
            ("02.03.1979", "02/03/1979", 1),
            ("02 03 1979", "02/03/1979", 1),
            ("02/ 03/1979", "02/03/1979", 1),
            ("02,03,1979", "02/03/1979", 1),
            ("1979-03-02", "02/03/1979", 1),
            ("1979-03-02 00:00:00", "02/03/1979", 1),
            ("1979-03-02T00:00:00", "02/03/1979", 1),
            ("'16/03/1973", "16/03/1973", 1),
            ("ngày 5 tháng 3 năm 1980", "05/03/1980", 1),
            ("Ngày 05 tháng 03 năm 1980", "05/03/1980", 1),
            ("5 tháng 3, 1980", None, 0),
            ("02031979", "02/03/1979", 1),
            (2031979, "02/03/1979", 1),
            ("16/3/73", "16/03/1973", 1),
            ("16/3/05", "16/03/2005", 1),
            (26739, "16/03/1973", 1),
            ("26739", "16/03/1973", 1),
            (26739.5, "16/03/1973", 1),
            ("03/1980", "03/1980", 0),
            ("3-1980", "03/1980", 0),
            ("tháng 3 năm 1980", "03/1980", 0),
            ("tháng 3/1980", "03/1980", 0),
            (3.198, "03/1980", 1),
            (12.1975, "12/1975", 1),
            ("1980", "1980", 0),
            (1980, "1980", 0),
            ("năm 1980", "1980", 0),
        ],
    )
    def test_births(self, clean, typed, written, mends):
        cleaned = clean("birth_date", typed)
        assert (str(cleaned.value or "") or None, len(cleaned.mends)) == (written, mends)
        assert bool(cleaned.error) == (written is None)
        assert all(written in mend for mend in cleaned.mends)

    @pytest.mark.parametrize(
        "typed",
        [
            *(
                "31/02/1980",
                "29/02/1981",
                "12/31/1980",
                "00/00/1980",
                "31.11.1980",
                "16/3/20",
                "16/3/980",
                "1.2",
                "3/8",
            ),
            *("không rõ", "1980?", "16/03/1973/1", "1899", "01/01/2101", 0, 5, 1.2, 31021980, 3e9, -1, True),
            *(date(1899, 12, 30), date(2031, 5, 1), "05/2031", 2031, "31 tháng 2 năm 1980", "22/11/2026"),
        ],
    )
    def test_refused_births(self, clean, typed):
        cleaned = clean("birth_date", typed)
        assert cleaned.error
        assert cleaned.value is None

    def test_the_reason_names_the_date_as_typed(self, clean):
        assert "“31/02/1980”" in clean("birth_date", "31/02/1980").error
        assert "tương lai" in clean("birth_date", date(2031, 5, 1)).error

    def test_born_today_is_no_future(self, clean):
        assert clean("birth_date", date(2026, 11, 21)).error is None

    def test_other_dates_may_lie_ahead_and_be_partial(self, clean):
        assert clean("party_joined_on", date(2028, 3, 3)).value == PartialDate(2028, 3, 3)
        assert clean("recruited_on", 2012).value == PartialDate(2012)

    def test_pay_starts_on_a_day(self, clean):
        assert clean("salary_from", date(2024, 3, 1)).value == date(2024, 3, 1)
        cleaned = clean("salary_from", "3/2024")
        assert cleaned.value == date(2024, 3, 1)
        assert "01/03/2024" in cleaned.mends[0]
        assert "2024" in clean("salary_from", 2024).error

    @given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 11, 21)), st.sampled_from("/-. "), st.booleans())
    def test_any_day_in_any_usual_form(self, lookups, day, separator, padded):
        width = 2 if padded else 1
        typed = separator.join((f"{day.day:0{width}d}", f"{day.month:0{width}d}", str(day.year)))
        column = COLUMN_BY_KEY["birth_date"]
        context = Context(lookups, column.key, column.title)
        assert column.cleaner(raw(typed), context).value == PartialDate.of(day)
        words = f"ngày {day.day} tháng {day.month} năm {day.year}"
        assert column.cleaner(raw(words), context).value == PartialDate.of(day)

    @given(st.dates(min_value=date(1906, 1, 1), max_value=date(2026, 11, 21)))
    def test_any_excel_serial(self, lookups, day):
        column = COLUMN_BY_KEY["birth_date"]
        cleaned = column.cleaner(raw(int(to_excel(day))), Context(lookups, column.key, column.title))
        assert cleaned.value == PartialDate.of(day)
        assert len(cleaned.mends) == 1


class TestPay:
    @pytest.mark.parametrize(
        ("typed", "code", "mends"),
        [
            ("08.051", "08.051", 0),
            ("08051", "08.051", 1),
            (8051, "08.051", 1),
            (8.051, "08.051", 1),
            (1.003, "01.003", 1),
            (1003, "01.003", 1),
            (8.05, "08.050", 1),
            ("8.051", "08.051", 1),
            ("08,051", "08.051", 1),
            ("08 051", "08.051", 1),
            ("08a.051", "08a.051", 0),
            ("08A051", "08a.051", 1),
            ("08.051 - KTV hải quan", "08.051", 1),
            ("Kiểm tra viên hải quan", "08.051", 1),
        ],
    )
    def test_ranks(self, clean, typed, code, mends):
        cleaned = clean("rank", typed)
        assert (cleaned.value, len(cleaned.mends), cleaned.error) == (code, mends, None)

    @pytest.mark.parametrize("typed", ["99.999", 99.999, 8, "KTV", "08.0512", date(2026, 8, 5)])
    def test_unknown_ranks(self, clean, typed):
        assert "danh mục ngạch" in clean("rank", typed).error

    @pytest.mark.parametrize(
        ("typed", "step", "mends"),
        [(4, 4, 0), (4.0, 4, 0), ("4", 4, 0), (" 04 ", 4, 1), ("4/9", 4, 1), ("Bậc 4", 4, 1)],
    )
    def test_steps(self, clean, typed, step, mends):
        cleaned = clean("step", typed)
        assert (cleaned.value, len(cleaned.mends), cleaned.error) == (step, mends, None)

    @pytest.mark.parametrize("typed", [4.5, "IV", 0, -1, "7/6", date(2026, 9, 4), "4,5", True])
    def test_refused_steps(self, clean, typed):
        assert clean("step", typed).error

    @pytest.mark.parametrize(
        ("typed", "value", "mends"),
        [
            *((4.98, "4.98", 0), ("4,98", "4.98", 1), ("4.98", "4.98", 0), ("3,0", "3.00", 1), (3, "3.00", 0)),
            *((4.6499999999, "4.65", 0), (0.2, "0.20", 0), (4.655, "4.655", 0)),
        ],
    )
    def test_coefficients(self, clean, typed, value, mends):
        cleaned = clean("coefficient", typed)
        assert (str(cleaned.value), len(cleaned.mends), cleaned.error) == (value, mends, None)

    @pytest.mark.parametrize("typed", ["bốn", "4,98 + 5%", -1, date(1998, 4, 1), True, float("inf"), 1e300])
    def test_refused_coefficients(self, clean, typed):
        assert clean("coefficient", typed).error

    def test_every_entry_of_the_table_agrees(self, lookups):
        day = date(2024, 1, 1)
        for rank, periods in lookups.ranks.items():
            for period in periods:
                for (group, step), (entry,) in lookups.salary.items():
                    if group == period.group and period.holds_on(day):
                        assert check_salary(rank, step, entry.value, day, lookups) is None

    @pytest.mark.parametrize(
        ("rank", "step", "coefficient", "key", "right"),
        [
            ("08.051", 5, "3.36", "coefficient", "3,66"),
            ("08a.051", 10, "4.98", "coefficient", "4,89"),
            ("08.050", 6, "6.18", "coefficient", "6,10"),
            ("08.051", 10, "4.98", "step", "bậc 10"),
        ],
    )
    def test_traps_of_real_data(self, lookups, rank, step, coefficient, key, right):
        found = check_salary(rank, step, Decimal(coefficient), date(2024, 1, 1), lookups)
        assert (found.key, found.is_error) == (key, True)
        assert right in found.message

    def test_the_group_of_a_rank_changes_with_time(self, lookups):
        assert check_salary("01.004", 1, Decimal("1.86"), date(2021, 7, 31), lookups) is None
        assert check_salary("01.004", 1, Decimal("2.10"), date(2021, 8, 1), lookups) is None
        kept = check_salary("01.004", 1, Decimal("1.86"), date(2021, 8, 1), lookups)
        assert (kept.is_error, kept.key) == (False, "coefficient")
        wrong = check_salary("01.004", 1, Decimal("2.00"), date(2021, 8, 1), lookups)
        assert wrong.is_error
        assert "2,10" in wrong.message


class TestCatalogues:
    @pytest.mark.parametrize(
        ("typed", "code", "mends"),
        [
            ("Kinh", "01", 0),
            ("Việt", "01", 1),
            ("kinh", "01", 1),
            ("Khmer", "05", 1),
            ("Khơ-me", "05", 0),
            ("KHƠ ME", "05", 1),
            ("H’Mông", "08", 1),
            ("Dân tộc Tày", "02", 1),
            ("Ê Đê", "12", 1),
        ],
    )
    def test_ethnic_groups(self, clean, lookups, typed, code, mends):
        cleaned = clean("ethnic", typed)
        assert (cleaned.value, len(cleaned.mends), cleaned.error) == (code, mends, None)
        assert all(lookups.catalogues["ethnic"].names[code] in mend for mend in cleaned.mends)

    def test_no_two_ethnic_groups_share_a_spelling(self, lookups):
        ethnic = lookups.catalogues["ethnic"]
        assert all(ethnic.find(name) == code for code, name in ethnic.names.items())

    def test_unknown_names(self, clean):
        assert "Sao Hỏa" in clean("ethnic", "Sao Hỏa").error
        lenient = {"degree": Catalogue.of([("DH", "Đại học", ["ĐH"])], strict=False)}
        cleaned = clean("degree", "Nghệ nhân", catalogues=lenient)
        assert (cleaned.value, cleaned.error, len(cleaned.warnings)) == ("Nghệ nhân", None, 1)
        assert clean("degree", "ĐH", catalogues=lenient).value == "DH"
        assert clean("degree", "Nghệ nhân").value == "Nghệ nhân"

    @pytest.mark.parametrize(
        ("typed", "official"),
        [
            ("Cục HQ Đà Nẵng", "Cục Hải quan TP. Đà Nẵng"),
            ("CỤC HẢI QUAN THÀNH PHỐ ĐÀ NẴNG", "Cục Hải quan TP. Đà Nẵng"),
            ("Cục Hải quan Quảng Nam", "Cục Hải quan tỉnh Quảng Nam"),
            ("Cục HQ tỉnh Hà Tĩnh", "Cục Hải quan tỉnh Hà Tĩnh"),
            ("Cuc HQ tinh Quang Nam", "Cục Hải quan tỉnh Quảng Nam"),
            ("P. TCCB-TT", "Phòng Tổ chức cán bộ - Thanh tra"),
            ("Phòng CBL&XLVP", "Phòng Chống buôn lậu và Xử lý vi phạm"),
            ("CC KTSTQ", "Chi cục Kiểm tra sau thông quan"),
            ("Chi cục HQCK cảng", "Chi cục Hải quan cửa khẩu cảng"),
            ("Đội KSHQ", "Đội Kiểm soát Hải quan"),
            ("Phòng Thuế XNK", "Phòng Thuế xuất nhập khẩu"),
            ("VP", "Văn phòng"),
        ],
    )
    def test_units_in_short(self, typed, official):
        assert unit_key(typed) == unit_key(official)

    def test_names_that_differ_stay_apart(self, lookups):
        assert len({unit_key(name) for name in lookups.unit_names.values()}) == len(lookups.unit_names)
        assert unit_key("Cục Hải quan tỉnh Hà Tĩnh") != unit_key("Cục Hải quan TP. Hà Nội")

    def test_units(self, clean, lookups):
        cleaned = clean("unit", "P. QLRR")
        assert lookups.unit_names[cleaned.value] == "Phòng Quản lý rủi ro"
        assert "Phòng Quản lý rủi ro" in cleaned.mends[0]
        assert "Phòng Hợp tác xã" in clean("unit", "Phòng Hợp tác xã").error
        assert "2 đơn vị" in clean("unit", "Văn phòng", units={"van phong": [1, 2]}).error


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
        assert "trang “Một”" in found.message


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
