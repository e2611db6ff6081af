"""BM03/BNV and BM04/BNV of Thông tư 11/2012/TT-BNV: names and pay, from district level up and of communes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from orgunits.tree import Tree
from personnel.models import Allowance, Dossier
from qlcb import regulation
from qlcb.dates import PartialDate
from qlcb.formats import number_vi
from reports.definitions.listing import Listing
from reports.definitions.statutory import COMMUNE_SUBJECTS, SubjectForm
from reports.people import ALL_SUBJECTS
from reports.roster import Line
from reports.table import Cell, Heading, Value

CIVIL_SERVANT_SUBJECTS = {
    "cong-chuc": ("Công chức", (Dossier.Subject.CIVIL_SERVANT.value,)),
    "tat-ca": ("Tất cả cán bộ, công chức, viên chức, hợp đồng", ALL_SUBJECTS),
}
RANK = Heading("Mã số ngạch", "ma-ngach", "text", 9)


def headings(*pay: Heading) -> tuple[Heading, ...]:
    """The columns; pay: those before coefficient and step."""
    return (
        Heading("Stt", "stt", "index", 7),
        Heading("Họ và tên", "ho-ten", "name", 24),
        Heading(
            "Ngày, tháng, năm sinh",
            children=(Heading("Nam", "sinh-nam", "date", 11), Heading("Nữ", "sinh-nu", "date", 11)),
        ),
        Heading("Chức vụ hoặc chức danh công tác", "chuc-vu", "text", 20),
        Heading("Cơ quan, đơn vị đang làm việc", "noi-lam-viec", "text", 28),
        Heading("Thời gian giữ chức vụ, chức danh", "giu-tu", "date", 11),
        Heading(
            "Mức lương hiện hưởng",
            children=(
                *pay, Heading("Hệ số lương", "he-so", "amount", 8), Heading("Bậc lương hiện hưởng", "bac", "amount", 8)
            ),
        ),
        Heading(
            "Phụ cấp",
            children=(
                Heading("Chức vụ", "pc-chuc-vu", "amount", 8),
                Heading("Trách nhiệm", "pc-trach-nhiem", "amount", 8),
                Heading("Khu vực", "pc-khu-vuc", "amount", 8),
                Heading("Vượt khung (%)", "vuot-khung", "amount", 8),
                Heading("Tổng phụ cấp theo phần trăm (%)", "pc-phan-tram", "amount", 10),
            ),
        ),
        Heading("Ghi chú", "ghi-chu", "text", 22),
    )  # fmt: skip


class PayList(Listing):
    """A line of a person: birth in the column of the sex, position, pay and allowances of the day."""

    def notes(self, params: SubjectForm) -> list[str]:
        return [
            "Chức vụ, ngạch, bậc, hệ số và phụ cấp là của ngày báo cáo; người không giữ chức vụ thì ghi tên ngạch. "
            "Thời gian giữ tính từ ngày bắt đầu giữ liên tục chức vụ, ngạch ấy.",
            "Phụ cấp chức vụ, trách nhiệm, khu vực ghi theo hệ số, hưởng theo phần trăm hoặc mức tiền thì ghi rõ. "
            "Tổng phụ cấp theo phần trăm cộng mọi khoản hưởng theo phần trăm, kể cả vượt khung.",
            *super().notes(params),
        ]

    def cells(self, params: SubjectForm, line: Line, ticks: Sequence[bool]) -> Iterator[Cell]:
        dossier, salary = line.dossier, line.salary
        born = day_of(dossier.birth_date)
        yield Cell(born if dossier.sex == Dossier.Sex.MALE else "")
        yield Cell(born if dossier.sex == Dossier.Sex.FEMALE else "")
        yield Cell(line.title)
        yield Cell(place_of(params, line))
        yield Cell(day_of(line.since))
        if any(column is RANK for heading in self.headings for column in heading.columns):
            yield Cell(salary.rank.code if salary else "")
        yield Cell(salary.coefficient if salary else "")
        yield Cell(salary.step if salary else "")
        yield from map(Cell, allowances(line))
        yield Cell("; ".join(remarks(params, line)))


def day_of(day: PartialDate | None) -> Value:
    """A day as a day, what is known in part in words."""
    if day is None:
        return ""
    return day.first_day if day.precision == "day" else str(day)


def allowances(line: Line) -> list[Value]:
    """Position, responsibility, area, over-frame percent, and the sum of all percents. What appointment and salary
    record say is not said again by an allowance."""
    codes = regulation.fact("allowances")
    over_frame = Decimal(line.salary.over_frame if line.salary else 0)
    told = {codes["over_frame"]} if over_frame else set()
    position: Value = (line.position and line.position.allowance) or ""
    if position:
        told.add(codes["position"])
    rows = [row for row in line.allowances if row.kind.code not in told]
    percents = over_frame + sum(row.percent for row in rows if row.mode == Allowance.Mode.PERCENT)
    over_frame += sum(row.percent or 0 for row in rows if row.kind.code == codes["over_frame"])
    return [
        position or _paid(rows, codes["position"]), _paid(rows, codes["responsibility"]), _paid(rows, codes["area"]),
        _percent(over_frame), _percent(percents),
    ]  # fmt: skip


def _paid(rows: Sequence[Allowance], code: str) -> Value:
    """The coefficients of one kind added up; what is not paid by coefficient, in words."""
    found = [row for row in rows if row.kind.code == code]
    if found and all(row.mode == Allowance.Mode.COEFFICIENT for row in found):
        return sum(row.coefficient for row in found)
    return "; ".join(row.value for row in found)


def _percent(value: Decimal) -> Value:
    """Whole percents as a whole number; nothing for none."""
    if not value:
        return ""
    return int(value) if value == value.to_integral_value() else value


def place_of(params: SubjectForm, line: Line) -> str:
    """Where the person serves; a unit that is not the one whose people are listed, with the department above it."""
    if line.serves_id != line.keeper_id:
        return unit_words(params.scope.tree, line.serves_id)
    return params.scope.tree.nodes[line.serves_id].name


def unit_words(tree: Tree, unit_id: int) -> str:
    """A unit of the day and, in short, the department above it; "" for one that was not there that day."""
    path = tree.path(unit_id)
    departments = [node.short_name or node.name for node in path[:-1] if node.is_department]
    return ", ".join([node.name for node in path[-1:]] + departments[-1:])


def remarks(params: SubjectForm, line: Line) -> Iterator[str]:
    """What is unusual: paid in part, or serving where another unit keeps the dossier."""
    if line.salary and line.salary.pay_percent < 100:
        yield f"Hưởng {number_vi(line.salary.pay_percent)} % lương"
    if line.serves_id != line.keeper_id:
        yield f"Hồ sơ do {unit_words(params.scope.tree, line.keeper_id)} quản lý"


class Bm03Form(SubjectForm):
    SUBJECTS: ClassVar = CIVIL_SERVANT_SUBJECTS


class Bm03(PayList):
    slug = "bm03"
    description = "Từng công chức theo đơn vị: chức vụ, ngạch, bậc, hệ số lương và phụ cấp tính đến một ngày bất kỳ."
    headings = headings(RANK)
    parameters = Bm03Form
    communes = False


class Bm04Form(SubjectForm):
    SUBJECTS: ClassVar = COMMUNE_SUBJECTS


class Bm04(PayList):
    slug = "bm04"
    description = "Từng cán bộ, công chức của các xã, phường: chức danh, hệ số, bậc lương và phụ cấp."
    headings = headings()
    parameters = Bm04Form
    communes = True


BM03, BM04 = Bm03(), Bm04()
