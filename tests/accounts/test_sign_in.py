"""Signing in: refused with a sentence, never telling whether a name exists; sessions end with their account."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from accounts.demo import PASSWORD
from accounts.models import AccessEvent, Account, AccountAct
from accounts.services.program_account import program_account
from accounts.sessions import SEEN
from accounts.sign_in import AccountBackend, refusal
from qlcb.history import record, writing
from tests.stage import paper

pytestmark = pytest.mark.django_db

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
LOGIN = "/dang-nhap/"


def change(account, **values):
    """Write fields of an account as an administrator would."""
    with writing(account=program_account(), reason="Thử"):
        stored = Account.objects.get(pk=account.pk)
        for name, value in values.items():
            setattr(stored, name, value)
        record(stored)


def end_custody(account, on: date):
    with writing(account=program_account(), reason="Thử"):
        custody = account.custodies.get()
        custody.valid_to = on
        record(custody)


def enter(client, username, password=PASSWORD, **data):
    return client.post(LOGIN, {"username": username, "password": password, **data})


def last_event():
    return AccessEvent.objects.order_by("-id").first()


def message(response) -> str:
    return " ".join(response.context["form"].non_field_errors())


@pytest.mark.parametrize("typed", ["hq34.nhansu1", "  HQ34.NhanSu1 ", "ｈｑ34.nhansu1"])
def test_the_custodian_signs_in_however_the_name_is_typed(client, cast, typed):
    response = enter(client, typed)
    assert response.status_code == 302 and response["Location"] == "/"
    assert int(client.session[SESSION_KEY]) == cast.clerk.pk
    event = last_event()
    assert (event.kind, event.account, event.custodian) == ("sign_in", cast.clerk, cast.clerk.holder_name)
    assert event.address == "127.0.0.1" and event.request_id


def test_leads_back_to_where_one_wanted_to_go_but_nowhere_else(client, cast):
    asked = client.get("/tai-khoan/?q=x")
    assert asked["Location"] == f"{LOGIN}?next=/tai-khoan/%3Fq%3Dx"
    assert enter(client, cast.clerk.username, next="/don-vi/")["Location"] == "/don-vi/"
    client.logout()
    assert enter(client, cast.clerk.username, next="https://example.org/")["Location"] == "/"


def test_wrong_password_and_unknown_name_get_the_same_answer(client, cast):
    known, unknown = enter(client, cast.clerk.username, "sai"), enter(client, "khong.co", "sai")
    assert message(known) == message(unknown) == WRONG
    assert known.status_code == unknown.status_code
    events = AccessEvent.objects.filter(kind="sign_in_refused").order_by("id")
    assert [(e.account_id, e.target) for e in events] == [(cast.clerk.pk, cast.clerk.username), (None, "khong.co")]


def test_an_unknown_name_costs_one_password_hash_too(cast, monkeypatch):
    """Comparable time: as many password hashes for a name that does not exist as for one that does."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    counted = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: counted.append(1) or encode(*args))
    hashes = {}
    for name in (cast.clerk.username, "khong.co", program_account().username):
        counted.clear()
        assert AccountBackend().authenticate(None, username=name, password="sai") is None
        hashes[name] = len(counted)
    assert set(hashes.values()) == {1}, hashes


def test_what_is_typed_in_the_wrong_box_does_not_reach_the_log(client, cast):
    enter(client, PASSWORD, "x")
    assert last_event().kind == "sign_in_refused"
    assert PASSWORD.lower() not in f"{last_event().target} {last_event().detail}".lower()


def locked(account, today):
    change(account, is_active=False)


def expired(account, today):
    change(account, expires_on=today - timedelta(days=1))


def without_custodian(account, today):
    end_custody(account, today - timedelta(days=1))


UNUSABLE = [(locked, "đã bị khóa"), (expired, "đã hết hạn ngày"), (without_custodian, "chưa được giao cho người giữ")]


@pytest.mark.clause("TCHQ-5.2d")
@pytest.mark.parametrize(("make", "said"), UNUSABLE)
@pytest.mark.parametrize("role", ["clerk", "unit_admin", "sysadmin"])
def test_an_unusable_account_is_refused_with_its_reason(client, cast, today, make, said, role):
    account = getattr(cast, role)
    make(account, today)
    response = enter(client, account.username)
    assert said in message(response)
    assert SESSION_KEY not in client.session
    event = last_event()
    assert (event.kind, event.account_id) == ("sign_in_refused", account.pk) and said in event.detail


@pytest.mark.parametrize("make", [locked, expired, without_custodian])
def test_without_the_password_nobody_learns_the_state_of_an_account(client, cast, today, make):
    make(cast.clerk, today)
    assert message(enter(client, cast.clerk.username, "sai")) == WRONG


def test_an_account_is_good_through_its_last_day(client, cast, today):
    change(cast.clerk, expires_on=today)
    assert enter(client, cast.clerk.username).status_code == 302


@pytest.mark.clause("HG-7.2")
def test_a_personal_account_needs_a_consent_and_no_custodian(client, cast, today):
    with writing(account=cast.sysadmin, reason="Thử"):
        person = Account(username="ca.nhan", kind=Account.Kind.PERSONAL, title="Cá nhân", unit=cast.clerk.unit)
        person.set_password(PASSWORD)
        record(person)
        assert "chưa có văn bản đồng ý cấp" in refusal(person, today)
    refused = enter(client, person.username)
    assert "chưa có văn bản đồng ý cấp" in message(refused) and SESSION_KEY not in client.session
    with writing(account=cast.sysadmin, reason="Thử"):
        AccountAct.keep(AccountAct.Kind.ISSUE, person, paper(), today)
    assert refusal(Account.objects.get(pk=person.pk), today) == ""
    assert enter(client, person.username).status_code == 302 and SESSION_KEY in client.session


