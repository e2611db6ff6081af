"""Cells of personnel lists: what is mended, what is refused, and that nothing else is touched."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.importing.cells import Context
from personnel.importing.columns import COLUMN_BY_KEY
from personnel.importing.lookups import Catalogue, unit_key
from tests.personnel.importing.lists import raw

NBSP = "\u00a0"


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
        assert "Có thể là" not in clean("ethnic", "Sao Hỏa").error
        assert "Có thể là: Cơ-tu" in clean("ethnic", "Cơ Tuu").error
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
