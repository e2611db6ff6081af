"""Who may rewrite a decision: whose authority decided it, or who may rewrite each of its results (TCHQ-5.2b)."""

from django.db.models import CharField, Value

from accounts.access import Verdict
from accounts.permissions import DECIDE, Change
from personnel.models import Decision, Dossier
from personnel.sections import SALARIES, SECTIONS

NOT_OURS = "Quyết định có kết quả ở đơn vị khác; cơ quan quản lý các đơn vị đó đính chính."


def decision_verdict(account, decision: Decision, authority_id: int | str | None = "") -> Verdict:
    """Whether the account may correct the decision and its papers.

    authority_id: of the body that it shall be said to be of, where that changes. A decision of a higher authority is
    corrected by whoever may rewrite all of its results; or else one could make a higher authority's decision one's own.
    """
    if not Decision.objects.is_correctable(decision.pk, by=account):
        return Verdict(False, NOT_OURS)
    stored = Decision.objects.get(pk=decision.pk).authority_id
    authorities = frozenset({stored} if authority_id == "" else {stored, authority_id})
    access = account.access
    if all(access.may(DECIDE, unit_id) for unit_id in authorities):
        return Verdict(True, "Quyết định của đơn vị thuộc phạm vi của tài khoản.")
    results = results_of(decision)
    dossiers = Dossier._base_manager.in_bulk({dossier_id for dossier_id, _ in results})
    for dossier_id, slug in results:
        change = Change(rewrites=True, deciders=authorities, regrades=slug == SALARIES.slug)
        verdict = access.may_write(SECTIONS[slug].group, dossiers[dossier_id], change)
        if not verdict:
            return verdict
    return Verdict(True, "Được đính chính mọi kết quả của quyết định.")


def results_of(decision: Decision) -> list[tuple[int, str]]:
    """Dossier id and slug of the section of each result, in one query."""
    parts = [
        section.model.objects.filter(decision=decision)
        .order_by()
        .values_list("dossier_id", Value(section.slug, output_field=CharField()))
        for section in SECTIONS.values()
    ]
    return list(parts[0].union(*parts[1:]))
