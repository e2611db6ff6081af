"""Who may decide what about whom: every way of hanging a result on a decision asks the table (TCHQ-5.2b)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from orgunits.models import Unit
from personnel.authority import AuthorityCheck, Hanging
from personnel.catalogues import CATALOGUES
from personnel.importing.gate import ask_table
from personnel.importing.planned import Planned
from personnel.models import (
    Appointment,
    AuthorityOverride,
    Decentralisation,
    Decision,
    Discipline,
    Dossier,
    Finding,
    Position,
    Posting,
    Rank,
    Reward,
    Salary,
    Term,
)
from personnel.rules.authority import DecidedAct, Outcome
from personnel.sections import APPOINTMENTS, PANELS, SALARIES
from personnel.services.acknowledge_finding import acknowledge_finding
from personnel.services.correct_decision import correct_decision
from personnel.services.find_faults import find_faults
from personnel.services.load_catalogues import load_catalogues
from personnel.services.renew_entry import renew_entry
from personnel.services.require_authority import OutsideAuthority
from personnel.services.save_panel import save_panel
from personnel.services.save_row import add_row, correct_row
from qlcb.dates import PartialDate
from qlcb.history import delete_many, record, writing
from tests.history import assert_history_is_whole
from tests.personnel.workbooks.books import Book, export, findings, opened
from tests.stage import dossier_maker, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here", "people")]
CLAUSE = pytest.mark.clause("TCHQ-5.2b")
P = PartialDate.of
CHIEF, STAFF = "34ZZ-0001", "34ZZ-0002"


@pytest.fixture(scope="module")
def people(stage):
    """A deputy head of Cục Hải quan Đà Nẵng since 2020, and an officer of one of its sub-departments."""
    today = timezone.localdate()
    make = dossier_maker(today)
    for code, name in ((CHIEF, "Phạm Đình Trọng"), (STAFF, "Lê Thị Bình")):
        make(code=code, full_name=name, rank="08.051", step=4, salary_from="01/03/2021")
    post = Appointment(
        dossier=Dossier.objects.get(code=CHIEF), position=Position.objects.get(code="PCT"),
        unit=Unit.objects.get(code="HQ34"), valid_from=P("01/06/2020"),
    )  # fmt: skip
    add_row(account=the_cast().sysadmin, reason="Bổ nhiệm", section=APPOINTMENTS, row=post, today=today)


@pytest.fixture
def chief():
    return Dossier.objects.get(code=CHIEF)


@pytest.fixture
def staff():
    return Dossier.objects.get(code=STAFF)


def paper(authority: str | None, signed="26/02/2024", kind="salary", number="214/QĐ") -> Decision:
    day = P(signed).first_day
    unit = Unit.objects.get(code=authority) if authority else None
    return Decision(number=number, signed_on=day, effective_on=day, kind=kind, authority=unit)


def raised(dossier, decision, **other) -> Salary:
    rank = Rank.objects.on(date(2024, 3, 1)).get(code="08.051")
    values = {"rank": rank, "step": 5, "coefficient": "3.66", "valid_from": P("01/03/2024")} | other
    return Salary(dossier=dossier, decision=decision, **values)


def verdict_of(row):
    return AuthorityCheck([row]).verdict(Hanging(row, row.decision))


def refusals():
    return AccessEvent.objects.filter(kind=AccessEvent.Kind.FORBIDDEN, detail__contains="goài phân cấp")


def post_raise(client, code, authority="HQ34", **other):
    data = {
        "rank": Rank.objects.on(date(2024, 3, 1)).get(code="08.051").pk, "step": "5", "coefficient": "3,66",
        "over_frame": "0", "pay_percent": "100", "valid_from": "01/03/2024", "valid_to": "",
        "decision_number": "214/QĐ", "decision_signed_on": "26/02/2024", "reason": "", "version": "1",
        "decision_authority": Unit.objects.get(code=authority).pk if authority else "",
    }  # fmt: skip
    return client.post(reverse("personnel:row_add", args=[code, "luong"]), data | other)


@CLAUSE
@pytest.mark.parametrize(("authority", "who"), [("HQ34", "Cục Hải quan TP. Đà Nẵng"), (None, "cơ quan ngoài hệ thống")])
def test_the_form_refuses_beside_the_field_and_logs_it(authority, who, cast, sign_in, chief):
    page = post_raise(sign_in(cast.clerk), CHIEF, authority, decision_override="Tự cho phép")
    (told,) = page.context["form"].errors["decision_authority"]
    assert "do Tổng cục Hải quan quyết định" in told and f"{who} không có thẩm quyền" in told
    assert "không có quyền: Ghi kết quả của quyết định ngoài bảng phân cấp" in told
    assert "đề nghị tài khoản có quyền ghi ngoài phân cấp" in told
    assert "Lý do ghi ngoài phân cấp" not in page.content.decode()
    assert not Decision.objects.exists() and chief.salary_set.count() == 1
    event = refusals().get()
    assert event.target == reverse("personnel:row_add", args=[CHIEF, "luong"])
    assert (event.account_id, event.unit_id) == (cast.clerk.pk, chief.now_unit_id)
    log = sign_in(cast.unit_admin).get(reverse("personnel:access_log"), {"loai": "tu-choi"}).content.decode()
    assert "Ngoài phân cấp" in log
    assert_history_is_whole()


@CLAUSE
def test_who_decides_by_the_table_is_let_through(cast, sign_in, staff):
    assert post_raise(sign_in(cast.clerk), STAFF).status_code == 302
    assert post_raise(sign_in(cast.policy), CHIEF, "TCHQ", decision_number="9/QĐ-TCHQ").status_code == 302
    assert Salary.objects.filter(step=5).count() == 2 and not AuthorityOverride.objects.exists()


@CLAUSE
def test_an_override_takes_a_right_and_a_reason_and_is_listed(cast, sign_in, chief):
    client = sign_in(cast.sysadmin)
    page = post_raise(client, CHIEF)
    assert "Lý do ghi ngoài phân cấp" in page.content.decode(), "who may give a reason is asked for it"
    assert post_raise(client, CHIEF, decision_override="  ").status_code == 200
    assert not Decision.objects.exists()
    reason = "Được Tổng cục trưởng ủy quyền tại văn bản 77/TCHQ-TCCB"
    assert post_raise(client, CHIEF, decision_override=reason).status_code == 302
    kept = AuthorityOverride.objects.get()
    assert (kept.reason, kept.account, kept.holder) == (reason, cast.sysadmin, cast.sysadmin.holder_name)
    assert (kept.dossier, kept.decision.number, kept.section, kept.matter) == (chief, "214/QĐ", "luong", "raise")
    assert kept.row == chief.salary_set.get(step=5).pk and "Tổng cục Hải quan" in kept.told
    assert kept.history.count() == 1
    assert_history_is_whole()
    url, at = reverse("personnel:overrides"), reverse("personnel:decision", args=[kept.decision_id])
    for account, seen in ((cast.clerk, True), (cast.leader, True), (cast.neighbour, False)):
        listed = sign_in(account).get(url).content.decode()
        assert (reason in listed, at in listed, chief.full_name in listed) == (seen,) * 3, account
    client = sign_in(cast.leader)
    assert reason in client.get(at).content.decode()
    today = timezone.localdate()
    for query, count in (
        ({"don-vi": "HQ34"}, 1), ({"don-vi": "HQ60"}, 0), ({"tu-ngay": f"{today:%d/%m/%Y}"}, 1),
        ({"den-ngay": "01/01/2020"}, 0), ({"den-ngay": f"{today:%d/%m/%Y}"}, 1), ({"tu-ngay": "ngày nào"}, 0),
    ):  # fmt: skip
        assert client.get(url, query).context["page"].total == count, query
    assert sign_in(cast.clerk).get(url, {"don-vi": "HQ60"}).status_code == 404


@CLAUSE
def test_an_override_stays_listed_when_its_record_is_taken_out(cast, sign_in, chief):
    """The decision is then nobody's result; the list tells its number all the same, and leads nowhere."""
    post_raise(sign_in(cast.sysadmin), CHIEF, "TCHQ", decision_number="9/QĐ-TCHQ")
    kept, row = Decision.objects.get(), chief.salary_set.get(step=5)
    with writing(account=cast.sysadmin, reason="Thử"):
        record(AuthorityOverride(decision=kept, dossier=chief, section="luong", row=row.pk, matter="raise",
                                 reason="Theo ủy quyền", told="Thử", account=cast.sysadmin))  # fmt: skip
        delete_many([row])
    page = sign_in(cast.clerk).get(reverse("personnel:overrides"))
    assert page.context["page"].total == 1 and not page.context["visible"]
    assert "9/QĐ-TCHQ" in page.content.decode()
    assert sign_in(cast.neighbour).get(reverse("personnel:overrides")).context["page"].total == 0


