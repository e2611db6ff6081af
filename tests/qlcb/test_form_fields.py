"""`{% field %}` and `_form.html`: label, help and errors reach every kind of widget."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string


class SampleForm(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trong giấy khai sinh")
    rank = forms.ChoiceField(label="Ngạch", choices=[("08.051", "Kiểm tra viên hải quan")])
    step = forms.IntegerField(label="Bậc", required=False, error_messages={"invalid": "Bậc là một số."})
    party = forms.BooleanField(label="Đảng viên", required=False)
    why = forms.ChoiceField(
        label="Lý do", choices=[("a", "Thường xuyên"), ("b", "Trước hạn")], widget=forms.RadioSelect
    )
    scan = forms.FileField(label="Bản chụp", required=False)
    since = forms.CharField(label="Từ ngày", required=True)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Trùng với dòng đã có.")


def field(name: str, data: dict | None = None, options: str = "") -> str:
    template = Template("{% load forms %}{% field form." + name + " " + options + " %}")
    return template.render(Context({"form": SampleForm(data)}))


def test_a_text_field_names_its_label_and_help():
    html = field("name")
    assert '<label class="field__label" for="id_name">Họ và tên' in html
    assert 'class="form-control"' in html and 'aria-describedby="id_name_help"' in html
    assert '<div class="field__help" id="id_name_help">Như trong giấy khai sinh</div>' in html


def test_an_error_stands_beside_its_field():
    html = field("name", {})
    assert 'class="form-control is-invalid"' in html and 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_error id_name_help"' in html
    assert re.search(r'id="id_name_error">.*Hãy nhập họ và tên\.', html, re.DOTALL)
    assert "Hãy chọn ngạch." in field("rank", {}) and "Hãy chọn lý do." in field("why", {})
    assert "Hãy nhập “Từ ngày”." in field("since", {})
    summary = render_to_string("_form.html", {"form": SampleForm({})})
    assert "bắt buộc" not in summary and summary.count("Hãy nhập họ và tên.") == 2, "on top and beside the field"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rank", 'class="form-select"'),
        ("party", 'class="form-check-input"'),
        ("scan", "field--file field--12"),
        ("note", 'rows="3"'),
        ("step", "field--input field--3"),
        ("why", '<fieldset id="id_why" class="field field--choices'),
    ],
)
def test_each_widget_is_dressed(name, expected):
    assert expected in field(name)


def test_the_page_may_choose_size_label_and_help():
    html = field("name", options='size="full" label="Tên khai sinh" help="Viết đủ dấu"')
    assert "field--12" in html and "Tên khai sinh" in html and "Viết đủ dấu" in html and "Họ và tên" not in html


def test_a_size_that_does_not_exist_raises():
    with pytest.raises(KeyError):
        field("name", options='size="xl"')


def test_a_form_sums_up_its_errors_with_links():
    html = render_to_string("_form.html", {"form": SampleForm({"step": "x"}), "submit": "Ghi", "cancel": "/ho-so/"})
    assert "<li>Trùng với dòng đã có.</li>" in html
    assert '<a href="#id_step">Bậc</a>: Bậc là một số.' in html
    assert 'role="alert"' in html and html.count('name="version"') == 1
    assert 'href="/ho-so/">Thôi</a>' in html


def test_a_form_without_errors_or_buttons_is_only_its_fields():
    html = render_to_string("_form.html", {"form": SampleForm()})
    assert "error-summary" not in html and "form-actions" not in html and 'id="id_note"' in html
