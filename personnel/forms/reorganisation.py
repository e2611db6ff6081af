"""Forms of plans: what the decision says, one step, the place of one person or account, the workbook."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Account
from orgunits.forms import SqueezedField, UnitChoice
from orgunits.models import IDENTIFIER, Unit, UnitKind
from personnel.importing.limits import MEGABYTE
from personnel.models import Dossier, Reorganisation, ReorganisationAccount, ReorganisationPerson, ReorganisationStep
from personnel.reorganisation.plan import Plan
from qlcb.fields import VietnameseDateField

Deed = ReorganisationStep.Deed
OF_NEW = ("code", "name", "short_name", "kind", "parent", "identifier", "customs_prefix", "order")
OF_ENDING = ("people_to", "posts", "accounts", "grants")
FIELDS = {
    Deed.ESTABLISH: OF_NEW,
    Deed.RENAME: ("unit", "name", "short_name", "kind"),
    Deed.MOVE: ("unit", "parent", "name", "short_name", "kind"),
    Deed.MERGE: ("unit", "target", *OF_ENDING),
    Deed.SPLIT: ("unit", "target", "more", *OF_ENDING),
    Deed.DISSOLVE: ("unit", "people_to", "posts", "accounts", "grants"),
}
NEEDED = {
    Deed.ESTABLISH: ("code", "name", "kind", "parent"),
    Deed.RENAME: ("unit", "name"),
    Deed.MOVE: ("unit", "parent"),
    Deed.MERGE: ("unit", "target"),
    Deed.SPLIT: ("unit", "target", "more"),
    Deed.DISSOLVE: ("unit", "people_to"),
}


class VersionedForm(forms.Form):
    """With the version of what the person saw; one that does not say counts as having seen nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0


class PlanForm(VersionedForm):
    """The decision of a plan. scopes: units in which the account may reorganise."""

    number = SqueezedField(label="Số quyết định", max_length=60, help_text="Ví dụ: 382/QĐ-BTC.")
    signed_on = VietnameseDateField(label="Ngày ký")
    effective_on = VietnameseDateField(label="Ngày có hiệu lực", help_text="Từ ngày này cơ cấu mới thay cơ cấu cũ.")
    summary = SqueezedField(label="Trích yếu", max_length=300)
    signer = SqueezedField(label="Người ký", max_length=150, required=False)
    authority = UnitChoice(
        label="Cơ quan ban hành", required=False, empty_label="Cơ quan ngoài hệ thống (Bộ, Chính phủ…)"
    )
    scope = UnitChoice(
        label="Phạm vi sắp xếp", empty_label=None, help_text="Mọi đơn vị của phương án ở trong đơn vị này."
    )

    field_order = ["number", "signed_on", "effective_on", "summary", "signer", "authority", "scope"]

    def __init__(self, *args, plan: Reorganisation, scopes, **kwargs):
        shown = {name: getattr(plan, name) for name in self.field_order if plan.pk} | {"version": plan.version}
        super().__init__(*args, initial=shown, **kwargs)
        self.plan = plan
        self.fields["authority"].queryset = Unit.objects.select_related("parent")
        self.fields["scope"].queryset = scopes
        for name in ("authority", "scope"):
            self.fields[name].widget.attrs["data-search-select"] = ""

    def clean(self):
        told = super().clean()
        if told.get("signed_on") and told.get("effective_on") and told["signed_on"] > told["effective_on"]:
            self.add_error("effective_on", "Ngày có hiệu lực không trước ngày ký.")
        return told

    def filled(self) -> Reorganisation:
        """The plan with what was entered."""
        for name in self.field_order:
            setattr(self.plan, name, self.cleaned_data[name])
        return self.plan


class PlaceField(forms.ChoiceField):
    """A unit that exists afterwards, by its code."""

    def offer(self, plan: Plan, empty: str) -> None:
        """Offer the units of the plan, those that it founds first."""

        def label(place) -> str:
            above = plan.after.get(place.parent)
            return f"{place.code} · {place.name}{f' · {above.label}' if above else ''}"

        places = sorted(plan.after.values(), key=lambda place: (not place.is_new, place.order, place.code))
        self.choices = [("", empty), *((place.code, label(place)) for place in places)]
        self.widget.attrs["data-search-select"] = ""


