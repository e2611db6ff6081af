"""Forms of sign-in and of the administration of accounts."""

import unicodedata

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.sign_in import refusal

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def normal_username(text: str) -> str:
    """A username as typed → as stored: compatibility forms made one (NFKC), lower case, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip().lower()


class UsernameField(forms.CharField):
    """Lets people type their username with capitals, spaces around it or full-width letters."""

    def to_python(self, value):
        return normal_username(super().to_python(value))


class SignInForm(AuthenticationForm):
    """Wrong name and wrong password get one answer; why an account is refused is told to who knows its password."""

    username = UsernameField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="Mật khẩu", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    error_messages = {"invalid_login": WRONG}

    def confirm_login_allowed(self, user):
        why = refusal(user, timezone.localdate())
        if why:
            raise ValidationError(why, code="refused")


class NewPasswordForm(PasswordChangeForm):
    """Changes one's own password; the new one must differ from the old."""

    error_messages = {
        "password_incorrect": "Mật khẩu hiện tại không đúng.",
        "password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau.",
        "same": "Mật khẩu mới phải khác mật khẩu hiện tại.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Mật khẩu hiện tại"
        self.fields["new_password1"].label = "Mật khẩu mới"
        self.fields["new_password2"].label = "Nhập lại mật khẩu mới"
        self.fields[
            "new_password1"
        ].help_text = "Ít nhất 12 ký tự, không giống tên đăng nhập, không phải mật khẩu hay gặp, không chỉ gồm chữ số."
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self):
        password = self.cleaned_data["new_password1"]
        if password and self.user.check_password(password):
            raise ValidationError(self.error_messages["same"], code="same")
        return password
