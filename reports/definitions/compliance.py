"""How the units keep to the regulation: timely, complete, checked, used and refused, ranked; for the leaders (12.3)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar

from django import forms
from django.db.models import Count

from accounts.models import AccessEvent, Account
from accounts.permissions import VIEW
from personnel.deadlines.board import keeper_of
from personnel.deadlines.papers import OVERDUE, with_days_left
from personnel.models import Dossier, PaperCheck, PendingPaper
from personnel.services.working_calendar import working_calendar
from qlcb.formats import date_vi
from reports.definitions.base import AsOfForm, Report
from reports.table import Cell, Heading, Row
from reports.upkeep import Upkeep, UpkeepLine

Kind = AccessEvent.Kind


class ComplianceForm(AsOfForm):
    """Day and unit; from when on entries, checks and uses count."""

    NAMES: ClassVar = AsOfForm.NAMES | {"period": "ky"}

    period = forms.ChoiceField(
        label="Kỳ", required=False, choices=[("thang", "Từ đầu tháng"), ("quy", "Từ đầu quý"), ("nam", "Từ đầu năm")]
    )

    def clean_period(self) -> str:
        return self.cleaned_data["period"] or "thang"

    def clean_day(self) -> date:
        """Dossiers are as they are today, so no later day has anything to tell."""
        return min(super().clean_day(), self.today)

    @property
    def first(self) -> date:
        month = self.day_asked.replace(day=1)
        first_months = {"thang": month.month, "quy": (month.month - 1) // 3 * 3 + 1, "nam": 1}
        return month.replace(month=first_months[self.cleaned_data["period"]])

    def words(self) -> str:
        return f"Từ {date_vi(self.first)} · {super().words()}"

    def query(self, **changes: str) -> dict[str, str]:
        period = self.cleaned_data["period"]
        return super().query(**{"ky": period if period != "thang" else "", **changes})


class Usage:
    """Numbers by the unit of the account, within a time; each in one query."""

    def __init__(self, first: date, last: date):
        self.events = AccessEvent.objects.between(first, last).filter(account__isnull=False)

    @cached_property
    def accounts(self) -> Counter:
        """Seats and administrators in use today."""
        used = Account.objects.filter(is_active=True, withdrawn_on=None).exclude(
            kind__in=(Account.Kind.PROGRAM, Account.Kind.PERSONAL)
        )
        return _by_unit(used.order_by().values_list("unit").annotate(n=Count("pk")))

    @cached_property
    def signed_in(self) -> Counter:
        """Accounts that signed in."""
        return self._count(Count("account", distinct=True), kind__in=AccessEvent.SIGN_INS)

    @cached_property
    def refused(self) -> Counter:
        return self._count(Count("pk"), kind__in=AccessEvent.REFUSALS)

    @cached_property
    def exported(self) -> Counter:
        return self._count(Count("pk"), kind=Kind.EXPORT)

    def _count(self, number, **conditions) -> Counter:
        return _by_unit(self.events.filter(**conditions).order_by().values_list("account__unit").annotate(n=number))


def _by_unit(rows) -> Counter:
    return Counter({unit_id: number for unit_id, number in rows if unit_id is not None})


def _of(numbers: Counter, line: UpkeepLine) -> int:
    return sum(numbers[unit_id] for unit_id in line.unit_ids)


HEADINGS = (
    Heading("Hạng", "hang", "index", 6),
    Heading("Đơn vị", "don-vi", "name", 34),
    Heading(
        "Hồ sơ đang quản lý",
        children=(
            Heading("Tổng số", "ho-so", width=8),
            Heading("Mức đầy đủ (%)", "day-du", "amount", 8),
            Heading("Dưới 80 %", "duoi-80", width=8),
            Heading("Có mâu thuẫn", "mau-thuan", width=8),
            Heading("Đối chiếu với giấy trong kỳ", "doi-chieu", width=10),
        ),
    ),
    Heading(
        "Nhập trong kỳ",
        children=(
            Heading("Có hạn", "co-han", width=8),
            Heading("Đúng hạn", "dung-han", width=8),
            Heading("Trễ hạn", "tre", width=8),
            Heading("Đúng hạn (%)", "ty-le", "amount", 8),
            Heading("Trễ, chưa ghi lý do", "chua-ly-do", width=10),
        ),
    ),
    Heading(
        "Giấy tờ chờ nhập",
        children=(Heading("Tổng số", "cho-nhap", width=8), Heading("Quá hạn", "qua-han", width=8)),
    ),
    Heading(
        "Sử dụng hệ thống trong kỳ",
        children=(
            Heading("Tài khoản", "tai-khoan", width=8),
            Heading("Đã đăng nhập", "dang-nhap", width=8),
            Heading("Lượt kết xuất", "ket-xuat", width=8),
            Heading("Lần bị từ chối", "tu-choi", width=8),
        ),
    ),
)


class Compliance(Report):
    """Rank 1 enters most punctually, among equals most completely; who had nothing to enter stands behind."""

    slug = "tuan-thu"
    name = "tình hình thực hiện quy chế"
    description = (
        "Từng đơn vị nhập đúng hạn, hồ sơ đầy đủ, đối chiếu, giấy tờ chờ, sử dụng và bị từ chối thế nào trong kỳ, xếp "
        "hạng; để báo cáo lãnh đạo."
    )
    clause = "TCHQ-12.3"
    counted_in = "hồ sơ, dòng, lượt"
    reads = (VIEW,)
    headings = HEADINGS
    parameters = ComplianceForm

    def subtitles(self, params: ComplianceForm) -> tuple[str, ...]:
        return (f"Từ ngày {date_vi(params.first)} đến ngày {date_vi(params.day_asked)}",)

    def notes(self, params: ComplianceForm) -> list[str]:
        return [
            f"Số hồ sơ, mức đầy đủ, mâu thuẫn, giấy tờ chờ nhập và tài khoản là của hôm nay, {date_vi(params.today)}, "
            "theo cơ cấu tổ chức hiện nay; các cột khác là trong kỳ, theo đơn vị của tài khoản đã nhập, đã dùng.",
            "Hạng xếp theo tỷ lệ nhập đúng hạn, rồi mức đầy đủ; đơn vị không có dòng nào có hạn trong kỳ xếp sau.",
        ]

    def absence(self, params: ComplianceForm) -> str:
        if all(params.account.access.may(right, root.id) for right in self.reads for root in params.roots):
            return ""
        return "Báo cáo này đọc từng hồ sơ; tài khoản chỉ có quyền đọc số liệu của đơn vị."

    def rows(self, params: ComplianceForm) -> list[Row]:
        picture = Picture(params)
        ranked = sorted(picture.upkeep.lines, key=_rank)
        rows = [Row([Cell(str(place)), *picture.cells(line)]) for place, line in enumerate(ranked, 1)]
        total = picture.upkeep.total
        return [*rows, Row([Cell(""), *picture.cells(total)], "total")] if total else rows


def _rank(line: UpkeepLine) -> tuple:
    entered = line.entered
    return not entered.figures.counted, -entered.percent, -line.kept.figures.percent, line.name


class Picture:
    """The numbers of one report."""

    def __init__(self, params: ComplianceForm):
        self.params = params
        self.upkeep = Upkeep(params, params.today, params.first)
        self.usage = Usage(params.first, params.day_asked)

    def cells(self, line: UpkeepLine) -> Iterator[Cell]:
        kept, entered = line.kept.figures, line.entered.figures
        yield Cell(line.name)
        yield Cell(kept.dossiers, line.kept.url if kept.dossiers else "")
        yield Cell(kept.percent if kept.dossiers else "")
        yield Cell(kept.low, line.low_url)
        yield Cell(kept.wrong, line.wrong_url)
        yield Cell(_of(self._checked, line))
        yield Cell(entered.counted)
        for number, what in ((entered.on_time, "dung-han"), (entered.late, "tre")):
            yield Cell(number, line.entered.list_url(what) if number else "")
        yield Cell(line.entered.percent if entered.counted else "")
        yield Cell(entered.no_reason, line.entered.list_url("chua-ly-do") if entered.no_reason else "")
        for numbers, state in zip(self._waiting, ("", OVERDUE), strict=True):
            number = _of(numbers, line)
            yield Cell(number, line.papers_url(state) if number else "")
        usage = self.usage
        for numbers in (usage.accounts, usage.signed_in, usage.exported, usage.refused):
            yield Cell(_of(numbers, line))

    @cached_property
    def _checked(self) -> Counter:
        """Unit → its dossiers of which anything was compared with the paper in the time."""
        people = Dossier.objects.answered_for_by(self.params.account, VIEW).serving()
        span = (self.params.first, self.params.day_asked)
        checks = PaperCheck.objects.filter(dossier__in=people, checked_on__range=span).order_by()
        return _by_unit(checks.values_list("dossier__now_unit").annotate(n=Count("dossier", distinct=True)))

    @cached_property
    def _waiting(self) -> tuple[Counter, Counter]:
        """Papers that wait, and those of them that are overdue, by the unit that keeps the dossier."""
        papers = PendingPaper.objects.visible_to(self.params.account).filter(closed_on=None).select_related("dossier")
        waiting = with_days_left(papers, self.params.today, working_calendar())
        overdue = Counter(keeper_of(one) for one in waiting if one.state == OVERDUE)
        return Counter(map(keeper_of, waiting)), overdue


COMPLIANCE = Compliance()
