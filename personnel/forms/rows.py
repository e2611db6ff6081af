"""Forms of sections and panels, made from their declarations (DESIGN §4)."""

from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.forms import model_to_dict, modelform_factory
from django.utils import timezone

from accounts.permissions import DECIDE, OVERRIDE
from orgunits.models import Unit
from orgunits.querysets import ids_above
from personnel.catalogues import not_in_force
from personnel.decision_lookup import known_decision
from personnel.forms.choices import EntryField, entry_field
from personnel.forms.filters import units_of
from personnel.models import Decision, Dossier, Term
from personnel.sections import Panel, Section
from personnel.services.require_authority import OUTSIDE
from personnel.services.save_row import asked_of
from qlcb.dates import PartialDate
from qlcb.fields import DecimalViField, VietnameseDateField
from qlcb.formats import date_vi

COMMON_FIELDS = ("drafted_by", "paper_received_on", "note")
TIMES = {"valid_from", "valid_to", "begins_on", "ends_on"}
SHORT, LONG = 20, 250  # characters: fields up to SHORT take a quarter of the line, from LONG on all of it


def formfield(db_field, **kwargs):
    """Dates as people write them, lists as `personnel.forms.choices` offers them."""
    if db_field.get_internal_type() == "DateField":
        return VietnameseDateField(required=not db_field.blank, label=_label(db_field), help_text=db_field.help_text)
    if db_field.get_internal_type() == "DecimalField":
        kwargs |= {"form_class": DecimalViField, "widget": forms.TextInput(attrs={"maxlength": "16"})}
    field = entry_field(db_field) if db_field.is_relation else db_field.formfield(**kwargs)
    if field is not None:
        field.label = _label(db_field)
        if db_field.choices:
            field.choices = [(key, words if key else "Chưa chọn") for key, words in field.choices]
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

    def sized(self, names) -> list[tuple]:
        return sized(self, names)


def sized(form: forms.BaseForm, names) -> list[tuple]:
    """Fields with the width that their kind of value needs: s, m or full; an address stands beside its place."""
    names = list(names)
    beside = {name for name, after in pairwise(names) if after.endswith("_area")}
    return [(form[name], "m" if name in beside else size_of(form.fields[name])) for name in names]


def size_of(field: forms.Field) -> str:
    """Dates, numbers and other short values a quarter of the line; sentences all of it; the rest half of it."""
    widget = field.widget
    length = int(widget.attrs.get("maxlength") or getattr(field, "max_length", None) or 0)
    if isinstance(widget, forms.Textarea | forms.RadioSelect) or length >= LONG:
        return "full"
    if isinstance(widget, forms.Select):
        return "s" if not isinstance(field, forms.ModelChoiceField) and len(list(field.choices)) <= 6 else "m"
    short = isinstance(widget, forms.CheckboxInput | forms.DateInput | forms.NumberInput)
    return "s" if short or 0 < length <= SHORT else "m"


class RemoveForm(Reasoned):
    reason = forms.CharField(label="Lý do hủy", max_length=300)


class Overriding(forms.Form):
    """The reason for entering what the table of decentralisation gives to another authority."""

    OVERRIDE = "decision_override"

    decision_override = forms.CharField(
        label="Lý do ghi ngoài phân cấp",
        max_length=300,
        required=False,
        help_text="Chỉ ghi khi quyết định đúng với bản giấy mà cơ quan ban hành khác bảng phân cấp, ví dụ: được ủy "
        "quyền theo văn bản nào. Được đưa vào danh sách quyết định ngoài phân cấp.",
    )

    def asks_override(self, account) -> bool:
        """Whether the reason is to be shown: the table refused, or one was typed; only to who may give one."""
        if not account.access.holds(OVERRIDE):
            return False
        told = [error for errors in self.errors.as_data().values() for error in errors]
        return any(error.code == OUTSIDE for error in told) or bool(self[self.OVERRIDE].value())


class DecisionPart(Overriding):
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

    def decision_names(self, account) -> tuple[str, ...]:
        """The fields that the page shows of the decision."""
        return (*self.NAMES, self.OVERRIDE) if self.asks_override(account) else self.NAMES

    def clean_decision(self, kind: str, account) -> Decision | None:
        """The decision that the fields name, saved or new; None when no number is given. Adds errors to the form."""
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
        paper = Decision(
            number=number,
            signed_on=signed_on,
            effective_on=data.get("decision_effective_on") or signed_on,
            authority=data.get("decision_authority"),
            signer=data["decision_signer"],
            kind=kind,
        )
        try:
            paper.clean()
        except ValidationError as error:
            for name, told in error.message_dict.items():
                self.add_error(f"decision_{name}", told)
            return None
        found, differences = known_decision(paper, account)
        for name, told in differences.items():
            self.add_error(f"decision_{name}", told)
        return found


