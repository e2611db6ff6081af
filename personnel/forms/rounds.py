"""Forms of rounds: opening one, mending and closing it, the filter of its list, and what is said of one item."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils import timezone

from accounts.permissions import ROUNDS, VIEW
from accounts.refusals import OutOfScope
from orgunits.forms import UnitChoice
from orgunits.models import Unit
from orgunits.tree import Tree
from personnel.forms.attachments import ENDINGS, FilesField, SeveralFiles
from personnel.forms.filters import ANY, units_of, units_of_people
from personnel.forms.rows import Reasoned, formfield, sized
from personnel.models import AssetDeclaration, Dossier, Position, Rank, Round, RoundItem, Term
from personnel.paper_checks import CHECKED_PANELS
from personnel.rounds import WORDS
from personnel.rounds.changes import is_changed
from personnel.rounds.items import has_scan, on_table_of, with_state
from personnel.sections import SECTIONS
from qlcb import regulation
from qlcb.vietnamese import squeeze

State = RoundItem.State
MINE, CHANGED, CORRECTED, NO_SCAN = "cho-toi", "thay-doi", "dinh-chinh", "chua-chup"
COMMON = ("title", "document", "document_on", "unit", "deadline", "instructions")


class OpenForm(ModelForm):
    """What every round has."""

    reason = forms.CharField(
        label="Lý do", max_length=300, required=False, help_text="Để trống thì lấy số văn bản. Ghi trong lịch sử."
    )

    def __init__(self, data=None, *, account, kind: str, initial: dict | None = None):
        super().__init__(data, instance=Round(kind=kind), initial=initial)
        self.fields["unit"] = UnitChoice(label="Phạm vi: đơn vị và các đơn vị trực thuộc", empty_label="Chọn đơn vị")
        self.fields["unit"].queryset = units_of(account, ROUNDS)
        self.fields["unit"].widget.attrs["data-search-select"] = ""

    def clean(self):
        told = super().clean()
        if not told.get("reason") and told.get("document"):
            told["reason"] = f"Theo văn bản {squeeze(told['document'])}"
        return told

    @staticmethod
    def opens_with(today: date) -> dict:
        """What the form opens with, beside the day of the document."""
        return {}

    @property
    def shown(self) -> list[tuple]:
        """Fields with their width, those of the kind last."""
        own = [name for name in self.fields if name not in (*COMMON, "reason")]
        return sized(self, [*COMMON, *own, "reason"])


class ReviewForm(OpenForm):
    parts = forms.MultipleChoiceField(
        label="Các mục cần rà soát",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choice-columns"}),
        error_messages={"required": "Chọn ít nhất một mục cần rà soát."},
    )

    class Meta:
        model = Round
        fields = (*COMMON, "parts")
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        families: dict[str, list] = {"Thông tin chung": [(panel.slug, panel.title) for panel in CHECKED_PANELS]}
        for section in SECTIONS.values():
            families.setdefault(section.family, []).append((section.slug, section.title))
        self.fields["parts"].choices = list(families.items())


class AssetsForm(OpenForm):
    ranks = forms.MultipleChoiceField(
        label="Ngạch phải kê khai", required=False, widget=forms.SelectMultiple(attrs={"data-search-select": ""})
    )
    positions = forms.MultipleChoiceField(
        label="Chức vụ khác phải kê khai",
        required=False,
        widget=forms.SelectMultiple(attrs={"data-search-select": ""}),
        help_text="Ngoài chức vụ lãnh đạo, quản lý đã chọn ở trên.",
    )

    class Meta:
        model = Round
        fields = (*COMMON, "year", "declaration_kind", "leading", "ranks", "positions")
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        for name, entries in (("ranks", Rank.objects.on(today)), ("positions", Position.objects.on(today))):
            self.fields[name].choices = [(entry.code, f"{entry.code} {entry.name}") for entry in entries]
        for name in ("year", "declaration_kind"):
            self.fields[name].required = True

    @staticmethod
    def opens_with(today: date) -> dict:
        """What a round of this year usually is: who must declare by the regulation's data, until the year ends."""
        rule = regulation.fact("asset_declarers")
        annual = Term.objects.filter(kind=Term.Kind.DECLARATION_KIND, code="HN").on(today).first()
        return {
            "title": f"Kê khai tài sản, thu nhập hằng năm {today.year}",
            "year": today.year,
            "declaration_kind": annual.pk if annual else None,
            "deadline": date(today.year, 12, 31),
            **{name: rule[name] for name in ("leading", "ranks", "positions")},
        }


FORMS: dict[str, type[OpenForm]] = {Round.Kind.REVIEW: ReviewForm, Round.Kind.ASSETS: AssetsForm}


class ChangeForm(Reasoned, ModelForm):
    """What may be mended while the round runs."""

    class Meta:
        model = Round
        fields = ("title", "document", "document_on", "deadline", "instructions")
        formfield_callback = formfield

    def __init__(self, data=None, *, instance: Round):
        super().__init__(data, instance=instance, initial={"version": instance.version})


class CloseForm(forms.Form):
    conclusion = forms.CharField(
        label="Kết luận",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nhận xét chung, việc còn phải làm; in trong báo cáo kết quả.",
    )


class RemindForm(forms.Form):
    words = forms.CharField(
        label="Nội dung nhắc",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hiện ở trang Việc cần làm của các tài khoản thuộc đơn vị, và trong thư nhắc việc.",
    )


