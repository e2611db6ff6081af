"""Charts: well-formed, named, linked, safe to embed and sane for any numbers."""

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from qlcb.charts import FIT, Bar, Pair, bar_chart, donut, legend, pyramid, sparkbar, stacked_bars
from qlcb.column_chart import column_chart
from qlcb.line_chart import line_chart, scale_of
from qlcb.svg import element, shorten, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Chi cục Hải quan cửa khẩu cảng Đà Nẵng khu vực II"

BARS = [
    {"label": "TP. Hồ Chí Minh", "value": 1712, "of": 1780, "url": "/ho-so/?don-vi=02&trang=1"},
    {"label": LONG, "value": 571, "of": 560, "url": "/ho-so/?don-vi=34"},
    {"label": "Đội", "value": 0, "of": 0},
]
PAIRS = [
    Pair("55–59", 213, 585, "/nam", "/nu"),
    {"label": "50–54", "male": 267, "female": None},
]
STACKS = [
    {"label": "Đà Nẵng", "values": [5, 60, None], "urls": ["/a", "/b"], "url": "/dn"},
    {"label": "Quảng Nam", "values": [0, 0, 0]},
]
SERIES = ["Chuyên viên chính", "Chuyên viên", "Cán sự"]
POINTS = [
    {"label": str(year), "value": value, "url": f"/{year}"} for year, value in ((2024, 3), (2025, None), (2026, 7))
]

DRAWINGS = {
    "bar_chart": (lambda rows: bar_chart(rows, label="Theo đơn vị"), BARS),
    "pyramid": (lambda rows: pyramid(rows, label="Tháp tuổi"), PAIRS),
    "stacked_bars": (lambda rows: stacked_bars(rows, SERIES, label="Theo ngạch"), STACKS),
    "shares": (lambda rows: stacked_bars(rows, SERIES, label="Cơ cấu ngạch", share=True), STACKS),
    "donut": (lambda rows: donut(rows, label="Trình độ", caption="người"), BARS),
    "line_chart": (lambda rows: line_chart(rows, label="Biên chế"), POINTS),
    "columns": (lambda rows: column_chart(rows, label="Nghỉ hưu"), STACKS),
    "both_ways": (lambda rows: column_chart(rows, label="Đến và đi", series=["Đến", "Đi"]), STACKS),
    "lines": (lambda rows: line_chart(rows, label="Ngạch", series=SERIES), STACKS),
}
every_drawing = pytest.mark.parametrize(("draw", "rows"), DRAWINGS.values(), ids=DRAWINGS.keys())


def parsed(drawing: str) -> ElementTree.Element:
    """The tree of a drawing; fails when it is not well-formed."""
    return ElementTree.fromstring(f"<div>{drawing}</div>")


def texts(drawing: str) -> list[str]:
    return [node.text for node in parsed(drawing).iter(f"{SVG}text")]


def titles(drawing: str) -> list[str]:
    return [node.text for node in parsed(drawing).iter(f"{SVG}title")]


def links(drawing: str) -> list[str]:
    return [node.get("href") for node in parsed(drawing).iter(f"{SVG}a")]


def rects(drawing: str, kind: str) -> list[float]:
    """Widths in percent of the bars of a class."""
    found = parsed(drawing).iter(f"{SVG}rect")
    return [float(node.get("width").rstrip("%")) for node in found if node.get("class") == kind]


@every_drawing
def test_nothing_that_the_policy_of_the_pages_forbids(draw, rows):
    for node in parsed(draw(rows)).iter():
        assert node.tag.removeprefix(SVG) not in {"script", "style", "foreignObject"}
        assert not [name for name in node.attrib if name == "style" or name.startswith("on")]


@every_drawing
def test_every_drawing_has_a_name_and_no_links_inside_an_image(draw, rows):
    svg = next(node for node in parsed(draw(rows)).iter(f"{SVG}svg") if node.get("aria-label"))
    assert svg.get("role") == "group"
    bare = [{k: v for k, v in row.items() if k not in ("url", "urls")} for row in rows if isinstance(row, dict)]
    svg = next(node for node in parsed(draw(bare)).iter(f"{SVG}svg") if node.get("aria-label"))
    assert svg.get("role") == "img"
    assert not links(draw(bare))


@every_drawing
def test_no_rows_are_told(draw, rows):
    assert texts(draw([])) == ["Chưa có số liệu"]


@every_drawing
def test_zeros_are_drawn(draw, rows):
    zeros = [{"label": "A", "value": 0, "values": [0, 0, 0], "male": 0, "female": 0}]
    assert "A" in texts(draw(zeros))


