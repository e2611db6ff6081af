"""The second step of signing in: nothing is reached without it, no code is taken twice, it goes with its holder."""

import re
import time
from base64 import b32decode
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.db.models import F
from django.test import Client
from django_otp.oath import totp

from accounts.demo import PASSWORD
from accounts.entry import HELD, PASSED
from accounts.models import AccessEvent, Account, RecoveryCode, SecondFactor
from accounts.services.enrol_second_factor import begin_second_factor, enrol_second_factor
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from accounts.services.reissue_password import reissue_password
from accounts.services.report_loss import report_loss
from accounts.services.verify_second_factor import verify_second_factor
from accounts.services.withdraw_account import withdraw_account
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-4.3"), pytest.mark.clause("TN-III.4")]
LOGIN, STEP, SAFETY, ENROL = "/dang-nhap/", "/dang-nhap/buoc-hai/", "/bao-mat/", "/bao-mat/hai-buoc/"


def code_of(factor, *, later=0) -> str:
    """What the app shows `later` steps from now."""
    return f"{totp(b32decode(factor.key), drift=later):06}"


def wrong_code(factor) -> str:
    shown = {code_of(factor, later=step) for step in range(-3, 4)}
    return next(
        code
        for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
        if code not in shown
    )


def enrolled(account):
    """The account with a second factor whose present time step is not used up, and its recovery codes."""
    factor, codes = enrol_second_factor(account=account, code=code_of(begin_second_factor(account)))
    SecondFactor.objects.filter(pk=factor.pk).update(last_step=-1)
    return SecondFactor.objects.get(pk=factor.pk), codes


@pytest.fixture
def clerk(cast):
    return cast.clerk


def enter(client, account, password=PASSWORD, **data):
    return client.post(LOGIN, {"username": account.username, "password": password, **data})


def no_more_waiting(account):
    SecondFactor.objects.filter(user=account).update(throttling_failure_timestamp=None)


def test_the_password_alone_reaches_nothing(clerk, client):
    factor, _ = enrolled(clerk)
    client.get(LOGIN)
    asked = enter(client, clerk, next="/don-vi/")
    assert asked["Location"] == f"{STEP}?next=%2Fdon-vi%2F"
    assert SESSION_KEY not in client.session and not AccessEvent.objects.filter(kind="sign_in").exists()
    for path in ("/", "/don-vi/", SAFETY, ENROL, "/doi-mat-khau/", "/ho-so/"):
        assert client.get(path)["Location"].startswith(LOGIN), path
    lost = client.get("/khong-co/")
    assert lost.status_code == 404 and clerk.title not in lost.content.decode()
    key = client.session.session_key
    done = client.post(STEP, {"code": code_of(factor), "next": "/don-vi/"})
    assert done["Location"] == "/don-vi/" and client.get("/don-vi/").status_code == 200
    assert client.session.session_key != key and HELD not in client.session
    event = AccessEvent.objects.get(kind="sign_in")
    assert (event.account, event.detail) == (clerk, "Trình duyệt không rõ · xác thực hai bước")


def test_next_leads_nowhere_else(clerk, client):
    factor, _ = enrolled(clerk)
    enter(client, clerk)
    assert client.post(STEP, {"code": code_of(factor), "next": "https://example.org/"})["Location"] == "/"


def test_a_code_is_taken_once_and_none_before_it_afterwards(clerk):
    factor, _ = enrolled(clerk)
    later, now = code_of(factor, later=1), code_of(factor)
    assert verify_second_factor(account=clerk, code=f" {now[:3]} {now[3:]} ")
    assert not verify_second_factor(account=clerk, code=now)
    no_more_waiting(clerk)
    assert verify_second_factor(account=clerk, code=later)
    for used in (now, later, code_of(factor, later=9), code_of(factor, later=-9)):
        no_more_waiting(clerk)
        assert not verify_second_factor(account=clerk, code=used)


