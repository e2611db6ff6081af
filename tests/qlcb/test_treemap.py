"""The tree of tiles: areas as large as numbers, words only where they can be read."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlcb.svg import text_width
from qlcb.treemap import TONES, Box, squarified, tile_legend, treemap

SVG = "{http://www.w3.org/2000/svg}"
TILES = [
    {"label": "HQ TP. Hồ Chí Minh", "value": 1647, "tone": "under", "note": "thiếu 2", "short": "−2", "url": "/hcm"},
    {
        "label": "HQ Bà Rịa - Vũng Tàu",
        "value": 243,
        "tone": "over",
        "note": "vượt 11",
        "short": "+11",
        "told": "Cục: 243",
    },
    {"label": "Viện", "value": 2, "tone": "full", "note": "đủ", "short": "0", "url": "/vien"},
    {"label": "Chưa có ai", "value": 0},
]


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{drawing}</div>")


@given(st.lists(st.floats(1, 2000), min_size=1, max_size=60))
def test_tiles_fill_the_room_in_proportion_and_do_not_overlap(values):
    values = sorted(values, reverse=True)
    boxes = squarified(values, Box(0, 0, 640, 380))
    for value, box in zip(values, boxes, strict=True):
        assert box.width * box.height == pytest.approx(640 * 380 * value / sum(values), rel=1e-6)
        assert box.x >= -1e-6 and box.y >= -1e-6
        assert box.x + box.width <= 640 + 1e-6 and box.y + box.height <= 380 + 1e-6
    for one, other in combinations(boxes, 2):
        across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
        down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
        assert min(across, down) < 1e-6


def test_equal_numbers_make_tiles_near_to_squares():
    for box in squarified([1] * 12, Box(0, 0, 640, 380)):
        assert 0.5 < box.width / box.height < 2


@pytest.mark.parametrize("fit", [320, 640, 1060])
def test_every_tile_with_people_is_there_with_its_title_and_link(fit):
    drawing = parsed(treemap(TILES, label="Theo đơn vị", fit=fit))
    assert [node.text for node in drawing.iter(f"{SVG}title")] == ["HQ TP. Hồ Chí Minh: 1.647", "Cục: 243", "Viện: 2"]
    assert [node.get("href") for node in drawing.iter(f"{SVG}a")] == ["/hcm", "/vien"]
    assert len([node for node in drawing.iter(f"{SVG}rect") if node.get("class") == "tile"]) == 3


def test_words_fit_into_their_tiles_and_tell_how_it_stands_without_colour():
    drawing = parsed(treemap(TILES, label="x", height=300, fit=640))
    told = {}
    for tile in drawing.iter(f"{SVG}svg"):
        if tile.get("aria-label"):
            continue
        width = float(tile.get("width").rstrip("%")) * 6.4
        for words in tile.iter(f"{SVG}text"):
            told[words.text] = width
            assert 6 + text_width(words.text, float(words.get("font-size"))) <= width
    assert "1.647 · thiếu 2" in told
    assert {"243 · vượt 11", "243 · +11"} & set(told)
    assert not {"Viện", "2"} & set(told), "two people of two thousand have no room for words"
    over = next(node for node in drawing.iter(f"{SVG}rect") if "url(#" in node.get("fill", ""))
    assert over.get("fill") == "url(#hatch-640)" and drawing.find(f".//{SVG}pattern").get("id") == "hatch-640"


def test_words_are_escaped_and_nothing_is_told_of_nobody():
    drawing = treemap([{"label": "<script>", "value": 5, "url": '"><b>'}], label="x")
    assert "<script" not in drawing and "<b>" not in drawing
    assert "Chưa có số liệu" in treemap(TILES[-1:], label="x")
    with pytest.raises(ValueError, match="cannot draw -1"):
        treemap([{"label": "A", "value": -1}], label="x")


def test_the_legend_names_the_tones():
    drawing = parsed(tile_legend([("over", "Vượt"), ("far", "Thiếu nhiều")]))
    assert [item[0].tail.strip() for item in drawing.iter("li")] == ["Vượt", "Thiếu nhiều"]
    fills = [node.get("fill") for node in drawing.iter("rect") if node.get("stroke")]
    assert fills == ["url(#hatch-legend)", TONES["far"]]
