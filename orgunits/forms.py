"""Form fields and forms about units; who may use them, and which units they offer, is asked by their callers."""

from django import forms

from orgunits.models import IDENTIFIER, Unit, UnitKind, UnitVersion
from qlcb.fields import VietnameseDateField
from qlcb.vietnamese import squeeze


class UnitChoice(forms.ModelChoiceField):
    """A unit by its code, labelled with the unit above it so that equal names can be told apart.

    The form sets `queryset`, with `parent` selected, to what its account may choose from.
    """

    def __init__(self, **kwargs):
        super().__init__(Unit.objects.none(), to_field_name="code", **kwargs)

    def label_from_instance(self, unit):
        return f"{unit.name} · {unit.parent.label}" if unit.parent_id else unit.name


class SqueezedField(forms.CharField):
    """One line of text in normal form, runs of spaces made one."""

    def to_python(self, value):
        return squeeze(super().to_python(value) or "")


class WhyForm(forms.Form):
    """The reason, and the version of the record that the person saw."""

    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi vào lịch sử của đơn vị.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self) -> int:
        """A form that does not say what the person saw counts as having seen nothing: it conflicts."""
        return self.cleaned_data["version"] or 0

    def values(self) -> dict:
        """What the service takes, the reason included, without what tells which version was seen."""
        return {name: value for name, value in self.cleaned_data.items() if not self.fields[name].widget.is_hidden}

    def show_conflict(self, stored) -> None:
        """Say what is stored by now where it differs from what was entered; sending again decides for the latter."""
        self.add_error(None, "Đơn vị vừa được người khác sửa; chưa ghi gì. Xem lại rồi gửi lần nữa.")
        for name, value in self.values().items():
            if hasattr(stored, name) and getattr(stored, name) != value:
                self.add_error(name, f"Đang lưu: {getattr(stored, name) or '(trống)'}.")
        self.data = self.data.copy()
        self.data["version"], self.data["newest"] = stored.version, stored.pk


class VersionForm(WhyForm):
    """What a unit is called and where it stands."""

    name = SqueezedField(label="Tên đơn vị", max_length=200)
    short_name = SqueezedField(label="Tên viết tắt", max_length=100, required=False)
    kind = forms.ModelChoiceField(UnitKind.objects.all(), label="Loại đơn vị", empty_label=None)
    parent = UnitChoice(label="Đơn vị cấp trên", empty_label=None)
    document = SqueezedField(
        label="Số quyết định", max_length=100, required=False, help_text="Ví dụ 245/QĐ-TCHQ ngày 15/03/2026."
    )

    field_order = ["name", "short_name", "kind", "parent", "document", "reason"]

    def __init__(self, *args, version: UnitVersion, parents, **kwargs):
        shown = {name: getattr(version, name) for name in ("name", "short_name", "kind", "parent", "document")}
        super().__init__(*args, initial=shown | {"version": version.version} | kwargs.pop("initial", {}), **kwargs)
        self.fields["parent"].queryset = parents
        self.fields["parent"].widget.attrs["data-search-select"] = ""
        if version.parent_id is None:
            del self.fields["parent"]

    def values(self):
        return {"parent": None} | super().values()


class ChangeForm(VersionForm):
    """Another name, kind or parent from a day on, under a decision."""

    on = VietnameseDateField(label="Áp dụng từ ngày", help_text="Có thể là ngày sắp tới; đến ngày đó mới đổi.")
    newest = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ["name", "short_name", "kind", "parent", "document", "on", "reason"]

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, version=version, initial={"document": "", "newest": version.pk}, **kwargs)
        self.fields["document"].required = True


class EstablishForm(WhyForm):
    """A new unit below another."""

    code = SqueezedField(label="Mã đơn vị", max_length=30, help_text="Không đổi theo tên; ví dụ HQ34-13.")
    name = SqueezedField(label="Tên đơn vị", max_length=200)
    short_name = SqueezedField(label="Tên viết tắt", max_length=100, required=False)
    kind = forms.ModelChoiceField(UnitKind.objects.all(), label="Loại đơn vị", empty_label="Chọn loại đơn vị")
    identifier = forms.CharField(
        label="Mã định danh điện tử",
        max_length=35,
        required=False,
        validators=[IDENTIFIER],
        help_text="Theo Quyết định 20/2020/QĐ-TTg; ví dụ G12.34.C7.",
    )
    on = VietnameseDateField(label="Thành lập từ ngày")
    document = SqueezedField(label="Số quyết định", max_length=100)

    field_order = ["name", "short_name", "kind", "code", "identifier", "document", "on", "reason"]


class CorrectUnitForm(WhyForm):
    """Codes of a unit that were entered wrongly."""

    code = SqueezedField(label="Mã đơn vị", max_length=30)
    identifier = forms.CharField(label="Mã định danh điện tử", max_length=35, required=False, validators=[IDENTIFIER])
    customs_prefix = SqueezedField(
        label="Mã hải quan", max_length=4, required=False, help_text="Hai số đầu của số hiệu; chỉ đơn vị cấp Cục có."
    )

    field_order = ["code", "identifier", "customs_prefix", "reason"]

    def __init__(self, *args, unit: Unit, **kwargs):
        shown = {name: getattr(unit, name) for name in ("code", "identifier", "customs_prefix", "version")}
        super().__init__(*args, initial=shown, **kwargs)
