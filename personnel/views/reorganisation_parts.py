"""What stands in a plan: its steps, single people and accounts, one by one or by workbook (TCHQ-8.2e)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import AccessEvent, Account
from orgunits.models import Unit
from personnel.forms.reorganisation import AccountForm, PersonForm, PlanUpload, StepForm
from personnel.importing.limits import WorkbookRefused
from personnel.models import Dossier, Reorganisation, ReorganisationStep
from personnel.reorganisation.holders import AccountMove
from personnel.reorganisation.lines import Read, read_lines
from personnel.reorganisation.plan import Plan
from personnel.reorganisation.report import examine
from personnel.reorganisation.workbook import plan_workbook, read_plan
from personnel.services.draft_reorganisation import remove_part, replace_parts, save_part
from personnel.views.reorganisations import MOVED, crumbs_of, get_plan, of_a_draft
from personnel.views.rows import add_errors
from qlcb.formats import number_vi
from qlcb.history import Conflict
from qlcb.paging import Page, page_of
from qlcb.vietnamese import fold

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GET_POST = ["GET", "POST"]
OVERTAKEN = (
    "Phương án đã có thay đổi sau khi tải tệp này về, nên chưa ghi gì. Tải tệp mới rồi điền lại, hoặc đánh dấu vào ô "
    "dưới đây để tệp thay cả những thay đổi ấy."
)
MOST_SHOWN = 200
MOST_GRANTS = 100
Deed = ReorganisationStep.Deed


@require_http_methods(GET_POST)
@of_a_draft
def step_add(request, plan):
    """A new step: `?viec=` says which deed, `?don-vi=` about which unit; without an deed it is asked first."""
    deed, unit = request.GET.get("viec", ""), Unit.objects.filter(code=request.GET.get("don-vi", "")).first()
    if deed not in Deed.values:
        deeds = [choice for choice in Deed.choices if unit is None or choice[0] != Deed.ESTABLISH]
        context = {"plan": plan, "deeds": deeds, "unit": unit, "crumbs": crumbs_of(plan)}
        return render(request, "personnel/reorganisations/acts.html", context)
    step = ReorganisationStep(reorganisation=plan, deed=deed, unit=unit if deed != Deed.ESTABLISH else None)
    return _step_form(request, plan, step)


@require_http_methods(GET_POST)
@of_a_draft
def step_edit(request, plan, part):
    return _step_form(request, plan, _part(plan.steps.select_related("unit", "kind"), part))


def _step_form(request, plan: Reorganisation, step: ReorganisationStep):
    form = StepForm(request.POST or None, plan=Plan(plan), step=step)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] if step.pk else None
        try:
            save_part(account=request.user, part=form.filled(), expected_version=seen)
        except ValidationError as error:
            add_errors(form, error)
        except Conflict:
            form.add_error(None, MOVED)
        else:
            messages.success(request, "Đã ghi bước vào phương án.")
            return redirect("personnel:reorganisation", plan.pk)
    context = {
        "plan": plan,
        "step": step,
        "form": form,
        "title": f"{'Sửa bước' if step.pk else 'Thêm bước'}: {step.get_deed_display().lower()}",
        "crumbs": crumbs_of(plan),
    }
    return render(request, "personnel/reorganisations/step.html", context)


@require_POST
@of_a_draft
def step_remove(request, plan, part):
    return _remove(request, plan, _part(plan.steps, part), "reorganisation")


@require_http_methods(GET_POST)
@of_a_draft
def people(request, plan):
    """People with a place of their own; those whose dossiers the account may not open are only counted."""
    visible = Dossier.objects.visible_to(request.user)
    form = PersonForm(request.POST or None, plan=Plan(plan), people=visible)
    if request.method == "POST" and form.is_valid() and _add(request, form):
        return redirect("personnel:reorganisation_people", plan.pk)
    rows = plan.people.filter(dossier__in=visible).select_related("dossier__now_unit__parent")
    context = {"plan": plan, "form": form, "rows": rows, "crumbs": crumbs_of(plan)}
    return render(request, "personnel/reorganisations/people.html", context)


@require_POST
@of_a_draft
def person_remove(request, plan, part):
    rows = plan.people.filter(dossier__in=Dossier.objects.visible_to(request.user))
    return _remove(request, plan, _part(rows, part), "reorganisation_people")


@require_http_methods(GET_POST)
@of_a_draft
def accounts(request, plan):
    """Where each account of a unit that ends goes by the plan, and those that go elsewhere."""
    today = timezone.localdate()
    worked_out = Plan(plan)
    form = AccountForm(request.POST or None, plan=worked_out)
    if request.method == "POST" and form.is_valid() and _add(request, form):
        return redirect("personnel:reorganisation_accounts", plan.pk)
    report = examine(plan, today)
    own, after, text = {row.account_id: row for row in plan.accounts.all()}, report.plan.after, _text(request)
    moves = [move for move in report.holders.accounts if _speaks_of(text, move.account, move.account.unit, move.to)]
    grants = [move for move in report.holders.grants if _speaks_of(text, move.grant.account, move.grant.unit, move.to)]
    page = _page(request, moves)
    context = {
        "plan": plan,
        "form": form,
        "text": text,
        "page": page,
        "lines": [(move, after.get(move.to), own.get(move.account.pk)) for move in page.rows],
        "all_accounts": len(report.holders.accounts),
        "grants": [(move.grant, after.get(move.to)) for move in grants[:MOST_GRANTS]],
        "grants_count": len(grants),
        "crumbs": crumbs_of(plan),
    }
    return render(request, "personnel/reorganisations/accounts.html", context)


def _text(request) -> str:
    return request.GET.get("tim", "").strip()


def _speaks_of(text: str, account: Account, unit: Unit, to: str | None) -> bool:
    """Whether every word stands in the name of the account, of its unit, or in the code where it goes."""
    told = fold(f"{account.username} {account.title} {unit.code} {unit.name} {unit.short_name} {to or ''}")
    return all(fold(word) in told for word in text.split())


def _page(request, moves: list[AccountMove]) -> Page:
    """The moves, in the order of the names of their accounts."""

    def fetch(after: list | None, before: list | None, limit: int) -> list[AccountMove]:
        if before:
            return [move for move in reversed(moves) if move.account.username < before[0]][:limit]
        return [move for move in moves if not after or move.account.username > after[0]][:limit]

    moves = sorted(moves, key=lambda move: move.account.username)
    return page_of(fetch, request.GET, key_of=lambda move: [move.account.username], read=_name, total=len(moves))


def _name(values: list) -> list:
    if len(values) != 1 or not isinstance(values[0], str):
        raise ValueError
    return values


@require_POST
@of_a_draft
def account_remove(request, plan, part):
    return _remove(request, plan, _part(plan.accounts, part), "reorganisation_accounts")


@require_safe
def download(request, pk):
    """The plan as a workbook to be filled in; logged as an export."""
    plan = get_plan(request, pk)
    report = examine(plan, timezone.localdate())
    counts = Account.objects.filter(withdrawn_on=None, unit__isnull=False).values("unit").annotate(n=Count("pk"))
    content = plan_workbook(report, request.user, dict(counts.values_list("unit", "n")))
    AccessEvent.log(
        AccessEvent.Kind.EXPORT,
        request.user,
        target=f"Phương án {plan.number}",
        unit=plan.scope,
        detail="Tệp phương án",
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="phuong-an-sap-xep-{plan.pk}.xlsx"'
    return response


@require_http_methods(GET_POST)
@of_a_draft
def upload(request, plan):
    """The filled workbook takes the place of the steps; with one wrong cell nothing is taken."""
    form, read = PlanUpload(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            filled = read_plan(form.cleaned_data["file"])
            read = read_lines(plan, filled.steps, filled.people, account=request.user)
        except WorkbookRefused as refused:
            form.add_error("file", refused.message_vi)
        else:
            if not read.wrong and _replace(request, plan, form, read, filled.mark):
                return redirect("personnel:reorganisation", plan.pk)
    wrong = read.wrong if read else []
    context = {
        "plan": plan, "form": form, "wrong": wrong[:MOST_SHOWN], "wrong_count": len(wrong),
        "not_shown": max(0, len(wrong) - MOST_SHOWN), "crumbs": crumbs_of(plan),
    }  # fmt: skip
    return render(request, "personnel/reorganisations/upload.html", context, status=422 if wrong else 200)


def _replace(request, plan: Reorganisation, form: PlanUpload, read: Read, mark: str) -> bool:
    """Take the file; what others wrote into the plan since it was downloaded is replaced only by who says so."""
    told = {"steps": read.steps, "people": read.people, "seen": None if form.cleaned_data["over"] else mark}
    try:
        new, changed, gone = replace_parts(account=request.user, plan=plan, **told)
    except ValidationError as error:
        add_errors(form, error)
        return False
    except Conflict:
        form.add_error("file", OVERTAKEN)
        return False
    messages.success(
        request,
        f"Đã nhận phương án từ tệp: thêm {number_vi(new)}, sửa {number_vi(changed)}, bỏ {number_vi(gone)} dòng.",
    )
    return True


def _part(rows, pk: int):
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _add(request, form) -> bool:
    """Store what the form says; False with the error on the form when it cannot be."""
    try:
        save_part(account=request.user, part=form.filled())
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, "Đã ghi vào phương án.")
    return True


def _remove(request, plan: Reorganisation, part, back: str):
    text = request.POST.get("version", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    try:
        remove_part(account=request.user, part=part, expected_version=seen)
    except (Conflict, ValidationError):
        messages.warning(request, MOVED)
    else:
        messages.success(request, "Đã bỏ khỏi phương án; lịch sử vẫn giữ.")
    return redirect(f"personnel:{back}", plan.pk)
