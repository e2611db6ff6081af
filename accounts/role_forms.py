"""The form of a role template."""

from django import forms
from django.db.models import Q

from accounts.forms import ReasonForm
from accounts.models import RoleTemplate
from accounts.models.grant import BY_NAME, BY_NAME_WORDS
from accounts.permissions import RIGHTS
from orgunits.models import Unit, UnitKind


class RoleForm(ReasonForm):
    """Name, clause, for which units (or for single dossiers), which rights; the code only while the role is new.

    `role`: the template as the form has it, not stored.
    """

    code = forms.SlugField(
        label="Mã", max_length=50, help_text="Chữ thường không dấu, số và gạch nối; không đổi được về sau."
    )
    name = forms.CharField(label="Tên vai trò", max_length=200)
    clause = forms.CharField(
        label="Điều khoản", max_length=50, required=False, help_text="Mã ở trang Quy chế, ví dụ TCHQ-6.1d1."
    )
    meant_for = forms.MultipleChoiceField(
        label="Dùng cho", required=False, help_text="Loại đơn vị, đơn vị hoặc từng hồ sơ; không chọn là mọi đơn vị."
    )
    rights = forms.MultipleChoiceField(label="Các quyền", widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ["code", "name", "clause", "meant_for", "rights", "reason"]

    def __init__(self, *args, role: RoleTemplate | None = None, **kwargs):
        shown = ("name", "clause", "meant_for", "rights", "version")
        super().__init__(*args, initial={name: getattr(role, name) for name in shown} if role else {}, **kwargs)
        self.stored = role
        if role:
            del self.fields["code"]
        self.fields["rights"].choices = [(code, right.sentence) for code, right in RIGHTS.items()]
        kept = Q(code__in=role.meant_for if role else ())
        departments = Unit.objects.filter(kept | Q(dissolved_on=None, kind__is_department=True))
        self.fields["meant_for"].choices = [
            ("Loại đơn vị", list(UnitKind.objects.values_list("code", "name"))),
            ("Đơn vị", list(departments.values_list("code", "name"))),
            ("Từng hồ sơ", [(BY_NAME, BY_NAME_WORDS)]),
        ]
        self.fields["meant_for"].widget.attrs["data-search-select"] = ""

    def clean_version(self) -> int:
        """A form that does not say what the person saw counts as having seen nothing: it conflicts."""
        return self.cleaned_data["version"] or 0

    @property
    def role(self) -> RoleTemplate:
        values = {name: self.cleaned_data[name] for name in ("name", "clause", "meant_for", "rights")}
        if self.stored is None:
            last = RoleTemplate.objects.order_by("order").values_list("order", flat=True).last() or 0
            return RoleTemplate(code=self.cleaned_data["code"], order=last + 10, **values)
        role = RoleTemplate.objects.get(pk=self.stored.pk)
        for name, value in values.items():
            setattr(role, name, value)
        return role
