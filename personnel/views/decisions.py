"""Decisions and the results that hang on them, each result only when its dossier may be opened."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AccessEvent
from accounts.permissions import DECIDE, VIEW
from accounts.refusals import get_visible_or_404
from personnel.attachments.papers import of_decision
from personnel.attachments.rights import DecisionDoor
from personnel.decision_rights import decision_verdict
from personnel.forms.rows import DecisionForm
from personnel.models import Decision, DecisionResult, Dossier, Draft
from personnel.present import row_summary
from personnel.sections import SECTIONS
from personnel.services.correct_decision import correct_decision
from personnel.views.common import log_outside
from personnel.views.conflicts import conflict_page
from personnel.views.rows import add_errors
from qlcb.history import Conflict
from qlcb.paging import keyset_page

MOST_RESULTS = 300  # of one section; a reorganisation has thousands


@require_safe
def decision_list(request):
    request.user.access.require(VIEW)
    rows = Decision.objects.visible_to(request.user).select_related("authority")
    text, kind = request.GET.get("q", "").strip(), request.GET.get("loai", "")
    if text:
        own = Q(authority_id__in=request.user.access.units(VIEW), summary__icontains=text)
        rows = rows.filter(Q(number__icontains=text) | Q(signer__icontains=text) | own)
    if kind in Decision.Kind.values:
        rows = rows.filter(kind=kind)
    page = keyset_page(rows, request.GET, keys=("-signed_on", "-id"), total=rows.count())
    counts = result_counts(request.user, [decision.pk for decision in page.rows])
    context = {
        "page": page,
        "lines": [(decision, counts.get(decision.pk, 0)) for decision in page.rows],
        "text": text,
        "kind": kind,
        "kinds": Decision.Kind.choices,
        "may_draft": request.user.access.holds(DECIDE),
    }
    return render(request, "personnel/decisions.html", context)


@require_safe
def decision_page(request, pk):
    decision = get_visible_or_404(
        Decision.objects.visible_to(request.user).select_related("authority"),
        account=request.user,
        target=f"quyết định {pk}",
        pk=pk,
    )
    groups, results = [], 0
    for section in SECTIONS.values():
        rows = (
            section.model.objects.filter(decision=decision, dossier__in=Dossier.objects.visible_to(request.user))
            .select_related("dossier", *section.related)
            .order_by("dossier__sort_key", "pk")
        )
        lines = [(row, row_summary(section, row)) for row in rows[: MOST_RESULTS + 1]]
        if lines:
            total = len(lines) if len(lines) <= MOST_RESULTS else rows.count()
            groups.append((section, lines[:MOST_RESULTS], total))
            results += total
    _log_look(request, decision, results)
    drafts = _drafts(request.user, decision)
    context = {
        "decision": decision,
        "groups": groups,
        "shows_summary": request.user.access.may(VIEW, decision.authority_id)
        and DecisionDoor(request.user.access, [decision]).shows(decision),
        "overrides": decision.overrides.filter(dossier__in=Dossier.objects.visible_to(request.user)).select_related(
            "dossier__now_unit", "account"
        ),
        "drafts": drafts,
        "takes_back": any(draft.corrects_id for draft in drafts),
        "papers": of_decision(request.user.access, decision),
        "may_correct": decision_verdict(request.user, decision),
        "crumbs": [{"label": "Quyết định", "url": reverse("personnel:decisions")}],
    }
    return render(request, "personnel/decision.html", context)


def _drafts(account, decision: Decision):
    """The drafts from which the decision was entered, with those that took results of them back."""
    done = Draft.objects.filter(state=Draft.State.APPLIED, decision__isnull=False).select_related("decision")
    rows = decision.drafts.visible_to(account).select_related("unit", "corrects__decision")
    return rows.prefetch_related(Prefetch("corrections", done, to_attr="applied_corrections"))


def _log_look(request, decision: Decision, results: int) -> None:
    """One row however many people the decision names (TCHQ-4.2)."""
    AccessEvent.log(
        AccessEvent.Kind.VIEW,
        request.user,
        target=f"Quyết định {decision.number}",
        unit=decision.authority,
        detail=f"{results} kết quả trên hồ sơ",
    )


@require_http_methods(["GET", "POST"])
def decision_correct(request, pk):
    decision = get_visible_or_404(
        Decision.objects.visible_to(request.user), account=request.user, target=f"quyết định {pk}", pk=pk
    )
    verdict = decision_verdict(request.user, decision)
    if not verdict:
        raise PermissionDenied(verdict.why)
    form = DecisionForm(request.POST or None, instance=decision, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            correct_decision(
                account=request.user,
                reason=form.cleaned_data["reason"],
                decision=form.instance,
                expected_version=form.cleaned_data["version"],
                override=form.cleaned_data.get("decision_override", ""),
            )
        except ValidationError as error:
            log_outside(request, error, form.instance.authority or request.user.unit)
            add_errors(form, error)
        except Conflict as conflict:
            fresh = DecisionForm(instance=conflict.stored, account=request.user)
            return conflict_page(request, conflict, form, fresh, str(conflict.stored))
        else:
            messages.success(request, "Đã đính chính quyết định.")
            return redirect("personnel:decision", pk)
    crumbs = [{"label": "Quyết định", "url": reverse("personnel:decisions")}]
    context = {"decision": decision, "form": form, "crumbs": crumbs}
    return render(request, "personnel/decision_form.html", context)


def result_counts(account, ids: list[int]) -> dict[int, int]:
    """Decision id → number of results on dossiers that the account may open, in one query."""
    visible = Exists(Dossier.objects.visible_to(account).filter(pk=OuterRef("dossier_id")))
    found = DecisionResult.objects.filter(visible, decision_id__in=ids).order_by()
    return dict(found.values("decision_id").annotate(n=Count("pk")).values_list("decision_id", "n"))
