"""Plans as clumsy and hostile hands draw them up: what is refused, what is told, and that nothing is done by halves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import RoleTemplate
from accounts.permissions import REORGANISE, VIEW
from accounts.services.grant import grant
from accounts.services.program_account import program_account
from orgunits.models import Unit
from orgunits.tree import Tree
from personnel.models import Decision, Delegation, Dossier, Posting, ReorganisationPerson
from personnel.reorganisation.report import examine
from personnel.services.apply_due_reorganisations import apply_due_reorganisations
from personnel.services.approve_reorganisation import approve_reorganisation
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.draft_reorganisation import save_part
from personnel.services.withdraw_reorganisation import withdraw_reorganisation
from qlcb.history import record, writing
from tests.personnel.reorganisation.world import (
    DAY,
    EVE,
    REGION,
    carry_out,
    draft,
    founding,
    merging,
    one_region,
)
from tests.personnel.transfers.moves import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-8.2e")]


def test_accounts_without_a_place_stand_in_the_way(cast, today):
    """The unit is dissolved, and nobody said where its people and accounts go."""
    plan = draft(cast.policy, {"deed": "dissolve", "unit": "HQ34"}, scope="HQ34")
    told = [issue.words for issue in examine(plan, today).blocking]
    assert f"Tài khoản {cast.clerk.username} ({cast.clerk.unit.name}) chưa có nơi đến." in told
    steps = [{"deed": "dissolve", "unit": "HQ34", "accounts": "withdraw"}]
    told = [issue.words for issue in examine(draft(cast.policy, *steps, number="2/QĐ"), today).blocking]
    assert not any("chưa có nơi đến" in words and cast.clerk.username in words for words in told)


def test_who_would_withdraw_the_own_account_still_carries_the_plan_out(cast, unit, today):
    """The plan is carried out by the program's hand, in the name of who approved it before."""
    for right in (REORGANISE, VIEW):
        grant(
            account=cast.sysadmin, reason="Thử", to=cast.clerk, unit=unit("TCHQ"), document="x", on=today, right=right,
            today=today,
        )  # fmt: skip
    plan = one_region(fresh(cast.clerk), DAY)
    for step in plan.steps.filter(unit__code__in=("HQ34", "HQ60")):
        step.accounts = "withdraw"
        save_part(account=fresh(cast.clerk), part=step)
    carry_out(fresh(cast.clerk), plan, today)
    assert (plan.state, fresh(cast.clerk).withdrawn_on) == ("applied", today)
    assert plan.history.first().history_user_id == cast.clerk.pk


def test_two_plans_about_the_same_unit_exclude_each_other(cast, make_dossier, today):
    make_dossier(unit_code="HQ34-01")
    day = today + timedelta(days=3)
    one = draft(cast.policy, merging("HQ34-01", "HQ34-02"), on=day, number="1/QĐ")
    two = draft(cast.policy, merging("HQ34-01", "HQ34-03"), on=day, number="2/QĐ")
    for plan in (one, two):
        carry_out(cast.policy, plan, today)
    assert apply_due_reorganisations(day) == 1
    for plan in (one, two):
        plan.refresh_from_db()
    assert (one.state, two.state) == ("applied", "draft")
    assert "không hoạt động vào ngày" in two.problem
    assert apply_due_reorganisations(day) == 0
    assert Posting.objects.on(day).get().unit.code == "HQ34-02"


def test_a_plan_that_builds_on_another_of_the_same_day_comes_after_it(cast, make_dossier, today):
    """The earlier decision founds the office into which the later one merges another."""
    make_dossier(unit_code="HQ34-01")
    founded = draft(cast.policy, founding("HQ34-13", "HQ34"), number="1/QĐ")
    carry_out(cast.policy, founded, today)
    plan = carry_out(cast.policy, draft(cast.policy, merging("HQ34-01", "HQ34-13"), number="2/QĐ"), today)
    assert plan.state == "applied" and Posting.objects.on(today).get().unit.code == "HQ34-13"


