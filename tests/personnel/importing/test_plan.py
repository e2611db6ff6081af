"""What the rows of a list mean for the dossiers: who is meant, what is new, what changes, what is refused where."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from openpyxl import Workbook

from personnel.importing.choices import Choices, SheetChoice
from personnel.importing.reading import read_lists
from personnel.models import Appointment, Dossier, Posting, Study
from personnel.services.import_dossiers import examine_lists, import_dossiers
from qlcb.history import Act, record, writing
from tests.personnel.importing.people import HEADERS, TITLES, add_list, cell, person, write_list

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]


@pytest.fixture
def read(tmp_path, cast):
    """`read(person(), …, account=, titles=, headers=, choices=)`: the lists of a file with these people."""

    def read(*people, account=None, choices=None, path=None, **layout):
        path = path or write_list(tmp_path / "list.xlsx", *people, **layout)
        return read_lists(path, account=account or cast.clerk, today=timezone.localdate(), choices=choices)

    return read


@pytest.fixture
def examine(read, cast):
    def examine(*people, account=None, **how):
        return examine_lists(account=account or cast.clerk, lists=read(*people, account=account, **how))

    return examine


@pytest.fixture
def bring(read, cast):
    """Import the people as the clerk; returns the examination."""

    def bring(*people, account=None, **how):
        lists = read(*people, account=account, **how)
        return import_dossiers(account=account or cast.clerk, reason="Nhập thử", lists=lists)

    return bring


def kinds(examination):
    return {kind: number for kind, number in examination.counts.items() if number}


def changes(examination, index=0):
    return [(change.key, change.old, change.new) for change in examination.rows[index].changes]


def refusals(examination):
    return {finding.cell: finding.message for finding in examination.findings("errors")}


def warnings(examination):
    return {finding.cell: finding.message for finding in examination.findings("warnings")}


def stored(number=1):
    return Dossier.objects.get(code=f"34ZZ-{number:04}")


def periods(rows):
    return [(str(row.valid_from), row.valid_to and row.valid_to.isoformat()) for row in rows.order_by("valid_from")]


# New people


@pytest.mark.clause("TCHQ-8.2b", "TCHQ-3.1b")
def test_a_new_person_gets_all_that_the_list_tells(bring):
    bring(
        person(
            position="Đội trưởng",
            appointed=date(2021, 4, 1),
            allowance=0.3,
            party="03/2015",
            degree="Đại học",
            major="Luật",
            political="Trung cấp",
            state="Chuyên viên",
            language="Anh B2, Trung HSK4",
            it="Cơ bản",
            ethnic="Kinh",
            home="Hòa Vang, Đà Nẵng",
            note="Đi học",
        )
    )
    dossier = stored()
    assert (dossier.sex, str(dossier.birth_date), dossier.home_town) == ("F", "14/08/1986", "Hòa Vang, Đà Nẵng")
    assert (dossier.ethnic_group.name, str(dossier.party_joined_on), dossier.note) == ("Kinh", "03/2015", "Đi học")
    assert (dossier.now_unit.code, dossier.now_status, dossier.now_position.name) == (
        "HQ34-03",
        "serving",
        "Đội trưởng",
    )
    assert (dossier.now_rank.code, dossier.now_group, dossier.now_step) == ("08.051", "A1", 4)
    assert periods(dossier.posting_set) == [("01/01/2012", None)]
    appointment = dossier.appointment_set.get()
    assert (str(appointment.valid_from), appointment.allowance) == ("01/04/2021", Decimal("0.30"))
    studies = {(s.kind, str(s.level), str(s.language or ""), s.major) for s in dossier.study_set.all()}
    assert studies == {
        ("professional", "Đại học", "", "Luật"),
        ("political", "Trung cấp", "", ""),
        ("state", "Chuyên viên", "", ""),
        ("language", "Bậc 4 (B2)", "Tiếng Anh", ""),
        ("language", "HSK 4", "Tiếng Trung", ""),
        ("it", "Ứng dụng CNTT cơ bản", "", ""),
    }


@pytest.mark.parametrize("words", ["Công chức", "thừa hành", "Kiểm tra viên hải quan", None])
def test_who_holds_no_office_is_not_appointed(bring, words):
    assert kinds(bring(person(position=words))) == {"new": 1}
    assert not Appointment.objects.exists()
    assert stored().subject == "civil_servant"


def test_a_worker_under_contract_is_one(bring):
    bring(person(position="Người lao động", rank=None, step=None, coefficient=None, paid_from=None))
    assert stored().is_contract_staff


@pytest.mark.parametrize(
    ("recruited", "begins"),
    [(date(2026, 11, 2), "02/11/2026"), (date(2039, 1, 1), "31/10/2026"), (None, "31/10/2026"), ("2003", "2003")],
)
def test_the_posting_begins_with_the_recruitment_unless_that_is_to_come(bring, recruited, begins):
    if timezone.localdate() < date(2026, 11, 2):
        pytest.skip("the clock of this machine stands before the list")
    bring(person(recruited=recruited))
    assert periods(stored().posting_set) == [(begins, None)]
    assert stored().now_status == "serving"


def test_a_unit_younger_than_the_recruitment(bring, unit, program):
    room = unit("HQ34-03")
    with writing(account=program, reason="Thử", act=Act.CORRECT):
        room.established_on = date(2015, 6, 1)
        record(room)
    bring(person(recruited=date(2012, 1, 1)))
    assert periods(stored().posting_set) == [("31/10/2026", None)]


def test_a_list_of_one_unit_without_a_column_of_units(bring):
    headers = {key: text for key, text in HEADERS.items() if key != "unit"}
    bring(person(), headers=headers, titles=(*TITLES, "ĐỘI KIỂM SOÁT HẢI QUAN"))
    assert stored().now_unit.code == "HQ34-12"


def test_nobody_is_put_into_a_department_at_large(examine):
    headers = {key: text for key, text in HEADERS.items() if key != "unit"}
    assert list(refusals(examine(person(), headers=headers)).values()) == [
        "Danh sách không cho biết đơn vị công tác của người này."
    ]


def test_leaders_of_the_department_serve_in_it(bring):
    bring(person(1, unit="Lãnh đạo Cục"), person(2, unit="Cục HQ Đà Nẵng"))
    assert {stored(1).now_unit.code, stored(2).now_unit.code} == {"HQ34"}


def test_a_new_person_needs_a_code(examine):
    examination = examine(person(code=None))
    assert refusals(examination) == {cell("code"): "Chưa có số hiệu; lập hồ sơ mới phải có số hiệu."}


def test_what_does_not_fit_is_refused_at_its_cell(examine):
    examination = examine(person(major="L" * 201, degree="Đại học"), person(2, home="H" * 301))
    assert set(refusals(examination)) == {cell("major"), cell("home", 1)}


def test_a_name_has_letters_and_pay_is_not_for_another_age(examine):
    far = date(timezone.localdate().year + 6, 1, 1)
    examination = examine(person(1, name="'.'"), person(2, paid_from=far))
    assert set(refusals(examination)) == {cell("name"), cell("paid_from", 1)}


def test_a_rank_before_its_time_is_refused(examine):
    examination = examine(person(rank="02.007", step=1, coefficient=2.34, paid_from=date(2013, 5, 1)))
    assert "chưa có hiệu lực" in refusals(examination)[cell("rank")]


def test_an_old_group_is_kept(bring):
    """01.004 before August 2021 is paid by group B, since then by A0 (FACTS §3.2)."""
    bring(person(rank="01.004", step=3, coefficient=2.26, paid_from=date(2020, 5, 1)))
    assert stored().now_group == "B"


def test_words_beyond_the_catalogues_are_doubted_not_lost_silently(bring):
    examination = bring(person(language="Anh giao tiếp", it="MOS", degree="Đại học Luật", major="Luật"))
    told = warnings(examination)
    assert set(told) >= {cell("language"), cell("it"), cell("degree"), cell("major")}
    assert not Study.objects.exists()


@pytest.mark.parametrize(
    ("words", "language", "level"),
    [
        ("Cử nhân Anh", "Tiếng Anh", "Đại học"),
        ("TOEIC 600", "Tiếng Anh", "TOEIC"),
        ("HSK 4", "Tiếng Trung", "HSK 4"),
        ("Tiếng Anh trình độ B", "Tiếng Anh", "Chứng chỉ B"),
        ("C Pháp", "Tiếng Pháp", "Chứng chỉ C"),
    ],
)
def test_languages_are_read_however_they_are_written(bring, words, language, level):
    bring(person(language=words))
    study = Study.objects.get(kind="language")
    assert (str(study.language), str(study.level)) == (language, level)


def test_the_language_may_stand_in_the_header(bring):
    bring(person(language="B2"), headers=HEADERS | {"language": "Tiếng Anh"})
    assert str(Study.objects.get(kind="language").language) == "Tiếng Anh"


# People on file


def test_the_same_list_again_changes_nothing(bring, examine):
    people = [
        person(1, position="Đội trưởng", degree="Đại học", major="Luật", language="Cử nhân Anh", party="2010"),
        person(2, recruited=date(2039, 1, 1), position="Phó Đội trưởng", allowance=0.2),
        person(3, paid_from=date(2031, 1, 1), citizen=None),
    ]
    assert kinds(bring(*people)) == {"new": 3}
    assert kinds(examine(*people)) == {"unchanged": 3}


def test_empty_cells_and_vaguer_dates_take_nothing_away(bring, examine):
    bring(person(home="Hòa Vang, Đà Nẵng", party=date(2010, 5, 3), note="x"))
    empty = dict.fromkeys(("home", "note", "citizen", "step", "rank", "coefficient", "paid_from", "sex"))
    vague = {"party": "2010", "recruited": "2012", "birth": "08/1986"}
    assert kinds(examine(person(**empty | vague))) == {"refused": 1}, "a list with a column of sexes tells them"
    assert kinds(examine(person(**empty | vague | {"sex": "Nữ"}))) == {"unchanged": 1}


def test_a_person_is_found_by_citizen_number_when_the_list_has_no_codes(bring, examine):
    bring(person(home="Điện Bàn"))
    headers = {key: text for key, text in HEADERS.items() if key != "code"}
    examination = examine(person(home="Hội An"), headers=headers)
    assert changes(examination) == [("home_town", "Điện Bàn", "Hội An")]


def test_another_unit_is_a_posting_from_the_day_of_the_list(bring):
    bring(person())
    examination = bring(person(unit="Văn phòng"))
    assert changes(examination) == [("unit", "Phòng Nghiệp vụ", "Văn phòng (từ 31/10/2026)")]
    assert periods(stored().posting_set) == [("01/01/2012", "2026-10-30"), ("31/10/2026", None)]
    assert stored().now_unit.code == "HQ34-01"


def test_a_later_move_on_file_is_not_undone_by_an_older_list(bring, examine):
    bring(person())
    bring(person(unit="Văn phòng"))
    older = (*TITLES[:3], "(Tính đến ngày 30/06/2026)")
    assert kinds(examine(person(), titles=older)) == {"unchanged": 1}


def test_the_unit_corrected_in_the_same_list_is_a_correction(bring):
    bring(person(recruited=None))
    bring(person(recruited=None, unit="Văn phòng"))
    posting = Posting.objects.get()
    assert (posting.unit.code, str(posting.valid_from), posting.version) == ("HQ34-01", "31/10/2026", 2)


def test_a_later_step_is_a_new_record_and_the_same_day_a_correction(bring):
    bring(person(step=4, coefficient=3.33, paid_from=date(2023, 3, 1)))
    later = bring(person(step=5, coefficient=3.66, paid_from=date(2026, 3, 1)))
    assert changes(later) == [
        ("rank", "08.051 bậc 4, hệ số 3,33 (từ 01/03/2023)", "08.051 bậc 5, hệ số 3,66 (từ 01/03/2026)")
    ]
    assert periods(stored().salary_set) == [("01/03/2023", "2026-02-28"), ("01/03/2026", None)]
    bring(person(step=6, coefficient=3.99, paid_from=date(2026, 3, 1)))
    assert periods(stored().salary_set) == [("01/03/2023", "2026-02-28"), ("01/03/2026", None)]
    assert stored().now_step == 6


@pytest.mark.parametrize("day", [date(2025, 12, 1), date(2026, 6, 1)])
def test_the_same_pay_from_another_day_corrects_the_day(bring, day):
    bring(person(step=4, coefficient=3.33, paid_from=date(2023, 3, 1)))
    bring(person(step=5, coefficient=3.66, paid_from=date(2026, 3, 1)))
    bring(person(step=5, coefficient=3.66, paid_from=day))
    (_, ended), (begun, _) = periods(stored().salary_set)
    assert begun == day.strftime("%d/%m/%Y")
    assert (day - date.fromisoformat(ended)).days == 1
    assert stored().salary_set.count() == 2


def test_pay_that_would_begin_before_the_step_before_it_is_refused(bring, examine):
    bring(person(step=4, coefficient=3.33, paid_from=date(2023, 3, 1)))
    bring(person(step=5, coefficient=3.66, paid_from=date(2026, 3, 1)))
    examination = examine(person(step=5, coefficient=3.66, paid_from=date(2022, 3, 1)))
    assert "không sau 01/03/2023" in refusals(examination)[cell("paid_from")]


def test_older_pay_goes_into_the_past_with_a_doubt(bring):
    bring(person(step=5, coefficient=3.66, paid_from=date(2026, 3, 1)))
    examination = bring(person(step=4, coefficient=3.33, paid_from=date(2023, 3, 1)))
    assert "mới hơn" in warnings(examination)[cell("paid_from")]
    assert periods(stored().salary_set) == [("01/03/2023", "2026-02-28"), ("01/03/2026", None)]
    assert stored().now_step == 5


def test_offices_begin_go_on_and_are_corrected(bring, examine):
    bring(person(position="Phó Đội trưởng", appointed=date(2020, 1, 1), allowance=0.2))
    assert kinds(examine(person(position="Phó Đội trưởng"))) == {"unchanged": 1}
    bring(person(position="Đội trưởng", appointed=date(2024, 1, 1), allowance=0.3))
    assert periods(stored().appointment_set) == [("01/01/2020", "2023-12-31"), ("01/01/2024", None)]
    bring(person(position="Đội trưởng", appointed=date(2023, 10, 1), allowance=0.35))
    assert periods(stored().appointment_set) == [("01/01/2020", "2023-09-30"), ("01/10/2023", None)]
    assert stored().appointment_set.get(valid_to=None).allowance == Decimal("0.35")
    renewed = bring(person(position="Đội trưởng", appointed=date(2026, 6, 1), allowance=0.35))
    assert kinds(renewed) == {"changed": 1}
    assert stored().appointment_set.count() == 3


def test_no_office_in_the_list_does_not_end_the_one_on_file(bring):
    bring(person(position="Đội trưởng"))
    examination = bring(person(position="Công chức"))
    assert kinds(examination) == {"unchanged": 1}
    assert "quyết định" in warnings(examination)[cell("position")]
    assert stored().now_leading


def test_studies_are_added_when_they_are_not_there(bring):
    bring(person(degree="Đại học", language="Anh B"))
    examination = bring(person(degree="Đại học", major="Luật", language="Anh B2"))
    assert changes(examination) == [
        ("degree", "Đại học", "Đại học, Luật"),
        ("language", "", "Tiếng Anh, Bậc 4 (B2)"),
    ]
    bring(person(degree="Đại học", major="Kế toán", language="anh  b2"))
    majors = sorted(stored().study_set.filter(kind="professional").values_list("major", flat=True))
    assert majors == ["Kế toán", "Luật"]
    assert stored().study_set.filter(kind="language").count() == 2
    listed = stored().study_set.filter(kind="professional").values_list("major_listed__name", flat=True)
    assert sorted(listed) == ["Kế toán", "Luật"], "majors of the list are known as such"


# Who is who


@pytest.mark.clause("TCHQ-8.2b")
def test_a_code_of_somebody_else_is_refused(bring, examine):
    bring(person(1))
    other = person(1, name="Trần Văn Bảy", citizen="048086999999", birth=date(1990, 1, 1), sex="Nam")
    assert "đang thuộc hồ sơ của người khác: Nguyễn Thị E" in refusals(examine(other))[cell("code")]
    without_number = {**other, "citizen": None}
    assert "người khác" in refusals(examine(without_number))[cell("code")]


def test_a_corrected_number_or_name_is_a_change(bring, examine):
    bring(person(1))
    corrected = examine(person(1, citizen="048186000009"))
    assert changes(corrected) == [("citizen_id", "048 186 ••• •••", "048 186 ••• •••")], "long numbers are told masked"
    assert corrected.rows[0].dossier.citizen_id == "048186000009"
    assert [key for key, *_ in changes(examine(person(1, name="Nguyễn Thị Ê")))] == ["full_name"]


@pytest.mark.clause("TCHQ-8.2b")
def test_a_number_stored_under_another_code_is_refused(bring, examine):
    bring(person(1), person(2))
    moved = examine(person(3, citizen="048186000001"), person(2, citizen="048186000001", name="Nguyễn Thị I"))
    assert "34ZZ-0001" in refusals(moved)[cell("citizen")]
    assert cell("citizen", 1) in refusals(moved)


def test_one_dossier_is_told_by_one_row(bring, examine):
    bring(person(1, citizen="048186000001"))
    examination = examine(person(1, citizen=None), person(2, code=None, citizen="048186000001"))
    assert "đã được nêu ở một dòng khác" in refusals(examination)[cell("citizen", 1)]


@pytest.mark.clause("TCHQ-8.2b")
def test_the_same_name_and_birth_date_is_doubted(bring, examine, cast, make_dossier):
    bring(person(1))
    make_dossier(unit_code="HQ60-07", full_name="Lê Thị Mơ", birth_date="01/02/1990", code="60ZZ-0001")
    again = person(2, name="nguyễn thị e".title(), citizen=None)
    elsewhere = person(3, name="Lê Thị Mơ", birth=date(1990, 2, 1))
    told = warnings(examine(again, elsewhere))
    assert "34ZZ-0001" in told[cell("name")]
    assert "ngoài phạm vi" in told[cell("name", 1)] and "60ZZ" not in told[cell("name", 1)]


@pytest.mark.clause("TCHQ-5.2c")
def test_a_dossier_beyond_the_scope_is_not_touched_and_nothing_told(examine, make_dossier):
    make_dossier(unit_code="HQ60-07", full_name="Lê Thị Mơ", code="60ZZ-0001", citizen_id="049190000001")
    by_code = examine(person(1, code="60ZZ-0001", name="Lê Thị Mơ", citizen=None))
    by_number = examine(person(2, citizen="049190000001"))
    without_code = examine(person(3, code=None, citizen="049190000001"))
    for examination, where in ((by_code, "code"), (by_number, "citizen"), (without_code, "citizen")):
        (message,) = [refusals(examination)[cell(where)]]
        assert message.endswith("đã có trong hệ thống, không thuộc phạm vi của tài khoản.")
        assert "Mơ" not in message and "Quảng Nam" not in message


# Whose list


def test_a_neighbour_cannot_bring_people_into_our_units(examine, read, cast):
    lists = read(person(), account=cast.neighbour)
    assert "Cục Hải quan TP. Đà Nẵng, không thuộc phạm vi nhập" in lists.problems[0]
    chosen = read(person(), account=cast.neighbour, choices=Choices(unit="HQ34"))
    assert "không thuộc phạm vi nhập" in chosen.problems[0]
    inside = examine(person(unit="Phòng Nghiệp vụ Cục Hải quan TP. Đà Nẵng"), account=cast.neighbour,
                     choices=Choices(unit="HQ60"))  # fmt: skip
    assert "Không có đơn vị" in refusals(inside)[cell("unit")]


@pytest.mark.parametrize("role", ["leader", "specialist", "reader", "unit_admin", "department_head"])
def test_without_the_right_nothing_is_read(read, cast, role):
    with pytest.raises(PermissionDenied):
        read(person(), account=getattr(cast, role))


def test_an_account_of_the_whole_service_is_told_the_department_by_the_titles(bring, read, cast):
    bring(person(1), account=cast.sysadmin)
    assert stored().now_unit.code == "HQ34-03"
    untold = read(person(2), account=cast.sysadmin, titles=TITLES[2:])
    assert untold.problems == ["Trang “Trích ngang”: Tiêu đề không nêu đơn vị của danh sách. Hãy chọn đơn vị."]
    bring(person(2), account=cast.sysadmin, titles=TITLES[2:], choices=Choices(unit="HQ34"))
    assert stored(2).now_unit.code == "HQ34-03"


def test_addressees_and_longer_names_do_not_name_the_list(read, cast):
    titles = ("Kính gửi: Vụ Tổ chức cán bộ", *TITLES)
    assert read(person(), account=cast.sysadmin, titles=titles).unit.unit.code == "HQ34"


def test_equal_names_are_told_apart_by_the_unit_above(examine, cast):
    same = examine(person(1), account=cast.sysadmin, choices=Choices(unit="TCHQ"))
    assert "đơn vị cùng tên" in refusals(same)[cell("unit")]
    told = examine(person(1, unit="Phòng Nghiệp vụ - Cục HQ Đà Nẵng"), account=cast.sysadmin,
                   choices=Choices(unit="TCHQ"))  # fmt: skip
    assert kinds(told) == {"new": 1}


def test_each_sheet_has_its_own_department(bring, cast, tmp_path):
    book = Workbook()
    add_list(book.active, person(1))
    quang_nam = (TITLES[0], "CỤC HẢI QUAN TỈNH QUẢNG NAM", *TITLES[2:])
    add_list(book.create_sheet("Quảng Nam"), person(2, code="60ZZ-0002"), titles=quang_nam)
    book.save(tmp_path / "two.xlsx")
    bring(path=tmp_path / "two.xlsx", account=cast.sysadmin)
    assert stored(1).now_unit.code == "HQ34-03"
    assert Dossier.objects.get(code="60ZZ-0002").now_unit.code == "HQ60-03"


def test_a_move_between_departments_is_doubted(bring, cast, make_dossier):
    make_dossier(unit_code="HQ60-07", full_name="Nguyễn Thị E", code="34ZZ-0001")
    examination = bring(person(1), account=cast.sysadmin)
    assert "Cục Hải quan tỉnh Quảng Nam" in warnings(examination)[cell("unit")]
    assert stored().now_unit.code == "HQ34-03"


def test_a_former_name_of_a_unit_is_known(bring, unit, program):
    room = unit("HQ34-03")
    version = room.versions.get()
    with writing(account=program, reason="Thử", act=Act.CORRECT):
        version.valid_to = date(2019, 12, 31)
        record(version)
        record(type(version)(unit=room, name="Phòng Giám sát", kind=version.kind, parent=version.parent,
                             valid_from=date(2020, 1, 1)))  # fmt: skip
    type(room)._base_manager.filter(pk=room.pk).update(name="Phòng Giám sát")
    assert kinds(bring(person(unit="Phòng Nghiệp vụ"))) == {"new": 1}


# What a person decides about the file


def test_columns_can_be_given_another_meaning(examine):
    headers = HEADERS | {"home": "Nơi chôn nhau", "note": "Cột lạ"}
    column = list(HEADERS).index("home") + 1
    choices = Choices(sheets={"Trích ngang": SheetChoice(columns={column: "home_town"})})
    examination = examine(person(home="Hội An"), headers=headers, choices=choices)
    assert "home_town" in [key for key, *_ in changes(examination)]


def test_a_missing_column_is_a_problem_of_the_file(read):
    headers = {key: text for key, text in HEADERS.items() if key not in ("code", "citizen")}
    assert read(person(), headers=headers).problems == ["Trang “Trích ngang”: Chưa có cột Số hiệu hoặc Số CCCD."]


def test_the_header_may_be_pointed_out_and_sheets_left_out(read):
    lists = read(person(), choices=Choices(sheets={"Trích ngang": SheetChoice(used=False)}))
    assert "Không tìm thấy danh sách nào" in lists.problems[0]
    header = len(TITLES) + 1
    pointed = read(person(), choices=Choices(sheets={"Trích ngang": SheetChoice(True, (header, header))}))
    assert len(pointed.rows) == 1
    wrong = read(person(), choices=Choices(sheets={"Trích ngang": SheetChoice(True, (1, 1))}))
    assert "Chưa có cột" in wrong.problems[0]


def test_choices_survive_being_kept():
    choices = Choices("HQ34", {"Trích ngang": SheetChoice(True, (6, 7), {3: "full_name", 9: ""})})
    assert Choices.from_json(choices.to_json()) == choices
    assert Choices.from_json({}) == Choices()


# Rights


def test_a_row_that_touches_what_one_may_not_write_is_refused_at_its_cell(cast, examine, bring, monkeypatch):
    bring(person(1))
    rights = {"import_dossiers", "view_dossier", "write_training"}
    held = {
        code: units for code, units in cast.clerk.access.held.items() if code in {"import_dossiers", "view_dossier"}
    }
    held["write_training"] = held["view_dossier"]
    assert set(held) == rights
    cast.clerk.access.__dict__["held"] = held
    training = examine(person(1, degree="Đại học"))
    pay = examine(person(1, step=5, coefficient=3.66, paid_from=date(2026, 3, 1)))
    new = examine(person(2))
    assert kinds(training) == {"changed": 1}
    assert "Ngạch, bậc lương" in refusals(pay)[cell("rank")]
    assert "Lập hồ sơ mới" in refusals(new)[cell("unit")]


def test_who_may_only_move_people_rewrites_nothing(cast, examine, bring):
    """The right of central departments adds moves within the unit, of people without an office (TCHQ-6.1d1)."""
    bring(person(1), person(2, position="Đội trưởng"), person(3, recruited=None))
    units = cast.clerk.access.held["import_dossiers"]
    cast.clerk.access.__dict__["held"] = dict.fromkeys(("import_dossiers", "view_dossier", "move_inside"), units)
    there = {"unit": "Văn phòng", "position": None}
    moved = examine(person(1, **there), person(2, **there), person(3, recruited=None, **there))
    assert [row.kind for row in moved.rows] == ["changed", "refused", "refused"]
    assert set(refusals(moved)) == {cell("unit", 1), cell("unit", 2)}


@pytest.mark.clause("HP-2.4")
def test_nobody_imports_their_own_dossier(cast, examine):
    own = person(1, code=cast.clerk.custody.staff_code)
    assert "của chính mình" in refusals(examine(own))[cell("code")]
