"""The things of one dossier that addresses name, for the tests that visit all addresses."""

from datetime import date

from accounts.models import Account
from orgunits.models import Unit
from personnel.models import Decision, Dossier, PendingPaper, Round, Term
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.open_round import open_round
from personnel.services.register_paper import register_paper
from qlcb.history import record, writing
from tests.papers import paper_maker
from tests.stage import the_cast

PARTS = {"panel": "ly-lich", "restricted": "giay-to", "section": "luong"}
KEYS = ("code", "row", "decision", "paper", "decision_paper", "finding", "delegation", "pending_paper")


def things_of(dossier: Dossier, authority: Unit | None, delegate: Account, today: date) -> dict:
    """Key of `tests.rights_table` → what is in the address: the dossier's salary, scan, finding, paper to enter and
    delegation to `delegate`, a decision of `authority` with its scan, on which nothing hangs, and rounds over the whole
    service."""
    cast = the_cast()
    make_paper = paper_maker(cast.sysadmin)
    decision = Decision(number="7/QĐ-HQĐNg", signed_on=today, effective_on=today, authority=authority)
    with writing(account=cast.sysadmin, reason="Thế giới thử"):
        record(decision)
    given = delegate_dossier(
        account=cast.sysadmin, reason="Thế giới thử", to=delegate, dossier=dossier, document="9/QĐ",
        document_on=today, on=today, until=today, right="view_dossier", today=today,
    )  # fmt: skip
    finding = dossier.findings.create(rule="party_age", severity="error", place="dang", words="Vào Đảng 2003.")
    pending = register_paper(
        account=cast.sysadmin,
        paper=PendingPaper(dossier=dossier, unit=authority or cast.sysadmin.unit, kind="luong", received_on=today),
    )
    things = (
        *(dossier.code, dossier.salary_set.get().pk, decision.pk, make_paper(dossier=dossier).pk),
        *(make_paper(decision=decision).pk, finding.pk, given.pk),
        pending.pk,
    )
    return PARTS | dict(zip(KEYS, things, strict=True)) | rounds_of(cast.sysadmin, today)


def rounds_of(account: Account, today: date) -> dict[str, int]:
    """Ids of a review and a round of declarations that a dossier of rank 08.051 is in."""
    common = {"document": "1/TCHQ-TCCB", "document_on": today, "unit": Unit.objects.get(code="TCHQ"), "deadline": today}
    review = Round(kind=Round.Kind.REVIEW, title="Rà soát thử", parts=["ly-lich", "luong"], **common)
    annual = Term.objects.get(kind=Term.Kind.DECLARATION_KIND, code="HN")
    year = 2006 + Round.objects.count()
    assets = Round(
        kind=Round.Kind.ASSETS, title="Kê khai thử", year=year, declaration_kind=annual, ranks=["08.051"], **common
    )
    for one in (review, assets):
        open_round(account=account, reason="Thế giới thử", round=one, today=today)
    return {"review": review.pk, "assets": assets.pk}
