"""Forms of drafts: beginning one, what it says of all its people, the paper, and applying it."""

from dataclasses import asdict
from datetime import date

from django import forms
from django.forms import modelform_factory

from accounts.permissions import DECIDE, OVERRIDE
from orgunits.forms import UnitChoice
from orgunits.models import Unit
from orgunits.querysets import ids_above
from personnel.acts import Act, Period, quarter_of
from personnel.acts.base import no_lasting
from personnel.acts.values import from_plain, to_plain_all
from personnel.acts.wording import LINES, Wording
from personnel.forms.filters import units_of_people
from personnel.forms.rows import formfield, sized
from personnel.models import Draft
from qlcb.fields import VietnameseDateField

SHARED = "s_"
PAPER = ("number", "signed_on", "effective_on", "authority", "signer", "summary")
BESIDE = ("drafted_by", "paper_received_on")
QUARTERS_BACK, QUARTERS_ON = 2, 5


def _quarters(today: date) -> list[tuple[str, str]]:
    """The quarters around today: key and words."""
    period, found = quarter_of(today), []
    for _ in range(QUARTERS_BACK):
        period = quarter_of(date.fromordinal(period.first.toordinal() - 1))
    for _ in range(QUARTERS_BACK + QUARTERS_ON):
        found.append((_key(period), period.words[:1].upper() + period.words[1:]))
        period = quarter_of(date.fromordinal(period.last.toordinal() + 1))
    return found


def _key(quarter: Period) -> str:
    return f"{quarter.first.year}-{(quarter.first.month + 2) // 3}"


class PeriodForm(forms.Form):
    """For which days a due list is made, and for which of the account's units; kept in the address."""

    ky = forms.ChoiceField(label="Kỳ xét", required=False)
    ngay = VietnameseDateField(label="hoặc xét đến ngày", required=False)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Mọi đơn vị của tài khoản")

    def __init__(self, data, *, account, today: date):
        data = data.copy()
        data.setdefault("ky", _key(quarter_of(today)))
        super().__init__(data, auto_id="f-%s")
        self.today = today
        self.fields["ky"].choices = _quarters(today)
        self.fields["don_vi"].queryset = units_of_people(account, DECIDE)
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    @property
    def period(self) -> Period | None:
        """The quarter, or the days from today to the one that is said; None when that makes no sense."""
        if not self.is_valid():
            return None
        if day := self.cleaned_data["ngay"]:
            return Period(min(self.today, day), day)
        if not self.cleaned_data["ky"]:
            return quarter_of(self.today)
        year, quarter = map(int, self.cleaned_data["ky"].split("-"))
        return quarter_of(date(year, 3 * quarter, 1))

    @property
    def unit(self) -> Unit | None:
        return self.cleaned_data.get("don_vi")


class BeginForm(forms.Form):
    """What a draft is called."""

    title = forms.CharField(
        label="Tên dự thảo", max_length=200, help_text="Để nhận ra trong danh sách, ví dụ: Bổ nhiệm đợt 1 năm 2026."
    )