def row_form(
    section: Section,
    *,
    dossier: Dossier,
    account,
    instance=None,
    data=None,
    correcting: bool = False,
    known: dict | None = None,
):
    """The form of one record: fields of the section, its decision, who prepared it, and the reason.

    instance: the record to correct, or None for a new one; known: what a new one opens with, from `copied` or
    `carried_on`. Choices are narrowed to what the account may see.
    """
    form_class = modelform_factory(
        section.model,
        form=RowForm,
        fields=(*section.fields, *COMMON_FIELDS),
        formfield_callback=formfield,
    )
    row = instance or section.model(dossier=dossier)
    return form_class(data, instance=row, section=section, account=account, correcting=correcting, known=known or {})


def copied(section: Section, row) -> dict:
    """What a new record opens with when it is copied from `row`: all but its time and what is restricted."""
    return model_to_dict(row, [name for name in section.fields if name not in _own_to_a_record(section)])


def carried_on(section: Section, row) -> dict:
    """What the next record opens with after `row` was entered: its decision, who prepared it, and what repeats.

    A field repeats when it had the same value in the record entered before `row`. Where records follow each other in
    time, each has a decision of its own.
    """
    before = section.model.objects.filter(dossier=row.dossier, pk__lt=row.pk).order_by("-pk").first()
    names = [name for name in section.fields if name not in _own_to_a_record(section)]
    now, then = model_to_dict(row, names), model_to_dict(before, names) if before else {}
    repeated = {name: value for name, value in now.items() if name in then and value == then[name]}
    if section.in_series(row):
        return repeated
    beside = model_to_dict(row, ("drafted_by", "paper_received_on")) | _decision_values(row.decision)
    return repeated | beside | ({} if row.decision_id else {"reason": row.history.first().history_change_reason})


def _own_to_a_record(section: Section) -> set[str]:
    return TIMES | section.sealed | {section.since}


def _decision_values(decision: Decision | None) -> dict:
    """The fields of `DecisionPart` as they stand for a decision."""
    if decision is None:
        return {}
    return {
        "decision_number": decision.number,
        "decision_signer": decision.signer,
        "decision_signed_on": date_vi(decision.signed_on),
        "decision_effective_on": date_vi(decision.effective_on),
        "decision_authority": decision.authority_id,
    }


class RowForm(Reasoned, DecisionPart, forms.ModelForm):
    """One record of a section. known: what a new one opens with; rest: as forms of Django take it."""

    again = forms.BooleanField(label="Đã xem lại: đây là một dòng khác, vẫn ghi thêm", required=False)
    twin = None

    def __init__(self, data, *, instance, section: Section, account, correcting: bool, known: dict, **rest):
        decision = instance.decision if instance.decision_id else None
        above = ids_above(instance.dossier.now_unit_id)
        initial = {"version": instance.version} | _decision_values(decision)
        if not correcting:
            advised = account.custody.holder_name if account.custody else ""
            beside = {"decision_authority": _department(above), "drafted_by": advised}
            initial |= beside | section.prefill(instance.dossier) | known
        super().__init__(data, instance=instance, initial=initial, **rest)
        self.section, self.correcting, self.account = section, correcting, account
        self.fields["decision_authority"].queryset = Unit.objects.filter(pk__in=above)
        if chosen := initial.get("decision_authority"):
            self.fields["decision_authority"].queryset |= Unit.objects.filter(pk=chosen)
        day = section.happened(instance) if correcting else None
        for field in self.fields.values():
            if isinstance(field, EntryField):
                field.day = day
        for name in section.settled:
            self.fields[name].required = False
            self.fields[name].help_text = "Để trống thì lấy theo danh mục."
        if section.issuer:
            self.fields[section.issuer].help_text = "Để trống thì ghi cơ quan ban hành quyết định."
        self.fields["reason"].required = correcting
        if not correcting:
            self.fields["reason"].help_text = "Để trống khi đã ghi số quyết định."

    def clean(self):
        data = super().clean()
        decision = self.clean_decision(self.section.decision_kind, self.account)
        self.instance.decision = decision
        self._check_lists(data)
        if not self.correcting and not self.errors:
            self._look_for_twin(data)
        if not data.get("reason"):
            if decision is not None:
                data["reason"] = f"Quyết định {decision.number} ngày {date_vi(decision.signed_on)}"
            elif not self.errors:
                self.add_error("reason", "Nhập số quyết định, hoặc lý do khi không có quyết định.")
        return data

    def _check_lists(self, data: dict) -> None:
        """An entry must have been in force when the fact happened, unless its list does not reach back so far."""
        told = [data.get(name) for name in ("valid_from", "begins_on", self.section.since) if data.get(name)]
        if not told:
            return
        day = PartialDate(told[0]) if isinstance(told[0], int) else PartialDate.of(told[0])
        for name in self.section.fields:
            entry = data.get(name)
            if not isinstance(entry, Term):
                continue
            why = not_in_force(entry, day.first_day, day.last_day)
            if why and Term.objects.filter(kind=entry.kind).on(day.first_day).exists():
                self.add_error(name, why)

    def _look_for_twin(self, data: dict) -> None:
        """A record known by the same key is on file: entered twice, or to be confirmed."""
        key = {name: data[name] for name in self.section.key}
        rows = self.section.rows(self.instance.dossier)
        self.twin = rows.filter(**key).first() if all(key.values()) else None
        if self.twin and not data.get("again"):
            self.add_error("again", f"Đã có {self.section.singular} như vậy: {self.twin}.")

    def _post_clean(self):
        """With the record built: what its decision tells, whether it may do without, and where the person would serve,
        which must lie within the right under which it is written."""
        super()._post_clean()
        issuer, decision = self.section.issuer, self.instance.decision
        if issuer and decision and decision.authority and not getattr(self.instance, issuer):
            most = self.section.model._meta.get_field(issuer).max_length
            setattr(self.instance, issuer, decision.authority.name[:most])
        lacks = not self.correcting and not self.errors and self.instance.decision is None
        if lacks and self.section.not_without(self.instance):
            self.add_error("decision_number", "Nhập số quyết định: việc này không ghi khi chưa có quyết định.")
        if self.section.places_people:
            change = asked_of(self.section, self.instance, timezone.localdate(), rewrites=self.correcting)
            verdict = self.account.access.may_write(self.section.group, self.instance.dossier, change)
            if not verdict:
                self.add_error("unit", verdict.why)

    @property
    def parts(self) -> list[tuple[str, list]]:
        """Field groups for the page: the record itself, the decision, who prepared it."""
        issuer = self.section.issuer
        decision = [*self.decision_names(self.account), *filter(None, [issuer])]
        groups = (
            (self.section.singular.capitalize(), [name for name in self.section.fields if name != issuer]),
            ("Quyết định", decision),
            ("Cập nhật", (*(["again"] if self.twin else []), *COMMON_FIELDS, "reason")),
        )
        return [(title, self.sized(names)) for title, names in groups]

    @property
    def rarely_decided(self) -> bool:
        """Whether the decision may stay folded: records of this kind seldom have one, and none is written here."""
        if self.section.needs_decision or self.section.decision_kind != Decision.Kind.OTHER:
            return False
        return not any(
            self[name].errors or (name != "decision_authority" and self[name].value()) for name in self.NAMES
        )


