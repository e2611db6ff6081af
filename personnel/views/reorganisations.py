"""Plans of reorganisations: their list, one plan, its dry run, approving, reopening, withdrawing (TCHQ-8.2e)."""

from collections import Counter
from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import REORGANISE
from accounts.refusals import get_visible_or_404
from orgunits.models import Unit
from personnel.forms.reorganisation import PlanForm
from personnel.models import Reorganisation, ReorganisationStep
from personnel.reorganisation.issues import Issue
from personnel.reorganisation.report import Report, examine
from personnel.reorganisation.rights import plans_of
from personnel.reorganisation.trees import tree_after, tree_before
from personnel.services.approve_reorganisation import approve_reorganisation
from personnel.services.draft_reorganisation import draft_reorganisation
from personnel.services.withdraw_reorganisation import reopen_reorganisation, withdraw_reorganisation
from personnel.views.rows import add_errors
from qlcb.history import Conflict
from qlcb.paging import keyset_page
from qlcb.trail import Strand, trail

LIST = {"label": "Đơn vị", "url": "/don-vi/"}
MOVED = "Phương án vừa được người khác sửa; chưa ghi gì. Xem lại rồi làm lần nữa."
SLUGS = {"quotas": "accounts:quotas", "roles": "accounts:roles"}
State = Reorganisation.State


def of_a_draft(view):
    """The view of something in a plan that may be changed: gets the plan; of another the page says that it is none."""

    @wraps(view)
    def on_draft(request, pk, **kwargs):
        plan = get_plan(request, pk)
        if plan.is_open:
            return view(request, plan, **kwargs)
        messages.warning(request, f"Phương án {plan.get_state_display().lower()}; không sửa được.")
        return redirect("personnel:reorganisation", pk)

    return on_draft


@require_safe
def plan_list(request):
    account = request.user
    account.access.require(REORGANISE)
    plans = plans_of(account)
    page = keyset_page(plans, request.GET, keys=("-effective_on", "-id"), total=plans.count())
    steps = ReorganisationStep.objects.filter(reorganisation__in=page.rows).values("reorganisation")
    counts = dict(steps.annotate(n=Count("pk")).values_list("reorganisation", "n"))
    lines = [(plan, counts.get(plan.pk, 0)) for plan in page.rows]
    context = {"lines": lines, "page": page, "crumbs": [LIST]}
    return render(request, "personnel/reorganisations/list.html", context)


@require_http_methods(["GET", "POST"])
def plan_new(request):
    request.user.access.require(REORGANISE)
    return _decision_form(request, Reorganisation(), "Lập phương án sắp xếp", "Lập phương án")


@require_http_methods(["GET", "POST"])
@of_a_draft
def plan_edit(request, plan):
    return _decision_form(request, plan, "Sửa quyết định của phương án", "Ghi")


def _decision_form(request, plan: Reorganisation, title: str, submit: str):
    form = PlanForm(request.POST or None, plan=plan, scopes=_scopes(request.user))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] if plan.pk else None
        try:
            saved = draft_reorganisation(account=request.user, plan=form.filled(), expected_version=seen)
        except ValidationError as error:
            add_errors(form, error)
        except Conflict:
            form.add_error(None, MOVED)
        else:
            messages.success(request, f"Đã ghi phương án theo quyết định {saved.number}.")
            return redirect("personnel:reorganisation", saved.pk)
    back = reverse("personnel:reorganisation", args=[plan.pk]) if plan.pk else reverse("personnel:reorganisations")
    context = {"form": form, "title": title, "submit": submit, "back": back, "crumbs": crumbs_of(plan)}
    return render(request, "personnel/reorganisations/form.html", context)


def _scopes(account):
    """Units in which the account may reorganise, those that head others."""
    units = Unit.objects.existing().filter(children__isnull=False).distinct().select_related("parent")
    access = account.access
    return units if access.everywhere(REORGANISE) else units.filter(pk__in=access.units(REORGANISE))


@require_safe
def plan_page(request, pk):
    """The plan with its steps; once applied, what was done."""
    plan = get_plan(request, pk)
    text, deed = request.GET.get("tim", "").strip(), request.GET.get("viec", "")
    steps = _steps(plan, text, deed)
    page = keyset_page(steps, request.GET, keys=("id",), total=steps.count())
    counts = dict(plan.steps.order_by().values("deed").annotate(n=Count("pk")).values_list("deed", "n"))
    context = {
        "plan": plan,
        "page": page,
        "counts": [(value, words, counts.get(value, 0)) for value, words in ReorganisationStep.Deed.choices],
        "steps": sum(counts.values()),
        "text": text,
        "deed": deed,
        "deeds": ReorganisationStep.Deed.choices,
        "own_people": plan.people.count(),
        "own_accounts": plan.accounts.count(),
        "today": timezone.localdate(),
        "eve": plan.effective_on - timedelta(days=1),
        "entries": trail(Strand(plan.history.all(), "Phương án", ("number",), ("outcome", "decision", "approved_by"))),
        "crumbs": crumbs_of(plan)[:-1],
    }
    return render(request, "personnel/reorganisations/plan.html", context)


