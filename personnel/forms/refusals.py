"""Of which days the board of refusals tells."""

from datetime import timedelta

from django import forms

from qlcb import regulation
from qlcb.fields import VietnameseDateField


class PeriodForm(forms.Form):
    """From a day to a day; the last ones when nothing is given, never more than the regulation says."""

    tu_ngay = VietnameseDateField(label="Từ ngày", required=False)
    den_ngay = VietnameseDateField(label="Đến hết ngày", required=False)

    def __init__(self, data, *, today):
        super().__init__(data, auto_id="f-%s")
        self.today = today

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean(self):
        wanted, watch = super().clean(), regulation.fact("watch")
        last = wanted.get("den_ngay") or self.today
        first = wanted.get("tu_ngay") or last - timedelta(days=watch["days"] - 1)
        if last < first:
            self.add_error("den_ngay", "Ngày cuối phải từ ngày đầu trở đi.")
        elif (last - first).days >= watch["most_days"]:
            self.add_error("tu_ngay", f"Chọn nhiều nhất {watch['most_days']} ngày.")
        return wanted | {"tu_ngay": first, "den_ngay": last}
