"""Drafts of decisions: the list, a new one, its grid, what it says of all its people, giving it up."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AccessEvent
from accounts.permissions import DECIDE, EXPORT
from accounts.refusals import get_visible_or_404
from personnel.acts import ACTS, Act
from personnel.acts.cells import Columns
from personnel.acts.due import due_list
from personnel.acts.plan import DraftPlan, hidden_of, lines_of, may_draft, plan_draft
from personnel.acts.wording import usual_wording, wording_of
from personnel.forms.draft_grid import Grid
from personnel.forms.drafts import BeginForm, CancelForm, PeriodForm, WordingForm, draft_form
from personnel.models import Draft
from personnel.services.begin_draft import NO_ACT, begin_draft
from personnel.services.begin_due_draft import begin_due_draft
from personnel.services.cancel_draft import cancel_draft
from personnel.services.save_draft import save_draft
from personnel.services.save_lines import save_lines
from personnel.views.common import NOTHING_CHANGED
from personnel.views.conflicts import conflict_page
from personnel.views.imports import page_number
from personnel.views.rows import add_errors
from personnel.workbooks.gate import Gate
from qlcb.history import Conflict
from qlcb.paging import keyset_page

PAGE_SIZE = 50
NAMES_SHOWN = 200
LOOKED_THROUGH = "soat"  # in the address of a grid that somebody has saved or previewed: now what is missing is wrong
State = Draft.State


@require_safe
def draft_list(request):
    account, text = request.user, request.GET.get("q", "").strip()
    account.access.require(DECIDE)
    rows, state = Draft.objects.visible_to(account), request.GET.get("tinh-trang", "")
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(number__icontains=text))
    rows = rows.filter(state=state) if state in State.values else rows.exclude(state=State.CANCELLED)
    if request.GET.get("cua") != "tat-ca":
        rows = rows.filter(Q(unit=account.unit) | Q(account=account))
    counted = rows.select_related("unit", "account").annotate(people=Count("lines", filter=Q(lines__is_in=True)))
    page = keyset_page(counted, request.GET, keys=("-began_at", "-id"), total=rows.count())
    context = {
        "page": page,
        "lines": [(draft, ACTS[draft.kind]) for draft in page.rows],
        "text": text,
        "state": state,
        "states": State.choices,
        "everybodys": request.GET.get("cua") == "tat-ca",
        "crumbs": _CRUMBS[:1],
    }
    return render(request, "personnel/drafts/list.html", context)


@require_safe
def draft_acts(request):
    """Which acts there are for the account, each with what tells it from the others."""
    request.user.access.require(DECIDE)
    acts = [act for act in ACTS.values() if may_draft(request.user, act)]
    families = [(family, list(same)) for family, same in groupby(acts, key=lambda act: act.family)]
    return render(request, "personnel/drafts/acts.html", {"families": families, "crumbs": _CRUMBS})


@require_http_methods(["GET", "POST"])
def draft_new(request, slug):
    """Begin a draft: from the due list of the act for a period, or with a name and nobody in it yet."""
    account, act, today = request.user, get_act(request.user, slug), timezone.localdate()
    if act.has_due_list and "trong" not in request.GET:
        return _due_page(request, act, today)
    form = BeginForm(request.POST or None, initial={"title": f"{act.title} {today:%m/%Y}"})
    if request.method == "POST" and form.is_valid():
        draft = begin_draft(account=account, act=act, title=form.cleaned_data["title"])
        return redirect("personnel:draft_people", draft.pk)
    context = {"form": form, "act": act, "crumbs": [*_CRUMBS, _NEW]}
    return render(request, "personnel/drafts/new.html", context)


def _due_page(request, act: Act, today):
    form = PeriodForm(request.GET, account=request.user, today=today)
    period = form.period
    found = due_list(request.user, act, period, today, form.unit) if period is not None else None
    if request.method == "POST" and found is not None and found.all:
        draft = begin_due_draft(account=request.user, act=act, period=period, unit=form.unit, today=today)
        return redirect("personnel:draft", draft.pk)
    if found is not None:
        log_names(request, f"Danh sách đến hạn: {act.title} {period.words}", request.user.unit, len(found.all))
    context = {"form": form, "act": act, "found": found, "most": NAMES_SHOWN, "crumbs": [*_CRUMBS, _NEW]}
    return render(request, "personnel/drafts/due.html", context)


@require_http_methods(["GET", "POST"])
def draft_grid(request, pk):
    """The values of each person, a page at a time; what speaks against them stands beside the cells."""
    draft, act = get_draft(request, pk)
    today, account = timezone.localdate(), request.user
    columns = Columns(act, today)
    plan = _plan_of(draft, account, today, columns)
    shown, pages = page_of(request, _lines_to_show(request, plan))
    gate = Gate(account)
    quiet = LOOKED_THROUGH not in request.GET and not request.GET.get("xem")
    grid = Grid(draft, shown, columns, gate=gate, plan=plan, quiet=quiet)
    if request.method == "POST":
        grid = Grid(draft, plan.lines, columns, gate=gate, data=request.POST)
        if grid.is_valid and (answer := _save_grid(request, draft, grid)):
            return answer
    log_names(request, f"Dự thảo {draft.title}", draft.unit, len(plan.lines), unmasks=grid.shows_sealed)
    context = (
        draft_context(request.user, draft, act, plan, step=3)
        | pages
        | {
            "grid": grid,
            "columns": list(columns),
            "only_missing": quiet and plan.only_missing,
        }
    )
    return render(request, "personnel/drafts/grid.html", context)


def _plan_of(draft: Draft, account, today, columns: Columns) -> DraftPlan:
    """What applying would do, for a draft that may still be edited; of others only who is in it."""
    if draft.is_open:
        return plan_draft(draft, account=account, today=today, lists=columns.lists)
    lines = lines_of(draft, account)
    return DraftPlan(draft, columns.act, lines, {}, {}, hidden_of(draft, lines), None)


def _save_grid(request, draft: Draft, grid: Grid):
    """Keep what was typed; the way on when it was kept, None when somebody was faster."""
    try:
        saved = save_lines(account=request.user, draft=draft, edits=grid.edits)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("personnel:draft", draft.pk)
    if saved.moved:
        grid.show_moved(saved.moved)
        return None
    on = request.POST.get("den", "")
    if saved.changed or on:
        messages.success(request, f"Đã lưu {saved.changed} dòng." if saved.changed else NOTHING_CHANGED)
    return redirect(
        f"{request.path}{on}&{LOOKED_THROUGH}"
        if on.startswith("?")
        else reverse("personnel:draft_preview", args=[draft.pk])
    )


def _lines_to_show(request, plan: DraftPlan) -> list:
    """All lines, or those that are wrong, or those left out."""
    chosen = request.GET.get("xem", "")
    if chosen == "sai":
        return plan.wrong
    if chosen == "ngoai":
        return [line for line in plan.lines if not line.is_in]
    return plan.lines


def page_of(request, lines: list) -> tuple[list, dict]:
    """One page of the lines, and what the pager needs."""
    pages = max(1, -(-len(lines) // PAGE_SIZE))
    number = min(page_number(request.GET.get("trang")), pages)
    first = (number - 1) * PAGE_SIZE
    shown = lines[first : first + PAGE_SIZE]
    query = request.GET.copy()
    query.pop(LOOKED_THROUGH, None)

    def url(page: int) -> str | None:
        query["trang"] = str(page)
        return f"?{query.urlencode()}" if 1 <= page <= pages else None

    return shown, {
        "total": len(lines),
        "first": first + 1 if lines else 0,
        "last": first + len(shown),
        "this_url": url(number),
        "previous_url": url(number - 1),
        "next_url": url(number + 1),
        "xem": request.GET.get("xem", ""),
    }


@require_http_methods(["GET", "POST"])
def draft_edit(request, pk):
    """The values that are the same for all, and the paper as far as it is known."""
    draft, act = get_draft(request, pk)
    form = draft_form(draft, act, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            save_draft(account=request.user, draft=form.instance, expected_version=form.cleaned_data["version"])
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            fresh = draft_form(conflict.stored, act, request.user)
            return conflict_page(request, conflict, form, fresh, draft.title)
        else:
            return redirect("personnel:draft", draft.pk)
    stored = Draft.objects.visible_to(request.user).select_related("unit", "decision").get(pk=pk)
    context = draft_context(request.user, stored, act, None, step=2) | {"form": form}
    return render(request, "personnel/drafts/edit.html", context)


@require_http_methods(["GET", "POST"])
def draft_wording(request, pk):
    """The words of the printed paper: the usual ones of the act until somebody writes others."""
    draft, act = get_draft(request, pk)
    people = draft.lines.filter(is_in=True).count()
    usual, wording = usual_wording(draft, act, people), wording_of(draft, act, people)
    form = WordingForm(request.POST or None, draft=draft, usual=usual, wording=wording)
    if request.method == "POST" and form.is_valid():
        draft.wording = form.told()
        try:
            save_draft(account=request.user, draft=draft, expected_version=form.cleaned_data["version"])
        except ValidationError as error:
            add_errors(form, error)
        except Conflict:
            form.add_error(None, "Dự thảo vừa được người khác sửa; chưa lưu gì. Mở lại trang để xem lời văn mới.")
        else:
            messages.success(request, "Đã lưu lời văn của dự thảo.")
            return redirect("personnel:draft_preview", draft.pk)
    return render(
        request, "personnel/drafts/wording.html", draft_context(request.user, draft, act, None, step=4) | {"form": form}
    )


@require_http_methods(["GET", "POST"])
def draft_cancel(request, pk):
    draft, act = get_draft(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_draft(account=request.user, draft=draft, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã hủy dự thảo “{draft.title}”.")
            return redirect("personnel:drafts")
    return render(
        request, "personnel/drafts/cancel.html", draft_context(request.user, draft, act, None, step=0) | {"form": form}
    )


def get_act(account, slug: str) -> Act:
    """The act by its slug; 404 when there is none, 403 when the account writes no such records anywhere."""
    account.access.require(DECIDE)
    act = ACTS.get(slug)
    if act is None:
        raise Http404
    if not may_draft(account, act):
        raise PermissionDenied(NO_ACT.format(act.section.group.value))
    return act


def get_draft(request, pk) -> tuple[Draft, Act]:
    """The draft through the door, and its act."""
    account = request.user
    account.access.require(DECIDE)
    draft = get_visible_or_404(
        Draft.objects.visible_to(account).select_related(
            "unit", "authority__kind", "authority__parent", "decision", "corrects__decision"
        ),
        account=account,
        target=f"dự thảo {pk}",
        kept_by="unit_id",
        pk=pk,
    )
    return draft, get_act(account, draft.kind)


def draft_context(account, draft: Draft, act: Act, plan: DraftPlan | None, *, step: int) -> dict:
    """What the frame of a draft's pages needs. step: 1 people, 2 for all, 3 the grid, 4 preview, 0 none of them."""
    people = len(plan.chosen) if plan is not None else draft.lines.filter(is_in=True).count()
    return {
        "draft": draft,
        "act": act,
        "plan": plan,
        "step": step,
        "people": people,
        "left_out": len(plan.lines) - people if plan is not None else 0,
        "may_export": account.access.holds(EXPORT),
        "crumbs": _CRUMBS,
    }


def log_names(request, target: str, unit, number: int, *, unmasks=False) -> None:
    """One row however many people a page names (TCHQ-4.2), and one more where restricted values stand open."""
    kinds = [AccessEvent.Kind.VIEW, *([AccessEvent.Kind.UNMASK] if unmasks and number else [])]
    for kind in kinds:
        AccessEvent.log(kind, request.user, target=target[:200], unit=unit, detail=f"{number} người")


_CRUMBS = [{"label": "Quyết định", "url": "/quyet-dinh/"}, {"label": "Dự thảo", "url": "/quyet-dinh/du-thao/"}]
_NEW = {"label": "Dự thảo mới", "url": "/quyet-dinh/du-thao/moi/"}
