"""Forms of the check against paper: one part with its result, or several at once that are the same."""

from collections.abc import Iterable
from datetime import date

from django import forms

from personnel.models import PaperCheck
from personnel.paper_checks import PartState
from qlcb.fields import VietnameseDateField

_BETWEEN = "~"


class _ComparedForm(forms.Form):
    """Who compared, and when."""

    checked_on = VietnameseDateField(label="Ngày đối chiếu")
    checked_by = forms.CharField(label="Người đối chiếu", max_length=200)

    def __init__(self, data=None, *, account, today: date):
        by = account.holder_name or account.title
        super().__init__(data, initial={"checked_on": today, "checked_by": by})


class PaperCheckForm(_ComparedForm):
    """What came out for one part; `seen` says which state of it the person looked at."""

    result = forms.ChoiceField(label="Kết quả", choices=PaperCheck.Result.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Chỗ sai lệch, giấy tờ còn thiếu",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Phải ghi khi có sai lệch hoặc thiếu giấy tờ. Không chép số định danh, số tài khoản vào đây.",
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    field_order = ["result", "note", "checked_on", "checked_by"]

    def __init__(self, data=None, *, state: PartState, **kwargs):
        super().__init__(data, **kwargs)
        self.initial["seen"] = state.fingerprint


class ManyChecksForm(_ComparedForm):
    """Several parts, all found the same as the paper. A choice carries the state that the person looked at."""

    muc = forms.MultipleChoiceField(
        label="Các mục",
        error_messages={
            "required": "Chọn ít nhất một mục ở bảng trên.",
            "invalid_choice": "Có mục vừa thay đổi sau khi trang này mở ra; xem lại rồi chọn lại.",
        },
    )

    def __init__(self, data=None, *, states: Iterable[PartState], **kwargs):
        super().__init__(data, **kwargs)
        self.fields["muc"].choices = [(choice_of(state), state.part.title) for state in states]

    def seen(self) -> dict[str, str]:
        """Slug of each chosen part → its fingerprint when the page was opened."""
        return dict(choice.split(_BETWEEN) for choice in self.cleaned_data["muc"])


def choice_of(state: PartState) -> str:
    """The value of the part's box."""
    return f"{state.part.slug}{_BETWEEN}{state.fingerprint}"
