"""Headers as clerks draw them, and the rows below that are people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.importing.columns import COLUMN_BY_KEY, COLUMNS, match_header
from personnel.importing.header import apply_mapping, find_header, find_lists, read_header
from personnel.importing.limits import ERROR_SHEET
from personnel.importing.rows import data_rows
from personnel.importing.workbook import RawSheet, read_workbook
from tests.personnel.importing.lists import sheet_of

SIMPLE = ("STT", "Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Đơn vị", "Mã ngạch", "Bậc", "Hệ số")
PERSON = (1, "34ZZ-0001", "Lê Văn An", date(1980, 3, 5), "Nam", "046080000001", "Văn phòng", "08.051", 4, 3.33)


def keys(header):
    return [header.mapping.get(column) for column in range(1, max(header.mapping) + 1)]


def numbers(sheet):
    return [row.number for row in data_rows(sheet, find_header(sheet))]


@pytest.mark.parametrize("name", ["trich-ngang-da-nang.xlsx", "trich-ngang-co-loi.xlsx"])
def test_the_header_of_the_samples(samples, name):
    ((sheet, header),) = find_lists(read_workbook(samples / name))
    assert header.rows == (6, 7)
    assert header.mapping[4] == "birth_male"
    assert header.mapping[5] == "birth_female"
    assert header.texts[5] == "Ngày sinh / Nữ"
    assert (len(header.mapping), header.unknown, header.missing) == (27, {}, [])
    assert header.confidence == 1
    assert header.title_lines[1] == "CỤC HẢI QUAN TP. ĐÀ NẴNG"
    assert header.as_of == date(2026, 10, 31)
    last = list(data_rows(sheet, header))[-1]
    assert last.cells[1].value == len(list(data_rows(sheet, header)))


def test_one_row_in_the_first_line():
    header = find_header(sheet_of(SIMPLE, PERSON))
    assert header.rows == (1,)
    assert keys(header) == [
        *("ordinal", "code", "full_name", "birth_date", "sex", "citizen_id", "unit", "rank", "step", "coefficient")
    ]


@given(st.permutations(range(len(SIMPLE))), st.integers(min_value=0, max_value=20))
def test_columns_in_any_order_under_any_number_of_titles(order, above):
    titles = [("DANH SÁCH TRÍCH NGANG",)] + [(None, "")] * above
    header = find_header(sheet_of(*titles, [SIMPLE[place] for place in order], [PERSON[place] for place in order]))
    expected = keys(find_header(sheet_of(SIMPLE, PERSON)))
    assert header.rows == (len(titles) + 1,)
    assert keys(header) == [expected[place] for place in order]


def test_three_rows_with_merges_and_numbering():
    sheet = sheet_of(
        ("DANH SÁCH CÁN BỘ",),
        ("TT", "Họ và tên", "Ngày, tháng,\nnăm sinh", None, "Lương hiện hưởng", None, None, "Số định danh"),
        (None, None, "Nam", "Nữ", "Ngạch, bậc", None, "Thời điểm\nhưởng"),
        (None, None, None, None, "Mã ngạch", "Bậc"),
        ("A", "B", 1, 2, 3, 4, 5, 6),
        (1, "Lê Văn An", 1980, None, "08.051", 4, date(2024, 1, 1), "046080000001"),
        merges=[
            *((1, 1, 8, 1), (1, 2, 1, 4), (2, 2, 2, 4), (3, 2, 4, 2), (3, 3, 3, 4), (4, 3, 4, 4)),
            *((5, 2, 7, 2), (5, 3, 6, 3), (7, 3, 7, 4), (8, 2, 8, 4)),
        ],
    )
    header = find_header(sheet)
    assert header.rows == (2, 3, 4, 5)
    assert keys(header) == [
        *("ordinal", "full_name", "birth_male", "birth_female", "rank", "step", "salary_from", "citizen_id")
    ]
    assert numbers(sheet) == [6]


def test_a_group_drawn_without_merging():
    sheet = sheet_of(
        ("TT", "Họ và tên", "Năm sinh", None, "Phụ cấp", "Số CCCD"),
        (None, None, "Nam", "Nữ", "Chức vụ"),
        (1, "Lê Văn An", 1980, None, 0.4, "046080000001"),
    )
    assert keys(find_header(sheet)) == [
        *("ordinal", "full_name", "birth_male", "birth_female", "position_allowance", "citizen_id")
    ]


def test_family_and_given_name_under_one_merged_header():
    sheet = sheet_of(
        ("STT", "Họ và tên", None, "Năm sinh", "Số hiệu"), (1, "Lê Văn", "An", 1980, "34ZZ-0001"), merges=[(2, 1, 3, 1)]
    )
    assert keys(find_header(sheet)) == ["ordinal", "family_name", "given_name", "birth_date", "code"]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (("Ngay sinh", "Nam"), "birth_male"),
        (("NGÀY SINH", "NỮ"), "birth_female"),
        (("Ngày sinh", "Năm"), None),
        (("Giới tính", "Nữ"), "female_mark"),
        (("Nữ",), "female_mark"),
        (("Nam",), None),
        (("Số CCCD/ Số định danh cá nhân",), "citizen_id"),
        (("Số CMND",), "citizen_id"),
        (("Số CCCD\n(12 số)",), "citizen_id"),
        (("Ngày cấp CCCD",), None),
        (("CCCD", "Ngày cấp"), None),
        (("Họ và tên\n(viết chữ in hoa)",), "full_name"),
        (("Họ tên vợ (chồng)",), None),
        (("Vợ", "Họ và tên"), None),
        (("Đảng viên", "Ngày chính thức"), "party_official_on"),
        (("Ngày vào Đảng CSVN",), "party_joined_on"),
        (("Ngày chính thức",), "party_official_on"),
        (("Chức vụ Đảng",), None),
        (("Đảng", "Chức vụ"), None),
        (("Hệ số", "PCCV"), "position_allowance"),
        (("HS lương",), "coefficient"),
        (("Trình độ", "Chuyên môn"), "degree"),
        (("Trình độ", "LLCT"), "political"),
        (("Trình độ chuyên môn", "Chuyên ngành đào tạo"), "major"),
        (("Q.lý nhà nước",), None),
        (("Ngày bổ nhiệm ngạch",), None),
        (("Ngày bổ nhiệm lại",), None),
        (("Đơn vị công tác cũ",), None),
        (("Đơn vị công tác hiện tại (Phòng, Chi cục)",), "unit"),
        (("Điện thoại",), None),
    ],
)
def test_what_a_header_means(path, key):
    match = match_header(path)
    assert (match[0] if match else None) == key


def test_every_title_means_its_own_column():
    assert {column.key: match_header((column.title,)) for column in COLUMNS} == {
        column.key: (column.key, True) for column in COLUMNS
    }


@pytest.mark.parametrize(
    "rows",
    [
        [("Ngày", "Số lượng", "Ghi chú"), (1, 2, "x")],
        [("Đơn vị", "Chức vụ", "Ghi chú"), ("Văn phòng", "Chánh Văn phòng", "x")],
        [("Chỉ một dòng chữ",)],
        [],
    ],
)
def test_what_is_no_list(rows):
    assert find_header(sheet_of(*rows)) is None


def test_the_sheet_of_errors_and_hidden_sheets_are_passed_over():
    shown, hidden = sheet_of(SIMPLE, PERSON), sheet_of(SIMPLE, PERSON, title="Ẩn")
    errors = sheet_of(SIMPLE, PERSON, title=ERROR_SHEET)
    hidden.hidden = True
    assert [sheet.title for sheet, _ in find_lists([errors, hidden, shown, RawSheet("Trống")])] == [shown.title]


def test_what_a_list_lacks_is_said():
    header = find_header(sheet_of(("STT", "Họ và tên", "Đơn vị", "Chức vụ"), (1, "Lê Văn An", "Văn phòng", "Văn thư")))
    assert header.missing == ["Số hiệu hoặc Số CCCD", "Ngày sinh"]
    assert header.confidence < 1


class TestMapping:
    def test_the_clerk_adjusts_it(self):
        header = find_header(sheet_of((*SIMPLE, "Cột lạ"), (*PERSON, "x")))
        assert header.unknown == {11: "Cột lạ"}
        adjusted = apply_mapping(header, {11: "note", 7: None, 10: "step"})
        assert adjusted.mapping[11] == "note"
        assert 7 not in adjusted.mapping
        assert adjusted.columns["step"] == 10
        assert adjusted.unknown == {7: "Đơn vị", 9: "Bậc"}
        assert header.mapping[7] == "unit"

    @pytest.mark.parametrize("overrides", [{1: "salary"}, {1: "note", 2: "note"}])
    def test_nonsense_is_refused_in_vietnamese(self, overrides):
        with pytest.raises(ValueError, match="cột"):
            apply_mapping(find_header(sheet_of(SIMPLE, PERSON)), overrides)

    def test_a_row_pointed_out_by_the_clerk(self):
        sheet = sheet_of(("a", "b"), ("Cột một", "Cột hai"), ("x", "y"))
        assert read_header(sheet, (2,)).unknown == {1: "Cột một", 2: "Cột hai"}


class TestRows:
    def test_groups_totals_and_signatures_are_no_people(self):
        sheet = sheet_of(
            SIMPLE,
            ("I", None, "Phòng Nghiệp vụ"),
            PERSON,
            (None, None, "Cộng:"),
            ("II. Chi cục Kiểm tra sau thông quan",),
            (2, *PERSON[1:]),
            (),
            SIMPLE,
            tuple(range(1, 11)),
            (3, *PERSON[1:]),
            (None, None, "Tổng cộng: 3 người", None, None, None, None, None, None, 9.99),
            ("Tổng số", None, None, None, None, None, None, None, 12, 9.99),
            (None, None, None, None, None, None, "Đà Nẵng, ngày 31 tháng 10 năm 2026"),
            (None, None, "Người lập biểu", None, None, None, "Thủ trưởng đơn vị"),
            (None, None, "Vũ Văn Bình", None, None, None, "Trần Thị Mai"),
            (4,),
        )
        assert numbers(sheet) == [3, 6, 10]
        groups = [row.group.value for row in data_rows(sheet, find_header(sheet))]
        assert groups == ["Phòng Nghiệp vụ", "Chi cục Kiểm tra sau thông quan", "Chi cục Kiểm tra sau thông quan"]

    @pytest.mark.parametrize(
        "row",
        [
            (1, "34ZZ-0001"),
            (1, None, None, None, None, "046080000001"),
            (None, None, None, None, None, None, None, "08.051", 4, 3.33),
            (1, None, None, date(1980, 1, 1)),
            (1, None, "Tống Công Minh"),
            (None, None, "Công Thị Nga", None, "Nữ", None, "Văn phòng", "không rõ"),
            (None, "x", "Vũ Văn An", 1980),
        ],
    )
    def test_whoever_has_data_is_a_person(self, row):
        assert numbers(sheet_of(SIMPLE, PERSON, row)) == [2, 3]

    def test_a_value_merged_over_rows_counts_for_each(self):
        sheet = sheet_of(
            SIMPLE, PERSON, (2, "34ZZ-0002", "Lê Thị Bé", date(1981, 1, 1), "Nữ", "046181000001"), merges=[(7, 2, 7, 3)]
        )
        assert [row.cell(7).ref for row in data_rows(sheet, find_header(sheet))] == ["G2", "G2"]


def test_every_column_is_known_by_its_key():
    assert list(COLUMN_BY_KEY) == [column.key for column in COLUMNS]
