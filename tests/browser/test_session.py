"""The end of a session as a person at a form meets it: warned, covered, and on with what was typed."""

import time

import pytest

from accounts.demo import PASSWORD
from accounts.models import OpenSession
from accounts.sessions import SEEN, SessionStore
from tests.browser.conftest import committed

CLERK = "hq34.nhansu1"


def age(seconds: int) -> None:
    """As if nobody had touched the session for so long; committed by a thread of its own, where the server sees it."""

    def write():
        for row in OpenSession.objects.filter(account__username=CLERK):
            store = SessionStore(row.session_key)
            store[SEEN] = int(time.time()) - seconds
            store.save()

    committed(write)


@pytest.mark.clause("TCHQ-4.3")
def test_typing_goes_on_after_the_session_ended(own_database, visit, settings):
    visitor = visit(CLERK)
    page, idle = visitor.page, settings.SESSION_IDLE_SECONDS
    page.clock.install()
    visitor.go("/ho-so/moi/")
    field, bar = page.get_by_label("Họ và tên", exact=False).first, page.locator(".session-bar")
    field.fill("Nguyễn Thị Gõ Dở")

    with page.expect_response("**/phien/"):
        page.clock.fast_forward((idle - 60) * 1000)
    assert not bar.is_visible(), "the server knows of work elsewhere; the clock of the page counts for nothing"

    age(idle - 60)
    with page.expect_response("**/phien/"):
        page.clock.fast_forward((idle - 30) * 1000)
    bar.wait_for()
    assert "Phiên sẽ kết thúc sau" in bar.inner_text()
    assert visitor.violations(".session-bar") == []
    bar.get_by_role("button", name="Tiếp tục làm việc").click()
    bar.wait_for(state="hidden")
    assert OpenSession.objects.filter(account__username=CLERK).latest("seen_at").seen_at.timestamp() > time.time() - 30

    age(idle)
    page.clock.fast_forward(idle * 1000)
    over = page.get_by_role("dialog", name="Phiên làm việc đã kết thúc")
    over.wait_for()
    assert not field.is_visible() and visitor.violations("[data-session-over]") == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    over.wait_for()
    assert not field.is_visible()
    over.get_by_label("Mật khẩu").fill("sai mật khẩu")
    over.get_by_role("button", name="Đăng nhập lại").click()
    over.get_by_text("không đúng").wait_for()
    over.get_by_label("Mật khẩu").fill(PASSWORD)
    over.get_by_role("button", name="Đăng nhập lại").click()
    over.wait_for(state="hidden")
    assert field.input_value() == "Nguyễn Thị Gõ Dở"
    page.get_by_role("button", name="Lập hồ sơ").click()
    page.get_by_text("Chưa lưu được").wait_for()
    assert field.input_value() == "Nguyễn Thị Gõ Dở", "the form was taken, with the token of now"
