"""What custodians learn about the sign-ins of their account: the last one, failed ones, unknown devices (TCHQ-4.3)."""

import pytest
from django.test import Client

from accounts.demo import PASSWORD
from accounts.devices import COOKIE
from accounts.models import AccessEvent, Account, KnownDevice
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from tests.accounts.test_sessions import EDGE, PHONE
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-4.3")]


def enter(client, account, password=PASSWORD, address="10.34.0.1"):
    client.post("/dang-nhap/", {"username": account.username, "password": password}, REMOTE_ADDR=address)


def leave(client):
    client.post("/dang-xuat/")


def told(client) -> str:
    """The notices on the first page after signing in."""
    return " ".join(str(message) for message in client.get("/don-vi/").context["messages"])


def test_the_last_sign_in_and_what_failed_since_are_told(cast):
    client = Client(headers={"user-agent": EDGE})
    enter(client, cast.clerk)
    assert told(client) == "", "nothing came before"
    leave(client)
    enter(client, cast.clerk, address="10.34.0.9")
    assert "Đăng nhập lần trước: " in (words := told(client)) and "từ 10.34.0.1." in words and "Không phải" not in words
    leave(client)
    for _ in range(3):
        enter(Client(), cast.clerk, "sai", "10.66.6.6")
    enter(client, cast.clerk)
    words = told(client)
    assert "từ 10.34.0.9." in words and "3 lần đăng nhập không thành công" in words
    assert '<a href="/bao-mat/#nhat-ky">Không phải bạn?</a>' in words
    assert told(client) == "", "once"
    leave(client)
    enter(client, cast.clerk)
    assert "không thành công" not in told(client)


def test_an_unknown_device_is_logged_and_told_at_the_next_sign_in(cast):
    own, strange = Client(headers={"user-agent": EDGE}), Client(headers={"user-agent": PHONE})
    enter(own, cast.clerk)
    leave(own)
    enter(strange, cast.clerk, address="10.66.6.6")
    leave(strange)
    enter(strange, cast.clerk, address="10.66.6.6")
    assert "thiết bị mới" not in told(strange), "whoever sits there need not be told of themselves twice"
    enter(own, cast.clerk)
    kinds = AccessEvent.objects.filter(account=cast.clerk).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["sign_in", "sign_in_new", "sign_in", "sign_in"]
    words = told(own)
    assert "thiết bị mới" in words and "10.66.6.6 (Safari trên iPhone, iPad)" in words and "Không phải bạn?" in words
    page = own.get("/bao-mat/").content.decode()
    assert "Đăng nhập từ thiết bị mới" in page and cast.unit_admin.username in page
    leave(own)
    enter(own, cast.clerk)
    assert "thiết bị mới" not in told(own), "told once"


def test_a_device_is_known_by_a_cookie_that_cannot_be_made_up_or_read(cast):
    client = Client()
    enter(client, cast.clerk)
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["max-age"] > 300 * 86400
    device = KnownDevice.objects.get()
    assert device.hash not in cookie.value and cookie.value.split(":")[0] not in device.hash
    forged = Client()
    forged.cookies[COOKIE] = cookie.value[:-2] + ("AA" if cookie.value[-2:] != "AA" else "BB")
    enter(forged, cast.clerk)
    assert KnownDevice.objects.count() == 2 and AccessEvent.objects.filter(kind="sign_in_new").count() == 1
    leave(client)
    enter(client, cast.neighbour)
    assert KnownDevice.objects.filter(account=cast.neighbour).count() == 1
    assert AccessEvent.objects.filter(kind="sign_in_new", account=cast.neighbour).count() == 0, (
        "the first of its holder"
    )


@pytest.mark.clause("TCHQ-5.2d")
def test_the_log_on_the_page_is_that_of_the_holder(cast, today):
    client = Client(headers={"user-agent": EDGE})
    enter(client, cast.clerk)
    leave(client)
    enter(client, cast.clerk, "sai", "10.66.6.6")
    enter(client, cast.neighbour, address="10.60.0.1")
    leave(client)
    enter(client, cast.clerk)
    page = client.get("/bao-mat/")
    assert [event.kind for event in page.context["log"].rows] == ["sign_in", "sign_in_refused", "sign_in"]
    assert "10.60.0.1" not in page.content.decode() and "10.66.6.6" in page.content.decode()
    password = hand_over(
        account=cast.unit_admin, reason="Giao lại", target=cast.clerk, holder=Holder("Lê Thị Sau", "34AA-0777", "2/QĐ"),
        paper=paper(), today=today,
    )  # fmt: skip
    assert not KnownDevice.objects.filter(account=cast.clerk).exists()
    enter(client, cast.clerk, password)
    new = "Biển xanh cát trắng 27"
    client.post("/doi-mat-khau/", {"old_password": password, "new_password1": new, "new_password2": new})
    page = client.get("/bao-mat/")
    assert [event.kind for event in page.context["log"].rows] == ["sign_in"], "not those of the one before"
    assert Account.objects.get(pk=cast.clerk.pk).devices.count() == 1


def test_an_empty_log_has_no_pages(cast, sign_in):
    page = sign_in(cast.reader).get("/bao-mat/").content.decode()
    assert "Chưa có lần đăng nhập nào" in page and 'class="pager"' not in page
