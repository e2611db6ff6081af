"""The life of an account: issued, handed over, extended, limited, locked, lost, withdrawn; each on a leader's paper."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Account, AccountAct, AccountQuota, OpenSession
from accounts.permissions import VIEW
from accounts.quotas import all_rooms, room_for
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder, issue_account
from accounts.services.lock_account import lock_account, unlock_account
from accounts.services.reissue_password import reissue_password
from accounts.services.report_loss import report_loss
from accounts.services.set_expiry import set_expiry
from accounts.services.withdraw_account import withdraw_account, withdraw_accounts_of_dissolved_units
from accounts.sign_in import refusal
from accounts.views.acts import ACTS
from personnel.services.begin_day import begin_day
from qlcb.history import record, writing
from tests.stage import paper

pytestmark = pytest.mark.django_db
PASSWORD = "Mot-mat-khau-cua-toi-7"
NEXT = Holder("Trần Thị Người Sau", "34AA-0777", "21/QĐ-HQĐNg")


def fresh(account) -> Account:
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def issue(cast, today):
    """`issue(username="hq34.nhansu2", by=…, unit=…, kind=…)`: a seat of Đà Nẵng."""

    def issued(username="hq34.nhansu2", *, by=None, unit=None, kind=Account.Kind.SEAT, **values):
        return issue_account(
            account=by or cast.sysadmin, reason="Thêm việc", username=username, kind=kind, title="Nhân sự 2",
            unit=unit or cast.clerk.unit, today=today, **({"paper": paper()} | values),
        )  # fmt: skip

    return issued


@pytest.fixture
def told(cast, today):
    """What every service of an act takes: the clerk's seat, by the administrator of its unit."""
    return {"account": fresh(cast.unit_admin), "reason": "Có văn bản", "target": cast.clerk, "paper": paper(),
            "today": today}  # fmt: skip


def acts_of(account) -> list[str]:
    return list(account.acts.order_by("pk").values_list("kind", flat=True))


def form_data(today, **more) -> dict[str, str]:
    return {"document": "31/QĐ-HQĐNg", "document_on": f"{today:%d/%m/%Y}", "approved_by": "Cục trưởng Lê Văn Duyệt",
            "reason": "Có văn bản", **more}  # fmt: skip


# ---- Issuing


@pytest.mark.clause("TCHQ-7.2a", "TCHQ-11.4", "HG-5.1", "HG-3.3", "HP-13.1")
def test_an_issued_account_keeps_who_approved_it_and_who_gave_it(issue, cast, today):
    issued = issue(until=today + timedelta(days=30), holder=NEXT)
    act = issued.acts.get()
    assert (act.kind, act.document, act.approved_by, act.given_by, act.reason, act.until) == (
        "issue", "3/QĐ", paper().approved_by, cast.sysadmin, "Thêm việc", today + timedelta(days=30)
    )  # fmt: skip
    assert act.history.count() == issued.history.count() == 1
    assert issued.expires_on == act.until and issued.custody.staff_code == "34AA-0777"


@pytest.mark.clause("TCHQ-8.1b2", "TN-II.3")
@pytest.mark.parametrize("lacking", ["number", "approved_by"])
def test_without_number_or_approver_no_account_comes_to_be(issue, lacking):
    with pytest.raises(ValidationError):
        issue(paper=replace(paper(), **{lacking: ""}))
    assert not Account.objects.filter(username="hq34.nhansu2").exists()


def test_the_database_itself_keeps_no_act_without_its_paper(cast):
    act = cast.clerk.acts.get()
    with pytest.raises(IntegrityError), transaction.atomic(), writing(account=cast.sysadmin, reason="Thử"):
        act.approved_by = ""
        act.save()


@pytest.mark.parametrize(
    ("by", "unit_code", "kind"),
    [
        ("unit_admin", "HQ60", Account.Kind.SEAT),
        ("unit_admin", "HQ34", Account.Kind.UNIT_ADMIN),
        ("unit_admin", "HQ34", Account.Kind.SYSTEM_ADMIN),
        ("clerk", "HQ34", Account.Kind.SEAT),
        ("leader", "TW03", Account.Kind.SEAT),
        ("sysadmin", "HQ34", Account.Kind.PROGRAM),
    ],
)
@pytest.mark.clause("TCHQ-7.1a")
def test_who_may_issue_what(issue, cast, unit, by, unit_code, kind):
    with pytest.raises(PermissionDenied):
        issue(by=fresh(getattr(cast, by)), unit=unit(unit_code), kind=kind)


