"""Filters of the access log: one form, read by the page and its export."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from accounts.models import AccessEvent
from accounts.night import hours_of_night
from accounts.permissions import ACCESS_LOG
from accounts.refusals import OutOfScope
from orgunits.forms import UnitChoice
from orgunits.querysets import ids_below
from personnel.forms.filters import units_of
from personnel.models import Decision, Dossier
from personnel.querysets import secret_from
from qlcb import row_security
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi

REFUSED, NIGHT, NOBODY = "tu-choi", "ban-dem", "(không có)"
_BYTES = 4


def network_of(text: str) -> IPv4Network | IPv6Network:
    """The addresses that a text means: a whole one, a network (10.34.0.0/16), or the beginning of one (10.34).

    Raises ValueError for anything else.
    """
    parts = text.rstrip(".").split(".")
    if "/" in text or ":" in text or len(parts) == _BYTES:
        return ip_network(text, strict=False)
    missing = _BYTES - len(parts)
    return ip_network(f"{'.'.join(parts + ['0'] * missing)}/{8 * len(parts)}")


class AccessLogFilter(forms.Form):
    """Every condition of the log, kept in the address; wrong values are told, never guessed."""

    tu_ngay = VietnameseDateField(label="Từ ngày", required=False)
    den_ngay = VietnameseDateField(label="Đến hết ngày", required=False)
    loai = forms.ChoiceField(
        label="Việc",
        required=False,
        choices=[("", "Tất cả"), (REFUSED, "Mọi lần bị từ chối"), *AccessEvent.Kind.choices],
    )
    tai_khoan = forms.CharField(label="Tài khoản", required=False, max_length=100)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả đơn vị")
    doi_tuong = forms.CharField(label="Số hiệu, báo cáo", required=False, max_length=100)
    nguoi_giu = forms.CharField(label="Người giữ lúc ấy", required=False, max_length=100)
    gio = forms.ChoiceField(
        label="Giờ",
        required=False,
        choices=[
            ("", "Cả ngày"),
            (NIGHT, "Ban đêm"),
            *((str(hour), f"{hour:02}:00 – {hour:02}:59") for hour in range(24)),
        ],
    )
    dia_chi = forms.CharField(label="Địa chỉ máy", required=False, max_length=50)

    MAIN = ("tai_khoan", "doi_tuong", "loai", "tu_ngay", "den_ngay")
    MORE = ("don_vi", "nguoi_giu", "gio", "dia_chi")

    def __init__(self, data, *, account):
        super().__init__(data, auto_id="f-%s")
        self.account = account
        self.fields["don_vi"].queryset = units_of(account, ACCESS_LOG)
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""
        self.fields["dia_chi"].widget.attrs["placeholder"] = "10.34.2.17 hoặc 10.34"

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean_dia_chi(self):
        text = self.cleaned_data["dia_chi"].strip()
        try:
            return network_of(text) if text else None
        except ValueError:
            raise ValidationError("Nhập một địa chỉ như 10.34.2.17 hoặc phần đầu của địa chỉ như 10.34.") from None

    def clean(self):
        wanted = super().clean()
        first, last = wanted.get("tu_ngay"), wanted.get("den_ngay")
        if first and last and last < first:
            self.add_error("den_ngay", "Ngày cuối phải từ ngày đầu trở đi.")
        return wanted

    def rows(self, today):
        """The events that the account may read and that meet all conditions; none while a condition makes no sense.

        Raises OutOfScope for a unit that is not the account's.
        """
        visible = AccessEvent.objects.visible_to(self.account).exclude(_about_secret_dossiers(self.account))
        if not self.is_valid():
            if "don_vi" in self.errors:
                raise OutOfScope(account=self.account, target=f"đơn vị {self.data.get('don-vi', '')}")
            return visible.none()
        wanted = self.cleaned_data
        rows = visible.between(wanted["tu_ngay"], wanted["den_ngay"])
        if wanted["loai"]:
            refused = wanted["loai"] == REFUSED
            rows = rows.filter(kind__in=AccessEvent.REFUSALS if refused else [wanted["loai"]])
        if wanted["gio"]:
            rows = rows.at_hours(hours_of_night() if wanted["gio"] == NIGHT else [int(wanted["gio"])])
        if wanted["tai_khoan"] == NOBODY:
            rows = rows.filter(account=None)
        elif wanted["tai_khoan"]:
            rows = rows.by_accounts(wanted["tai_khoan"], today)
        if wanted["don_vi"]:
            rows = rows.of_units(ids_below([wanted["don_vi"].pk]))
        if wanted["doi_tuong"]:
            rows = rows.on_targets(_beginnings(wanted["doi_tuong"]))
        if wanted["nguoi_giu"]:
            rows = rows.held_by(wanted["nguoi_giu"])
        return rows.from_network(wanted["dia_chi"]) if wanted["dia_chi"] else rows

    def chosen(self) -> list[str]:
        """The conditions in words, for the head of an export and the log itself."""
        words = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name) if self.is_valid() else None
            if value:
                choices = dict(getattr(field, "choices", ())) if isinstance(value, str) else {}
                shown = date_vi(value) if name.endswith("ngay") else choices.get(value, value)
                words.append(f"{field.label}: {shown}")
        return words or ["Tất cả"]


def _about_secret_dossiers(account) -> Q:
    """Events about confidential dossiers that the account may not open: by staff code, by address, and by the numbers
    of decisions that are about nobody else (TCHQ-8.1c)."""
    with row_security.opened():
        codes = list(Dossier._base_manager.filter(secret_from(account)).values_list("code", flat=True))
        numbers = list(Decision.objects.only_of_secret_people(account).values_list("number", flat=True))
    if not codes:
        return Q(pk__in=())
    named = [f"{word} {number}" for number in numbers for word in ("quyết định", "Quyết định")]
    addresses, anywhere = reverse("personnel:list"), "|".join(re.escape(code) for code in codes)
    by_address = Q(target__startswith=addresses) & Q(
        target__regex=f"^{addresses}({anywhere})(/|$)"
    )  # few rows to match
    return Q(target__in=[*codes, *named]) | by_address


def _beginnings(text: str) -> list[str]:
    """How what is asked for may begin in the log: a staff code, the address of its dossier, a report by its name."""
    code = text.strip().upper()
    return [text.strip(), code, reverse("personnel:list") + code, f"Báo cáo {code}"]
