"""The signed phiếu bổ sung lý lịch as a form: parts I to IX, each of records and single values it may add to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.forms import modelform_factory

from personnel.forms.rows import RowForm, formfield, sized
from personnel.models import Dossier
from personnel.present import field_value
from personnel.related import know_panels
from personnel.sections import PANEL_OF, SECTIONS, Panel, Section
from personnel.services.save_panel import panel_verdict
from personnel.supplements import Supplement
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi
from qlcb.history import Conflict

YEARS = 6  # this year and the ones before it
KIN = "gia-dinh"
LABELS = {"ke-khai-tai-san": {"summary": "Biến động tài sản, thu nhập, thuế thu nhập cá nhân"}}  # as the sheet says
OF_KIN = ("is_dead", "occupation", "residence", "organisations")  # what changes of a relative already on file


@dataclass(frozen=True)
class Part:
    """One part of the sheet. rows: slugs of sections with the number of blank records.

    values: slug of a panel, heading and names of those of its fields that the sheet may change.
    """

    number: str
    title: str
    rows: tuple[tuple[str, int], ...] = ()
    values: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


PARTS = (
    Part("I", "Chức danh, chức vụ", (("bo-nhiem", 1), ("chuc-vu-dang", 1))),
    Part("II", "Đào tạo, bồi dưỡng", (("dao-tao", 2),)),
    Part("III", "Khen thưởng", (("khen-thuong", 2),)),
    Part("IV", "Kỷ luật", (("ky-luat", 1),)),
    Part("V", "Đi nước ngoài", (("di-nuoc-ngoai", 2),)),
    Part("VI", "Tình trạng sức khỏe", (("suc-khoe", 1),)),
    Part(
        "VII",
        "Kinh tế bản thân",
        (("ke-khai-tai-san", 1),),
        (("kinh-te", "Thu nhập, nhà ở, đất đai", PANEL_OF["kinh-te"].fields),),
    ),
    Part("VIII", "Gia đình", ((KIN, 2),)),
    Part(
        "IX",
        "Những vấn đề khác",
        (("giay-to-tuy-than", 1), ("to-chuc", 1)),
        (
            ("ly-lich", "Nơi ở", ("permanent_residence", "permanent_area", "residence", "residence_area")),
            (
                "giay-to",
                "Liên lạc, tài khoản, thuế, bảo hiểm",
                ("phone", "email", "tax_code", "health_card", "bank_account", "bank"),
            ),
            ("dang", "Đảng", PANEL_OF["dang"].fields),
        ),
    ),
)


def may_enter(account, dossier: Dossier) -> bool:
    """Whether there is a part of the sheet that the account may write on the dossier."""
    groups = {SECTIONS[slug].group for part in PARTS for slug, _ in part.rows}
    groups |= {PANEL_OF[slug].group for part in PARTS for slug, _, _ in part.values}
    return any(account.access.may_write(group, dossier) for group in groups)


class Head(forms.Form):
    """Of which year the sheet tells, and when it was handed in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    year = forms.TypedChoiceField(label="Phiếu của năm", coerce=int)
    handed_in = VietnameseDateField(label="Ngày nộp phiếu")

    def __init__(self, data, *, dossier: Dossier, today: date, year: str):
        years = [str(today.year - back) for back in range(YEARS)]
        chosen = year if year in years else years[1]
        super().__init__(data, initial={"version": dossier.version, "year": chosen, "handed_in": date_vi(today)})
        self.fields["year"].choices = [(other, other) for other in years]
        self.today = today

    def clean(self):
        data = super().clean()
        year, handed_in = data.get("year"), data.get("handed_in")
        if handed_in and handed_in > self.today:
            self.add_error("handed_in", "Ngày nộp phiếu không được sau hôm nay.")
        if year and handed_in and handed_in.year < year:
            self.add_error("handed_in", f"Phiếu của năm {year} không thể nộp trước năm ấy.")
        return data

    @property
    def reason(self) -> str:
        return Supplement(self.cleaned_data["year"], self.cleaned_data["handed_in"]).reason


class Grouped:
    """What the page shows of a mini form: its heading, and whether anything is written in it."""

    heading = ""

    @property
    def shown(self) -> list[tuple]:
        """The fields with their widths."""
        return sized(self, self.fields)

    @property
    def is_used(self) -> bool:
        return self.is_bound and (self.has_changed() or bool(self.errors))


class NewRow(Grouped, RowForm):
    """A record that the sheet adds, without a decision: the sheet is the reason. Left blank it says nothing."""

    def __init__(self, data, **kwargs):
        super().__init__(data, correcting=False, known={}, empty_permitted=True, use_required_attribute=False, **kwargs)
        for name in (*self.NAMES, self.OVERRIDE, "version", "reason"):
            del self.fields[name]

    def has_changed(self) -> bool:
        """A tick or a list that opens with a choice fills nothing; something must be written or chosen."""
        said = [name for name in self.changed_data if not isinstance(self.fields[name], forms.BooleanField)]
        return any(self[name].data for name in said)

    def clean(self):
        self.cleaned_data["reason"] = "Phiếu bổ sung lý lịch"
        return super().clean()


class Values(Grouped, forms.ModelForm):
    """Single values of the dossier, or of a relative on file, opened with what is known (HP-2.5).

    `seen`: the version of the record that the person saw, which goes along with the form.
    """

    SEEN = "seen"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seen_name = self.add_prefix(self.SEEN)
        self.seen = self.data.get(self.seen_name, "") if self.is_bound else self.instance.version


