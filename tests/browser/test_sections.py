"""A clerk enters a family by keyboard alone; forms and pages of sections as a browser meets them."""

from types import SimpleNamespace

import pytest

from accounts.models import Account
from accounts.services.program_account import program_account
from personnel.models import Relative
from qlcb.history import record, writing
from tests.browser.visitor import PHONE
from tests.full_dossier import make_full_dossier

CLERK = "hq34.nhansu1"


@pytest.fixture(scope="module")
def people(own_database):
    """One dossier full in every item, one empty but for its posting."""
    from django.utils import timezone

    from orgunits.models import Unit
    from personnel.models import Dossier, Term
    from personnel.services.open_dossier import open_dossier
    from qlcb.dates import PartialDate

    today = timezone.localdate()
    full = make_full_dossier(account=program_account(), today=today)
    with writing(account=program_account(), reason="Danh mục thử"):
        for index, name in enumerate(("Cha đẻ thử", "Mẹ đẻ thử")):
            record(Term(kind=Term.Kind.RELATION, code=f"KEY{index}", name=name, group="own"))
    empty = open_dossier(
        account=Account.objects.get(username=CLERK),
        reason="Lập hồ sơ thử",
        dossier=Dossier(
            code="34ZZ-7001", full_name="H'Linh Niê Kđăm", sex="F", birth_date=PartialDate.of("02/03/1994")
        ),
        unit=Unit.objects.get(code="HQ34-07"),
        since=PartialDate.of("01/2018"),
        today=today,
    )
    return SimpleNamespace(full=full.code, empty=empty.code)


def tab_to(page, name: str) -> None:
    """Go on with Tab until the field of this label has the focus."""
    for _ in range(40):
        if page.evaluate("(document.activeElement.labels?.[0]?.textContent ?? '').trim()").startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def test_a_family_entered_by_keyboard_only(people, visit):
    page = visit(CLERK).go(f"/ho-so/{people.empty}/muc/gia-dinh/")
    page.keyboard.press("Alt+n")
    page.get_by_role("heading", level=1, name="Thêm người thân").wait_for()
    page.keyboard.type("me de thu")
    page.get_by_role("option", name="Mẹ đẻ thử").wait_for()
    page.keyboard.press("Enter")
    tab_to(page, "Họ và tên")
    page.keyboard.type("H'Bia Niê Kđăm")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Nhập số quyết định, hoặc lý do khi không có quyết định.").first.wait_for()
    assert page.evaluate("document.activeElement.name") == "reason", "the first field that is wrong has the focus"
    page.keyboard.type("Theo lý lịch tự khai")
    page.keyboard.press("Control+Shift+Enter")
    page.get_by_text("Đã thêm người thân vào hồ sơ.").wait_for()
    assert page.get_by_label("Lý do").input_value() == "Theo lý lịch tự khai"
    assert page.get_by_label("Họ và tên").input_value() == ""
    page.keyboard.press("Alt+c")
    page.wait_for_url("**chep=**")
    assert page.get_by_label("Họ và tên").input_value() == "H'Bia Niê Kđăm"
    tab_to(page, "Họ và tên")
    page.keyboard.press("Control+a")
    page.keyboard.type("Y Bhăm Niê Kđăm")
    tab_to(page, "Lý do")
    page.keyboard.type("Theo lý lịch tự khai")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/muc/gia-dinh/")
    page.get_by_text("Đã thêm người thân vào hồ sơ.").wait_for()
    names = Relative.objects.filter(dossier__code=people.empty).order_by("pk").values_list("full_name", flat=True)
    assert list(names) == ["H'Bia Niê Kđăm", "Y Bhăm Niê Kđăm"]


def test_a_picker_asks_the_server_and_unsaved_words_are_warned_of(people, visit):
    page = visit(CLERK).go(f"/ho-so/{people.empty}/muc/di-nuoc-ngoai/them/")
    with page.expect_response("**/chon/quoc-gia/**") as asked:
        page.keyboard.type("hoa ky")
    assert asked.value.ok
    page.get_by_role("option", name="Hoa Kỳ").wait_for()
    page.keyboard.press("Enter")
    assert page.locator("select[name=country]").input_value() != ""
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    page.get_by_label("Nội dung chuyến đi").fill("Học tập")
    page.get_by_role("link", name="Thôi").click()
    page.wait_for_url("**/muc/di-nuoc-ngoai/")
    assert warned == ["beforeunload"]


