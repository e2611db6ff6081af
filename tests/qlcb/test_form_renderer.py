"""Controls written by hand are the ones that Django's templates write, to the letter."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from qlcb.form_renderer import WRITERS, FormRenderer

TEXT = "Trần \"Lê\" <b>&'1'"
CHOICES = [
    ("", "Chưa chọn"),
    (1200, 1200),
    (True, gettext_lazy("Yes")),
    ("Nhóm <một>", [("a&b", TEXT), ("b", mark_safe("<i>đã thoát</i>"))]),
    ("Nhóm hai", [(None, "không")]),
]
ATTRS = {"class": "form-control", "required": True, "disabled": False, "data-x": TEXT, "maxlength": 1200, "title": None}
WIDGETS = [
    *(forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.HiddenInput, forms.DateInput),
    *(forms.DateTimeInput, forms.TimeInput, forms.Textarea, forms.CheckboxInput, forms.FileInput),
]
VALUES = (None, "", "0", 0, 1200, 1200.5, True, TEXT, mark_safe("a<b>"), date(2026, 1, 5), gettext_lazy("Yes"))


def both(widget, value):
    return [
        str(widget.render("họ<tên>", value, {"id": "id_x"}, renderer())) for renderer in (FormRenderer, DjangoTemplates)
    ]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_inputs_and_texts(value):
    for widget in (*(kind(attrs=ATTRS) for kind in WIDGETS), forms.PasswordInput(ATTRS, True)):
        ours, django = both(widget, value)
        assert ours == django, type(widget)


@pytest.mark.parametrize("value", [None, "", "1200", 1200, "a&b", "True", "không có", ["a&b"]], ids=str)
def test_lists(value):
    for widget in (forms.Select(ATTRS, CHOICES), forms.SelectMultiple(ATTRS, CHOICES), forms.NullBooleanSelect(ATTRS)):
        given = value if isinstance(value, list) == isinstance(widget, forms.SelectMultiple) else None
        ours, django = both(widget, given)
        assert ours == django, type(widget)


def test_everything_else_is_left_to_the_templates():
    assert both(forms.RadioSelect(ATTRS, CHOICES), "b")[0] == both(forms.RadioSelect(ATTRS, CHOICES), "b")[1]
    assert forms.RadioSelect.template_name not in WRITERS


def test_the_program_writes_its_forms_so():
    assert isinstance(forms.renderers.get_default_renderer(), FormRenderer)
