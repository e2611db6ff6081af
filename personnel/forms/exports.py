"""Why something is exported."""

from django import forms


class ExportReasonForm(forms.Form):
    """The reason, typed each time: it stands in the file, in the list of exports and in the access log."""

    reason = forms.CharField(
        label="Lý do kết xuất",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Ghi lý do kết xuất."},
        help_text="Ghi trong tệp và nhật ký truy cập. Ví dụ: Lập danh sách xét nâng bậc lương đợt 1. Không chép số "
        "định danh vào đây.",
    )
