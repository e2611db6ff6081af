"""Time rules, keys, decisions and rights of rows that come in a workbook."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account, Custody
from personnel.models import Appointment, Decision, Discipline, Dossier, Position, Posting, Rating, Salary, Term
from personnel.sections import APPOINTMENTS
from personnel.services.import_dossiers import ImportMoved
from personnel.services.import_workbook import import_workbook
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from qlcb.history import Act, record, writing
from tests.history import assert_history_is_whole
from tests.personnel.workbooks.books import findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]
P = PartialDate.of
PAY = {"rank": "08.051", "step": 3, "coefficient": "3,00"}


@pytest.fixture
def person(make_dossier):
    """In HQ34-07 since 01/2012, paid step 2 since 01/03/2020."""
    return make_dossier(rank="08.051", step=2, salary_from="01/03/2020")


@pytest.fixture
def blank(book, person):
    """`blank("luong")`: an empty sheet of one section."""
    return lambda slug: book(slugs=[slug], rows=False)


def salaries(person):
    return [(str(s.valid_from), s.valid_to, s.step) for s in person.salary_set.order_by("valid_from")]


def test_a_new_row_ends_the_running_one(blank, person, cast, today):
    made = blank("luong")
    made.add("luong", person, **PAY, valid_from="01/03/2023")
    seen = made.examine(cast.clerk, today)
    (row,) = seen.to_json()["rows"]
    assert ["Dòng từ 01/03/2020: đến hết ngày", "", "28/02/2023"] in row["changes"]
    made.write(cast.clerk, today, confirmed=seen.mark)
    assert salaries(person) == [("01/03/2020", date(2023, 2, 28), 2), ("01/03/2023", None, 3)]
    ended = person.salary_set.get(step=2)
    assert (ended.history.count(), ended.history.first().act) == (2, Act.IMPORT)
    person.refresh_from_db()
    assert (person.now_step, person.now_coefficient) == (3, Decimal("3.00")), "the projection follows"
    assert_history_is_whole()


def test_a_whole_career_in_one_file(blank, person, cast, today):
    """Rows in any order, open ends: each ends before the next, within the file as with what is stored."""
    made = blank("luong")
    made.add("luong", person, rank="08.051", step=4, coefficient=3.33, valid_from="01/03/2026")
    made.add("luong", person, **PAY, valid_from="01/03/2023")
    made.add("luong", person, rank="08.051", step=1, coefficient="2.34", valid_from="2017")
    written = made.write(cast.clerk, today)
    assert written.counts["new"] == 3, findings(written)
    assert salaries(person) == [
        ("2017", date(2020, 2, 29), 1),
        ("01/03/2020", date(2023, 2, 28), 2),
        ("01/03/2023", date(2026, 2, 28), 3),
        ("01/03/2026", None, 4),
    ]
    assert_history_is_whole()


def test_overlaps_within_the_file_and_with_the_stored_are_refused(blank, person, cast, today):
    made = blank("luong")
    made.add("luong", person, **PAY, valid_from="01/01/2022", valid_to="31/12/2023")
    made.add("luong", person, rank="08.051", step=4, coefficient="3,33", valid_from="01/06/2023")
    made.add("luong", person, rank="08.051", step=1, coefficient="2,34", valid_from="2015", valid_to="31/12/2021")
    cells = findings(made.examine(cast.clerk, today))
    page = "Diễn biến lương"
    assert "Để trống" in cells[page, made.ref("luong", 2, "valid_to")]
    assert "đã có dòng khác" in cells[page, made.ref("luong", 4, "valid_to")]


def test_a_stated_end_is_never_cut_silently(blank, person, cast, today):
    made = blank("hop-dong")
    told = {"kind": Term.objects.filter(kind="contract_kind").first().name, "signed_on": "01/01/2020"}
    made.add("hop-dong", person, **told, number="1", valid_from="01/01/2020", valid_to="31/12/2022")
    made.add("hop-dong", person, **told, number="2", valid_from="01/06/2022", valid_to="31/12/2024")
    written = made.write(cast.clerk, today)
    assert written.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert "Chồng lấn với dòng từ 01/01/2020" in next(iter(findings(written).values()))


def test_bounds_move_together(book, person, blank, cast, today):
    """The first day of a row is corrected and the one before it follows, though the file repeats its old end."""
    made = blank("luong")
    made.add("luong", person, **PAY, valid_from="01/03/2023")
    made.add("luong", person, rank="08.051", step=4, coefficient="3,33", valid_from="01/03/2026")
    made.write(cast.clerk, today)
    made = book(slugs=["luong"])
    rows = {made.get("luong", row, "valid_from"): row for row in range(2, 5)}
    made.set("luong", rows["01/03/2023"], valid_from="01/05/2023")
    written = made.write(cast.clerk, today)
    assert written.counts["changed"] == 1, findings(written)
    assert [(since, until) for since, until, _ in salaries(person)] == [
        ("01/03/2020", date(2023, 4, 30)),
        ("01/05/2023", date(2026, 2, 28)),
        ("01/03/2026", None),
    ]
    made = book(slugs=["luong"])
    rows = {made.get("luong", row, "valid_from"): row for row in range(2, 5)}
    made.set("luong", rows["01/03/2020"], valid_to="31/03/2023")
    gap = made.examine(cast.clerk, today)
    assert "đính chính ngày bắt đầu của dòng đó" in next(iter(findings(gap).values()))
    made.set("luong", rows["01/05/2023"], valid_from="01/04/2023", valid_to="31/03/2026")
    made.set("luong", rows["01/03/2026"], valid_from="01/04/2026")
    assert made.write(cast.clerk, today).counts["changed"] == 3
    assert [(since, until) for since, until, _ in salaries(person)] == [
        ("01/03/2020", date(2023, 3, 31)),
        ("01/04/2023", date(2026, 3, 31)),
        ("01/04/2026", None),
    ]
    assert_history_is_whole()


def test_pay_is_checked_as_the_form_checks_it(blank, person, make_dossier, cast, today):
    made = blank("luong")
    made.add("luong", person, rank="08.051", step=3, coefficient="3,01", valid_from="01/03/2023")
    made.add("luong", make_dossier(), rank="01.003 Chuyên viên", step=3, coefficient=3, valid_from="01/03/2023")
    made.add("luong", make_dossier(), rank="8.051", step="ba", coefficient=3, valid_from="31/02/2023")
    written = made.examine(cast.clerk, today)
    cells, page = findings(written), "Diễn biến lương"
    assert "có hệ số 3,00" in cells[page, made.ref("luong", 2, "coefficient")]
    assert "không phải là số" in cells[page, made.ref("luong", 4, "step")]
    assert "không phải là ngày có thật" in cells[page, made.ref("luong", 4, "valid_from")]
    assert written.counts["new"] == 1
    assert written.plan.lines[1].record.group == "A1"


def test_constraints_speak_without_the_database(blank, person, cast, today):
    made = blank("phu-cap")
    kind = Term.objects.filter(kind="allowance").first().name
    made.add("phu-cap", person, kind=kind, mode="Theo mức tiền", valid_from="2020")
    made.add(
        "phu-cap", person, kind=kind, mode="Theo hệ số", coefficient="0,4", valid_from="2021", valid_to="31/12/2019"
    )
    told = findings(made.examine(cast.clerk, today))
    assert "Nhập hệ số, phần trăm hoặc giá trị" in told["Phụ cấp", "A2"]
    assert "Ngày kết thúc phải từ ngày bắt đầu" in told["Phụ cấp", made.ref("phu-cap", 3, "valid_to")]


def test_a_period_is_rated_once(blank, book, person, cast, today):
    rating = Term.objects.filter(kind="rating").first().name
    made = blank("xep-loai")
    made.add("xep-loai", person, year=2023, rating=rating)
    made.add("xep-loai", person, year=2024, rating=rating, score="91,5")
    made.add("xep-loai", person, year=2024, rating=rating)
    written = made.write(cast.clerk, today)
    assert written.counts["new"] == 2 and "Trùng với dòng 3" in next(iter(findings(written).values()))
    made = book(slugs=["xep-loai"])
    rows = {made.get("xep-loai", row, "year"): row for row in (2, 3)}
    made.set("xep-loai", rows[2023], year=2024)
    written = made.write(cast.clerk, today)
    assert "đã có xếp loại" in findings(written)["Xếp loại chất lượng", made.ref("xep-loai", rows[2023], "year")]
    assert sorted(Rating.objects.values_list("year", flat=True)) == [2023, 2024]


def test_empty_cells_leave_and_marked_ones_clear(blank, book, person, cast, today):
    made = blank("xep-loai")
    rating = Term.objects.filter(kind="rating").first()
    made.add("xep-loai", person, year=2024, rating=rating.name, score="91,5", note="Kỳ đủ hồ sơ")
    made.write(cast.clerk, today)
    made = blank("xep-loai")
    made.add("xep-loai", person, year=2024, rating=rating.code, note="(xóa)")
    seen = made.write(cast.clerk, today)
    assert seen.counts["changed"] == 1
    row = Rating.objects.get()
    assert (row.score, row.note, row.version) == (Decimal("91.50"), "", 2), "found again by year and quarter"
    made = book(slugs=["xep-loai"])
    made.set("xep-loai", 2, rating="-")
    assert "Chưa có" in next(iter(findings(made.examine(cast.clerk, today)).values()))


def test_the_bare_words_of_a_discipline_mean_the_list_of_the_persons_standing_then(
    blank, make_dossier, cast, unit, today
):
    """As of the day of the discipline; of the Party only who says so."""
    led, staff, worker = make_dossier(), make_dossier(), make_dossier(subject="contract")
    post = Appointment(
        dossier=led, position=Position.objects.filter(is_leading=True).first(), unit=unit("HQ34-07"), is_main=True,
        valid_from=PartialDate.of("01/01/2022"),
    )  # fmt: skip
    add_row(account=cast.sysadmin, reason="Thử", section=APPOINTMENTS, row=post, today=today)
    made, plain = blank("ky-luat"), {"violation": "Đi muộn"}
    made.add("ky-luat", led, form="Khiển trách", valid_from="05/05/2023", **plain)
    made.add("ky-luat", led, form="Khiển trách", valid_from="05/05/2021", **plain)
    made.add("ky-luat", staff, form="Cảnh cáo", valid_from="05/05/2023", **plain)
    made.add("ky-luat", staff, form="Cảnh cáo · Đảng", valid_from="06/06/2023", **plain)
    made.add("ky-luat", worker, form="Khiển trách", valid_from="05/05/2023", **plain)
    written = made.write(cast.clerk, today)
    assert written.counts["new"] == 5, findings(written)
    rows = Discipline.objects.order_by("pk").values_list("dossier", "valid_from", "form__group")
    assert {(pk, str(since), group) for pk, since, group in rows} == {
        (led.pk, "05/05/2023", "leader"), (led.pk, "05/05/2021", "staff"), (staff.pk, "05/05/2023", "staff"),
        (staff.pk, "06/06/2023", "party"), (worker.pk, "05/05/2023", "employee"),
    }  # fmt: skip


def test_decisions_are_found_or_entered_once(blank, person, make_dossier, cast, unit, today):
    paper = {"decision_number": "77/QĐ-HQĐNg", "decision_signed_on": "15/02/2023", "decision_authority": "HQ34"}
    others = [make_dossier(), make_dossier()]
    made = blank("luong")
    for one in (person, *others):
        made.add("luong", one, **PAY, valid_from="01/03/2023", **paper, decision_effective_on="01/03/2023")
    written = made.write(cast.clerk, today)
    assert written.counts["new"] == 3, findings(written)
    decision = Decision.objects.get(number="77/QĐ-HQĐNg")
    assert (decision.kind, decision.authority, decision.history.count()) == ("salary", unit("HQ34"), 1)
    assert Salary.objects.filter(decision=decision).count() == 3
    made = blank("luong")
    made.add("luong", others[0], rank="08.051", step=4, coefficient="3,33", valid_from="01/03/2026",
             **paper, decision_effective_on="02/03/2023", decision_signer="Ai Đó")  # fmt: skip
    made.add("luong", others[1], rank="08.051", step=4, coefficient="3,33", valid_from="01/03/2026",
             decision_number="78/QĐ-HQĐNg")  # fmt: skip
    made.add("luong", person, rank="08.051", step=4, coefficient="3,33", valid_from="01/03/2026",
             decision_number="79/QĐ", decision_signed_on="01/02/2026", decision_authority="HQ60")  # fmt: skip
    cells, page = findings(made.examine(cast.clerk, today)), "Diễn biến lương"
    assert "ngày có hiệu lực 01/03/2023" in cells[page, made.ref("luong", 2, "decision_effective_on")]
    assert "người ký" in cells[page, made.ref("luong", 2, "decision_signer")]
    assert "Nhập ngày ký" in cells[page, made.ref("luong", 3, "decision_signed_on")]
    assert "cấp trên" in cells[page, made.ref("luong", 4, "decision_authority")]


@pytest.mark.clause("TCHQ-5.3")
def test_a_result_in_a_file_keeps_who_advised_it_and_else_who_enters_it(blank, person, make_dossier, cast, today):
    """Not of what was decided before the regulation asked for it, as it comes out of old files."""
    told, silent, old, undecided = person, make_dossier(), make_dossier(), make_dossier()
    paper = {"decision_number": "77/QĐ-HQĐNg", "decision_signed_on": "15/02/2023", "decision_authority": "HQ34"}
    made = blank("luong")
    made.add("luong", told, **PAY, valid_from="01/03/2023", **paper, drafted_by="Lê Thị Tham Mưu")
    made.add("luong", silent, **PAY, valid_from="01/03/2023", **paper)
    made.add("luong", old, **PAY, valid_from="01/03/2016", **paper | {"decision_signed_on": "15/02/2016"})
    made.add("luong", undecided, **PAY, valid_from="01/03/2023")
    written = made.write(cast.clerk, today)
    assert written.counts["new"] == 4, findings(written)
    advised = {
        one: Salary.objects.filter(dossier=one).latest("pk").drafted_by for one in (told, silent, old, undecided)
    }
    assert advised == {told: "Lê Thị Tham Mưu", silent: cast.clerk.holder_name, old: "", undecided: ""}
    entry = Salary.objects.filter(dossier=silent).latest("pk").history.get()
    assert (entry.drafted_by, entry.history_user, entry.act) == (cast.clerk.holder_name, cast.clerk, "import")


def test_a_decision_of_refused_rows_is_not_entered(blank, person, cast, today):
    made = blank("luong")
    made.add("luong", person, rank="08.051", step=3, coefficient="9,99", valid_from="01/03/2023",
             decision_number="80/QĐ", decision_signed_on="01/02/2023", decision_authority="HQ34")  # fmt: skip
    made.write(cast.clerk, today)
    assert not Decision.objects.exists()


def test_rows_that_moved_on_are_not_overwritten(full, book, cast, today):
    made = book(slugs=["nghi"])
    made.set("nghi", 2, note="Theo tệp")
    seen = made.examine(cast.clerk, today)
    row = full.absence_set.order_by("pk").first()
    assert seen.counts["changed"] == 1
    target = full.absence_set.get(pk=int(made.get("nghi", 2, "who_row").split("v")[0]))
    with writing(account=cast.clerk, reason="Người khác nhanh hơn"):
        target.note = "Của người nhanh hơn"
        record(target)
    with pytest.raises(ImportMoved) as moved:
        made.write(cast.clerk, today, confirmed=seen.mark)
    assert "đã được sửa sau khi kết xuất" in next(iter(findings(moved.value.examination).values()))
    target.refresh_from_db()
    assert target.note == "Của người nhanh hơn" and row is not None


def test_a_row_id_of_somebody_else_is_refused(full, person, book, cast, today):
    made = book(slugs=["nghi"])
    made.set("nghi", 2, who_code=person.code, who_name=None)
    made.set("nghi", 3, who_row="12")
    cells = findings(made.examine(cast.clerk, today))
    assert "Không có bản ghi này" in cells["Nghỉ phép, vắng mặt", "D2"]
    assert "không đúng" in cells["Nghỉ phép, vắng mặt", "D3"]


def test_people_are_found_by_citizen_number(blank, make_dossier, cast, today):
    one = make_dossier(citizen_id="048186001234")
    other = make_dossier(citizen_id="048186001235")
    made = blank("nghi")
    kind = Term.objects.filter(kind="absence_kind").first().name
    told = {"kind": kind, "begins_on": "05/2024"}
    made.set("nghi", 2, who_citizen=48186001234, **told)
    made.set("nghi", 3, who_code=other.code, who_citizen="048186001234", **told)
    made.set("nghi", 4, **told)
    written = made.write(cast.clerk, today)
    assert written.counts["new"] == 1 and one.absence_set.count() == 1
    cells = findings(written)
    assert "không phải của người" in cells["Nghỉ phép, vắng mặt", "B3"]
    assert "Chưa có số hiệu" in cells["Nghỉ phép, vắng mặt", "A4"]


def test_nobody_writes_about_themselves(blank, person, cast, today):
    Custody.objects.filter(account=cast.clerk).exists()
    with writing(account=cast.sysadmin, reason="Bàn giao"):
        custody = cast.clerk.custodies.on(today).first()
        custody.staff_code = person.code
        record(custody)
    clerk = Account.objects.get(pk=cast.clerk.pk)
    made = blank("nghi")
    made.add("nghi", person, kind=Term.objects.filter(kind="absence_kind").first().name, begins_on="2024")
    written = made.write(clerk, today)
    assert "chính mình" in next(iter(findings(written).values())) and not person.absence_set.exists()


def test_confidential_dossiers_stay_unknown(blank, make_dossier, cast, today):
    hidden = make_dossier(is_confidential=True)
    assert not Dossier.objects.visible_to(cast.clerk).filter(pk=hidden.pk).exists()
    made = blank("nghi")
    made.add("nghi", hidden, kind=Term.objects.filter(kind="absence_kind").first().name, begins_on="2024")
    assert "không có trong phạm vi" in next(iter(findings(made.examine(cast.clerk, today)).values()))


def test_people_are_not_moved_out_of_reach(blank, person, unit, cast, today):
    made = blank("cong-tac")
    made.add("cong-tac", person, unit="HQ60-03", valid_from="01/06/2024")
    written = made.write(cast.clerk, today)
    assert "Đơn vị đến không thuộc phạm vi" in findings(written)["Quá trình công tác", made.ref("cong-tac", 2, "unit")]
    made = blank("cong-tac")
    made.add("cong-tac", person, unit="HQ34-03", valid_from="01/06/2024")
    assert made.write(cast.clerk, today).counts["new"] == 1
    person.refresh_from_db()
    assert person.now_unit == unit("HQ34-03")


def test_a_file_is_written_whole_or_not_at_all(blank, person, make_dossier, cast, today, monkeypatch):
    others = [make_dossier() for _ in range(3)]
    made = blank("luong")
    for one in (person, *others):
        made.add("luong", one, **PAY, valid_from="01/03/2023", decision_number="9/QĐ", decision_signed_on="01/02/2023",
                 decision_authority="HQ34")  # fmt: skip
    monkeypatch.setattr("personnel.workbooks.apply._look_again", _denied)
    with pytest.raises(PermissionDenied):
        made.write(cast.clerk, today)
    assert Salary.objects.count() == 1 and not Decision.objects.exists()
    assert Posting.objects.count() == 4


def _denied(*args):
    raise PermissionDenied("Không được.")


def test_importing_takes_the_right_to_import(blank, cast, today):
    made = blank("luong")
    with pytest.raises(PermissionDenied):
        made.examine(cast.policy, today)
    with pytest.raises(PermissionDenied):
        made.write(cast.leader, today)


def test_many_corrections_ask_no_more_questions_than_few(full, book, cast, today):
    def queries(number):
        made = book(slugs=["dao-tao"])
        for row in range(2, 2 + number):
            made.set("dao-tao", row, note=f"Lần sửa {number}, dòng {row}")
        file = made.read()
        with CaptureQueriesContext(connection) as captured:
            written = import_workbook(account=cast.clerk, reason="Đếm truy vấn", file=file, today=today)
        assert written.counts["changed"] == number, findings(written)
        return len(captured)

    queries(1)
    assert queries(12) <= queries(2)


@pytest.mark.clause("TCHQ-3.1b")
def test_a_class_with_all_its_attendees_comes_in_one_file(book, make_dossier, cast, today):
    """One course of state management, thirty people, one decision on the certificates."""
    people = [make_dossier(full_name=f"Học Viên Thứ {number}") for number in range(30)]
    made = book(slugs=["dao-tao"], rows=False)
    for person in people:
        made.add(
            "dao-tao", person, kind="Quản lý nhà nước, nghiệp vụ", level="Chuyên viên chính",
            school="Học viện Hành chính", begins_on="03/2026", ends_on="06/2026",
            decision_number="45/QĐ-HVHC", decision_signed_on="30/06/2026",
        )  # fmt: skip
    written = made.write(cast.clerk, today)
    assert written.counts == {"new": 30, "changed": 0, "unchanged": 0, "refused": 0}
    decision = Decision.objects.get(number="45/QĐ-HVHC")
    studies = decision.study_set.all()
    assert {study.dossier_id for study in studies} == {person.pk for person in people}
    assert {(study.history.count(), study.history.first().act) for study in studies} == {(1, Act.IMPORT)}
    assert decision.history.count() == 1
    assert_history_is_whole()
