"""Forms by which rights are given and taken back: to one account, or to several at once on one paper."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.administration import may_grant, rights_for, templates_for
from accounts.forms import ReasonForm, units_administered_by
from accounts.models import Account, Grant
from orgunits.forms import UnitChoice
from qlcb.fields import VietnameseDateField

NOT_OFFERED = "Phạm vi, vai trò hoặc quyền gửi lên không có trong danh sách mà tài khoản được chọn."


class OnlyOffered(forms.Form):
    """What comes in for a list and was not offered there was not typed by mistake: it is refused, and so logged."""

    def clean(self):
        for name in ("unit", "what"):
            if self.has_error(name, "invalid_choice"):
                raise PermissionDenied(f"{NOT_OFFERED} ({self.data.get(name)})")
        return super().clean()


class RevokeForm(ReasonForm):
    """On whose paper a right is taken back, and why."""

    document = forms.CharField(label="Văn bản thu hồi", max_length=100, help_text="Số, ký hiệu.")

    field_order = ["document", "reason"]


class GrantForm(OnlyOffered, ReasonForm):
    """A role template or one right, on a unit of the giver, under a document, from a day to a day.

    to: the accounts that get it; what is offered is what each of them may get. Several may be given it each on the unit
    of its own, when no unit is chosen.
    """

    unit = UnitChoice(
        label="Phạm vi", empty_label=None, help_text="Quyền có hiệu lực tại đơn vị này và mọi đơn vị trực thuộc."
    )
    what = forms.ChoiceField(label="Vai trò hoặc quyền")
    document = forms.CharField(label="Văn bản giao việc", max_length=100, help_text="Số, ký hiệu; ví dụ 112/QĐ-HQĐN.")
    on = VietnameseDateField(label="Từ ngày")
    until = VietnameseDateField(label="Đến hết ngày", required=False, help_text="Để trống nếu không thời hạn.")

    field_order = ["what", "unit", "document", "on", "until", "reason"]

    def __init__(self, *args, giver: Account, to: Sequence[Account], today, **kwargs):
        one = len(to) == 1
        super().__init__(*args, initial={"on": today} | ({"unit": to[0].unit} if one else {}), **kwargs)
        self.to, self.today = to, today
        if not one:
            self.fields["unit"].empty_label = "Đơn vị của từng tài khoản"
            self.fields["unit"].required = False
        self.fields["unit"].queryset = units_administered_by(giver)
        self.fields["unit"].widget.attrs["data-search-select"] = ""
        self.templates = {f"t{template.pk}": template for template in templates_for(giver, to)}
        self.fields["what"].choices = [
            ("", "Chọn vai trò mẫu hoặc một quyền"),
            ("Vai trò mẫu", [(key, template.name) for key, template in self.templates.items()]),
            ("Từng quyền", rights_for(giver, to)),
        ]

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day < self.today:
            raise ValidationError("Quyền không được cấp lùi ngày.")
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("on") and cleaned.get("until") and cleaned["until"] < cleaned["on"]:
            self.add_error("until", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return cleaned

    def granted(self) -> dict:
        """What the service takes beside accounts and reason."""
        return self._thing() | {name: self.cleaned_data[name] for name in ("unit", "document", "on", "until")}

    def supposed(self) -> list[Grant]:
        """The grants as they would be, not stored; none while scope, thing or days make no sense."""
        values = self.cleaned_data
        if not {"what", "unit", "on", "until"} <= set(values):
            return []
        told = self._thing() | {"valid_from": values["on"], "valid_to": values["until"]}
        return [Grant(account=account, unit=values["unit"] or account.unit, **told) for account in self.to]

    def _thing(self) -> dict:
        what = self.cleaned_data["what"]
        return {"template": self.templates[what]} if what in self.templates else {"right": what}


class RevokeManyForm(OnlyOffered, RevokeForm):
    """Which of the grants that several accounts have is taken back from all of them that have it."""

    what = forms.ChoiceField(label="Quyền thu hồi")

    field_order = ["what", "document", "reason"]

    def __init__(self, *args, giver: Account, to: Sequence[Account], today, **kwargs):
        super().__init__(*args, **kwargs)
        self.grants: dict[str, list[Grant]] = {}
        held = Grant.objects.open_on(today).filter(account__in=to).select_related("template", "unit", "account__unit")
        for given in held.order_by("template__order", "right", "unit__order", "pk"):
            if may_grant(giver, given.account, given.unit, given.codes):
                key = f"{given.right or given.template.code}@{given.unit.code}"
                self.grants.setdefault(key, []).append(given)
        words = [(key, self._words(grants, len(to))) for key, grants in self.grants.items()]
        self.fields["what"].choices = [("", "Chọn vai trò hoặc quyền"), *words]

    def _words(self, grants: list[Grant], accounts: int) -> str:
        first, holders = grants[0], len({given.account_id for given in grants})
        thing = first.template or first.get_right_display()
        return f"{thing} · tại {first.unit.label} ({holders}/{accounts} tài khoản)"

    @property
    def chosen(self) -> list[Grant]:
        """The grants that would be taken back; none while nothing is chosen."""
        return self.grants.get(self.cleaned_data.get("what", ""), [])
