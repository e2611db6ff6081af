"""Forms of sign-in and of the administration of accounts."""

import unicodedata

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Account, RoleTemplate
from accounts.querysets import Need, State
from accounts.roles import holders_of
from accounts.sign_in import refusal
from orgunits.forms import UnitChoice
from orgunits.models import Unit
from orgunits.querysets import ids_below

ANY = "Tất cả"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
LOCKED_OUT = "Đã nhập sai quá nhiều lần. Tên đăng nhập này tạm khóa {}; thử lại sau, hoặc báo quản trị của đơn vị."


def normal_username(text: str) -> str:
    """A username as typed → as stored: compatibility forms made one (NFKC), lower case, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip().lower()


class UsernameField(forms.CharField):
    """Lets people type their username with capitals, spaces around it or full-width letters."""

    def to_python(self, value):
        return normal_username(super().to_python(value))


def minutes_locked_out() -> str:
    """How long a name is locked out, in words."""
    return f"{int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)} phút"


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

    def clean(self):
        try:
            return super().clean()
        except ValidationError:
            if getattr(self.request, "axes_locked_out", False):
                raise ValidationError(LOCKED_OUT.format(minutes_locked_out()), code="locked_out") from None
            raise

    def confirm_login_allowed(self, user):
        why = refusal(user, timezone.localdate())
        if why:
            raise ValidationError(why, code="refused")


def units_administered_by(account):
    """Units whose accounts the account administers, for drop-downs."""
    units = Unit.objects.existing().select_related("parent")
    access = account.access
    return units if access.manages_everywhere else units.filter(pk__in=access.managed_units)


class AccountFilter(forms.Form):
    """Conditions of the list of accounts, kept in the address."""

    tim = forms.CharField(label="Tên đăng nhập, tên gọi, người giữ", required=False, max_length=100)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả đơn vị")
    loai = forms.ChoiceField(label="Loại tài khoản", required=False)
    vai_tro = forms.ModelChoiceField(
        RoleTemplate.objects.all(), label="Vai trò", required=False, empty_label=ANY, to_field_name="code"
    )
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", ANY), *State.choices, *Need.choices]
    )

    def __init__(self, data, *, account):
        super().__init__(data, auto_id="f-%s")
        self.account = account
        self.fields["don_vi"].queryset = units_administered_by(account)
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""
        kinds = [choice for choice in Account.Kind.choices if choice[0] != Account.Kind.PROGRAM]
        self.fields["loai"].choices = [("", ANY), *kinds]

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def rows(self, today):
        """The accounts that meet all conditions, with their state; none while a condition makes no sense."""
        accounts = Account.objects.managed_by(self.account).with_state(today)
        if not self.is_valid():
            return accounts.none()
        wanted = self.cleaned_data
        accounts = accounts.search(wanted["tim"], today)
        if wanted["don_vi"]:
            accounts = accounts.filter(unit_id__in=ids_below([wanted["don_vi"].pk]))
        if wanted["loai"]:
            accounts = accounts.filter(kind=wanted["loai"])
        if wanted["vai_tro"]:
            accounts = accounts.filter(holders_of(wanted["vai_tro"], self.account, today))
        if wanted["trang_thai"] in Need.values:
            return accounts.needing(wanted["trang_thai"], today)
        if wanted["trang_thai"]:
            accounts = accounts.filter(state=wanted["trang_thai"])
        return accounts


class ReasonForm(forms.Form):
    """Why: goes to the history and stays there."""

    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi cả số văn bản nếu có. Lý do ở lại trong lịch sử.",
    )
