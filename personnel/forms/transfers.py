"""What the pages of transfers ask: the lists' conditions, what is sent and under which decision, what is received."""

import re
from dataclasses import dataclass

from django import forms
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Concat

from accounts.permissions import TRANSFER
from accounts.querysets import Folded
from orgunits.forms import SqueezedField, UnitChoice
from orgunits.models import Unit
from orgunits.querysets import ids_above, ids_below
from personnel.forms.choices import UNITS, EntryField
from personnel.forms.filters import units_of
from personnel.forms.rows import DecisionPart, formfield, sized
from personnel.models import Attachment, Decision, Dossier, Posting, Transfer
from personnel.transfers import terms
from personnel.transfers.board import CLOSED, DONE, Board
from personnel.transfers.ground import Basis, Sending
from personnel.transfers.papers import PaperLine
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi
from qlcb.vietnamese import fold

ANY = "Tất cả"
MOST_PEOPLE = 500
DECISION = ("decision_number", "decision_signed_on", "decision_effective_on", "decision_authority", "decision_signer")
READ_BY_BOTH = "Hai bên đều đọc được lý do này."


class TransferFilter(forms.Form):
    """Conditions of a list of the board, kept in the address."""

    tim = forms.CharField(label="Họ tên, số hiệu, số quyết định", required=False, max_length=100)
    don_vi = UnitChoice(label="Đơn vị chuyển hoặc nhận", required=False, empty_label="Tất cả đơn vị")
    tinh_trang = forms.ChoiceField(
        label="Kết quả", required=False, choices=[("", ANY), *((state.value, state.label) for state in CLOSED)]
    )
    cho = forms.ChoiceField(label="Việc", required=False, choices=[("", ANY), ("toi", "Chờ tài khoản này")])

    def __init__(self, data, *, board: Board, slug: str):
        super().__init__(data, auto_id="f-%s")
        self.board, self.slug = board, slug
        departments = Unit.objects.filter(Q(kind__is_department=True) | Q(parent=None)).select_related("parent")
        self.fields["don_vi"].queryset = departments
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""
        if slug != DONE:
            del self.fields["tinh_trang"]
        if not board.has_own(slug):
            del self.fields["cho"]

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def chosen(self) -> list[str]:
        """The conditions in words, for the head of an export."""
        told = {name: value for name, value in self.cleaned_data.items() if value}
        words = {name: dict(field.choices) for name, field in self.fields.items() if name in ("tinh_trang", "cho")}
        return [f"{self.fields[name].label}: {words.get(name, {}).get(value, value)}" for name, value in told.items()]

    def narrow(self, rows):
        """Those of the transfers that meet the conditions; none while one makes no sense."""
        if not self.is_valid():
            return rows.none()
        wanted = self.cleaned_data
        if wanted["don_vi"]:
            units = ids_below([wanted["don_vi"].pk])
            rows = rows.filter(Q(from_unit_id__in=units) | Q(to_unit_id__in=units))
        if wanted.get("tinh_trang"):
            rows = rows.filter(state=wanted["tinh_trang"])
        if wanted.get("cho"):
            rows = rows.filter(self.board.own[self.slug])
        words = fold(wanted["tim"]).split()
        if words:
            told = Concat("full_name", Value(" "), "code", Value(" "), Coalesce("decision__number", Value("")))
            rows = rows.annotate(told=Folded(told))
        for word in words:
            rows = rows.filter(told__contains=word)
        return rows


class StepForm(forms.Form):
    """Why a step is taken."""

    reason = forms.CharField(
        label="Lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=READ_BY_BOTH
    )

    def __init__(self, data=None, *, today):
        super().__init__(data)
        self.today = today


class ReceiveForm(StepForm):
    """When the paper dossier came, and in what state."""

    papers_received_on = VietnameseDateField(label="Ngày nhận giấy tờ")
    papers_note = SqueezedField(
        label="Tình trạng hồ sơ khi nhận",
        max_length=300,
        required=False,
        help_text="Ví dụ: đủ tài liệu, còn niêm phong.",
    )
    field_order = ["papers_received_on", "papers_note", "reason"]

    def __init__(self, data=None, *, today):
        super().__init__(data, today=today)
        self.fields["papers_received_on"].initial = date_vi(today)
        self.fields["reason"].initial = "Đã kiểm tra và nhận đủ hồ sơ theo phiếu giao nhận."


class AccountForm(StepForm):
    """When the personal account was handed over."""

    on = VietnameseDateField(label="Ngày bàn giao tài khoản")
    field_order = ["on", "reason"]

    def __init__(self, data=None, *, today):
        super().__init__(data, today=today)
        self.fields["on"].initial = date_vi(today)
        self.fields["reason"].initial = "Đã thiết lập và bàn giao tài khoản cá nhân."