@pytest.mark.clause("TCHQ-6.2a")
def test_the_administrator_of_a_unit_issues_seats_inside_it(issue, cast, unit):
    assert issue(by=fresh(cast.unit_admin), unit=unit("HQ34-07")).unit.code == "HQ34-07"


@pytest.mark.clause("HG-5.2")
def test_a_subordinate_unit_waits_for_the_consent_that_the_regulation_names(issue, unit, under_regulation):
    under_regulation("haugiang")
    with pytest.raises(ValidationError, match="thống nhất của Sở Nội vụ"):
        issue(unit=unit("HQ34-07"))
    consented = issue(unit=unit("HQ34-07"), paper=paper(consent="77/SNV-CCVC"))
    assert consented.acts.get().consent == "77/SNV-CCVC"
    assert issue("hq34.nhansu3").acts.get().consent == "", "the department itself needs none"


# ---- Quotas


@pytest.mark.clause("TCHQ-7.2b", "TCHQ-7.1a")
@pytest.mark.parametrize(
    ("unit_code", "kind", "seats"),
    [
        ("HQ34", "unit_admin", 1),
        ("HQ60", "unit_admin", 1),
        ("TW01", "seat", 2),
        ("TW07", "seat", 2),
        ("TW03", "seat", 10),
    ],
)
def test_a_full_quota_is_told_and_counts_the_whole_department(issue, unit, today, unit_code, kind, seats):
    department = unit(unit_code)
    below = department.children.first()
    free = seats - room_for(department, kind, today).used
    for number in range(free):
        issue(f"them.{number}", unit=below if number % 2 else department, kind=kind)
    with pytest.raises(ValidationError, match=f"đủ định mức {seats} "):
        issue("them.nua", unit=below, kind=kind)
    assert room_for(below, kind, today).used == seats


@pytest.mark.clause("TCHQ-7.2b")
def test_an_exception_needs_a_document_and_stays_visible(issue, cast, unit, today, sign_in):
    department = unit("TW01")
    issue("them.1", unit=department)
    exception = AccountQuota(unit=department, account_kind="seat", seats=3, document="", valid_from=today)
    with pytest.raises(ValidationError), writing(account=cast.sysadmin, reason="Ngoài định mức"):
        record(exception)
    exception.document = "88/TCHQ-TCCB"
    with writing(account=cast.sysadmin, reason="Ngoài định mức"):
        record(exception)
    issue("them.2", unit=department)
    page = sign_in(cast.sysadmin).get("/dinh-muc-tai-khoan/").content.decode()
    assert "88/TCHQ-TCCB" in page and "Định mức riêng" in page


def test_locked_accounts_fill_the_quota_and_withdrawn_ones_do_not(cast, unit, today):
    told = {"account": cast.sysadmin, "reason": "Thử", "target": cast.reader, "paper": paper(), "today": today}
    lock_account(**told)
    assert room_for(unit("TW01"), "seat", today).used == 1
    withdraw_account(**told)
    assert room_for(unit("TW01"), "seat", today).used == 0


def test_quotas_are_those_of_the_units_one_administers(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.unit_admin)
    rooms = client.get("/dinh-muc-tai-khoan/").context["rooms"]
    assert {room.department.code for room in rooms} == {"HQ34"}
    with django_assert_num_queries(3):
        assert len(all_rooms(date(2026, 11, 28))) > len(rooms)


# ---- Handing over


@pytest.mark.clause("TCHQ-5.2d", "TCHQ-9.2")
def test_a_hand_over_changes_the_custodian_and_the_password(told, cast, client, today):
    before = cast.clerk.custody
    client.force_login(cast.clerk)
    password = hand_over(holder=NEXT, **told)
    held = fresh(cast.clerk)
    custody = held.custody
    assert (custody.holder_name, custody.document, custody.valid_from) == (NEXT.name, NEXT.document, today)
    before.refresh_from_db()
    assert before.valid_to == today - timedelta(days=1)
    assert held.check_password(password) and held.must_change_password
    assert client.get("/ho-so/").status_code == 302, "the session of the one before ends"
    assert acts_of(held) == ["issue", "hand_over"]
    with writing(account=held, reason="Ai ghi"):
        cast.reader.title = "Pháp chế một"
        record(cast.reader)
    assert cast.reader.history.first().custodian == f"{NEXT.name} ({NEXT.staff_code})"


