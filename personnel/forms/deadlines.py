"""Forms of deadlines: which entries, why one was late, and the register of papers to be entered."""

from datetime import date, timedelta
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Account
from accounts.permissions import DECIDE, VIEW
from accounts.refusals import OutOfScope
from orgunits.forms import SqueezedField, UnitChoice, WhyForm
from orgunits.tree import Tree
from personnel.deadlines import NEW_DOSSIER, slugs_in_order, title_of
from personnel.deadlines.entries import ASKED, Narrow
from personnel.deadlines.papers import OVERDUE, SOON
from personnel.delegation_progress import pairs
from personnel.forms.filters import ANY, units_of
from personnel.models import Dossier, PendingPaper
from personnel.sections import SECTIONS
from qlcb.dates import add_months
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi

USUAL_DAYS = 30
MOST_DAYS = 366
NOBODY = "-"  # entries without a holder, in addresses


class PeriodFilter(forms.Form):
    """The unit and the time of the board; wrong values are told, never guessed."""

    don_vi = UnitChoice(label="Đơn vị nhập", required=False, empty_label="Tất cả đơn vị")
    tu_ngay = VietnameseDateField(label="Nhập từ ngày", required=False)
    den_ngay = VietnameseDateField(label="Đến hết ngày", required=False)

    def __init__(self, data, *, account, today: date):
        super().__init__(data, auto_id="f-%s")
        self.account, self.today = account, today
        self.fields["don_vi"].queryset = units_of(account, VIEW, past=True)
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def clean(self):
        wanted = super().clean()
        if not self.errors and not timedelta() <= self.last - self.first < timedelta(days=MOST_DAYS):
            self.add_error("den_ngay", "Chọn ngày cuối từ ngày đầu trở đi, cả kỳ không quá một năm.")
        return wanted

    def check(self) -> bool:
        """Whether all conditions make sense. Raises OutOfScope for a unit that is not the account's."""
        if self.is_valid():
            return True
        if "don_vi" in self.errors:
            raise OutOfScope(account=self.account, target=f"đơn vị {self.data.get('don-vi', '')}")
        return False

    @property
    def last(self) -> date:
        return self._day("den_ngay") or self.today

    @property
    def first(self) -> date:
        return self._day("tu_ngay") or self.last - timedelta(days=USUAL_DAYS - 1)

    def _day(self, name: str) -> date | None:
        return getattr(self, "cleaned_data", {}).get(name)

    @property
    def unit(self):
        return getattr(self, "cleaned_data", {}).get("don_vi")

    @property
    def query(self) -> dict[str, str]:
        """The conditions as an address carries them."""
        told = {"tu-ngay": date_vi(self.first), "den-ngay": date_vi(self.last)}
        return told | ({"don-vi": self.unit.code} if self.unit else {})

    @property
    def periods(self) -> list[tuple[str, dict[str, str]]]:
        """Usual times with their addresses: this month, the last one, this quarter, this year."""
        month = self.today.replace(day=1)
        quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
        usual = (
            ("Tháng này", month, self.today),
            ("Tháng trước", add_months(month, -1), month - timedelta(days=1)),
            ("Quý này", quarter, self.today),
            ("Năm nay", month.replace(month=1), self.today),
        )
        unit = {"don-vi": self.unit.code} if self.unit else {}
        return [(label, unit | {"tu-ngay": date_vi(a), "den-ngay": date_vi(b)}) for label, a, b in usual]


class ProgressFilter(PeriodFilter):
    """The time in which entries of delegates are counted."""

    def __init__(self, data, *, account, today: date):
        super().__init__(data, account=account, today=today)
        del self.fields["don_vi"]


