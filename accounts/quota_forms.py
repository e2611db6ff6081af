"""Forms of quotas: how many accounts a kind of unit may have, a unit beyond that, and until when."""

from django import forms

from accounts.act_forms import PaperForm
from accounts.models import Account, AccountQuota
from accounts.permissions import SYSTEM
from accounts.quotas import SEATS
from orgunits.forms import UnitChoice
from orgunits.models import Unit, UnitKind
from qlcb.fields import VietnameseDateField


class QuotaForm(PaperForm):
    """What a rule and an exception have in common; `quota`: as `set_quota` wants it, not stored."""

    account_kind = forms.ChoiceField(
        label="Loại tài khoản", choices=[(kind.value, kind.label) for kind in map(Account.Kind, SEATS)]
    )
    seats = forms.IntegerField(label="Số tài khoản", min_value=0, max_value=999)
    valid_from = VietnameseDateField(label="Áp dụng từ ngày")

    def __init__(self, *args, by: Account, today, **kwargs):
        initial = {"valid_from": today, "account_kind": Account.Kind.SEAT} | kwargs.pop("initial", {})
        super().__init__(*args, by=by, target=None, today=today, initial=initial, **kwargs)

    @property
    def quota(self) -> AccountQuota:
        names = ("unit", "unit_kind", "account_kind", "seats", "valid_from", "valid_to")
        return AccountQuota(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


class RuleForm(QuotaForm):
    unit_kind = forms.ModelChoiceField(
        UnitKind.objects.filter(is_department=True), label="Loại đơn vị", empty_label=None, to_field_name="code"
    )

    field_order = ["unit_kind", "account_kind", "seats", "valid_from", *PaperForm.field_order]


class ExceptionForm(QuotaForm):
    unit = UnitChoice(label="Đơn vị", empty_label="Chọn đơn vị cấp Cục, Vụ")
    valid_to = VietnameseDateField(label="Đến hết ngày", required=False, help_text="Để trống nếu không thời hạn.")

    field_order = ["unit", "account_kind", "seats", "valid_from", "valid_to", *PaperForm.field_order]

    def __init__(self, *args, by: Account, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        departments = Unit.objects.existing().filter(kind__is_department=True).select_related("parent")
        self.fields["unit"].queryset = departments.filter(pk__in=by.access.units(SYSTEM))
        self.fields["unit"].widget.attrs["data-search-select"] = ""


class EndQuotaForm(PaperForm):
    since = VietnameseDateField(
        label="Kết thúc từ ngày", help_text="Từ ngày này đơn vị trở lại định mức chung của loại đơn vị."
    )

    field_order = ["since", *PaperForm.field_order]

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, today=today, target=None, initial={"since": today}, **kwargs)
