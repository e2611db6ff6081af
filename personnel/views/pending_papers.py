"""The register of papers to be entered: what waits, with the days left; registered, put right, closed."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import DECIDE, OPEN, VIEW
from accounts.refusals import get_visible_or_404
from orgunits.querysets import ids_below
from personnel.deadlines import NEW_DOSSIER
from personnel.deadlines.papers import OVERDUE, SOON, Waiting, with_days_left
from personnel.deadlines.register import require_register
from personnel.delegation_progress import delegated
from personnel.forms.deadlines import PaperCloseForm, PaperCorrectForm, PaperFilter, PaperForm
from personnel.models import Dossier, PendingPaper
from personnel.services.close_pending_paper import close_pending_paper
from personnel.services.correct_pending_paper import correct_pending_paper
from personnel.services.register_paper import register_paper
from personnel.services.working_calendar import working_calendar
from personnel.views.common import PAPER, posted
from personnel.views.rows import add_errors
from qlcb.history import Conflict
from qlcb.paging import keyset_page
from qlcb.trail import Strand, trail

MOST_WAITING = 500
CRUMBS = [
    {"label": "Hạn cập nhật", "url": "/han-cap-nhat/"},
    {"label": "Giấy tờ chờ nhập", "url": "/giay-to-cho-nhap/"},
]


@require_safe
def paper_list(request):
    """What waits, the most urgent first; or what is done, newest first."""
    account, today = request.user, timezone.localdate()
    account.access.require(VIEW)
    form = PaperFilter(request.GET, account=account)
    wanted = form.cleaned_data if form.check() else {}
    papers = PendingPaper.objects.visible_to(account).select_related("dossier__now_unit", "unit")
    done = wanted.get("trang_thai") == "xong"
    papers = papers.filter(closed_on__isnull=not done)
    if unit := wanted.get("don_vi"):
        papers = papers.kept_by(ids_below([unit.pk]))
    if asked := wanted.get("uy_quyen"):
        of = Dossier.objects.filter(delegated(asked, account, today))
        papers = papers.filter(dossier__in=of.order_by().values("pk"))
    total = papers.count()
    page = keyset_page(papers, request.GET, keys=("-closed_on", "-id"), total=total) if done else None
    waiting = with_days_left(page.rows if page else papers[:MOST_WAITING], today, working_calendar())
    state = wanted.get("trang_thai")
    lines = [_line(account, one) for one in waiting if state not in (OVERDUE, SOON) or one.state == state]
    context = {
        "form": form,
        "page": page,
        "done": done,
        "lines": lines if done else sorted(lines, key=lambda line: (line["waiting"].due is None, line["waiting"].left)),
        "not_shown": 0 if done else max(0, total - MOST_WAITING),
        "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu")),
        "may_register": account.access.holds(DECIDE),
        "crumbs": CRUMBS[:1],
    }
    return render(request, "personnel/deadlines/papers.html", context)


def _line(account, waiting: Waiting) -> dict:
    """A paper with the way to enter it, for who may."""
    paper, access = waiting.paper, account.access
    of_dossier = paper.dossier_id is not None
    may = access.may_on(DECIDE, paper.dossier) if of_dossier else access.may(DECIDE, paper.unit_id)
    may = may and not (of_dossier and access.is_own(paper.dossier))
    return {"waiting": waiting, "paper": paper, "may": may, "enter_url": _enter_url(access, paper) if may else ""}


def _enter_url(access, paper: PendingPaper) -> str:
    """The form in which it is entered: of the record, or of the new dossier; none for what concerns several people."""
    if paper.kind == NEW_DOSSIER:
        return f"{reverse('personnel:new')}?{urlencode({PAPER: paper.pk})}" if access.holds(OPEN) else ""
    if not paper.dossier_id:
        return ""
    return f"{reverse('personnel:row_add', args=[paper.dossier.code, paper.kind])}?{urlencode({PAPER: paper.pk})}"


@require_http_methods(["GET", "POST"])
def paper_add(request):
    account, today = request.user, timezone.localdate()
    account.access.require(DECIDE)
    known = {"received_on": today, "unit": account.unit_id, "code": request.GET.get("ho-so", "")}
    form = PaperForm(posted(request), account=account, instance=PendingPaper(), known=known)
    if request.method == "POST" and form.is_valid():
        try:
            register_paper(account=account, paper=form.instance)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ghi sổ giấy tờ chờ nhập.")
            return redirect("personnel:pending_papers")
    return _form_page(request, form, "Ghi sổ giấy tờ chờ nhập", "Ghi sổ")


@require_http_methods(["GET", "POST"])
def paper_correct(request, pk):
    paper = _get_paper(request, pk)
    form = PaperCorrectForm(posted(request), account=request.user, instance=paper)
    if request.method == "POST" and form.is_valid():
        told = {"reason": form.cleaned_data["reason"], "expected_version": form.cleaned_data["version"]}
        try:
            changed = correct_pending_paper(account=request.user, paper=form.instance, **told)
        except Conflict as conflict:
            form.add_error(None, "Giấy tờ này vừa được người khác sửa; chưa ghi gì. Xem lại rồi gửi lần nữa.")
            form.data = form.data.copy()
            form.data["version"] = conflict.stored.version
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã đính chính." if changed else "Không có gì thay đổi.")
            return redirect("personnel:pending_papers")
    return _form_page(request, form, "Đính chính giấy tờ chờ nhập", "Ghi đính chính", paper)


@require_http_methods(["GET", "POST"])
def paper_close(request, pk):
    paper = _get_paper(request, pk)
    form = PaperCloseForm(posted(request), paper=paper)
    if request.method == "POST" and form.is_valid():
        told = {"reason": form.cleaned_data["reason"], "expected_version": form.cleaned_data["version"]}
        try:
            close_pending_paper(account=request.user, paper=paper, today=timezone.localdate(), **told)
        except Conflict:
            form.add_error(None, "Giấy tờ này vừa được người khác sửa; mở lại danh sách để xem.")
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã đưa ra khỏi danh sách chờ nhập.")
            return redirect("personnel:pending_papers")
    return _form_page(request, form, "Xong, không còn phải nhập", "Đưa ra khỏi danh sách", paper)


def _get_paper(request, pk: int) -> PendingPaper:
    """A paper that the account sees; 403 for who may not enter it."""
    visible = PendingPaper.objects.visible_to(request.user).select_related("dossier", "unit")
    paper = get_visible_or_404(visible, account=request.user, target=f"giấy tờ chờ nhập {pk}", pk=pk)
    require_register(request.user, paper)
    return paper


def _form_page(request, form, title: str, submit: str, paper: PendingPaper | None = None):
    strand = Strand(PendingPaper.history.filter(id=paper.pk), "Giấy tờ chờ nhập") if paper else None
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "paper": paper,
        "entries": trail(strand) if strand else [],
        "crumbs": CRUMBS,
    }
    return render(request, "personnel/deadlines/paper_form.html", context)