def test_a_day_before_the_units_were_founded_is_told(cast, unit, today):
    founded = Unit.objects.get(code="HQ34-01").established_on
    plan = draft(cast.policy, merging("HQ34-01", "HQ34-02"), on=founded - timedelta(days=1))
    assert "không hoạt động vào ngày" in examine(plan, today).blocking[0].words


def test_a_confidential_person_of_their_own_way_is_counted_and_named_to_nobody(cast, make_dossier, today):
    secret = make_dossier(unit_code="HQ34-01", is_confidential=True)
    plan = draft(cast.policy, merging("HQ34-01", "HQ34-02"))
    with writing(account=program_account(), reason="Thử"):
        record(ReorganisationPerson(reorganisation=plan, dossier=secret, to="HQ34-03"))
    report = examine(plan, today)
    assert report.heads_after["HQ34-03"] == 1
    assert not any(secret.code in issue.words or secret.full_name in issue.words for issue in report.issues)
    carry_out(cast.policy, plan, today)
    assert Posting.objects.get(dossier=secret, valid_to=None).unit.code == "HQ34-03"
    secret.refresh_from_db()
    assert secret.is_confidential
    assert not Dossier.objects.visible_to(fresh(cast.clerk)).filter(pk=secret.pk).exists()


@pytest.mark.clause("TCHQ-6.1d5")
def test_a_delegation_of_the_department_that_a_dossier_leaves_ends(cast, make_dossier, unit, today):
    """As on a transfer; what was given from above holds on, and so does what stays in the department."""
    leaves, stays = make_dossier(unit_code="HQ34-01"), make_dossier(unit_code="HQ34-02")
    role, until = RoleTemplate.objects.get(code="ho-so-uy-quyen"), today + timedelta(days=30)
    told = {"reason": "Ủy quyền", "document": "5/UQ", "document_on": today, "on": today, "today": today,
            "until": until, "template": role}  # fmt: skip
    for dossier in (leaves, stays):
        delegate_dossier(account=fresh(cast.unit_admin), to=cast.clerk, dossier=dossier, **told)
    delegate_dossier(account=fresh(cast.sysadmin), to=cast.reader, dossier=leaves, **told)
    plan = draft(cast.policy, merging("HQ34-01", "HQ60-01"))
    assert any(issue.words.startswith("1 ủy quyền đích danh") for issue in examine(plan, today).notes)
    carry_out(cast.policy, plan, today)
    held = set(Delegation.objects.filter(revoked_on=None).values_list("account__username", "dossier__code"))
    assert held == {(cast.clerk.username, stays.code), (cast.reader.username, leaves.code)}
    assert Delegation.objects.get(dossier=leaves, account=cast.clerk).revoked_under == "382/QĐ-BTC ngày 26/02/2025"
    assert [*Dossier.objects.visible_to(fresh(cast.clerk)).filter(pk__in=(leaves.pk, stays.pk))] == [stays]
    assert leaves in Dossier.objects.visible_to(fresh(cast.reader))


def test_the_old_tree_and_its_people_are_read_as_of_the_eve_and_the_new_of_the_day(cast, make_dossier, today):
    person = make_dossier(unit_code="HQ34-01")
    carry_out(cast.policy, one_region(cast.policy, DAY), today)
    for day, department, office in ((EVE, "HQ34", "HQ34-01"), (DAY, REGION, "KV12-01"), (today, REGION, "KV12-01")):
        there = Posting.objects.on(day).get(dossier=person).unit
        path = [node.code for node in Tree.on(day).path(there.pk)]
        assert path == ["TCHQ", department, office], day
    assert Decision.objects.get(number="382/QĐ-BTC").effective_on == DAY


@pytest.mark.parametrize("role", ["leader", "clerk"])
def test_nobody_without_the_right_carries_out_or_takes_back(role, cast, today):
    plan, account = draft(cast.policy, founding("HQ34-13", "HQ34")), getattr(cast, role)
    for act in (
        lambda: approve_reorganisation(account=account, plan=plan, mark=examine(plan, today).mark, today=today),
        lambda: withdraw_reorganisation(account=account, reason="x", plan=plan, expected_version=plan.version),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(ValidationError):
        carry_out(cast.policy, draft(cast.policy, number="2/QĐ"), today)