@pytest.mark.clause("TCHQ-4.1")
def test_no_administrator_takes_a_seat_into_the_own_hand(told, issue, cast):
    oneself = replace(NEXT, staff_code=f" {cast.unit_admin.custody.staff_code.lower()}")
    with pytest.raises(PermissionDenied, match="tự giao cho mình"):
        hand_over(**told, holder=oneself)
    with pytest.raises(PermissionDenied, match="tự giao cho mình"):
        issue(by=fresh(cast.unit_admin), holder=oneself)
    assert fresh(cast.clerk).custody.staff_code == cast.clerk.custody.staff_code
    assert not Account.objects.filter(username="hq34.nhansu2").exists()


def test_a_name_put_down_wrongly_today_is_replaced(told, cast, today):
    hand_over(holder=NEXT, **told)
    other = Holder("Lê Văn Đúng Người", "34AA-0888", "22/QĐ")
    hand_over(holder=other, **told)
    assert fresh(cast.clerk).custody.holder_name == other.name
    assert cast.clerk.custodies.on(today).count() == 1
    with pytest.raises(ValidationError, match="đang giữ tài khoản này"):
        hand_over(holder=replace(other, staff_code=" 34aa-0888"), **told)


@pytest.mark.clause("TCHQ-10.6", "TCHQ-5.2d")
@pytest.mark.parametrize("back", ["the code", "the name", "on the first day of the custody"])
def test_handing_over_and_back_is_no_way_around_a_lost_password(told, issue, cast, today, back):
    """Who held the seat lately gets it again only when another administrator stands by it, as for a lost password."""
    custody = cast.clerk.custody
    first = Holder(custody.holder_name, custody.staff_code, "22/QĐ")
    if back == "the name":
        first = replace(first, name=first.name.upper() + " ", staff_code="34AA-0999")
    if back.startswith("on the first day"):
        told["target"], first = issue(holder=NEXT), NEXT
    hand_over(holder=Holder("Lê Văn Đứng Giữa", "34AA-0888", "21/QĐ"), **told)
    password = fresh(told["target"]).password
    with pytest.raises(ValidationError, match="trong 90 ngày vừa qua"):
        hand_over(holder=first, **told)
    for nobody in (cast.unit_admin, cast.leader, told["target"]):
        with pytest.raises(ValidationError, match="quản trị khác"):
            hand_over(holder=first, witness=nobody, **told)
    assert (
        fresh(told["target"]).password == password and fresh(told["target"]).custody.holder_name == "Lê Văn Đứng Giữa"
    )
    hand_over(holder=first, witness=cast.sysadmin, **told)
    assert told["target"].acts.first().witness == cast.sysadmin
    assert fresh(told["target"]).custody.staff_code == first.staff_code


def test_who_held_a_seat_long_ago_gets_it_back_on_one_paper(told, cast, today):
    custody = cast.clerk.custody
    hand_over(holder=NEXT, witness=cast.sysadmin, **told)
    assert cast.clerk.acts.first().witness is None, "nobody else has to stand by a new holder"
    back = Holder(custody.holder_name, custody.staff_code, "22/QĐ")
    with pytest.raises(ValidationError, match="trong 90 ngày vừa qua"):
        hand_over(holder=back, **told | {"today": today + timedelta(days=89)})
    hand_over(holder=back, **told | {"today": today + timedelta(days=91)})
    assert fresh(cast.clerk).custodies.first().staff_code == back.staff_code