@every_drawing
def test_negative_numbers_are_refused(draw, rows):
    with pytest.raises(ValueError, match="cannot draw -1"):
        draw([{"label": "A", "value": -1, "values": [-1], "male": -1}])


@every_drawing
def test_words_are_escaped(draw, rows):
    hostile = [{"label": '<b>"&', "value": 1, "values": [1], "male": 1, "url": '"><script>', "male_url": "'>"}]
    drawing = draw(hostile)
    assert '<b>"&' in texts(drawing)
    assert "<script" not in drawing


def test_bars_are_links_with_titles():
    drawing = bar_chart(BARS, label="Theo đơn vị")
    assert links(drawing) == ["/ho-so/?don-vi=02&trang=1", "/ho-so/?don-vi=34"]
    assert titles(drawing) == [
        "TP. Hồ Chí Minh: 1.712 trên 1.780 (96,2 %)",
        f"{LONG}: 571 trên 560 (102 %), vượt 11",
        "Đội: 0 trên 0 (–)",
    ]
    assert {"1.712/1.780", "571/560", "0/0"} <= set(texts(drawing))


def test_bars_are_as_long_as_their_numbers():
    drawing = bar_chart([Bar("A", 50, 100), Bar("B", 100), Bar("C", 0), Bar("D", 0.001)], label="x")
    half, full, none, least = rects(drawing, "c-1")
    assert half == pytest.approx(full / 2, abs=0.01)
    assert rects(drawing, "c-rest") == [full]
    assert none == 0 < least < 1
    assert rects(bar_chart([Bar("B", 100)], label="x", maximum=200), "c-1")[0] < full


def test_long_labels_are_broken_and_kept_whole_in_the_title():
    drawing = bar_chart([{"label": LONG, "value": 1}], label="x")
    lines = texts(drawing)[:-1]
    assert " ".join(lines) == LONG
    assert len(lines) == 3
    assert all(text_width(line) <= 0.4 * FIT for line in lines)
    endless = bar_chart([{"label": LONG * 3, "value": 1}], label="x")
    assert texts(endless)[2].endswith("…")
    assert titles(endless) == [f"{LONG * 3}: 1"]


@given(st.lists(st.builds(Bar, st.text(max_size=80).filter(str.isprintable), st.integers(0, 10**12)), max_size=5))
def test_bars_stay_inside_the_drawing(bars):
    for node in parsed(bar_chart(bars, label="x")).iter(f"{SVG}rect"):
        x, width = (float(node.get(name).rstrip("%")) for name in ("x", "width"))
        assert 0 <= x <= 100
        assert 0 <= width <= 100
        assert x + width <= 100.02


def test_pyramid():
    drawing = pyramid(PAIRS, label="Tháp tuổi")
    assert links(drawing) == ["/nam", "/nu"]
    assert titles(drawing) == ["Nam 55–59: 213", "Nữ 55–59: 585", "Nam 50–54: 267", "Nữ 50–54: 0"]
    assert {"Nam 480", "Nữ 585"} <= set(texts(drawing))
    [first, second], [women, nobody] = rects(drawing, "c-1"), rects(drawing, "c-2")
    assert first < second < women
    assert nobody == 0


def test_stacked_bars():
    drawing = stacked_bars(STACKS, SERIES, label="Theo ngạch")
    assert titles(drawing) == [
        "Đà Nẵng",
        "Đà Nẵng, Chuyên viên chính: 5 (7,7 %)",
        "Đà Nẵng, Chuyên viên: 60 (92,3 %)",
        "Đà Nẵng: 65",
        "Quảng Nam",
        "Quảng Nam: 0",
    ]
    assert links(drawing) == ["/dn", "/a", "/b", "/dn"]
    assert [item.get("class") for item in parsed(drawing)] == ["legend", "chart"]


def test_shares_fill_the_bar():
    rows = [{"label": "A", "values": [1, 1]}, {"label": "B", "values": [100, 100]}]
    first, second = rects(stacked_bars(rows, SERIES, label="x", share=True), "c-1")[-2:]
    assert first == second


def test_donut():
    drawing = donut(BARS, label="Trình độ", caption="người")
    assert titles(drawing)[0] == "TP. Hồ Chí Minh: 1.712 · 75 %"
    assert {"2.283", "người", "571 · 25 %"} <= set(texts(drawing))
    assert len(list(parsed(drawing).iter(f"{SVG}path"))) == 2
    whole = donut([Bar("A", 5), Bar("B", 0)], label="x")
    assert [node.get("stroke") for node in parsed(whole).iter(f"{SVG}path")] == [None]
    many = donut([Bar(str(number), 10**9) for number in range(9)], label="x")
    assert "9.000.000.000" in texts(many)