def test_wrong_codes_wait_longer_and_longer_and_send_back_to_the_password(clerk, client, settings):
    factor, _ = enrolled(clerk)
    enter(client, clerk)
    wrong = wrong_code(factor)
    client.post(STEP, {"code": wrong})
    at_once = client.post(STEP, {"code": code_of(factor)})
    assert "Chờ" in at_once.context["form"].errors["code"][0], "not even the right one, at once after a wrong one"
    assert SESSION_KEY not in client.session
    for _ in range(settings.AXES_FAILURE_LIMIT - 2):
        no_more_waiting(clerk)
        assert client.post(STEP, {"code": wrong}).status_code == 200
    no_more_waiting(clerk)
    assert client.post(STEP, {"code": code_of(factor)})["Location"] == LOGIN, "the password is asked for again"
    refused = AccessEvent.objects.filter(kind="sign_in_refused", account=clerk)
    assert refused.count() == settings.AXES_FAILURE_LIMIT
    assert {event.target for event in refused} == {clerk.username} and wrong not in " ".join(e.detail for e in refused)

    SecondFactor.objects.update(throttling_failure_count=30, throttling_failure_timestamp=F("added_at"))
    assert "Chờ" in verify_second_factor(account=clerk, code=code_of(factor)).why
    SecondFactor.objects.update(
        throttling_failure_timestamp=F("added_at") - settings.AXES_COOLOFF_TIME - timedelta(seconds=5)
    )
    assert verify_second_factor(account=clerk, code=code_of(factor)), "nobody is kept out for longer than a lock-out"


def test_the_first_step_does_not_last(clerk, client, cast, today):
    factor, _ = enrolled(clerk)

    def sent_back():
        return client.post(STEP, {"code": code_of(factor)}).headers.get("Location") == LOGIN

    enter(client, clerk)
    session = client.session
    session[HELD] = session[HELD] | {"at": int(time.time()) - 601}
    session.save()
    assert sent_back(), "after ten minutes"
    enter(client, clerk)
    clerk.set_password("Biển xanh cát trắng 28")
    clerk.save(update_fields=["password"])
    assert sent_back(), "with another password"
    enter(client, clerk, "Biển xanh cát trắng 28")
    withdraw_account(account=cast.sysadmin, reason="Thử", target=clerk, paper=paper(), today=today)
    assert sent_back() and SESSION_KEY not in client.session, "when the account is gone"


def test_recovery_codes_are_hashed_and_used_up(clerk, client):
    factor, codes = enrolled(clerk)
    assert len(set(codes)) == 10
    stored = ""
    with connection.cursor() as cursor:
        for table in ("accounts_secondfactor", "accounts_recoverycode"):
            cursor.execute(f"SELECT string_agg(to_jsonb(t)::text, ' ') FROM {table} t")
            stored += cursor.fetchone()[0]
    plain = [code.replace("-", "") for code in codes]
    assert not [code for code in codes + plain if code in stored] and factor.key not in stored
    enter(client, clerk)
    assert client.post(STEP, {"code": codes[3].upper().replace("-", " ")})["Location"] == "/"
    assert "còn 9 mã" in client.get("/bao-mat/").content.decode()
    no_more_waiting(clerk)
    assert not verify_second_factor(account=clerk, code=codes[3])
    no_more_waiting(clerk)
    again = client.post("/bao-mat/ma-khoi-phuc/", {"password": PASSWORD})
    new = re.findall(r"<code>([a-z0-9-]{19})</code>", again.content.decode())
    assert len(new) == 10 and "no-store" in again["Cache-Control"]
    assert not verify_second_factor(account=clerk, code=codes[4]), "the old ones are of no use any more"
    no_more_waiting(clerk)
    assert verify_second_factor(account=clerk, code=new[0]).recovery
    assert RecoveryCode.objects.count() == 9


