"""Forms of urging: which ones are listed, what is written, what is answered."""

from django import forms

from personnel.models import Urging

SENT, RECEIVED, OPEN, ANSWERED = "gui", "nhan", "cho", "da-tra-loi"
_TEXT = {"max_length": 500, "widget": forms.Textarea(attrs={"rows": 3})}


class UrgingFilter(forms.Form):
    """Which urgings of the account."""

    chieu = forms.ChoiceField(
        label="Chiều", required=False, choices=[("", "Gửi và nhận"), (RECEIVED, "Nhận được"), (SENT, "Đã gửi")]
    )
    trang_thai = forms.ChoiceField(
        label="Trả lời", required=False, choices=[("", "Tất cả"), (OPEN, "Chờ trả lời"), (ANSWERED, "Đã trả lời")]
    )
    viec = forms.ChoiceField(label="Về việc", required=False, choices=[("", "Tất cả"), *Urging.Topic.choices])

    def __init__(self, data, *, account):
        super().__init__(data, auto_id="f-%s")
        self.account = account

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def rows(self):
        """Those that meet the conditions; none while a condition makes no sense."""
        if not self.is_valid():
            return Urging.objects.none()
        wanted, rows = self.cleaned_data, Urging.objects
        visible = rows.visible_to(self.account)
        if wanted["chieu"]:
            side = rows.sent_by if wanted["chieu"] == SENT else rows.received_by
            visible = visible.filter(pk__in=side(self.account).values("pk"))
        if wanted["trang_thai"]:
            visible = visible.filter(answered_on__isnull=wanted["trang_thai"] == OPEN)
        return visible.filter(topic=wanted["viec"]) if wanted["viec"] else visible


class UrgeForm(forms.Form):
    """What the units read."""

    words = forms.CharField(
        label="Nội dung đôn đốc", help_text="Đơn vị đọc ở Việc cần làm cho đến khi trả lời.", **_TEXT
    )


class AnswerUrgingForm(forms.Form):
    """What was done."""

    answer = forms.CharField(label="Trả lời", help_text="Đã làm gì, còn vướng gì. Đơn vị đôn đốc đọc được.", **_TEXT)
