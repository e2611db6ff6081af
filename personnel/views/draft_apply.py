"""What a draft would do person by person, doing it, and taking results of an applied one back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from personnel.acts.plan import DraftPlan, lines_of, plan_draft, standing
from personnel.forms.drafts import RecallForm
from personnel.models import Draft, DraftLine
from personnel.present import row_summary
from personnel.rules.authority import Verdict
from personnel.services.add_rows import RowsRefused
from personnel.services.apply_draft import apply_draft, mark_of
from personnel.services.draft_runs import MANY, PATIENCE, is_being_written, queue_draft
from personnel.services.import_runs import has_worker
from personnel.services.recall_draft import NOTHING_LEFT, recall_draft
from personnel.views.common import log_outside
from personnel.views.drafts import draft_context, get_draft, log_names, page_of


@dataclass(frozen=True)
class Happening:
    """What the draft would do about one person: label, what is there and what would be; why it may not, how it was
    worked out, and what to look at first."""

    line: DraftLine
    changes: list[tuple[str, str, str]]
    ends: list[str]
    errors: list[str]
    steps: list[str]
    caution: str
    verdict: Verdict | None


@require_safe
def preview(request, pk):
    draft, act = get_draft(request, pk)
    if not draft.is_open:
        return _outcome(request, draft, act)
    today = timezone.localdate()
    plan = plan_draft(draft, account=request.user, today=today)
    parts = {"": plan.chosen, "sai": plan.wrong, "phan-cap": plan.outside}
    chosen = request.GET.get("xem", "")
    shown, pages = page_of(request, parts.get(chosen, plan.chosen))
    log_names(request, f"Xem trước dự thảo {draft.title}", draft.unit, len(plan.lines))
    context = (
        draft_context(request.user, draft, act, plan, step=4)
        | pages
        | {
            "happenings": [_happening(plan, line) for line in shown],
            "counts": {part: len(lines) for part, lines in parts.items()},
            "missing": _missing(draft, act),
            "mark": mark_of(draft, list(draft.lines.all())),
            "by_worker": len(plan.chosen) > MANY,
        }
    )
    stands = not plan.outside or bool(draft.override)
    context["may_apply"] = bool(plan.chosen) and stands and not (plan.wrong or plan.hidden or context["missing"])
    return render(request, "personnel/drafts/preview.html", context)


def _missing(draft: Draft, act) -> list[str]:
    """What the paper must say before anything is written."""
    if not act.needs_decision and not draft.number:
        return [] if draft.reason else ["số quyết định, hoặc lý do khi không có quyết định"]
    told = (("số quyết định", draft.number), ("ngày ký", draft.signed_on))
    return [words for words, value in told if not value]


def _happening(plan: DraftPlan, line: DraftLine) -> Happening:
    row, gone, section = plan.rows.get(line.pk), plan.gone.get(line.pk), plan.act.section
    labels = {name: str(section.model._meta.get_field(name).verbose_name) for name in section.fields}
    errors = [f"{labels[name].capitalize()}: {words}" if name in labels else words for name, words in plan.errors(line)]
    before = gone.record if gone is not None else row.before if row is not None else None
    after = row.record if row is not None else gone.restored if gone is not None else None
    is_told = after is not None and (row is None or _is_whole(row, section))
    changes = _changes(section, before, after if is_told else None) if is_told or gone is not None else []
    cut = [f"{edit.record}: đến hết ngày {edit.record.valid_to:%d/%m/%Y}" for edit in row.consequences] if row else []
    ends = [*cut, *row.also] if row else []
    verdict = row.verdict if row is not None else None
    return Happening(line, changes, ends, errors, plan.steps(line), plan.caution(line), verdict)


def _is_whole(row, section) -> bool:
    """Whether a record says enough to be shown as the table of its section shows it."""
    fields = (section.model._meta.get_field(name) for name in section.fields)
    return all(
        getattr(row.record, f.attname) is not None for f in fields if not f.null and f.name not in section.settled
    )


def _changes(section, before, after) -> list[tuple[str, str, str]]:
    """The columns of the section in which the two records differ; all of them when there is only one."""
    old = dict(row_summary(section, before)) if before is not None else {}
    new = dict(row_summary(section, after)) if after is not None else {}
    labels = [column.label for column in section.columns]
    return [(x, old.get(x, ""), new.get(x, "")) for x in labels if old.get(x, "") != new.get(x, "")]


@require_POST
def apply(request, pk):
    """Write it, at once or by the worker when it is about many people; what is refused is told on the preview."""
    draft, _ = get_draft(request, pk)
    mark, back = request.POST.get("mark", ""), redirect("personnel:draft_preview", draft.pk)
    try:
        if draft.lines.filter(is_in=True).count() > MANY:
            queue_draft(account=request.user, draft=draft, mark=mark)
            return back
        apply_draft(account=request.user, draft=draft, today=timezone.localdate(), mark=mark)
    except RowsRefused as refused:
        messages.error(request, " ".join(refused.messages))
        return back
    except (ValidationError, PermissionDenied) as error:
        log_outside(request, error, draft.authority or draft.unit)
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return back
    return back


@never_cache
@require_GET
def progress(request, pk):
    """The moving part of the page, asked for every second; when the worker is done, the way to the whole page."""
    draft, _ = get_draft(request, pk)
    if request.htmx and draft.state == Draft.State.QUEUED:
        return render(request, "personnel/drafts/_progress.html", _progress(draft))
    address = reverse("personnel:draft_preview", args=[pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _progress(draft: Draft) -> dict:
    now, writes = timezone.now(), is_being_written(draft)
    return {
        "draft": draft,
        "writes": writes,
        "people": draft.lines.filter(is_in=True).count(),
        "no_worker": not writes and now - draft.queued_at > PATIENCE and not has_worker(now),
    }


def _outcome(request, draft: Draft, act):
    """What became of a draft that is not open any more."""
    lines = lines_of(draft, request.user)
    shown, pages = page_of(request, [line for line in lines if line.is_in])
    rows = act.section.model.objects.select_related(*act.section.related)
    written = rows.in_bulk([line.row for line in shown if line.row])
    told = [(line, written.get(line.row)) for line in shown]
    context = draft_context(request.user, draft, act, None, step=4) | pages | {"lines": told}
    context["may_recall"] = draft.state == Draft.State.APPLIED and not draft.is_correcting and standing(act, lines)
    context["corrections"] = draft.corrections.visible_to(request.user).select_related("decision")
    if draft.state == Draft.State.QUEUED:
        context |= _progress(draft)
    log_names(request, f"Dự thảo {draft.title}", draft.unit, len(lines))
    return render(request, "personnel/drafts/outcome.html", context)


@require_http_methods(["GET", "POST"])
def recall(request, pk):
    """Begin the draft of a decision that takes results of this one back, for chosen people."""
    draft, act = get_draft(request, pk)
    lines = standing(act, lines_of(draft, request.user))
    if draft.state == Draft.State.APPLIED and not lines:
        messages.warning(request, NOTHING_LEFT)
        return redirect("personnel:draft_preview", draft.pk)
    title = f"Thu hồi, điều chỉnh: {draft.title}"[:200]
    form = RecallForm(request.POST or None, initial={"title": title})
    if request.method == "POST" and form.is_valid():
        told = {"title": form.cleaned_data["title"], "is_in": form.cleaned_data["who"] == form.ALL}
        try:
            made = recall_draft(account=request.user, draft=draft, lines=lines, **told)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("personnel:draft", made.pk)
    context = draft_context(request.user, draft, act, None, step=0) | {"form": form, "number": len(lines)}
    return render(request, "personnel/drafts/recall.html", context)
