"""Quality: the board of a scope with its list, and the findings of one dossier."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import EXPORT, VIEW
from orgunits.tree import Tree
from personnel.forms.quality import LetStandForm, OpenAgainForm, QualityFilter
from personnel.models import Finding
from personnel.quality.overview import Overview
from personnel.quality.review import place_title, rule_sentence
from personnel.services.acknowledge_finding import (
    acknowledge_finding,
    acknowledgement_of,
    finding_verdict,
    withdraw_acknowledgement,
)
from personnel.views.common import dossier_context, get_dossier
from personnel.views.dossiers import form_crumbs
from qlcb.paging import keyset_page


@require_safe
def board(request):
    """How complete the dossiers are by unit, and which rules speak (HP-14.5)."""
    access = request.user.access
    access.require(VIEW)
    form = QualityFilter(request.GET, account=request.user, right=VIEW)
    form.is_valid()
    people, tree, unit = form.people(), Tree.on(timezone.localdate()), form.cleaned_data.get("don_vi")
    node = tree.nodes.get(unit.pk) if unit else None
    scope = None if access.everywhere(VIEW) else access.units(VIEW)
    context = {
        "form": form,
        "picture": Overview(people, tree, scope, node),
        "unit": unit,
        "crumbs": _crumbs([one for one in tree.path(unit.pk)[:-1] if scope is None or one.id in scope]) if unit else [],
        "today": timezone.localdate(),
        "may_export": access.holds(EXPORT),
        "query": request.GET.urlencode(),
    }
    return render(request, "personnel/quality/board.html", context)


def _crumbs(nodes) -> list[dict]:
    """The board of the whole scope, and those of the units above."""
    top = reverse("personnel:quality")
    return [{"label": "Chất lượng dữ liệu", "url": top}] + [
        {"label": node.name, "url": f"{top}?don-vi={node.code}"} for node in nodes
    ]


@require_safe
def quality_list(request):
    """The dossiers in which something is to be looked at again."""
    request.user.access.require(VIEW)
    form = QualityFilter(request.GET, account=request.user, right=VIEW)
    rows = form.rows()
    if form.is_valid():
        rows = rows.prefetch_related(Prefetch("findings", form.findings(), to_attr="points"))
    page = keyset_page(rows.for_list(), request.GET, keys=("sort_key", "id"), total=rows.count())
    context = {
        "form": form,
        "page": page,
        "crumbs": _crumbs([]),
        "query": request.GET.urlencode(),
        "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu")),
        "may_export": request.user.access.holds(EXPORT),
    }
    return render(request, "personnel/quality/list.html", context)


@require_safe
def dossier_quality(request, code):
    """What one dossier lacks and what in it is to be looked at again, with what was let stand."""
    dossier = get_dossier(request, code, looking_at="Chất lượng dữ liệu")
    context = dossier_context(request, dossier, today=timezone.localdate(), current="chat-luong")
    return render(request, "personnel/quality/dossier.html", context)


@require_http_methods(["GET", "POST"])
def finding_acknowledge(request, code, pk):
    """Let a finding stand with a reason."""
    dossier, finding = _get_finding(request, code, pk)
    form = LetStandForm(request.POST or None, initial={"seen": finding.fingerprint})
    if request.method == "POST" and form.is_valid():
        told = {"reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}
        try:
            acknowledge_finding(account=request.user, finding=finding, today=timezone.localdate(), **told)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã ghi lý do giữ nguyên; điểm này mở lại khi dữ liệu liên quan thay đổi.")
            return redirect("personnel:dossier_quality", code)
    return _decide_page(request, dossier, finding, form, "personnel/quality/acknowledge.html")


@require_http_methods(["GET", "POST"])
def finding_withdraw(request, code, pk):
    """Open a finding again that was let stand."""
    dossier, finding = _get_finding(request, code, pk)
    form = OpenAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            withdraw_acknowledgement(account=request.user, reason=reason, finding=finding, today=timezone.localdate())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Điểm này đã mở lại để xem xét.")
            return redirect("personnel:dossier_quality", code)
    return _decide_page(request, dossier, finding, form, "personnel/quality/withdraw.html")


def _get_finding(request, code, pk):
    """A finding of a dossier one may open, for who may write its part; else not found, or forbidden with the reason."""
    dossier = get_dossier(request, code, looking_at="Chất lượng dữ liệu")
    finding = Finding.objects.filter(dossier=dossier, pk=pk).first()
    if finding is None:
        raise Http404
    verdict = finding_verdict(request.user.access, finding, dossier)
    if not verdict:
        raise PermissionDenied(verdict.why)
    finding.dossier = dossier
    return dossier, finding


def _decide_page(request, dossier, finding, form, template):
    context = {
        "dossier": dossier,
        "finding": finding,
        "place_title": place_title(finding.place),
        "sentence": rule_sentence(finding.rule),
        "kept": acknowledgement_of(finding),
        "form": form,
        "crumbs": form_crumbs(dossier),
    }
    return render(request, template, context)