@CLAUSE
def test_a_confidential_dossier_is_not_told_by_its_override(cast, sign_in):
    post_raise(sign_in(cast.sysadmin), CHIEF, decision_override="Theo ủy quyền")
    chief = Dossier.objects.get(code=CHIEF)
    chief.is_confidential = True
    with writing(account=cast.sysadmin, reason="Đánh dấu mật"):
        record(chief)
    assert sign_in(cast.clerk).get(reverse("personnel:overrides")).context["page"].total == 0
    assert sign_in(cast.leader).get(reverse("personnel:overrides")).context["page"].total == 1


@CLAUSE
@pytest.mark.parametrize(
    ("signed", "outcome"),
    [("26/04/2017", Outcome.NOT_JUDGED), ("31/05/2020", Outcome.RIGHT), ("01/06/2020", Outcome.WRONG)],
)
def test_the_day_of_signing_counts(signed, outcome, chief):
    """Before the table begins nothing is judged; the day before the appointment the person was an officer."""
    verdict = verdict_of(raised(chief, paper("HQ34", signed)))
    assert verdict.outcome is outcome, verdict.steps


@CLAUSE
def test_what_is_decided_is_told_from_the_record(staff, today):
    rank, team = Rank.objects.on(today).get(code="08.050"), Unit.objects.get(code="HQ34-01")
    state, term = Term.objects.filter(kind="reward_form", group="state").first(), Term.objects.filter
    head = Position.objects.get(code="TP")
    cases = [
        (raised(staff, paper("HQ34")), DecidedAct.RAISE, "HQ34"),
        (raised(staff, paper("HQ34"), valid_from=P("01/01/2023")), DecidedAct.EARLY_RAISE, "HQ34"),
        (raised(staff, paper("HQ34"), rank=rank, step=1), DecidedAct.RANK, "TCHQ"),
        (raised(staff, paper("HQ34"), step=4, over_frame=5), DecidedAct.OVER_FRAME, "HQ34"),
        (Posting(unit=team, valid_from=P("01/03/2024")), DecidedAct.MOVE_INSIDE, "HQ34"),
        (Posting(unit=Unit.objects.get(code="HQ60"), valid_from=P("01/03/2024")), DecidedAct.MOVE, "TCHQ"),
        (Posting(unit=team, kind="rotation", valid_from=P("01/03/2024")), DecidedAct.ROTATION, "HQ34"),
        (Appointment(unit=team, position=head, valid_from=P("01/03/2024")), DecidedAct.APPOINTMENT, "HQ34"),
        (Appointment(unit=Unit.objects.get(code="HQ34"), position=head, valid_from=P("2024")), DecidedAct.APPOINTMENT,
         "TCHQ"),
        (Reward(form=state, awarded_on=P("2024")), DecidedAct.REWARD_STATE, None),
        (Discipline(form=term(kind="discipline_form", group="staff").first(), valid_from=P("2024")),
         DecidedAct.DISCIPLINE, "HQ34"),
    ]  # fmt: skip
    for row, act, right in cases:
        row.dossier = staff
        told = {code: judged(row, code) for code in ("HQ34", "TCHQ", "HQ60", None)}
        assert {verdict.act for verdict in told.values()} == {act}, row
        assert told[right].outcome is Outcome.RIGHT, (act, told[right].steps)
        assert told["HQ60"].is_outside, act
    party = Discipline(dossier=staff, form=term(kind="discipline_form", group="party").first(), valid_from=P("2024"))
    assert judged(party, None).outcome is Outcome.NOT_JUDGED


