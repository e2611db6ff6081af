"""The free query: the form of a question and its result, saved questions, the file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts.permissions import EXPORT, REPORT
from accounts.refusals import get_visible_or_404
from personnel.exports.kinds import KINDS
from personnel.views.exports import ask_page
from qlcb.history import Conflict
from qlcb.paging import keyset_page
from reports.models import SavedQuery
from reports.query.asked import MOST_COUNTS, Asked, asked_of, question_of, saved_of
from reports.query.builder import Builder
from reports.query.posted import Posted
from reports.query.question import Question, to_address, usual
from reports.query.tree import BadQuestion
from reports.query_exports import QUERY_FILE
from reports.services.remove_query import remove_query, require_own
from reports.services.save_query import save_query
from reports.views.common import index_crumb

BROKEN = "Chưa xem được: xin sửa hoặc bỏ những điều kiện báo lỗi bên dưới."
RUN, SAVE, SAVE_NEW = "xem", "luu", "luu-moi"


@require_http_methods(["GET", "POST"])
def query(request: HttpRequest) -> HttpResponse:
    """The form, and under an address that holds a question its result."""
    request.user.access.require(REPORT)
    if request.method == "POST":
        return _edited(request)
    if question_of(request.GET) is None:
        return _page(request, Asked(usual(), request.user, timezone.localdate()))
    try:
        asked = asked_of(request.GET, request.user, timezone.localdate())
    except BadQuestion as error:
        return _page(request, Asked(usual(), request.user, timezone.localdate()), error=str(error))
    return _page(request, asked, run=not asked.problems, error=BROKEN if asked.problems else "")


@require_http_methods(["GET", "POST"])
def query_file(request: HttpRequest) -> HttpResponse:
    """The result as a workbook: asked for with a reason, as every export."""
    request.user.access.require(REPORT)
    return ask_page(request, KINDS[QUERY_FILE.slug], back=reverse("reports:query"))


@require_http_methods(["GET", "POST"])
def query_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; another account's is not this one's to take out."""
    request.user.access.require(REPORT)
    visible = SavedQuery.objects.visible_to(request.user)
    saved = get_visible_or_404(visible, account=request.user, target=f"câu hỏi tra cứu {pk}", pk=pk)
    require_own(request.user, saved)
    if request.method == "POST":
        remove_query(account=request.user, saved=saved)
        messages.success(request, f"Đã xóa câu hỏi “{saved.name}”.")
        return redirect("reports:query")
    crumbs = [index_crumb(), {"label": "Tra cứu tổng hợp", "url": reverse("reports:query")}]
    return render(request, "reports/query/remove.html", {"saved": saved, "crumbs": crumbs})


def _edited(request: HttpRequest) -> HttpResponse:
    """A button of the form: the form again with what it did, or the address of the result."""
    button, posted = request.POST.get("viec", RUN), None
    saved = saved_of(request.POST, request.user)
    try:
        posted = Posted(request.POST)
        if button not in (RUN, SAVE, SAVE_NEW):
            posted.act(button)
            return _page(request, _draft(request, posted.question), added=posted.added, quiet=True, saved=saved)
        asked = _draft(request, posted.question)
        if asked.problems:
            return _page(request, asked, error=BROKEN, saved=saved)
        if button == RUN:
            kept = {"luu": saved.pk} if saved else {}
            address = {"cau-hoi": to_address(posted.question, request.user)} | kept
            return redirect(f"{reverse('reports:query')}?{urlencode(address)}#ket-qua")
        return _saved(request, asked, saved if button == SAVE else None)
    except BadQuestion as error:
        question = posted.question if posted else usual()
        return _page(request, _draft(request, question), error=str(error), saved=saved)


def _draft(request: HttpRequest, question: Question) -> Asked:
    return Asked(question, request.user, timezone.localdate())


def _saved(request: HttpRequest, asked: Asked, saved: SavedQuery | None) -> HttpResponse:
    version = request.POST.get("phien-ban", "")
    try:
        kept = save_query(
            account=request.user, name=request.POST.get("ten", ""), question=asked.question,
            shared="chia-se" in request.POST, saved=saved,
            expected_version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        )  # fmt: skip
    except ValidationError as error:
        return _page(request, asked, save_errors=error.messages, saved=saved)
    except PermissionDenied as error:
        return _page(request, asked, save_errors=[str(error)], saved=saved)
    except Conflict:
        told = "Câu hỏi này vừa được lưu lại ở nơi khác; chưa ghi đè. Mở lại để xem, hoặc lưu thành câu hỏi mới."
        return _page(request, asked, save_errors=[told], saved=saved)
    messages.success(request, f"Đã lưu câu hỏi “{kept.name}”.")
    return redirect(f"{reverse('reports:query')}?luu={kept.pk}")


def _page(
    request, asked: Asked, *, run=False, error="", added="", quiet=False, save_errors=(), saved=None
) -> HttpResponse:
    account, data = request.user, request.POST if request.method == "POST" else request.GET
    saved = saved or saved_of(data, account)
    context = {
        "asked": asked, "builder": Builder(asked, added=added, quiet=quiet), "error": error, "ran": run, "this": saved,
        "saved_queries": SavedQuery.objects.visible_to(account).select_related("account"), "crumbs": [index_crumb()],
        "save_errors": save_errors, "typed_name": data.get("ten", saved.name if saved else ""),
        "typed_shared": "chia-se" in data if request.method == "POST" else bool(saved and saved.is_shared),
        "query": _kept(data), "title": saved.name if saved and run and "cau-hoi" not in data else "",
        "may_export": account.access.holds(EXPORT),
    }  # fmt: skip
    return render(request, "reports/query/page.html", context | (_result(request, asked) if run else {}))


def _kept(data) -> str:
    """The question as the address has it, without the page of the list."""
    kept = data.copy()
    for name in ("sau", "truoc", "tu"):
        kept.pop(name, None)
    return kept.urlencode() if "csrfmiddlewaretoken" not in kept else ""


def _result(request, asked: Asked) -> dict:
    if asked.counts:
        counted = asked.counted()
        shown = [(one, urlencode([("o", key) for key in one.keys])) for one in counted[:MOST_COUNTS]]
        return {"counted": shown, "left_off": len(counted) - len(shown), "total": sum(one.number for one in counted)}
    total = asked.rows().count()
    page = keyset_page(asked.for_page(), request.GET, keys=("sort_key", "id"), total=total)
    return {"page": page, "lines": asked.lines(page.rows), "total": total}
