"""Columns over time: one number for each step, or what came above the line and what went below it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString

from qlcb.charts import COLOURS, FAINT, FIT, Series, counted, frame, legend, mark, nothing, read_rows, words
from qlcb.formats import number_vi
from qlcb.svg import element, percent, text_width

_PLOT, _NUMBER, _FOOT = 150, 16, 22
_LEAST = 2
_SMALL = 11


def column_chart(
    rows: Iterable[Any], *, label: str, series: Sequence[str] = ("",), fit: float = FIT, height: float = _PLOT
) -> SafeString:
    """Return columns with their numbers on them, over the labels of rows. A second series hangs below the line.

    rows: like `qlcb.charts.Series`: values and urls, one or two of each. fit: the least width in pixels; labels that
    would touch at it are left out. height: of the columns together.
    """
    points = read_rows(rows, Series)
    if not points:
        return nothing(label)
    two = len(series) > 1
    values = [[counted(value) for value in (*point.values, 0, 0)[: len(series)]] for point in points]
    tops = [max(column) for column in zip(*values, strict=True)]
    scale = height / (sum(tops) or 1)
    base = _NUMBER + tops[0] * scale
    foot = base + (tops[1] * scale + _NUMBER if two else 0)
    step = 100 / len(points)
    drawn = []
    for place, point in enumerate(points):
        for at, value in enumerate(values[place]):
            title = ", ".join(filter(None, (point.label, series[at])))
            url = point.urls[at] if at < len(point.urls) else point.url
            parts = _column(place * step, step, base, value, scale, below=at > 0)
            drawn.append(mark(f"{title}: {number_vi(value)}", url, *parts))
    line = {"class": "c-axis", "stroke": "#8a958e", "x1": "0%", "x2": "100%", "y1": base, "y2": base}
    drawn += [element("line", line), *_labels(points, step, foot + 15, fit)]
    picture = frame(label, foot + _FOOT, *drawn, linked=any(point.url or any(point.urls) for point in points))
    return legend(series) + picture if two else picture


def _column(x: float, step: float, base: float, value: float, scale: float, *, below: bool) -> list[SafeString]:
    """Return a column, its number beyond its end, and the area on which its link can be hit."""
    length = max(value * scale, _LEAST) if value else 0
    colour = 2 if below else 1
    paint = {"class": f"c-{colour}", "fill": COLOURS[colour - 1]}
    y = base if below else base - length
    bar = {"x": percent(x + step * 0.16), "y": y, "width": percent(step * 0.68), "height": length}
    at = y + length + 12 if below else y - 4
    number = words(
        percent(x + step / 2), at, number_vi(value) if value else "–", anchor="middle", fill=FAINT, font_size=_SMALL
    )
    touch = {"x": percent(x), "y": y if below else y - _NUMBER, "width": percent(step), "height": length + _NUMBER}
    return [
        element("rect", touch | {"fill": "none", "pointer-events": "all"}),
        *([element("rect", bar | paint)] if value else []),
        number,
    ]


def _labels(points: Sequence[Series], step: float, y: float, fit: float) -> list[SafeString]:
    """Return the labels under the columns, every second one where all of them would touch; the last one always."""
    widest = max(text_width(point.label, _SMALL) for point in points) + 4
    every = 1 if widest <= step * fit / 100 else 2
    last = len(points) - 1
    return [
        words(percent(place * step + step / 2), y, point.label, anchor="middle", fill=FAINT, font_size=_SMALL)
        for place, point in enumerate(points)
        if (last - place) % every == 0
    ]