def judged(row, authority):
    row.decision = paper(authority, kind="posting")
    return verdict_of(row)


@CLAUSE
def test_who_serves_is_moved_not_recruited_whatever_record_and_paper_say(cast, chief):
    """A department may recruit; it does not move its own leaders by calling that so."""

    def told(kind, paper_kind):
        row = Posting(dossier=chief, unit=Unit.objects.get(code="HQ34-01"), valid_from=P("01/03/2024"), kind=kind)
        row.decision = paper("HQ34", kind=paper_kind)
        return verdict_of(row)

    names = (("first", "posting"), ("move", "recruitment"), ("first", "recruitment"))
    for verdict in (told(*name) for name in names):
        assert (verdict.act, verdict.is_outside) == (DecidedAct.MOVE_INSIDE, True), verdict.steps
    (left,) = chief.posting_set.all()
    left.valid_to = date(2023, 6, 30)
    with writing(account=cast.sysadmin, reason="Thôi việc"):
        record(left)
    assert {told(*name).act for name in names} == {DecidedAct.RECRUITMENT}, "who left and comes back is"


@CLAUSE
def test_a_correction_that_leads_outside_is_refused_and_what_stood_so_before_is_not(cast, chief, staff, today):
    add_row(account=cast.clerk, reason="Nâng bậc", section=SALARIES, row=raised(staff, paper("HQ34")), today=today)
    row = staff.salary_set.get(step=5)
    row.decision = paper("HQ60", number="1/QĐ-HQQN")
    common = {"account": cast.clerk, "reason": "Đính chính", "section": SALARIES, "today": today}
    with pytest.raises(OutsideAuthority):
        correct_row(row=row, expected_version=1, **common)
    assert not Decision.objects.filter(number="1/QĐ-HQQN").exists()
    assert staff.salary_set.get(step=5).decision.number == "214/QĐ"
    old = raised(chief, None)
    with writing(account=cast.sysadmin, reason="Dữ liệu có từ trước khi có bảng"):
        decision = paper("HQ34", number="5/QĐ")
        record(decision)
        first = chief.salary_set.get()
        first.valid_to = date(2024, 2, 29)
        record(first)
        old.decision = decision
        record(old)
    old.note = "Đã đối chiếu bản giấy"
    assert correct_row(row=old, expected_version=1, **common)
    old.refresh_from_db()
    old.step, old.coefficient = 6, "3.99"
    with pytest.raises(OutsideAuthority):
        correct_row(row=old, expected_version=2, **common)
    assert chief.salary_set.get(pk=old.pk).step == 5, "words are mended, what is decided is judged anew"
    assert_history_is_whole()


