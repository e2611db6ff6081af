"""Controls of forms written in Python, to the letter as Django's templates write them.

Those take a template for each entry of a list and for the attributes of each control, some hundreds in one form.
"""

from collections.abc import Mapping

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

INPUTS = ("text", "number", "email", "url", "hidden", "password", "date", "datetime", "time", "checkbox", "file")


class FormRenderer(DjangoTemplates):
    """Django's renderer, but for inputs, texts and lists."""

    def render(self, template_name, context, request=None):
        write = WRITERS.get(template_name)
        return mark_safe(write(context["widget"])) if write else super().render(template_name, context, request)


def _input(widget: Mapping) -> str:
    value = "" if widget["value"] is None else f' value="{_exact(widget["value"])}"'
    return (
        f'<input type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"{value}{_attributes(widget["attrs"])}>'
    )


def _textarea(widget: Mapping) -> str:
    value = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_shown(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


def _select(widget: Mapping) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{_shown(widget["name"])}"{_attributes(widget["attrs"])}>{groups}\n</select>'


def _group(name: str | None, options: list[Mapping]) -> str:
    entries = "".join(map(_option, options))
    return f'\n  <optgroup label="{_shown(name)}">{entries}\n  </optgroup>' if name else entries


def _option(option: Mapping) -> str:
    attributes = _attributes(option["attrs"])
    return f'\n  <option value="{_exact(option["value"])}"{attributes}>{_shown(option["label"])}</option>\n'


def _attributes(attrs: Mapping) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_exact(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _exact(value) -> SafeString:
    """As it is, whatever the language: 1200 and not 1.200."""
    return conditional_escape(value if isinstance(value, SafeString) else str(value))


def _shown(value) -> SafeString:
    """As people of the language write it."""
    return conditional_escape(value if isinstance(value, str) else localize(value))


WRITERS = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
