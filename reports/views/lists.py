"""Lists: which there are, and one of them within a time and a unit."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import DECIDE, EXPORT, REPORT, VIEW
from personnel.due import DUES
from personnel.exports.kinds import KINDS
from personnel.views.exports import ask_page
from qlcb.paging import keyset_page
from reports.lists import PERIOD_LISTS
from reports.lists.base import Line, ListForm, PeriodList
from reports.lists.files import PREFIX
from reports.views.common import found, index_crumb

# Lists that have pages of their own: title, what it is, name of the page, its query, the right that opens it.
ELSEWHERE = (
    ("Hồ sơ chưa đầy đủ", "Người có hồ sơ dưới 80 %.", "personnel:list", "day-du=duoi-80", VIEW),
    ("Điểm cần xem lại", "Mâu thuẫn và điểm nghi ngờ trong hồ sơ.", "personnel:quality_list", "", VIEW),
    ("Nhập trễ hạn", "Từng dòng đã nhập sau hạn, với lý do.", "personnel:deadline_list", "ket-qua=tre", VIEW),
    ("Giấy tờ chờ nhập", "Quyết định, giấy tờ đã nhận mà chưa nhập.", "personnel:pending_papers", "", VIEW),
    ("Kê khai tài sản", "Ai phải kê khai, ai chưa, theo từng đợt.", "personnel:assets_index", "", VIEW),
    (
        "Dự thảo chưa ký",
        "Dự thảo quyết định chưa có số, chưa ghi vào hồ sơ.",
        "personnel:drafts",
        "tinh-trang=open",
        DECIDE,
    ),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All lists by family."""
    request.user.access.require(VIEW)
    due = [
        (due.label, f"Trong {due.lead_days} ngày tới.", f"{reverse('personnel:list')}?den-han={due.slug}")
        for due in DUES.values()
    ]
    beside = [
        (title, words, f"{reverse(name)}?{query}".rstrip("?"))
        for title, words, name, query, right in ELSEWHERE
        if request.user.access.holds(right)
    ]
    families: dict[str, list] = {"Đến hạn": due, "Theo dõi": beside}
    for one in PERIOD_LISTS.values():
        entry = (one.title, one.description, reverse("reports:list", args=[one.slug]))
        families.setdefault(one.family, []).append(entry)
    return render(request, "reports/lists.html", {"families": families, "crumbs": _crumbs(request)})


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    one = found(PERIOD_LISTS, slug)
    request.user.access.require(VIEW)
    form = ListForm(request.GET, account=request.user, today=timezone.localdate())
    page = None
    if form.check():
        rows = one.rows(form)
        page = keyset_page(rows, request.GET, keys=one.keys, total=rows.count())
    context = {
        "listing": one,
        "form": form,
        "page": page,
        "lines": _labelled(one, one.lines(page.rows)) if page else [],
        "crumbs": [*_crumbs(request), {"label": "Danh sách", "url": reverse("reports:lists")}],
        "may_export": request.user.access.holds(EXPORT),
        "query": urlencode(form.query),
    }
    return render(request, "reports/list.html", context)


def _labelled(one: PeriodList, lines: Iterable[Line]) -> list[tuple]:
    """Each person with the values of the columns and their labels."""
    labels = [label for label, _ in one.columns]
    return [(line.person, list(zip(line.cells, labels, strict=True))) for line in lines]


def _crumbs(request: HttpRequest) -> list[dict]:
    return [index_crumb()] if request.user.access.holds(REPORT) else []


@require_http_methods(["GET", "POST"])
def list_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as a workbook: asked for with a reason, as every export."""
    found(PERIOD_LISTS, slug)
    return ask_page(request, KINDS[f"{PREFIX}{slug}"], back=reverse("reports:list", args=[slug]))