def outside(dossier) -> list[Finding]:
    return list(Finding.objects.filter(dossier=dossier, rule="outside_authority", is_open=True))


@CLAUSE
def test_who_is_made_contract_staff_for_the_entry_is_found_when_made_an_officer_again(cast, sign_in, chief, today):
    """What the table is asked by can be changed for the entry; changed back, the result is told of."""

    def be(subject):
        dossier = Dossier.objects.get(pk=chief.pk)
        dossier.subject = subject
        panel = next(panel for panel in PANELS if "subject" in panel.fields)
        save_panel(account=cast.clerk, reason="Đính chính", panel=panel, dossier=dossier, today=today,
                   expected_version=dossier.version)  # fmt: skip

    be("contract")
    chief.refresh_from_db()
    add_row(account=cast.clerk, reason="Nâng", section=SALARIES, row=raised(chief, paper("HQ34")), today=today)
    assert not outside(chief)
    be("civil_servant")
    (found,) = outside(chief)
    assert "do Tổng cục Hải quan quyết định" in found.words and found.place == "luong"
    page = reverse("personnel:finding_acknowledge", args=[CHIEF, found.pk])
    assert sign_in(cast.clerk).get(page).status_code == 403
    board = reverse("personnel:dossier_quality", args=[CHIEF])
    assert page not in sign_in(cast.clerk).get(board).content.decode()
    assert page in sign_in(cast.sysadmin).get(board).content.decode()
    common = {"finding": found, "seen": found.fingerprint, "reason": "Có văn bản ủy quyền", "today": today}
    with pytest.raises(PermissionDenied, match="ngoài bảng phân cấp"):
        acknowledge_finding(account=cast.clerk, **common)
    acknowledge_finding(account=cast.sysadmin, **common)
    assert not outside(chief)


@CLAUSE
def test_a_post_ended_for_the_entry_is_found_when_held_again(cast, chief, today):
    post = chief.appointment_set.get()
    common = {"account": cast.clerk, "reason": "Đính chính", "section": APPOINTMENTS, "today": today}
    post.valid_to = date(2023, 12, 31)
    correct_row(row=post, expected_version=post.version, **common)
    add_row(account=cast.clerk, reason="Nâng", section=SALARIES, row=raised(chief, paper("HQ34")), today=today)
    assert not outside(chief)
    post.refresh_from_db()
    post.valid_to = None
    correct_row(row=post, expected_version=post.version, **common)
    assert [found.row_id for found in outside(chief)] == [chief.salary_set.get(step=5).pk]