def _department(unit_ids: list[int]) -> int | None:
    """Id of the department among a unit and those above it: the usual author of decisions about its people."""
    departments = Unit.objects.filter(pk__in=unit_ids, kind__is_department=True)
    return departments.values_list("pk", flat=True).first()


class DecisionForm(Reasoned, Overriding, forms.ModelForm):
    """Correct a decision that was entered otherwise than the paper says."""

    field_order = [
        "number", "kind", "signed_on", "effective_on", "authority", "signer", "summary", Overriding.OVERRIDE, "reason",
    ]  # fmt: skip

    class Meta:
        model = Decision
        fields = ("number", "kind", "signed_on", "effective_on", "authority", "signer", "summary")
        formfield_callback = formfield

    def __init__(self, data=None, *, instance: Decision, account):
        super().__init__(data, instance=instance, initial={"version": instance.version})
        choices = units_of(account, DECIDE).filter(kind__level__lte=1)
        stands = Unit.objects.filter(pk=instance.authority_id).select_related("parent")
        self.fields["authority"].narrow(choices | stands)
        self.fields["authority"].empty_label = "Cơ quan ngoài hệ thống"
        if not account.access.holds(OVERRIDE):
            del self.fields[self.OVERRIDE]


def panel_form(panel: Panel, dossier: Dossier, data=None, why: dict | None = None):
    """The form of one panel's single values, with the reason. why: `reason` and `act` that it opens with."""
    form_class = modelform_factory(Dossier, form=_PanelForm, fields=panel.fields, formfield_callback=formfield)
    return form_class(data, instance=dossier, initial={"version": dossier.version} | (why or {}))


class _PanelForm(Reasoned, forms.ModelForm):
    act = forms.ChoiceField(
        label="Vì sao sửa",
        choices=[
            ("correct", "Đính chính, bổ sung: hồ sơ ghi sai hoặc còn thiếu"),
            ("change", "Thay đổi: sự việc nay đã khác"),
        ],
        widget=forms.RadioSelect,
        initial="correct",
    )

    @property
    def parts(self) -> list[tuple[str, list]]:
        """Field groups for the page: the values, and why they change."""
        own = [name for name in self.fields if name not in ("version", "reason", "act")]
        return [("", self.sized(own)), ("Cập nhật", self.sized(("act", "reason")))]
