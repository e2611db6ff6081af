"""The national lists as people see and edit them, each declared once: page, form, workbook and checks come from here.

A change is edited in the browser (TCHQ-12.1a): law data gets a new version from a day under its decree, anything in use
is closed instead of deleted. Choices of the forms come from `choices_for`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from orgunits.models import Unit, UnitKind
from personnel.models import (
    BaseSalary,
    Consequence,
    Decentralisation,
    DecreedDay,
    EthnicGroup,
    Language,
    LegalNumber,
    Place,
    Position,
    Qualification,
    Rank,
    Religion,
    RetirementAge,
    RotationPost,
    SalaryStep,
    Term,
)
from personnel.rules.numbers import Number
from qlcb.formats import date_vi, decimal_vi, number_vi
from qlcb.vietnamese import matches_words

PERSON, SCHOOLING, WORK, PAY, MERIT, PAPERS = (
    "Lý lịch, gia đình",
    "Học vấn, đào tạo",
    "Chức vụ, công tác",
    "Ngạch, lương, chế độ",
    "Đánh giá, khen thưởng, kỷ luật",
    "Thành phần hồ sơ, kê khai",
)

CONFIDENCE = {
    "source": "Theo văn bản",
    "gk-high": "Tin cậy cao, chưa đối chiếu văn bản",
    "gk-medium": "Tin cậy vừa, cần đối chiếu",
    "gk-low": "Tin cậy thấp, cần đối chiếu",
}
ALSO_WRITTEN = {"high": "gk-high", "medium": "gk-medium", "low": "gk-low"}
NUMBERS = ("DecimalField", "IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField")
DOUBTFUL = ("gk-medium", "gk-low", "medium", "low")


def _as_entered(entry: Model) -> None:
    """Code and name stand as people enter them."""


@dataclass(frozen=True)
class Catalogue:
    """One list. key: the fields by which an entry is known; with `valid_from` among them, one code may stand in several
    times, one after the other. own: fields beside those every list has. derive: writes code and name where they follow
    from the rest. read_by_rules: why an entry counts as used although no record names it, "" when it does not.
    elsewhere: fields that choose from another table than the list itself → what they may choose.
    page: name of the address that shows the list as a whole. listed: of `own` what its table shows, all unless told."""

    slug: str
    title: str
    family: str
    model: type[Model]
    kind: str = ""
    key: tuple[str, ...] = ("code",)
    own: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    derive: Callable[[Model], None] = _as_entered
    read_by_rules: Callable[[Model, date], str] = lambda entry, today: ""
    elsewhere: dict[str, Callable[[], QuerySet]] = field(default_factory=dict)
    page: str = ""
    listed: tuple[str, ...] = ()

    @property
    def versioned(self) -> bool:
        return "valid_from" in self.key

    @property
    def series(self) -> tuple[str, ...]:
        """What the versions of one entry share."""
        return tuple(name for name in self.key if name != "valid_from")

    @property
    def closable(self) -> bool:
        return "valid_to" in self.fields

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that people write, in the order of form and workbook."""
        names = ("code", "name", *self.own, "aliases", "order", "valid_from", "valid_to", "source", "confidence")
        return tuple(name for name in names if name not in self.derived)

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The own fields that stand in the table of the list."""
        return self.listed or self.own

    @property
    def related(self) -> tuple[str, ...]:
        return tuple(name for name in self.own if self.model._meta.get_field(name).is_relation)

    @property
    def group_field(self) -> str:
        """The field by which the list is divided and filtered, "" for none."""
        return next(
            (name for name in ("group", "kind", "level", "tier", "matter") if name in self.own and self.choices(name)),
            "",
        )

    def entries(self) -> QuerySet:
        rows = self.model.objects.select_related(*self.related) if self.related else self.model.objects.all()
        return rows.filter(kind=self.kind) if self.kind else rows

    def new(self) -> Model:
        return self.model(kind=self.kind) if self.kind else self.model()

    def label(self, name: str) -> str:
        words = self.labels.get(name) or str(self.model._meta.get_field(name).verbose_name)
        return words[:1].upper() + words[1:]

    def choices(self, name: str) -> dict[str, str]:
        """Value → words of a field with fixed choices; {} for others."""
        if name == "group" and self.kind:
            return Term.GROUPS.get(self.kind, {})
        return CONFIDENCE if name == "confidence" else dict(self.model._meta.get_field(name).choices or {})

    def shown(self, entry: Model, name: str) -> str:
        """One value as people read it."""
        value = getattr(entry, name)
        if value is None or value == "":
            return ""
        if name == "confidence":
            return CONFIDENCE.get(ALSO_WRITTEN.get(value, value), value)
        if choices := self.choices(name):
            return str(choices.get(value, value))
        return str(value) if isinstance(value, Model) else _words(value)

    def is_number(self, name: str) -> bool:
        return self.model._meta.get_field(name).get_internal_type() in NUMBERS


def _words(value) -> str:
    if isinstance(value, bool):
        return "Có" if value else ""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, Decimal):
        return decimal_vi(value)
    if isinstance(value, date):
        return date_vi(value)
    return number_vi(value) if isinstance(value, int) and value > 9999 else str(value)


def reference(entry: Model) -> str:
    """How another entry of a list is named in a workbook: its code, and since when it holds if that was ever said."""
    since = f" (từ {date_vi(entry.valid_from)})" if getattr(entry, "valid_from", None) else ""
    return f"{entry.code}{since}"


def period_words(entry: Model) -> str:
    """When an entry holds: "từ 01/07/2025", "đến 30/06/2025", "01/01/2020 – 30/06/2025", "" for always."""
    begins, ends = date_vi(entry.valid_from), date_vi(entry.valid_to)
    if begins and ends:
        return f"{begins} – {ends}"
    return f"từ {begins}" if begins else f"đến {ends}" if ends else ""


def choice_label(entry: Model) -> str:
    """An entry among choices: its name, the group it stands in, and until when it held if it no longer does."""
    name, group = str(entry), getattr(entry, "group_words", "")
    parts = [name, group if group != name else ""]
    ended = getattr(entry, "valid_to", None)
    if ended and ended < timezone.localdate():
        parts.append(f"đến {date_vi(ended)}")
    return " · ".join(filter(None, parts))


def choices_for(of: type[Model] | str, day: date | None = None, keep: Model | int | None = None) -> QuerySet:
    """Entries that a form may offer.

    of: a model of a list, or a `Term.Kind`; day: the day of the fact, today when it is not known yet; keep: the entry
    (or its id) already chosen, offered whatever its time.
    """
    model = of if isinstance(of, type) else Term
    rows = model.objects.all() if isinstance(of, type) else Term.objects.filter(kind=of)
    offered, kept = in_force(day or timezone.localdate()), getattr(keep, "pk", keep)
    return rows.filter(offered | Q(pk=kept)) if kept else rows.filter(offered)


def in_force(day: date) -> Q:
    """The condition of entries that hold on the day."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def found_by(entry: Model, text: str) -> bool:
    """Whether the code, name or an alias of the entry has words beginning as the words of text."""
    return any(matches_words(words, text) for words in (f"{entry.code} {entry.name}", *entry.aliases))


