"""Forms of the import: the file with its reason, and the mapping of its columns."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField

from accounts.permissions import IMPORT
from personnel.forms.filters import UnitChoice, units_of
from personnel.importing.choices import Choices, SheetChoice
from personnel.importing.columns import COLUMNS
from personnel.importing.limits import MEGABYTE, Limits
from personnel.importing.reading import header_rows

NOT_TAKEN = [("", "Không nhập cột này")]


class UploadForm(forms.Form):
    """An .xlsx file and why it is imported. The size is looked at before the file is kept."""

    file = forms.FileField(
        label="Tệp danh sách",
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "narrow"}),
        error_messages={"required": "Chọn tệp danh sách cần nhập.", "empty": "Tệp rỗng, không có dữ liệu."},
    )
    reason = forms.CharField(
        label="Lý do nhập",
        max_length=300,
        widget=forms.TextInput,
        help_text="Ghi trong lịch sử của từng hồ sơ.",
    )

    def clean_file(self):
        file, most = self.cleaned_data["file"], Limits().file_bytes
        if file.size > most:
            raise forms.ValidationError(
                f"Tệp nặng {file.size / MEGABYTE:.0f} MB; hệ thống nhận tệp đến {most // MEGABYTE} MB."
            )
        if not file.name.lower().endswith(".xlsx"):
            raise forms.ValidationError(
                "Chỉ nhận tệp Excel đuôi .xlsx. Tệp .xls: mở bằng Excel rồi chọn “Lưu thành” kiểu .xlsx."
            )
        return file


@dataclass(frozen=True)
class SheetPart:
    """What the mapping page shows of one sheet: its description and the fields that decide about it."""

    sheet: dict
    used: BoundField
    first: BoundField
    last: BoundField
    columns: list[tuple[dict, BoundField]]


class MappingForm(forms.Form):
    """What a person decides about a file: whose list, which sheets, where the header stands, what columns mean."""

    unit = UnitChoice(label="Đơn vị của danh sách", required=False, empty_label="Theo tiêu đề của danh sách")

    def __init__(self, data, *, account, sheets: list[dict], chosen: Choices):
        super().__init__(data, initial={"unit": chosen.unit})
        self.sheets, self.chosen = sheets, chosen
        self.fields["unit"].queryset = units_of(account, IMPORT)
        self.fields["unit"].widget.attrs["data-search-select"] = ""
        keys = NOT_TAKEN + [(column.key, column.title) for column in COLUMNS]
        for index, sheet in enumerate(sheets):
            first, last = sheet["header"] or (None, None)
            self.fields[f"s{index}-used"] = forms.BooleanField(
                label="Nhập trang này", required=False, initial=sheet["used"]
            )
            for name, label, initial in (("first", "Tiêu đề từ dòng", first), ("last", "đến dòng", last)):
                self.fields[f"s{index}-{name}"] = forms.IntegerField(
                    label=label, required=False, initial=initial, min_value=1, max_value=1_000_000
                )
            for column in sheet["columns"]:
                self.fields[f"s{index}-c{column['column']}"] = forms.ChoiceField(
                    label=f"Cột {column['letter']}", choices=keys, required=False, initial=column["key"]
                )

    def parts(self) -> list[SheetPart]:
        """The fields sheet by sheet, for the page."""
        return [
            SheetPart(
                sheet,
                self[f"s{index}-used"],
                self[f"s{index}-first"],
                self[f"s{index}-last"],
                [(column, self[f"s{index}-c{column['column']}"]) for column in sheet["columns"]],
            )
            for index, sheet in enumerate(self.sheets)
        ]

    def clean(self):
        data = super().clean()
        for index, sheet in enumerate(self.sheets):
            first, last = data.get(f"s{index}-first"), data.get(f"s{index}-last")
            if data.get(f"s{index}-used") and not (first and last):
                self.add_error(f"s{index}-first", f"Trang “{sheet['title']}”: chỉ ra dòng tiêu đề.")
            self._refuse_twice(index, sheet, data)
        return data

    def _refuse_twice(self, index: int, sheet: dict, data: dict) -> None:
        taken: dict[str, str] = {}
        for column in sheet["columns"]:
            name = f"s{index}-c{column['column']}"
            key = data.get(name)
            if key and (other := taken.setdefault(key, column["letter"])) != column["letter"]:
                self.add_error(name, f"Cột {other} đã được chọn là mục này.")

    def choices(self) -> Choices:
        """The decisions of a valid form. A header that was moved is read anew, its columns as the program knows them.

        Raises ValueError, in Vietnamese, for header rows that cannot be.
        """
        unit = self.cleaned_data["unit"]
        sheets = {sheet["title"]: self._choice(index, sheet) for index, sheet in enumerate(self.sheets)}
        return Choices(unit.code if unit else "", sheets)

    def _choice(self, index: int, sheet: dict) -> SheetChoice:
        data = self.cleaned_data
        used, first, last = (data[f"s{index}-{name}"] for name in ("used", "first", "last"))
        if not (first and last):
            return SheetChoice(used=False)
        if [first, last] != sheet["header"]:
            return SheetChoice(used, header_rows(first, last))
        columns = {column["column"]: data[f"s{index}-c{column['column']}"] for column in sheet["columns"]}
        return SheetChoice(used, self.chosen.of(sheet["title"]).header, columns)
