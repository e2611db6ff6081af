"""Of which account and which dossier administrators ask."""

from django import forms

from accounts.forms import UsernameField
from accounts.models.account import USERNAME


class WhyForm(forms.Form):
    """tai_khoan: username; ho_so: staff code."""

    tai_khoan = UsernameField(label="Tên đăng nhập", max_length=60, validators=[USERNAME])
    ho_so = forms.CharField(label="Số hiệu của hồ sơ", max_length=20)

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean_ho_so(self):
        return self.cleaned_data["ho_so"].strip().upper()
