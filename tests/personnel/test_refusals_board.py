"""The board of refusals: by account and day, what stands out, and each number the length of the list it leads to."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEvent, Account
from accounts.services.issue_account import Holder
from qlcb import regulation
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-4.1")]
BOARD, Kind = "/tu-choi/", AccessEvent.Kind
LIMITS = {
    "days": 7, "most_days": 31, "night_from": 20, "night_to": 6, "refusals_a_day": 3, "dossiers_an_hour": 3,
    "unmaskings_a_day": 3, "night_exports": 1, "night_sign_ins": 1,
}  # fmt: skip


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    monkeypatch.setitem(regulation._facts(), "watch", LIMITS)


@pytest.fixture
def happen(cast):
    """`happen(kind, account, target="…", hour=10, days_ago=1, times=3)`: rows of the log of that time."""

    def happened(kind, account, *, target="34ZZ-0001", hour=10, days_ago=1, times=1):
        day = timezone.localdate() - timedelta(days=days_ago)
        at = timezone.make_aware(datetime(day.year, day.month, day.day, hour, 15))
        for number in range(times):
            row = AccessEvent.objects.bulk_create([AccessEvent(kind=kind, account=account, target=target)])[0]
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute("UPDATE accounts_accessevent SET at = %s WHERE id = %s", [at, row.pk])
                cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            target = f"{target[:-1]}{number % 10}"

    return happened


def listed(client, number) -> int:
    return client.get(number.url).context["page"].total


@pytest.mark.clause("TCHQ-13.4")
def test_every_number_is_the_length_of_its_list(cast, sign_in, happen):
    happen(Kind.FORBIDDEN, cast.clerk, times=2)
    happen(Kind.NOT_FOUND, cast.clerk, times=3)
    happen(Kind.SIGN_IN_REFUSED, cast.clerk)
    happen(Kind.FORBIDDEN, cast.clerk, days_ago=2)
    happen(Kind.SIGN_IN_REFUSED, None, target="khong.co", times=2)
    happen(Kind.FORBIDDEN, cast.clerk, days_ago=9)
    client = sign_in(cast.sysadmin)
    board = client.get(BOARD).context["board"]
    lines = {(line.username, (timezone.localdate() - line.day).days): line for line in board.refusals}
    assert set(lines) == {(cast.clerk.username, 1), (cast.clerk.username, 2), ("", 1)} and board.total == 9
    line = lines[cast.clerk.username, 1]
    numbers = (line.forbidden, line.not_found, line.sign_in, line.whole)
    assert [number.value for number in numbers] == [2, 3, 1, 6]
    for number in (*numbers, lines["", 1].sign_in, lines["", 1].whole):
        assert listed(client, number) == number.value > 0


@pytest.mark.clause("TCHQ-13.4")
def test_what_stands_out_and_what_stays_under_the_limit(cast, sign_in, happen):
    happen(Kind.FORBIDDEN, cast.clerk, times=3)
    happen(Kind.EXPORT, cast.clerk, hour=23)
    happen(Kind.SIGN_IN, cast.clerk, hour=5)
    happen(Kind.UNMASK, cast.clerk, times=3)
    happen(Kind.VIEW, cast.clerk, hour=14, times=4)
    quiet = cast.specialist
    happen(Kind.FORBIDDEN, quiet, times=2)
    happen(Kind.EXPORT, quiet, hour=19, times=5)
    happen(Kind.SIGN_IN, quiet, hour=6)
    happen(Kind.UNMASK, quiet, times=2)
    happen(Kind.VIEW, quiet, hour=14, target="34ZZ-0009", times=1)
    happen(Kind.VIEW, quiet, hour=15, times=2)
    client = sign_in(cast.sysadmin)
    response = client.get(BOARD)
    remarks = response.context["board"].remarks
    assert {remark.username for remark in remarks} == {cast.clerk.username}
    assert {remark.what: remark.number.value for remark in remarks} == {
        "Bị từ chối nhiều lần": 3,
        "Kết xuất ban đêm": 1,
        "Hiện nhiều thông tin hạn chế": 3,
        "Đăng nhập ban đêm": 1,
        "Mở nhiều hồ sơ trong một giờ": 4,
    }
    for remark in remarks:
        assert listed(client, remark.number) == remark.number.value, remark.what
    assert "từ 14:00 đến 14:59" in response.content.decode()


@pytest.mark.clause("TCHQ-5.2c")
def test_each_administrator_sees_its_own_units(cast, sign_in, happen):
    happen(Kind.FORBIDDEN, cast.clerk, times=4)
    happen(Kind.FORBIDDEN, cast.neighbour, times=4)
    board = sign_in(cast.unit_admin).get(BOARD).context["board"]
    assert {line.username for line in board.refusals} == {cast.clerk.username}
    assert {remark.username for remark in board.remarks} == {cast.clerk.username}
    assert sign_in(cast.clerk).get(BOARD).status_code == 403


def test_a_period_that_makes_no_sense_is_told(cast, sign_in):
    client = sign_in(cast.sysadmin)
    for query in ({"tu-ngay": "31/02/2026"}, {"tu-ngay": "02/01/2026", "den-ngay": "01/01/2026"},
                  {"tu-ngay": "01/01/2020", "den-ngay": "01/01/2026"}):  # fmt: skip
        assert "error-summary" in client.get(BOARD, query).content.decode()


def test_the_number_of_queries_does_not_grow(cast, sign_in, happen):
    client = sign_in(cast.sysadmin)

    def queries():
        client.get(BOARD)
        with CaptureQueriesContext(connection) as captured:
            client.get(BOARD)
        return len(captured)

    happen(Kind.FORBIDDEN, cast.clerk)
    few = queries()
    for account in (cast.clerk, cast.neighbour, cast.leader, cast.specialist):
        for days_ago in range(4):
            happen(Kind.FORBIDDEN, account, days_ago=days_ago, times=3)
            happen(Kind.VIEW, account, days_ago=days_ago, times=4)
    assert queries() == few <= 12


def test_a_full_quota_is_a_refusal_too(cast, sign_in, monkeypatch):
    from django.core.exceptions import ValidationError

    def full(*args):
        raise ValidationError("Cục đã có 10 tài khoản, đủ định mức 10.", code="quota")

    monkeypatch.setattr("accounts.services.issue_account.require_room", full)
    today = timezone.localdate()
    holder, given = Holder("Lê Thị Giữ", "TD-7001", "3/QĐ"), paper()
    sent = {
        "username": "hq34.them1", "kind": "seat", "title": "Thêm 1", "unit": "HQ34", "reason": "Cấp thêm",
        "template": cast.clerk.grants.get().template.code, "holder_name": holder.name, "staff_code": holder.staff_code,
        "holder_document": holder.document, "document": given.number, "document_on": f"{today:%d/%m/%Y}",
        "approved_by": given.approved_by, "until": "",
    }  # fmt: skip
    response = sign_in(cast.unit_admin).post("/cap-tai-khoan/", sent)
    assert "đủ định mức 10" in response.content.decode(), response.context["form"].errors
    event = AccessEvent.objects.get(kind=Kind.FORBIDDEN)
    assert (event.account, event.target) == (cast.unit_admin, "/cap-tai-khoan/") and "đủ định mức" in event.detail
    assert not Account.objects.filter(username="hq34.them1").exists()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({}, (6, 0)),
        ({"tu-ngay": "", "den-ngay": " "}, (6, 0)),
        ({"tu-ngay": 2}, (2, 0)),
        ({"den-ngay": 10}, (16, 10)),
        ({"tu-ngay": 12, "den-ngay": 11}, (12, 11)),
    ],
)
def test_the_boxes_show_the_days_that_the_page_tells_of(typed, shown, cast, sign_in, today):
    def day(ago) -> str:
        return f"{today - timedelta(days=ago):%d/%m/%Y}" if isinstance(ago, int) else ago

    page = sign_in(cast.sysadmin).get(BOARD, {name: day(ago) for name, ago in typed.items()})
    form, days = page.context["form"], page.context["days"]
    assert [form["tu_ngay"].value(), form["den_ngay"].value()] == [day(ago) for ago in shown]
    assert [days["tu_ngay"], days["den_ngay"]] == [today - timedelta(days=ago) for ago in shown]
    assert all(f'value="{day(ago)}"' in page.content.decode() for ago in shown)


def test_a_day_that_is_none_is_told_and_stays(cast, sign_in, today):
    page = sign_in(cast.sysadmin).get(BOARD, {"den-ngay": "31/02/2026"})
    assert list(page.context["form"].errors) == ["den_ngay"] and 'value="31/02/2026"' in page.content.decode()
    assert "Điều kiện chưa đúng." in page.content.decode(), "nothing was to be saved"