class ItemFilter(forms.Form):
    """Conditions of the list of a round, kept in the address."""

    q = forms.CharField(label="Họ tên, số hiệu", required=False, max_length=100)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả đơn vị")
    trang_thai = forms.ChoiceField(label="Tình trạng", required=False)
    truc_thuoc = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, account, round: Round):
        super().__init__(data, auto_id="f-%s")
        self.account, self.round, words = account, round, WORDS[round.kind]
        units = units_of_people(account, VIEW) if round.is_open else _units_then(account, round)
        self.fields["don_vi"].queryset = units
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""
        own = (
            [(CORRECTED, "Có đính chính, bổ sung"), (CHANGED, "Thay đổi sau rà soát")]
            if round.is_review
            else [(NO_SCAN, "Chưa có bản chụp"), (State.EXEMPT.value, State.EXEMPT.label)]
        )
        mine = [(MINE, "Chờ tài khoản này")] if round.is_open else []
        self.fields["trang_thai"].choices = [
            ("", ANY), *mine, (State.MISSING.value, words.missing), (State.DONE.value, words.done), *own,
        ]  # fmt: skip

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def rows(self):
        """Items with their state that meet all conditions. Raises OutOfScope for a unit that is not the account's."""
        items = with_state(RoundItem.objects.filter(round=self.round).visible_to(self.account))
        items = items.exclude(state=State.LEFT)
        if not self.is_valid():
            if "don_vi" in self.errors:
                raise OutOfScope(account=self.account, target=f"đơn vị {self.data.get('don-vi', '')}")
            return items.none()
        wanted = self.cleaned_data
        if wanted["q"]:
            items = items.filter(dossier__in=Dossier.objects.search(wanted["q"], account=self.account))
        if unit := wanted["don_vi"]:
            where = "dossier__now_unit__in" if self.round.is_open else "kept_by__in"
            items = items.filter(**{where: [unit.pk] if wanted["truc_thuoc"] else self._below(unit)})
        return self._in_state(items, wanted["trang_thai"])

    def _below(self, unit: Unit) -> list[int]:
        """The unit and those below it, of a closed round as the tree stood on its last day."""
        node = Tree.on(self.round.closed_on or timezone.localdate()).nodes.get(unit.pk)
        return [one.id for one in node.walk()] if node else [unit.pk]

    def _in_state(self, items, asked: str):
        if asked in State.values:
            return items.filter(state=asked)
        if asked == MINE:
            return items.filter(on_table_of(self.account, self.round), state=State.MISSING)
        if asked == CORRECTED:
            return items.filter(state=State.DONE, corrected=True)
        if asked == NO_SCAN:
            return items.filter(~has_scan(), state=State.DONE)
        return items.filter(is_changed(self.round, items)) if asked == CHANGED else items

    def chosen(self) -> str:
        """The conditions in words, for the head of an export and the log."""
        return "; ".join([f"Đợt: {self.round}", *self.conditions()])

    def conditions(self) -> list[str]:
        """What the list is narrowed to, in words, for the head of a printed list."""
        words = []
        for name in ("q", "don_vi", "trang_thai"):
            if value := self.cleaned_data.get(name):
                choices = dict(self.fields[name].choices) if isinstance(value, str) and name != "q" else {}
                words.append(f"{self.fields[name].label}: {choices.get(value, value)}")
        return words


def _units_then(account, round: Round):
    """Units of the account that stood in a round when it was closed, and those above them, even if they are no more."""
    ids = set(round.tallies.values_list("unit_id", flat=True))
    tree = Tree.on(round.closed_on)
    above = {node.id for unit_id in ids for node in tree.path(unit_id)} | ids
    mine = above if account.access.everywhere(VIEW) else above & account.access.units(VIEW)
    return Unit.objects.filter(pk__in=mine).select_related("parent")


class DeclareForm(ModelForm):
    """The declaration that a round asks for, with its scans."""

    scans = FilesField(
        label="Bản kê khai đã ký (bản chụp)",
        required=False,
        widget=SeveralFiles(attrs={"accept": ENDINGS}),
        help_text="PDF hoặc ảnh; được mã hóa khi lưu, mỗi lần mở đều vào nhật ký.",
    )

    class Meta:
        model = AssetDeclaration
        fields = ("declared_on", "published_on", "summary")
        formfield_callback = formfield

    def __init__(self, data=None, files=None, *, item: RoundItem):
        super().__init__(data, files, instance=AssetDeclaration(dossier=item.dossier))
        self.fields["declared_on"].required = True

    def clean_declared_on(self):
        day = self.cleaned_data["declared_on"]
        if day and day > timezone.localdate():
            raise ValidationError("Ngày kê khai không được sau hôm nay.")
        return day


class ListForm(forms.Form):
    """Somebody who must declare beyond the rule of the round."""

    code = forms.CharField(label="Số hiệu", max_length=20)
    because = forms.CharField(
        label="Lý do bổ sung", max_length=300, help_text="Ví dụ: dự kiến bổ nhiệm theo văn bản nào."
    )

    def clean_code(self):
        return self.cleaned_data["code"].strip().upper()


class ExemptForm(forms.Form):
    """Why somebody need not declare; empty to take it back."""

    because = forms.CharField(
        label="Lý do miễn", max_length=300, required=False, help_text="Để trống để đưa lại vào diện phải kê khai."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