def not_in_force(entry: Model, first: date, last: date) -> str:
    """Why the entry cannot stand for a fact between the two days: a sentence, or "" when it may."""
    if entry.valid_from and last < entry.valid_from:
        return f"“{entry}” chỉ có hiệu lực từ {date_vi(entry.valid_from)}."
    if entry.valid_to and first > entry.valid_to:
        return f"“{entry}” chỉ có hiệu lực đến {date_vi(entry.valid_to)}."
    return ""


def _name_base_salary(entry: BaseSalary) -> None:
    entry.code = entry.valid_from.isoformat() if entry.valid_from else ""
    entry.name = entry.source


def _name_retirement_age(entry: RetirementAge) -> None:
    entry.code, entry.name = f"{entry.year}-{entry.sex}-{entry.annex}", f"Năm {entry.year}"


def _name_decreed_day(entry: DecreedDay) -> None:
    entry.code = entry.day.isoformat() if entry.day else ""


def _name_decentralisation(entry: Decentralisation) -> None:
    """Code and name of a row follow from the case; its place in the list from the order of acts and groups."""
    acts, groups = (list(dict(entry._meta.get_field(name).choices)) for name in ("matter", "subject"))
    if entry.matter not in acts or entry.subject not in groups:
        return
    home = entry.unit or entry.kind
    parts = [str(acts.index(entry.matter) + 1), str(groups.index(entry.subject) + 1), home.code if home else ""]
    entry.code = "-".join(filter(None, parts))[:30]
    entry.order = acts.index(entry.matter) * 100 + groups.index(entry.subject)
    words = f"{entry.get_matter_display()}: {entry.get_subject_display()}"
    entry.name = f"{words}, {home.name}"[:200] if home else words