class Sheet:
    """All forms of one sheet. The parts that the account may not write are named in `refused`.

    dossier: edited in place by the forms of single values; data: what was posted, None for a blank sheet.
    """

    def __init__(self, dossier: Dossier, *, account, today: date, data=None, year: str = ""):
        self.dossier, self.account, self.data = know_panels(dossier), account, data
        self.head = Head(data, dossier=dossier, today=today, year=year)
        self.rows: list[tuple[Section, forms.ModelForm]] = []
        self.values: list[tuple[Panel, Values]] = []
        self.parts: list[tuple[Part, list, list[str]]] = [self._part(part) for part in PARTS]

    def _part(self, part: Part) -> tuple[Part, list, list[str]]:
        """The part with its forms and the headings of what the account may not write."""
        made, refused = [], []
        for slug, heading, names in part.values:
            panel = PANEL_OF[slug]
            if panel_verdict(self.account.access, panel, self.dossier):
                made.append(self._values(panel, heading, names))
            else:
                refused.append(heading)
        for slug, blanks in part.rows:
            section = SECTIONS[slug]
            if self.account.access.may_write(section.group, self.dossier):
                made += self._known(section) if slug == KIN else []
                made += [self._new(section, index) for index in range(1, blanks + 1)]
            else:
                refused.append(section.title)
        return part, made, refused

    def _values(self, panel: Panel, heading: str, names) -> Values:
        form = self._edit(Dossier, names, self.dossier, panel.slug)
        form.heading = heading
        self.values.append((panel, form))
        return form

    def _known(self, section: Section) -> Iterator[Values]:
        """Relatives on file: what may change of them."""
        for row in section.rows(self.dossier).order_by("relation__order", "pk"):
            form = self._edit(section.model, OF_KIN, row, f"{section.slug}-co-{row.pk}")
            form.heading = f"{row.relation}: {row.full_name}"
            self.rows.append((section, form))
            yield form

    def _edit(self, model, names, instance, prefix: str) -> Values:
        make = modelform_factory(model, form=Values, fields=names, formfield_callback=formfield)
        data = self.data if self.data and any(key.startswith(f"{prefix}-") for key in self.data) else None
        return make(data, instance=instance, prefix=prefix, use_required_attribute=False)

    def versions(self) -> dict[int, int]:
        """Id of a relative on file → the version that the person saw; one that the sheet does not name counts as 0."""
        known = [form for _, form in self.rows if isinstance(form, Values) and form.is_bound]
        return {form.instance.pk: int(form.seen) if form.seen.isdecimal() else 0 for form in known}

    def _new(self, section: Section, index: int) -> NewRow:
        make = modelform_factory(section.model, form=NewRow, fields=section.fields, formfield_callback=formfield)
        form = make(
            self.data,
            instance=section.model(dossier=self.dossier),
            section=section,
            account=self.account,
            prefix=f"{section.slug}-{index}",
        )
        for name, label in LABELS.get(section.slug, {}).items():
            form.fields[name].label = label
        form.heading = f"Thêm {section.singular}" + (f" ({index})" if index > 1 else "")
        self.rows.append((section, form))
        return form

    @property
    def unmasked(self) -> list[Panel]:
        """Panels whose restricted values the blank sheet shows."""
        return [panel for panel, form in self.values if panel.sealed & set(form.fields)]

    @cached_property
    def forms(self) -> list[forms.BaseForm]:
        """All forms in the order of the page."""
        return [self.head, *(form for _, made, _ in self.parts for form in made)]

    def is_valid(self) -> bool:
        """Whether everything was posted and can be written; each form cleans itself, so that all errors are told."""
        return self.head.is_bound and not [form for form in self.forms if form.is_bound and not form.is_valid()]

    def changed_rows(self) -> list[tuple[Section, object]]:
        """New records and changed relatives, as `enter_supplement` takes them."""
        return [(section, form.instance) for section, form in self.rows if form.is_bound and form.has_changed()]

    def changed_panels(self) -> list[Panel]:
        return [panel for panel, form in self.values if form.is_bound and form.has_changed()]

    def tell(self, error: ValidationError, row=None) -> None:
        """Put the errors of the service beside their fields: those of `row`, or of the single values; else on top."""
        told = [form for _, form in (self.rows if row is not None else self.values)]
        if row is not None:
            told = [form for form in told if form.instance is row]
        for name, texts in getattr(error, "error_dict", {None: [error]}).items():
            form = next((form for form in told if name in form.fields), told[0] if row is not None else self.head)
            form.add_error(name if name in form.fields else None, texts)

    def tell_conflict(self, conflict: Conflict) -> None:
        """Show beside each value what somebody else wrote meanwhile, and let the next attempt build on it."""
        stored = conflict.stored
        for _, form in [*self.values, *self.rows]:
            if not (form.is_bound and type(form.instance) is type(stored) and form.instance.pk == stored.pk):
                continue
            form.seen = stored.version
            for name in form.fields:
                if getattr(stored, name) != form.cleaned_data.get(name):
                    form.add_error(name, f"Hồ sơ nay ghi: “{field_value(stored, name, reveal=True) or 'chưa có'}”.")
        self.head.add_error(None, "Có người vừa sửa hồ sơ này. Xem những ô được nêu rồi ghi lại.")
        if isinstance(stored, Dossier):
            self.head.data = self.head.data.copy()
            self.head.data["version"] = stored.version

    @property
    def errors(self) -> Iterator[tuple[str, str, str]]:
        """Every error with the heading of its form and the id of its field, "" for none."""
        for form in self.forms:
            if not form.is_bound:
                continue
            for name, texts in form.errors.items():
                bound = form[name] if name in form.fields else None
                words = " · ".join(filter(None, (getattr(form, "heading", ""), bound.label if bound else "")))
                for text in texts:
                    yield words, bound.auto_id if bound else "", text
