"""Quotas on screen: rules by kind of unit, exceptions on a paper, ended early, always in sight (TCHQ-7.1a, 7.2b)."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessEvent, Account, AccountQuota
from accounts.quotas import room_for
from accounts.services.end_quota import end_quota
from accounts.services.issue_account import issue_account
from accounts.services.set_quota import set_quota
from orgunits.models import Unit, UnitKind
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-7.2b")]
LIST = "/dinh-muc-tai-khoan/"


def fresh(account) -> Account:
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def put(cast, unit, today):
    """`put("TW01", 3)`: an exception from today on; `put(kind="vu", seats=4)`: a rule."""

    def done(code="", seats=3, *, kind="", by=None, since=today, until=None, told=None):
        what = {"unit": unit(code)} if code else {"unit_kind": UnitKind.objects.get(code=kind)}
        quota = AccountQuota(account_kind="seat", seats=seats, valid_from=since, valid_to=until, **what)
        return set_quota(
            account=fresh(by or cast.sysadmin), reason="Thêm việc", quota=quota, paper=told or paper(), today=today
        )

    return done


def seats(code: str, day: date) -> int:
    return room_for(Unit.objects.get(code=code), "seat", day).quota.seats


def test_an_exception_goes_before_the_rule_for_its_days_and_lets_one_more_account_in(put, cast, unit, today):
    def issue(number):
        issue_account(
            account=cast.sysadmin, reason="Thêm", username=f"them.{number}", kind=Account.Kind.SEAT, title="x",
            unit=unit("TW01-01"), paper=paper(), today=today,
        )  # fmt: skip

    issue(1)
    with pytest.raises(ValidationError, match="đủ định mức 2 "):
        issue(2)
    given = put("TW01", 3, until=today + timedelta(days=9))
    assert (given.document, given.document_on, given.approved_by) == ("3/QĐ", paper().signed_on, paper().approved_by)
    assert given.history.get().history_change_reason == "Thêm việc"
    issue(2)
    assert [seats("TW01", today + timedelta(days=days)) for days in (0, 9, 10)] == [3, 3, 2]


def test_a_passing_exception_gives_way_to_the_lasting_one(put, today):
    put("TW03", 12, since=today + timedelta(days=1), until=today + timedelta(days=5))
    assert [seats("TW03", today + timedelta(days=days)) for days in (0, 1, 5, 6)] == [10, 12, 12, 10]


def test_another_rule_ends_the_one_before(put, today):
    put(kind="vu", seats=4, since=today + timedelta(days=2))
    assert [seats("TW01", today + timedelta(days=days)) for days in (1, 2)] == [2, 4]
    old, new = AccountQuota.objects.filter(unit_kind__code="vu").order_by("valid_from")
    assert (old.valid_to, old.ended_under, new.valid_to) == (today + timedelta(days=1), "3/QĐ", None)
    assert old.history.count() == 2 and new.history.count() == 1
    with pytest.raises(ValidationError, match="Đã có định mức quy định từ ngày"):
        put(kind="vu", seats=5, since=today + timedelta(days=1))


def test_an_exception_ends_early_or_never_begins(put, cast, today):
    runs, planned = put("TW01", 3), put("TW02", 3, since=today + timedelta(days=4))
    told = {"account": cast.sysadmin, "reason": "Hết việc", "paper": paper("8/QĐ"), "today": today}
    with pytest.raises(ValidationError, match="từ hôm nay trở đi"):
        end_quota(quota=runs, since=today - timedelta(days=1), **told)
    end_quota(quota=runs, since=today + timedelta(days=2), **told)
    runs.refresh_from_db()
    assert (runs.valid_to, runs.ended_under) == (today + timedelta(days=1), "8/QĐ")
    with pytest.raises(ValidationError, match="đã hết hiệu lực"):
        end_quota(quota=runs, since=today + timedelta(days=2), **told)
    end_quota(quota=planned, since=today, **told)
    planned.refresh_from_db()
    assert (planned.state(today + timedelta(days=9)), planned.ended_under) == ("void", "8/QĐ")
    assert seats("TW02", today + timedelta(days=9)) == 2
    with pytest.raises(ValidationError, match="đã hết hiệu lực"):
        end_quota(quota=planned, since=today, **told)
    assert [entry.history_change_reason for entry in AccountQuota.history.filter(id=planned.pk)] == [
        "Hết việc",
        "Thêm việc",
    ]
    with pytest.raises(ValidationError, match="không kết thúc"):
        end_quota(quota=AccountQuota.objects.get(unit_kind__code="vu"), since=today, **told)


def test_an_exception_that_ends_on_the_day_it_began_stays_in_sight(put, cast, sign_in, today):
    wrong = put("TW01", 9)
    end_quota(
        account=cast.sysadmin, reason="Ghi nhầm", quota=wrong, paper=paper("8/QĐ"), since=today, today=today
    )  # fmt: skip
    assert seats("TW01", today) == 2
    page = sign_in(cast.sysadmin).get(LIST)
    assert [(quota.pk, state) for quota, state in page.context["exceptions"] if quota.unit.code == "TW01"] == [
        (wrong.pk, "void")
    ]
    text = page.content.decode()
    assert "Thôi áp dụng từ ngày đầu" in text and "kết thúc: 8/QĐ" in text
    assert f"{LIST}{wrong.pk}/ket-thuc/" not in text
    assert "Định mức riêng: 9" not in sign_in(cast.sysadmin).get("/tai-khoan/?don-vi=TW01").content.decode()
    put("TW01", 3)
    assert seats("TW01", today) == 3, "the right one may begin on the same day"


def test_what_is_left_is_said_in_words_that_agree(put, cast, sign_in):
    """How many are left of a quota; without one, as many as needed, and no number beside it."""
    for code, number in (("TW01", 3), ("HQ34", 1), ("HQ60", 0)):
        put(code, number)
    table = sign_in(cast.sysadmin).get(LIST).content.decode().split('id="s-rooms"')[1].split("</table>")[0]
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in table.split("</tr>")[1:-1]]

    def said(name: str, kind: str) -> str:
        (row,) = [row for row in rows if name in row and kind in row]
        return row

    assert said("Vụ Pháp chế", "Người dùng").endswith("Còn 2 Định mức riêng")
    assert said("Đà Nẵng", "Người dùng").endswith("Đủ định mức Định mức riêng")
    assert said("Quảng Nam", "Người dùng").endswith("Vượt định mức Định mức riêng")
    free = said("Công nghệ thông tin", "Quản trị hệ thống")
    assert free.endswith("1 không quy định Theo nhu cầu") and "Còn" not in free


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        ("TW01", {"told": replace(paper(), number="")}, "phải có số"),
        ("TW01", {"told": replace(paper(), approved_by="")}, "lãnh đạo phê duyệt"),
        ("TW01", {"since": date(2026, 1, 1)}, "lùi ngày"),
        ("TW01", {"until": date(2026, 1, 1)}, "từ ngày bắt đầu trở đi"),
        ("TW01-01", {}, "cấp Cục, Vụ"),
    ],
)
def test_what_is_no_exception(put, code, values, words):
    with pytest.raises(ValidationError, match=words):
        put(code, **values)
    assert not AccountQuota.objects.filter(unit__code=code).exists()


@pytest.mark.clause("TCHQ-4.1", "TCHQ-7.1a")
@pytest.mark.parametrize("role", ["unit_admin", "leader", "clerk"])
def test_only_the_system_administrator_sets_quotas(put, cast, sign_in, today, role):
    by = getattr(cast, role)
    mine = put(by.unit.code, 3)
    with pytest.raises(PermissionDenied, match="quản trị hệ thống"):
        put(by.unit.code, 9, by=by, since=today + timedelta(days=1))
    with pytest.raises(PermissionDenied, match="quản trị hệ thống"):
        end_quota(account=fresh(by), reason="x", quota=mine, paper=paper(), since=today, today=today)
    client = sign_in(by)
    for tail in ("ngoai-dinh-muc/", "loai-don-vi/", f"{mine.pk}/ket-thuc/"):
        assert client.post(LIST + tail, {"seats": 9}).status_code == 403
    assert AccessEvent.objects.filter(kind="forbidden", account=by).count() == 3


def test_recorded_and_ended_through_the_pages_and_in_sight_everywhere(cast, sign_in, today):
    told = {"document": "88/TCHQ-TCCB", "document_on": "05/01/2026", "approved_by": "Vụ trưởng", "reason": "Tách đội"}
    client, day = sign_in(cast.sysadmin), f"{today:%d/%m/%Y}"
    data = told | {"unit": "HQ34", "account_kind": "seat", "seats": "7", "valid_from": day}
    answer = client.post(f"{LIST}ngoai-dinh-muc/", told | {"unit": "HQ34-07"})
    assert {"unit", "seats"} <= set(answer.context["form"].errors)
    assert client.post(f"{LIST}ngoai-dinh-muc/", data)["Location"] == LIST
    made = AccountQuota.objects.get(unit__code="HQ34")
    for reader in (cast.sysadmin, cast.unit_admin):
        for url in (LIST, "/tai-khoan/", "/tai-khoan/?don-vi=HQ34-07"):
            assert "88/TCHQ-TCCB" in sign_in(reader).get(url).content.decode(), url
    assert "88/TCHQ-TCCB" not in sign_in(cast.sysadmin).get("/tai-khoan/?don-vi=HQ60").content.decode()
    page = sign_in(cast.unit_admin).get(LIST)
    assert {quota.unit.code for quota, _ in page.context["exceptions"]} == {"HQ34"}
    assert "Tách đội" in page.content.decode() and "ket-thuc" not in page.content.decode()
    end = told | {"since": f"{today + timedelta(days=1):%d/%m/%Y}"}
    assert sign_in(cast.sysadmin).post(f"{LIST}{made.pk}/ket-thuc/", end)["Location"] == LIST
    made.refresh_from_db()
    assert made.valid_to == today
    rule = told | {"unit_kind": "vu", "account_kind": "seat", "seats": "5", "valid_from": end["since"]}
    assert client.post(f"{LIST}loai-don-vi/", rule)["Location"] == LIST
    assert seats("TW01", today + timedelta(days=1)) == 5


def test_forty_exceptions_cost_as_many_queries_as_two(put, cast, sign_in):
    client = sign_in(cast.sysadmin)

    def queries(url):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    few = [queries(url) for url in (LIST, "/tai-khoan/")]
    for department in Unit.objects.filter(kind__code="cuc-hai-quan")[:30]:
        put(department.code, 5)
    assert [queries(url) for url in (LIST, "/tai-khoan/")] == few
