"""Forms of biên chế: what is looked at, a grid of numbers, one number put right, last year's copied."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from orgunits.forms import SqueezedField, WhyForm
from orgunits.models import QuotaKind, StaffQuota, Unit
from orgunits.quotas import Quotas
from orgunits.services.assign_quotas import QuotasMoved, Wanted
from personnel.forms.imports import UploadForm
from personnel.quotas.table import NOT_ASSIGNED, OVER, UNDER
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi, number_vi

FIRST_YEAR, YEARS_AHEAD, MOST = 1990, 2, 99_999


def within_years(day: date, today: date) -> date:
    """The day, unless no number can be for it. Raises ValidationError."""
    if not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
        raise ValidationError(f"Chọn ngày từ năm {FIRST_YEAR} đến hết năm {today.year + YEARS_AHEAD}.")
    return day


class QuotaFilter(forms.Form):
    """Which day, which unit, and whether only units that stand out; all kept in the address."""

    don_vi = SqueezedField(label="Đơn vị", required=False, max_length=30, widget=forms.HiddenInput)
    ngay = VietnameseDateField(label="Tính đến ngày", required=False)
    loc = forms.ChoiceField(
        label="Hiện",
        required=False,
        choices=[
            ("", "Đơn vị và cấp dưới trực tiếp"),
            ("tat-ca", "Tất cả các cấp"),
            (OVER, "Chỉ đơn vị vượt"),
            (UNDER, "Chỉ đơn vị còn thiếu"),
            (NOT_ASSIGNED, "Chỉ đơn vị chưa được giao"),
        ],
    )

    def __init__(self, data, *, today: date):
        super().__init__(data, auto_id="f-%s")
        self.today = today

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean_ngay(self) -> date | None:
        day = self.cleaned_data["ngay"]
        return within_years(day, self.today) if day else None

    @property
    def day(self) -> date:
        """The day asked for; today when none is or it makes no sense, which stands beside the field."""
        return (self.cleaned_data.get("ngay") if hasattr(self, "cleaned_data") else None) or self.today


class DocumentPart(forms.Form):
    """The paper by which numbers are assigned, and why they are written."""

    document = SqueezedField(label="Số văn bản giao", max_length=100, help_text="Ví dụ: 245/QĐ-TCHQ.")
    document_on = VietnameseDateField(label="Ngày văn bản")
    note = SqueezedField(label="Ghi chú", max_length=300, required=False)
    reason = SqueezedField(
        label="Lý do", max_length=300, required=False, help_text="Ghi trong lịch sử; để trống thì lấy theo văn bản."
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_document_on(self) -> date:
        day = self.cleaned_data["document_on"]
        if not day.year >= FIRST_YEAR or day > self.today:
            raise ValidationError("Ngày văn bản không được sau hôm nay.")
        return day

    def clean(self):
        data = super().clean()
        if not data.get("reason") and data.get("document"):
            day = data.get("document_on")
            data["reason"] = f"Theo văn bản {data['document']}" + (f" ngày {date_vi(day)}" if day else "")
        return data

    @property
    def paper(self) -> dict:
        """What the services take of it."""
        return {name: self.cleaned_data[name] for name in ("document", "document_on", "reason")}


class GridForm(DocumentPart):
    """Numbers of several units at once, from a day of a year on; a cell carries what its person saw."""

    def __init__(self, data=None, *, units: list[Unit], on: date, kinds=tuple(QuotaKind.values), today: date):
        super().__init__(data, today=today)
        self.units, self.on, self.kinds = units, on, kinds
        self.running = Quotas.on(on).rows
        self.moved: dict[tuple[int, str], str] = {}
        for unit in units:
            for kind in kinds:
                self._add_cell(unit, kind)

    def _add_cell(self, unit: Unit, kind: str) -> None:
        row = self.running.get((unit.pk, kind))
        self.fields[self.name(unit, kind)] = forms.IntegerField(
            label=f"{unit.name}: {QuotaKind(kind).label}",
            min_value=0,
            max_value=MOST,
            required=False,
            initial=row.number if row else None,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "5"}),
        )
        self.fields[self.seen(unit, kind)] = forms.CharField(
            required=False, initial=row.mark if row else "", widget=forms.HiddenInput
        )

    @staticmethod
    def name(unit: Unit, kind: str) -> str:
        return f"so-{unit.code}-{kind}"

    @staticmethod
    def seen(unit: Unit, kind: str) -> str:
        return f"thay-{unit.code}-{kind}"

    def clean(self):
        data = super().clean()
        for unit in self.units:
            for kind in self.kinds:
                name = self.name(unit, kind)
                if name not in self.errors and data.get(name) is None and (unit.pk, kind) in self.running:
                    self.add_error(name, "Không giao nữa thì ghi 0; ghi nhầm thì hủy ở trang của đơn vị.")
        return data

    def wanted(self) -> list[Wanted]:
        """The numbers that were typed, with what was seen beside each."""
        data = self.cleaned_data
        return [
            Wanted(unit, kind, data[self.name(unit, kind)], data[self.seen(unit, kind)])
            for unit in self.units
            for kind in self.kinds
            if data[self.name(unit, kind)] is not None
        ]

    def show_moved(self, moved: QuotasMoved) -> None:
        """Say what is stored by now where somebody else was faster; sending again decides for what was typed."""
        self.add_error(
            None, "Có số vừa được người khác ghi; chưa ghi gì. Xem lại những ô được đánh dấu rồi gửi lần nữa."
        )
        self.data = self.data.copy()
        units = {unit.pk: unit for unit in self.units}
        for (unit_id, kind), row in moved.cells.items():
            unit = units[unit_id]
            self.add_error(self.name(unit, kind), f"Đang lưu: {number_vi(row.number) if row else '(chưa giao)'}.")
            self.data[self.seen(unit, kind)] = row.mark if row else ""

    @property
    def rows(self) -> list[tuple[Unit, list]]:
        """The grid: each unit with its cells, which are label of the kind, a number's field and the hidden one."""
        return [(unit, [self._cell(unit, kind) for kind in self.kinds]) for unit in self.units]

    def _cell(self, unit: Unit, kind: str) -> tuple:
        return QuotaKind(kind).label, self[self.name(unit, kind)], self[self.seen(unit, kind)]

    def sum_typed(self, kind: str) -> int:
        """What stands in the cells of a kind as they are shown now; what is no number counts as nothing."""
        shown = [self[self.name(unit, kind)].value() for unit in self.units]
        return sum(int(value) for value in shown if str(value).isascii() and str(value).isdigit())


