"""The main job as a person does it, step by step, with the words on the screen; with and without JavaScript alike."""

import re

from django.conf import settings

from tests.browser.visitor import Visitor

LIST = settings.BASE_DIR / "tests" / "samples" / "trich-ngang-da-nang.xlsx"
NAME, CODE = "Lê Gia Tiến", "34ZZ-0001"
CLERK, LEADER, NEIGHBOUR = "hq34.nhansu1", "tccb.lanhdao", "hq60.nhansu1"


def import_the_list(clerk: Visitor, worker, *, path=LIST, people: int = 420, look=lambda: None) -> None:
    """Upload, read the preview, confirm; ends on the page that says that the dossiers are written.

    worker: the fixture; path, people: the list and how many it names; look: called on each page on the way.
    """
    page = clerk.go("/")
    page.get_by_role("link", name="Nhập từ Excel").first.click()
    look()
    page.get_by_label("Tệp danh sách trích ngang").set_input_files(path)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    wait_for_worker(clerk, worker, f"Chưa ghi gì. Xem lại rồi xác nhận ghi {people} hồ sơ")
    look()
    page.get_by_role("button", name=f"Ghi {people} hồ sơ").click()
    wait_for_worker(clerk, worker, f"Đã ghi {people} hồ sơ")
    look()


def wait_for_worker(clerk: Visitor, worker, words: str) -> None:
    """Stay on the page of the import until it shows these words; without script a person asks once it is done."""
    assert worker.acquire(timeout=60)
    if not clerk.script:
        clerk.page.get_by_role("link", name="Xem lại tình trạng").click()
    clerk.page.get_by_text(words).first.wait_for()


def record_a_raise(clerk: Visitor) -> None:
    """From the dossier's page: the next step, under a decision; the form knows rank, step, coefficient and day."""
    page = clerk.page
    page.get_by_text("Nhập quyết định").click()
    page.locator("details[open]").get_by_role("link", name="Diễn biến lương", exact=True).click()
    assert page.get_by_role("spinbutton", name="Bậc").input_value() == "2"
    assert page.get_by_label(re.compile("^Hệ số")).input_value() == "2,67"
    page.get_by_label("Số quyết định").fill("128/QĐ-HQĐNg")
    page.get_by_label("Ngày ký").fill("20/08/2025")
    page.get_by_label("Người ký").fill("Trần Thị Mai")
    page.get_by_role("button", name="Ghi vào hồ sơ").click()
    page.get_by_text("Đã thêm bậc lương vào hồ sơ.").wait_for()


def read_the_timeline(clerk: Visitor) -> None:
    """Who, when, whence, why, and the step from old to new; the import is there too."""
    page = clerk.page
    page.get_by_role("link", name="Lịch sử thay đổi").click()
    page.get_by_role("heading", name="Lịch sử thay đổi").wait_for()
    words = re.sub(r"\s+", " ", page.locator("main").inner_text())
    for expected in ("Nhân sự 1", "127.0.0.1", "128/QĐ-HQĐNg", "Nhập danh sách trích ngang ngày", "2,67"):
        assert expected in words, expected


def found_by_the_leader_only(leader: Visitor, neighbour: Visitor) -> None:
    """The leader of Vụ Tổ chức cán bộ finds the person in the list of all; for the neighbour there is nobody."""
    page = leader.go("/ho-so/")
    page.get_by_label("Họ tên, số hiệu, số định danh").fill(NAME.lower())
    page.get_by_role("button", name="Lọc").click()
    page.get_by_role("main").get_by_role("link", name=NAME).click()
    page.get_by_role("heading", name=NAME).wait_for()
    assert page.get_by_text("Nhập quyết định").count() == 0
    neighbour.go(f"/ho-so/{CODE}/", status=404)
    assert NAME not in neighbour.page.content()
    neighbour.go(f"/ho-so/{CODE}/lich-su/", status=404)
    neighbour.go(f"/ho-so/?q={CODE}").get_by_text("Không có hồ sơ nào khớp").wait_for()
