from django.core.exceptions import PermissionDenied

from personnel.authority import Hanging
from personnel.decision_rights import decision_verdict
from personnel.models import Decision
from personnel.sections import SECTIONS
from personnel.services.require_authority import require_authority
from qlcb.history import Act, record, writing

DECIDING = ("authority_id", "signed_on", "kind")


def correct_decision(*, account, reason: str, decision: Decision, expected_version: int, override: str = "") -> bool:
    """The paper says otherwise than what was entered: rewrite number, days, signer or authority of a decision.

    decision: the edited instance; override: why its results stand although another authority should have decided.
    Returns whether anything changed. Raises PermissionDenied when results of the decision lie outside the account's
    right to enter decisions, or it is of a higher authority and the account may not rewrite them; OutsideAuthority when
    the table of decentralisation names another authority for one of them, Conflict when somebody was faster.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        verdict = decision_verdict(account, decision, decision.authority_id)
        if not verdict:
            raise PermissionDenied(verdict.why)
        stored = Decision.objects.get(pk=decision.pk)
        changed = record(decision, expected_version=expected_version)
        if any(getattr(stored, name) != getattr(decision, name) for name in DECIDING):
            results = [(Hanging(row, decision), Hanging(row, stored)) for row in results_of(decision)]
            require_authority(account=account, results=results, override=override, field="authority")
    return changed


def results_of(decision: Decision) -> list:
    """The records that hang on the decision, of every section, with their dossiers."""
    return [
        row
        for section in SECTIONS.values()
        for row in section.model.objects.filter(decision=decision).select_related("dossier", *section.related)
    ]