@CLAUSE
def test_an_override_stands_for_its_decision_only(cast, sign_in, chief, today):
    assert post_raise(sign_in(cast.sysadmin), CHIEF, decision_override="Theo ủy quyền").status_code == 302
    assert not outside(chief)
    with writing(account=cast.sysadmin, reason="Không còn lý do"):
        AuthorityOverride.objects.get().delete()
    find_faults([chief.pk], today)
    assert len(outside(chief)) == 1


@CLAUSE
def test_a_change_without_a_paper_is_told_of(cast, staff, today):
    row = raised(staff, None, valid_from=PartialDate.of(today))
    add_row(account=cast.clerk, reason="Nâng bậc", section=SALARIES, row=row, today=today)
    (found,) = Finding.objects.filter(dossier=staff, rule="decision_missing")
    assert (found.place, found.row_id) == ("luong", row.pk), "what came with the first list is not asked for its papers"
    row.refresh_from_db()
    row.decision = paper("HQ34", signed=f"{today:%d/%m/%Y}")
    correct_row(account=cast.clerk, reason="Gắn quyết định", section=SALARIES, row=row, expected_version=1, today=today)
    assert not Finding.objects.filter(dossier=staff, rule="decision_missing").exists()


@CLAUSE
def test_a_new_dossier_under_another_department_is_not_opened(cast, sign_in, today):
    data = {
        "code": "34ZZ-7777", "full_name": "Trần Văn Mới", "sex": "M", "birth_date": "12/05/1999",
        "subject": "civil_servant", "unit": Unit.objects.get(code="HQ34-07").pk, "since": "01/06/2024",
        "decision_number": "12/QĐ", "decision_signed_on": "20/05/2024",
        "decision_authority": Unit.objects.get(code="HQ60").pk,
    }  # fmt: skip
    client = sign_in(cast.sysadmin)
    page = client.post(reverse("personnel:new"), data)
    assert "Cục Hải quan TP. Đà Nẵng" in page.context["form"].errors["decision_authority"][0]
    assert not Dossier.objects.filter(code="34ZZ-7777").exists() and not Decision.objects.exists()
    assert refusals().get().unit.code == "HQ34-07"
    assert client.post(reverse("personnel:new"), data | {"decision_override": "Thi tuyển chung"}).status_code == 302
    assert AuthorityOverride.objects.get().dossier.code == "34ZZ-7777"
    assert_history_is_whole()


@pytest.fixture
def crowd(cast, today):
    """`crowd(decision, number)`: so many people of Đà Nẵng with a raise under the stored decision."""
    make = dossier_maker(today)

    def gather(decision, number, start):
        for place in range(start, start + number):
            dossier = make(code=f"34ZZ-8{place:03}", rank="08.051", step=4, salary_from="01/03/2021")
            row = raised(dossier, decision)
            add_row(account=cast.clerk, reason="Nâng bậc", section=SALARIES, row=row, today=today)

    return gather


@CLAUSE
def test_another_authority_of_a_decision_is_asked_for_all_its_people_at_once(cast, sign_in, crowd):
    decision, counts = paper("HQ34"), []
    wrong = Unit.objects.get(code="HQ60").pk
    data = {
        "number": "214/QĐ", "kind": "salary", "signed_on": "26/02/2024", "effective_on": "26/02/2024", "signer": "",
        "summary": "", "reason": "Đọc nhầm", "version": "1", "authority": wrong,
    }  # fmt: skip
    for number, start in ((2, 0), (2, 2)):
        crowd(decision, number, start)
        client, url = sign_in(cast.sysadmin), reverse("personnel:decision_correct", args=[decision.pk])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.post(url, data)
        counts.append(len(queries))
        (told,) = page.context["form"].errors["authority"]
        assert f"{start + number}/{start + number} kết quả ngoài phân cấp" in told and "34ZZ-8000" in told
        assert Decision.objects.get().authority.code == "HQ34"
    assert counts[0] == counts[1]
    assert refusals().count() == 2 and "34ZZ" not in refusals().first().detail
    assert client.post(url, data | {"decision_override": "Theo văn bản 5"}).status_code == 302
    assert AuthorityOverride.objects.count() == 4
    assert {kept.history.count() for kept in AuthorityOverride.objects.all()} == {1}
    assert client.post(url, data | {"version": "2", "kind": "other", "reason": "Loại"}).status_code == 302, "stood so"
    assert_history_is_whole()


