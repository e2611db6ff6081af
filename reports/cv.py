"""Sơ yếu lý lịch of one dossier: the 38 items of the form of TT 06/2023/TT-BNV from what the dossier holds.

What is not recorded yet stays an empty line to be filled in by hand. Tables write months and years, as the form does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orgunits.tree import Tree
from personnel.models import Appointment, Dossier, Posting, Qualification, Salary, Study
from qlcb import regulation
from qlcb.dates import PartialDate
from qlcb.formats import date_vi, decimal_vi

Pairs = Sequence[tuple[str, str]]
NARROW = ("Từ", "Đến", "Năm", "Năm sinh", "Mối quan hệ", "Mã số", "Bậc lương", "Hệ số", "Hệ số lương", "Điểm số")


@dataclass(frozen=True)
class Line:
    """One printed line: number of the item, "" when it goes on, and pairs of label and value."""

    number: str
    pairs: Pairs


@dataclass(frozen=True)
class CvHeading:
    """A column of a table: its label and how wide it is printed (narrow, medium, or "" for what is left)."""

    label: str

    @property
    def width(self) -> str:
        return "medium" if self.label == "Họ và tên" else "narrow" if self.label in NARROW else ""


@dataclass(frozen=True)
class CvTable:
    """A table of the form with at least two rows, blank ones to write in by hand."""

    number: str
    title: str
    headings: Sequence[CvHeading]
    rows: Sequence[Sequence[str]]

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """The rows as pairs of width and value."""
        widths = [heading.width for heading in self.headings]
        return [list(zip(widths, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Cv:
    """The whole form."""

    manager: str
    employer: str
    code: str
    citizen_id: str
    lines: Sequence[Line]
    studies: Sequence[CvTable]
    career: CvTable
    history: Sequence[CvTable]
    rewards: Sequence[CvTable]
    family: Sequence[CvTable]
    pay: Sequence[CvTable]


def cv_of(dossier: Dossier, today: date) -> Cv:
    """Fill the form. dossier: with unit, ethnic group and religion at hand; today: for what holds now."""
    facts = _Facts(dossier, today)
    path = Tree.on(today).path(dossier.now_unit_id)
    keeper = next((node.name for node in reversed(path) if node.is_department), "")
    return Cv(
        manager=keeper or regulation.fact("service_name"),
        employer=path[-1].name if path else "",
        code=dossier.code,
        citizen_id=dossier.citizen_id or "",
        lines=[*_identity(dossier), *_entry(dossier), *_level(facts), *_office(facts), *_pay_now(facts), *_health()],
        studies=_studies(facts),
        career=_career(facts),
        history=[
            _table(
                "34.2", "Thời gian hoặc chức vụ trong chế độ cũ",
                "Từ", "Đến", "Chức danh, chức vụ, đơn vị, địa điểm",
            ),
            _table(
                "34.3", "Tham gia hoặc có quan hệ với các tổ chức nước ngoài",
                "Từ", "Đến", "Tên tổ chức, địa chỉ trụ sở, công việc đã làm",
            ),
        ],
        rewards=[
            _table(
                "35.1", "Thi đua, khen thưởng",
                "Năm", "Xếp loại chuyên môn", "Xếp loại thi đua", "Hình thức khen thưởng",
            ),
            _table(
                "35.2", "Kỷ luật Đảng, hành chính",
                "Từ", "Đến", "Hình thức", "Hành vi vi phạm chính", "Cơ quan quyết định",
            ),
        ],
        family=[
            _table("36.1", "Về bản thân: cha, mẹ, vợ (chồng), các con, anh chị em ruột", *KIN),
            _table("36.2", "Cha, mẹ, anh chị em ruột bên vợ (chồng)", *KIN),
        ],
        pay=_pay(facts),
    )  # fmt: skip


KIN = (
    "Mối quan hệ", "Họ và tên", "Năm sinh",
    "Quê quán, nghề nghiệp, chức danh, chức vụ, đơn vị công tác, học tập, nơi ở (trong, ngoài nước); "
    "thành viên các tổ chức chính trị - xã hội; làm việc cho chế độ cũ, tiền án, tiền sự (nếu có)",
)  # fmt: skip


class _Facts:
    """The records of one dossier that the form asks for, oldest first."""

    def __init__(self, dossier: Dossier, today: date):
        self.today = today
        self.dossier = dossier
        of = {"dossier": dossier}
        self.postings = list(Posting.objects.filter(**of).select_related("unit__parent").order_by("valid_from"))
        appointments = Appointment.objects.filter(**of).select_related("position").order_by("valid_from")
        self.appointments = list(appointments)
        self.salaries = list(Salary.objects.filter(**of).select_related("rank").order_by("valid_from"))
        studies = Study.objects.filter(**of).select_related("level", "language")
        self.studies = sorted(studies, key=lambda study: study.ends_on or study.begins_on or PartialDate(9998))

    def now(self, rows) -> list:
        """Those of the dated rows that hold today."""
        return [
            row
            for row in rows
            if row.valid_from.first_day <= self.today and (row.valid_to is None or row.valid_to >= self.today)
        ]

    @property
    def degree(self) -> Study | None:
        """The highest professional degree."""
        kind = Qualification.Kind.PROFESSIONAL
        return max((s for s in self.studies if s.kind == kind), key=lambda study: study.level.order, default=None)


def _identity(dossier: Dossier) -> list[Line]:
    born = dossier.birth_date
    day, month = (f"{part:02}" if part else "……" for part in (born.day, born.month))
    return [
        Line("1", [("Họ và tên khai sinh (viết chữ in hoa)", dossier.full_name.upper()),
                   ("Giới tính", dossier.get_sex_display())]),
        Line("2", [("Các tên gọi khác", dossier.other_names)]),
        Line("3", [("Sinh ngày", f"{day} tháng {month} năm {born.year}")]),
        Line("4", [("Nơi sinh", dossier.birth_place)]),
        Line("5", [("Quê quán", dossier.home_town)]),
        Line("6", [("Dân tộc", str(dossier.ethnic_group or ""))]),
        Line("7", [("Tôn giáo", str(dossier.religion or ""))]),
        Line("8", [("Số định danh cá nhân/CCCD", dossier.citizen_id or ""),
                   ("Ngày cấp", date_vi(dossier.citizen_id_issued_on)), ("SĐT liên hệ", dossier.phone)]),
        Line("9", [("Số BHXH", ""), ("Số thẻ BHYT", "")]),
        Line("10", [("Nơi ở hiện nay", dossier.residence)]),
        Line("11", [("Thành phần gia đình xuất thân", "")]),
    ]  # fmt: skip


def _entry(dossier: Dossier) -> list[Line]:
    return [
        Line("12", [("Nghề nghiệp trước khi được tuyển dụng", dossier.occupation_before)]),
        Line("13", [("Ngày được tuyển dụng lần đầu", date_vi(dossier.recruited_on)),
                    ("Cơ quan, tổ chức, đơn vị tuyển dụng", dossier.recruited_by)]),
        Line("14", [("Ngày vào cơ quan hiện đang công tác", date_vi(dossier.joined_service_on))]),
        Line("15", [("Ngày vào Đảng Cộng sản Việt Nam", date_vi(dossier.party_joined_on)),
                    ("Ngày chính thức", date_vi(dossier.party_official_on))]),
        Line("16", [("Ngày tham gia tổ chức chính trị - xã hội đầu tiên (ngày vào Đoàn TNCSHCM, Công đoàn, Hội)", "")]),
        Line("17", [("Ngày nhập ngũ", ""), ("Ngày xuất ngũ", ""), ("Quân hàm cao nhất", "")]),
        Line("18", [("Đối tượng chính sách", "")]),
    ]  # fmt: skip


def _level(facts: _Facts) -> list[Line]:
    degree = facts.degree
    highest = ", ".join(filter(None, (str(degree.level), degree.major))) if degree else ""
    return [
        Line("19", [("Trình độ giáo dục phổ thông (đã tốt nghiệp lớp mấy/thuộc hệ nào)", "")]),
        Line("20", [("Trình độ chuyên môn cao nhất", highest)]),
        Line("21", [("Học hàm", "")]),
        Line("22", [("Danh hiệu nhà nước phong tặng", "")]),
    ]


def _office(facts: _Facts) -> list[Line]:
    held = facts.now(facts.appointments)
    main = next((row for row in held if row.is_main), None)
    others = "; ".join(str(row.position) for row in held if not row.is_main)
    posting = next(iter(facts.now(facts.postings)), None)
    work = facts.dossier.main_work or (posting.work if posting else "")
    return [
        Line("23", [("Chức vụ hiện tại", str(main.position) if main else "")]),
        Line("", [("Ngày bổ nhiệm/phê chuẩn", date_vi(main.valid_from) if main else ""),
                  ("Ngày bổ nhiệm lại/phê chuẩn nhiệm kỳ tiếp theo", "")]),
        Line("24", [("Được quy hoạch chức danh", "")]),
        Line("25", [("Chức vụ kiêm nhiệm", others)]),
        Line("26", [("Chức vụ Đảng hiện tại", "")]),
        Line("27", [("Chức vụ Đảng kiêm nhiệm", "")]),
        Line("28", [("Công việc chính được giao", work)]),
        Line("29", [("Sở trường công tác", ""), ("Công việc làm lâu nhất", "")]),
    ]  # fmt: skip


def _pay_now(facts: _Facts) -> list[Line]:
    salary = next(iter(facts.now(facts.salaries)), None)
    main = next((row for row in facts.now(facts.appointments) if row.is_main), None)
    allowance = decimal_vi(main.allowance) if main else ""
    name = code = since = step = coefficient = paid_from = percent = over_frame = ""
    if salary:
        name, code, step = salary.rank.name, salary.rank.code, str(salary.step)
        since = date_vi(_rank_since(facts.salaries, salary))
        coefficient, paid_from = decimal_vi(salary.coefficient), date_vi(salary.valid_from)
        percent = f"{salary.pay_percent} %"
        over_frame = f"{salary.over_frame} %" if salary.over_frame else ""
    return [
        Line("30.1", [("Ngạch/chức danh nghề nghiệp", name), ("Mã số", code)]),
        Line("", [("Ngày bổ nhiệm ngạch/chức danh nghề nghiệp", since), ("Bậc lương", step), ("Hệ số", coefficient)]),
        Line("", [("Ngày hưởng", paid_from), ("Phần trăm hưởng", percent), ("Phụ cấp TNVK", over_frame),
                  ("Ngày hưởng PCTNVK", "")]),
        Line("30.2", [("Phụ cấp chức vụ", allowance), ("Phụ cấp kiêm nhiệm", ""), ("Phụ cấp khác", "")]),
        Line("30.3", [("Vị trí việc làm", ""), ("Mã số", "")]),
        Line("", [("Bậc lương", ""), ("Lương theo mức tiền (vnđ)", ""), ("Ngày hưởng", "")]),
        Line("", [("Phần trăm hưởng", ""), ("Phụ cấp TNVK", ""), ("Ngày hưởng PCTNVK", "")]),
    ]  # fmt: skip


def _rank_since(salaries: Sequence[Salary], current: Salary) -> PartialDate:
    """Since when the rank of the running row has been held without another between."""
    since = current.valid_from
    for row in reversed(salaries[: salaries.index(current)]):
        if row.rank.code != current.rank.code:
            break
        since = row.valid_from
    return since


def _health() -> list[Line]:
    return [Line("31", [("Tình trạng sức khoẻ", ""), ("Chiều cao", ""), ("Cân nặng", ""), ("Nhóm máu", "")])]


def _table(number: str, title: str, *headings: str, rows: Sequence[Sequence[str]] = ()) -> CvTable:
    blank = [[""] * len(headings)] * max(0, 2 - len(rows))
    return CvTable(number, title, [CvHeading(label) for label in headings], [*rows, *blank])


def _month(value: PartialDate | date | None) -> str:
    """Month and year, or the year alone; full dates lose their day, as the form asks."""
    if value is None:
        return ""
    return f"{value.month:02}/{value.year}" if value.month else str(value.year)


def _studies(facts: _Facts) -> list[CvTable]:
    def rows(kind: str, *values) -> list[list[str]]:
        return [
            [_month(study.begins_on), _month(study.ends_on), *(value(study) for value in values)]
            for study in facts.studies
            if study.kind == kind
        ]

    def school(study):
        return study.school

    def mode(study):
        return study.get_mode_display()

    def paper(study):
        return study.certificate or str(study.level)

    def language(study):
        return str(study.language or "")

    period, kind = ("Từ", "Đến", "Tên cơ sở đào tạo"), Qualification.Kind
    return [
        _table("32.1", "Chuyên môn (từ trung cấp trở lên, cả trong và ngoài nước)", *period, "Chuyên ngành đào tạo",
               "Hình thức đào tạo", "Văn bằng, trình độ",
               rows=rows(kind.PROFESSIONAL, school, lambda study: study.major, mode, lambda study: str(study.level))),
        _table("32.2", "Lý luận chính trị", *period, "Hình thức đào tạo", "Văn bằng được cấp",
               rows=rows(kind.POLITICAL, school, mode, paper)),
        _table("32.3", "Bồi dưỡng quản lý nhà nước, chức danh nghề nghiệp, nghiệp vụ chuyên ngành", *period,
               "Chứng chỉ được cấp", rows=rows(kind.STATE, school, paper)),
        _table("32.4", "Bồi dưỡng kiến thức an ninh, quốc phòng", *period, "Chứng chỉ được cấp",
               rows=rows(kind.DEFENCE, school, paper)),
        _table("32.5", "Tin học", *period, "Chứng chỉ được cấp", rows=rows(kind.IT, school, paper)),
        _table("32.6", "Ngoại ngữ, tiếng dân tộc", *period, "Tên ngoại ngữ, tiếng dân tộc", "Chứng chỉ được cấp",
               "Điểm số", rows=rows(kind.LANGUAGE, school, language, paper, lambda study: "")),
    ]  # fmt: skip


def _career(facts: _Facts) -> CvTable:
    rows = []
    for posting in facts.postings:
        parent = posting.unit.parent
        unit = f"{posting.unit.name}, {parent.name}" if parent and parent.parent_id else posting.unit.name
        title = "; ".join(filter(None, (posting.work, *_positions(facts.appointments, posting))))
        rows.append([_month(posting.valid_from), _month(posting.valid_to), unit, title])
    return _table(
        "33", "Tóm tắt quá trình công tác", "Từ", "Đến",
        "Đơn vị công tác (đảng, chính quyền, đoàn thể, tổ chức xã hội)", "Chức danh, chức vụ", rows=rows,
    )  # fmt: skip


def _positions(appointments: Sequence[Appointment], posting: Posting) -> list[str]:
    """Positions held during a posting, with the month when they began later than it."""
    found = []
    for row in appointments:
        begins, ends = row.valid_from.first_day, row.valid_to or date.max
        if begins > (posting.valid_to or date.max) or ends < posting.valid_from.first_day:
            continue
        later = begins > posting.valid_from.first_day
        found.append(f"{row.position} (từ {_month(row.valid_from)})" if later else str(row.position))
    return found


def _pay(facts: _Facts) -> list[CvTable]:
    salaries = [
        [_month(row.valid_from), _month(row.valid_to), row.rank.code, str(row.step), decimal_vi(row.coefficient), ""]
        for row in facts.salaries
    ]
    allowances = [
        [_month(row.valid_from), _month(row.valid_to), "Phụ cấp chức vụ", "", decimal_vi(row.allowance), "", ""]
        for row in facts.appointments
        if row.allowance
    ]
    return [
        _table("37.1", "Quá trình lương của bản thân", "Từ", "Đến", "Mã số", "Bậc lương", "Hệ số lương",
               "Tiền lương theo vị trí việc làm", rows=salaries),
        _table("37.2", "Các loại phụ cấp khác", "Từ", "Đến", "Loại phụ cấp", "Phần trăm hưởng", "Hệ số",
               "Hình thức hưởng", "Giá trị (đồng)", rows=allowances),
    ]  # fmt: skip
