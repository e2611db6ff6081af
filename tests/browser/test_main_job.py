"""The main job in a browser: a real list imported, a person found while typing, changed, traced; by keyboard too."""

import pytest

from tests.browser import main_job
from tests.browser.main_job import CLERK, CODE, LEADER, NAME, NEIGHBOUR


@pytest.fixture(scope="module")
def imported(browsers, server, worker):
    """Đà Nẵng's list, imported through the pages; the last one of them is open."""
    from tests.browser.visitor import Visitor

    clerk, found = Visitor(browsers(CLERK, True), server), []
    main_job.import_the_list(clerk, worker, look=lambda: found.extend([*clerk.violations(), *clerk.sticking_out()]))
    assert clerk.problems + found == []
    clerk.page.close()


def test_the_main_job(imported, visit):
    clerk = visit(CLERK)
    page = clerk.go("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("le gia tien")
    page.get_by_role("option", name=NAME).click()
    page.get_by_role("heading", name=NAME).wait_for()
    main_job.record_a_raise(clerk)
    main_job.read_the_timeline(clerk)
    main_job.found_by_the_leader_only(visit(LEADER), visit(NEIGHBOUR))


def test_the_keyboard_finds_a_person(imported, visit):
    page = visit(CLERK).go("/don-vi/")
    box = page.get_by_role("combobox", name="Tìm hồ sơ")
    page.keyboard.press("Control+k")
    page.keyboard.type("nguyen thi")
    page.get_by_role("option").nth(2).wait_for()
    for key, chosen in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowDown", 1)):
        page.keyboard.press(key)
        assert page.get_by_role("option", selected=True).count() == 1
        assert page.get_by_role("option").nth(chosen).get_attribute("aria-selected") == "true"
    name = page.get_by_role("option").nth(1).locator(".option__main").inner_text()
    assert box.get_attribute("aria-activedescendant") == page.get_by_role("option").nth(1).get_attribute("id")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=name).wait_for()
    page.keyboard.press("Control+k")
    page.keyboard.type(CODE)
    page.get_by_role("option", name=NAME).wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("option").count() == 0


def test_the_keyboard_reaches_content_menu_and_form(imported, visit):
    page = visit(CLERK).go(f"/ho-so/{CODE}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.locator("summary", has_text="Nhập quyết định").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Thêm quá trình công tác").wait_for()
