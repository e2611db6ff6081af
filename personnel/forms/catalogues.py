"""Forms of the national lists, made from their declarations."""

from django import forms
from django.db.models import Q, QuerySet
from django.forms import modelform_factory
from django.forms.models import construct_instance

from personnel.catalogues import (
    ALSO_WRITTEN,
    CONFIDENCE,
    DOUBTFUL,
    Catalogue,
    choice_label,
    choices_for,
    found_by,
    in_force,
)
from personnel.forms.imports import UploadForm
from personnel.models import Place
from qlcb.fields import DecimalViField, VietnameseDateField
from qlcb.formats import date_vi, number_vi, parse_money
from qlcb.vietnamese import squeeze

HELP = {
    "code": "Chữ, số không dấu; mã cũ vẫn nhận ra được khi ghi thành tên gọi khác.",
    "aliases": "Mỗi dòng một cách viết; dùng để tìm và để nhận ra khi nhập từ tệp.",
    "order": "Số nhỏ đứng trước.",
    "valid_from": "Để trống nếu có từ trước đến nay.",
    "valid_to": "Để trống nếu còn hiệu lực.",
    "source": "Văn bản quy định, ví dụ: NĐ 73/2024/NĐ-CP.",
    "citizen_code": "Ba số đầu của số định danh cá nhân.",
    "bucket": "Cột của biểu thống kê TT 11/2012/TT-BNV; để trống nếu không tính.",
}


class AliasesField(forms.CharField):
    """Other names of an entry, one a line (or parted by semicolons); cleans to a list without repetitions."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        if isinstance(value, list):
            return value
        names = (squeeze(name) for name in (value or "").replace(";", "\n").splitlines())
        found = list(dict.fromkeys(name for name in names if name))
        if any(len(name) > 200 for name in found):
            raise forms.ValidationError("Mỗi tên gọi không quá 200 ký tự.")
        return found

    def has_changed(self, initial, data) -> bool:
        return (initial or []) != self.to_python(data)


class MoneyField(forms.IntegerField):
    """Whole đồng, typed with or without points."""

    widget = forms.TextInput

    def prepare_value(self, value):
        return number_vi(value) if isinstance(value, int) else value

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_money(value)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class OrderField(forms.IntegerField):
    """A place in the list; nothing typed is 0."""

    def clean(self, value):
        return super().clean(value) or 0


class SqueezedCharField(forms.CharField):
    """One line in normal form."""

    def to_python(self, value):
        return squeeze(super().to_python(value) or "")


class EntryChoice(forms.ModelChoiceField):
    def label_from_instance(self, entry):
        return f"{choice_label(entry)} ({entry.code})"


def entry_form_class(catalogue: Catalogue) -> type[forms.ModelForm]:
    """The form of one entry: every field that people write, and the reason."""
    return modelform_factory(
        catalogue.model,
        form=EntryForm,
        fields=catalogue.fields,
        formfield_callback=lambda db_field: _formfield(catalogue, db_field),
    )


def entry_form(catalogue: Catalogue, *, entry, data=None, renewing: bool = False) -> "EntryForm":
    """entry: a new one, the stored one to correct, or the copy that is to follow the stored one (renewing)."""
    return entry_form_class(catalogue)(data, instance=entry, catalogue=catalogue, renewing=renewing)


def _formfield(catalogue: Catalogue, db_field):
    name = db_field.name
    options = {"label": catalogue.label(name), "help_text": HELP.get(name, db_field.help_text)}
    if name == "aliases":
        return AliasesField(required=False, **options)
    if name == "order":
        return OrderField(required=False, min_value=0, max_value=1_000_000, **options)
    if db_field.get_internal_type() == "DateField":
        return VietnameseDateField(required=not db_field.blank, **options)
    if db_field.get_internal_type() == "DecimalField":
        return db_field.formfield(form_class=DecimalViField, **options)
    if name == "amount":
        return MoneyField(min_value=1, **options)
    if name == "confidence":
        return forms.ChoiceField(choices=[("", "Không ghi"), *CONFIDENCE.items()], required=False, **options)
    if name == "group" and catalogue.choices("group"):
        return forms.ChoiceField(choices=[("", "Chọn nhóm"), *catalogue.choices("group").items()], **options)
    if db_field.is_relation:
        options["widget"] = forms.Select(attrs={"data-search-select": ""})
        return db_field.formfield(form_class=EntryChoice, empty_label="Không có", **options)
    if db_field.get_internal_type() == "CharField" and not db_field.choices:
        return db_field.formfield(form_class=SqueezedCharField, **options)
    return db_field.formfield(**options)


class ReasonForm(forms.Form):
    """Why, and which version of the entry the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        widget=forms.TextInput,
        help_text="Ghi trong lịch sử danh mục, ví dụ: Theo Nghị định 161/2026/NĐ-CP.",
    )

    def clean_version(self) -> int:
        """A form that does not say what the person saw counts as having seen nothing: it conflicts."""
        return self.cleaned_data["version"] or 0

    def show_conflict(self, stored) -> None:
        """Say that somebody was faster; sending the form again decides for what is typed in it."""
        self.add_error(None, "Mục này vừa được người khác sửa; chưa ghi gì. Xem lại rồi gửi lần nữa.")
        self.data = self.data.copy()
        self.data["version"] = stored.version