@pytest.mark.clause("TCHQ-10.6")
def test_the_page_asks_for_the_witness_only_of_who_held_the_seat(told, cast, sign_in, today):
    custody, client = cast.clerk.custody, sign_in(cast.unit_admin)
    hand_over(holder=NEXT, **told)
    url = f"/tai-khoan/{cast.clerk.username}/giao/"
    assert "witness" not in client.get(url).context["form"].fields
    data = form_data(today, holder_name=custody.holder_name, staff_code=custody.staff_code)
    asked = client.post(url, data)
    assert "trong 90 ngày vừa qua" in asked.context["form"].errors["witness"][0]
    assert f'value="{custody.staff_code}"' in asked.content.decode(), "what was typed stays"
    assert client.post(url, data | {"witness": cast.leader.pk}).context["form"].errors.keys() == {"witness"}
    slip = client.post(url, data | {"witness": cast.sysadmin.pk})
    assert "Phiếu giao tài khoản" in slip.content.decode()
    page = client.get(f"/tai-khoan/{cast.clerk.username}/").content.decode()
    assert f"cùng xác nhận: {cast.sysadmin}" in page
    holds = client.post(url, data).context["form"].errors
    assert "đang giữ tài khoản này" in holds["staff_code"][0]


# ---- Limits, locks


@pytest.mark.clause("HG-3.3", "HP-13.1")
def test_extended_and_limited_are_two_acts(told, cast, today):
    month, week = today + timedelta(days=30), today + timedelta(days=7)
    for until, kind in ((month, "limit"), (week, "limit"), (month, "extend"), (None, "extend")):
        assert set_expiry(until=until, **told).kind == kind
        assert fresh(cast.clerk).expires_on == until
    with pytest.raises(ValidationError, match="đã có thời hạn này"):
        set_expiry(until=None, **told)
    with pytest.raises(ValidationError, match="từ hôm nay"):
        set_expiry(until=today - timedelta(days=1), **told)
    assert acts_of(cast.clerk) == ["issue", "limit", "limit", "extend", "extend"]


@pytest.mark.clause("HG-3.3", "HP-13.1")
def test_locks_are_acts_too(told, cast):
    lock_account(**told)
    unlock_account(**told)
    assert acts_of(cast.clerk) == ["issue", "lock", "unlock"]


@pytest.mark.clause("TCHQ-7.2a")
@pytest.mark.parametrize("role", ["reader", "neighbour", "clerk"])
def test_the_system_administrator_does_every_act_for_every_unit(cast, today, role):
    target = getattr(cast, role)
    told = {"account": fresh(cast.sysadmin), "reason": "Theo văn bản", "paper": paper(), "today": today}
    week, month = today + timedelta(days=7), today + timedelta(days=30)
    for act, more in (
        (lock_account, {}),
        (unlock_account, {}),
        (set_expiry, {"until": week}),
        (set_expiry, {"until": month}),
        (withdraw_account, {}),
    ):
        act(target=fresh(target), **told, **more)
    acts = target.acts.order_by("pk")[1:]
    assert [act.kind for act in acts] == ["lock", "unlock", "limit", "extend", "withdraw"]
    assert {(act.given_by, act.document) for act in acts} == {(cast.sysadmin, paper().number)}


# ---- Lost passwords


@pytest.mark.clause("TCHQ-10.6", "HG-16.6")
@pytest.mark.parametrize(
    ("code", "body"), [("customs", "Cục Công nghệ thông tin và Thống kê Hải quan"), ("haugiang", "Sở Nội vụ")]
)
def test_a_loss_is_reported_in_writing_to_the_body_that_the_regulation_names(
    code, body, cast, sign_in, today, under_regulation
):
    if code != "customs":
        under_regulation(code)
    url = reverse("accounts:act", args=[cast.clerk.username, "mat-mat-khau"])
    client = sign_in(cast.unit_admin)
    assert f"gửi {body}" in client.get(url).content.decode()
    told = {"document": "12/BC-HQĐN", "document_on": f"{today:%d/%m/%Y}", "approved_by": "Lê Văn A", "reason": "Bị lộ"}
    assert client.post(url, told).status_code == 302
    act = cast.clerk.acts.get(kind="loss")
    assert (act.document, act.reason) == ("12/BC-HQĐN", f"Bị lộ (báo cáo gửi {body})")
    assert f"gửi {body}" in client.get(reverse("accounts:account", args=[cast.clerk.username])).content.decode()