class DraftForm(forms.ModelForm):
    """What a draft says of all its people, and the paper as far as it is known. All of it may wait."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, instance: Draft, act: Act, account):
        super().__init__(data, instance=instance, initial={"version": instance.version})
        self.act = act
        self._own_reason(account)
        choices = Unit.objects.filter(pk__in=ids_above(instance.unit_id)) | Unit.objects.existing().filter(
            pk__in=account.access.units(DECIDE), kind__level__lte=1
        )
        if instance.authority_id:
            choices |= Unit.objects.filter(pk=instance.authority_id)
        self.fields["authority"].narrow(choices.select_related("parent"))
        self.fields["authority"].empty_label = "Cơ quan ngoài hệ thống"
        for name in act.shared:
            db_field = act.field(name)
            field = formfield(db_field)
            field.required = False
            if groups := act.groups_of(name):
                field.narrow(field.queryset.filter(group__in=groups))
            if db_field.has_default() and name not in instance.shared:
                field.initial = db_field.get_default()
            self.fields[f"{SHARED}{name}"] = field
            if name in instance.shared:
                self.initial[f"{SHARED}{name}"] = from_plain(db_field, instance.shared[name])
            if name in act.own:
                field.help_text = "Chung cho mọi người; ai khác thì ghi riêng ở dòng của người ấy."
        if act.lasting is not no_lasting:
            self.fields[f"{SHARED}term_ends_on"].help_text = "Để trống thì tính theo luật cho từng người."
        for name in act.issuers:
            self.fields[f"{SHARED}{name}"].help_text = "Để trống thì lấy cơ quan ban hành quyết định."
        for name, day in act.dated:
            words = {"effective_on": "ngày có hiệu lực", "signed_on": "ngày ký"}[day]
            if f"{SHARED}{name}" in self.fields:
                self.fields[f"{SHARED}{name}"].help_text = f"Để trống thì lấy {words} của quyết định."

    def _own_reason(self, account) -> None:
        if self.act.needs_decision:
            del self.fields["reason"]
        else:
            self.fields["reason"].help_text = "Khi không có quyết định."
        if not account.access.holds(OVERRIDE):
            del self.fields["override"]

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def clean(self):
        data = super().clean()
        signed, effective = data.get("signed_on"), data.get("effective_on")
        if effective and not signed and "signed_on" not in self.errors:
            self.add_error("signed_on", "Nhập ngày ký của quyết định.")
        told = {name: data.get(f"{SHARED}{name}") for name in self.act.shared}
        self.instance.shared = to_plain_all({name: value for name, value in told.items() if value is not False}) | {
            name: False for name, value in told.items() if value is False
        }
        return data

    @property
    def parts(self) -> list[tuple[str, list]]:
        """Field groups for the page."""
        shared = [f"{SHARED}{name}" for name in self.act.shared]
        extra = [name for name in ("override", "reason") if name in self.fields]
        groups = (
            ("Giá trị chung cho mọi người", shared),
            ("Quyết định", (*PAPER, *extra)),
            ("Cập nhật", ("title", *BESIDE)),
        )
        return [(title, sized(self, names)) for title, names in groups if names]


def draft_form(draft: Draft, act: Act, account, data=None) -> DraftForm:
    """The form of a draft as a whole."""
    fields = ("title", *PAPER, "override", "reason", *BESIDE)
    form_class = modelform_factory(Draft, form=DraftForm, fields=fields, formfield_callback=formfield)
    return form_class(data, instance=draft, act=act, account=account)


class WordingForm(forms.Form):
    """The words of the printed paper; each paragraph stands on a line of its own. What is left as usual is not kept."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    head = forms.CharField(label="Thẩm quyền ban hành", max_length=200)
    bases = forms.CharField(label="Căn cứ", widget=forms.Textarea(attrs={"rows": 7}), help_text="Mỗi căn cứ một dòng.")
    articles = forms.CharField(
        label="Nội dung quyết định",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi điều một dòng, không ghi “Điều 1.”.",
    )
    recipients = forms.CharField(
        label="Nơi nhận", widget=forms.Textarea(attrs={"rows": 4}), help_text="Mỗi nơi một dòng."
    )
    list_title = forms.CharField(label="Tên danh sách kèm theo", max_length=200)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=150)
    place = forms.CharField(label="Nơi ký", max_length=100, required=False, help_text="Ví dụ: Đà Nẵng.")

    def __init__(self, data=None, *, draft: Draft, usual: dict, wording: Wording):
        told = {
            name: "\n".join(value) if isinstance(value, tuple) else value for name, value in asdict(wording).items()
        }
        super().__init__(data, initial=told | {"version": draft.version})
        self._usual = usual

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def told(self) -> dict:
        """What differs from the usual words, as a draft keeps it."""
        found = {}
        for name, usual in self._usual.items():
            text = self.cleaned_data[name]
            value = [" ".join(line.split()) for line in text.splitlines() if line.strip()] if name in LINES else text
            if value != (list(usual) if name in LINES else usual):
                found[name] = value
        return found


class CancelForm(forms.Form):
    reason = forms.CharField(label="Lý do hủy", max_length=300)


class RecallForm(forms.Form):
    """Of whom results are taken back; in the grid each person may still be put in or left out."""

    ALL, SOME = "tat-ca", "tung-nguoi"

    title = forms.CharField(label="Tên dự thảo", max_length=200)
    who = forms.ChoiceField(
        label="Thu hồi, điều chỉnh kết quả của",
        choices=[(SOME, "Từng người, đánh dấu ở bảng của dự thảo mới"), (ALL, "Tất cả mọi người trong quyết định")],
        widget=forms.RadioSelect,
        initial=SOME,
    )
