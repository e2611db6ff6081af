"""Forms of what is done with accounts: each asks for the paper, its day, the leader who approved it, and the reason."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.administration import kinds_for, templates_for, witnesses_for
from accounts.custodies import hand_back
from accounts.forms import ReasonForm, UsernameField, units_administered_by
from accounts.models import Account, Paper
from accounts.models.account import USERNAME
from accounts.services.issue_account import Holder
from orgunits.forms import UnitChoice
from qlcb import regulation
from qlcb.fields import VietnameseDateField
from qlcb.identifiers import STAFF_CODE


class PaperForm(ReasonForm):
    """`paper`: the paper as the services want it. by: the account that acts; target: the one acted on, None for new."""

    document = forms.CharField(label="Số văn bản", max_length=100, help_text="Số, ký hiệu; ví dụ 112/QĐ-HQĐN.")
    document_on = VietnameseDateField(label="Ngày văn bản")
    approved_by = forms.CharField(label="Lãnh đạo phê duyệt", max_length=150, help_text="Họ tên, chức vụ người ký.")

    field_order = ["document", "document_on", "approved_by", "reason"]

    def __init__(self, *args, by: Account, target: Account | None, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.target, self.today = by, target, today

    def clean_document_on(self):
        day = self.cleaned_data["document_on"]
        if day > self.today:
            raise ValidationError("Văn bản không thể có ngày sau hôm nay.")
        return day

    @property
    def paper(self) -> Paper:
        values = self.cleaned_data
        return Paper(values["document"], values["document_on"], values["approved_by"], values.get("consent", ""))


class HolderFields(forms.Form):
    """The official to whom a seat is handed."""

    holder_name = forms.CharField(label="Người giữ", max_length=150, help_text="Họ và tên công chức được giao.")
    staff_code = forms.CharField(label="Số hiệu công chức", max_length=20)

    def clean_staff_code(self):
        code = self.cleaned_data["staff_code"].strip().upper()
        if code:
            STAFF_CODE(code)
        return code

    @property
    def holder(self) -> Holder:
        values = self.cleaned_data
        return Holder(values["holder_name"], values["staff_code"], values["document"])


class UntilField(forms.Form):
    """The last day, open when left empty."""

    until = VietnameseDateField(label="Đến hết ngày", required=False, help_text="Để trống nếu không thời hạn.")

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day and day < self.today:
            raise ValidationError("Thời hạn phải từ hôm nay trở đi.")
        return day


class ExpiryForm(UntilField, PaperForm):
    field_order = ["until", *PaperForm.field_order]


class WitnessField(PaperForm):
    """Another administrator, whose name is on the case (TCHQ-10.6)."""

    witness = forms.ModelChoiceField(
        Account.objects.none(),
        label="Quản trị cùng xác nhận",
        empty_label="Chọn một tài khoản quản trị khác",
        help_text="Tên tài khoản này đứng cùng trong hồ sơ vụ việc.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["witness"].queryset = witnesses_for(self.by, self.target)


class HandOverForm(HolderFields, UntilField, WitnessField):
    """The witness is asked for as soon as the form names somebody who held the seat lately, and only then."""

    field_order = ["holder_name", "staff_code", "witness", "until", *PaperForm.field_order]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name, code = (str(self.data.get(field, "")) for field in ("holder_name", "staff_code"))
        holds = self.target.custody and self.target.custody.staff_code == code.strip().upper()
        why = hand_back(self.target, name, code, self.today) if name or code else ""
        if why and not holds:  # who holds it is refused
            self.fields["witness"].error_messages["required"] = why
        else:
            del self.fields["witness"]


class LossForm(PaperForm):
    """The written report of the holder, to the body that the regulation names (TCHQ-10.6, HG-16.6)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if body := regulation.loss_reported_to():
            self.fields["document"].label = "Số văn bản báo cáo"
            self.fields["document"].help_text = f"Báo cáo của đơn vị gửi {body}, số và ký hiệu."


class ReissueForm(WitnessField):
    field_order = ["witness", *PaperForm.field_order]


class IssueForm(HolderFields, UntilField, PaperForm):
    """A new account with its first custodian and, when wanted, its first role."""

    unit = UnitChoice(label="Đơn vị", empty_label="Chọn đơn vị")
    kind = forms.ChoiceField(label="Loại tài khoản")
    username = UsernameField(
        label="Tên đăng nhập", max_length=60, validators=[USERNAME], help_text="Ví dụ hq34.nhansu2."
    )
    title = forms.CharField(
        label="Tên gọi", max_length=100, help_text="Theo mục đích sử dụng, không theo tên cá nhân; ví dụ Nhân sự 2."
    )
    template = forms.ChoiceField(
        label="Vai trò ban đầu", required=False, help_text="Có hiệu lực tại đơn vị của tài khoản; có thể cấp sau."
    )
    consent = forms.CharField(label="Văn bản thống nhất", max_length=100, required=False)

    field_order = [
        "unit", "kind", "username", "title", "holder_name", "staff_code", "until", "template", "document",
        "document_on", "approved_by", "consent", "reason",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_administered_by(self.by)
        self.fields["unit"].widget.attrs["data-search-select"] = ""
        self.fields["kind"].choices = kinds_for(self.by)
        self.fields["kind"].initial = Account.Kind.SEAT
        self.templates = {template.code: template for template in templates_for(self.by, [Account(unit=self.by.unit)])}
        names = [(template.code, template.name) for template in self.templates.values()]
        self.fields["template"].choices = [("", "Chưa cấp vai trò"), *names]
        body = regulation.consenting_body()
        if body:
            self.fields["consent"].help_text = f"Số văn bản thống nhất của {body}, bắt buộc với đơn vị trực thuộc."
        else:
            del self.fields["consent"]

    def clean(self):
        cleaned = super().clean()
        template, unit = self.templates.get(cleaned.get("template") or ""), cleaned.get("unit")
        if template and unit and template not in templates_for(self.by, [Account(unit=unit)]):
            self.add_error("template", f"Vai trò “{template}” không dành cho {unit}.")
        cleaned["template"] = template
        return cleaned