@pytest.mark.clause("TCHQ-10.6")
def test_a_lost_password_locks_at_once_until_another_administrator_stands_by_a_new_one(told, cast, client, today):
    clerk = fresh(cast.clerk)
    clerk.set_password(PASSWORD)
    clerk.save(update_fields=["password"])
    client.force_login(clerk)
    report_loss(**told)
    assert client.get("/ho-so/").status_code == 302
    lost = fresh(clerk)
    report = lost.acts.order_by("pk").last()
    assert (report.kind, report.document, report.approved_by) == ("loss", paper().number, paper().approved_by)
    assert not lost.is_active and not lost.check_password(PASSWORD)
    with pytest.raises(ValidationError, match="Cấp lại mật khẩu"):
        unlock_account(**told)
    with pytest.raises(ValidationError, match="cấp lại mật khẩu trước"):
        hand_over(holder=NEXT, **told)
    for nobody in (cast.unit_admin, cast.clerk, cast.leader):
        with pytest.raises(ValidationError, match="quản trị khác"):
            reissue_password(witness=nobody, **told)
    password = reissue_password(witness=cast.sysadmin, **told)
    again = fresh(clerk)
    assert again.is_active and again.check_password(password) and again.must_change_password
    assert refusal(again, today) == ""
    case = again.acts.order_by("pk").last()
    assert (case.kind, case.given_by, case.witness) == ("password", cast.unit_admin, cast.sysadmin)
    with pytest.raises(ValidationError, match="Chưa có báo cáo"):
        reissue_password(witness=cast.sysadmin, **told)


