"""The main job once more in a browser that runs no JavaScript: links, forms and patience are enough."""

import pytest
from openpyxl import load_workbook

from tests.browser import main_job
from tests.browser.main_job import CLERK, LEADER, LIST, NAME, NEIGHBOUR

PEOPLE, FIRST_ROW = 20, 8


@pytest.fixture
def short_list(tmp_path):
    """The first people of the list; how long a list may be is proven with script."""
    book = load_workbook(LIST)
    book.active.delete_rows(FIRST_ROW + PEOPLE, 420 - PEOPLE)
    book.save(tmp_path / LIST.name)
    return tmp_path / LIST.name


def test_the_main_job_without_script(worker, visit, short_list):
    clerk = visit(CLERK, script=False)
    main_job.import_the_list(clerk, worker, path=short_list, people=PEOPLE)
    page = clerk.page
    page.get_by_label("Tìm hồ sơ").fill("tien gia")
    page.get_by_label("Tìm hồ sơ").press("Enter")
    page.get_by_role("main").get_by_role("link", name=NAME).click()
    page.get_by_role("heading", name=NAME).wait_for()
    main_job.record_a_raise(clerk)
    main_job.read_the_timeline(clerk)
    main_job.found_by_the_leader_only(visit(LEADER, script=False), visit(NEIGHBOUR, script=False))
