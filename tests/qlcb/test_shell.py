"""The shell: what no template may contain, icons that exist, colours that can be read."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from qlcb.templatetags.icons import drawing

TEMPLATES = sorted(path for path in (settings.BASE_DIR / "templates").rglob("*.html") if not path.stem.endswith("_pdf"))
FORBIDDEN = re.compile(
    r"""\sstyle=|\son[a-z]+\s*=\s*["']|<style\b|<script\b(?![^>]*\bsrc=)|javascript:|https?://(?!www\.w3\.org)"""
)
TOKEN = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});")
READABLE = [
    ("ink", "paper"),
    ("ink-soft", "sunk"),
    ("ink-faint", "paper"),
    ("ink-faint", "surface-soft"),
    ("ink-faint", "green-tint"),
    ("green", "green-tint"),
    ("amber", "amber-tint"),
    ("red", "red-tint"),
    ("violet", "violet-tint"),
    ("surface", "green"),
    ("surface", "red"),
]


def tokens() -> dict[str, str]:
    return dict(TOKEN.findall((settings.BASE_DIR / "static/css/qlcb.css").read_text(encoding="utf-8")))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_templates_keep_to_the_content_security_policy(path: Path):
    found = FORBIDDEN.search(path.read_text(encoding="utf-8"))
    assert found is None, f"{path.name}: {found[0]!r}"


def test_every_icon_named_in_a_template_is_vendored():
    names = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8"))}
    assert len(names) > 10
    for name in names:
        assert drawing(name)


@pytest.mark.parametrize(("words", "ground"), READABLE)
def test_words_can_be_read_on_their_ground(words, ground):
    found = tokens()
    assert contrast(found[words], found[ground]) >= 4.5


def test_the_edge_of_a_control_can_be_seen():
    found = tokens()
    assert contrast(found["line-control"], found["surface"]) >= 3


def test_neighbouring_chart_colours_differ_without_colour():
    shades = [luminance(tokens()[f"chart-{number}"]) for number in range(1, 7)]
    for one, other in pairwise(shades):
        low, high = sorted((one, other))
        assert (high + 0.05) / (low + 0.05) >= 1.5


def test_the_page_of_a_fallen_server_needs_nothing():
    html = render_to_string("500.html")
    assert "Hệ thống gặp lỗi" in html and "Mã yêu cầu" not in html
    assert "8f3a" in render_to_string("500.html", {"request_id": "8f3a"})
