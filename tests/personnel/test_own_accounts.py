"""Personal accounts: each reads the dossier about its person, confirms it, reports what is wrong, and no more."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Account, AccountAct
from accounts.services.grant import grant
from accounts.services.issue_account import issue_account
from accounts.services.program_account import program_account
from personnel.models import Dossier, ErrorReport, PersonalAccount, Posting, Relative, Salary, Term, Transfer
from personnel.own.people import Term as TakeOverTerm
from personnel.row_policies import rules
from personnel.sections import LEAVINGS, SECTIONS
from personnel.services.answer_error import answer_error
from personnel.services.begin_day import begin_day
from personnel.services.confirm_own_data import confirm_own_data
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.issue_personal_accounts import issue_personal_accounts
from personnel.services.open_dossier import open_dossier
from personnel.services.report_error import report_error
from personnel.services.save_row import add_row
from personnel.services.take_over_account import take_over_account
from personnel.waiting import waiting
from qlcb import row_security
from qlcb.dates import PartialDate
from qlcb.history import Conflict, record, writing
from tests.full_dossier import make_full_dossier
from tests.history import assert_history_is_whole
from tests.personnel.reorganisation.world import carry_out, draft, merging
from tests.personnel.test_confidential import text_of
from tests.personnel.test_leaving import leaving
from tests.personnel.transfers.moves import fresh, receive, send
from tests.personnel.workbooks.books import Book, export, opened
from tests.stage import dossier_maker, paper, the_cast

pytestmark = pytest.mark.django_db
OWN, PEOPLE, REPORTS = "/ho-so-cua-toi/", "/tai-khoan-ca-nhan/", "/bao-sai-sot/"
MINE, OTHER, SECRET = "34ZZ-0217", "34ZZ-0300", "34ZZ-0777"
PHONE = "0912345678"


def issue(admin, *people, number="5/QĐ"):
    """Accounts of their own for these people; returns the first."""
    today = timezone.localdate()
    issued = issue_personal_accounts(
        account=fresh(admin), reason="Cấp theo đề nghị", people=people, paper=paper(number), today=today
    )
    return issued[0][1].account


@pytest.fixture(scope="module")
def world(stage):
    """Somebody of Đà Nẵng with an account of their own, a colleague and a confidential person without."""
    make = dossier_maker(timezone.localdate())
    mine = make(code=MINE, full_name="Trần Thị Của Mình", rank="08.051", phone=PHONE)
    make(code=OTHER, full_name="Lê Văn Đồng Nghiệp", rank="08.051")
    make(code=SECRET, full_name="Phạm Văn Kín", is_confidential=True)
    issue(the_cast().unit_admin, mine)


def in_use(account) -> Account:
    """The account once its password of one use was changed."""
    with writing(account=program_account(), reason="Đã đổi mật khẩu"):
        account.must_change_password = False
        record(account)
    return fresh(account)


@pytest.fixture
def person(world):
    """The account that reads the dossier about its person, in use."""
    return in_use(PersonalAccount.objects.get(dossier__code=MINE).account)


@pytest.fixture
def mine(world):
    return Dossier.objects.get(code=MINE)


@pytest.fixture
def other(world):
    return Dossier.objects.get(code=OTHER)


@pytest.fixture
def haiphong(under_regulation):
    under_regulation("haiphong")


@pytest.fixture
def tayninh(under_regulation):
    under_regulation("tayninh")


def asked(data=None):
    return {
        "document": "8/QĐ-HQĐN", "document_on": "05/01/2026", "approved_by": "Cục trưởng Lê Văn Phê Duyệt",
        "reason": "Cấp tài khoản cá nhân",
    } | (data or {})  # fmt: skip


def rows_for(account, today) -> dict[str, object]:
    return {row.label: row for row in waiting(fresh(account), today)}


# Who gets what where the regulation has personal accounts.


@pytest.mark.clause("HP-4.2a")
def test_the_room_is_for_the_person_the_administrator_and_the_clerk(cast, person, mine, sign_in, haiphong, today):
    report = report_error(account=person, place="ly-lich", note="Sai quê quán", today=today)
    visitors = {role: getattr(cast, role) for role in ("sysadmin", "clerk", "unit_admin", "neighbour", "reader")}
    visitors |= {"person": person, "nobody": None}
    expected = {
        OWN: (403, 403, 403, 403, 403, 200, 302),
        f"{OWN}bao-sai-sot/ly-lich/": (403, 403, 403, 403, 403, 200, 302),
        f"{OWN}bao-sai-sot/khong-co/": (403, 403, 403, 403, 403, 404, 302),
        PEOPLE: (200, 403, 200, 403, 403, 403, 302),
        f"{PEOPLE}cap/?nguoi={OTHER}": (200, 403, 200, 403, 403, 403, 302),
        REPORTS: (200, 200, 403, 200, 200, 403, 302),
        f"{REPORTS}{report.pk}/": (200, 200, 404, 404, 404, 404, 302),
        "/ho-so/": (200, 200, 403, 200, 200, 403, 302),
        f"/ho-so/{MINE}/": (200, 200, 404, 404, 404, 404, 302),
        f"/ho-so/{OTHER}/": (200, 200, 404, 404, 404, 404, 302),
        "/quyet-dinh/": (200, 200, 403, 200, 200, 403, 302),
        "/tai-khoan/": (200, 403, 200, 403, 403, 403, 302),
    }
    for url, statuses in expected.items():
        found = tuple(sign_in(account).get(url).status_code for account in visitors.values())
        assert dict(zip(visitors, found, strict=True)) == dict(zip(visitors, statuses, strict=True)), url
    for url in (f"{OWN}xac-nhan/", f"{PEOPLE}{MINE}/nhan-ban-giao/"):
        assert sign_in(person).get(url).status_code == 405
    statuses = [sign_in(account).post(f"{PEOPLE}{MINE}/nhan-ban-giao/").status_code for account in visitors.values()]
    assert statuses == [302, 403, 302, 403, 403, 403, 302]
    statuses = [sign_in(account).post(f"{OWN}xac-nhan/").status_code for account in visitors.values()]
    assert statuses == [403, 403, 403, 403, 403, 302, 302]
    statuses = [sign_in(getattr(cast, role)).post(f"{REPORTS}{report.pk}/").status_code for role in ("leader", "clerk")]
    assert statuses == [403, 200]


def test_what_the_navigation_offers(cast, person, sign_in, haiphong):
    def ways(account):
        return {item["label"] for group in sign_in(account).get("/").context["nav"] for item in group["items"]}

    assert "Hồ sơ của tôi" in ways(person) and not {"Hồ sơ", "Báo sai sót", "Tài khoản"} & ways(person)
    assert "Tài khoản cá nhân" in ways(cast.unit_admin) and "Báo sai sót" in ways(cast.clerk)


def test_where_the_regulation_wants_none_there_is_no_such_room(cast, person, sign_in, today):
    assert not {"Tài khoản cá nhân chờ nhận bàn giao", "Người chưa có tài khoản cá nhân"} & set(
        rows_for(cast.unit_admin, today)
    )
    page = sign_in(cast.unit_admin).get("/")
    assert "Tài khoản cá nhân" not in {item["label"] for group in page.context["nav"] for item in group["items"]}
    assert sign_in(person).get(OWN).status_code == 404


# Giving them.


@pytest.mark.clause("HP-4.2a")
def test_one_is_given_from_the_list_and_signs_in_with_the_slip(cast, other, sign_in, client, haiphong, today):
    page = sign_in(cast.unit_admin).get(f"{PEOPLE}cap/?nguoi={OTHER}&nguoi={MINE}&nguoi=60ZZ-1")
    assert [one.code for one in page.context["people"]] == [OTHER]
    page = sign_in(cast.unit_admin).post(f"{PEOPLE}cap/", asked({"nguoi": OTHER}))
    ((dossier, issued),) = page.context["issued"]
    account = Account.objects.get(username="34zz-0300")
    assert (dossier.code, account.kind, account.unit.code) == (OTHER, "personal", "HQ34-07")
    assert issued.password in page.content.decode() and account.must_change_password
    act = AccountAct.objects.get(account=account)
    assert (act.kind, act.document, act.given_by) == ("issue", "8/QĐ-HQĐN", cast.unit_admin)
    link = PersonalAccount.objects.get(account=account)
    assert (link.asked_on, link.checked_on) == (today, None)
    client.cookies.clear()
    client.post("/dang-nhap/", {"username": account.username, "password": issued.password})
    assert client.get(OWN).url == reverse("accounts:password")
    assert_history_is_whole()


@pytest.mark.clause("HP-4.2a")
def test_all_of_a_unit_that_have_none_get_one_each(cast, mine, other, make_dossier, sign_in, haiphong, today):
    make_dossier(code="34ZZ-0400", unit_code="HQ34-08")
    ask = f"{PEOPLE}cap/?tat-ca=1&don-vi=HQ34-07"
    page = sign_in(cast.unit_admin).get(ask)
    assert [one.code for one in page.context["people"]] == [OTHER], "neither who has one nor the confidential"
    assert sign_in(cast.unit_admin).get(PEOPLE).context["lacking"] == 2
    page = sign_in(cast.unit_admin).get(f"{PEOPLE}cap/?tat-ca=1")
    codes = [one.code for one in page.context["people"]]
    page = sign_in(cast.unit_admin).post(f"{PEOPLE}cap/", asked({"nguoi": codes}))
    assert {one.code for one, _ in page.context["issued"]} == {OTHER, "34ZZ-0400"}
    assert len({new.password for _, new in page.context["issued"]}) == 2
    assert PersonalAccount.objects.in_use().count() == 3
    assert rows_for(cast.unit_admin, today).keys() == set()


def test_nobody_gives_one_beyond_their_units_or_to_themself_or_twice(cast, mine, other, make_dossier, today):
    with pytest.raises(PermissionDenied):
        issue(cast.clerk, other)
    with pytest.raises(PermissionDenied):
        issue(cast.unit_admin, make_dossier(code="60ZZ-0001", unit_code="HQ60-07"))
    with pytest.raises(PermissionDenied):
        issue(cast.unit_admin, Dossier.objects.get(code=SECRET))
    with pytest.raises(PermissionDenied, match="tự giao"):
        issue(cast.unit_admin, make_dossier(code=cast.unit_admin.custody.staff_code))
    with pytest.raises(ValidationError, match="đã có tài khoản"):
        issue(cast.unit_admin, mine)
    with pytest.raises(PermissionDenied, match="từ hồ sơ"):
        issue_account(
            account=cast.unit_admin, reason="x", username="ca.nhan", kind="personal", title="x",
            unit=cast.unit_admin.unit, paper=paper(), password="x", today=today,
        )  # fmt: skip
    assert PersonalAccount.objects.count() == 1


def test_giving_many_asks_as_much_as_giving_two(cast, make_dossier):
    asked = []
    for size in (2, 6):
        people = [make_dossier(code=f"34ZZ-2{size}{n:02}") for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            issue(cast.unit_admin, *people)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 40


def test_the_list_asks_the_same_for_one_and_for_many(cast, mine, make_dossier, sign_in, tayninh):
    asked = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            sign_in(cast.unit_admin).get(PEOPLE)
        asked.append(len(queries))
        issue(cast.unit_admin, *(make_dossier(code=f"34ZZ-3{number}{n:02}") for n in range(4)))
    assert asked[0] == asked[1] <= 20


def test_nothing_more_is_granted_or_delegated_to_it(cast, person, other, unit, today):
    with pytest.raises(PermissionDenied, match="chỉ đọc hồ sơ"):
        grant(
            account=cast.unit_admin, reason="x", to=person, unit=unit("HQ34-07"), document="1/QĐ", on=today,
            right="view_dossier", today=today,
        )  # fmt: skip
    with pytest.raises(PermissionDenied, match="chỉ đọc hồ sơ"):
        delegate_dossier(
            account=cast.unit_admin, reason="x", to=person, dossier=other, document="1/QĐ", document_on=today, on=today,
            until=today, right="view_dossier", today=today,
        )  # fmt: skip


# Reading.


@pytest.mark.clause("HP-9.3")
@pytest.mark.clause("HP-2.3")
def test_the_own_dossier_is_read_masked_and_shown_on_a_logged_click(cast, person, sign_in, haiphong):
    page = sign_in(person).get(OWN)
    told = page.content.decode()
    assert "Trần Thị Của Mình" in told and "08.051" in told and PHONE not in told
    assert PHONE in sign_in(person).post(OWN).content.decode()
    events = AccessEvent.objects.filter(account=person, target=MINE).values_list("kind", flat=True)
    assert set(events) == {AccessEvent.Kind.VIEW, AccessEvent.Kind.UNMASK}


@pytest.mark.clause("HP-2.4")
def test_behind_the_door_it_meets_its_own_rows_and_writes_none(person, mine, other, cast, today):
    make_full_dossier(account=program_account(), today=today)
    row_security.enter(person.access.row_scope())
    try:
        found = set(Dossier._base_manager.values_list("code", flat=True))
        seen = {
            dossier_id
            for model in rules()
            if any(field.name == "dossier" for field in model._meta.fields)
            for dossier_id in model._base_manager.values_list("dossier_id", flat=True)
        }
    finally:
        row_security.leave()
    assert found == {MINE} and seen - {None} == {mine.pk}
    kin = Relative(dossier=mine, relation=Term.objects.filter(kind="relation").first(), full_name="Nguyễn Văn Thân")
    for account in (person, cast.reader):
        with pytest.raises(PermissionDenied):
            add_row(account=account, reason="x", section=SECTIONS["gia-dinh"], row=kin, today=today)


def test_its_page_asks_the_same_for_a_long_dossier(person, mine, sign_in, haiphong, django_assert_max_num_queries):
    with django_assert_max_num_queries(64):
        sign_in(person).get(OWN)


def test_locked_left_or_confidential_it_reads_nothing(cast, person, mine, sign_in, haiphong, today):
    with writing(account=program_account(), reason="Đánh dấu mật"):
        mine.is_confidential = True
        record(mine)
    assert sign_in(person).get(OWN).status_code == 403
    row_security.enter(person.access.row_scope())
    try:
        assert not Dossier._base_manager.exists() and not Salary._base_manager.exists()
    finally:
        row_security.leave()
    locked = fresh(person)
    locked.is_active = False
    assert locked.access.own == frozenset()


# Checking, reporting, answering.


@pytest.mark.clause("HP-9.3")
def test_the_person_confirms_that_the_data_were_checked(cast, person, sign_in, haiphong, today):
    home = sign_in(person).get("/")
    assert [task.label for task in home.context["tasks"]] == ["Kiểm tra thông tin hồ sơ của bạn"]
    sign_in(person).post(f"{OWN}xac-nhan/")
    link = PersonalAccount.objects.get(account=person)
    assert link.checked_on == today and link.history.first().history_user_id == person.pk
    assert not sign_in(person).get("/").context["tasks"]
    assert "Đã kiểm tra" in text_of(sign_in(cast.unit_admin).get(f"{PEOPLE}?tinh-trang=da-kiem-tra"))
    with pytest.raises(PermissionDenied):
        confirm_own_data(account=cast.clerk, today=today)


@pytest.mark.clause("HP-9.3")
def test_what_is_wrong_waits_for_the_clerk_and_is_answered(cast, person, mine, sign_in, haiphong, today):
    before = Dossier.history.filter(id=mine.pk).count()
    sign_in(person).post(f"{OWN}bao-sai-sot/ly-lich/", {"note": "Quê quán là Hội An"})
    report = ErrorReport.objects.get()
    again = sign_in(person).post(f"{OWN}bao-sai-sot/ly-lich/", {"note": "Lại nữa"})
    assert "đang có một báo sai sót" in text_of(again) and ErrorReport.objects.count() == 1
    label = "Báo sai sót của cá nhân chờ trả lời"
    assert rows_for(cast.clerk, today)[label].count == 1
    assert label not in rows_for(cast.neighbour, today) and label not in rows_for(cast.reader, today)
    url = f"{REPORTS}{report.pk}/"
    assert "Quê quán là Hội An" in text_of(sign_in(cast.clerk).get(url))
    refused = sign_in(cast.clerk).post(url, {"state": "refused", "answer": "", "version": report.version})
    assert "lý do không sửa" in text_of(refused)
    sign_in(cast.clerk).post(url, {"state": "refused", "answer": "Giấy khai sinh ghi khác", "version": report.version})
    report.refresh_from_db()
    assert (report.state, report.answered_on) == ("refused", today)
    assert [entry.history_user_id for entry in report.history.all()] == [cast.clerk.pk, person.pk]
    assert label not in rows_for(cast.clerk, today)
    assert "Giấy khai sinh ghi khác" in text_of(sign_in(person).post(OWN))
    assert Dossier.history.filter(id=mine.pk).count() == before, "a report changes nothing in the dossier"


def test_of_two_who_answer_the_second_is_told(cast, person, today):
    report = report_error(account=person, place="luong", note="Bậc 2", today=today)
    told = {"report": report, "state": "done", "answer": "", "expected_version": 1, "today": today}
    answer_error(account=cast.clerk, **told)
    with pytest.raises(Conflict):
        answer_error(account=cast.clerk, **told)
    with pytest.raises(ValidationError, match="đã được trả lời"):
        answer_error(account=cast.clerk, **told | {"expected_version": 2})


@pytest.mark.clause("HP-2.4")
def test_a_clerk_does_not_answer_what_they_reported_themself(cast, make_dossier, today):
    theirs = make_dossier(code=cast.clerk.custody.staff_code)
    own = issue(cast.unit_admin, theirs)
    report = report_error(account=fresh(own), place="ly-lich", note="Sai", today=today)
    with pytest.raises(PermissionDenied, match="chính mình"):
        answer_error(account=fresh(cast.clerk), report=report, state="done", answer="", expected_version=1, today=today)


@pytest.mark.clause("HP-2.3")
def test_a_note_lies_sealed_and_is_read_by_who_reads_the_part(cast, person, sign_in, haiphong, today):
    report = report_error(account=person, place="giay-to", note=f"Số đúng là {PHONE}", today=today)
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM personnel_errorreport")
        assert PHONE.encode() not in bytes(cursor.fetchone()[0])
    url = f"{REPORTS}{report.pk}/"
    assert PHONE in sign_in(cast.clerk).get(url).content.decode()
    assert AccessEvent.objects.filter(account=cast.clerk, kind=AccessEvent.Kind.UNMASK, target=MINE).exists()


# Moving, reorganising, leaving.


@pytest.mark.clause("HP-9.3")
@pytest.mark.clause("TN-I.4")
def test_the_receiving_unit_takes_the_account_over_and_the_person_checks(cast, person, mine, sign_in, tayninh, today):
    confirm_own_data(account=person, today=today)
    (got,) = receive(cast.neighbour, send(cast.clerk, [mine], today), today)
    admin = fresh(cast.sysadmin)
    label = "Tài khoản cá nhân chờ nhận bàn giao"
    assert fresh(person).unit.code == "HQ60-07" and fresh(person).access.own == {mine.pk}
    assert label not in rows_for(cast.unit_admin, today), "no more the old unit's"
    waits = rows_for(admin, today)[label]
    assert (waits.count, waits.late) == (1, 0)
    (row,) = sign_in(admin).get(f"{PEOPLE}?tinh-trang=cho-nhan").context["lines"]
    assert row[0].code == MINE and row[1] == TakeOverTerm().due(today) > today + timedelta(days=12)
    with pytest.raises(PermissionDenied):
        take_over_account(account=fresh(cast.unit_admin), transfer=got, today=today)
    sign_in(admin).post(f"{PEOPLE}{MINE}/nhan-ban-giao/")
    got.refresh_from_db()
    link = PersonalAccount.objects.get(account=person)
    assert (got.account_handed_on, link.asked_on, link.checked_on) == (today, today, None)
    assert "Chi cục" in link.asked_because or "chuyển từ" in link.asked_because
    act = AccountAct.objects.get(account=person, kind="move")
    assert act.document == got.decision.number
    assert label not in rows_for(admin, today)
    assert "Kiểm tra thông tin hồ sơ của bạn" in rows_for(person, today)
    with pytest.raises(ValidationError, match="đã được nhận"):
        take_over_account(account=admin, transfer=got, today=today)
    assert_history_is_whole()


@pytest.mark.clause("TN-I.4")
def test_ten_working_days_are_counted_over_the_calendar_of_holidays(tayninh, db):
    """From Tuesday 21/04/2026: the days off for Giỗ Tổ (27/04) and for 30/04 and 01/05, and weekends, do not count."""
    term = TakeOverTerm()
    assert term.due(date(2026, 4, 21)) == date(2026, 5, 8)
    assert term.due(date(2026, 6, 1)) == date(2026, 6, 15)
    assert term.due(None) is None
    assert term.due(date(2022, 12, 30)) is None, "the regulation says so since 2023"


@pytest.mark.clause("TN-I.4")
def test_past_its_day_it_is_late_and_a_new_account_settles_it_too(cast, other, sign_in, tayninh, today):
    long_ago = today - timedelta(days=40)
    receive(cast.neighbour, send(cast.clerk, [other], today), today, papers_received_on=long_ago)
    waits = rows_for(cast.sysadmin, today)["Tài khoản cá nhân chờ nhận bàn giao"]
    assert waits.late == 1 and waits.days == (today - TakeOverTerm().due(long_ago)).days
    with pytest.raises(ValidationError, match="chưa có tài khoản"):
        take_over_account(account=fresh(cast.sysadmin), transfer=Transfer.objects.get(), today=today)
    issue(cast.sysadmin, other)
    assert Transfer.objects.get().account_handed_on == today


@pytest.mark.clause("HP-9.5")
def test_who_leaves_loses_it_at_once_and_for_good(cast, person, mine, sign_in, haiphong, today):
    row = leaving(mine, since=f"{today:%d/%m/%Y}")
    add_row(account=cast.clerk, reason="Nghỉ hưu", section=LEAVINGS, row=row, today=today)
    assert sign_in(person).get(OWN).status_code == 403
    begin_day(today)
    assert fresh(person).withdrawn_on == today
    assert AccountAct.objects.filter(account=person, kind="withdraw").exists()
    with pytest.raises((PermissionDenied, ValidationError)):
        issue(cast.unit_admin, Dossier.objects.get(code=MINE))


def test_it_goes_where_a_reorganisation_sends_its_person(cast, person, mine, today):
    first = today - timedelta(days=1)
    plan = draft(cast.sysadmin, merging("HQ34-07", "HQ34-08"), on=first)
    carry_out(cast.sysadmin, plan, today)
    assert fresh(person).unit.code == "HQ34-08" and fresh(person).access.own == {mine.pk}
    assert fresh(person).withdrawn_on is None


# Somebody from outside (HP-9.1).


@pytest.mark.clause("HP-9.1")
@pytest.mark.usefixtures("opened_here", "silent_table")
def test_somebody_from_outside_gets_account_and_package_then_checks_it(
    cast, world, unit, sign_in, haiphong, today, tmp_path
):
    comer = Dossier(code="34ZZ-0900", full_name="Vũ Thị Mới Về", sex="F", birth_date=PartialDate.of("02/03/1990"))
    open_dossier(
        account=fresh(cast.clerk), reason="Tiếp nhận từ ngoài", dossier=comer, unit=unit("HQ34-07"),
        since=PartialDate.of("01/10/2026"), today=today,
    )  # fmt: skip
    account = issue(cast.unit_admin, comer)
    package = Book(opened(export(cast.clerk, today, slugs=["luong"], people=Dossier.objects.filter(pk=comer.pk))),
                   tmp_path / "goi.xlsx")  # fmt: skip
    package.add("luong", comer, rank="08.051", step=2, coefficient="2,67", valid_from="01/10/2026")
    written = package.write(fresh(cast.clerk), today, reason="Nhập gói dữ liệu của cơ quan cũ")
    assert written.counts["new"] == 1, written.to_json()["refused"]
    person = in_use(account)
    assert "2,67" in sign_in(person).get(OWN).content.decode()
    sign_in(person).post(f"{OWN}bao-sai-sot/luong/", {"note": "Bậc 3, hệ số 3,00"})
    package.set("luong", 2, step=3, coefficient="3,00")
    assert package.write(fresh(cast.clerk), today).counts["new"] == 0
    report = ErrorReport.objects.get(dossier=comer)
    sign_in(cast.clerk).post(f"{REPORTS}{report.pk}/", {"state": "done", "answer": "", "version": report.version})
    sign_in(person).post(f"{OWN}xac-nhan/")
    report.refresh_from_db()
    assert report.state == "done" and PersonalAccount.objects.get(account=account).checked_on == today
    assert Posting.objects.filter(dossier=comer).count() == 1
