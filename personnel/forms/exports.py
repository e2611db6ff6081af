"""Why something is exported, and whether again and again."""

from django import forms

from personnel.models import ReportSchedule
from personnel.models.report_schedule import MOST_DAYS_AFTER


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


class ScheduleForm(forms.Form):
    """For which periods, and how many days after the end of each."""

    every = forms.ChoiceField(label="Lập", choices=ReportSchedule.Every.choices)
    days_after = forms.IntegerField(
        label="Ngày thứ mấy sau khi hết kỳ",
        initial=1,
        min_value=1,
        max_value=MOST_DAYS_AFTER,
        help_text="1 là ngày đầu của kỳ sau; muộn hơn thì kịp nhập những gì đến chậm.",
    )
