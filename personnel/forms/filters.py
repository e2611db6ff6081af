"""Filters of the list of dossiers: one form, read by list, export and the links of other pages."""

from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, Q

from accounts.refusals import OutOfScope
from orgunits.forms import UnitChoice
from orgunits.models import QuotaKind, Unit
from orgunits.querysets import ids_below
from orgunits.tree import Tree
from personnel.delegation_progress import delegated
from personnel.due import DUES, Due
from personnel.head_counts import people_there
from personnel.models import Dossier, Finding, PaperCheck, Posting, Qualification, Rank, Term
from personnel.quotas import SUBJECTS
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi, mask_citizen

ANY = "Tất cả"
COMPLETENESS = [("", "Không xét"), ("duoi-50", "Dưới 50 %"), ("duoi-80", "Dưới 80 %"), ("chua-du", "Chưa đủ 100 %")]
BETWEEN = {
    "": {},
    "duoi-50": {"now_complete__lt": 50},
    "duoi-80": {"now_complete__lt": 80},
    "chua-du": {"now_complete__lt": 100},
}


def _uncompared() -> Q:
    return ~Exists(PaperCheck.objects.filter(dossier=OuterRef("pk")))


def _different() -> Q:
    later = PaperCheck.objects.filter(dossier=OuterRef("dossier"), place=OuterRef("place"), pk__gt=OuterRef("pk"))
    checks = PaperCheck.objects.filter(dossier=OuterRef("pk")).exclude(result=PaperCheck.Result.SAME)
    return Q(Exists(checks.exclude(Exists(later))))


# Which dossiers were never compared with the paper, and which ones differ from it in some part by the last comparison.
PAPER_CHECKS = {"chua": _uncompared, "khong-khop": _different}
SORTS = [("", "Ngày đến hạn, hoặc họ tên"), ("ten", "Họ tên"), ("so-hieu", "Số hiệu")]
PLACES = [
    ("", "Do đơn vị quản lý hồ sơ"),
    ("di", "Đang công tác ở đơn vị khác, hồ sơ ở lại"),
    ("den", "Từ đơn vị khác đến công tác, hồ sơ ở nơi cũ"),
]
SHORTEST_NUMBER = 9
WHY_LEFT = Term.GROUPS[Term.Kind.LEAVING]


def units_of(account, right: str, *, past: bool = False):
    """Units on which the account holds the right, for a drop-down; never others' (EXAMPLES, pitfalls).

    past: those that are no more, too.
    """
    units = (Unit.objects.all() if past else Unit.objects.existing()).select_related("parent")
    if account.access.everywhere(right):
        return units
    return units.filter(pk__in=account.access.units(right))


def units_of_people(account, right: str, *, past: bool = False):
    """Those, and the units that keep the dossiers on which the account holds the right by name."""
    named = account.access.dossiers(right)
    if not named or account.access.everywhere(right):
        return units_of(account, right, past=past)
    keepers = Dossier.objects.filter(pk__in=named).order_by().values("now_unit")
    within = Q(pk__in=account.access.units(right)) | Q(pk__in=keepers)
    return (Unit.objects.all() if past else Unit.objects.existing()).select_related("parent").filter(within)