class RequestForm(forms.Form):
    """Whose dossier is asked for, by code and name, to which unit, by which document."""

    code = forms.CharField(label="Số hiệu", max_length=20)
    full_name = SqueezedField(label="Họ và tên", max_length=150, help_text="Đúng như trong quyết định.")
    to_unit = UnitChoice(label="Đơn vị nhận hồ sơ", empty_label="Chọn đơn vị")
    number = SqueezedField(label="Số văn bản yêu cầu", max_length=100, help_text="Ví dụ: 215/CV-HQQN.")
    request_on = VietnameseDateField(label="Ngày văn bản")
    reason = forms.CharField(label="Lý do", max_length=300, help_text=READ_BY_BOTH)

    def __init__(self, data=None, *, account, initial: dict | None = None):
        super().__init__(data, initial={"to_unit": account.unit.code} | (initial or {}))
        self.fields["to_unit"].queryset = units_of(account, TRANSFER)
        self.fields["to_unit"].widget.attrs["data-search-select"] = ""

    def asked(self) -> dict:
        """What the service takes beside the account and the day."""
        told = dict(self.cleaned_data)
        return told | {"on": told.pop("request_on")}


class BasisPart(DecisionPart):
    """What is alike in all that one decision moves."""

    to_unit = EntryField(
        Unit.objects.existing().select_related("parent"), slug=UNITS, label="Đơn vị nhận", empty_label="Chọn đơn vị"
    )
    kind = forms.ChoiceField(label="Hình thức", choices=Transfer.KINDS, initial=Posting.Kind.MOVE)
    effective_on = VietnameseDateField(
        label="Công tác từ ngày", required=False, help_text="Để trống: ngày quyết định có hiệu lực."
    )
    ends_position = forms.BooleanField(
        label="Thôi giữ chức vụ đang giữ tại đơn vị chuyển", required=False, initial=True
    )
    request_number = SqueezedField(label="Số văn bản yêu cầu của đơn vị nhận", max_length=100, required=False)
    request_on = VietnameseDateField(label="Ngày văn bản yêu cầu", required=False)
    reason = forms.CharField(label="Lý do, lời nhắn", max_length=300, required=False)

    PLACE = ("to_unit", "kind", "effective_on", "ends_position")
    REQUEST = ("request_number", "request_on")
    SIZES = {"kind": "m", "ends_position": "m"}

    def __init__(self, data=None, *, account, unit_id: int, initial: dict | None = None):
        above = ids_above(unit_id)
        super().__init__(data, initial={"decision_authority": above[-1] if above else None} | (initial or {}))
        self.account = account
        self.fields["decision_authority"].queryset = Unit.objects.filter(pk__in=above)
        self.fields["reason"].help_text = f"Để trống thì ghi theo quyết định. {READ_BY_BOTH}"
        for name in ("decision_number", "decision_signed_on"):
            self.fields[name].required = True
        for name in self.REQUEST:
            self.fields[name].required = terms.on_request()

    def clean(self):
        data = super().clean()
        data["decision"] = decision = self.clean_decision(Decision.Kind.POSTING, self.account)
        if decision and not data.get("reason"):
            data["reason"] = f"Quyết định {decision.number} ngày {date_vi(decision.signed_on)}"
        if bool(data.get("request_number")) != bool(data.get("request_on")):
            missing = "request_on" if data.get("request_number") else "request_number"
            self.add_error(missing, "Ghi cả số và ngày của văn bản yêu cầu.")
        return data

    def basis(self) -> Basis:
        """What the service takes; the form is valid."""
        told = self.cleaned_data
        return Basis(
            told["decision"], told["effective_on"] or told["decision"].effective_on, told["kind"],
            told["ends_position"], told.get(self.OVERRIDE, ""), told["request_number"], told["request_on"],
        )  # fmt: skip

    @property
    def asks_request(self) -> bool:
        """Whether the document of the receiving body is to be shown open."""
        return terms.on_request() or any(self[name].value() or self[name].errors for name in self.REQUEST)

    def sized(self, names) -> list[tuple]:
        return [(bound, self.SIZES.get(bound.name, size)) for bound, size in sized(self, names)]

    @property
    def parts(self) -> list[tuple[str, list]]:
        """Groups of fields: where to, the decision, the request, the reason."""
        groups = (
            ("Chuyển đến", self.PLACE),
            ("Quyết định", self.decision_names(self.account)),
            ("Văn bản yêu cầu", self.REQUEST),
            ("Ghi vào lịch sử", ("reason",)),
        )
        return [(title, self.sized(names)) for title, names in groups]


