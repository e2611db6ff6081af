"""Open sessions as their custodian sees them, and how they end (TCHQ-4.3)."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.agents import words_for
from accounts.demo import PASSWORD
from accounts.models import AccessEvent, OpenSession
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from accounts.services.lock_account import lock_account
from accounts.services.report_loss import report_loss
from accounts.services.withdraw_account import withdraw_account
from accounts.sessions import SIGNED_IN
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-4.3")]
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1"


def browser(account, address="10.34.0.1", agent=EDGE) -> Client:
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent})
    client.post("/dang-nhap/", {"username": account.username, "password": PASSWORD})
    return client


def works(client) -> bool:
    return client.get("/don-vi/").status_code == 200


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (EDGE, "Edge trên Windows"),
        (PHONE, "Safari trên iPhone, iPad"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox trên Linux"),
        ("<script>alert(1)</script>", "Trình duyệt không rõ"),
        ("", "Trình duyệt không rõ"),
    ],
)
def test_browsers_in_words(header, words):
    assert words_for(header) == words


def test_a_custodian_sees_the_open_sessions_and_ends_them(cast):
    mine, phone, third = browser(cast.clerk), browser(cast.clerk, "10.34.0.2", PHONE), browser(cast.clerk, "10.34.0.3")
    strange = browser(cast.neighbour, "10.60.0.1")
    page = mine.get("/bao-mat/").content.decode()
    assert page.count("Phiên này") == 1 and "Safari trên iPhone, iPad" in page and "10.34.0.3" in page
    assert "10.60.0.1" not in page
    for row in OpenSession.objects.all():
        assert row.session_key not in page and row.signed_in_at and row.seen_at
    of_neighbour = OpenSession.objects.get(account=cast.neighbour)
    own = OpenSession.objects.get(pk=mine.session.session_key)
    for not_ended in (of_neighbour.mark, own.mark, "khong-co"):
        mine.post("/bao-mat/phien/", {"phien": not_ended})
        assert OpenSession.objects.count() == 4
    mine.post("/bao-mat/phien/", {"phien": OpenSession.objects.get(address="10.34.0.2").mark})
    assert not works(phone) and works(third) and works(mine)
    mine.post("/bao-mat/phien/")
    assert not works(third) and works(mine) and works(strange)
    told = AccessEvent.objects.filter(kind="security").order_by("id").values_list("detail", flat=True)
    assert [detail.split(":")[0] for detail in told] == ["Kết thúc 1 phiên", "Kết thúc 1 phiên"]


def test_a_session_that_was_ended_does_not_come_back(cast):
    first, second = browser(cast.clerk), browser(cast.clerk)
    cookie = second.cookies["sessionid"].value
    first.post("/bao-mat/phien/")
    answer = second.get("/don-vi/")
    assert "Phiên làm việc đã kết thúc" in second.get(answer["Location"]).content.decode()
    second.cookies["sessionid"] = cookie
    assert not works(second) and not OpenSession.objects.filter(pk=cookie).exists()


@pytest.mark.clause("TCHQ-5.2d")
@pytest.mark.parametrize("act", ["lock", "loss", "hand_over", "withdraw", "password"])
def test_sessions_go_with_what_happens_to_the_account(cast, today, act):
    mine, other = browser(cast.clerk), browser(cast.clerk)
    asked = {"account": cast.unit_admin, "reason": "Thử", "target": cast.clerk, "paper": paper(), "today": today}
    if act == "password":
        new = "Biển xanh cát trắng 27"
        mine.post("/doi-mat-khau/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
        assert works(mine)
    elif act == "hand_over":
        hand_over(holder=Holder("Lê Thị Sau", "34AA-0777", "2/QĐ"), **asked)
    else:
        {"lock": lock_account, "loss": report_loss, "withdraw": withdraw_account}[act](**asked)
    left = OpenSession.objects.filter(account=cast.clerk)
    assert [row.pk for row in left] == ([mine.session.session_key] if act == "password" else [])
    assert not works(other)


def test_signing_in_takes_a_new_key_and_leaves_nothing_of_the_one_before(cast, client):
    client.get("/don-vi/")
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post("/dang-nhap/", {"username": cast.clerk.username, "password": PASSWORD})
    assert client.session.session_key != planted and client.session[SESSION_KEY]
    assert not OpenSession.objects.filter(pk=planted).exists()


def test_no_session_outlasts_its_longest_time_however_active(cast, client, settings):
    client = browser(cast.clerk)
    session = client.session
    session[SIGNED_IN] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    answer = client.get("/don-vi/")
    assert answer.status_code == 302
    assert "kéo dài 8 giờ" in client.get(answer["Location"]).content.decode()
