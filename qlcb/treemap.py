"""The tree of tiles: each unit a tile as large as its people, shaded by how they stand to what was assigned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from qlcb.charts import FAINT, INK, WHITE, counted, frame, mark, nothing, read_rows, words
from qlcb.formats import number_vi
from qlcb.svg import ELLIPSIS, TEXT_SIZE, element, percent, text_width, wrap

# Tone → fill; the hatch of "over" tells it without colours too, and each tile that has room says it in words.
TONES = {"over": "#f9e7c4", "full": "#b7d6cb", "under": "#e1efea", "far": "#ffffff", "": "#ebefec"}
EDGE, HATCH = "#8a958e", "#d39a3f"
_PAD, _LINE, _NAME, _NUMBER = 6, 14, 12, 11
_READABLE = 7  # letters


@dataclass(frozen=True)
class Tile:
    """value: its size; tone: one of `TONES`; note: words beside the number, short: the same where those find no room;
    told: the whole of it for its title."""

    label: str
    value: float = 0
    tone: str = ""
    note: str = ""
    short: str = ""
    told: str = ""
    url: str = ""


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float


def treemap(rows: Iterable[Any], *, label: str, height: float = 380, fit: float = 640) -> SafeString:
    """Return tiles with areas in proportion to values, the largest first; tiles of nothing are left out.

    rows: like `Tile`. fit: the width in pixels for which tiles are formed and names are broken.
    """
    tiles = sorted((tile for tile in read_rows(rows, Tile) if counted(tile.value)), key=lambda tile: -tile.value)
    if not tiles:
        return nothing(label)
    boxes = squarified([tile.value for tile in tiles], Box(0, 0, fit, height))
    name = f"hatch-{int(fit)}"
    drawn = [_hatch(name), *(_tile(tile, box, fit, name) for tile, box in zip(tiles, boxes, strict=True))]
    return frame(label, height, *drawn, linked=any(tile.url for tile in tiles))


def squarified(values: Sequence[float], room: Box) -> list[Box]:
    """Return a box for each value, of areas in proportion to them, as near to squares as rows of them allow.

    values: from large to small, all above zero. Bruls, Huizing, van Wijk: Squarified Treemaps, 2000.
    """
    scale = room.width * room.height / sum(values)
    areas = [value * scale for value in values]
    boxes: list[Box] = []
    while areas:
        side = min(room.width, room.height)
        taken = 1
        while taken < len(areas) and _worst(areas[: taken + 1], side) <= _worst(areas[:taken], side):
            taken += 1
        row, areas = areas[:taken], areas[taken:]
        placed, room = _row(row, room)
        boxes += placed
    return boxes


def _worst(areas: Sequence[float], side: float) -> float:
    """Return how far the least square of a row is from a square, 1 for a square."""
    total = sum(areas)
    return max(side**2 * max(areas) / total**2, total**2 / (side**2 * min(areas)))


def _row(areas: Sequence[float], room: Box) -> tuple[list[Box], Box]:
    """Return a row of boxes along the shorter side, and the room that is left."""
    depth = sum(areas) / min(room.width, room.height)
    boxes, at = [], 0.0
    upright = room.width >= room.height
    for area in areas:
        length = area / depth
        place = (room.x, room.y + at, depth, length) if upright else (room.x + at, room.y, length, depth)
        boxes.append(Box(*place))
        at += length
    if upright:
        return boxes, Box(room.x + depth, room.y, room.width - depth, room.height)
    return boxes, Box(room.x, room.y + depth, room.width, room.height - depth)


def _hatch(name: str) -> SafeString:
    line = element("path", {"d": "M-3 3L3 -3M0 12L12 0M9 15L15 9", "stroke": HATCH, "stroke-width": 1.2})
    ground = element("rect", {"width": 12, "height": 12, "fill": TONES["over"]})
    pattern = {"id": name, "width": 12, "height": 12, "patternUnits": "userSpaceOnUse"}
    return element("defs", None, element("pattern", pattern, ground, line))


def _tile(tile: Tile, box: Box, fit: float, hatch: str) -> SafeString:
    """Return a tile with as much of its words as it has room for; what does not fit stands in its title."""
    place = {
        "x": percent(box.x / fit * 100),
        "y": box.y,
        "width": percent(box.width / fit * 100),
        "height": box.height,
    }
    fill = f"url(#{hatch})" if tile.tone == "over" else TONES[tile.tone]
    ground = element("rect", place | {"class": "tile", "fill": fill, "stroke": EDGE, "stroke-width": 1})
    inside = element("svg", place, *_words(tile, box))
    return mark(tile.told or f"{tile.label}: {number_vi(tile.value)}", tile.url, ground, inside)


def _words(tile: Tile, box: Box) -> list[SafeString]:
    """Return the lines of a tile: as much of the name as can be read, and the number with its note."""
    width, room = box.width - 2 * _PAD, int((box.height - 2 * _PAD + 3) // _LINE)
    number = number_vi(tile.value)
    notes = [f"{number} · {note}" for note in (tile.note, tile.short) if note]
    told = next((line for line in [*notes, number] if text_width(line, _NUMBER) <= width), "")
    if not told or room < 1:
        return []
    lines = [(line, _NAME) for line in _name(tile.label, width, room - 1)] + [(told, _NUMBER)]
    drawn = []
    for place, (line, size) in enumerate(lines):
        style = {"font_size": size, "font_weight": 600 if size == _NAME else 500, "fill": INK}
        if tile.tone == "over":
            style |= {"stroke": WHITE, "stroke_width": 3, "paint_order": "stroke"}
        elif size == _NUMBER:
            style["fill"] = FAINT
        drawn.append(words(_PAD, _PAD + 10 + _LINE * place, line, **style))
    return drawn


def _name(label: str, width: float, room: int) -> list[str]:
    """Return the name in at most so many lines; none where fewer than `_READABLE` letters of it would be left."""
    if room < 1:
        return []
    lines = wrap(label, width * TEXT_SIZE / _NAME, lines=min(room, 3))
    is_cut = any(line.endswith(ELLIPSIS) for line in lines)
    return [] if is_cut and len("".join(lines)) <= _READABLE else lines


def tile_legend(names: Sequence[tuple[str, str]]) -> SafeString:
    """Return the list that names the tones. names: (tone, word)."""
    swatch = {"width": 14, "height": 14, "aria-hidden": "true"}
    items = []
    for tone, name in names:
        fill = "url(#hatch-legend)" if tone == "over" else TONES[tone]
        square = {"x": 0.5, "y": 0.5, "width": 13, "height": 13, "fill": fill, "stroke": EDGE}
        drawn = [*([_hatch("hatch-legend")] if tone == "over" else []), element("rect", square)]
        items.append(element("li", None, element("svg", swatch, *drawn), " ", name))
    return element("ul", {"class": "legend"}, *items)
