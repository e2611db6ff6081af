"""Of which account and which dossier administrators ask."""

from django import forms


class WhyForm(forms.Form):
    """tai_khoan: username; ho_so: staff code."""

    tai_khoan = forms.CharField(label="Tên đăng nhập", max_length=60)
    ho_so = forms.CharField(label="Số hiệu của hồ sơ", max_length=20)

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean_ho_so(self):
        return self.cleaned_data["ho_so"].strip().upper()