class DossierFilter(forms.Form):
    """Every condition of the list, kept in the address; wrong values are told, never guessed."""

    q = forms.CharField(label="Họ tên, số hiệu, số định danh, chức vụ", required=False, max_length=100)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả đơn vị")
    ngach = forms.ChoiceField(label="Ngạch", required=False)
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Đang công tác"), ("tat-ca", ANY), *Dossier.Status.choices[1:], *WHY_LEFT.items()],
    )
    gioi_tinh = forms.ChoiceField(label="Giới tính", required=False, choices=[("", ANY), *Dossier.Sex.choices])
    doi_tuong = forms.ChoiceField(label="Đối tượng", required=False, choices=[("", ANY), *Dossier.Subject.choices])
    trinh_do = forms.ModelChoiceField(
        Qualification.objects.filter(kind=Qualification.Kind.PROFESSIONAL).order_by("-order"),
        label="Trình độ",
        required=False,
        to_field_name="code",
        empty_label=ANY,
    )
    chuc_vu = forms.ChoiceField(
        label="Chức vụ",
        required=False,
        choices=[("", ANY), ("lanh-dao", "Giữ chức vụ lãnh đạo"), ("thua-hanh", "Thừa hành")],
    )
    dang = forms.ChoiceField(
        label="Đảng viên", required=False, choices=[("", ANY), ("co", "Đảng viên"), ("khong", "Chưa vào Đảng")]
    )
    den_han = forms.ChoiceField(
        label="Đến hạn",
        required=False,
        choices=[("", "Không xét"), *((due.slug, due.label) for due in DUES.values())],
    )
    day_du = forms.ChoiceField(label="Mức đầy đủ", required=False, choices=COMPLETENESS)
    mau_thuan = forms.ChoiceField(
        label="Điểm cần xem lại",
        required=False,
        choices=[("", "Không xét"), ("error", "Có điểm mâu thuẫn"), ("any", "Có điểm cần xem lại")],
    )
    doi_chieu = forms.ChoiceField(
        label="Đối chiếu hồ sơ giấy",
        required=False,
        choices=[("", "Không xét"), ("chua", "Chưa đối chiếu mục nào"), ("khong-khop", "Có mục không khớp")],
    )
    noi_lam = forms.ChoiceField(label="Nơi công tác và quản lý hồ sơ", required=False, choices=PLACES)
    bien_che = forms.ChoiceField(label="Loại biên chế", required=False, choices=[("", ANY), *QuotaKind.choices])
    tai_ngay = VietnameseDateField(label="Có mặt tại ngày", required=False)
    uy_quyen = forms.CharField(label="Ủy quyền cho", required=False, max_length=200, widget=forms.HiddenInput)
    xep = forms.ChoiceField(label="Xếp theo", required=False, choices=SORTS, widget=forms.HiddenInput)

    MAIN = ("q", "don_vi", "ngach", "tinh_trang")
    MORE = (
        *("gioi_tinh", "doi_tuong", "bien_che", "tai_ngay", "trinh_do", "chuc_vu", "dang", "den_han", "day_du"),
        *("mau_thuan", "doi_chieu", "noi_lam"),
    )
    COUNTED = frozenset({"don_vi", "doi_tuong", "bien_che", "tai_ngay", "xep"})

    def __init__(self, data, *, account, right: str):
        super().__init__(data, auto_id="f-%s")
        self.fields["don_vi"].queryset = units_of_people(account, right, past="tai-ngay" in data)
        self.fields["ngach"].choices = [("", ANY), *_ranks()]
        self.fields["don_vi"].widget.attrs["data-search-select"] = ""
        self.account, self.right = account, right
        self.visible = Dossier.objects.under(account, right)
        self.answered_for = Dossier.objects.answered_for_by(account, right)

    def add_prefix(self, field_name):
        return field_name.replace("_", "-")

    def add_initial_prefix(self, field_name):
        return f"initial-{self.add_prefix(field_name)}"

    def chosen(self) -> list[str]:
        """The conditions in words, for the head of an export and the access log."""
        words = []
        for name in self.fields:
            value = self.cleaned_data.get(name) if self.is_valid() else None
            if value and name != "xep":
                choices = dict(getattr(self.fields[name], "choices", [])) if isinstance(value, str) else {}
                told = date_vi(value) if isinstance(value, date) else _unsealed(choices.get(value, value))
                words.append(f"{self.fields[name].label}: {told}")
        return words or ["Tất cả đang công tác"]

    def rows(self, today):
        """The dossiers that meet all conditions. Raises OutOfScope for a unit that is not the account's."""
        if not self.is_valid():
            if "don_vi" in self.errors:
                raise OutOfScope(account=self.account, target=f"đơn vị {self.data.get('don-vi', '')}")
            return self.visible.none()
        wanted, then = self.cleaned_data, self.day_of(today)
        door = self.visible if wanted["q"] or wanted["noi_lam"] else self.answered_for
        rows = door.search(wanted["q"], account=self.account)
        if then:
            rows = rows.filter(Exists(self._posted(then).filter(dossier=OuterRef("pk"))))
        elif wanted["noi_lam"]:
            rows = self._elsewhere(rows.exclude(now_employer=None), self._units_now(), "now_unit", "now_employer")
        elif (units := self._units_now()) is not None:
            kept = Q(now_unit_id__in=units)  # who is looked for by name is also found where they serve
            rows = rows.filter(kept | Q(now_employer_id__in=units) if wanted["q"] else kept)
        equal = {
            "sex": wanted["gioi_tinh"],
            "subject": wanted["doi_tuong"],
            "now_rank__code": wanted["ngach"],
            "now_degree": wanted["trinh_do"],
            "now_status": "" if then and not wanted["tinh_trang"] else _status(wanted["tinh_trang"]),
            "now_state__group": wanted["tinh_trang"] if wanted["tinh_trang"] in WHY_LEFT else "",
            "now_leading": {"lanh-dao": True, "thua-hanh": False}.get(wanted["chuc_vu"], ""),
        }
        rows = rows.filter(**{name: value for name, value in equal.items() if value not in ("", None)})
        if wanted["bien_che"]:
            rows = rows.filter(subject__in=SUBJECTS[wanted["bien_che"]])
        if wanted["dang"]:
            joined = Q(party_joined_on__isnull=False, party_joined_on__first_day__lte=today)
            rows = rows.filter(joined) if wanted["dang"] == "co" else rows.exclude(joined)
        if wanted["mau_thuan"]:
            points = Finding.objects.filter(dossier=OuterRef("pk"), is_open=True)
            rows = rows.filter(Exists(points.filter(severity="error") if wanted["mau_thuan"] == "error" else points))
        if wanted["doi_chieu"]:
            rows = rows.filter(PAPER_CHECKS[wanted["doi_chieu"]]())
        rows = rows.filter(**BETWEEN[wanted["day_du"]])
        if wanted["uy_quyen"]:
            rows = rows.filter(delegated(wanted["uy_quyen"], self.account, today))
        return self.due.of(rows, today) if self.due else rows

    @property
    def due(self) -> Due | None:
        """What the people of the list have in common that falls due, if that was asked."""
        return DUES.get(self.cleaned_data["den_han"]) if self.is_valid() else None

    @property
    def sorted_by(self) -> str:
        """ "due", "name" or "code": people for whom something falls due stand by its day unless asked otherwise."""
        asked = self.cleaned_data["xep"] if self.is_valid() else ""
        return {"so-hieu": "code", "ten": "name"}.get(asked, "due" if self.due else "name")

    def day_of(self, today) -> date | None:
        """Another day than today for which the list is asked: who served there then. Other conditions are of today."""
        day = self.cleaned_data.get("tai_ngay") if self.is_valid() else None
        return day if day != today else None

    def _posted(self, day):
        """The postings of that day, kept by the unit asked for and what stood below it then."""
        postings, unit_ids = Posting.objects.on(day), self._units_then(day)
        if self.cleaned_data["noi_lam"]:
            return self._elsewhere(postings.exclude(kept_by=None), unit_ids or self._scope(), "kept_by", "unit")
        return postings if unit_ids is None else postings.kept_by(unit_ids)

    def _elsewhere(self, rows, unit_ids, keeper: str, employer: str):
        """Of people who serve elsewhere than their dossier is kept: those who left, or came to, these units."""
        if unit_ids is None:
            return rows
        kept, here = (Q(**{f"{name}_id__in": unit_ids}) for name in (keeper, employer))
        return rows.filter(here & ~kept if self.cleaned_data["noi_lam"] == "den" else kept & ~here)

    def _units_now(self):
        """The unit asked for with what stands below it; the whole scope where only the way of keeping is asked."""
        if unit := self.cleaned_data["don_vi"]:
            return ids_below([unit.pk])
        return self._scope() if self.cleaned_data["noi_lam"] else None

    def _scope(self):
        access = self.account.access
        return None if access.everywhere(self.right) else access.units(self.right)

    def _units_then(self, day) -> list[int] | None:
        if not (unit := self.cleaned_data["don_vi"]):
            return None
        node = Tree.on(day).nodes.get(unit.pk)
        return [below.id for below in node.walk()] if node else []

    def guests(self) -> int:
        """How many serve in the unit asked for, or in the scope, whose dossiers stayed elsewhere; 0 where the list asks
        for more, or the account reads all anyway."""
        told = {name for name, value in self.cleaned_data.items() if value} if self.is_valid() else {""}
        units = self._units_now() or self._scope() if told <= {"don_vi", "xep"} else None
        if not units:
            return 0
        here = self.visible.serving().filter(now_employer_id__in=units)
        return here.exclude(now_unit_id__in=units).order_by().count()

    def counted_then(self, today) -> int | None:
        """How many served there on that other day, those included who are kept elsewhere today; None where the list
        asks for more than unit, kind of staff and day, for the number would tell of people whom it may not name."""
        day = self.day_of(today)
        if day is None or any(value for name, value in self.cleaned_data.items() if name not in self.COUNTED):
            return None
        subjects = set(SUBJECTS.get(self.cleaned_data["bien_che"], Dossier.Subject.values))
        if self.cleaned_data["doi_tuong"]:
            subjects &= {self.cleaned_data["doi_tuong"]}
        return people_there(self.account, day, self._units_then(day), subjects) if subjects else 0

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that order the list."""
        return {"code": ("code", "id"), "name": ("sort_key", "id"), "due": ("due_on", "id")}[self.sorted_by]


def _status(wanted: str) -> str:
    if wanted in WHY_LEFT or wanted == "tat-ca":
        return ""
    return wanted or Dossier.Status.SERVING


def _unsealed(value) -> str:
    """A condition as it may stand in a log or a file: a citizen number that was searched for is masked."""
    number = "".join(str(value).split())
    return mask_citizen(number) if number.isdecimal() and len(number) >= SHORTEST_NUMBER else str(value)


def _ranks():
    seen = {}
    for code, name in Rank.objects.values_list("code", "name"):
        seen[code] = f"{code} {name}"
    return list(seen.items())
