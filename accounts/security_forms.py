"""Forms of the second step and of the safety of one's own account."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError

from accounts.forms import LOCKED_OUT, minutes_locked_out

WRONG_PASSWORD = "Mật khẩu hiện tại không đúng."


def require_own_password(request, password: str) -> str:
    """The password, when it is that of the account signed in. Raises ValidationError.

    Wrong ones count as at sign-in: who sits at a session that was left open tries no more of them.
    """
    if authenticate(request, username=request.user.username, password=password) is None:
        if getattr(request, "axes_locked_out", False):
            raise ValidationError(LOCKED_OUT.format(minutes_locked_out()), code="locked_out")
        raise ValidationError(WRONG_PASSWORD, code="password")
    return password


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
        return require_own_password(self.request, self.cleaned_data["password"])


class EnrolForm(OwnPasswordForm):
    """The first code of the app, and one's own password."""

    code = forms.CharField(
        label="Mã trên ứng dụng",
        max_length=10,
        help_text="6 chữ số ứng dụng đang hiện.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )

    field_order = ["code", "password"]


class NewPasswordForm(PasswordChangeForm):
    """Changes one's own password, by the rules of `accounts.passwords`."""

    error_messages = {
        "password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau.",
    }

    def __init__(self, request, *args, **kwargs):
        super().__init__(request.user, *args, **kwargs)
        self.request = request
        self.fields["old_password"].label = "Mật khẩu hiện tại"
        self.fields["new_password1"].label = "Mật khẩu mới"
        self.fields["new_password1"].widget.attrs["data-strength"] = self.user.username
        self.fields["new_password2"].label = "Nhập lại mật khẩu mới"
        self.fields["new_password1"].help_text = self.fields["new_password2"].help_text = ""

    def clean_old_password(self):
        return require_own_password(self.request, self.cleaned_data["old_password"])

    def validate_password_for_user(self, user, password_field_name="new_password1"):
        """The rules answer beside the new password, not beside its repetition."""
        super().validate_password_for_user(user, "new_password1")


class RemindersForm(forms.Form):
    """Where the daily mail about what waits goes."""

    email = forms.EmailField(
        label="Địa chỉ thư điện tử", required=False, help_text="Hộp thư công vụ của đơn vị hoặc của người giữ."
    )
    wants_mail = forms.BooleanField(label="Nhận thư nhắc việc mỗi sáng ngày làm việc", required=False)
