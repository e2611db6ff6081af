"""Every section and panel of the dossier, declared once (DESIGN §4).

From one declaration come tab, table, forms, history labels, import, print and the permission check. A new kind of
record is a model, one `Section` here, one migration and one test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from accounts.permissions import WorkGroup
from personnel.models import Appointment, Decision, Dossier, Posting, Salary, SalaryStep, Study
from personnel.models.rows import DossierRow
from qlcb.formats import decimal_vi


class TimeRule(Enum):
    """How rows of a section stand to each other in time; the first two are kept by the database."""

    ONE_AT_A_TIME = "Mỗi thời điểm có đúng một dòng"
    AT_MOST_ONE = "Mỗi thời điểm có nhiều nhất một dòng chính"
    ANY = "Không giới hạn"


@dataclass(frozen=True)
class Column:
    """One column of a section's table. `field` is a field or property of the row; `sub` one shown small under it.

    style: text, or number, decimal and percent, which stand at the right.
    """

    field: str
    label: str
    style: str = "text"
    sub: str = ""


def no_prefill(dossier: Dossier) -> dict:
    """The form of a new record opens empty."""
    return {}


def here(dossier: Dossier) -> dict:
    """A new position is usually in the unit where the person serves."""
    return {"unit": dossier.now_unit_id}


def next_step(dossier: Dossier) -> dict:
    """A new salary record is usually the next step of the same rank, from the day it falls due."""
    known = {"rank": dossier.now_rank_id, "valid_from": dossier.now_next_raise_on}
    step = SalaryStep.objects.filter(code=dossier.now_group, step=(dossier.now_step or 0) + 1, valid_to=None).first()
    return known | {"step": step.step, "coefficient": decimal_vi(step.coefficient)} if step else known


@dataclass(frozen=True)
class Section:
    """Records of one kind. `fields`: what its form asks, in order; `items`: items of the TT 06/2023 form it fills.

    `series`: which rows the time rule binds; `required`: a dossier always has one; `places_people`: `unit` is where the
    person serves, so writing it needs the right there; `prefill`: what is likely in a new record (HP-2.5).
    """

    slug: str
    model: type[DossierRow]
    title: str
    singular: str
    items: tuple[str, ...]
    group: WorkGroup
    time_rule: TimeRule
    columns: tuple[Column, ...]
    fields: tuple[str, ...]
    related: tuple[str, ...] = ()
    decision_kind: str = Decision.Kind.OTHER
    needs_decision: bool = True
    family: str = "Quá trình"
    empty: str = "Chưa có dòng nào."
    series: tuple[tuple[str, object], ...] = ()
    required: bool = False
    places_people: bool = False
    prefill: Callable[[Dossier], dict] = no_prefill

    @property
    def is_dated(self) -> bool:
        return self.time_rule is not TimeRule.ANY

    def rows(self, dossier):
        """The rows of one dossier, newest first, with what the table shows."""
        return self.model.objects.filter(dossier=dossier).select_related("decision", *self.related)

    def neighbours(self, row):
        """The rows that may not overlap with `row`: same dossier, and same series for sections with several."""
        same = {name: getattr(row, name) for name, _ in self.series}
        return self.model.objects.filter(dossier=row.dossier, **same)

    def in_series(self, row) -> bool:
        """Whether the time rule binds this row (a position held concurrently is not bound)."""
        return self.is_dated and all(getattr(row, name) == value for name, value in self.series)


@dataclass(frozen=True)
class Panel:
    """Single values of the dossier, edited together. `items`: items of the TT 06/2023 form."""

    slug: str
    title: str
    items: tuple[str, ...]
    group: WorkGroup
    fields: tuple[str, ...]


PANELS: tuple[Panel, ...] = (
    Panel(
        "ly-lich",
        "Lý lịch",
        ("1", "2", "3", "4", "5", "6", "7", "10"),
        WorkGroup.IDENTITY,
        (
            "full_name",
            "other_names",
            "sex",
            "birth_date",
            "birth_place",
            "home_town",
            "ethnic_group",
            "religion",
            "residence",
        ),
    ),
    Panel(
        "giay-to",
        "Giấy tờ, liên hệ",
        ("8",),
        WorkGroup.IDENTITY,
        ("citizen_id", "citizen_id_issued_on", "phone"),
    ),
    Panel(
        "tuyen-dung",
        "Tuyển dụng, vị trí",
        ("12", "13", "14", "28"),
        WorkGroup.RECRUITMENT,
        ("subject", "occupation_before", "recruited_on", "recruited_by", "joined_service_on", "main_work"),
    ),
    Panel(
        "dang",
        "Đảng, đoàn thể",
        ("15",),
        WorkGroup.IDENTITY,
        ("party_joined_on", "party_official_on"),
    ),
    Panel("ghi-chu", "Ghi chú", (), WorkGroup.IDENTITY, ("note",)),
)

POSTINGS = Section(
    slug="cong-tac",
    model=Posting,
    title="Quá trình công tác",
    singular="quá trình công tác",
    items=("33",),
    group=WorkGroup.POSTING,
    time_rule=TimeRule.ONE_AT_A_TIME,
    columns=(
        Column("valid_from", "Từ ngày", sub="until"),
        Column("unit", "Đơn vị công tác", sub="unit_parent"),
        Column("get_kind_display", "Hình thức", sub="work"),
    ),
    fields=("unit", "kind", "work", "valid_from", "valid_to"),
    related=("unit", "unit__parent"),
    decision_kind=Decision.Kind.POSTING,
    required=True,
    places_people=True,
    empty="Chưa ghi đơn vị công tác nào.",
)

APPOINTMENTS = Section(
    slug="bo-nhiem",
    model=Appointment,
    title="Bổ nhiệm, chức vụ",
    singular="chức vụ",
    items=("23", "25"),
    group=WorkGroup.CAREER,
    time_rule=TimeRule.AT_MOST_ONE,
    columns=(
        Column("valid_from", "Từ ngày", sub="until"),
        Column("position", "Chức vụ", sub="unit"),
        Column("term_ends_on", "Hết hạn"),
        Column("allowance", "Phụ cấp", "decimal"),
    ),
    fields=("position", "unit", "is_main", "valid_from", "valid_to", "term_ends_on", "allowance"),
    related=("position", "unit"),
    decision_kind=Decision.Kind.APPOINTMENT,
    empty="Chưa ghi chức vụ nào.",
    series=(("is_main", True),),
    prefill=here,
)

SALARIES = Section(
    slug="luong",
    model=Salary,
    title="Diễn biến lương",
    singular="bậc lương",
    items=("30.1", "37.1"),
    group=WorkGroup.POLICY,
    time_rule=TimeRule.ONE_AT_A_TIME,
    columns=(
        Column("valid_from", "Từ ngày", sub="until"),
        Column("rank_code", "Ngạch", sub="rank_name"),
        Column("step", "Bậc", "number"),
        Column("coefficient", "Hệ số", "decimal"),
        Column("over_frame", "Vượt khung", "percent"),
    ),
    fields=("rank", "step", "coefficient", "over_frame", "pay_percent", "valid_from", "valid_to"),
    related=("rank",),
    decision_kind=Decision.Kind.SALARY,
    empty="Chưa ghi bậc lương nào.",
    prefill=next_step,
)

STUDIES = Section(
    slug="dao-tao",
    model=Study,
    title="Đào tạo, bồi dưỡng",
    singular="văn bằng, chứng chỉ",
    items=("20", "32.1", "32.2", "32.3", "32.4", "32.5", "32.6"),
    group=WorkGroup.TRAINING,
    time_rule=TimeRule.ANY,
    columns=(
        Column("get_kind_display", "Loại"),
        Column("level", "Trình độ", sub="language"),
        Column("major", "Chuyên ngành", sub="school"),
        Column("period", "Thời gian"),
        Column("certificate", "Văn bằng", sub="get_mode_display"),
    ),
    fields=("kind", "level", "language", "major", "school", "mode", "begins_on", "ends_on", "certificate"),
    related=("level", "language"),
    decision_kind=Decision.Kind.TRAINING,
    needs_decision=False,
    empty="Chưa ghi văn bằng, chứng chỉ nào.",
)

SECTIONS: dict[str, Section] = {s.slug: s for s in (POSTINGS, APPOINTMENTS, SALARIES, STUDIES)}
PANEL_OF: dict[str, Panel] = {panel.slug: panel for panel in PANELS}
