"""Of which days the board of refusals tells."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from qlcb import regulation
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi


class PeriodForm(forms.Form):
    """From a day to a day, never more than the regulation says; what is left empty is filled in with the last days, so
    that the boxes show what the page tells of."""

    tu_ngay = VietnameseDateField(label="Từ ngày", required=False)
    den_ngay = VietnameseDateField(label="Đến hết ngày", required=False)

    def __init__(self, data, *, today):
        asked = {name: data[name] for name in map(self.add_prefix, self.base_fields) if data.get(name, "").strip()}
        last = _day(asked.setdefault("den-ngay", date_vi(today))) or today
        asked.setdefault("tu-ngay", date_vi(last - timedelta(days=regulation.fact("watch")["days"] - 1)))
        super().__init__(asked, auto_id="f-%s")

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean(self):
        wanted, most = super().clean(), regulation.fact("watch")["most_days"]
        first, last = wanted.get("tu_ngay"), wanted.get("den_ngay")
        if first and last and last < first:
            self.add_error("den_ngay", "Ngày cuối phải từ ngày đầu trở đi.")
        elif first and last and (last - first).days >= most:
            self.add_error("tu_ngay", f"Chọn nhiều nhất {most} ngày.")
        return wanted


def _day(text: str) -> date | None:
    """The day that was typed; None for what is none, which the form says itself."""
    try:
        return VietnameseDateField().clean(text)
    except ValidationError:
        return None
