"""Pictures of numbers as plain SVG: the same in the page and in the PDF, without script or style (DESIGN §7).

Widths are percentages and text keeps its size, so a chart fills its card at any width from FIT pixels up. Rows are
dicts, or objects with the same attributes; each may carry a `url`, and then all of its row is a link. Every bar, slice
and point has a `<title>` with its full label and number. Classes colour the charts; the attributes beside them hold
where no stylesheet reaches. Numbers must not be negative, None counts as zero: ValueError otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from math import cos, pi, sin
from typing import Any, TypeVar

from django.utils.safestring import SafeString

from qlcb.formats import number_vi, share_vi
from qlcb.svg import TEXT_SIZE, element, join, percent, shorten, text_width, wrap

FIT = 320
COLOURS = ("#0f5b4a", "#c9953a", "#5d857f", "#b7d6cb", "#5b3015", "#ead9b0")
DARK = (1, 3, 5)
INK, FAINT, REST, WHITE = "#18221d", "#5b6862", "#ebefec", "#ffffff"

_FONTS = "Be Vietnam Pro, Liberation Serif, sans-serif"
_BASELINE = 4.5
_BAR, _ROW, _LINE = 17, 30, 15
_GAP = 8
_LEAST = 0.5
_RADIUS, _NAMES_AT = 70, 166

Number = float
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Bar:
    """A row of `bar_chart` (of: the whole behind the value, such as a quota) or a slice of `donut`."""

    label: str
    value: Number = 0
    of: Number | None = None
    url: str = ""


@dataclass(frozen=True)
class Pair:
    """A row of `pyramid`."""

    label: str
    male: Number = 0
    female: Number = 0
    male_url: str = ""
    female_url: str = ""


@dataclass(frozen=True)
class Series:
    """A row of `stacked_bars`: one value, and perhaps one url, for each series."""

    label: str
    values: Sequence[Number | None] = ()
    urls: Sequence[str] = ()
    url: str = ""


def read_rows(rows: Iterable[Any], kind: type[Kind]) -> list[Kind]:
    """Return rows (dicts, or objects with attributes) as dataclasses of kind; names it does not know are left out."""
    names = [field.name for field in fields(kind)]
    read = []
    for row in rows:
        given = row if isinstance(row, dict) else {name: getattr(row, name) for name in names if hasattr(row, name)}
        read.append(kind(**{name: given[name] for name in names if given.get(name) is not None}))
    return read


def counted(value: Number | None) -> Number:
    """Return a number to draw, 0 for None; ValueError when it is negative."""
    if (value or 0) < 0:
        raise ValueError(f"a chart cannot draw {value}")
    return value or 0


def frame(label: str, height: float, *marks: Any, linked: bool = False) -> SafeString:
    """Return the drawing around marks. With links it is a group, since the inside of an image cannot be reached."""
    attributes = {
        "class": "chart",
        "xmlns": "http://www.w3.org/2000/svg",
        "width": "100%",
        "height": height,
        "role": "group" if linked else "img",
        "aria-label": label,
        "font-family": _FONTS,
        "font-size": TEXT_SIZE,
    }
    return element("svg", attributes, *marks)


def nothing(label: str) -> SafeString:
    """Return the drawing of no rows."""
    return frame(f"{label}: chưa có số liệu", _ROW, words("50%", 20, "Chưa có số liệu", faint=True, anchor="middle"))


def words(x: Any, y: float, text: str, *, faint: bool = False, anchor: str | None = None, **more: Any) -> SafeString:
    """Return one line of text; more: further attributes, `fill` for text upon a colour."""
    plain = {"class": "c-value" if faint else "c-label", "fill": FAINT if faint else INK}
    attributes = {"x": x, "y": y, "text-anchor": anchor} | ({} if "fill" in more else plain)
    return element("text", attributes | {key.replace("_", "-"): value for key, value in more.items()}, text)


def box(x: float, y: float, width: float, height: float, colour: int) -> SafeString:
    """Return a bar: x and width in percent, y and height in pixels; colour 1 to 6, 0 for the pale rest."""
    paint = {"class": f"c-{colour}", "fill": COLOURS[colour - 1]} if colour else {"class": "c-rest", "fill": REST}
    return element("rect", {"x": percent(x), "y": y, "width": percent(width), "height": height, "rx": 2} | paint)


def colour_of(index: int) -> int:
    """Return the colour, 1 to 6, of the series or slice with that index from 0."""
    return index % len(COLOURS) + 1


def mark(title: str, url: str, *parts: Any) -> SafeString:
    """Return parts with a title, as a link when there is a url."""
    return element("a" if url else "g", {"href": url or None}, element("title", None, title), *parts)


def _touch(x: float, y: float, width: float, height: float) -> SafeString:
    """Return the unseen area on which a link can be hit."""
    area = {"x": percent(x), "y": y, "width": percent(width), "height": height}
    return element("rect", area | {"fill": "none", "pointer-events": "all"})


class _Labels:
    """The column of labels at the left: broken into three lines at most, each row as high as it needs."""

    def __init__(self, labels: Sequence[str], fit: float) -> None:
        self.lines = [wrap(label, 0.4 * fit, lines=3) for label in labels]
        widest = max(text_width(line) for lines in self.lines for line in lines)
        self.share = (widest + _GAP) / fit * 100
        self.heights = [max(_ROW, _LINE * len(lines) + _GAP) for lines in self.lines]
        self.tops = [sum(self.heights[:row]) for row in range(len(labels))]
        self.height = sum(self.heights)

    def middle(self, row: int) -> float:
        return self.tops[row] + self.heights[row] / 2

    def drawn(self, row: int) -> SafeString:
        lines = self.lines[row]
        first = self.middle(row) + _BASELINE - _LINE * (len(lines) - 1) / 2
        return join(*(words(0, first + _LINE * number, line) for number, line in enumerate(lines)))


def bar_chart(rows: Iterable[Any], *, label: str, maximum: Number = 0, fit: float = FIT) -> SafeString:
    """Return horizontal bars with their numbers; a pale bar behind shows what the value is of.

    rows: like `Bar`. maximum: what a full bar stands for, the largest number when that is greater. fit: the least
    width in pixels for which labels are broken.
    """
    bars = read_rows(rows, Bar)
    if not bars:
        return nothing(label)
    labels = _Labels([bar.label for bar in bars], fit)
    numbers = [number_vi(bar.value) + (f"/{number_vi(bar.of)}" if bar.of is not None else "") for bar in bars]
    room = _room(100 - labels.share - (max(map(text_width, numbers)) + _GAP) / fit * 100)
    top = max(maximum, *(counted(number) for bar in bars for number in (bar.value, bar.of))) or 1
    drawn = []
    for row, (bar, number) in enumerate(zip(bars, numbers, strict=True)):
        y, length, whole = labels.middle(row), _length(bar.value, top, room), (bar.of or 0) / top * room
        parts = [_touch(0, labels.tops[row], 100, labels.heights[row]), labels.drawn(row)]
        parts += [box(labels.share, y - _BAR / 2, whole, _BAR, 0)] if bar.of is not None else []
        parts.append(box(labels.share, y - _BAR / 2, length, _BAR, 1))
        if bar.of is not None and bar.value > bar.of:
            at = percent(labels.share + whole)
            ends = {"x1": at, "x2": at, "y1": y - _BAR / 2, "y2": y + _BAR / 2}
            parts.append(element("line", ends | {"stroke": WHITE, "stroke-width": 2}))
        end = percent(labels.share + max(length, whole))
        parts.append(words(end, y + _BASELINE, number, faint=True, dx=6))
        drawn.append(mark(_bar_title(bar), bar.url, *parts))
    return frame(label, labels.height, *drawn, linked=any(bar.url for bar in bars))


def _room(share: float) -> float:
    """Return the percent left for bars; a little also when words and numbers would need everything."""
    return max(share, 10)


def _length(value: Number, top: Number, room: float) -> float:
    """Return the length of a bar in percent; what is not zero can be seen."""
    return max(value / top * room, _LEAST) if value else 0


def _bar_title(bar: Bar) -> str:
    if bar.of is None:
        return f"{bar.label}: {number_vi(bar.value)}"
    over = f", vượt {number_vi(bar.value - bar.of)}" if bar.value > bar.of else ""
    return f"{bar.label}: {number_vi(bar.value)} trên {number_vi(bar.of)} ({share_vi(bar.value, bar.of)}){over}"


def pyramid(rows: Iterable[Any], *, label: str, names: tuple[str, str] = ("Nam", "Nữ"), fit: float = FIT) -> SafeString:
    """Return men to the left and women to the right of the label of each row, totals on top. rows: like `Pair`."""
    pairs = read_rows(rows, Pair)
    if not pairs:
        return nothing(label)
    widest = max(text_width(number_vi(counted(value))) for pair in pairs for value in (pair.male, pair.female))
    side = (widest + _GAP) / fit * 100
    centre = (max(text_width(pair.label) for pair in pairs) + 2 * _GAP) / fit * 100
    room = _room((100 - centre) / 2 - side)
    top = max(value for pair in pairs for value in (pair.male, pair.female)) or 1
    edges = (50 - centre / 2, 50 + centre / 2)
    totals = (sum(pair.male for pair in pairs), sum(pair.female for pair in pairs))
    drawn = [
        words(percent(edge), 17, f"{name} {number_vi(total)}", anchor=anchor, font_weight=600)
        for edge, name, total, anchor in zip(edges, names, totals, ("end", "start"), strict=True)
    ]
    for row, pair in enumerate(pairs):
        y = _ROW * (row + 1.5)
        drawn.append(words("50%", y + _BASELINE, pair.label, faint=True, anchor="middle"))
        for sex, (value, url) in enumerate(((pair.male, pair.male_url), (pair.female, pair.female_url))):
            length = _length(value, top, room)
            x = edges[sex] - (0 if sex else length)
            end, dx, anchor = (x + length, 6, "start") if sex else (x, -6, "end")
            number = words(percent(end), y + _BASELINE, number_vi(value), faint=True, anchor=anchor, dx=dx)
            touch = _touch(edges[1] if sex else 0, y - _ROW / 2, edges[0], _ROW)
            parts = (touch, box(x, y - _BAR / 2, length, _BAR, sex + 1), number)
            drawn.append(mark(f"{names[sex]} {pair.label}: {number_vi(value)}", url, *parts))
    linked = any(pair.male_url or pair.female_url for pair in pairs)
    return frame(label, _ROW * (len(pairs) + 1), *drawn, linked=linked)


def legend(names: Sequence[str]) -> SafeString:
    """Return the list that names the colours of series, in their order."""
    swatch = {"width": 12, "height": 12, "aria-hidden": "true"}
    items = [
        element("li", None, element("svg", swatch, box(0, 0, 100, 12, colour_of(index))), " ", name)
        for index, name in enumerate(names)
    ]
    return element("ul", {"class": "legend"}, *items)


def stacked_bars(
    rows: Iterable[Any], series: Sequence[str], *, label: str, share: bool = False, fit: float = FIT
) -> SafeString:
    """Return bars made of one piece for each series, with a legend above and the sum at the end.

    rows: like `Series`. share: every bar is of full length and shows the composition. A piece wide enough carries its
    number; the url of a piece is in `urls`, that of the whole row in `url`.
    """
    bars = read_rows(rows, Series)
    if not bars:
        return nothing(label)
    labels = _Labels([bar.label for bar in bars], fit)
    sums = [sum(map(counted, bar.values)) for bar in bars]
    room = _room(100 - labels.share - (max(text_width(number_vi(total)) for total in sums) + _GAP) / fit * 100)
    top = max(sums) or 1
    drawn = []
    for row, (bar, total) in enumerate(zip(bars, sums, strict=True)):
        y, scale = labels.middle(row), room / ((total or 1) if share else top)
        drawn.append(mark(bar.label, bar.url, labels.drawn(row)))
        x = labels.share
        for index, value in enumerate(map(counted, bar.values)):
            if value:
                url = bar.urls[index] if index < len(bar.urls) else ""
                title = f"{bar.label}, {series[index]}: {number_vi(value)} ({share_vi(value, total)})"
                drawn.append(mark(title, url, *_piece(x, y, value, scale, colour_of(index), fit)))
                x += value * scale
        number = words(percent(x), y + _BASELINE, number_vi(total), faint=True, dx=6)
        drawn.append(mark(f"{bar.label}: {number_vi(total)}", bar.url, number))
    linked = any(bar.url or any(bar.urls) for bar in bars)
    return join(legend(series), frame(label, labels.height, *drawn, linked=linked))


def _piece(x: float, y: float, value: Number, scale: float, colour: int, fit: float) -> list[SafeString]:
    """Return a piece of a stacked bar, with its number where that fits, and a white line at its end."""
    width, number = value * scale, number_vi(value)
    end = percent(x + width)
    line = {"x1": end, "x2": end, "y1": y - _BAR / 2, "y2": y + _BAR / 2, "stroke": WHITE, "stroke-width": 1.5}
    parts = [box(x, y - _BAR / 2, width, _BAR, colour), element("line", line)]
    if text_width(number, 11) + 4 <= width * fit / 100:
        fill = WHITE if colour in DARK else INK
        middle = percent(x + width / 2)
        parts.append(words(middle, y + 4, number, anchor="middle", fill=fill, font_size=11, font_weight=600))
    return parts


def donut(rows: Iterable[Any], *, label: str, caption: str = "", fit: float = FIT) -> SafeString:
    """Return a ring of slices with their sum and the caption inside, names and shares beside it. rows: like `Bar`."""
    slices = read_rows(rows, Bar)
    if not slices:
        return nothing(label)
    total = sum(counted(part.value) for part in slices)
    names = [wrap(part.label, fit - _NAMES_AT - 19) for part in slices]
    heights = [_LINE * (len(lines) + 1) + _GAP for lines in names]
    height = max(2 * _RADIUS, sum(heights))
    centre, top, turn, drawn = height / 2, (height - sum(heights)) / 2 + _GAP / 2, 0.0, []
    if not total:
        drawn.append(_ring(centre, 0, 1, {"class": "c-rest", "fill": REST}))
    for index, (part, lines) in enumerate(zip(slices, names, strict=True)):
        colour = colour_of(index)
        paint = {"class": f"c-{colour}", "fill": COLOURS[colour - 1]}
        end = turn + (part.value / total if total else 0)
        number = f"{number_vi(part.value)} · {share_vi(part.value, total)}"
        ring = [_ring(centre, turn, end, paint)] if part.value else []
        drawn.append(mark(f"{part.label}: {number}", part.url, *ring, _slice_name(top, paint, lines, number)))
        turn, top = end, top + heights[index]
    written = number_vi(total)
    sum_style = {"fill": INK, "font_size": min(20, 84 / text_width(written, 1)), "font_weight": 700}
    drawn.append(words(_RADIUS, centre + (0 if caption else 7), written, anchor="middle", **sum_style))
    if caption:
        drawn.append(words(_RADIUS, centre + 18, shorten(caption, 80), faint=True, anchor="middle"))
    return frame(label, height, *drawn, linked=any(part.url for part in slices))


def _slice_name(top: float, paint: dict[str, str], lines: Sequence[str], number: str) -> SafeString:
    """Return the swatch, the lines of the name and the number of a slice."""
    swatch = {"x": _NAMES_AT, "y": top + 1, "width": 11, "height": 11, "rx": 2}
    name = [words(_NAMES_AT + 19, top + 11 + _LINE * row, line) for row, line in enumerate(lines)]
    below = top + 11 + _LINE * len(lines)
    return join(element("rect", swatch | paint), *name, words(_NAMES_AT + 19, below, number, faint=True))


def _ring(centre: float, start: float, end: float, paint: dict[str, str]) -> SafeString:
    """Return the part of the ring between two fractions of its turn, clockwise from the top."""
    inner, middle = _RADIUS * 0.64, (start + end) / 2

    def at(distance: float, turn: float) -> str:
        return f"{_RADIUS + distance * sin(2 * pi * turn):.2f} {centre - distance * cos(2 * pi * turn):.2f}"

    outwards = "".join(f"A{_RADIUS} {_RADIUS} 0 0 1 {at(_RADIUS, turn)}" for turn in (middle, end))
    inwards = "".join(f"A{inner:.2f} {inner:.2f} 0 0 0 {at(inner, turn)}" for turn in (middle, start))
    seam = {"stroke": WHITE, "stroke-width": 1} if end - start < 1 else {}
    return element("path", {"d": f"M{at(_RADIUS, start)}{outwards}L{at(inner, end)}{inwards}Z"} | seam | paint)


def sparkbar(value: Number, of: Number = 100, *, label: str = "") -> SafeString:
    """Return a thin bar that is filled as far as value goes of the whole; the share is its name."""
    share = min(counted(value) / of, 1) * 100 if of else 0
    name = f"{label}: {share_vi(value, of)}" if label else share_vi(value, of)
    return frame(name, 6, box(0, 0, 100, 6, 0), box(0, 0, share, 6, 1))
