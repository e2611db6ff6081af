"""Rounds for tests: opened as an account opens them."""

from datetime import timedelta

from django.utils import timezone

from orgunits.models import Unit
from personnel.models import Round, RoundItem, Term
from personnel.paper_checks import paper_state
from personnel.rounds.items import with_state
from personnel.services.confirm_item import confirm_item
from personnel.services.open_round import open_round
from tests.stage import the_cast


def open_review(*, account=None, unit="HQ34", parts=("ly-lich", "luong", "cong-tac"), today=None, **values) -> Round:
    """A review of the unit until in ten days."""
    return _open(Round.Kind.REVIEW, account, unit, today, parts=list(parts), **values)


def open_assets(*, account=None, unit="HQ34", today=None, **values) -> Round:
    """A round of this year's declarations of leaders and of ranks 08.051."""
    today = today or timezone.localdate()
    rule = {"leading": True, "ranks": ["08.051"], "year": today.year} | values
    annual = Term.objects.get(kind=Term.Kind.DECLARATION_KIND, code="HN")
    return _open(Round.Kind.ASSETS, account, unit, today, declaration_kind=annual, **rule)


def _open(kind, account, unit, today, **values) -> Round:
    today = today or timezone.localdate()
    told = {"title": "Rà soát hồ sơ năm", "document": "1/TCHQ-TCCB", "document_on": today,
            "deadline": today + timedelta(days=10)}  # fmt: skip
    round = Round(kind=kind, unit=Unit.objects.get(code=unit), **(told | values))
    open_round(account=account or the_cast().specialist, reason="Thử", round=round, today=today)
    return round


def item_of(round: Round, dossier) -> RoundItem:
    """The item of the dossier as it stands, with its state."""
    return with_state(RoundItem.objects.select_related("round", "dossier")).get(round=round, dossier=dossier)


def confirm(round: Round, dossier, account, *slugs) -> RoundItem:
    """Confirm parts of the dossier as they stand, all of the round when none is named."""
    states = paper_state(dossier).parts
    seen = {slug: states[slug].fingerprint for slug in slugs or round.parts}
    return confirm_item(account=account, item=item_of(round, dossier), seen=seen)
