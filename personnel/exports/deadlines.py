"""Deadlines as workbooks: the board by unit and account, which names nobody (TCHQ-12.3), and the entries themselves."""

from django.http import QueryDict
from django.utils import timezone

from accounts.models import Account
from accounts.permissions import EXPORT, VIEW
from orgunits.tree import Tree
from personnel.deadlines import title_of
from personnel.deadlines.board import SHOWN, Board, Line
from personnel.deadlines.entries import INITIAL, LATE, ON_TIME, UNKNOWN, Entries, Entry
from personnel.deadlines.papers import with_days_left
from personnel.exports.kinds import Asked, Made, OfATime, head_lines, mark_of, offer
from personnel.forms.deadlines import EntryFilter, PeriodFilter
from personnel.models import Dossier, Export, PendingPaper
from personnel.rules.deadlines import START_WORDS
from personnel.services.working_calendar import working_calendar
from qlcb.formats import date_vi
from qlcb.xlsx import list_workbook

ROWS_AT_ONCE = 5_000
OUTCOMES = {
    ON_TIME: "Đúng hạn",
    LATE: "Trễ hạn",
    UNKNOWN: "Không rõ mốc",
    INITIAL: "Nhập ban đầu",
}
BOARD_COLUMNS = (
    ("Theo", 14), ("Đơn vị, người giữ tài khoản, mục", 44), ("Tài khoản", 24), ("Có hạn", 10),
    *((label, 12) for label, *_ in SHOWN), ("Tỷ lệ đúng hạn (%)", 12), ("Trễ trung bình (ngày làm việc)", 14),
    ("Giấy tờ chờ nhập", 12), ("Quá hạn", 10),
)  # fmt: skip
COLUMNS = (
    ("Số hiệu", 12), ("Họ và tên", 28), ("Đơn vị", 38), ("Mục", 26), ("Số quyết định", 22), ("Mốc tính hạn", 22),
    ("Từ ngày", 12), ("Hạn nhập", 12), ("Ngày nhập", 12), ("Kết quả", 14), ("Trễ (ngày làm việc)", 10),
    ("Lý do chậm", 50), ("Giấy tờ đến chậm", 10), ("Ngày nhận đã sửa", 10), ("Tài khoản", 16), ("Người giữ", 28),
)  # fmt: skip


class BoardFile(OfATime):
    """The numbers of the board: units, accounts with their holders, sections."""

    slug, back, title = "han-cap-nhat", "personnel:deadlines", "Tình hình cập nhật"

    def ask(self, account, parameters, today):
        form = PeriodFilter(QueryDict(parameters["query"]), account=account, today=today)
        if not form.check():
            return None
        rows = len(_lines(_board(account, form, today)))
        name = f"tinh-hinh-cap-nhat-{form.last:%Y%m%d}.xlsx"
        return Asked(self.title, _period(form), rows, parameters["query"], name)

    def make(self, export: Export, today, *, in_job):
        form = PeriodFilter(QueryDict(export.parameters["query"]), account=export.account, today=today)
        form.check()
        board = _board(export.account, form, today)
        lines = _lines(board)
        content = list_workbook(
            title=self.title,
            lines=head_lines(export, len(lines)),
            columns=BOARD_COLUMNS,
            rows=(_board_row(by, line) for by, line in lines),
            mark=mark_of(export),
        )
        return Made(content, len(lines), facts={"units": sorted(board.scope)})

    def refusal(self, export, account):
        """While the account reads all the units whose numbers are in the file."""
        if set(export.facts.get("units", ())) - account.access.units(VIEW):
            return "Phạm vi của tài khoản đã hẹp lại."
        return super().refusal(export, account)


def _period(form: PeriodFilter) -> str:
    unit = f" · {form.unit}" if form.unit else ""
    return f"Nhập từ {date_vi(form.first)} đến {date_vi(form.last)}{unit}"


def _board(account, form: PeriodFilter, today) -> Board:
    account.access.require(VIEW)
    tree = Tree.on(today)
    entries = Entries(account, first=form.first, last=form.last, tree=tree)
    papers = PendingPaper.objects.visible_to(account).filter(closed_on=None).select_related("dossier")
    waiting = with_days_left(papers, today, working_calendar())
    return Board(entries, tree.nodes.get(form.unit.pk) if form.unit else None, waiting, form.query)


def _lines(board: Board) -> list[tuple[str, Line]]:
    parts = (("", [board.total]), ("Đơn vị", board.units), ("Tài khoản", board.accounts), ("Mục", board.sections))
    return [(by, line) for by, lines in parts for line in lines]


def _board_row(by: str, line: Line) -> tuple:
    figures = line.figures
    return (
        by, line.name, line.note, figures.counted, *(number for _, number, _ in line.cells),
        line.percent if figures.counted else None, round(figures.average, 1) if figures.late else None,
        line.waiting or None, line.overdue or None,
    )  # fmt: skip


class EntryFile(OfATime):
    """The entries of the list, exactly what it shows, all pages."""

    slug, back, title = "dong-nhap", "personnel:deadline_list", "Dòng đã nhập và hạn"

    def ask(self, account, parameters, today):
        form = EntryFilter(QueryDict(parameters["query"]), account=account, today=today)
        if not form.check():
            return None
        entries, narrow = _entries(account, form, today)
        _, rows = entries.count(narrow)
        name = f"dong-nhap-{form.last:%Y%m%d}.xlsx"
        return Asked(self.title, form.chosen(), rows, parameters["query"], name, is_long=rows > ROWS_AT_ONCE)

    def make(self, export: Export, today, *, in_job):
        form = EntryFilter(QueryDict(export.parameters["query"]), account=export.account, today=today)
        form.check()
        entries, narrow = _entries(export.account, form, today)
        rows = entries.rows(narrow)
        people = Dossier.objects.under(export.account, EXPORT).select_related("now_unit")
        people = people.in_bulk({entry.dossier_id for entry in rows})
        accounts = Account.objects.in_bulk({entry.account_id for entry in rows} - {None})
        shown = [entry for entry in rows if entry.dossier_id in people]
        content = list_workbook(
            title=self.title,
            lines=head_lines(export, len(shown)),
            columns=COLUMNS,
            rows=(_row(entry, people[entry.dossier_id], accounts.get(entry.account_id)) for entry in shown),
            mark=mark_of(export),
        )
        return Made(content, len(shown), sorted({entry.dossier_id for entry in shown}))


def _entries(account, form: EntryFilter, today):
    account.access.require(VIEW)
    tree = Tree.on(today)
    return Entries(account, first=form.first, last=form.last, tree=tree), form.narrow(tree)


def _row(entry: Entry, person: Dossier, account: Account | None) -> tuple:
    return (
        person.code, person.full_name, person.now_unit.name if person.now_unit else None, title_of(entry.section),
        entry.number, START_WORDS.get(entry.start_kind or ""), entry.start, entry.due,
        timezone.localdate(entry.entered_at), OUTCOMES[entry.outcome], entry.late_days or None, entry.because,
        entry.late_paper or None, entry.paper_changed or None, account.username if account else None, entry.custodian,
    )  # fmt: skip


BOARD, ENTRIES = offer(BoardFile()), offer(EntryFile())
