"""The access log as a workbook: exactly what the page lists, all pages."""

from django.http import QueryDict
from django.utils import timezone

from accounts.permissions import ACCESS_LOG
from orgunits.models import Unit
from personnel.access_lines import KEYS, TITLE, Line, lines_of, whole
from personnel.exports.kinds import Asked, Kind, Made, head_lines, inside, lost_words, mark_of, offer, secret_words
from personnel.forms.access_log import AccessLogFilter
from personnel.models import Dossier, Export
from qlcb import row_security
from qlcb.formats import number_vi
from qlcb.xlsx import list_workbook

MOST_ROWS, ROWS_AT_ONCE = 20_000, 5_000
COLUMNS = (
    ("Ngày", 12),
    ("Giờ", 10),
    ("Việc", 24),
    ("Đối tượng", 26),
    ("Họ và tên", 26),
    ("Đơn vị của đối tượng", 34),
    ("Tài khoản", 20),
    ("Tên tài khoản", 22),
    ("Đơn vị của tài khoản", 34),
    ("Người giữ", 30),
    ("Địa chỉ", 16),
    ("Chi tiết", 50),
    ("Mã yêu cầu", 38),
)


class AccessLog(Kind):
    """facts: "units", on which the log was read, and "mentioned", dossiers named by their code alone."""

    slug, back, title, right = "nhat-ky", "personnel:access_log", TITLE, ACCESS_LOG

    def ask(self, account, parameters, today):
        form = _filter(account, parameters)
        rows = form.rows(today).count()
        if not form.is_valid():
            return None
        problem = (
            f"Bộ lọc đang chọn có {number_vi(rows)} lượt; mỗi tệp kết xuất được nhiều nhất {number_vi(MOST_ROWS)} "
            "lượt. Hãy thu hẹp thời gian hoặc thêm điều kiện rồi kết xuất lại."
        )
        return Asked(
            self.title, "; ".join(form.chosen()), rows, parameters["query"], f"nhat-ky-truy-cap-{today:%Y%m%d}.xlsx",
            problem=problem if rows > MOST_ROWS else "", is_long=rows > ROWS_AT_ONCE,
        )  # fmt: skip

    def make(self, export: Export, today, *, in_job):
        account = export.account
        rows = _filter(account, export.parameters).rows(today).filter(at__lt=export.created_at)
        lines = lines_of(account, list(whole(rows).order_by(*KEYS)[:MOST_ROWS]))
        content = list_workbook(
            title=TITLE,
            lines=head_lines(export, len(lines)),
            columns=COLUMNS,
            rows=(_row(line) for line in lines),
            mark=mark_of(export),
        )
        named = {line.code for line in lines if line.name}
        others = {line.code for line in lines} - named
        facts = {"units": sorted(account.access.held.get(ACCESS_LOG, ())), "mentioned": _ids(others)}
        return Made(content, len(lines), _ids(named), facts)

    def refusal(self, export: Export, account):
        """The names in it must be open still, the units read still, and no code that of a confidential dossier."""
        access = account.access
        if not all(access.may(ACCESS_LOG, pk) for pk in export.facts["units"]) or not access.holds(ACCESS_LOG):
            names = ", ".join(Unit.objects.filter(pk__in=export.facts["units"]).values_list("name", flat=True))
            return f"Tài khoản không còn đọc nhật ký của {names}."
        hidden = len(export.dossiers) - inside(export).visible_to(account).count()
        return lost_words(hidden) or secret_words(export.facts["mentioned"], account)


def _filter(account, parameters: dict) -> AccessLogFilter:
    return AccessLogFilter(QueryDict(parameters["query"]), account=account)


@row_security.opened()
def _ids(codes: set[str]) -> list[int]:
    return list(Dossier._base_manager.filter(code__in=codes).values_list("pk", flat=True))


def _row(line: Line) -> tuple:
    event, at = line.event, timezone.localtime(line.event.at)
    account, unit = event.account, event.unit if line.shows_unit else None
    return (
        at.date(),
        f"{at:%H:%M:%S}",
        event.get_kind_display(),
        event.target,
        line.name,
        unit.name if unit else None,
        account.username if account else None,
        account.title if account else None,
        account.unit.name if account and account.unit else None,
        event.custodian,
        event.address,
        event.detail,
        event.request_id,
    )


LOG = offer(AccessLog())