def _name_consequence(entry: Consequence) -> None:
    """Code and name of a row follow from what it is about and the people it is for."""
    if not entry.term_id:
        return
    entry.code = "-".join(filter(None, (entry.term.code, entry.subject)))[:30]
    whom = entry.get_subject_display() or entry.term.group_words
    entry.name = f"{entry.term.name} ({whom[:1].lower()}{whom[1:]})"[:200] if whom else entry.term.name


def _with_consequences() -> QuerySet:
    """What a consequence may be about; in a workbook a code names one of them, so a title coded as a rating is none."""
    ratings = Term.objects.filter(kind=K.RATING).values("code")
    return Term.objects.filter(kind__in=Consequence.KINDS).exclude(kind=K.EMULATION_TITLE, code__in=ratings)


def _judges(entry: Decentralisation, today: date) -> str:
    begun = not entry.valid_from or entry.valid_from <= today
    return "Đã có hiệu lực và được dùng để xét thẩm quyền quyết định." if begun else ""


def _rotates(entry: RotationPost, today: date) -> str:
    begun = not entry.valid_from or entry.valid_from <= today
    return "Đã có hiệu lực và được dùng để tính hạn chuyển đổi vị trí." if begun else ""


def _departments() -> QuerySet:
    return Unit.objects.filter(kind__is_department=True)


def _has_begun(entry: Model, today: date) -> str:
    begun = not entry.valid_from or entry.valid_from <= today
    return "Đã có hiệu lực và được dùng để tính lương, phụ cấp." if begun else ""


def _has_consequence(entry: Consequence, today: date) -> str:
    begun = not entry.valid_from or entry.valid_from <= today
    return "Đã có hiệu lực và được dùng để tính thời hạn nâng bậc." if begun else ""


def _is_read(entry: LegalNumber, today: date) -> str:
    return "Được dùng để tính thời hạn, mức hưởng." if entry.code in set(Number) else ""


def _age_is_due(entry: RetirementAge, today: date) -> str:
    return "Đang được dùng để tính ngày nghỉ hưu." if entry.year <= today.year else ""


def _day_is_past(entry: DecreedDay, today: date) -> str:
    return "Đã được dùng để tính thời hạn." if entry.day <= today else ""


def _term(slug: str, kind: str, family: str, own: tuple[str, ...] = ()) -> Catalogue:
    own = (("group",) if kind in Term.GROUPS else ()) + own
    title = str(Term.Kind(kind).label)
    return Catalogue(slug, title, family, Term, kind=kind, key=("kind", "code", "valid_from"), own=own)


