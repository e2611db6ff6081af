"""How the items of rounds stand, and which of them lie on the table of an account."""

from collections import defaultdict
from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When

from accounts.permissions import WorkGroup, rights_writing
from personnel.models import AssetDeclaration, Attachment, Dossier, Round, RoundItem
from personnel.paper_checks import PARTS, Part
from personnel.querysets import writable_by
from personnel.rounds import ASSETS_SLUG

State = RoundItem.State


def _declarations(at: str = "") -> Q:
    """The declaration that an item of a round of assets asks for; at: "outer" from a query within one on items."""
    ref = (lambda name: OuterRef(OuterRef(name))) if at else OuterRef
    return Q(
        dossier=ref("dossier"), year=ref("round__year"), kind=ref("round__declaration_kind"), declared_on__isnull=False
    )


def is_declared() -> Exists:
    """Condition on items: the declaration is on file."""
    return Exists(AssetDeclaration.objects.filter(_declarations()))


def has_scan() -> Exists:
    """Condition on items: a scan hangs on that declaration."""
    wanted = AssetDeclaration.objects.filter(_declarations("outer"), pk=OuterRef("row_id"))
    scans = Attachment.objects.filter(dossier=OuterRef("dossier"), section=ASSETS_SLUG)
    return Exists(scans.filter(Exists(wanted)))


def with_state(items):
    """Items with `state`: of an open round as things are now, of a closed one as they were when it was closed."""
    done = Q(round__kind=Round.Kind.REVIEW, done_at__isnull=False) | Q(round__kind=Round.Kind.ASSETS) & Q(is_declared())
    state = Case(
        When(~Q(outcome=""), then=F("outcome")),
        When(~Q(dossier__now_status=Dossier.Status.SERVING), then=Value(State.LEFT)),
        When(~Q(exempt_because=""), then=Value(State.EXEMPT)),
        When(done, then=Value(State.DONE)),
        default=Value(State.MISSING),
        output_field=CharField(),
    )
    return items.annotate(state=state)


def parts_of(round: Round) -> dict[str, Part]:
    """Slug → panel or section that a review looks at, in the order of the dossier; what is no more is left out."""
    return {slug: part for slug, part in PARTS.items() if slug in round.parts}


def may_declare(account) -> bool:
    """Whether the account may enter declarations of anybody at all."""
    return any(account.access.holds(right.code) for right in rights_writing(WorkGroup.ASSETS))


def late_words(round: Round, today: date) -> str:
    """For how long an open round is past its term, in words; empty while it is not."""
    days = (today - round.deadline).days
    return f"quá hạn {days} ngày" if round.is_open and days > 0 else ""


def on_table_of(account, round: Round) -> Q:
    """Condition on items of the round: the account may settle something of it that is not settled yet."""
    if not round.is_review:
        return writable_by(account, WorkGroup.ASSETS, "dossier__")
    by_group, found = defaultdict(list), Q(pk__in=())
    for slug, part in parts_of(round).items():
        by_group[part.group].append(slug)
    for group, slugs in by_group.items():
        found |= ~Q(confirmed__has_keys=slugs) & writable_by(account, group, "dossier__")
    return found