def _steps(plan: Reorganisation, text: str, deed: str):
    """The steps that the words and the kind leave."""
    steps = plan.steps.select_related("unit", "unit__parent", "kind")
    if deed in ReorganisationStep.Deed.values:
        steps = steps.filter(deed=deed)
    for word in text.split():
        own = Q(unit__code__icontains=word) | Q(unit__name__icontains=word)
        own |= Q(code__icontains=word) | Q(name__icontains=word) | Q(targets__icontains=word) | Q(parent=word.upper())
        steps = steps.filter(own)
    return steps


@require_safe
def plan_check(request, pk):
    """The dry run: nothing is written."""
    plan = get_plan(request, pk)
    if not plan.is_withdrawable:
        messages.info(request, f"Phương án {plan.get_state_display().lower()}; không còn gì để kiểm tra.")
        return redirect("personnel:reorganisation", pk)
    today = timezone.localdate()
    report = examine(plan, today)
    context = {
        "plan": plan,
        "report": report,
        "groups": [
            ("Phải xử lý trước khi áp dụng", "bad", [with_fix(plan, issue) for issue in report.blocking]),
            ("Cần xem lại", "warn", [with_fix(plan, issue) for issue in report.warnings]),
            ("Sẽ xảy ra", "neutral", [with_fix(plan, issue) for issue in report.notes]),
        ],
        "before": tree_before(report),
        "after": tree_after(report),
        "is_due": plan.effective_on <= today,
        "crumbs": crumbs_of(plan),
    }
    return render(request, "personnel/reorganisations/check.html", context)


def with_fix(plan: Reorganisation, issue: Issue) -> tuple[Issue, str, str]:
    """A finding with the address where it is put right and the words of the link; "" for none."""
    if issue.link:
        name = SLUGS.get(issue.link, f"personnel:{issue.link}")
        args = [plan.pk] if issue.link.startswith("reorganisation") else [issue.unit] if issue.link == "unit" else []
        return issue, reverse(name, args=args), issue.link_words
    if issue.step:
        return issue, reverse("personnel:reorganisation_step", args=[plan.pk, issue.step]), "Sửa bước này"
    if issue.unit:
        address = reverse("personnel:reorganisation_step_add", args=[plan.pk])
        return issue, f"{address}?don-vi={issue.unit}", "Thêm bước cho đơn vị này"
    return issue, "", ""


@require_POST
def plan_approve(request, pk):
    plan, today, mark = get_plan(request, pk), timezone.localdate(), request.POST.get("mark", "")
    if plan.is_open and plan.effective_on <= today and "sure" not in request.POST:
        report = examine(plan, today)
        if report.is_clear and report.mark == mark:
            return _ask_again(request, plan, report)
    try:
        approve_reorganisation(account=request.user, plan=plan, mark=mark, today=today)
    except Conflict:
        messages.warning(request, "Phương án hoặc dữ liệu đã thay đổi sau lần kiểm tra; chưa duyệt. Xem kết quả mới.")
        return redirect("personnel:reorganisation_check", pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("personnel:reorganisation_check", pk)
    messages.success(request, "Đã duyệt phương án.")
    return redirect("personnel:reorganisation", pk)


def _ask_again(request, plan: Reorganisation, report: Report):
    """The second question before what cannot be taken back, with how much of everything it changes."""
    counts = Counter(plan.steps.values_list("deed", flat=True))
    deeds = [(words, counts[deed]) for deed, words in ReorganisationStep.Deed.choices if counts[deed]]
    context = {"plan": plan, "report": report, "deeds": deeds, "crumbs": crumbs_of(plan)}
    return render(request, "personnel/reorganisations/approve.html", context)


@require_POST
def plan_reopen(request, pk):
    plan = get_plan(request, pk)
    try:
        reopen_reorganisation(account=request.user, plan=plan, expected_version=_version(request))
    except Conflict:
        messages.warning(request, MOVED)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Phương án trở lại bản đang soạn.")
    return redirect("personnel:reorganisation", pk)


@require_http_methods(["GET", "POST"])
def plan_withdraw(request, pk):
    plan = get_plan(request, pk)
    if not plan.is_withdrawable:
        messages.error(request, f"Phương án {plan.get_state_display().lower()}, không hủy được.")
        return redirect("personnel:reorganisation", pk)
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST" and reason:
        try:
            withdraw_reorganisation(account=request.user, reason=reason, plan=plan, expected_version=_version(request))
        except (Conflict, ValidationError):
            messages.warning(request, MOVED)
        else:
            messages.success(request, "Đã hủy phương án; phương án vẫn được lưu.")
        return redirect("personnel:reorganisation", pk)
    context = {"plan": plan, "asked": request.method == "POST", "crumbs": crumbs_of(plan)}
    return render(request, "personnel/reorganisations/withdraw.html", context)


def get_plan(request, pk: int) -> Reorganisation:
    """The plan, if its scope lies where the account may reorganise."""
    request.user.access.require(REORGANISE)
    plans = plans_of(request.user)
    return get_visible_or_404(plans, account=request.user, target=f"phương án {pk}", kept_by="scope_id", pk=pk)


def crumbs_of(plan: Reorganisation) -> list[dict]:
    crumbs = [LIST, {"label": "Sắp xếp tổ chức", "url": reverse("personnel:reorganisations")}]
    if plan.pk:
        crumbs.append({"label": plan.number, "url": reverse("personnel:reorganisation", args=[plan.pk])})
    return crumbs


def _version(request) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
