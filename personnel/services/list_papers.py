from collections.abc import Sequence
from dataclasses import asdict

from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import Transfer
from personnel.transfers.locks import hold_transfers
from personnel.transfers.papers import MOST, PaperLine, rows_of
from personnel.transfers.rights import send_verdict
from qlcb.history import Act, Conflict, changed_fields, create_many, update_many, writing


def list_papers(
    *, account, reason: str, transfer: Transfer, papers: Sequence[PaperLine], expected: str
) -> bool:  # fmt: skip
    """Correct the list of papers of a transfer that waits to be received. Returns whether anything changed.

    expected: `mark_of` the list as the person saw it. Raises PermissionDenied for who may not hand the dossier over,
    ValidationError when it was received or returned meanwhile, Conflict when somebody else corrected the list.
    """
    if len(papers) > MOST:
        raise ValidationError(f"Danh mục có nhiều nhất {MOST} dòng.")
    with writing(account=account, reason=reason, act=Act.CORRECT):
        (held,) = hold_transfers([transfer], Transfer.State.SENT)
        verdict = send_verdict(account.access, held.dossier)
        if not verdict:
            raise PermissionDenied(verdict.why)
        stored = list(held.papers.order_by("number"))
        if mark_of(stored) != expected:
            raise Conflict(held, transfer)
        wanted = rows_of(held, papers)
        kept = list(zip(stored, wanted[: len(stored)], strict=False))
        changed = [old for old, new in kept if _take_over(old, new)]
        for row in wanted:
            row.clean_fields(exclude=["transfer", "dossier"])
        update_many(changed, list(asdict(papers[0])) if papers else [])
        create_many(wanted[len(stored) :])
        for row in stored[len(wanted) :]:
            row.delete()
    return bool(changed) or len(stored) != len(wanted)


def mark_of(rows) -> str:
    """What tells one state of a list from another: ids and versions of its rows."""
    return ",".join(f"{row.pk}.{row.version}" for row in rows)


def _take_over(old, new) -> bool:
    new.pk, new.version = old.pk, old.version
    differs = bool(changed_fields(old, new))
    for name in ("title", "form", "copies", "sheets", "note", "scan"):
        setattr(old, name, getattr(new, name))
    return differs
