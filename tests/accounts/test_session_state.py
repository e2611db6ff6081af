"""The page that watches its session asks without prolonging it; only the server knows the time (TCHQ-4.3)."""

import time

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.demo import PASSWORD
from accounts.services.change_password import change_password
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from accounts.sessions import SEEN, holder_mark
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-4.3")]
STATE = "/phien/"
NOBODY = ("", 0)


def enter(client, account, password=PASSWORD):
    client.post("/dang-nhap/", {"username": account.username, "password": password})
    return client


def state(client, method="get"):
    answer = getattr(client, method)(STATE, {"left": "99999", "seen": "0"}).json()
    assert answer["csrf"]
    return answer["holder"], answer["left"]


def age(client, seconds):
    session = client.session
    session[SEEN] = int(time.time()) - seconds
    session.save()


def test_looking_does_not_prolong_and_being_there_does(client, cast, settings):
    enter(client, cast.clerk)
    page = client.get("/don-vi/")
    assert f'data-holder="{holder_mark(cast.clerk)}"' in page.content.decode()
    age(client, settings.SESSION_IDLE_SECONDS - 100)
    for _ in range(3):
        holder, left = state(client)
        assert holder == holder_mark(cast.clerk) and 95 <= left <= 100
    assert state(client, "post")[1] > settings.SESSION_IDLE_SECONDS - 5
    age(client, settings.SESSION_IDLE_SECONDS - 100)
    client.get("/don-vi/")
    assert state(client)[1] > settings.SESSION_IDLE_SECONDS - 65, "work in another tab counts"


def test_what_is_over_stays_over(client, cast, settings):
    enter(client, cast.clerk)
    age(client, settings.SESSION_IDLE_SECONDS)
    assert state(client, "post") == NOBODY
    assert SESSION_KEY not in client.session and client.get("/don-vi/").status_code == 302
    assert state(client) == NOBODY
    came_back = client.post("/dang-nhap/", {"username": cast.clerk.username, "password": PASSWORD, "next": STATE})
    assert came_back["Location"] == STATE and state(client)[0] == holder_mark(cast.clerk)


def test_being_there_takes_the_token_of_the_page(cast):
    client = enter(Client(enforce_csrf_checks=False), cast.clerk)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(STATE).status_code == 403
    token = strict.get(STATE).json()["csrf"]
    assert strict.post(STATE, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.clause("TCHQ-5.2d")
def test_a_page_is_left_to_its_own_custodian_only(client, cast, today):
    enter(client, cast.clerk)
    mark = state(client)[0]
    other = enter(Client(), cast.neighbour)
    assert state(other)[0] not in ("", mark)
    password = hand_over(
        account=cast.unit_admin, reason="Giao lại", target=cast.clerk, holder=Holder("Lê Thị Sau", "34AA-0777", "2/QĐ"),
        paper=paper(), today=today,
    )  # fmt: skip
    assert state(client) == NOBODY
    successor = enter(Client(), cast.clerk, password)
    assert state(successor) == NOBODY, "a password of one's own first"
    assert "data-session" not in successor.get("/doi-mat-khau/").content.decode(), "no page to go on with"
    change_password(account=cast.clerk, reason="Thử", password="Biển xanh cát trắng 27")
    assert state(enter(Client(), cast.clerk, "Biển xanh cát trắng 27"))[0] not in ("", mark)
