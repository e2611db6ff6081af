"""The pages of accounts by everyone of the cast; refusals said and logged; the way through the navigation."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessEvent, Account, Custody
from accounts.permissions import IMPORT, VIEW
from accounts.services.grant import grant
from accounts.services.issue_account import Holder, issue_account
from accounts.services.lock_account import lock_account
from qlcb.history import record, writing
from tests.stage import paper

pytestmark = pytest.mark.django_db

LIST = "/tai-khoan/"
ADMINISTRATORS = ("sysadmin", "unit_admin")
OTHERS = ("leader", "specialist", "policy", "department_head", "reader", "clerk", "neighbour")
PAGES = ("", "khoa/", "mo-khoa/", "cap-quyen/", "quyen/{grant}/thu-hoi/")


def page_of(account, tail="") -> str:
    return f"{LIST}{account.username}/{tail.format(grant=account.grants.first().pk)}"


def asked(reason: str) -> dict[str, str]:
    """What every page of an act asks for."""
    return {"document": "9/QĐ", "document_on": "05/01/2026", "approved_by": "Cục trưởng", "reason": reason}


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def refusals():
    return AccessEvent.objects.filter(kind__in=AccessEvent.REFUSALS).order_by("id")


@pytest.fixture
def issue(cast, today):
    """`issue(number, **values)`: a seat of Đà Nẵng with custodian and role, as the n-th of many."""

    def issued(number, unit=None, holder="Người Giữ Ghế", **values):
        return issue_account(
            account=cast.sysadmin,
            reason="Cấp mới",
            username=f"hq34.ghe{number:03}",
            kind=Account.Kind.SEAT,
            title=f"Ghế {number}",
            unit=unit or cast.clerk.unit,
            paper=paper(),
            holder=Holder(holder, f"TD-7{number:03}", "3/QĐ") if holder else None,
            template=cast.clerk.grants.get().template,
            today=today,
            **values,
        )

    return issued


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_administrators_open_every_page_of_an_account(sign_in, cast, role):
    client = sign_in(getattr(cast, role))
    assert client.get(LIST).status_code == 200
    for tail in PAGES:
        assert client.get(page_of(cast.clerk, tail)).status_code == 200, tail


@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.parametrize("role", OTHERS)
def test_all_others_are_refused_and_logged(sign_in, cast, role):
    account = getattr(cast, role)
    client = sign_in(account)
    urls = [LIST, *(page_of(cast.clerk, tail) for tail in PAGES)]
    for url in urls:
        for method in (client.get, client.post, client.head):
            assert method(url).status_code in (403, 405), url
    assert {(event.kind, event.account_id, event.custodian) for event in refusals()} == {
        ("forbidden", account.pk, account.holder_name)
    }
    assert set(refusals().values_list("target", flat=True)) == set(urls)
    assert "Quản lý tài khoản" in refusals().first().detail


def test_nobody_opens_anything_without_signing_in(client, cast):
    for url in [LIST, *(page_of(cast.clerk, tail) for tail in PAGES)]:
        for method in (client.get, client.post):
            assert method(url)["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("role", ["neighbour", "leader", "sysadmin"])
def test_accounts_of_other_units_are_not_found_and_that_is_logged(sign_in, cast, role):
    stranger = getattr(cast, role)
    client = sign_in(cast.unit_admin)
    tries = [(client.get, tail) for tail in PAGES] + [(client.post, tail) for tail in PAGES[1:]]
    for method, tail in tries:
        response = method(page_of(stranger, tail), {"reason": "Thử"})
        assert response.status_code == 404
        assert stranger.title not in text(response)
    assert [event.kind for event in refusals()] == ["not_found"] * len(tries)
    assert refusals().first().detail == f"GET: tài khoản {stranger.username}"
    stranger.refresh_from_db()
    assert stranger.is_active and not stranger.grants.get().revoked_on


def test_a_name_that_does_not_exist_looks_the_same_and_is_no_attempt(sign_in, cast):
    client = sign_in(cast.unit_admin)
    nobody, stranger = client.get(f"{LIST}khong.co/"), client.get(page_of(cast.neighbour))
    plain = [re.sub(r"[0-9a-f-]{36}", "", text(response)) for response in (nobody, stranger)]
    assert plain[0] == plain[1] and nobody.status_code == stranger.status_code == 404
    client.get("/go-nham/")
    assert [event.target for event in refusals()] == [page_of(cast.neighbour)]


def test_the_table_shows_the_accounts_of_the_subtree_only(sign_in, cast, issue, unit):
    below = issue(1, unit=unit("HQ34-07"))
    shown = sign_in(cast.unit_admin).get(LIST).context["page"].rows
    assert {account.username for account in shown} == {"hq34.nhansu1", "hq34.quantri", below.username}
    everything = sign_in(cast.sysadmin).get(LIST).context["page"]
    assert everything.total == Account.objects.exclude(kind=Account.Kind.PROGRAM).count()


@pytest.mark.clause("TCHQ-9.2")
def test_the_table_says_who_holds_what_and_since_when(sign_in, cast, issue, today):
    issue(1, holder="")
    shown = text(sign_in(cast.unit_admin).get(LIST))
    assert cast.clerk.custody.holder_name in shown
    assert "Cục Hải quan địa phương: cập nhật toàn diện" in shown and "tại HQ Đà Nẵng" in shown
    assert "Chưa có người giữ" in shown and "chưa lần nào" in shown


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"tim": "quantri"}, {"hq34.quantri"}),
        ({"tim": "do thi DUYEN"}, {"hq34.ghe002"}),
        ({"tim": "duyên ghế"}, {"hq34.ghe002"}),
        ({"tim": "không ai cả"}, set()),
        ({"don-vi": "HQ34-07"}, {"hq34.ghe001"}),
        ({"don-vi": "HQ60"}, set()),
        ({"loai": "unit_admin"}, {"hq34.quantri"}),
        ({"trang-thai": "khoa"}, {"hq34.ghe003"}),
        ({"trang-thai": "het-han"}, {"hq34.ghe004"}),
        ({"trang-thai": "chua-giao"}, {"hq34.ghe001"}),
        ({"trang-thai": "dang-dung"}, {"hq34.nhansu1", "hq34.quantri", "hq34.ghe002"}),
        ({"trang-thai": "x"}, set()),
    ],
)
def test_search_and_filters(sign_in, cast, issue, unit, today, asked, names):
    issue(1, unit=unit("HQ34-07"), holder="")
    issue(2, holder="Đỗ Thị Duyên")
    lock_account(account=cast.sysadmin, reason="Thử", target=issue(3), paper=paper(), today=today)
    expired = issue(4)
    with writing(account=cast.sysadmin, reason="Thử"):
        expired.expires_on = today - timedelta(days=1)
        record(expired)
    shown = sign_in(cast.unit_admin).get(LIST, asked).context["page"].rows
    assert {account.username for account in shown} == names


def queries_of(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_the_table_costs_the_same_with_5_and_with_40_accounts(sign_in, cast, issue, role):
    client = sign_in(getattr(cast, role))
    client.get(LIST)
    for number in range(3):
        issue(number)
    few = queries_of(client, LIST)
    for number in range(3, 38):
        issue(number)
    assert queries_of(client, LIST) == few <= 13


def test_the_page_of_an_account_costs_the_same_with_many_grants(sign_in, cast, unit, today):
    client = sign_in(cast.unit_admin)
    client.get(page_of(cast.clerk))

    def give(*codes):
        for code in codes:
            grant(
                account=cast.sysadmin, reason="Thử", to=cast.clerk, unit=unit(code), document="x", on=today,
                right=IMPORT, today=today,
            )  # fmt: skip

    give("HQ34-01")
    few = queries_of(client, page_of(cast.clerk))
    give(*(f"HQ34-{number:02}" for number in range(2, 13)))
    assert queries_of(client, page_of(cast.clerk)) == few <= 22


def test_pages_of_the_table_follow_each_other(sign_in, cast, issue):
    for number in range(60):
        issue(number)
    client = sign_in(cast.unit_admin)
    first = client.get(LIST).context["page"]
    second = client.get(LIST + first.next_url).context["page"]
    assert (first.total, len(first.rows), len(second.rows), second.first) == (62, 50, 12, 51)
    names = [account.username for account in first.rows + second.rows]
    assert names == sorted(names) and len(set(names)) == 62


def test_locking_asks_for_a_reason_and_ends_the_session(client, cast):
    from django.test import Client

    clerk = Client()
    clerk.force_login(cast.clerk)
    client.force_login(cast.unit_admin)
    url = page_of(cast.clerk, "khoa/")
    assert client.post(url, asked(" ")).status_code == 200
    assert clerk.get("/doi-mat-khau/").status_code == 200
    assert client.post(url, asked("Nghi lộ mật khẩu"))["Location"] == page_of(cast.clerk)
    assert clerk.get("/doi-mat-khau/").status_code == 302
    shown = text(client.get(page_of(cast.clerk)))
    assert "Đã khóa" in shown and "Nghi lộ mật khẩu" in shown and "Mở khóa" in shown
    assert client.post(url, asked("Lần nữa")).context["form"].non_field_errors() == ["Tài khoản đã bị khóa."]
    client.post(page_of(cast.clerk, "mo-khoa/"), asked("Đã đổi mật khẩu"))
    assert clerk.get("/doi-mat-khau/").status_code == 302, "the session that ended stays ended"
    clerk.force_login(cast.clerk)
    assert clerk.get("/doi-mat-khau/").status_code == 200


@pytest.mark.clause("TCHQ-4.1")
def test_one_sees_ones_own_account_and_cannot_act_on_it(sign_in, cast):
    client = sign_in(cast.unit_admin)
    shown = client.get(page_of(cast.unit_admin))
    assert shown.status_code == 200
    assert "tự cấp" in text(shown) and "Cấp quyền</a>" not in shown.content.decode()
    for tail in PAGES[1:]:
        response = client.post(page_of(cast.unit_admin, tail), {"reason": "Thử"})
        assert response.status_code == 403 and "tự cấp" in text(response)
    assert cast.unit_admin.grants.count() == 1


def grant_data(**values):
    return {
        "unit": "HQ34-07",
        "what": IMPORT,
        "document": "9/QĐ-HQĐN",
        "on": "",
        "until": "",
        "reason": "Phân công",
    } | values


@pytest.mark.clause("TCHQ-7.1b")
def test_granting_and_revoking_through_the_pages(sign_in, cast, today):
    client = sign_in(cast.unit_admin)
    until = today + timedelta(days=30)
    day = f"{today:%d/%m/%Y}"
    posted = client.post(page_of(cast.clerk, "cap-quyen/"), grant_data(on=day, until=f"{until:%d/%m/%Y}"))
    assert posted["Location"] == page_of(cast.clerk)
    given = cast.clerk.grants.get(right=IMPORT)
    assert (given.unit.code, given.document, given.valid_to, given.given_by) == (
        "HQ34-07",
        "9/QĐ-HQĐN",
        until,
        cast.unit_admin,
    )
    assert "Nhập danh sách cán bộ" in text(client.get(page_of(cast.clerk)))
    revoked = client.post(f"{LIST}{cast.clerk.username}/quyen/{given.pk}/thu-hoi/", asked("Hết việc"))
    assert revoked["Location"] == page_of(cast.clerk)
    shown = text(client.get(page_of(cast.clerk)))
    assert "Đã thu hồi" in shown and "Hết việc" in shown and "Phân công" in shown


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": ""}, "what"),
        ({"document": ""}, "document"),
        ({"on": "31/02/2027"}, "on"),
        ({"on": "01/01/2020"}, "on"),
        ({"until": "01/01/2020"}, "until"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused_beside_its_field(sign_in, cast, today, changed, field):
    client = sign_in(cast.unit_admin)
    data = grant_data(on=f"{today:%d/%m/%Y}") | changed
    response = client.post(page_of(cast.clerk, "cap-quyen/"), data)
    assert response.status_code == 200 and list(response.context["form"].errors) == [field]
    assert cast.clerk.grants.count() == 1


def test_the_form_offers_a_unit_administrator_nothing_to_widen_power(sign_in, cast):
    offered = text(sign_in(cast.unit_admin).get(page_of(cast.clerk, "cap-quyen/")))
    assert "Quản trị hệ thống toàn diện" not in offered and "Quảng Nam" not in offered
    assert "Quản trị hệ thống toàn diện" in text(sign_in(cast.sysadmin).get(page_of(cast.clerk, "cap-quyen/")))


def test_a_wider_grant_cannot_be_revoked_by_the_unit_administrator(sign_in, cast, unit, today):
    wide = grant(
        account=cast.sysadmin, reason="Thử", to=cast.clerk, unit=unit("TCHQ"), document="x", on=today, right=VIEW,
        today=today,
    )  # fmt: skip
    client = sign_in(cast.unit_admin)
    url = f"{LIST}{cast.clerk.username}/quyen/{wide.pk}/thu-hoi/"
    assert url not in client.get(page_of(cast.clerk)).content.decode()
    response = client.post(url, {"reason": "Thử"})
    assert response.status_code == 403 and "không thuộc phạm vi bạn quản trị" in text(response)
    assert refusals().get().detail == "POST: Tổng cục Hải quan không thuộc phạm vi bạn quản trị."


def test_a_grant_of_another_account_is_not_found_here(sign_in, cast):
    client = sign_in(cast.sysadmin)
    strange = cast.neighbour.grants.get()
    assert client.post(f"{LIST}{cast.clerk.username}/quyen/{strange.pk}/thu-hoi/", {"reason": "x"}).status_code == 404


def test_the_history_names_custodian_reason_and_change(sign_in, cast, today):
    first = cast.clerk.custody
    with writing(account=cast.unit_admin, reason="Bàn giao theo 15/QĐ"):
        first.valid_to = today - timedelta(days=1)
        record(first)
        new = {"holder_name": "Lý Văn Mới", "staff_code": "TD-8888", "document": "15/QĐ", "valid_from": today}
        record(Custody(account=cast.clerk, **new))
    response = sign_in(cast.sysadmin).get(page_of(cast.clerk))
    entries = response.context["entries"]
    assert entries[0].name == "Lý Văn Mới" and entries[0].custodian == cast.unit_admin.holder_name
    assert [(change.label, change.old) for change in entries[1].changes] == [("Đến hết ngày", "")]
    assert "Bàn giao theo 15/QĐ" in text(response)


def test_a_refusal_stays_in_the_log_when_the_view_rolls_back(sign_in, cast, monkeypatch):
    from django.db import transaction

    from accounts.views import acts as views

    def refusing(**kwargs):
        with transaction.atomic():
            AccessEvent.log(AccessEvent.Kind.VIEW, cast.unit_admin, target="rolled back")
            raise PermissionDenied("Không được, vì thử.")

    monkeypatch.setattr(views, "lock_account", refusing)
    response = sign_in(cast.unit_admin).post(page_of(cast.clerk, "khoa/"), asked("Thử"))
    assert response.status_code == 403 and "Không được, vì thử." in text(response)
    assert list(AccessEvent.objects.values_list("kind", "detail")) == [("forbidden", "POST: Không được, vì thử.")]


def test_refusals_look_the_same_in_debug_mode(sign_in, cast, settings):
    settings.DEBUG = True
    client = sign_in(cast.unit_admin)
    for url in (page_of(cast.neighbour), "/go-nham/"):
        response = client.get(url)
        assert response.status_code == 404 and "Không tìm thấy, hoặc không thuộc phạm vi" in text(response)


EVERY_READER = {
    "Việc cần làm",
    "Hồ sơ",
    "Quyết định",
    "Điều chuyển hồ sơ",
    "Chất lượng dữ liệu",
    "Hạn cập nhật",
    "Rà soát hồ sơ",
    "Kê khai tài sản",
    "Tệp kết xuất",
    "Đơn vị",
    "Biên chế",
    "Danh mục",
    "Báo cáo",
    "Toàn cảnh",
    "Tra cứu tổng hợp",
}
WRITING = {"Dự thảo quyết định", "Giấy tờ chờ nhập", "Nhập từ Excel"}
NAVIGATION = {
    "sysadmin": EVERY_READER | WRITING | {"Sắp xếp tổ chức", "Tài khoản", "Nhật ký truy cập", "Lần bị từ chối"},
    "leader": EVERY_READER | {"Nhật ký truy cập", "Lần bị từ chối"},
    "clerk": EVERY_READER | WRITING,
    "reader": EVERY_READER,
    "unit_admin": {"Việc cần làm", "Tệp kết xuất", "Đơn vị", "Tài khoản", "Nhật ký truy cập", "Lần bị từ chối"},
}


@pytest.mark.parametrize("role", NAVIGATION)
def test_the_navigation_offers_what_the_account_may_open(sign_in, cast, role):
    client = sign_in(getattr(cast, role))
    page = client.get("/doi-mat-khau/")
    items = [item for group in page.context["nav"] for item in group["items"]]
    assert {item["label"] for item in items} == NAVIGATION[role] | {"Quy chế"}
    for item in items:
        shown = client.get(item["url"])
        assert shown.status_code == 200, item
        active = [i["label"] for group in shown.context["nav"] for i in group["items"] if i["active"]]
        assert active == [item["label"]]


def test_who_opens_no_dossier_gets_no_search_box(sign_in, cast):
    assert "data-search" not in sign_in(cast.unit_admin).get("/doi-mat-khau/").content.decode()
    assert "data-search" in sign_in(cast.clerk).get("/doi-mat-khau/").content.decode()


def test_the_shell_names_account_unit_and_custodian(sign_in, cast):
    shown = text(sign_in(cast.clerk).get("/doi-mat-khau/"))
    assert "Nhân sự 1 · HQ Đà Nẵng" in shown and f"Người giữ: {cast.clerk.custody.holder_name}" in shown


def test_the_shell_costs_no_more_than_session_account_custody_rights_and_their_reach(sign_in, cast):
    client = sign_in(cast.clerk)
    client.get("/doi-mat-khau/")
    assert queries_of(client, "/doi-mat-khau/") == 6, "the reach: roots of the tree, units below"
