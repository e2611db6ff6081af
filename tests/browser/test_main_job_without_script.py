"""The main job once more in a browser that runs no JavaScript: links, forms and patience are enough."""

from tests.browser import main_job
from tests.browser.main_job import CLERK, LEADER, NAME, NEIGHBOUR


def test_the_main_job_without_script(worker, visit):
    clerk = visit(CLERK, script=False)
    main_job.import_the_list(clerk, worker)
    page = clerk.page
    page.get_by_label("Tìm hồ sơ").fill("tien gia")
    page.get_by_label("Tìm hồ sơ").press("Enter")
    page.get_by_role("main").get_by_role("link", name=NAME).click()
    page.get_by_role("heading", name=NAME).wait_for()
    main_job.record_a_raise(clerk)
    main_job.read_the_timeline(clerk)
    main_job.found_by_the_leader_only(visit(LEADER, script=False), visit(NEIGHBOUR, script=False))