def test_line_chart():
    drawing = line_chart(POINTS, label="Biên chế")
    assert titles(drawing) == ["2024: 3", "2026: 7"]
    assert links(drawing) == ["/2024", "/2026"]
    assert not [node for node in parsed(drawing).iter(f"{SVG}line") if node.get("class") == "c-line"]
    joined = line_chart([{"label": "a", "value": 1}, {"label": "b", "value": 2}], label="x")
    assert len([node for node in parsed(joined).iter(f"{SVG}line") if node.get("class") == "c-line"]) == 1
    assert "Chuyên viên" in "".join(parsed(line_chart(STACKS, label="x", series=SERIES)).itertext())


def test_line_chart_leaves_out_labels_that_would_touch():
    months = [{"label": f"{month:02d}/2026", "value": month} for month in range(1, 13)]
    shown = [text for text in texts(line_chart(months, label="x")) if text.endswith("/2026")]
    assert 2 <= len(shown) < 12
    assert shown[-1] == "12/2026"


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (10960, [0, 2500, 5000, 7500, 10000, 12500]),
        (0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
    ],
)
def test_scale(top, marks):
    assert scale_of(top) == pytest.approx(marks)


@given(st.floats(min_value=0.001, max_value=10**9))
def test_a_scale_reaches_the_top_in_few_steps(top):
    marks = scale_of(top)
    assert marks[-1] >= top * 0.999999
    assert 2 <= len(marks) <= 7


def test_sparkbar_and_legend():
    assert 'aria-label="Văn phòng: 98 %"' in sparkbar(98, label="Văn phòng")
    assert rects(sparkbar(1, 4), "c-1") == [25]
    assert rects(sparkbar(5, 4), "c-1") == [100]
    assert rects(sparkbar(0, 0), "c-1") == [0]
    assert [item.tail for item in parsed(legend(["A", "<B>"])).iter("svg")] == [" A", " <B>"]


def test_words_are_measured():
    assert shorten("Đà Nẵng", 200) == "Đà Nẵng"
    assert re.fullmatch(r"Chi cục .*…", shorten(LONG, 120))
    assert wrap("", 100) == [""]
    assert wrap("một hai", 1000) == ["một hai"]
    assert wrap("một hai ba bốn", 55, lines=2) == ["một hai", "ba bốn"]
    assert element("a", {"x": 1.239, "y": None, "z": 2.0}, "<") == '<a x="1.24" z="2">&lt;</a>'


def test_tags_of_the_templates():
    template = Template(
        "{% load charts %}{% bar_chart rows label='A' %}{% pyramid pairs label='B' %}{% donut rows label='C' %}"
        "{% stacked_bars stacks series label='D' share=True %}{% line_chart points label='E' %}"
        "{% sparkbar 3 4 label='F' %}{% chart_legend series %}"
    )
    context = {"rows": BARS, "pairs": PAIRS, "stacks": STACKS, "series": SERIES, "points": POINTS}
    tree = parsed(template.render(Context(context)))
    names = [node.get("aria-label") for node in tree if node.get("class") == "chart"]
    assert names == ["A", "B", "C", "D", "E", "F: 75 %"]


def heights(drawing: str, kind: str) -> list[float]:
    """Heights in pixels of the bars of a class."""
    found = parsed(drawing).iter(f"{SVG}rect")
    return [float(node.get("height")) for node in found if node.get("class") == kind]


def test_columns_rise_by_what_came_and_hang_by_what_went():
    rows = [
        {"label": "T1", "values": [40, 10], "urls": ["/den", "/di"]},
        {"label": "T2", "values": [20, 0], "urls": ["/den2", ""]},
    ]
    drawing = column_chart(rows, label="Đến và đi", series=["Đến", "Đi"])
    first, second = heights(drawing, "c-1")
    assert first == pytest.approx(2 * second)
    assert heights(drawing, "c-2") == [pytest.approx(first / 4)], "nothing is drawn for nobody"
    assert links(drawing) == ["/den", "/di", "/den2"]
    assert titles(drawing) == ["T1, Đến: 40", "T1, Đi: 10", "T2, Đến: 20", "T2, Đi: 0"]
    assert {"40", "10", "20", "–"} <= set(texts(drawing)), "numbers stand on the columns: no colour is needed"


def test_labels_of_columns_are_thinned_where_they_would_touch():
    rows = [{"label": str(year), "values": [1]} for year in range(2026, 2046)]
    assert [text for text in texts(column_chart(rows, label="x")) if len(text) == 4] == [
        str(year) for year in range(2027, 2046, 2)
    ]
