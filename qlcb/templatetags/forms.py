"""``{% field form.name %}``: one form field with label, help and errors, for every kind of widget."""

from django import forms, template
from django.forms import BoundField

register = template.Library()

_NO_NOUN = ("Từ", "Đến")  # labels of days that no sentence takes as they are
_REQUIRED = str(forms.Field.default_error_messages["required"])

#: Columns of the twelve-column grid a field takes when the template does not say.
_SPANS = {"s": 3, "m": 6, "l": 8, "full": 12}


def _kind(widget: forms.Widget) -> str:
    """How the widget is laid out: 'hidden', 'check', 'choices', 'select', 'file', 'area' or 'input'."""
    kinds = (
        ("choices", (forms.CheckboxSelectMultiple, forms.RadioSelect)),
        ("check", forms.CheckboxInput),
        ("select", forms.Select),
        ("file", forms.FileInput),
        ("area", forms.Textarea),
    )
    if widget.is_hidden:
        return "hidden"
    return next((kind for kind, classes in kinds if isinstance(widget, classes)), "input")


def _size(kind: str, widget: forms.Widget) -> str:
    if kind in ("area", "choices", "file"):
        return "full"
    short = int(widget.attrs.get("maxlength") or 99) <= 20
    return "s" if short or isinstance(widget, forms.DateInput | forms.NumberInput) else "m"


def _control(bound: BoundField, kind: str, help_text: str) -> str:
    """The widget's HTML with Tabler's classes and its help and errors named in aria-describedby."""
    classes = {"check": "form-check-input", "choices": "", "select": "form-select"}
    described = [f"{bound.auto_id}_error"] if bound.errors else []
    if help_text:
        described.append(f"{bound.auto_id}_help")
    own = bound.field.widget.attrs.get("class", "")
    names = filter(None, [classes.get(kind, "form-control"), own, "is-invalid" if bound.errors else ""])
    attrs = {"class": " ".join(names)}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if kind == "area" and bound.field.widget.attrs.get("rows") in (None, 10, "10"):
        attrs["rows"] = 3
    return bound.as_widget(attrs=attrs)


@register.filter
def said(bound: BoundField) -> list[str]:
    """The errors of a field in words; that a value is missing names it: Hãy nhập họ và tên."""
    found = []
    for error in bound.errors.as_data() if bound.errors else ():
        is_missing = error.code == "required" and _REQUIRED in map(str, error.messages)
        found += [_missing(bound)] if is_missing else map(str, error.messages)
    return found


def _missing(bound: BoundField) -> str:
    label = str(bound.label)
    if label.startswith(_NO_NOUN):
        words = f"“{label}”"
    else:
        words = label if label[1:2].isupper() else label[:1].lower() + label[1:]  # CCCD stays as it is
    picked = isinstance(bound.field.widget, forms.Select | forms.RadioSelect | forms.FileInput | forms.CheckboxInput)
    return f"Hãy {'chọn' if picked else 'nhập'} {words}."


@register.inclusion_tag("_field.html")
def field(bound: BoundField, size: str = "", label: str = "", help: str = "") -> dict:
    """Context of ``_field.html`` for one bound field.

    ``size`` is 's', 'm', 'l' or 'full' (3, 6, 8, 12 of twelve columns; by the widget when empty); ``label`` and
    ``help`` replace those of the form. Raises KeyError for another size and AttributeError for a missing field.
    """
    widget = bound.field.widget
    kind = _kind(widget)
    help_text = help or bound.help_text
    return {
        "kind": kind,
        "span": _SPANS[size or _size(kind, widget)],
        "id": bound.auto_id,
        "label": label or bound.label,
        "help": help_text,
        "errors": said(bound),
        "required": bound.field.required and kind != "check",
        "control": _control(bound, kind, help_text),
    }


@register.simple_tag
def control(bound: BoundField) -> str:
    """Only the control of a field, with the house's classes: for bars where the label stands by hand."""
    return _control(bound, _kind(bound.field.widget), "")