class CorrectQuotaForm(WhyForm):
    """One number or its document that was entered otherwise than the paper says."""

    number = forms.IntegerField(label="Biên chế được giao", min_value=0, max_value=MOST)
    document = SqueezedField(label="Số văn bản giao", max_length=100)
    document_on = VietnameseDateField(label="Ngày văn bản")
    note = SqueezedField(label="Ghi chú", max_length=300, required=False)

    field_order = ["number", "document", "document_on", "note", "reason"]

    def __init__(self, *args, quota: StaffQuota, **kwargs):
        names = ("number", "document", "document_on", "note", "version")
        super().__init__(*args, initial={name: getattr(quota, name) for name in names}, **kwargs)
        self.fields["reason"].help_text = "Ghi vào lịch sử biên chế của đơn vị."


class RemoveQuotaForm(WhyForm):
    reason = SqueezedField(label="Lý do hủy", max_length=300)

    def __init__(self, *args, quota: StaffQuota, **kwargs):
        super().__init__(*args, initial={"version": quota.version}, **kwargs)


class CopyForm(DocumentPart):
    """Last year's numbers for a year."""

    year = forms.TypedChoiceField(label="Cho năm", coerce=int)

    field_order = ["year", "document", "document_on", "reason"]

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, today=today, **kwargs)
        del self.fields["note"]
        years = range(today.year + 1, today.year - 2, -1)
        self.fields["year"].choices = [(year, f"{year} (chép số cuối năm {year - 1})") for year in years]
        self.fields["year"].initial = today.year


class QuotaUpload(DocumentPart, UploadForm):
    """The workbook of the table, filled in, with the paper and the day from which its numbers hold."""

    on = VietnameseDateField(label="Áp dụng từ ngày")

    field_order = ["file", "on", "document", "document_on", "note", "reason"]

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, today=today, **kwargs)
        self.fields["file"].label = "Tệp biên chế"
        self.fields["file"].error_messages["required"] = "Chọn tệp biên chế cần nhập."
        self.fields["reason"].required = False
        self.fields["reason"].help_text = "Ghi trong lịch sử; để trống thì lấy theo văn bản."

    def clean_on(self) -> date:
        return within_years(self.cleaned_data["on"], self.today)