class StepForm(VersionedForm):
    """One step of a plan, with the fields of its deed only."""

    unit = UnitChoice(label="Đơn vị", empty_label="Chọn đơn vị")
    code = SqueezedField(
        label="Mã đơn vị mới", max_length=30, help_text="Không trùng đơn vị nào đã có, kể cả đơn vị cũ."
    )
    name = SqueezedField(label="Tên mới", max_length=200)
    short_name = SqueezedField(label="Tên viết tắt", max_length=100)
    kind = forms.ModelChoiceField(UnitKind.objects.all(), label="Loại đơn vị", empty_label="Như đang có")
    parent = PlaceField(label="Trực thuộc")
    identifier = forms.CharField(label="Mã định danh điện tử", max_length=35, validators=[IDENTIFIER])
    customs_prefix = SqueezedField(label="Mã hải quan", max_length=4)
    order = forms.IntegerField(label="Thứ tự", min_value=0, help_text="Để trống: đứng cuối.")
    target = PlaceField(label="Đơn vị kế thừa chính")
    more = SqueezedField(
        label="Các đơn vị kế thừa khác", max_length=250, help_text="Mã đơn vị, nhiều mã cách nhau bằng dấu cách."
    )
    people_to = PlaceField(label="Người chuyển về")
    posts = forms.ChoiceField(label="Chức vụ lãnh đạo", choices=ReorganisationStep.Posts.choices)
    accounts = forms.ChoiceField(label="Tài khoản của đơn vị", choices=ReorganisationStep.Accounts.choices)
    grants = forms.ChoiceField(label="Quyền được cấp trên đơn vị", choices=ReorganisationStep.Grants.choices)
    note = SqueezedField(label="Ghi chú", max_length=300)

    def __init__(self, *args, plan: Plan, step: ReorganisationStep, **kwargs):
        super().__init__(*args, initial=self._shown(step) | {"version": step.version}, **kwargs)
        self.plan, self.step = plan, step
        kept = {*FIELDS[step.deed], "note", "version"}
        for name in list(self.fields):
            if name not in kept:
                del self.fields[name]
                continue
            self.fields[name].required = name in NEEDED[step.deed] or name in ("posts", "accounts", "grants")
        if "unit" in kept:
            inside = [node.id for node in plan.before.nodes.values() if plan.inside(node.code)]
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=inside).select_related("parent")
            self.fields["unit"].widget.attrs["data-search-select"] = ""
        empty = {"target": "Chọn đơn vị", "people_to": "Theo đơn vị kế thừa chính", "parent": "Chọn đơn vị cấp trên"}
        for name, words in empty.items():
            if name in kept:
                self.fields[name].offer(plan, words)
        if step.deed == Deed.ESTABLISH:
            self.fields["kind"].empty_label = "Chọn loại đơn vị"
            self.fields["name"].label = "Tên đơn vị"

    def _shown(self, step: ReorganisationStep) -> dict:
        shown = {name: getattr(step, name) for name in self.base_fields if hasattr(step, name)}
        target, *more = step.target_codes or [""]
        return shown | {"unit": step.unit.code if step.unit_id else None, "target": target, "more": " ".join(more)}

    def clean_more(self) -> str:
        codes = self.cleaned_data["more"].replace(",", " ").replace(";", " ").split()
        missing = [code for code in codes if code not in self.plan.after and code != self._own_code()]
        if missing:
            raise ValidationError(f"Không có đơn vị mã {', '.join(missing)} sau sắp xếp.")
        return " ".join(codes)

    def _own_code(self) -> str:
        unit = self.cleaned_data.get("unit")
        return unit.code if unit else ""

    def filled(self) -> ReorganisationStep:
        """The step with what was entered; what its deed does not ask is left empty."""
        step, told = self.step, self.cleaned_data
        for name in FIELDS[step.deed]:
            if name not in ("target", "more"):
                setattr(step, name, told[name])
        step.targets = " ".join(filter(None, (told.get("target", ""), told.get("more", ""))))
        step.note = told["note"]
        return step


class PersonForm(forms.Form):
    """A person with a place of their own. people: dossiers that the account may open."""

    code = SqueezedField(label="Số hiệu", max_length=20)
    to = PlaceField(label="Chuyển về")
    keeps_post = forms.BooleanField(label="Giữ chức vụ tại nơi đến", required=False)
    note = SqueezedField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args, plan: Plan, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.people = plan, people
        self.fields["to"].offer(plan, "Chọn đơn vị")

    def clean_code(self) -> Dossier:
        dossier = self.people.filter(code=self.cleaned_data["code"].upper()).first()
        if dossier is None:
            raise ValidationError("Không có hồ sơ mang số hiệu này trong phạm vi của tài khoản.")
        return dossier

    def filled(self) -> ReorganisationPerson:
        told = self.cleaned_data
        return ReorganisationPerson(
            reorganisation=self.plan.reorganisation, dossier=told["code"], to=told["to"],
            keeps_post=told["keeps_post"], note=told["note"],
        )  # fmt: skip


class AccountForm(forms.Form):
    """An account with a place of its own, or to be withdrawn."""

    username = SqueezedField(label="Tên đăng nhập", max_length=60)
    to = PlaceField(label="Chuyển về", required=False)

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["to"].offer(plan, "Hủy bỏ tài khoản")

    def clean_username(self) -> Account:
        inside = [node.id for node in self.plan.before.nodes.values() if self.plan.inside(node.code)]
        found = Account.objects.filter(username=self.cleaned_data["username"].lower(), withdrawn_on=None)
        account = found.filter(unit_id__in=inside).first()
        if account is None:
            raise ValidationError("Không có tài khoản này trong phạm vi của phương án.")
        return account

    def filled(self) -> ReorganisationAccount:
        told = self.cleaned_data
        return ReorganisationAccount(reorganisation=self.plan.reorganisation, account=told["username"], to=told["to"])


class PlanUpload(forms.Form):
    """The filled workbook of a plan."""

    file = forms.FileField(label="Tệp phương án", widget=forms.FileInput(attrs={"accept": ".xlsx"}))
    over = forms.BooleanField(label="Thay cả những thay đổi sau khi tải tệp về", required=False)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > 5 * MEGABYTE:
            raise ValidationError("Tệp lớn hơn 5 MB.")
        return file
