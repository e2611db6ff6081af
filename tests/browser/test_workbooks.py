"""Choosing sections for a workbook: all of them at once, and the button always at hand."""

import pytest

from tests.browser.visitor import PHONE

CLERK, EXPORT = "hq34.nhansu1", "/ho-so/ket-xuat-muc/"


@pytest.mark.parametrize("window", [None, PHONE], ids=["desk", "phone"])
def test_all_sections_are_ticked_and_cleared_at_once(visit, window):
    visitor = visit(CLERK)
    page = visitor.go(EXPORT)
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
