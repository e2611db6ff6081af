"""Every kind of page as a browser meets it: WCAG 2.2 AA by axe, a phone's width, a quiet console."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Account
from personnel.models import Dossier, DraftLine, Salary
from tests.browser.main_job import LIST, wait_for_worker
from tests.browser.visitor import PHONE
from tests.personnel.acts.drafting import draft_for

CLERK, ADMINISTRATOR, UNIT_ADMINISTRATOR = "hq34.nhansu1", "cntt.quantri", "hq34.quantri"


@pytest.fixture(scope="module")
def service(own_database):
    """A small service of invented people; one of Đà Nẵng with a salary under a decision."""
    call_command("seed_demo", force=True, dossiers=60, verbosity=0)
    clerk = Account.objects.get(username=CLERK)
    mine = Dossier.objects.visible_to(clerk)
    salary = Salary.objects.filter(dossier__in=mine, valid_to=None, decision__isnull=False).first()
    return SimpleNamespace(
        code=salary.dossier.code,
        salary=salary.pk,
        decision=salary.decision_id,
        stranger=Dossier.objects.exclude(pk__in=mine).first().code,
        draft=draft_for(clerk, "nang-bac", mine.order_by("pk")[:2], timezone.localdate()).pk,
    )


# Pages of a dossier that is full in every item are in test_sections.py.
PAGES = [
    (CLERK, "/", 200),
    (CLERK, "/doi-mat-khau/", 200),
    (CLERK, "/bao-mat/", 200),
    (CLERK, "/bao-mat/hai-buoc/", 200),
    (CLERK, "/ho-so/", 200),
    (CLERK, "/ho-so/?q=khong-co-ai", 200),
    (CLERK, "/ho-so/moi/", 200),
    (CLERK, "/ho-so/{code}/muc/luong/{salary}/dinh-chinh/", 200),
    (CLERK, "/ho-so/{code}/muc/luong/{salary}/huy/", 200),
    (CLERK, "/ho-so/{code}/tai-ngay/?ngay=30/06/2020&theo=thuc", 200),
    (CLERK, "/quyet-dinh/", 200),
    (CLERK, "/quyet-dinh/{decision}/", 200),
    (CLERK, "/quyet-dinh/du-thao/moi/nang-bac/?ngay=31/12/2028", 200),
    (CLERK, "/quyet-dinh/du-thao/{draft}/", 200),
    (CLERK, "/quyet-dinh/du-thao/{draft}/nguoi/", 200),
    (CLERK, "/quyet-dinh/du-thao/{draft}/xem-truoc/", 200),
    (CLERK, "/don-vi/", 200),
    (CLERK, "/don-vi/HQ34/", 200),
    (ADMINISTRATOR, "/don-vi/HQ34/", 200),
    (UNIT_ADMINISTRATOR, "/tai-khoan/", 200),
    (UNIT_ADMINISTRATOR, "/tai-khoan/hq34.nhansu1/", 200),
    (ADMINISTRATOR, "/tai-khoan/hq34.nhansu1/cap-quyen/", 200),
    (ADMINISTRATOR, "/tai-khoan/hq34.nhansu1/khoa/", 200),
    (ADMINISTRATOR, "/vai-tro/", 200),
    (CLERK, "/bao-cao/", 200),
    (CLERK, "/bao-cao/toan-canh/", 200),
    (CLERK, "/bao-cao/bm01/", 200),
    (CLERK, "/tep-ket-xuat/", 200),
    (CLERK, "/ho-so/ket-xuat/", 200),
    (UNIT_ADMINISTRATOR, "/tu-choi/", 200),
    (ADMINISTRATOR, "/tai-khoan/hq34.nhansu1/vi-sao/?ho-so={code}", 200),
    (CLERK, "/quy-che/", 200),
    (CLERK, "/tai-khoan/", 403),
    (CLERK, "/ho-so/{stranger}/", 404),
]


WHOLE = ("/", "/don-vi/HQ34/", "/vai-tro/", "/tai-khoan/")  # with the navigation of each account, and a refusal


@pytest.mark.parametrize(("who", "path", "status"), PAGES, ids=lambda value: value if isinstance(value, str) else "")
def test_page(service, visit, who, path, status):
    visitor = visit(who)
    visitor.go(path.format(**vars(service)), status=status)
    assert visitor.violations(shell=path in WHOLE) == []
    assert visitor.sticking_out() == []


def test_an_import_with_faults(service, worker, visit):
    visitor = visit(CLERK)
    page = visitor.go("/ho-so/nhap/")
    page.get_by_label("Tệp danh sách trích ngang").set_input_files(LIST.with_name("trich-ngang-co-loi.xlsx"))
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    wait_for_worker(visitor, worker, "dòng bị từ chối không được ghi")
    for link in ("Đã sửa giúp", "Hồ sơ mới", "Bị từ chối"):
        page.get_by_role("link", name=link).click()
        page.get_by_role("heading", name=link).wait_for()
        assert visitor.violations() == []
        assert visitor.sticking_out() == []
    page.get_by_role("link", name="Ghép cột").click()
    page.get_by_role("heading", name="Ghép cột").wait_for()
    assert visitor.violations() == []
    assert visitor.sticking_out() == []


def test_sign_in_and_its_refusal(visit):
    visitor = visit()
    visitor.go("/dang-nhap/")
    assert visitor.violations() == []
    assert visitor.sticking_out() == []
    visitor.page.get_by_label("Tên đăng nhập").fill(CLERK)
    visitor.page.get_by_label("Mật khẩu").fill("sai")
    visitor.page.get_by_role("button", name="Đăng nhập").click()
    visitor.page.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng.").first.wait_for()
    assert visitor.violations() == []
    visitor.sign_in(CLERK)
    visitor.page.get_by_role("heading", level=1, name="Việc cần làm").wait_for()
    visitor.page.context.clear_cookies()


def test_a_form_with_errors(service, visit):
    visitor = visit(CLERK)
    page = visitor.go(f"/ho-so/{service.code}/muc/luong/them/")
    page.get_by_role("button", name="Ghi vào hồ sơ").click()
    page.locator(".is-invalid").first.wait_for()
    assert visitor.violations() == []
    assert visitor.sticking_out() == []


def test_two_people_on_one_record(service, visit):
    visitors, path = [visit(ADMINISTRATOR), visit(CLERK)], f"/ho-so/{service.code}/thong-tin/ly-lich/"
    for visitor in visitors:
        visitor.go(path)
    visitors[1].expect_refusal(path)
    for visitor, place in zip(visitors, ("Hải Châu, Đà Nẵng", "Thanh Khê, Đà Nẵng"), strict=True):
        visitor.page.get_by_label("Nơi ở hiện nay").fill(place)
        visitor.page.get_by_label("Lý do").fill("Đối chiếu hồ sơ giấy")
        visitor.page.get_by_role("button", name="Ghi vào hồ sơ").click()
    second, page = visitors[1], visitors[1].page
    page.get_by_role("heading", name="Bản ghi đã được người khác sửa").wait_for()
    assert second.violations() == []
    assert second.sticking_out() == []
    page.get_by_label("Thanh Khê, Đà Nẵng").check()
    page.get_by_role("button", name="Ghi theo lựa chọn").click()
    page.get_by_role("definition").filter(has_text="Thanh Khê, Đà Nẵng").first.wait_for()


def test_open_menus_and_suggestions(service, visit):
    visitor = visit(CLERK)
    page = visitor.go(f"/ho-so/{service.code}/muc/luong/")
    page.get_by_text("Nhập quyết định").click()
    assert visitor.violations(".menu[open]") == []  # what it covers meanwhile is not there to be clicked
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Tìm hồ sơ").press_sequentially("nguyen")
    page.get_by_role("option").first.wait_for()
    assert visitor.violations(shell=True) == []


# Whether each button stands clear of the words beside it, and code and button of a page in one line.
CLEAR = """() => [...document.querySelectorAll("tbody tr:has(.cell-actions .btn)")].every((row) => {
  const words = document.createRange();
  words.selectNodeContents(row.querySelector("th"));
  const button = row.querySelector(".cell-actions .btn").getBoundingClientRect();
  return [...words.getClientRects()].every((line) => line.bottom <= button.top || line.top >= button.bottom
    || line.right <= button.left || line.left >= button.right);
})"""
IN_ONE_LINE = """([code, button]) => code.getClientRects().length === 1
  && button.getBoundingClientRect().top < code.getBoundingClientRect().bottom"""


def test_accounts_on_a_phone(service, visit):
    """Marks in words where there is no room for columns; no button lies on a name; a code is copied from one line."""
    visitor = visit(ADMINISTRATOR)
    visitor.page.set_viewport_size(PHONE)
    page = visitor.go("/bang-quyen/?don-vi=HQ34")
    mark = page.locator(".matrix__mark[data-label]").first
    assert mark.get_attribute("data-label") in mark.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert mark.locator(".matrix__where").is_visible()
    assert visitor.violations(shell=True) == []
    assert visitor.go("/vai-tro/").evaluate(CLEAR)
    page = visitor.go(f"/ho-so/{service.stranger}-x/", status=404)
    line = page.locator(".refusal__id span")
    copier = line.get_by_role("button", name="Sao chép")
    assert page.evaluate(IN_ONE_LINE, [line.locator("code").element_handle(), copier.element_handle()])


def test_these_checks_can_fail(visit):
    visitor = visit()
    visitor.go("/dang-nhap/").evaluate("""() => {
      const picture = Object.assign(document.createElement("img"), {src: "/static/img/logo.svg"});
      picture.style.minWidth = "1000px";
      document.body.append(picture, Object.assign(document.createElement("script"), {textContent: "1"}));
    }""")
    noticed, visitor.problems[:] = list(visitor.problems), []
    assert ["Content Security Policy" in problem for problem in noticed] == [True]
    assert [violation.split(":")[0] for violation in visitor.violations()] == ["image-alt"]
    assert "IMG." in visitor.sticking_out()


def test_a_block_copied_from_excel_fills_the_grid_of_a_draft(service, visit):
    visitor = visit(CLERK)
    page = visitor.go(f"/quyet-dinh/du-thao/{service.draft}/")
    steps = page.locator("tbody tr:not(.sheet__fill) input[name$='-step']")
    steps.first.focus()
    page.evaluate("""() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "7\\t4,32\\r\\n8\\t4,65\\r\\n9\\t4,98\\r\\n");
      const pasted = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
      document.activeElement.dispatchEvent(pasted);
    }""")
    told = page.locator("[data-sheet-note]").text_content()
    assert told == "Đã dán 2 dòng, chưa lưu. 1 dòng cuối không còn chỗ trên trang này."
    page.keyboard.press("Enter")
    page.keyboard.type("9")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/xem-truoc/")
    kept = DraftLine.objects.filter(draft=service.draft).order_by("order")
    assert [(line.values["step"], line.values["coefficient"]) for line in kept[:2]] == [(7, "4.32"), (9, "4.65")]
    assert visitor.problems == []
