"""Papers to be entered: registered when they arrive, their days left in sight, closed by what is entered under them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from orgunits.models import Unit
from personnel.deadlines import rule_of
from personnel.deadlines.papers import OVERDUE, SOON, with_days_left
from personnel.deadlines.waiting import waiting
from personnel.models import Dossier, HealthCheck, PendingPaper, Posting, Term
from personnel.rules.deadlines import due_day
from personnel.rules.working_days import WorkingCalendar
from personnel.services.register_paper import register_paper
from personnel.services.working_calendar import working_calendar
from qlcb import row_security
from qlcb.dates import PartialDate
from qlcb.history import Act, record, writing
from tests.stage import dossier_maker, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-9.1")]

TODAY = timezone.localdate()
ARRIVED = TODAY - timedelta(days=20)


@pytest.fixture(scope="module")
def dossier_ids(stage):
    make = dossier_maker(TODAY)
    return {"mine": make(code="34ZZ-0001").pk, "theirs": make(code="60ZZ-0001", unit_code="HQ60-01").pk}


@pytest.fixture
def mine(dossier_ids, db):
    return Dossier.objects.get(pk=dossier_ids["mine"])


@pytest.fixture
def register(cast, mine):
    """`register(kind=…, received_on=…)`: a paper about the dossier of Đà Nẵng, or about `people`."""

    def registered(**values):
        about = {} if "people" in values else {"dossier": mine}
        told = {"kind": "suc-khoe", "received_on": ARRIVED, "unit": cast.clerk.unit} | about | values
        return register_paper(account=cast.clerk, paper=PendingPaper(**told))

    return registered


def days(paper, today=TODAY):
    (found,) = with_days_left([paper], today, working_calendar())
    return found


@pytest.mark.clause("TCHQ-8.1b1")
def test_days_left_run_down_over_working_days(register):
    paper, plain = register(received_on=date(2026, 3, 5)), WorkingCalendar()  # Thursday; due on Tuesday the 10th
    told = {}
    for day in (5, 6, 9, 10, 11, 14):
        (one,) = with_days_left([paper], date(2026, 3, day), plain)
        told[day] = (one.words, one.state)
    assert one.due == date(2026, 3, 10)
    assert told == {
        5: ("còn 3 ngày", "con-han"), 6: ("còn 2 ngày", "con-han"), 9: ("còn 1 ngày", SOON), 10: ("hạn hôm nay", SOON),
        11: ("quá hạn 1 ngày", OVERDUE), 14: ("quá hạn 3 ngày", OVERDUE),
    }  # fmt: skip
    friday = with_days_left([PendingPaper(kind="suc-khoe", received_on=date(2026, 3, 3))], date(2026, 3, 7), plain)
    assert (friday[0].due, friday[0].words) == (date(2026, 3, 6), "quá hạn 1 ngày"), "on the day off after it, too"


def test_under_hau_giang_the_day_of_effect_counts(register, under_regulation):
    under_regulation("haugiang")
    assert days(register()).words == "không tính hạn"
    told = days(register(signed_on=ARRIVED, effective_on=ARRIVED))
    assert told.due == due_day(rule_of("suc-khoe"), ARRIVED, working_calendar()).value


def test_a_paper_arrives_between_its_signing_and_today(register):
    for wrong in ({"received_on": TODAY + timedelta(days=1)}, {"signed_on": TODAY}, {"people": ""}):
        with pytest.raises(ValidationError):
            register(**wrong)


def test_the_page_lists_the_most_urgent_first(register, cast, sign_in):
    late, soon = register(), register(received_on=TODAY, people="12 công chức Chi cục cảng", kind="luong")
    page = sign_in(cast.clerk).get("/giay-to-cho-nhap/")
    assert [line["paper"].pk for line in page.context["lines"]] == [late.pk, soon.pk]
    assert [bool(line["enter_url"]) for line in page.context["lines"]] == [True, False]
    assert "quá hạn" in page.content.decode() and "12 công chức Chi cục cảng" in page.content.decode()
    overdue = sign_in(cast.clerk).get("/giay-to-cho-nhap/?trang-thai=qua-han").context["lines"]
    assert [line["paper"].pk for line in overdue] == [late.pk]
    assert [line["may"] for line in sign_in(cast.leader).get("/giay-to-cho-nhap/").context["lines"]] == [False, False]
    assert sign_in(cast.neighbour).get("/giay-to-cho-nhap/").context["lines"] == []


def test_a_paper_is_registered_put_right_and_closed_by_hand(cast, mine, sign_in):
    client = sign_in(cast.clerk)
    told = {
        "kind": "luong", "code": mine.code, "people": "", "unit": "HQ34", "number": "12/QĐ-HQĐNg", "signed_on": "",
        "effective_on": "", "received_on": f"{ARRIVED:%d/%m/%Y}", "summary": "Nâng bậc lương",
    }  # fmt: skip
    assert client.post("/giay-to-cho-nhap/them/", told).status_code == 302
    paper = PendingPaper.objects.get()
    assert (paper.dossier, paper.history.get().act) == (mine, Act.OPEN)
    edit = told | {"summary": "Nâng bậc lương quý IV", "reason": "Ghi thiếu", "version": "1"}
    assert client.post(f"/giay-to-cho-nhap/{paper.pk}/dinh-chinh/", edit).status_code == 302
    page = client.post(f"/giay-to-cho-nhap/{paper.pk}/dinh-chinh/", edit | {"summary": "Khác"})
    assert "vừa được người khác sửa" in page.content.decode()
    close = {"reason": "Trả lại vì thiếu trang", "version": "2"}
    assert client.post(f"/giay-to-cho-nhap/{paper.pk}/xong/", close).status_code == 302
    paper.refresh_from_db()
    assert (paper.closed_on, paper.closed_because) == (TODAY, "Trả lại vì thiếu trang")
    assert client.get("/giay-to-cho-nhap/").context["lines"] == []
    assert "Trả lại vì thiếu trang" in client.get("/giay-to-cho-nhap/?trang-thai=xong").content.decode()
    assert "đã xong" in client.post(f"/giay-to-cho-nhap/{paper.pk}/xong/", close | {"version": "3"}).content.decode()


def test_nobody_registers_about_people_of_others_or_about_themselves(cast, dossier_ids, mine, sign_in):
    client = sign_in(cast.clerk)
    told = {"kind": "luong", "unit": "HQ34", "received_on": f"{TODAY:%d/%m/%Y}", "people": ""}
    for code in ("60ZZ-0001", "99ZZ-9999"):
        page = client.post("/giay-to-cho-nhap/them/", told | {"code": code})
        assert "Không có hồ sơ số hiệu này" in page.content.decode()
    assert "đã có hồ sơ" in client.post(
        "/giay-to-cho-nhap/them/", told | {"kind": "ho-so-moi", "code": mine.code}
    ).content.decode()  # fmt: skip
    theirs = Dossier.objects.get(pk=dossier_ids["theirs"])
    paper = {"kind": "luong", "received_on": TODAY, "unit": cast.clerk.unit}
    with pytest.raises(PermissionDenied):
        register_paper(account=cast.clerk, paper=PendingPaper(dossier=theirs, **paper))
    with writing(account=cast.sysadmin, reason="Thử"):
        custody = cast.clerk.custody
        custody.staff_code = mine.code
        record(custody)
    with pytest.raises(PermissionDenied, match="chính mình"):
        register_paper(account=cast.clerk, paper=PendingPaper(dossier=mine, **paper))


def record_form(client, url, **values):
    """Post the form of a record as it opens, with values changed."""
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return client.post(url, {name: value for name, value in (data | values).items() if value not in (None, "", False)})


@pytest.mark.clause("TCHQ-8.1b1")
def test_what_is_entered_under_a_paper_takes_over_its_day_and_closes_it(register, cast, mine, sign_in):
    paper = register(number="5/GKSK", signed_on=ARRIVED, summary="Khám định kỳ")
    client = sign_in(cast.clerk)
    url = client.get("/giay-to-cho-nhap/").context["lines"][0]["enter_url"]
    opened = client.get(url).context["form"]
    assert opened["decision_number"].value() == "5/GKSK" and opened.fields["paper_received_on"].disabled
    grade = Term.objects.filter(kind="health_grade").first()
    typed = {"checked_on": f"{ARRIVED:%d/%m/%Y}", "grade": grade.pk, "paper_received_on": f"{TODAY:%d/%m/%Y}"}
    answer = record_form(client, url, **typed, decision_number="", decision_signed_on="", reason="Khám định kỳ")
    assert answer.status_code == 302, answer.context["form"].errors
    row = HealthCheck.objects.get(dossier=mine)
    assert row.paper_received_on == ARRIVED, "not what was typed"
    paper.refresh_from_db()
    assert (paper.closed_on, paper.section, paper.row) == (TODAY, "suc-khoe", row.pk)
    assert paper.history.first().history_change_reason == "Khám định kỳ"
    assert client.get(url).status_code == 404


def test_a_paper_that_another_closed_meanwhile_writes_nothing(register, cast, mine, sign_in):
    paper, client = register(), sign_in(cast.clerk)
    url = client.get("/giay-to-cho-nhap/").context["lines"][0]["enter_url"]
    from personnel.sections import SECTIONS
    from personnel.services.close_pending_paper import close_pending_paper
    from personnel.services.enter_pending_paper import enter_pending_paper

    told = {"reason": "Đã nhập đủ", "today": TODAY, "paper": paper}
    close_pending_paper(account=cast.clerk, expected_version=1, **told)
    row = HealthCheck(dossier=mine, checked_on=ARRIVED, grade=Term.objects.filter(kind="health_grade").first())
    with pytest.raises(ValidationError, match="đã xong"):
        enter_pending_paper(account=cast.clerk, section=SECTIONS["suc-khoe"], row=row, **told)
    assert not HealthCheck.objects.filter(dossier=mine).exists() and client.get(url).status_code == 404


def test_a_paper_of_another_dossier_is_not_entered_here(register, cast, mine, sign_in, dossier_ids):
    paper = register(kind="luong", people="Người khác")
    client = sign_in(cast.clerk)
    for named in (paper.pk, "x", 0):
        assert client.get(f"/ho-so/{mine.code}/muc/luong/them/?giay-to={named}").status_code == 404


def test_a_new_dossier_is_opened_under_its_paper(register, cast, sign_in, silent_table):
    paper = register(kind="ho-so-moi", people="Trần Văn Tuyển", number="77/QĐ", signed_on=ARRIVED)
    client = sign_in(cast.clerk)
    url = client.get("/giay-to-cho-nhap/").context["lines"][0]["enter_url"]
    assert url == f"/ho-so/moi/?giay-to={paper.pk}"
    new = {"code": "34ZZ-0777", "full_name": "Trần Văn Tuyển", "sex": "M", "birth_date": "01/02/1999"}
    since = {"unit": Unit.objects.get(code="HQ34-07").pk, "since": f"{ARRIVED:%d/%m/%Y}", "subject": "civil_servant"}
    answer = record_form(client, url, **new, **since)
    assert answer.status_code == 302, answer.context["form"].errors
    posting = Posting.objects.get(dossier__code="34ZZ-0777")
    assert (posting.paper_received_on, posting.decision.number) == (ARRIVED, "77/QĐ")
    paper.refresh_from_db()
    assert (paper.section, paper.row) == ("ho-so-moi", posting.dossier_id)


def test_a_paper_goes_where_its_dossier_goes(register, cast, mine):
    register()
    assert [waiting(account, TODAY) != [] for account in (cast.clerk, cast.neighbour)] == [True, False]
    from personnel.sections import POSTINGS
    from personnel.services.save_row import add_row

    row = Posting(dossier=mine, unit=Unit.objects.get(code="HQ60-01"), valid_from=PartialDate.of(TODAY))
    add_row(account=cast.sysadmin, reason="Điều động", section=POSTINGS, row=row, today=TODAY)
    assert [waiting(account, TODAY) != [] for account in (cast.clerk, cast.neighbour)] == [False, True]


def test_what_waits_is_told_with_what_is_overdue(register, cast, django_assert_max_num_queries):
    register(), register(), register(received_on=TODAY, people="Ba người")
    cast = the_cast()
    assert cast.clerk.access.held and cast.clerk.access.units("enter_decisions")
    with django_assert_max_num_queries(4):  # two, and the rights of the account
        (told,) = waiting(cast.clerk, TODAY)
    assert (told["count"], told["note"], told["alert"], told["url"]) == (3, "2 quá hạn", True, "/giay-to-cho-nhap/")
    assert waiting(cast.reader, TODAY) == waiting(cast.neighbour, TODAY) == []


def test_postgresql_shows_a_request_its_own_papers_only(register, cast):
    own, named = register(), register(people="Nguyễn Văn Kín")
    for account, seen in ((cast.clerk, {own.pk, named.pk}), (cast.neighbour, set()), (cast.leader, {own.pk, named.pk})):
        row_security.enter(account.access.row_scope())
        try:
            assert set(PendingPaper._base_manager.values_list("pk", flat=True)) == seen
            assert set(PendingPaper.history.values_list("id", flat=True)) == seen
        finally:
            row_security.leave()