class EntryForm(ReasonForm, forms.ModelForm):
    """Uniqueness is told by the service, in words of the list (`catalogues_checks`)."""

    def __init__(self, data, *, instance, catalogue: Catalogue, renewing: bool):
        super().__init__(data, instance=instance, initial={"version": instance.version})
        self.catalogue, self.renewing = catalogue, renewing
        self.order_fields([*catalogue.fields, "reason"])
        self.written = instance.confidence
        self.initial["confidence"] = (
            "source" if instance._state.adding else ALSO_WRITTEN.get(self.written, self.written)
        )
        if catalogue.key == ("valid_from",):
            self.fields["source"].required = True
        if renewing:
            self._prepare_renewal(catalogue)
        for name in catalogue.related:
            self.fields[name].queryset = self._offered(name)

    def _prepare_renewal(self, catalogue: Catalogue) -> None:
        for name in catalogue.series:
            if name in self.fields:
                self.fields[name].disabled = True
        for name in ("valid_from", "source"):
            self.initial[name] = None
            self.fields[name].required = True
        self.fields["valid_from"].help_text = "Mục đang có được đóng vào ngày hôm trước."
        self.initial["valid_to"] = None

    def _offered(self, name: str):
        """Entries of the same list that hold today or that are chosen already; never the entry itself."""
        if name in self.catalogue.elsewhere:
            return self.catalogue.elsewhere[name]()
        chosen = getattr(self.instance, f"{name}_id")
        if self.catalogue.kind:
            offered = choices_for(self.catalogue.kind, keep=chosen)
        else:
            offered = choices_for(self.catalogue.model, keep=chosen)
        if self.catalogue.model is Place and name == "parent":
            offered = offered.filter(~Q(level=Place.Level.COMMUNE) | Q(pk=chosen))
        return offered.exclude(pk=self.instance.pk)

    def clean_confidence(self) -> str:
        """What was written in older words stays as it was unless another is chosen."""
        chosen = self.cleaned_data["confidence"]
        return self.written if ALSO_WRITTEN.get(self.written, self.written) == chosen else chosen

    def _post_clean(self):
        """As ModelForm does, without the keys: `catalogues_checks` tells those in the words of the list."""
        construct_instance(self, self.instance, self._meta.fields)
        excluded = self._get_validation_exclusions()
        try:
            self.instance.full_clean(exclude=excluded, validate_unique=False, validate_constraints=False)
        except forms.ValidationError as error:
            self._update_errors(error)


class CloseForm(ReasonForm):
    """The last day of an entry."""

    valid_to = VietnameseDateField(label="Có hiệu lực đến hết ngày")

    field_order = ["valid_to", "reason"]


class CatalogueUpload(UploadForm):
    """The workbook of one list, as it was exported."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Tệp danh mục"
        self.fields["file"].error_messages["required"] = "Chọn tệp danh mục cần nhập."
        self.fields["reason"].help_text = "Ghi trong lịch sử của từng mục được thêm hoặc sửa."


STATES = [
    ("", "Tất cả"),
    ("hieu-luc", "Đang có hiệu lực"),
    ("da-dong", "Đã hết hiệu lực"),
    ("sap-toi", "Sắp có hiệu lực"),
    ("can-doi-chieu", "Cần đối chiếu"),
]


class CatalogueFilter(forms.Form):
    """What of a list is shown; the export shows the same."""

    q = forms.CharField(label="Mã, tên, tên gọi khác", required=False, max_length=100)
    trang_thai = forms.ChoiceField(label="Hiệu lực", choices=STATES, required=False)
    nhom = forms.ChoiceField(label="Nhóm", required=False)

    def __init__(self, data, *, catalogue: Catalogue):
        super().__init__(data)
        self.catalogue = catalogue
        if not catalogue.closable:
            kept = [state for state in STATES if state[0] in ("", "can-doi-chieu")]
            self.fields["trang_thai"].choices = kept
        if by := catalogue.group_field:
            self.fields["nhom"].label = catalogue.label(by)
            self.fields["nhom"].choices = [("", "Tất cả"), *catalogue.choices(by).items()]
        else:
            del self.fields["nhom"]

    def rows(self, today) -> QuerySet | list:
        """The entries that fit, in the order of the list; nonsense in the address filters nothing.

        A query while no text is searched, so that a page reads no more than it shows.
        """
        chosen = self.cleaned_data if self.is_valid() else {}
        rows = self.catalogue.entries()
        if state := chosen.get("trang_thai"):
            rows = rows.filter(_STATE_QUERIES[state](today))
        if group := chosen.get("nhom"):
            rows = rows.filter(**{self.catalogue.group_field: group})
        text = chosen.get("q", "").strip()
        return [row for row in rows if _finds(row, text)] if text else rows

    def chosen(self) -> str:
        """The filter in words, for the head of the export."""
        if not self.is_valid():
            return "tất cả các mục"
        data = self.cleaned_data
        parts = [f"tìm “{data['q']}”"] if data["q"] else []
        for name in ("trang_thai", "nhom"):
            if data.get(name):
                parts.append(str(dict(self.fields[name].choices)[data[name]]))
        return "; ".join(parts) or "tất cả các mục"


_STATE_QUERIES = {
    "hieu-luc": in_force,
    "da-dong": lambda today: Q(valid_to__lt=today),
    "sap-toi": lambda today: Q(valid_from__gt=today),
    "can-doi-chieu": lambda today: Q(confidence__in=DOUBTFUL),
}


def _finds(entry, text: str) -> bool:
    """By words; also by a day or a year of its time."""
    days = (entry.valid_from, entry.valid_to, getattr(entry, "day", None))
    return found_by(entry, text) or any(text in date_vi(day) for day in days if day)
