"""The list of transfers as a workbook: what a list of the board shows, all pages, for the register of both sides."""

from django.http import QueryDict

from accounts.permissions import RIGHTS
from personnel.exports.kinds import Asked, Kind, Made, head_lines, lost_words, mark_of, offer
from personnel.forms.transfers import TransferFilter
from personnel.models import Export, Transfer
from personnel.transfers.board import Board
from qlcb.formats import date_vi
from qlcb.xlsx import list_workbook

ROWS_AT_ONCE = 5_000
COLUMNS = (
    ("Số hiệu", 12),
    ("Họ và tên", 28),
    ("Chức vụ", 20),
    ("Đơn vị chuyển", 38),
    ("Đơn vị nhận", 38),
    ("Hình thức", 24),
    ("Số quyết định", 18),
    ("Từ ngày", 12),
    ("Văn bản yêu cầu", 18),
    ("Ngày gửi", 12),
    ("Tình trạng", 20),
    ("Ngày chuyển bước", 14),
    ("Ngày làm việc đã chờ", 12),
    ("Hạn", 12),
    ("Lý do", 40),
)


class TransferList(Kind):
    slug, back, title = "dieu-chuyen", "personnel:transfers", "Danh sách điều chuyển hồ sơ"

    def ask(self, account, parameters, today):
        board, slug, form = _asked(account, parameters, today)
        if not form.is_valid():
            return None
        tab = next(tab for tab in board.tabs if tab.slug == slug)
        rows = form.narrow(board.rows(slug)).count()
        words = "; ".join([tab.title, *form.chosen()])
        name = f"dieu-chuyen-ho-so-{today:%Y%m%d}.xlsx"
        return Asked(self.title, words, rows, parameters["query"], name, is_long=rows > ROWS_AT_ONCE)

    def make(self, export: Export, today, *, in_job):
        board, slug, form = _asked(export.account, export.parameters, today)
        transfers = list(form.narrow(board.rows(slug)).order_by(*board.keys(slug)))
        content = list_workbook(
            title=self.title,
            lines=head_lines(export, len(transfers)),
            columns=COLUMNS,
            rows=(_row(row) for row in board.shown(transfers)),
            mark=mark_of(export),
        )
        return Made(content, len(transfers), facts={"transfers": [transfer.pk for transfer in transfers]})

    def refusal(self, export: Export, account) -> str:
        if not account.access.holds(self.right):
            return f"Tài khoản không còn quyền: {RIGHTS[self.right].sentence}."
        ids = export.facts.get("transfers", [])
        return lost_words(len(ids) - Transfer.objects.visible_to(account).filter(pk__in=ids).count())


def _asked(account, parameters: dict, today) -> tuple[Board, str, TransferFilter]:
    query, board = QueryDict(parameters["query"]), Board(account, today)
    slug = board.slug_of(query)
    return board, slug, TransferFilter(query, board=board, slug=slug)


def _row(row) -> tuple:
    transfer = row.transfer
    decision = transfer.decision
    return (
        transfer.code,
        transfer.full_name,
        transfer.position or None,
        _unit(transfer.from_unit),
        _unit(transfer.to_unit),
        transfer.get_kind_display() if decision else None,
        decision.number if decision else None,
        transfer.effective_on,
        " ".join(filter(None, (transfer.request_number, date_vi(transfer.request_on)))) or None,
        date_vi(transfer.sent_at) or None,
        transfer.get_state_display(),
        date_vi(transfer.moved_at),
        row.waited,
        row.due,
        transfer.moved_because,
    )


def _unit(unit) -> str:
    return f"{unit.name}, {unit.parent.name}" if unit.parent_id and unit.parent.parent_id else unit.name


TRANSFERS = offer(TransferList())
