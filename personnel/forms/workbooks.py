"""Forms of the workbooks of sections: the file with its reason, and what a workbook to be made shall hold."""

from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.forms import BoundField

from personnel.forms.imports import UploadForm
from personnel.workbooks.export import Wanted
from personnel.workbooks.layout import Sheet, sheets

EMPTY, NAMES, ROWS = "trong", "ho-ten", "du-lieu"
PANELS_FAMILY = "Cập nhật hàng loạt"


class WorkbookUploadForm(UploadForm):
    """A workbook of sections and why it is imported."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Tệp các mục của hồ sơ"
        self.fields["file"].error_messages["required"] = "Chọn tệp cần nhập."
        self.fields["reason"].help_text = (
            "Ghi trong lịch sử của từng bản ghi. Dòng mới có quyết định mà tệp không ghi người tham mưu thì ghi người "
            "đang giữ tài khoản."
        )


@dataclass(frozen=True)
class SheetPart:
    """What the page shows of one sheet: whether it is chosen, and its columns."""

    sheet: Sheet
    chosen: bool
    columns: BoundField

    @property
    def id(self) -> str:
        return f"muc-{self.sheet.slug}"


class ExportForm(forms.Form):
    """Which sections and columns, empty or with names or with what is stored, and whether restricted values too."""

    noi_dung = forms.ChoiceField(
        label="Nội dung",
        choices=[
            (ROWS, "Dữ liệu đang lưu của những người trong danh sách, để sửa rồi nhập lại"),
            (NAMES, "Mỗi mục một dòng cho mỗi người trong danh sách, để điền"),
            (EMPTY, "Tệp mẫu trống"),
        ],
        widget=forms.RadioSelect,
        initial=ROWS,
    )
    han_che = forms.BooleanField(
        label="Kèm thông tin hạn chế mà tài khoản được xem (được ghi vào nhật ký)", required=False
    )
    muc = forms.MultipleChoiceField(
        label="Các mục", error_messages={"required": "Chọn ít nhất một mục."}, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["muc"].choices = [(slug, sheet.title) for slug, sheet in sheets().items()]
        for slug, sheet in sheets().items():
            self.fields[f"cot-{slug}"] = forms.MultipleChoiceField(
                label=f"Cột của {sheet.title}",
                choices=[(column.key, column.header) for column in sheet.facts],
                initial=[column.key for column in sheet.facts],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self):
        data = super().clean()
        for slug in data.get("muc", ()):
            if not data.get(f"cot-{slug}") and f"cot-{slug}" not in self.errors:
                self.add_error(f"cot-{slug}", "Chọn ít nhất một cột của mục này.")
        return data

    def given(self) -> dict[str, list[str]]:
        """What the form was given, by the names of its fields: bound to this again it asks for the same."""
        return {name: self.data.getlist(name) for name in self.fields if name in self.data}

    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        data = self.cleaned_data
        chosen = []
        for slug in data["muc"]:
            keys = set(data[f"cot-{slug}"])
            chosen.append((sheets()[slug], [column for column in sheets()[slug].facts if column.key in keys]))
        return Wanted(
            chosen,
            names=data["noi_dung"] == NAMES,
            rows=data["noi_dung"] == ROWS,
            reveal=data["han_che"] and data["noi_dung"] == ROWS,
        )

    def families(self) -> list[tuple[str, list[SheetPart]]]:
        """The sheets under their headings, for the page."""
        chosen = set(self["muc"].value() or ())
        parts = [SheetPart(sheet, slug in chosen, self[f"cot-{slug}"]) for slug, sheet in sheets().items()]
        grouped = groupby(parts, key=lambda part: part.sheet.section.family if part.sheet.section else PANELS_FAMILY)
        return [(family, list(same)) for family, same in grouped]
