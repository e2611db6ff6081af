"""Decisions and the results that hang on them, each result only when its dossier may be opened."""

from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import VIEW
from accounts.refusals import get_visible_or_404
from personnel.models import Decision, Dossier
from personnel.present import row_summary
from personnel.sections import SECTIONS
from qlcb.paging import keyset_page


@require_GET
def decision_list(request):
    request.user.access.require(VIEW)
    rows = Decision.objects.visible_to(request.user).select_related("authority")
    text, kind = request.GET.get("q", "").strip(), request.GET.get("loai", "")
    if text:
        rows = rows.filter(Q(number__icontains=text) | Q(summary__icontains=text) | Q(signer__icontains=text))
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
    }
    return render(request, "personnel/decisions.html", context)


@require_GET
def decision_page(request, pk):
    decision = get_visible_or_404(
        Decision.objects.visible_to(request.user).select_related("authority"),
        account=request.user,
        target=f"quyết định {pk}",
        pk=pk,
    )
    groups = []
    for section in SECTIONS.values():
        rows = (
            section.model.objects.filter(decision=decision, dossier__in=Dossier.objects.visible_to(request.user))
            .select_related("dossier", *section.related)
            .order_by("dossier__sort_key", "pk")
        )
        lines = [(row, row_summary(section, row)) for row in rows]
        if lines:
            groups.append((section, lines))
    crumbs = [{"label": "Quyết định", "url": "/quyet-dinh/"}]
    return render(request, "personnel/decision.html", {"decision": decision, "groups": groups, "crumbs": crumbs})


def result_counts(account, ids: list[int]) -> dict[int, int]:
    """Decision id → number of results on dossiers that the account may open, in one query."""
    visible = Exists(Dossier.objects.visible_to(account).filter(pk=OuterRef("dossier_id")))
    parts = [
        section.model.objects.filter(visible, decision_id__in=ids)
        .order_by()
        .values("decision_id")
        .annotate(n=Count("pk"))
        for section in SECTIONS.values()
    ]
    totals: dict[int, int] = {}
    for row in parts[0].union(*parts[1:], all=True):
        totals[row["decision_id"]] = totals.get(row["decision_id"], 0) + row["n"]
    return totals
