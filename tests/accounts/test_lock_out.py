"""Wrong passwords lock a name out, wherever they come from and however it is written (TCHQ-4.3)."""

from datetime import timedelta

import pytest
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db.models import F
from django.test import RequestFactory

from accounts.forms import SignInForm
from accounts.models import AccessEvent
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from accounts.services.lock_account import lock_account
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-4.3")]
PASSWORD = "Mot-mat-khau-cua-toi-7"


@pytest.fixture
def clerk(cast):
    cast.clerk.set_password(PASSWORD)
    cast.clerk.save(update_fields=["password"])
    return cast.clerk


def enter(client, username, password, **headers):
    return client.post("/dang-nhap/", {"username": username, "password": password}, headers=headers)


def told(response) -> str:
    return " ".join(response.context["form"].non_field_errors())


def test_the_fifth_wrong_password_locks_even_the_right_one_out(clerk, client, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = enter(client, clerk.username, "sai")
    assert "tạm khóa 15 phút" in told(answer)
    assert "tạm khóa 15 phút" in told(enter(client, clerk.username, PASSWORD))
    assert "_auth_user_id" not in client.session
    refused = AccessEvent.objects.filter(kind=AccessEvent.Kind.SIGN_IN_REFUSED, detail__contains="tạm khóa")
    assert {event.account_id for event in refused} == {clerk.pk}, "told to the administrators too"


def test_a_name_that_does_not_exist_is_locked_out_alike(client, settings):
    answers = [told(enter(client, "khong.co", "sai")) for _ in range(settings.AXES_FAILURE_LIMIT + 1)]
    assert "tạm khóa" not in answers[0] and "tạm khóa" in answers[-1]


def test_it_is_over_after_a_while_and_trying_on_does_not_prolong_it(clerk, client, settings):
    def wait(minutes):
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))

    for _ in range(settings.AXES_FAILURE_LIMIT):
        enter(client, clerk.username, "sai")
    wait(10)
    assert "tạm khóa" in told(enter(client, clerk.username, "sai"))
    wait(6)
    assert enter(client, clerk.username, PASSWORD).status_code == 302


def test_a_right_password_clears_the_wrong_ones_before(clerk, client, settings):
    for _ in range(3):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            enter(client, clerk.username, "sai")
        assert enter(client, clerk.username, PASSWORD).status_code == 302
        client.cookies.clear()


@pytest.mark.parametrize(
    "written",
    ["HQ34.NHANSU1", " hq34.nhansu1 ", "ｈｑ３４．ｎｈａｎｓｕ１", "hq34.nhansu１", "Hq34.NhanSu1\u3000"],
)
def test_other_spellings_of_the_name_count_for_the_same(clerk, client, settings, written):
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        enter(client, clerk.username, "sai")
    assert "tạm khóa" in told(enter(client, written, "sai"))


SPELLINGS = (
    "hq34.nhansu1", "HQ34.NHANSU1", " hq34.nhansu1\t", "ｈｑ３４．ｎｈａｎｓｕ１", "hq34.nhanſu1", "\u3000Hq34.NhanSu1",
    "hq34.nhan\u200bsu1", "hq34.nhansu1\u0301", "hq34.nhansu1.", "ԛ34.nhansu1",
)  # fmt: skip


@pytest.fixture
def asked_once(settings, monkeypatch):
    """Between two failures that axes records, the count of a name stands still: it is asked for once, not each time."""
    counts, count = {}, AxesDatabaseHandler.get_failures
    record = AxesDatabaseHandler.user_login_failed

    def get_failures(self, request, credentials=None):
        name = credentials["username"]
        if name not in counts:
            counts[name] = count(self, request, credentials)
        return counts[name]

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if get_failures(self, request, credentials) < settings.AXES_FAILURE_LIMIT:
            counts.clear()
            record(self, sender, credentials, request, **kwargs)
            counts.clear()

    monkeypatch.setattr(AxesDatabaseHandler, "get_failures", get_failures)
    monkeypatch.setattr(AxesDatabaseHandler, "user_login_failed", user_login_failed)


def test_ten_thousand_passwords_however_sent_are_not_tried(clerk, settings, monkeypatch, asked_once):
    """From changing addresses, with forged headers, in all spellings; counted where a password meets a stored hash."""
    tried, verify = [], MD5PasswordHasher.verify
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda self, *args: tried.append(1) or verify(self, *args))
    for number in range(10_000):
        last = f"{number // 250}.{number % 250}"
        request = RequestFactory().post(
            "/dang-nhap/", REMOTE_ADDR=f"10.8.{last}",
            headers={"user-agent": f"Mozilla/{number}", "x-forwarded-for": f"10.9.{last}", "x-real-ip": "127.0.0.1"},
        )  # fmt: skip
        data = {"username": SPELLINGS[number % len(SPELLINGS)], "password": f"thử-{number}"}
        assert not SignInForm(request, data=data).is_valid()
    assert len(tried) == settings.AXES_FAILURE_LIMIT


def test_refusing_a_known_and_an_unknown_name_is_the_same_work(clerk, cast, client, settings, monkeypatch, today):
    """As many hashings for each through the whole page; in the lock-out, none for either."""
    done = []
    for name in ("encode", "verify"):
        monkeypatch.setattr(MD5PasswordHasher, name, _noting(done, getattr(MD5PasswordHasher, name)))
    lock_account(
        account=cast.sysadmin, reason="Thử", target=cast.neighbour, paper=paper(), today=today
    )  # the state of an account changes nothing either

    def work(name):
        done.clear()
        assert told(enter(client, name, "sai"))
        return sum(1 for kind in done if kind == "encode")

    names = (clerk.username, "khong.co", cast.neighbour.username, "tên không thể có")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert {name: work(name) for name in names} == dict.fromkeys(names, 1)
    assert {name: work(name) for name in names} == dict.fromkeys(names, 0)


def _noting(done, method):
    def noted(self, *args):
        done.append(method.__name__)
        return method(self, *args)

    return noted


def test_the_new_password_of_a_hand_over_is_not_locked_out(clerk, cast, client, settings, today):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        enter(client, clerk.username, "sai")
    password = hand_over(
        account=cast.sysadmin, reason="Giao lại", target=clerk, holder=Holder("Lê Thị Sau", "34AA-0777", "2/QĐ"),
        paper=paper(), today=today,
    )  # fmt: skip
    assert enter(client, clerk.username, password).status_code == 302
