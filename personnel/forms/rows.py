"""Forms of sections and panels, made from their declarations (DESIGN §4)."""

from django import forms
from django.forms import modelform_factory
from django.utils import timezone

from accounts.permissions import DECIDE
from orgunits.models import Unit
from orgunits.querysets import ids_above
from personnel.forms.filters import units_of
from personnel.models import Decision, Dossier
from personnel.sections import Panel, Section
from personnel.services.save_row import change_of
from qlcb.fields import DecimalViField, PartialDateFormField, VietnameseDateField
from qlcb.formats import date_vi

COMMON_FIELDS = ("drafted_by", "paper_received_on", "note")


def _formfield(db_field, **kwargs):
    """Dates as people write them, long lists with type-to-find."""
    if db_field.get_internal_type() == "DateField":
        return VietnameseDateField(required=not db_field.blank, label=_label(db_field), help_text=db_field.help_text)
    if db_field.get_internal_type() == "DecimalField":
        kwargs |= {"form_class": DecimalViField, "widget": forms.TextInput(attrs={"maxlength": "10"})}
    field = db_field.formfield(**kwargs)
    if field is not None:
        field.label = _label(db_field)
        if isinstance(field, forms.ModelChoiceField):
            field.widget.attrs["data-search-select"] = ""
    return field


def _label(db_field) -> str:
    return str(db_field.verbose_name)[:1].upper() + str(db_field.verbose_name)[1:]


class Reasoned(forms.Form):
    """Every write has a reason (DESIGN §2); `version` is what the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Lý do", max_length=300, help_text="Ghi trong lịch sử hồ sơ, ví dụ: Đối chiếu hồ sơ giấy."
    )

    def clean_version(self) -> int:
        """A form that does not say what the person saw counts as having seen nothing: it conflicts."""
        return self.cleaned_data["version"] or 0


class RemoveForm(Reasoned):
    reason = forms.CharField(label="Lý do hủy", max_length=300)


class DecisionPart(forms.Form):
    """The decision behind a change: found again by number, day and authority, or entered here."""

    decision_number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decision_signed_on = VietnameseDateField(label="Ngày ký", required=False)
    decision_effective_on = VietnameseDateField(label="Ngày có hiệu lực", required=False)
    decision_authority = forms.ModelChoiceField(
        Unit.objects.none(), label="Cơ quan ban hành", required=False, empty_label="Cơ quan ngoài hệ thống"
    )
    decision_signer = forms.CharField(label="Người ký", max_length=150, required=False)

    NAMES = (
        "decision_number",
        "decision_signed_on",
        "decision_effective_on",
        "decision_authority",
        "decision_signer",
    )

    def clean_decision(self, kind: str, account) -> Decision | None:
        """The decision that the fields name, saved or new; None when no number is given. Adds errors to the form.

        One that the account may not see is found only by whoever knows all that is on the paper.
        """
        data = self.cleaned_data
        number, signed_on = " ".join((data.get("decision_number") or "").split()), data.get("decision_signed_on")
        if not number:
            if signed_on or data.get("decision_signer"):
                self.add_error("decision_number", "Nhập số quyết định.")
            return None
        if not signed_on:
            if "decision_signed_on" not in self.errors:
                self.add_error("decision_signed_on", "Nhập ngày ký của quyết định.")
            return None
        authority = data.get("decision_authority")
        typed = {"effective_on": data.get("decision_effective_on") or signed_on, "signer": data["decision_signer"]}
        paper = {"number": number, "signed_on": signed_on, "authority": authority}
        found = Decision.objects.filter(**paper).first()
        if found is None:
            return Decision(**paper, **typed, kind=kind)
        same = all(getattr(found, name) == value for name, value in typed.items())
        if not same and Decision.objects.visible_to(account).filter(pk=found.pk).exists():
            self._tell_difference(found, typed)
        elif not same:
            self.add_error("decision_number", "Chưa khớp với quyết định đã có trong hệ thống; kiểm tra lại bản giấy.")
        return found

    def _tell_difference(self, found: Decision, typed: dict) -> None:
        hint = "Cần sửa thì đính chính tại trang của quyết định."
        if typed["effective_on"] != found.effective_on:
            known = f"Quyết định này đã được nhập với ngày có hiệu lực {date_vi(found.effective_on)}."
            self.add_error("decision_effective_on", f"{known} {hint}")
        if typed["signer"] and typed["signer"] != found.signer:
            self.add_error("decision_signer", f"Quyết định này đã được nhập với người ký “{found.signer}”. {hint}")


def row_form(section: Section, *, dossier: Dossier, account, instance=None, data=None, correcting: bool = False):
    """The form of one record: fields of the section, its decision, who prepared it, and the reason.

    instance: the record to correct, or None for a new one. Choices are narrowed to what the account may see.
    """
    form_class = modelform_factory(
        section.model,
        form=_RowForm,
        fields=(*section.fields, *COMMON_FIELDS),
        formfield_callback=_formfield,
    )
    row = instance or section.model(dossier=dossier)
    return form_class(data, instance=row, section=section, account=account, correcting=correcting)


class _RowForm(Reasoned, DecisionPart, forms.ModelForm):
    def __init__(self, data, *, instance, section: Section, account, correcting: bool):
        decision = instance.decision if instance.decision_id else None
        initial = {"version": instance.version}
        if decision:
            initial |= {f"decision_{name}": getattr(decision, name) for name in ("number", "signer")}
            initial |= {
                "decision_signed_on": date_vi(decision.signed_on),
                "decision_effective_on": date_vi(decision.effective_on),
                "decision_authority": decision.authority_id,
            }
        above = ids_above(instance.dossier.now_unit_id)
        if not correcting:
            initial |= section.prefill(instance.dossier)
            initial["decision_authority"] = _department(above)
        super().__init__(data, instance=instance, initial=initial)
        self.section, self.correcting, self.account = section, correcting, account
        self.fields["decision_authority"].queryset = Unit.objects.filter(pk__in=above)
        if decision and decision.authority_id:
            self.fields["decision_authority"].queryset |= Unit.objects.filter(pk=decision.authority_id)
        if "unit" in self.fields:
            self.fields["unit"].queryset = Unit.objects.select_related("parent")
            self.fields["unit"].label_from_instance = unit_label
        if "rank" in self.fields:
            self.fields["rank"].label_from_instance = rank_label
        self.fields["reason"].required = correcting
        if not correcting:
            self.fields["reason"].help_text = "Để trống khi đã ghi số quyết định."

    def clean(self):
        data = super().clean()
        decision = self.clean_decision(self.section.decision_kind, self.account)
        self.instance.decision = decision
        if not data.get("reason"):
            if decision is not None:
                data["reason"] = f"Quyết định {decision.number} ngày {date_vi(decision.signed_on)}"
            elif not self.errors:
                self.add_error("reason", "Nhập số quyết định, hoặc lý do khi không có quyết định.")
        return data

    def _post_clean(self):
        """With the record built: where the person would serve must lie within the right under which it is written."""
        super()._post_clean()
        change = change_of(self.section, self.instance, timezone.localdate(), rewrites=self.correcting)
        verdict = self.account.access.may_write(self.section.group, self.instance.dossier, change)
        if not verdict and "unit" in self.fields:
            self.add_error("unit", verdict.why)

    @property
    def parts(self) -> list[tuple[str, list]]:
        """Field groups for the page: the record itself, the decision, who prepared it."""
        groups = (
            (self.section.singular.capitalize(), self.section.fields),
            ("Quyết định", self.NAMES),
            ("Cập nhật", (*COMMON_FIELDS, "reason")),
        )
        return [(title, [self[name] for name in names]) for title, names in groups]


def _department(unit_ids: list[int]) -> int | None:
    """Id of the department among a unit and those above it: the usual author of decisions about its people."""
    departments = Unit.objects.filter(pk__in=unit_ids, kind__is_department=True)
    return departments.values_list("pk", flat=True).first()


class DecisionForm(Reasoned, forms.ModelForm):
    """Correct a decision that was entered otherwise than the paper says."""

    class Meta:
        model = Decision
        fields = ("number", "kind", "signed_on", "effective_on", "authority", "signer", "summary")
        formfield_callback = _formfield

    def __init__(self, data=None, *, instance: Decision, account):
        super().__init__(data, instance=instance, initial={"version": instance.version})
        choices = units_of(account, DECIDE).filter(kind__level__lte=1)
        self.fields["authority"].queryset = choices | Unit.objects.filter(pk=instance.authority_id).select_related(
            "parent"
        )
        self.fields["authority"].empty_label = "Cơ quan ngoài hệ thống"


def panel_form(panel: Panel, dossier: Dossier, data=None):
    """The form of one panel's single values, with the reason."""
    form_class = modelform_factory(Dossier, form=_PanelForm, fields=panel.fields, formfield_callback=_formfield)
    return form_class(data, instance=dossier, initial={"version": dossier.version})


