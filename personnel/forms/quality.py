"""Filters of the board of quality and its list, and the forms by which a finding is let stand or opened again."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.refusals import OutOfScope
from orgunits.forms import UnitChoice
from orgunits.querysets import ids_below
from personnel.delegation_progress import delegated
from personnel.forms.filters import ANY, BETWEEN, COMPLETENESS, units_of_people
from personnel.models import Dossier, Finding
from personnel.quality.rules import RULES


class QualityFilter(forms.Form):
    """Every condition kept in the address; a wrong value is told, never guessed."""

    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả đơn vị")
    quy_tac = forms.ChoiceField(
        label="Quy tắc", required=False, choices=[("", ANY), *((rule.code, rule.sentence) for rule in RULES)]
    )
    muc = forms.ChoiceField(label="Mức", required=False, choices=[("", ANY), *Finding.Severity.choices])
    day_du = forms.ChoiceField(label="Mức đầy đủ", required=False, choices=COMPLETENESS)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=[("", "Đang công tác"), ("tat-ca", ANY)])

    uy_quyen = forms.CharField(label="Ủy quyền cho", required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data, *, account, right: str):
        super().__init__(data, auto_id="f-%s")
        self.fields["don_vi"].queryset = units_of_people(account, right)
        for name in ("don_vi", "quy_tac"):
            self.fields[name].widget.attrs["data-search-select"] = ""
        self.account = account
        self.visible = Dossier.objects.answered_for_by(account, right)

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def people(self):
        """The dossiers of the unit and status asked for. Raises OutOfScope for a unit that is not the account's."""
        if "don_vi" in self.errors:
            raise OutOfScope(account=self.account, target=f"đơn vị {self.data.get('don-vi', '')}")
        wanted, rows = self.cleaned_data, self.visible
        if unit := wanted.get("don_vi"):
            rows = rows.filter(now_unit_id__in=ids_below([unit.pk]))
        if asked := wanted.get("uy_quyen"):
            rows = rows.filter(delegated(asked, self.account, timezone.localdate()))
        return rows if wanted.get("tinh_trang") == "tat-ca" else rows.serving()

    def findings(self):
        """Open findings of the rule and severity asked for, of whatever dossier."""
        wanted = {"rule": self.cleaned_data.get("quy_tac"), "severity": self.cleaned_data.get("muc")}
        return Finding.objects.filter(is_open=True, **{name: value for name, value in wanted.items() if value})

    def rows(self):
        """Dossiers with such a finding, as complete as asked for; none when a condition is wrong."""
        if not self.is_valid():
            self.people()
            return self.visible.none()
        rows = self.people().filter(Exists(self.findings().filter(dossier=OuterRef("pk"))))
        return rows.filter(**BETWEEN[self.cleaned_data["day_du"]])

    def chosen(self) -> str:
        """The conditions in words, for the head of an export and the access log."""
        words = []
        for name, value in self.cleaned_data.items():
            if value:
                choices = dict(self.fields[name].choices) if isinstance(value, str) else {}
                words.append(f"{self.fields[name].label}: {choices.get(value, value)}")
        return "; ".join(words) or "Tất cả đang công tác"


class LetStandForm(forms.Form):
    """Why a finding stands as it is; `seen` is the finding as the person saw it."""

    reason = forms.CharField(
        label="Lý do giữ nguyên",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi trong hồ sơ và lịch sử, ai xem hồ sơ cũng đọc được. Ví dụ: Có giấy xác nhận của Chi cục ngày "
        "12/03/2026. Không chép số định danh, số tài khoản vào đây.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class OpenAgainForm(forms.Form):
    """Why a finding that was let stand is to be looked at again."""

    reason = forms.CharField(label="Lý do xem lại", max_length=300, help_text="Ghi trong lịch sử hồ sơ.")
