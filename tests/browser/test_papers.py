"""Papers as a person brings and reads them: dropped on the page, seen small in the list and whole on their own page."""

import base64

import pytest

from accounts.models import Account
from personnel.models import Attachment, Dossier
from personnel.services.open_dossier import open_dossier
from qlcb.dates import PartialDate
from tests.browser.visitor import PDF_VIEWER
from tests.papers import pdf, picture

WHOLE_BROWSER = True  # its viewer of PDFs
CLERK = "hq34.nhansu1"

DROP = """([box, files]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files)
    data.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name, {type}));
  for (const kind of ["dragenter", "dragover", "drop"])
    box.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def code(own_database, django_db_blocker):
    """The staff code of somebody of Đà Nẵng."""
    from django.utils import timezone

    from orgunits.models import Unit

    dossier = Dossier(
        code="34ZZ-0217",
        full_name="Nguyễn Phúc Thị Thanh Hương Giang Công Tằng Tôn Nữ",
        sex="F",
        birth_date=PartialDate.of("14/08/1986"),
    )
    with django_db_blocker.unblock():
        open_dossier(
            account=Account.objects.get(username="cntt.quantri"),
            reason="Lập hồ sơ thử",
            dossier=dossier,
            unit=Unit.objects.get(code="HQ34-07"),
            since=PartialDate.of("2012"),
            today=timezone.localdate(),
        )
    return dossier.code


def file(name, mime, content):
    return [name, mime, base64.b64encode(content).decode()]


def look(visitor):
    assert visitor.violations() == []
    assert visitor.sticking_out() == []


def test_files_dropped_on_the_page_become_papers_that_can_be_read(code, visit):
    visitor = visit(CLERK)
    page = visitor.go(f"/ho-so/{code}/giay-to/")
    look(visitor)
    page.get_by_role("link", name="Đưa giấy tờ vào").click()
    page.get_by_text("hoặc kéo thả vào đây").wait_for()
    box = page.locator("[data-drop]").element_handle()
    page.evaluate(DROP, [box, [file("a.pdf", "application/pdf", pdf(3)), file("b.jpg", "image/jpeg", picture())]])
    assert page.get_by_role("list", name="Các tệp đã chọn").get_by_role("listitem").count() == 2
    look(visitor)
    page.get_by_label("Tên giấy tờ").fill("Giấy tờ kéo thả")
    page.get_by_role("button", name="Tải lên").click()
    page.get_by_text("Đã đưa 2 tệp vào hồ sơ").wait_for()
    page.get_by_role("heading", name="Giấy tờ khác").wait_for()
    look(visitor)
    first = Attachment.objects.get(title="Giấy tờ kéo thả (1/2)")
    opened = page.expect_response(f"**/giay-to/{first.pk}/tep")
    with page.expect_request(lambda request: request.url.startswith(PDF_VIEWER)), opened as answer:
        page.get_by_role("link", name="Giấy tờ kéo thả (1/2)").click()
    assert answer.value.status == 200
    assert answer.value.headers["content-type"] == "application/pdf"
    assert page.get_by_text(first.sha256).is_visible()
    assert page.locator("iframe").get_attribute("src").endswith("/tep#navpanes=0&view=FitH")
    look(visitor)


def test_a_picture_is_shown_small_in_the_list_and_whole_on_its_page(code, visit):
    visitor = visit(CLERK)
    page = visitor.go(f"/ho-so/{code}/giay-to/them/?loai=ANH")
    page.get_by_label("Chọn các tệp").set_input_files([{"name": "the.png", "mimeType": "image/png",
                                                        "buffer": picture("PNG", size=(400, 600))}])  # fmt: skip
    page.get_by_role("button", name="Tải lên").click()
    page.get_by_text("Đã đưa").wait_for()
    paper = Attachment.objects.get(file_name="the.png")
    small = page.locator(f"img[src$='/giay-to/{paper.pk}/anh-nho']").first
    small.scroll_into_view_if_needed()
    page.wait_for_function("(picture) => picture.complete && picture.naturalWidth > 0", arg=small.element_handle())
    page.locator(".paper__title", has_text=paper.title).click()
    whole = page.get_by_role("img", name=paper.title)
    whole.wait_for()
    page.wait_for_function("(picture) => picture.naturalWidth === 400", arg=whole.element_handle())
    look(visitor)


def test_what_is_refused_is_said_beside_the_files(code, visit):
    visitor = visit(CLERK)
    page = visitor.go(f"/ho-so/{code}/giay-to/them/")
    page.get_by_label("Chọn các tệp").set_input_files(
        [{"name": "ly-lich.pdf", "mimeType": "application/pdf", "buffer": b"<html>"}]
    )
    page.get_by_role("button", name="Tải lên").click()
    page.locator(".drop .field__error", has_text="trang web").wait_for()
    look(visitor)


def test_papers_are_brought_corrected_and_taken_out_without_script(code, visit):
    visitor = visit(CLERK, script=False)
    page = visitor.go(f"/ho-so/{code}/giay-to/them/")
    page.get_by_label("Chọn các tệp").set_input_files(
        [{"name": f"{n}.pdf", "mimeType": "application/pdf", "buffer": pdf(n, "x")} for n in (4, 5)]
    )
    page.get_by_label("Tên giấy tờ").fill("Không script")
    page.get_by_role("button", name="Tải lên").click()
    page.get_by_role("link", name="Không script (1/2)").click()
    page.get_by_role("link", name="Đính chính").click()
    page.get_by_label("Tên giấy tờ").fill("Đã sửa tên")
    page.get_by_label("Lý do").fill("Ghi nhầm")
    page.get_by_role("button", name="Ghi đính chính").click()
    page.get_by_role("heading", name="Đã sửa tên").wait_for()
    page.get_by_role("link", name="Hủy").click()
    page.get_by_label("Lý do hủy").fill("Đưa nhầm")
    page.get_by_role("button", name="Hủy giấy tờ này").click()
    page.get_by_text("Đã hủy “Đã sửa tên”").wait_for()
    assert not Attachment.objects.filter(title="Đã sửa tên").exists()