K = Term.Kind
DECLARED = (
    Catalogue("dan-toc", "Dân tộc", PERSON, EthnicGroup, own=("is_minority",)),
    Catalogue("ton-giao", "Tôn giáo", PERSON, Religion, own=("is_none",)),
    Catalogue("dia-danh", "Tỉnh, huyện, xã", PERSON, Place, key=("code", "valid_from"),
              own=("level", "parent", "successor", "citizen_code")),
    _term("quoc-gia", K.COUNTRY, PERSON),
    _term("quan-he-gia-dinh", K.RELATION, PERSON),
    _term("thanh-phan-gia-dinh", K.FAMILY_BACKGROUND, PERSON),
    _term("doi-tuong-chinh-sach", K.POLICY, PERSON),
    _term("giay-to-tuy-than", K.IDENTITY_PAPER, PERSON),
    _term("suc-khoe", K.HEALTH_GRADE, PERSON),
    _term("ngan-hang", K.BANK, PERSON),
    Catalogue("trinh-do", "Trình độ, văn bằng, chứng chỉ", SCHOOLING, Qualification, key=("kind", "code"),
              own=("kind", "bucket")),
    Catalogue("ngoai-ngu", "Ngoại ngữ, tiếng dân tộc", SCHOOLING, Language, own=("is_ethnic",)),
    _term("giao-duc-pho-thong", K.GENERAL_EDUCATION, SCHOOLING),
    _term("hoc-ham", K.ACADEMIC_TITLE, SCHOOLING),
    _term("chuyen-nganh", K.MAJOR, SCHOOLING, ("parent",)),
    _term("co-so-dao-tao", K.SCHOOL, SCHOOLING),
    Catalogue("chuc-vu", "Chức vụ, chức danh", WORK, Position, own=("is_leading", "allowance")),
    Catalogue("phan-cap", "Phân cấp quản lý cán bộ", WORK, Decentralisation,
              key=("matter", "subject", "kind", "unit", "valid_from"),
              own=("matter", "subject", "kind", "unit", "decider", "or_above", "or_outside", "note"),
              derived=("code", "name", "aliases", "order"), derive=_name_decentralisation, read_by_rules=_judges,
              elsewhere={"kind": UnitKind.objects.all, "unit": _departments}, page="personnel:decentralisation",
              labels={"or_above": "cả cấp trên", "or_outside": "cả cơ quan ngoài"},
              listed=("decider", "or_above", "or_outside")),
    Catalogue("vi-tri-chuyen-doi", "Vị trí phải định kỳ chuyển đổi", WORK, RotationPost, key=("code", "valid_from"),
              own=("kind", "unit", "months"), derived=("aliases",), read_by_rules=_rotates,
              elsewhere={"kind": UnitKind.objects.all, "unit": Unit.objects.all}),
    _term("vi-tri-viec-lam", K.JOB_POSITION, WORK, ("parent",)),
    _term("chuc-vu-dang", K.PARTY_POSITION, WORK),
    _term("to-chuc-chinh-tri-xa-hoi", K.ORGANISATION, WORK),
    _term("quan-ham", K.MILITARY_RANK, WORK),
    _term("giai-doan-quy-hoach", K.PLANNING_TERM, WORK),
    Catalogue("ngach", "Ngạch công chức, viên chức", PAY, Rank, key=("code", "valid_from"),
              own=("group", "raise_months", "tier", "family")),
    Catalogue("bang-luong", "Bảng lương theo nhóm", PAY, SalaryStep, key=("code", "step", "valid_from"),
              own=("step", "coefficient", "raise_months", "over_frame_months"),
              labels={"code": "nhóm lương", "name": "tên nhóm"}, read_by_rules=_has_begun),
    Catalogue("luong-co-so", "Mức lương cơ sở", PAY, BaseSalary, key=("valid_from",), own=("amount",),
              derived=("code", "name", "aliases", "order"), derive=_name_base_salary, read_by_rules=_has_begun),
    Catalogue("tuoi-nghi-huu", "Tuổi nghỉ hưu", PAY, RetirementAge, key=("year", "sex", "annex"),
              own=("year", "sex", "annex", "years", "months"),
              derived=("code", "name", "aliases", "order", "valid_from", "valid_to"),
              derive=_name_retirement_age, read_by_rules=_age_is_due),
    Catalogue("thoi-han-muc", "Thời hạn, mức theo luật", PAY, LegalNumber, key=("code", "valid_from"),
              own=("value", "unit"), derived=("aliases",), read_by_rules=_is_read),
    _term("phu-cap", K.ALLOWANCE, PAY),
    _term("bao-hiem", K.INSURANCE_KIND, PAY),
    _term("loai-nghi", K.ABSENCE_KIND, PAY),
    _term("thoi-phuc-vu", K.LEAVING, PAY),
    _term("hop-dong", K.CONTRACT_KIND, PAY),
    Catalogue("lich-lam-viec", "Ngày nghỉ, ngày làm bù", PAY, DecreedDay, key=("day",), own=("day", "kind", "yearly"),
              labels={"name": "nội dung"}, derived=("code", "aliases", "order", "valid_from", "valid_to"),
              derive=_name_decreed_day, read_by_rules=_day_is_past),
    _term("xep-loai", K.RATING, MERIT),
    _term("khen-thuong", K.REWARD_FORM, MERIT),
    _term("danh-hieu-thi-dua", K.EMULATION_TITLE, MERIT),
    _term("danh-hieu-nha-nuoc", K.STATE_HONOUR, MERIT),
    _term("ky-luat", K.DISCIPLINE_FORM, MERIT),
    Catalogue("he-qua", "Hệ quả của kỷ luật, xếp loại, khen thưởng", MERIT, Consequence,
              key=("term", "subject", "valid_from"),
              own=("term", "subject", "raise_months", "hold_months", "early_months"),
              derived=("code", "name", "aliases"), derive=_name_consequence, read_by_rules=_has_consequence,
              elsewhere={"term": _with_consequences},
              labels={"raise_months": "kéo dài nâng bậc", "hold_months": "không bổ nhiệm",
                      "early_months": "nâng trước hạn"},
              listed=("subject", "raise_months", "hold_months", "early_months")),
    _term("thanh-phan-ho-so", K.PAPER_KIND, PAPERS, ("required",)),
    _term("ke-khai-tai-san", K.DECLARATION_KIND, PAPERS),
    _term("muc-dich-di-nuoc-ngoai", K.TRIP_PURPOSE, PAPERS),
)  # fmt: skip

CATALOGUES: dict[str, Catalogue] = {catalogue.slug: catalogue for catalogue in DECLARED}
