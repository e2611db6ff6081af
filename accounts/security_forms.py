"""Forms of the second step and of the safety of one's own account."""

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from accounts.forms import LOCKED_OUT, minutes_locked_out

WRONG_PASSWORD = "Mật khẩu hiện tại không đúng."


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label="Mã xác thực",
        max_length=40,
        help_text="6 chữ số trên ứng dụng xác thực, hoặc một mã khôi phục.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false", "autocapitalize": "none"}
        ),
    )


class OwnPasswordForm(forms.Form):
    """Asks for one's own password again; wrong ones count as wrong ones at sign-in do."""

    password = forms.CharField(
        label="Mật khẩu hiện tại",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        password = self.cleaned_data["password"]
        if authenticate(self.request, username=self.request.user.username, password=password) is None:
            if getattr(self.request, "axes_locked_out", False):
                raise ValidationError(LOCKED_OUT.format(minutes_locked_out()), code="locked_out")
            raise ValidationError(WRONG_PASSWORD, code="password")
        return password


class EnrolForm(OwnPasswordForm):
    """The first code of the app, and one's own password."""

    code = forms.CharField(
        label="Mã trên ứng dụng",
        max_length=10,
        help_text="6 chữ số ứng dụng đang hiện.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )

    field_order = ["code", "password"]
