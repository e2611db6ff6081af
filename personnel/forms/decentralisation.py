"""What the pages of the table of decentralisation ask: the day of the table, the conditions of the list."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from accounts.permissions import VIEW
from accounts.refusals import OutOfScope
from orgunits.forms import UnitChoice
from orgunits.querysets import ids_below
from personnel.forms.filters import units_of
from personnel.models import AuthorityOverride, Dossier
from qlcb.fields import VietnameseDateField


class DayForm(forms.Form):
    """As of which day the table is shown."""

    ngay = VietnameseDateField(label="Theo bảng của ngày", required=False)

    def __init__(self, data, *, today):
        super().__init__(data, auto_id="f-%s")
        self.today = today

    @property
    def day(self):
        """The day asked for; today when none is, or none that can be read."""
        return (self.cleaned_data.get("ngay") if self.is_valid() else None) or self.today


class OverrideFilter(forms.Form):
    """Conditions of the list of what was entered outside the table, kept in the address."""

    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả đơn vị")
    tu_ngay = VietnameseDateField(label="Ghi từ ngày", required=False)
    den_ngay = VietnameseDateField(label="Đến hết ngày", required=False)

    def __init__(self, data, *, account):
        super().__init__(data, auto_id="f-%s")
        self.account = account
        self.fields["don_vi"].queryset = units_of(account, VIEW)
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean(self):
        wanted = super().clean()
        first, last = wanted.get("tu_ngay"), wanted.get("den_ngay")
        if first and last and last < first:
            self.add_error("den_ngay", "Ngày cuối phải từ ngày đầu trở đi.")
        return wanted

    def rows(self):
        """Overrides on dossiers that the account may open and that meet the conditions; none while one makes no sense.

        Raises OutOfScope for a unit that is not the account's.
        """
        rows = AuthorityOverride.objects.filter(dossier__in=Dossier.objects.visible_to(self.account))
        if not self.is_valid():
            if "don_vi" in self.errors:
                raise OutOfScope(account=self.account, target=f"đơn vị {self.data.get('don-vi', '')}")
            return rows.none()
        wanted = self.cleaned_data
        if wanted["don_vi"]:
            rows = rows.filter(dossier__now_unit_id__in=ids_below([wanted["don_vi"].pk]))
        if wanted["tu_ngay"]:
            rows = rows.filter(made_at__gte=_midnight(wanted["tu_ngay"]))
        if wanted["den_ngay"]:
            rows = rows.filter(made_at__lt=_midnight(wanted["den_ngay"] + timedelta(days=1)))
        return rows


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