def test_custodians_turn_it_on_change_the_phone_and_turn_it_off(clerk, client):
    enter(client, clerk)
    page = client.get(ENROL)
    waiting = SecondFactor.objects.get(user=clerk)
    assert not waiting.confirmed and page.context["qr"].startswith("data:image/svg+xml")
    assert page.context["key"].replace(" ", "") == waiting.key
    client.get(ENROL)
    seen, waiting = waiting, SecondFactor.objects.get(user=clerk)
    assert client.post(ENROL, {"code": code_of(seen), "password": PASSWORD}).status_code == 200
    assert not SecondFactor.objects.filter(confirmed=True).exists(), "a key seen before is not the one put in use"
    for posted in ({"code": wrong_code(waiting), "password": PASSWORD}, {"code": code_of(waiting), "password": "sai"}):
        assert client.post(ENROL, posted).status_code == 200
        assert not SecondFactor.objects.filter(confirmed=True).exists()
    shown = client.post(ENROL, {"code": code_of(waiting), "password": PASSWORD}).content.decode()
    assert len(re.findall(r"<code>([a-z0-9-]{19})</code>", shown)) == 10
    assert client.get(SAFETY).status_code == 200, "the own session goes on"
    client.get(ENROL)
    other = SecondFactor.objects.get(user=clerk, confirmed=False)
    assert other.key != waiting.key
    client.post(ENROL, {"code": code_of(other), "password": PASSWORD})
    assert SecondFactor.objects.get(user=clerk).pk == other.pk, "the new phone in the place of the old one"
    assert client.post("/bao-mat/tat-hai-buoc/", {"password": "sai"}).status_code == 200
    assert SecondFactor.objects.filter(user=clerk).exists()
    assert client.post("/bao-mat/tat-hai-buoc/", {"password": PASSWORD})["Location"] == SAFETY
    assert not SecondFactor.objects.filter(user=clerk).exists()
    told = AccessEvent.objects.filter(kind="security", account=clerk).order_by("id").values_list("detail", flat=True)
    assert list(told) == ["Bật xác thực hai bước", "Đổi thiết bị xác thực hai bước", "Tắt xác thực hai bước"]


def test_a_session_without_the_second_factor_in_use_ends(clerk, client):
    enter(client, clerk)
    factor, _ = enrolled(clerk)
    assert client.get("/don-vi/")["Location"].startswith(LOGIN) and SESSION_KEY not in client.session
    enter(client, clerk)
    client.post(STEP, {"code": code_of(factor)})
    assert client.session[PASSED] == factor.pk and client.get("/don-vi/").status_code == 200


ADMINISTRATORS = {"unit_admin", "sysadmin"}


@pytest.mark.parametrize(
    ("whom", "led"),
    [("nobody", set()), ("administrators", ADMINISTRATORS), ("everyone", ADMINISTRATORS | {"clerk"})],
)
def test_who_must_turn_it_on_before_working(cast, sign_in, settings, whom, led):
    settings.SECOND_FACTOR = whom
    for role in ("unit_admin", "sysadmin", "clerk"):
        account = getattr(cast, role)
        client = sign_in(account)
        answer = client.get("/don-vi/")
        assert (answer.status_code == 302) is (role in led), role
        if role not in led:
            continue
        assert answer["Location"] == ENROL and client.get(ENROL).status_code == 200
        assert client.get("/bao-mat/")["Location"] == ENROL
        assert client.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == ENROL
        waiting = SecondFactor.objects.get(user=account)
        client.post(ENROL, {"code": code_of(waiting), "password": PASSWORD})
        assert client.get("/don-vi/").status_code == 200
        assert client.post("/bao-mat/tat-hai-buoc/", {"password": PASSWORD}).status_code == 403
        assert SecondFactor.objects.filter(user=account, confirmed=True).exists()


@pytest.mark.clause("TCHQ-5.2d")
@pytest.mark.parametrize("act", ["hand_over", "withdraw", "reissue"])
def test_it_goes_with_the_person_who_held_the_account(cast, clerk, today, act):
    enrolled(clerk)
    begin_second_factor(clerk)
    asked = {"account": cast.unit_admin, "reason": "Thử", "target": clerk, "paper": paper(), "today": today}
    if act == "hand_over":
        password = hand_over(holder=Holder("Lê Thị Sau", "34AA-0777", "2/QĐ"), **asked)
    elif act == "withdraw":
        withdraw_account(**asked)
        password = None
    else:
        report_loss(**asked)
        password = reissue_password(witness=cast.sysadmin, **asked)
    assert not SecondFactor.objects.filter(user=clerk).exists() and not RecoveryCode.objects.exists()
    if password:
        browser = Client()
        assert enter(browser, Account.objects.get(pk=clerk.pk), password)["Location"] == "/"
