"""Việc cần làm: each number is its list, what is late comes first, and the navigation knows it at no cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.context import WAITING
from accounts.demo import PASSWORD
from accounts.models import AccessEvent, Account, Custody, RoleTemplate
from accounts.services.grant import grant
from accounts.services.issue_account import issue_account
from accounts.services.report_loss import report_loss
from personnel.models import Export, ImportRun, PaperCheck
from personnel.paper_checks import paper_state
from personnel.services.check_paper import check_paper
from personnel.waiting import Waiting, numbers, waiting
from qlcb.history import record, writing
from tests.stage import paper

pytestmark = pytest.mark.django_db
LIST = reverse("personnel:list")


@pytest.fixture
def late(make_dossier):
    """Two raises that were due long ago."""
    return [
        make_dossier(code=f"34ZZ-100{n}", rank="08.051", step=4, salary_from="01/03/2021", full_name=name)
        for n, name in enumerate(("Nguyễn Thị Thanh Hương", "Công Tằng Tôn Nữ Huyền Trang"))
    ]


def rows_of(account, today, *keys) -> dict[str, Waiting]:
    return {one.key: one for one in waiting(account, today) if not keys or one.key in keys}


def shown(client) -> dict[str, tuple]:
    """Label of each way of the navigation → its quiet number and its red one."""
    groups = client.get(reverse("personnel:shortcuts")).context["nav"]
    return {item["label"]: (item["count"], item["alert"]) for group in groups for item in group["items"]}


def test_an_empty_home_says_what_to_do_next(cast, sign_in):
    assert "Đơn vị chưa có hồ sơ nào" in sign_in(cast.clerk).get("/").content.decode()
    assert "Chưa có hồ sơ nào trong phạm vi" in sign_in(cast.reader).get("/").content.decode()
    assert "Không có việc nào về tài khoản đang chờ" in sign_in(cast.unit_admin).get("/").content.decode()


def test_nothing_to_do_today_is_said(cast, sign_in, make_dossier):
    make_dossier()
    assert "Hôm nay không có việc nào đang chờ" in sign_in(cast.clerk).get("/").content.decode()


@pytest.mark.clause("TCHQ-10.1")
@pytest.mark.clause("TCHQ-9.1")
def test_what_is_late_comes_first_with_its_days(late, make_dossier, cast, sign_in, today):
    make_dossier(birth_date="14/08/1964", rank="08.051", step=9, salary_from=today - timedelta(days=3 * 365))
    found = waiting(cast.clerk, today)
    first = next(one for one in found if one.key == "nang-bac")
    assert [one.key for one in found[:2]] == ["nghi-huu", "nang-bac"]
    assert (first.late, first.days, first.flag) == (2, (today - date(2024, 3, 1)).days, f"quá hạn {first.days} ngày")
    page = sign_in(cast.clerk).get("/").content.decode()
    assert f"quá hạn {first.days} ngày" in page
    assert "Công Tằng Tôn Nữ Huyền Trang" in page
    assert f'href="{reverse("personnel:section", args=["34ZZ-1001", "luong"])}"' in page


def test_leaders_see_in_pictures_what_others_settle(late, cast, sign_in):
    context = sign_in(cast.leader).get("/").context
    assert context["tasks"] == [] and "nang-bac" in [one.key for one in context["cards"]]
    assert not {one.key for one in context["watched"]} & {one.key for one in context["cards"]}


def test_stocks_are_their_lists(late, cast, sign_in, today):
    states = paper_state(late[0]).parts
    late[0].findings.create(rule="party_age", severity="error", place="dang", words="Vào Đảng 2003.")
    for result, note in ((PaperCheck.Result.DIFFERENT, "Thiếu trang"), (PaperCheck.Result.SAME, "")):
        check_paper(
            account=cast.clerk, dossier=late[0], seen={"luong": states["luong"].fingerprint}, result=result,
            checked_on=today, today=today, note=note,
        )  # fmt: skip
        found, client = rows_of(cast.clerk, today), sign_in(cast.clerk)
        for key in ("mau-thuan", "chua", "khong-khop"):
            number = found[key].count if key in found else 0
            url = found[key].url if key in found else f"{LIST}?doi-chieu={key}"
            assert client.get(url).context["page"].total == number, key
        assert found["chua"].count == found["mau-thuan"].count == 1
        assert ("khong-khop" in found) == (result == PaperCheck.Result.DIFFERENT), "only the newest comparison counts"
    assert all(found[key].standing for key in ("mau-thuan", "chua"))


def test_files_wait_until_they_are_fetched_or_confirmed(cast, sign_in, today):
    now = timezone.now()
    whole = {
        "account": cast.clerk, "kind": "danh-sach", "title": "Danh sách", "words": "Tất cả", "reason": "x",
        "sealed_parameters": "{}", "file_name": "x.xlsx", "file": "x", "status": Export.Status.DONE,
        "expires_at": now + timedelta(days=1), "custodian": cast.clerk.holder_name,
    }  # fmt: skip
    for changed in (
        {}, {}, {"downloads": 1}, {"account": cast.neighbour}, {"custodian": "Người giữ trước"}, {"expires_at": now},
        {"status": Export.Status.FAILED},
    ):  # fmt: skip
        Export.objects.create(**(whole | changed))
    run = {"file": "imports/none.xlsx", "file_name": "x.xlsx", "reason": "x", "status": ImportRun.Status.READY}
    only = ImportRun.objects.create(account=cast.clerk, **run)
    ImportRun.objects.create(account=cast.clerk, **(run | {"status": ImportRun.Status.DONE}))
    found = rows_of(cast.clerk, today, "tep", "nhap-list")
    assert found["tep"].count == sign_in(cast.clerk).get(found["tep"].url).context["page"].total == 2
    assert (found["nhap-list"].count, found["nhap-list"].url) == (1, reverse("personnel:import_run", args=[only.pk]))
    assert rows_of(cast.specialist, today, "tep", "nhap-list") == {}


@pytest.mark.clause("TCHQ-10.1")
def test_administrators_see_seats_passwords_and_what_ends(cast, sign_in, today):
    admin = Account.objects.get(pk=cast.unit_admin.pk)
    report_loss(account=admin, reason="Mất", target=cast.clerk, paper=paper(), today=today)
    other = issue_account(
        account=cast.sysadmin, reason="Thử", username="hq34.nhansu2", kind="seat", title="Nhân sự 2",
        unit=cast.clerk.unit, paper=paper(), until=today + timedelta(days=30), today=today,
    )  # fmt: skip
    role = RoleTemplate.objects.get(code="dia-phuong-nhan-su")
    given = {"account": cast.sysadmin, "reason": "Thử", "to": other, "unit": other.unit, "template": role}
    grant(document="1/QĐ", on=today, until=today + timedelta(days=30), today=today, **given)
    keys = ("cho-mat-khau", "chua-giao", "quyen-sap-het-han", "sap-het-han")
    found, client = rows_of(admin, today, *keys), sign_in(admin)
    assert {key: one.count for key, one in found.items()} == dict.fromkeys(keys, 1)
    for one in found.values():
        assert client.get(one.url).context["page"].total == one.count
    assert waiting(admin, today)[0].key == "cho-mat-khau" and found["cho-mat-khau"].is_urgent
    grant(document="2/QĐ", on=today + timedelta(days=31), today=today, **given)
    with writing(account=cast.sysadmin, reason="Thử"):
        record(
            Custody(
                account=other, holder_name="Trần Văn Mới", staff_code="34ZZ-0009", document="3/QĐ", valid_from=today
            )
        )
    assert rows_of(admin, today, *keys).keys() == {"cho-mat-khau", "sap-het-han"}


def test_refusals_of_today_are_those_of_the_log(cast, sign_in, today):
    AccessEvent.log(AccessEvent.Kind.FORBIDDEN, cast.clerk, target="/x/", unit=cast.clerk.unit)
    AccessEvent.log(AccessEvent.Kind.FORBIDDEN, cast.neighbour, target="/x/", unit=cast.neighbour.unit)
    one = rows_of(cast.unit_admin, today)["tu-choi"]
    assert one.count == sign_in(cast.unit_admin).get(one.url).context["page"].total == 1
    assert "tu-choi" not in rows_of(cast.clerk, today)


def test_a_row_of_a_room_is_what_the_design_says():
    """Other rooms give dicts of label, count, url, note and alert."""
    made = Waiting("dieu-chuyen", "transfer", label="x", count=2, url="/", note="", alert=True)
    quiet = Waiting("x", "x", "x", 3, "/", standing=True)
    assert numbers([made, quiet, Waiting("y", "x", "y", 1, "/", mine=False)]) == {"home": (2, 2)}


def test_home_keeps_the_numbers_for_the_navigation_of_the_next_pages(late, cast, sign_in):
    client = sign_in(cast.clerk)
    assert shown(client)["Việc cần làm"] == (None, None), "never at home: nothing is known, nothing is asked"
    client.get("/")
    assert shown(client)["Việc cần làm"] == (2, 2)


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_numbers_cost_a_page_nothing_while_they_are_fresh(late, cast, sign_in):
    client, url = sign_in(cast.clerk), reverse("personnel:shortcuts")
    client.get(url)
    without = queries(client, url)
    client.get("/")
    assert queries(client, url) == without
    stale(client)
    assert queries(client, url) > without
    assert queries(client, url) == without


def stale(client) -> None:
    session = client.session
    session[WAITING] = session[WAITING] | {"at": 0}
    session.save()


def test_an_act_has_the_numbers_counted_anew(late, cast, sign_in):
    client = sign_in(cast.clerk)
    client.get("/")
    dossier = late[0]
    response = client.post(
        reverse("personnel:row_add", args=[dossier.code, "luong"]),
        {"rank": dossier.now_rank_id, "step": "5", "coefficient": "3,66", "over_frame": "0", "pay_percent": "100",
         "valid_from": "01/03/2024", "reason": "Thử"},
    )  # fmt: skip
    assert response.status_code == 302, response.context["form"].errors
    assert shown(client)["Việc cần làm"] == (1, 1)


def test_who_passes_by_home_is_told_once_what_is_late(late, cast, client):
    words = "2 việc đã quá hạn"
    response = client.post(
        f"{reverse('accounts:login')}?next={LIST}", {"username": cast.clerk.username, "password": PASSWORD}
    )
    assert response["Location"] == LIST
    assert words in client.get(LIST).content.decode()
    stale(client)
    assert words not in client.get(LIST).content.decode()


def test_home_tells_it_itself(late, cast, client):
    client.post(reverse("accounts:login"), {"username": cast.clerk.username, "password": PASSWORD})
    client.get("/")
    stale(client)
    assert "việc đã quá hạn" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("role", ["clerk", "leader", "unit_admin", "sysadmin"])
def test_home_asks_as_much_for_many_as_for_few(role, late, make_dossier, cast, sign_in):
    client = sign_in(getattr(cast, role))
    client.get("/")
    few = queries(client, "/")
    for number in range(6):
        make_dossier(code=f"34ZZ-300{number}", rank="08.051", step=4, salary_from="01/03/2021", unit_code="HQ34-06")
    assert queries(client, "/") == few <= 30
