"""The chart of numbers over time; the other charts are in qlcb.charts."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

from django.utils.safestring import SafeString

from qlcb.charts import COLOURS, FIT, WHITE, Series, colour_of, counted, frame, legend, mark, nothing, read_rows, words
from qlcb.formats import number_vi
from qlcb.svg import element, join, percent, text_width

_TOP, _PLOT, _FOOT = 18, 150, 26
_DASHES = (None, "7 4", "2 3", "9 3 2 3", "12 4", "4 2")
_GRID = {"class": "c-grid", "stroke": "#e0e6e2"}
_LABELLED_POINTS = 8
_NAMES = ("label", "value", "values", "urls", "url")


def scale_of(top: float) -> list[float]:
    """Return the marks of an axis from 0 to top or just above it: five or fewer steps of 1, 2, 2,5 or 5 × 10ⁿ."""
    if top <= 0:
        return [0, 1]
    size = 10.0 ** floor(log10(top / 5))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor * 5 >= top)
    if step < 1 and float(top).is_integer():
        step = 1
    return [step * number for number in range(ceil(top / step) + 1)]


def line_chart(rows: Iterable[Any], *, label: str, series: Sequence[str] = ("",), fit: float = FIT) -> SafeString:
    """Return lines over the labels of rows, from zero up, with a legend when there is more than one series.

    rows: like `qlcb.charts.Series`, in their order, or with a single `value`; a value of None leaves a gap.
    """
    points = [_with_values(row) for row in rows]
    if not points:
        return nothing(label)
    read = read_rows(points, Series)
    marks = scale_of(max(counted(value) for point in read for value in (*point.values, 0)))
    left = (max(text_width(number_vi(number)) for number in marks) + 8) / fit * 100
    right = max(4.0, text_width(read[-1].label) / 2 / fit * 100)
    step = (100 - left - right - 2) / max(len(read) - 1, 1)
    xs = [left + 2 + step * number for number in range(len(read))]

    def height_of(value: float) -> float:
        return _TOP + _PLOT * (1 - value / marks[-1])

    drawn = [_axis(marks, left, height_of), _labels(read, xs, step, fit)]
    for index, name in enumerate(series):
        drawn += _line(read, xs, height_of, index, name, numbered=len(series) == 1 and len(read) <= _LABELLED_POINTS)
    linked = any(point.url or any(point.urls) for point in read)
    picture = frame(label, _TOP + _PLOT + _FOOT, *drawn, linked=linked)
    return join(legend(series), picture) if len(series) > 1 else picture


def _with_values(row: Any) -> Any:
    """Return a row of one `value` as a row of `values`; others as they are."""
    given = row if isinstance(row, dict) else {name: getattr(row, name) for name in _NAMES if hasattr(row, name)}
    return given if "values" in given else {**given, "values": [given.get("value")]}


def _axis(marks: Sequence[float], left: float, height_of: Any) -> SafeString:
    """Return the grid with its numbers."""
    lines = []
    for number in marks:
        y = height_of(number)
        lines.append(element("line", {"x1": percent(left), "x2": "100%", "y1": y, "y2": y} | _GRID))
        lines.append(words(percent(left), y + 4.5, number_vi(number), faint=True, anchor="end", dx=-6))
    return join(*lines)


def _labels(points: Sequence[Series], xs: Sequence[float], step: float, fit: float) -> SafeString:
    """Return the labels under the axis, only every so many that they do not touch; the last one always."""
    widest = max(text_width(point.label) for point in points) + 10
    every = ceil(widest / max(step * fit / 100, 1))
    last = len(points) - 1
    shown = [number for number in range(len(points)) if (last - number) % every == 0]
    y = _TOP + _PLOT + 19
    return join(*(words(percent(xs[n]), y, points[n].label, faint=True, anchor="middle") for n in shown))


def _line(
    points: Sequence[Series], xs: Sequence[float], height_of: Any, index: int, name: str, *, numbered: bool
) -> list[SafeString]:
    """Return the pieces of one line and its points, each point with title, and with its number when numbered."""
    colour = colour_of(index)
    values = [point.values[index] if index < len(point.values) else None for point in points]
    stroke = {"class": "c-line"} if index == 0 else {}
    stroke |= {"stroke": COLOURS[colour - 1], "stroke-width": 2, "stroke-dasharray": _DASHES[colour - 1]}
    drawn = []
    for (x1, one), (x2, other) in pairwise(zip(xs, values, strict=True)):
        if one is not None and other is not None:
            ends = {"x1": percent(x1), "y1": height_of(one), "x2": percent(x2), "y2": height_of(other)}
            drawn.append(element("line", ends | stroke))
    for point, x, value in zip(points, xs, values, strict=True):
        if value is None:
            continue
        at = {"cx": percent(x), "cy": height_of(value)}
        paint = {"class": f"c-{colour}", "fill": COLOURS[colour - 1], "stroke": WHITE, "stroke-width": 1.5}
        parts = [element("circle", at | {"r": 12, "fill": "none", "pointer-events": "all"})]
        parts.append(element("circle", at | {"r": 4} | paint))
        if numbered:
            parts.append(words(percent(x), height_of(value) - 9, number_vi(value), anchor="middle"))
        url = point.urls[index] if index < len(point.urls) else point.url
        title = ", ".join(filter(None, (point.label, name)))
        drawn.append(mark(f"{title}: {number_vi(value)}", url, *parts))
    return drawn