class _PanelForm(Reasoned, forms.ModelForm):
    act = forms.ChoiceField(
        label="Vì sao sửa",
        choices=[
            ("correct", "Đính chính: hồ sơ đã ghi sai"),
            ("change", "Thay đổi: sự việc nay đã khác"),
        ],
        widget=forms.RadioSelect,
        initial="correct",
    )


class NewDossierForm(DecisionPart, forms.ModelForm):
    """A newly recruited or newly arrived person, with the unit and day of the first posting."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị công tác")
    since = PartialDateFormField(label="Công tác tại đơn vị từ")

    class Meta:
        model = Dossier
        fields = (
            "code",
            "full_name",
            "sex",
            "birth_date",
            "citizen_id",
            "ethnic_group",
            "religion",
            "home_town",
            "subject",
            "recruited_on",
        )
        formfield_callback = _formfield

    def __init__(self, data=None, *, account, right: str):
        super().__init__(data)
        self.account = account
        self.fields["unit"].queryset = units_of(account, right)
        self.fields["unit"].label_from_instance = unit_label
        self.fields["unit"].widget.attrs["data-search-select"] = ""
        self.fields["decision_authority"].queryset = units_of(account, right).filter(kind__level__lte=1)

    def clean(self):
        data = super().clean()
        self.decision = self.clean_decision(Decision.Kind.RECRUITMENT, self.account)
        return data

    @property
    def parts(self) -> list[tuple[str, list]]:
        groups = (
            ("Lý lịch", self.Meta.fields),
            ("Nơi công tác đầu tiên", ("unit", "since")),
            ("Quyết định tuyển dụng, tiếp nhận", self.NAMES),
        )
        return [(title, [self[name] for name in names]) for title, names in groups]


def unit_label(unit) -> str:
    """Units of equal name are told apart by the one above."""
    return f"{unit.name} · {unit.parent.label}" if unit.parent_id else unit.name


def rank_label(rank) -> str:
    """Code and name; ranks that no longer hold say until when."""
    until = f" (đến {date_vi(rank.valid_to)})" if rank.valid_to else ""
    return f"{rank.code} {rank.name} – {rank.group}{until}"
