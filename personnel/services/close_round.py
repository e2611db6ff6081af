from datetime import date

from django.db.models import OuterRef, Subquery

from personnel.models import Dossier, Round, RoundItem, RoundTally
from personnel.rounds.board import counted
from personnel.rounds.items import with_state
from personnel.services.change_round import held_round
from qlcb.history import Act, record, writing


def close_round(*, account, reason: str, round: Round, conclusion: str, today: date) -> None:
    """Close a round: from now on its numbers and items stay as they stand today, whoever moves later.

    conclusion: what is to be remembered of it. Raises PermissionDenied, ValidationError when it is closed already. Four
    statements for however many items.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = held_round(account, round)
        figures = counted(stored)
        RoundTally.objects.bulk_create(
            RoundTally(
                round=stored, unit_id=unit_id, done=of.done, missing=of.missing, exempt=of.exempt, extra=of.extra
            )
            for unit_id, of in figures.items()
        )  # fmt: skip
        _freeze(stored)
        stored.closed_on, stored.conclusion = today, conclusion
        record(stored)
    round.refresh_from_db()


def _freeze(round: Round) -> None:
    """Keep how each item stands and where, in its derived columns, so without history."""
    items = RoundItem.objects.filter(round=round)
    state = with_state(RoundItem.objects.filter(pk=OuterRef("pk"))).values("state")[:1]
    unit = Dossier._base_manager.filter(pk=OuterRef("dossier")).values("now_unit")[:1]
    items.update(kept_by=Subquery(unit), outcome=Subquery(state))
