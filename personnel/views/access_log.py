"""Who looked at, unmasked, printed and exported what: the log of all, and that of one dossier (TCHQ-4.1, 4.2)."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import AccessEvent
from accounts.permissions import ACCESS_LOG, RIGHTS
from personnel.forms.access_log import AccessLogFilter
from personnel.models import Dossier
from personnel.views.common import dossier_context, get_dossier
from qlcb.formats import number_vi
from qlcb.paging import keyset_page
from qlcb.xlsx import list_workbook

KEYS = ("-at", "-id")
MOST_ROWS = 20_000
TITLE = "Nhật ký truy cập"
EXPORT_COLUMNS = (
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
_OF_A_DOSSIER = re.compile(r"/ho-so/([^/]+)/")


@dataclass(frozen=True)
class Line:
    """One event; `name` of the person when it is about a dossier that the reader may open, with its `code`.

    shows_unit: whether the unit that keeps what was asked for is one of those whose log the reader reads.
    """

    event: AccessEvent
    code: str
    name: str
    shows_unit: bool = True

    @property
    def is_refusal(self) -> bool:
        return self.event.kind in AccessEvent.REFUSALS


@require_safe
def access_log(request):
    account = request.user
    account.access.require(ACCESS_LOG)
    form = AccessLogFilter(request.GET, account=account)
    rows = form.rows(timezone.localdate())
    page = keyset_page(_whole(rows), request.GET, keys=KEYS, total=rows.count())
    context = {
        "form": form,
        "page": page,
        "lines": _lines(account, page.rows),
        "query": request.GET.urlencode(),
        "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu")),
        "more_open": any(request.GET.get(name.replace("_", "-")) for name in form.MORE),
        "main_fields": [form[name] for name in form.MAIN],
        "more_fields": [form[name] for name in form.MORE],
    }
    return render(request, "personnel/access_log.html", context)


@require_safe
def export(request):
    """Exactly what the page lists, all pages, as xlsx; which conditions and how many rows is logged in its turn."""
    account, now = request.user, timezone.localtime()
    account.access.require(ACCESS_LOG)
    form = AccessLogFilter(request.GET, account=account)
    rows = form.rows(now.date())
    total, back = rows.count(), f"{reverse('personnel:access_log')}?{request.GET.urlencode()}"
    if not form.is_valid():
        return redirect(back)
    if total > MOST_ROWS:
        messages.error(
            request,
            f"Bộ lọc đang chọn có {number_vi(total)} lượt; mỗi tệp kết xuất được nhiều nhất {number_vi(MOST_ROWS)} "
            "lượt. Hãy thu hẹp thời gian hoặc thêm điều kiện rồi kết xuất lại.",
        )
        return redirect(back)
    lines = _lines(account, list(_whole(rows).order_by(*KEYS)))
    conditions = "; ".join(form.chosen())
    content = list_workbook(
        title=TITLE,
        lines=[
            f"Điều kiện: {conditions}. Số dòng: {len(lines)}.",
            f"Kết xuất lúc {now:%H:%M ngày %d/%m/%Y} bởi {account} ({account.holder_name}).",
        ],
        columns=EXPORT_COLUMNS,
        rows=(_export_row(line) for line in lines),
    )
    detail = f"{conditions}; {len(lines)} dòng"
    AccessEvent.log(AccessEvent.Kind.EXPORT, account, target=TITLE, unit=account.unit, detail=detail)
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-truy-cap-{now:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def dossier_log(request, code):
    """Who came to this dossier, and who was refused it; for who reads the log of the unit that keeps it."""
    dossier = get_dossier(request, code, looking_at="Nhật ký truy cập của hồ sơ")
    if not request.user.access.may_on(ACCESS_LOG, dossier):
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[ACCESS_LOG].sentence}.")
    rows = AccessEvent.objects.about(dossier.code, reverse("personnel:dossier", args=[dossier.code]))
    page = keyset_page(_whole(rows), request.GET, keys=KEYS, total=rows.count())
    lines = [Line(event, "", "") for event in page.rows]
    context = dossier_context(request, dossier, today=timezone.localdate(), current="nhat-ky")
    return render(request, "personnel/dossier_log.html", context | {"page": page, "lines": lines})


def _whole(rows):
    """With account, its unit, and the unit of what was looked at."""
    return rows.select_related("account__unit", "unit")


def _lines(account, events: list[AccessEvent]) -> list[Line]:
    """The events with the names of the people they are about, asked for through the door in one query."""
    codes = [_code_of(event.target) for event in events]
    people = Dossier.objects.visible_to(account).filter(code__in=set(codes)) if events else Dossier.objects.none()
    names = dict(people.values_list("code", "full_name"))
    everywhere, units = account.access.everywhere(ACCESS_LOG), account.access.units(ACCESS_LOG)
    return [
        Line(event, code, names.get(code, ""), everywhere or event.unit_id in units)
        for event, code in zip(events, codes, strict=True)
    ]


def _code_of(target: str) -> str:
    """The staff code that an event may be about: its target, or the dossier whose address was refused."""
    found = _OF_A_DOSSIER.match(target)
    return found[1] if found else target


def _export_row(line: Line) -> tuple:
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