def test_the_program_account_never_signs_in(client, program, today):
    program.set_password(PASSWORD)
    program.save(update_fields=["password"])
    assert "không dùng để đăng nhập" in message(enter(client, program.username))
    assert AccountBackend().get_user(program.pk) is None


@pytest.mark.clause("TCHQ-5.2d")
@pytest.mark.parametrize("make", [locked, expired, without_custodian])
def test_open_sessions_end_at_once_with_the_account(sign_in, cast, today, make):
    client = sign_in(cast.clerk)
    assert client.get("/doi-mat-khau/").status_code == 200
    make(cast.clerk, today)
    response = client.get("/doi-mat-khau/")
    assert response.status_code == 302 and response["Location"].startswith(LOGIN)
    assert SESSION_KEY not in client.session
    assert "Phiên làm việc đã kết thúc" in client.get(response["Location"]).content.decode()


def test_an_idle_session_ends(sign_in, cast, settings):
    client = sign_in(cast.clerk)
    client.get("/doi-mat-khau/")
    age(client, settings.SESSION_IDLE_SECONDS + 1)
    response = client.get("/doi-mat-khau/")
    assert response["Location"] == f"{LOGIN}?next=/doi-mat-khau/"
    assert "không có thao tác trong 30 phút" in client.get(response["Location"]).content.decode()


def test_activity_is_written_at_most_once_a_minute(sign_in, cast, django_assert_num_queries):
    client = sign_in(cast.clerk)
    client.get("/doi-mat-khau/")
    seen = client.session[SEEN]
    client.get("/doi-mat-khau/")
    assert client.session[SEEN] == seen
    age(client, 61)
    client.get("/doi-mat-khau/")
    assert client.session[SEEN] >= seen


def age(client, seconds):
    """Move the session's last activity into the past."""
    session = client.session
    session[SEEN] -= seconds
    session.save()


def test_htmx_is_led_to_the_sign_in_page_as_a_whole(client):
    response = client.get(
        "/doi-mat-khau/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/ho-so/"}
    )
    assert response["HX-Redirect"] == f"{LOGIN}?next=/ho-so/"


def test_an_issued_password_is_changed_before_anything_else(client, cast, today):
    change(cast.clerk, must_change_password=True)
    enter(client, cast.clerk.username)
    assert client.get("/don-vi/")["Location"] == reverse("accounts:password")
    assert client.get("/doi-mat-khau/").status_code == 200
    new = "Biển xanh cát trắng 27"
    posted = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/doi-mat-khau/", posted)["Location"] == "/"
    account = Account.objects.get(pk=cast.clerk.pk)
    assert account.check_password(new) and not account.must_change_password
    entry = account.history.first()
    assert (entry.history_user_id, entry.act, entry.history_change_reason) == (account.pk, "change", "Tự đổi mật khẩu")
    assert account.history.count() == 3, "issued, told to change, changed: one row each"
    assert client.get("/doi-mat-khau/").status_code == 200, "the own session goes on"


def test_a_changed_password_ends_the_other_sessions(client, cast):
    from django.test import Client

    other = Client()
    for browser in (client, other):
        enter(browser, cast.clerk.username)
    new = "Biển xanh cát trắng 27"
    client.post("/doi-mat-khau/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert client.get("/doi-mat-khau/").status_code == 200
    assert other.get("/doi-mat-khau/").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("sai", "Biển xanh cát trắng 27", "Biển xanh cát trắng 27", "Mật khẩu hiện tại không đúng."),
        (PASSWORD, "Biển xanh cát trắng 27", "Biển xanh cát trắng 28", "không giống nhau"),
        (PASSWORD, "ngan", "ngan", "12"),
        (PASSWORD, "918273645546372819", "918273645546372819", "số"),
        (PASSWORD, "hq34.nhansu1", "hq34.nhansu1", "tên đăng nhập"),
        (PASSWORD, PASSWORD, PASSWORD, "kể cả mật khẩu hiện tại"),
    ],
)
def test_a_poor_password_is_refused(sign_in, cast, old, new, again, said):
    client = sign_in(cast.clerk)
    response = client.post("/doi-mat-khau/", {"old_password": old, "new_password1": new, "new_password2": again})
    assert response.status_code == 200
    assert said in response.content.decode()


def test_signing_out_asks_for_a_post(sign_in, cast):
    client = sign_in(cast.clerk)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/")["Location"] == LOGIN
    assert SESSION_KEY not in client.session


def test_demo_accounts_are_shown_in_demo_mode_only(client, cast, settings):
    assert PASSWORD not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    page = client.get(LOGIN).content.decode()
    assert PASSWORD in page and "hq34.nhansu1" in page


def test_health_needs_no_session_and_tells_of_a_lost_database(client, monkeypatch, django_assert_num_queries):
    from django.db import OperationalError, connection

    with django_assert_num_queries(1):
        response = client.get("/suc-khoe/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert not response.cookies

    def lost():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", lost)
    assert client.get("/suc-khoe/").status_code == 503