def chosen(page, name: str) -> str:
    """What the list of this name holds, as a person reads it."""
    return page.locator(f"select[name={name}]").evaluate("list => list.selectedOptions[0].textContent")


def test_words_typed_over_a_choice_find_something_else(people, visit):
    page = visit(CLERK).go(f"/ho-so/{people.empty}/muc/di-nuoc-ngoai/them/")
    for typed, country in (("nhat ban", "Nhật Bản"), ("hoa ky", "Hoa Kỳ")):
        page.keyboard.type(typed)
        page.get_by_role("option", name=country, selected=True).wait_for()
        assert not page.locator(".ts-wrapper.focus .item").is_visible()
        assert page.locator(".ts-wrapper.focus .option").all_inner_texts() == [country]
        page.keyboard.press("Enter")
        assert chosen(page, "country") == country
    page.keyboard.type("nhat")
    page.keyboard.press("Enter")
    page.get_by_role("option", name="Nhật Bản").wait_for()
    assert chosen(page, "country") == "Hoa Kỳ", "Enter before the answer takes nothing that is not seen"


def test_a_list_in_the_page_is_searched_by_code_and_other_names(people, visit):
    page = visit(CLERK).go(f"/ho-so/{people.empty}/muc/gia-dinh/them/")
    for typed in ("bố", "KEY0", "cha"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        assert chosen(page, "relation").startswith("Cha đẻ thử" if typed == "KEY0" else "Cha đẻ ·"), typed


@pytest.mark.parametrize("width", [1280, 1440])
def test_no_table_covers_what_stands_beside_it(people, visit, width):
    page = visit(CLERK).go(f"/ho-so/{people.full}/muc/dao-tao/")
    page.set_viewport_size({"width": width, "height": 900})
    table, card = (page.locator(".section-table").locator(way).bounding_box() for way in ("xpath=.", "xpath=.."))
    assert table["x"] + table["width"] <= card["x"] + card["width"]
    page.locator(".section-table summary").last.click()
    page.get_by_role("link", name="Hủy dòng").click()
    page.wait_for_url("**/huy/")


def test_what_is_revealed_is_in_sight_and_its_address_leads_back(people, visit):
    page = visit(CLERK).go(f"/ho-so/{people.full}/")
    page.get_by_role("button", name="Hiện thông tin hạn chế của Giấy tờ, liên hệ").click()
    page.wait_for_url("**/hien/giay-to/#p-giay-to")
    page.wait_for_function("scrollY > 0")
    assert 0 < page.get_by_role("heading", name="Giấy tờ, liên hệ").bounding_box()["y"] < 300
    page.goto("about:blank")
    page = visit(CLERK).go(f"/ho-so/{people.full}/hien/giay-to/")
    assert page.url.endswith(f"/ho-so/{people.full}/#p-giay-to")
    page = visit(CLERK).go(f"/ho-so/{people.full}/hien/gia-dinh/")
    assert page.url.endswith(f"/ho-so/{people.full}/muc/gia-dinh/")


def test_a_panel_opens_in_its_first_field(people, visit):
    page = visit(CLERK).go(f"/ho-so/{people.full}/thong-tin/ly-lich/")
    assert page.evaluate("document.activeElement.name") == "full_name"
    boxes = [
        page.get_by_label(label, exact=True).first.bounding_box() for label in ("Nơi ở hiện nay", "Nơi ở: tỉnh, xã")
    ]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 20, "an address stands beside its place"
    page.get_by_label("Lý do").fill("Đối chiếu hồ sơ giấy")
    page.get_by_role("button", name="Ghi và sang").click()
    page.wait_for_url("**/thong-tin/giay-to/")
    assert page.evaluate("document.activeElement.name") == "citizen_id"


def test_a_name_without_a_space_widens_no_page(people, visit):
    visitor = visit(CLERK)
    for path in (f"/ho-so/{people.full}/", f"/ho-so/{people.full}/thong-tin/ly-lich/", "/ho-so/"):
        visitor.go(path).evaluate("""() => {
          for (const place of document.querySelectorAll("h1, .breadcrumbs a, tbody th a, .pair dd"))
            place.textContent = "N".repeat(150);
        }""")
        assert visitor.page.evaluate("document.documentElement.scrollWidth") == 1440
        assert visitor.sticking_out() == []


def test_older_changes_take_the_focus(people, visit):
    page = visit(CLERK).go(f"/ho-so/{people.full}/lich-su/")
    page.get_by_role("link", name="Cũ hơn").focus()
    before = page.locator(".event").count()
    page.keyboard.press("Enter")
    page.locator(".event").nth(before).wait_for()
    page.locator("main [tabindex='-1']:focus").wait_for()


# One of each kind of page that a phone shows in another shape.
OTHERWISE_ON_A_PHONE = (
    *("/ho-so/{full}/", "/ho-so/{full}/muc/gia-dinh/", "/ho-so/{full}/muc/gia-dinh/them/"),
    "/ho-so/{full}/lich-su/?muc=gia-dinh",
)


@pytest.mark.parametrize(
    "path",
    [
        "/ho-so/{full}/",
        "/ho-so/{empty}/",
        "/ho-so/{full}/muc/gia-dinh/",
        "/ho-so/{full}/muc/bo-nhiem/",
        "/ho-so/{empty}/muc/suc-khoe/",
        "/ho-so/{full}/muc/gia-dinh/them/",
        "/ho-so/{full}/muc/hop-dong/them/",
        "/ho-so/{full}/muc/dao-tao/them/",
        "/ho-so/{full}/thong-tin/ly-lich/",
        "/ho-so/{full}/lich-su/?muc=gia-dinh",
        "/phim-tat/",
    ],
)
def test_pages_of_sections_at_both_widths(people, visit, path):
    visitor = visit(CLERK)
    page = visitor.go(path.format(**vars(people)))
    assert visitor.violations() == []
    assert visitor.sticking_out() == []
    if path in OTHERWISE_ON_A_PHONE:
        page.set_viewport_size(PHONE)
        assert visitor.violations() == []


def test_the_sections_fold_on_a_phone(people, visit):
    visitor = visit(CLERK)
    page = visitor.go(f"/ho-so/{people.full}/")
    page.set_viewport_size(PHONE)
    link = page.get_by_role("navigation", name="Các mục của hồ sơ").get_by_role("link", name="Diễn biến lương")
    assert not link.is_visible()
    page.get_by_role("button", name="Các mục của hồ sơ").click()
    assert visitor.violations() == []
    link.click()
    page.get_by_role("heading", level=2, name="Diễn biến lương").wait_for()


def test_without_script_a_record_is_entered_and_a_copy_opened(people, visit):
    page = visit(CLERK, script=False).go(f"/ho-so/{people.empty}/muc/gia-dinh/them/")
    page.get_by_label("Mối quan hệ").select_option(label="Cha đẻ thử · Về bản thân")
    page.get_by_label("Họ và tên").fill("Y Moan Êban")
    page.get_by_label("Lý do").fill("Theo lý lịch tự khai")
    page.get_by_role("button", name="Ghi và thêm dòng nữa").click()
    page.get_by_text("Đã thêm người thân vào hồ sơ.").wait_for()
    page.get_by_role("link", name="Chép từ dòng trước").click()
    assert page.get_by_label("Họ và tên").input_value() == "Y Moan Êban"


@pytest.mark.parametrize("window", [None, PHONE], ids=["desk", "phone"])
def test_all_sections_are_ticked_and_cleared_at_once(people, visit, window):
    visitor = visit(CLERK)
    page = visitor.go("/ho-so/ket-xuat-muc/")
    if window:
        page.set_viewport_size(window)
    sections, columns = page.locator("input[name=muc]"), page.locator("input[name=cot-luong]")
    button = page.get_by_role("button", name="Kết xuất")
    assert button.count() == 1
    for place in ("window.scrollTo(0, 0)", "window.scrollTo(0, document.body.scrollHeight)"):
        page.evaluate(place)
        box = button.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"], (
            "the button is always in view"
        )
    page.get_by_role("button", name="Chọn tất cả các mục").click()
    assert sections.count() > 20 and all(box.is_checked() for box in sections.all())
    page.get_by_role("button", name="Bỏ chọn").click()
    assert not any(box.is_checked() for box in sections.all())
    assert all(box.is_checked() for box in columns.all()), "columns keep their own ticks"
    assert visitor.violations() == [] and visitor.sticking_out() == []