@pytest.mark.clause("HG-16.1")
def test_the_slip_tells_the_password_once_and_it_must_be_changed(told, cast, sign_in, client, today):
    report_loss(**told)
    url = f"/tai-khoan/{cast.clerk.username}/cap-lai-mat-khau/"
    client_of_admin = sign_in(cast.unit_admin)
    assert "Đã báo mất" in client_of_admin.get(f"/tai-khoan/{cast.clerk.username}/").content.decode()
    answer = client_of_admin.post(url, form_data(today, witness=cast.sysadmin.pk))
    (password,) = re.findall(r"<code>((?:\w{5}-){3}\w{5})</code>", answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    assert password not in client.get(f"/tai-khoan/{cast.clerk.username}/").content.decode()
    client.cookies.clear()
    client.post("/dang-nhap/", {"username": cast.clerk.username, "password": password})
    assert client.get("/ho-so/")["Location"] == "/doi-mat-khau/"


# ---- Withdrawing


@pytest.mark.clause("HG-3.3", "HP-13.1", "TN-II.3")
def test_a_withdrawn_account_is_over_for_good(told, cast, today, client):
    client.force_login(cast.clerk)
    withdraw_account(**told)
    gone = fresh(cast.clerk)
    assert gone.access.held == {} and "hủy bỏ" in refusal(gone, today)
    assert client.get("/ho-so/").status_code == 302
    given = gone.grants.get()
    assert (given.revoked_on, given.revoked_under) == (today, "3/QĐ")
    assert gone.custodies.on(today).first() is None
    for act in (lock_account, unlock_account, withdraw_account):
        with pytest.raises(PermissionDenied, match="hủy bỏ"):
            act(**told | {"target": gone})


def test_accounts_of_a_dissolved_unit_are_withdrawn_when_the_day_is_over(issue, cast, unit, today):
    team = unit("HQ34-07")
    seat = issue(unit=team)
    with writing(account=cast.sysadmin, reason="Giải thể"):
        team.dissolved_on = today
        record(team)
    assert withdraw_accounts_of_dissolved_units(today) == 0
    begin_day(today + timedelta(days=1))
    gone = fresh(seat)
    assert gone.withdrawn_on == today + timedelta(days=1)
    act = gone.acts.order_by("pk").last()
    assert act.kind == "withdraw" and act.given_by.kind == Account.Kind.PROGRAM
    assert begin_day(today + timedelta(days=2)) and acts_of(gone) == ["issue", "withdraw"]


# ---- Pages


@pytest.mark.clause("TCHQ-10.6", "TN-II.3")
@pytest.mark.parametrize("act", ACTS)
def test_each_act_asks_for_the_paper_and_refuses_without(act, cast, sign_in, told):
    if act == "cap-lai-mat-khau":
        report_loss(**told)
    if act == "mo-khoa":
        lock_account(**told)
    kept = AccountAct.objects.count()
    answer = sign_in(cast.unit_admin).post(f"/tai-khoan/{cast.clerk.username}/{act}/", {"reason": "Thử"})
    assert {"document", "document_on", "approved_by"} <= set(answer.context["form"].errors)
    assert AccountAct.objects.count() == kept


@pytest.mark.clause("TCHQ-9.2", "TCHQ-10.6")
@pytest.mark.parametrize(
    ("act", "more"),
    [
        ("giao", {"holder_name": "Trần Thị Sau", "staff_code": "34AA-0777"}),
        ("thoi-han", {"until": "31/12/2026"}),
        ("khoa", {}),
        ("mat-mat-khau", {}),
        ("huy-bo", {}),
    ],
)
def test_each_act_works_from_its_page(act, more, cast, sign_in, today):
    client = sign_in(cast.unit_admin)
    menu = client.get(f"/tai-khoan/{cast.clerk.username}/").content.decode()
    assert f"/tai-khoan/{cast.clerk.username}/{act}/" in menu
    answer = client.post(f"/tai-khoan/{cast.clerk.username}/{act}/", form_data(today, **more))
    assert answer.status_code == (200 if act == "giao" else 302)
    kept = cast.clerk.acts.order_by("pk").last()
    assert (kept.document, kept.approved_by, kept.given_by) == (
        "31/QĐ-HQĐNg",
        "Cục trưởng Lê Văn Duyệt",
        cast.unit_admin,
    )
    page = client.get(f"/tai-khoan/{cast.clerk.username}/").content.decode()
    assert kept.get_kind_display() in page and "31/QĐ-HQĐNg" in page


def test_papers_of_tomorrow_and_acts_that_do_not_exist_are_refused(cast, sign_in, today):
    client = sign_in(cast.unit_admin)
    tomorrow = f"{today + timedelta(days=1):%d/%m/%Y}"
    answer = client.post(f"/tai-khoan/{cast.clerk.username}/khoa/", form_data(today, document_on=tomorrow))
    assert "document_on" in answer.context["form"].errors and fresh(cast.clerk).is_active
    assert client.get(f"/tai-khoan/{cast.clerk.username}/xoa/").status_code == 404


def test_an_account_is_issued_from_the_page_and_signs_in(cast, sign_in, client, today):
    data = form_data(
        today, unit="HQ34", kind="seat", username="hq34.daotao1", title="Đào tạo 1",
        holder_name="Võ Thị Mới", staff_code="34aa-0999", template="dia-phuong-nhan-su",
    )  # fmt: skip
    answer = sign_in(cast.unit_admin).post("/cap-tai-khoan/", data)
    (password,) = re.findall(r"<code>((?:\w{5}-){3}\w{5})</code>", answer.content.decode())
    issued = Account.objects.get(username="hq34.daotao1")
    assert (issued.unit, issued.custody.staff_code) == (cast.clerk.unit, "34AA-0999")
    assert issued.access.may(VIEW, cast.clerk.unit_id)
    client.cookies.clear()
    assert client.post("/dang-nhap/", {"username": issued.username, "password": password}).status_code == 302
    assert OpenSession.objects.filter(account=issued).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "hq34.nhansu1"}, "username"),
        ({"kind": "unit_admin"}, "kind"),
        ({"template": "cntt-quan-tri"}, "template"),
        ({"staff_code": "không phải số hiệu"}, "staff_code"),
        ({"approved_by": ""}, "approved_by"),
        ({"until": "01/01/2020"}, "until"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_made(change, field, cast, sign_in, today):
    data = form_data(
        today, unit="HQ34", kind="seat", username="hq34.daotao1", title="Đào tạo 1",
        holder_name="Võ Thị Mới", staff_code="34AA-0999", template="",
    )  # fmt: skip
    before = Account.objects.count()
    answer = sign_in(cast.unit_admin).post("/cap-tai-khoan/", data | change)
    assert field in answer.context["form"].errors
    assert Account.objects.count() == before


def test_a_full_quota_is_told_on_the_page(cast, sign_in, today):
    data = form_data(
        today, unit="HQ34", kind="unit_admin", username="hq34.quantri2", title="Quản trị 2",
        holder_name="Võ Thị Mới", staff_code="34AA-0999", template="",
    )  # fmt: skip
    answer = sign_in(cast.sysadmin).post("/cap-tai-khoan/", data)
    assert "đủ định mức 1" in " ".join(answer.context["form"].non_field_errors())
