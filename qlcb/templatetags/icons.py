"""Inline SVG icons, drawn from the vendored Tabler set in ``static/vendor/tabler-icons``."""

import re
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DRAWING = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)


@cache
def drawing(name: str) -> SafeString:
    """The shapes inside the icon file ``<name>.svg``; raises LookupError for a name that is not vendored."""
    path = settings.BASE_DIR / "static" / "vendor" / "tabler-icons" / f"{name}.svg"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise LookupError(f"no icon named {name!r} in static/vendor/tabler-icons")
    found = _DRAWING.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise LookupError(f"{path.name} holds no <svg> element")
    return mark_safe(re.sub(r">\s+<", "><", found[1].strip()))


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "", **classes: str) -> SafeString:
    """One outline icon as inline SVG.

    ``size`` is in CSS pixels, ``class="…"`` adds classes. An icon is decoration (hidden from screen readers)
    unless ``label`` says what it means. Unknown names raise LookupError, so a misspelt icon fails its test.
    """
    css = " ".join(filter(None, ["ico", classes.pop("class", "")]))
    if classes:
        raise TypeError(f"icon takes size, label and class, not {', '.join(classes)}")
    return _svg(name, size, conditional_escape(label), conditional_escape(css))


@lru_cache(maxsize=1024)
def _svg(name: str, size: int, label: SafeString, css: SafeString) -> SafeString:
    """The same few icons stand on a page a hundred times."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>{}</svg>',
        css,
        size,
        size,
        meaning,
        drawing(name),
    )
