"""Forms by which a dossier is delegated by name and taken back."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.administration import ADMINISTRATORS
from accounts.forms import ReasonForm
from accounts.models import Account, RoleTemplate
from accounts.permissions import ON_A_DOSSIER, RESERVED, RIGHTS, SYSTEM
from personnel.models import Dossier
from qlcb.fields import VietnameseDateField
from qlcb.identifiers import STAFF_CODE


class FindForm(forms.Form):
    """Which dossier is to be delegated; whether it is the visitor's to delegate is asked by its page."""

    so_hieu = forms.CharField(label="Số hiệu hồ sơ", max_length=20)

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean_so_hieu(self):
        code = self.cleaned_data["so_hieu"].upper()
        STAFF_CODE(code)
        return code


class DelegateForm(ReasonForm):
    """To which account, what on this dossier, under which paper, from a day to a day."""

    to = forms.ModelChoiceField(
        Account.objects.none(), label="Ủy quyền cho tài khoản", to_field_name="username", empty_label="Chọn tài khoản"
    )
    what = forms.ChoiceField(label="Vai trò hoặc quyền trên hồ sơ")
    document = forms.CharField(label="Văn bản ủy quyền", max_length=100, help_text="Số, ký hiệu; ví dụ 1456/QĐ-TCHQ.")
    document_on = VietnameseDateField(label="Ngày văn bản")
    on = VietnameseDateField(label="Từ ngày")
    until = VietnameseDateField(label="Đến hết ngày", help_text="Ủy quyền luôn có thời hạn ghi trong văn bản.")

    field_order = ["to", "what", "document", "document_on", "on", "until", "reason"]

    def __init__(self, *args, giver: Account, dossier: Dossier, today, to: str = "", **kwargs):
        super().__init__(*args, initial={"on": today, "to": to}, **kwargs)
        self.today = today
        holders = Account.objects.managed_by(giver).filter(withdrawn_on=None).exclude(kind__in=ADMINISTRATORS)
        self.fields["to"].queryset = holders.exclude(pk=giver.pk).select_related("unit")
        self.fields["to"].label_from_instance = lambda account: f"{account.username} · {account}"
        self.fields["to"].widget.attrs["data-search-select"] = ""
        self.templates = {f"t{one.pk}": one for one in RoleTemplate.objects.in_use() if one.is_by_name}
        everything = dossier.now_unit_id in giver.access.units(SYSTEM)
        rights = [code for code in RIGHTS if code in ON_A_DOSSIER and (everything or code not in RESERVED)]
        self.fields["what"].choices = [
            ("", "Chọn một vai trò mẫu hoặc một quyền"),
            ("Vai trò mẫu", [(key, one.name) for key, one in self.templates.items()]),
            ("Từng quyền", [(code, RIGHTS[code].sentence) for code in rights]),
        ]

    def clean_on(self):
        if self.cleaned_data["on"] < self.today:
            raise ValidationError("Ủy quyền không được ghi lùi ngày.")
        return self.cleaned_data["on"]

    def clean(self):
        told = super().clean()
        if told.get("on") and told.get("until") and told["until"] < told["on"]:
            self.add_error("until", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return told

    def delegated(self) -> dict:
        """What the service takes beside who gives which dossier."""
        told = {name: self.cleaned_data[name] for name in ("to", "document", "document_on", "on", "until", "reason")}
        what = self.cleaned_data["what"]
        return told | ({"template": self.templates[what]} if what in self.templates else {"right": what})