class EntryFilter(PeriodFilter):
    """Which entries are listed."""

    ket_qua = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[("", ANY), *((word, label) for word, (label, _) in ASKED.items())],
    )
    muc = forms.ChoiceField(label="Mục", required=False)
    tai_khoan = SqueezedField(label="Tài khoản", required=False, max_length=60)
    nguoi_giu = SqueezedField(label="Người giữ", required=False, max_length=200, widget=forms.HiddenInput)
    truc_tiep = forms.BooleanField(required=False, widget=forms.HiddenInput)
    uy_quyen = forms.CharField(label="Ủy quyền cho", required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["muc"].choices = [("", "Tất cả các mục"), *((slug, title_of(slug)) for slug in slugs_in_order())]

    def narrow(self, tree: Tree) -> Narrow:
        """The conditions as `Entries` takes them."""
        wanted, unit = self.cleaned_data, self.unit
        node = tree.nodes.get(unit.pk) if unit else None
        below = frozenset(one.id for one in node.walk()) if node else frozenset({unit.pk}) if unit else None
        holder, account_id = wanted["nguoi_giu"], self._account_id(wanted["tai_khoan"])
        return Narrow(
            pairs=self._pairs(wanted["uy_quyen"], below, account_id) if wanted["uy_quyen"] else None,
            unit_ids=frozenset({unit.pk}) if unit and wanted["truc_tiep"] else below,
            account_id=account_id,
            custodian=None if not holder else "" if holder == NOBODY else holder,
            section=wanted["muc"],
            what=wanted["ket_qua"],
        )

    def _pairs(self, asked: str, units: frozenset[int] | None, account_id: int | None) -> tuple[tuple[int, int], ...]:
        """Delegates and the dossiers that they hold by name, in the words of `personnel.delegation_progress`."""
        accounts = Account.objects.all() if units is None else Account.objects.filter(unit__in=units)
        accounts = accounts if account_id is None else accounts.filter(pk=account_id)
        asked_of = set(accounts.values_list("pk", flat=True))
        return tuple({pair for pair in pairs(asked, self.account, self.today) if pair[0] in asked_of})

    def _account_id(self, username: str) -> int | None:
        """Of no account when the name is nobody's, so that nothing is found."""
        if not username:
            return None
        return Account.objects.filter(username=username).values_list("pk", flat=True).first() or 0

    def chosen(self) -> str:
        """The conditions in words, for the head of an export and the access log."""
        wanted = self.cleaned_data
        words = [f"nhập từ {date_vi(self.first)} đến {date_vi(self.last)}"]
        words += [str(self.unit)] if self.unit else []
        for name in ("ket_qua", "muc"):
            if wanted[name]:
                words.append(str(dict(self.fields[name].choices)[wanted[name]]))
        words += [f"tài khoản {wanted['tai_khoan']}"] if wanted["tai_khoan"] else []
        words += [f"người giữ {wanted['nguoi_giu']}"] if wanted["nguoi_giu"] not in ("", NOBODY) else []
        return "; ".join(words)


class LateReasonForm(forms.Form):
    """Why a record was entered late."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    because = SqueezedField(
        label="Lý do chậm",
        max_length=300,
        help_text="Ví dụ: giấy tờ chuyển đến thiếu, phải chờ bổ sung. Ghi trong lịch sử hồ sơ.",
    )

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0


class PaperFilter(forms.Form):
    """Which papers of the register are listed."""

    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả đơn vị")
    trang_thai = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Đang chờ nhập"), (OVERDUE, "Đã quá hạn"), (SOON, "Sắp đến hạn"), ("xong", "Đã xong")],
    )
    uy_quyen = forms.CharField(label="Ủy quyền cho", required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data, *, account):
        super().__init__(data, auto_id="f-%s")
        self.account = account
        self.fields["don_vi"].queryset = units_of(account, VIEW)
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def check(self) -> bool:
        """Whether all conditions make sense. Raises OutOfScope for a unit that is not the account's."""
        if not self.is_valid() and "don_vi" in self.errors:
            raise OutOfScope(account=self.account, target=f"đơn vị {self.data.get('don-vi', '')}")
        return self.is_valid()


class PaperForm(forms.ModelForm):
    """A paper that arrived: about one dossier, named by its staff code, or about people told in words."""

    kind = forms.ChoiceField(label="Việc phải nhập")
    code = SqueezedField(
        label="Số hiệu hồ sơ",
        max_length=20,
        required=False,
        help_text="Để trống khi chưa có hồ sơ, hoặc về nhiều người.",
    )
    unit = UnitChoice(label="Đơn vị nhập", empty_label=None)
    signed_on = VietnameseDateField(label="Ngày ký", required=False)
    effective_on = VietnameseDateField(label="Ngày có hiệu lực", required=False)
    received_on = VietnameseDateField(
        label="Ngày nhận", help_text="Hạn nhập tính từ ngày này, không sửa được khi nhập."
    )

    field_order = (
        *("kind", "code", "people", "unit", "number", "signed_on", "effective_on", "received_on", "summary"),
        "reason",
    )

    class Meta:
        model = PendingPaper
        fields = ("kind", "people", "unit", "number", "signed_on", "effective_on", "received_on", "summary")

    def __init__(self, data=None, *, account, instance: PendingPaper, known: dict | None = None):
        code = {"code": instance.dossier.code} if instance.dossier_id else {}
        super().__init__(data, instance=instance, initial=code | (known or {}))
        self.account = account
        self.fields["kind"].choices = kinds()
        self.fields["people"].label, self.fields["number"].label = "Về ai", "Số văn bản"
        self.fields["summary"].label = "Nội dung"
        self.fields["people"].help_text = "Khi không ghi số hiệu: họ tên, hoặc ví dụ “12 công chức Chi cục …”."
        self.fields["unit"].queryset = units_of(account, DECIDE)
        self.fields["unit"].widget.attrs["data-search-select"] = ""

    def clean_code(self) -> str:
        """The dossier, if it is one on which the account enters decisions; no other is told to be there."""
        code, self.instance.dossier = self.cleaned_data["code"], None
        if code:
            self.instance.dossier = Dossier.objects.under(self.account, DECIDE).filter(code=code).first()
            if self.instance.dossier is None:
                raise ValidationError("Không có hồ sơ số hiệu này trong phạm vi được nhập quyết định.")
        return code

    def clean(self):
        data = super().clean()
        if self.instance.dossier_id and data.get("kind") == NEW_DOSSIER:
            self.add_error("kind", "Người này đã có hồ sơ.")
        return data


class PaperCorrectForm(WhyForm, PaperForm):
    """The same of one that is registered, with the reason."""

    def __init__(self, data=None, *, account, instance: PendingPaper):
        super().__init__(data, account=account, instance=instance, known={"version": instance.version})
        self.fields["reason"].help_text = "Ghi trong lịch sử của giấy tờ."


class PaperCloseForm(WhyForm):
    reason = SqueezedField(
        label="Vì sao không còn phải nhập",
        max_length=300,
        help_text="Ví dụ: đã nhập đủ 12 người theo quyết định; giấy tờ trả lại vì thiếu.",
    )

    def __init__(self, *args, paper: PendingPaper, **kwargs):
        super().__init__(*args, initial={"version": paper.version}, **kwargs)


def under_paper(paper: PendingPaper) -> dict:
    """What the form of a record, or of a new dossier, opens with under a registered paper."""
    days = {"decision_signed_on": paper.signed_on, "decision_effective_on": paper.effective_on}
    known = {name: date_vi(day) for name, day in days.items() if day}
    return known | {"decision_number": paper.number, "paper_received_on": paper.received_on}


def kinds() -> list[tuple]:
    """What may have to be entered, under the headings of the dossier."""
    families = groupby(SECTIONS.values(), key=lambda section: section.family)
    return [
        (NEW_DOSSIER, title_of(NEW_DOSSIER)),
        *((family, [(section.slug, section.title) for section in sections]) for family, sections in families),
    ]