class SendForm(BasisPart):
    """One dossier. dossier: which; waiting: the request that is answered, or None."""

    new_position = formfield(Transfer._meta.get_field("new_position"))
    PLACE = ("to_unit", "kind", "effective_on", "new_position", "ends_position")

    def __init__(self, data=None, *, account, dossier: Dossier, waiting: Transfer | None = None):
        known = {"to_unit": dossier.now_employer_id} if waiting is None else {
            "to_unit": waiting.to_unit_id, "request_number": waiting.request_number,
            "request_on": date_vi(waiting.request_on),
        }  # fmt: skip
        super().__init__(data, account=account, unit_id=dossier.now_unit_id, initial=known)
        self.dossier = dossier
        self.fields["new_position"].label = "Bổ nhiệm chức vụ tại đơn vị nhận"
        self.fields["new_position"].empty_label = "Quyết định không bổ nhiệm"

    def sending(self, papers: list[PaperLine]) -> Sending:
        told = self.cleaned_data
        return Sending(self.dossier, told["to_unit"], told["new_position"], papers)


class PaperForm(forms.Form):
    """One line of the list of papers."""

    keep = forms.BooleanField(label="Giao", required=False)
    title = SqueezedField(label="Tên tài liệu", max_length=200, required=False)
    form = forms.ChoiceField(
        label="Hình thức bản", choices=Attachment.Form.choices, initial=Attachment.Form.ORIGINAL, required=False
    )
    copies = forms.IntegerField(label="Số bản", min_value=1, max_value=999, initial=1, required=False)
    sheets = forms.IntegerField(label="Số trang", min_value=1, max_value=9999, required=False)
    note = SqueezedField(label="Ghi chú", max_length=200, required=False)
    scan = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        place = self.prefix.rsplit("-", 1)[-1]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, dòng {int(place) + 1 if place.isdigit() else ''}"

    def clean(self):
        told = super().clean()
        if told.get("keep") and not told.get("title"):
            self.add_error("title", "Ghi tên tài liệu.")
        return told


class _Papers(forms.BaseFormSet):
    def lines(self, scans: set[int]) -> list[PaperLine]:
        """The papers that are handed over. scans: ids of the attachments that may stand behind them."""
        found = []
        for form in self.forms:
            told = form.cleaned_data
            typed = told.get("title") and told.get("scan") is None and not form.initial.get("title")
            if told.get("keep") or typed:
                scan = told["scan"] if told["scan"] in scans else None
                copies, kind = told["copies"] or 1, told["form"] or Attachment.Form.ORIGINAL
                found.append(PaperLine(told["title"], kind, copies, told["sheets"], told["note"], scan))
        return found


def paper_forms(data, lines: list[PaperLine], also: list[PaperLine] = (), *, blank: int = 3) -> _Papers:
    """The list of papers to correct: what is handed over, what may be, and blank rows."""
    initial = [
        {"keep": line in lines, "title": line.title, "form": line.form, "copies": line.copies, "sheets": line.sheets,
         "note": line.note, "scan": line.scan}
        for line in (*lines, *also)
    ]  # fmt: skip
    made = forms.formset_factory(PaperForm, formset=_Papers, extra=blank, max_num=400, absolute_max=400)
    return made(data, initial=initial, prefix="giay")


@dataclass(frozen=True)
class Named:
    """One line of the pasted list: the staff code and the code of the unit, as written; "" for none."""

    number: int
    code: str
    unit: str


class SendManyForm(BasisPart):
    """Many people: a pasted column of staff codes, each with the code of its receiving unit where that is another."""

    people = forms.CharField(
        label="Danh sách số hiệu",
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "num"}),
        help_text="Mỗi dòng một người; dán được từ Excel. Ai chuyển đến đơn vị khác với “Đơn vị nhận” thì ghi mã đơn "
        "vị ấy sau số hiệu.",
    )
    to_unit = EntryField(
        Unit.objects.existing().select_related("parent"), slug=UNITS, label="Đơn vị nhận", empty_label="Chọn đơn vị",
        required=False,
    )  # fmt: skip

    def __init__(self, data=None, *, account, initial: dict | None = None):
        super().__init__(data, account=account, unit_id=account.unit_id, initial=initial)

    def clean_people(self) -> list[Named]:
        lines = [re.split(r"[\s;,]+", line.strip()) for line in self.cleaned_data["people"].splitlines()]
        found = [
            Named(number, words[0].upper(), words[1].upper() if len(words) > 1 else "")
            for number, words in enumerate(lines, 1)
            if words[0]
        ]
        if len(found) > MOST_PEOPLE:
            raise forms.ValidationError(f"Mỗi lần gửi nhiều nhất {MOST_PEOPLE} người.")
        return found

    @property
    def parts(self) -> list[tuple[str, list]]:
        return [("Những ai", self.sized(["people"])), *super().parts]
