"""Forms of personal accounts: filter and paper of the administrator, note of the person, answer of the clerk."""

from django import forms

from accounts.act_forms import PaperForm
from accounts.forms import units_administered_by
from orgunits.forms import UnitChoice
from orgunits.querysets import ids_below
from personnel.models import ErrorReport
from personnel.own.people import STATES, narrowed, people_of
from qlcb import regulation

ANY = "Tất cả"
DONE, REFUSED = ErrorReport.State.DONE, ErrorReport.State.REFUSED


class _AddressForm(forms.Form):
    """Conditions of a list, kept in the address."""

    def __init__(self, data, **kwargs):
        super().__init__(data, auto_id="f-%s", **kwargs)

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")


class PeopleFilter(_AddressForm):
    """Which people of the administrator's units."""

    tim = forms.CharField(label="Họ tên, số hiệu", required=False, max_length=100)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả đơn vị")
    tinh_trang = forms.ChoiceField(label="Tài khoản", required=False, choices=[("", ANY), *STATES])

    def __init__(self, data, *, account):
        super().__init__(data)
        self.account = account
        self.fields["don_vi"].queryset = units_administered_by(account)
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""

    def rows(self):
        """Rows of `people_of` that meet all conditions; none while a condition makes no sense."""
        rows = people_of(self.account)
        if not self.is_valid():
            return rows.none()
        wanted = self.cleaned_data
        if wanted["tim"]:
            rows = rows.search(wanted["tim"], account=self.account)
        if wanted["don_vi"]:
            rows = rows.filter(now_unit_id__in=ids_below([wanted["don_vi"].pk]))
        return narrowed(rows, wanted["tinh_trang"]) if wanted["tinh_trang"] else rows


class IssuePersonalForm(PaperForm):
    """The paper on which accounts are issued to the people chosen."""

    consent = forms.CharField(label="Văn bản thống nhất", max_length=100, required=False)
    field_order = ["document", "document_on", "approved_by", "consent", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, target=None, **kwargs)
        self.fields["reason"].initial = f"Cấp tài khoản cá nhân theo {regulation.personal_accounts()}"
        body = regulation.consenting_body()
        if body:
            self.fields["consent"].help_text = f"Số văn bản thống nhất của {body}, bắt buộc với đơn vị trực thuộc."
        else:
            del self.fields["consent"]


class ErrorNoteForm(forms.Form):
    """What is wrong in one part."""

    note = forms.CharField(
        label="Sai ở đâu, đúng là gì",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nêu giấy tờ chứng minh nếu có. Bộ phận quản lý hồ sơ sẽ trả lời.",
    )


class ReportFilter(_AddressForm):
    """Which reports; those that wait unless something else is asked for."""

    tim = forms.CharField(label="Họ tên, số hiệu", required=False, max_length=100)
    tinh_trang = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[("", ErrorReport.State.OPEN.label), ("tat-ca", ANY), (DONE, DONE.label), (REFUSED, REFUSED.label)],
    )

    def narrow(self, rows, people):
        """Those of the reports that meet the conditions. people: dossiers among which names are looked for."""
        if not self.is_valid():
            return rows.none()
        wanted = self.cleaned_data
        if wanted["tim"]:
            rows = rows.filter(dossier__in=people.search(wanted["tim"]))
        state = wanted["tinh_trang"] or ErrorReport.State.OPEN
        return rows if state == "tat-ca" else rows.filter(state=state)


class AnswerForm(forms.Form):
    """What came of a report; version: of the report when the page was opened."""

    state = forms.ChoiceField(
        label="Kết quả", choices=[(DONE, DONE.label), (REFUSED, REFUSED.label)], widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label="Trả lời người báo",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Phải ghi lý do khi không sửa. Người báo đọc được.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
