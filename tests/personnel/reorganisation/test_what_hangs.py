"""What hangs on a unit when it ends: rounds, drafts, papers, delegations, accounts, other plans. Nothing is left to
nobody, and nothing is done to a unit that is no more."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import Account, Grant, RoleTemplate
from orgunits.models import Unit
from personnel.models import (
    Delegation,
    Dossier,
    Draft,
    PendingPaper,
    Posting,
    Round,
    RoundItem,
    Salary,
)
from personnel.rounds.board import Board
from personnel.services.add_rows import RowsRefused
from personnel.services.apply_draft import apply_draft
from personnel.services.close_round import close_round
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.register_paper import register_paper
from qlcb import row_security
from tests.personnel.acts.drafting import draft_for
from tests.personnel.reorganisation.world import REGION, carry_out, one_region
from tests.personnel.rounds.kit import confirm, open_assets, open_review
from tests.personnel.transfers.moves import fresh
from tests.stage import dossier_maker, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-8.2e")]


@pytest.fixture(scope="module")
def hung(stage):
    """Two dossiers of an office that ends and one of an office that moves along, and all that hangs on them."""
    today, cast = timezone.localdate(), the_cast()
    make = dossier_maker(today)
    ends, also, moves = (make(unit_code=code, rank="08.051", step=4) for code in ("HQ34-01", "HQ34-01", "HQ34-07"))
    review, of_unit = open_review(), open_review(account=cast.clerk, title="Của đơn vị", document="9/HQĐNg")
    assets = open_assets()
    confirm(review, ends, cast.clerk)
    about, heard = (PendingPaper(kind="luong", received_on=today, unit=cast.clerk.unit, **told) for told in (
        {"dossier": ends}, {"people": "Người chưa có hồ sơ"},
    ))  # fmt: skip
    for paper in (about, heard):
        register_paper(account=cast.clerk, paper=paper)
    raises = draft_for(fresh(cast.policy), "nang-bac", [ends, moves], today, authority=Unit.objects.get(code="TCHQ"))
    inside = draft_for(
        fresh(cast.clerk), "chuyen-doi-vi-tri", [moves], today, number="5/QĐ",
        shared={"unit": Unit.objects.get(code="HQ34-01").pk},
    )  # fmt: skip
    role = RoleTemplate.objects.get(code="ho-so-uy-quyen")
    told = {"reason": "Ủy quyền", "document": "5/UQ", "document_on": today, "on": today, "today": today,
            "until": today + timedelta(days=30), "template": role}  # fmt: skip
    delegate_dossier(account=fresh(cast.unit_admin), to=cast.clerk, dossier=ends, **told)
    delegate_dossier(account=fresh(cast.sysadmin), to=cast.reader, dossier=also, **told)
    plan = carry_out(cast.policy, one_region(cast.policy, today), today)
    assert plan.state == "applied", plan.problem
    return SimpleNamespace(
        ends=ends.pk, also=also.pk, moves=moves.pk, review=review.pk, of_unit=of_unit.pk, assets=assets.pk,
        about=about.pk, heard=heard.pk, raises=raises.pk, inside=inside.pk,
    )  # fmt: skip


def test_a_round_goes_on_with_its_dossiers_where_they_are_kept_now(hung, cast, today):
    review = Round.objects.get(pk=hung.review)
    for account in (cast.clerk, cast.neighbour):
        assert review in Round.objects.visible_to(fresh(account))
    board = Board(review, fresh(cast.clerk), today)
    assert (board.total.total, board.total.done) == (3, 1)
    assert {line.code: line.figures.total for line in board.lines} == {"KV12-01": 2, "HQ34-07": 1}
    assert board._top.code == REGION
    confirm(review, Dossier.objects.get(pk=hung.moves), fresh(cast.neighbour))
    close_round(account=fresh(cast.specialist), reason="Đóng", round=review, conclusion="Xong", today=today)
    kept = set(RoundItem.objects.filter(round=review).values_list("kept_by__code", "outcome"))
    assert kept == {("KV12-01", "done"), ("KV12-01", "missing"), ("HQ34-07", "done")}


def test_a_round_of_the_old_unit_is_run_by_who_took_over(hung, cast, today):
    own = Round.objects.get(pk=hung.of_unit)
    assert own.unit.code == own.organiser.code == "HQ34"
    close_round(account=fresh(cast.neighbour), reason="Đóng", round=own, conclusion="Xong", today=today)
    assert not Round.objects.get(pk=own.pk).is_open


def test_declarations_of_assets_are_followed_up_in_the_region(hung, cast, today):
    assets = Round.objects.get(pk=hung.assets)
    items = RoundItem.objects.filter(round=assets).visible_to(fresh(cast.neighbour))
    assert {item.dossier_id for item in items} == {hung.ends, hung.also, hung.moves}


def test_papers_that_wait_are_entered_by_who_took_over(hung, cast):
    waiting = PendingPaper.objects.to_enter_by(fresh(cast.neighbour)).order_by("pk")
    assert [paper.pk for paper in waiting] == [hung.about, hung.heard]
    account = fresh(cast.neighbour)
    row_security.enter(account.access.row_scope())
    try:
        assert PendingPaper.objects.count() == 2, "PostgreSQL shows them too"
    finally:
        row_security.leave()


def test_a_draft_begun_before_is_applied_to_people_where_they_are(hung, cast, today):
    raises = Draft.objects.get(pk=hung.raises)
    apply_draft(account=fresh(cast.policy), draft=raises, today=today)
    assert Salary.objects.filter(decision__number=raises.number, step=5).count() == 2


def test_a_draft_that_posts_people_to_an_old_unit_is_refused(hung, cast, today):
    inside = Draft.objects.get(pk=hung.inside)
    assert inside in Draft.objects.visible_to(fresh(cast.neighbour))
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=fresh(cast.clerk), draft=inside, today=today)
    assert "không hoạt động" in str(refused.value.rows[0].errors)
    assert Posting.objects.get(dossier=hung.moves).unit.code == "HQ34-07"


def test_delegations_by_name_hold_on(hung, cast, today):
    assert Delegation.objects.filter(revoked_on=None).count() == 2
    reader = fresh(cast.reader)
    seen = Dossier.objects.visible_to(reader).filter(pk__in=(hung.ends, hung.also, hung.moves))
    assert [dossier.pk for dossier in seen] == [hung.also]


def test_of_a_withdrawn_administrator_nothing_is_left(hung, cast, today):
    """The region keeps one administrator; of the other, who is withdrawn, no right stays behind."""
    gone = Account.objects.filter(unit__code="HQ60", kind="unit_admin")
    assert all(account.withdrawn_on == today for account in gone)
    assert not Grant.objects.in_force(today).filter(unit__dissolved_on__isnull=False).exists()
    assert not Account.objects.filter(withdrawn_on=None, unit__dissolved_on__isnull=False).exists()
