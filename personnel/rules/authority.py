"""Who decides what about whom: one result of a decision held against the table of decentralisation (TCHQ-5.2b).

The table is data that Vụ Tổ chức cán bộ edits; here stands only how it is read. Pure functions: nothing is looked up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from django.db.models import TextChoices

from qlcb.formats import date_vi


class DecidedAct(TextChoices):
    """What is decided: finer than the kind of a decision."""

    RECRUITMENT = "recruitment", "Tuyển dụng, tiếp nhận"
    CONTRACT = "contract", "Ký hợp đồng lao động"
    MOVE_INSIDE = "move_inside", "Chuyển đổi vị trí trong đơn vị"
    MOVE = "move", "Điều động giữa các đơn vị"
    ROTATION = "rotation", "Luân chuyển"
    SECONDMENT = "secondment", "Biệt phái"
    APPOINTMENT = "appointment", "Bổ nhiệm"
    REAPPOINTMENT = "reappointment", "Bổ nhiệm lại"
    PLANNING = "planning", "Phê duyệt quy hoạch"
    RANK = "rank", "Bổ nhiệm ngạch, nâng ngạch"
    PAY = "pay", "Xếp lương"
    RAISE = "raise", "Nâng bậc lương thường xuyên"
    EARLY_RAISE = "early_raise", "Nâng bậc lương trước thời hạn"
    OVER_FRAME = "over_frame", "Phụ cấp thâm niên vượt khung"
    ALLOWANCE = "allowance", "Phụ cấp khác"
    REWARD_UNIT = "reward_unit", "Khen thưởng cấp cơ sở"
    REWARD_MINISTRY = "reward_ministry", "Khen thưởng cấp bộ, ngành, tỉnh"
    REWARD_STATE = "reward_state", "Khen thưởng cấp Nhà nước"
    TITLE = "title", "Danh hiệu thi đua"
    DISCIPLINE = "discipline", "Kỷ luật"
    TRAINING = "training", "Cử đi đào tạo, bồi dưỡng"
    TRIP = "trip", "Cử đi nước ngoài"
    RETIREMENT = "retirement", "Nghỉ hưu"
    RESIGNATION = "resignation", "Thôi việc, chấm dứt hợp đồng"


class Group(TextChoices):
    """About whom: a group of positions, of ranks, or anybody."""

    TOP_LEADER = "top_leader", "Lãnh đạo cấp Tổng cục"
    DEPARTMENT_LEADER = "department_leader", "Lãnh đạo cấp Cục, Vụ"
    UNIT_LEADER = "unit_leader", "Lãnh đạo cấp Phòng, Chi cục, Đội"
    SENIOR = "senior", "Chuyên viên cao cấp và tương đương"
    PRINCIPAL = "principal", "Chuyên viên chính và tương đương"
    OFFICER = "officer", "Chuyên viên và tương đương trở xuống"
    CONTRACT = "contract", "Người lao động hợp đồng"
    ANYONE = "anyone", "Mọi đối tượng còn lại"


class Decider(TextChoices):
    """Which level decides; seen from the unit of the person, never from another one."""

    OUTSIDE = "outside", "Cơ quan ngoài hệ thống"
    TOP = "top", "Cấp Tổng cục"
    DEPARTMENT = "department", "Cấp Cục, Vụ quản lý người đó"
    UNIT = "unit", "Phòng, Chi cục, Đội của người đó"


@dataclass(frozen=True)
class Place:
    """A unit as it stood on a day. level: 0 is the highest; kind: id of its kind."""

    id: int
    name: str
    kind: int
    level: int
    is_department: bool


class Row(Protocol):
    """A row of the table; it holds from valid_from to valid_to, both included, None is open.

    kind_id, unit_id: it is only for people of departments of that kind, or of that very department; None for all.
    or_above: whoever stands above the decider may decide as well; or_outside: bodies outside the service too.
    """

    matter: str
    subject: str
    kind_id: int | None
    unit_id: int | None
    decider: str
    or_above: bool
    or_outside: bool
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True)
class Case:
    """One result of a decision. groups: those the person belongs to, the most special first.

    authority: who decided, None for a body outside the service; line: the unit of the person and all above it, the
    nearest first; day: of signing.
    """

    act: DecidedAct
    groups: tuple[Group, ...]
    authority: Place | None
    line: tuple[Place, ...]
    day: date

    @property
    def home(self) -> Place | None:
        """The department to which the person belongs; the highest unit for who stands above all departments."""
        return next((place for place in self.line if place.is_department), self.line[-1] if self.line else None)


class Outcome(Enum):
    """What the table says of a case."""

    RIGHT = "Đúng phân cấp"
    WRONG = "Ngoài phân cấp"
    NOT_JUDGED = "Không xét"


@dataclass(frozen=True)
class Verdict:
    """The answer with its explanation, step by step. why: the conclusion in one sentence."""

    outcome: Outcome
    steps: tuple[str, ...]
    act: str = ""
    group: str = ""
    authority: int | None = None

    @property
    def is_outside(self) -> bool:
        return self.outcome is Outcome.WRONG

    @property
    def why(self) -> str:
        return self.steps[-1]

    @property
    def key(self) -> tuple[str, str, str, int | None]:
        """What was judged, about whom, by whom, and the outcome: two verdicts with the same key say the same."""
        return self.outcome.name, self.act, self.group, self.authority


NOBODY_ASKED = Verdict(Outcome.NOT_JUDGED, ("Bảng phân cấp không quy định loại việc này.",))


def judge(rows: Iterable[Row], case: Case) -> Verdict:
    """Whether the authority of the case is the one that the table names, and who else would be (TCHQ-5.2b).

    Not judged, and so not refused: what was signed before the table begins, and what it says nothing about.
    """
    rows = [row for row in rows if row.matter == case.act]
    steps = [f"Xét theo ngày ký {date_vi(case.day)}: {case.act.label.lower()}."]
    steps.append(f"Đối tượng: {'; '.join(group.label for group in case.groups)}. {_home_words(case)}")
    in_force = [row for row in rows if holds(row, case.day)]
    if not in_force:
        return Verdict(Outcome.NOT_JUDGED, (*steps, _silence(rows, case)), case.act)
    row = row_for(in_force, case)
    if row is None:
        told = "Bảng phân cấp không quy định cho đối tượng này nên không xét."
        return Verdict(Outcome.NOT_JUDGED, (*steps, told), case.act)
    told = f"Bảng phân cấp, dòng “{Group(row.subject).label}”: {decider_words(row)}."
    steps.append(f"{told} Căn cứ: {row.source}." if row.source else told)
    rightful = rightful_places(row, case.line)
    outside = row.decider == Decider.OUTSIDE or row.or_outside
    if not (rightful or outside):
        told = "Không có đơn vị nào như vậy trên đơn vị của người này nên không xét."
        return Verdict(Outcome.NOT_JUDGED, (*steps, told), case.act, row.subject)
    allowed = outside if case.authority is None else case.authority.id in {place.id for place in rightful}
    who = _who(rightful, outside)
    told = f"{case.act.label} đối với “{Group(row.subject).label}” do {who} quyết định"
    if allowed:
        return Verdict(Outcome.RIGHT, (*steps, f"{told}: đúng phân cấp."), case.act, row.subject, _id(case))
    told = f"{told} theo bảng phân cấp quản lý cán bộ; {_name(case)} không có thẩm quyền này."
    return Verdict(Outcome.WRONG, (*steps, told), case.act, row.subject, _id(case))


def holds(row: Row, day: date) -> bool:
    """Whether the row is in force on the day."""
    return (row.valid_from or date.min) <= day <= (row.valid_to or date.max)


def row_for(in_force: Sequence[Row], case: Case) -> Row | None:
    """The row that counts: of the first group that has one; of its rows the one for the very unit, then for its kind,
    then for all."""
    home = case.home
    for group in case.groups:
        fitting = [
            row
            for row in in_force
            if row.subject == group
            and (row.unit_id is None or (home is not None and row.unit_id == home.id))
            and (row.kind_id is None or (home is not None and row.kind_id == home.kind))
        ]
        if fitting:
            return max(fitting, key=lambda row: (row.unit_id is not None, row.kind_id is not None))
    return None


def rightful_places(row: Row, line: Sequence[Place]) -> list[Place]:
    """The units on the line that may decide by the row; where the level itself is missing on it, those above if the
    row lets them."""
    fits = _FITS[Decider(row.decider), row.or_above]
    return [place for place in line if fits(place)]


_FITS = {
    (Decider.OUTSIDE, False): lambda place: False,
    (Decider.OUTSIDE, True): lambda place: False,
    (Decider.TOP, False): lambda place: place.level == 0,
    (Decider.TOP, True): lambda place: place.level == 0,
    (Decider.DEPARTMENT, False): lambda place: place.is_department,
    (Decider.DEPARTMENT, True): lambda place: place.is_department or place.level == 0,
    (Decider.UNIT, False): lambda place: place.level > 0 and not place.is_department,
    (Decider.UNIT, True): lambda place: True,
}


def decider_words(row: Row) -> str:
    """Who decides by the row, as the table shows it."""
    above = " trở lên" if row.or_above and row.decider in (Decider.DEPARTMENT, Decider.UNIT) else ""
    outside = " hoặc ngoài hệ thống" if row.or_outside and row.decider != Decider.OUTSIDE else ""
    return f"{_SHORT[Decider(row.decider)]}{above}{outside}"


_SHORT = {
    Decider.OUTSIDE: "Ngoài hệ thống",
    Decider.TOP: "Tổng cục",
    Decider.DEPARTMENT: "Cục, Vụ",
    Decider.UNIT: "Phòng, Chi cục",
}


def _silence(rows: Sequence[Row], case: Case) -> str:
    begins = min((row.valid_from or date.min for row in rows), default=None)
    if begins is not None and case.day < begins:
        return f"Bảng phân cấp cho việc này bắt đầu từ {date_vi(begins)}; quyết định ký trước ngày ấy không xét."
    return "Bảng phân cấp không quy định việc này vào ngày ấy nên không xét."


def _home_words(case: Case) -> str:
    return f"Thuộc: {case.home.name}." if case.home else "Chưa rõ đơn vị công tác."


def _who(rightful: Sequence[Place], outside: bool) -> str:
    names = [place.name for place in rightful] + (["cơ quan ngoài hệ thống"] if outside else [])
    return " hoặc ".join(names)


def _id(case: Case) -> int | None:
    return case.authority.id if case.authority else None


def _name(case: Case) -> str:
    return case.authority.name if case.authority else "cơ quan ngoài hệ thống"