@CLAUSE
def test_who_may_not_override_for_one_of_the_people_may_for_none(cast, crowd, staff):
    decision = paper("HQ34")
    crowd(decision, 1, 0)
    decision.authority = Unit.objects.get(code="HQ60")
    with pytest.raises(OutsideAuthority):
        correct_decision(account=cast.clerk, reason="Sai", decision=decision, expected_version=1, override="Cứ ghi")
    assert Decision.objects.get().authority.code == "HQ34" and not AuthorityOverride.objects.exists()


@CLAUSE
def test_a_workbook_keeps_out_the_rows_that_another_authority_decides(cast, chief, staff, today, tmp_path):
    counts = []
    for number in (1, 12):
        made = Book(opened(export(cast.clerk, today, slugs=["luong"], rows=False)), tmp_path / "theo-muc.xlsx")
        told = {"rank": "08.051", "coefficient": "3,66", "step": 5, "decision_signed_on": "26/02/2024"}
        for day in range(1, number + 1):
            made.add("luong", chief, **told, valid_from=f"{day:02}/03/2024", decision_number=f"{day}/QĐ",
                     decision_authority="HQ34")  # fmt: skip
        good = made.add("luong", staff, **told, valid_from="01/03/2024", decision_number="77/QĐ",
                        decision_authority="HQ34")  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            seen = made.examine(the_cast().clerk, today)
        counts.append(len(queries))
        cells = findings(seen)
        assert len(cells) == number and all("Tổng cục Hải quan" in words for words in cells.values())
        assert ("Diễn biến lương", made.ref("luong", 2, "decision_authority")) in cells
        assert ("Diễn biến lương", made.ref("luong", good, "decision_authority")) not in cells
    assert counts[0] == counts[1]
    event = refusals().first()
    assert "12 dòng ngoài phân cấp" in event.detail and CHIEF not in event.detail
    made.write(cast.clerk, today)
    assert [d.number for d in Decision.objects.all()] == ["77/QĐ"]
    assert chief.salary_set.count() == 1 and staff.salary_set.count() == 2
    assert not AuthorityOverride.objects.exists()
    assert_history_is_whole()


@CLAUSE
def test_a_list_does_not_turn_a_result_into_what_another_authority_decides(cast, staff, today):
    """A raise decided by the department stays a raise: as promotion to a higher rank the general department decides."""
    add_row(account=cast.clerk, reason="Nâng bậc", section=SALARIES, row=raised(staff, paper("HQ34")), today=today)
    for code, refused in (("08.050", True), ("08.051", False)):
        told = []
        row = Planned(clean=None, sheet=None, dossier=staff)
        row.refuse = told.append
        row.writes.set(staff.salary_set.get(step=5), "rank_id", Rank.objects.on(today).get(code=code).pk)
        ask_table([row])
        assert [(error.key, "Tổng cục Hải quan" in error.message) for error in told] == [("rank", True)] * refused


@CLAUSE
def test_vu_tccb_edits_the_table_by_days_and_the_page_shows_it_on_any_day(cast, sign_in, program, chief):
    catalogue = CATALOGUES["phan-cap"]
    entry = catalogue.entries().get(matter="raise", subject="department_leader")
    renewed = Decentralisation(
        decider="department", valid_from=date(2024, 1, 1), source="QĐ thử 1/2024", confidence="source"
    )
    renew_entry(account=cast.sysadmin, reason="Phân cấp lại", catalogue=catalogue, entry=entry, renewed=renewed,
                expected_version=1)  # fmt: skip
    assert verdict_of(raised(chief, paper("HQ34"))).outcome is Outcome.RIGHT
    assert verdict_of(raised(chief, paper("HQ34", "31/12/2023"))).is_outside
    assert load_catalogues(account=program, reason="Nạp lại") == 0, "what people edited stays"
    client = sign_in(cast.reader)

    def cell(day):
        lines = dict(client.get(reverse("personnel:decentralisation"), {"ngay": day}).context["lines"])
        return [words for _, words, _ in lines["Nâng bậc lương thường xuyên"][1].rows]

    assert cell("31/12/2023") == ["Tổng cục"]
    assert cell("01/01/2024") == ["Cục, Vụ"]
    assert client.get(reverse("personnel:decentralisation"), {"ngay": "01/01/2010"}).context["total"] == 0
    page = client.get(reverse("personnel:decentralisation")).content.decode()
    assert reverse("personnel:catalogue_entry", args=["phan-cap", entry.pk]) not in page
    assert "cần đối chiếu với văn bản" in page and "chưa quy định" in page
