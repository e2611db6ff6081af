"""The acceptance case: 35 departments into 20 regions on 01/03/2025, with people, positions, accounts and rights."""

from datetime import date, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.demo import make_demo_accounts
from accounts.models import Account, Grant
from accounts.permissions import VIEW
from accounts.services.program_account import program_account
from orgunits.models import Unit, UnitSuccession
from orgunits.tree import Tree
from personnel.head_counts import head_counts
from personnel.models import Appointment, Dossier, Posting, Reorganisation
from personnel.reorganisation.report import examine
from personnel.services.begin_day import begin_day
from personnel.services.project_dossiers import project_dossiers
from personnel.why import explain
from qlcb import row_security
from qlcb.history import record, writing
from reports.definitions import REPORTS
from reports.forms.facts import Facts
from tests.history import assert_history_is_whole
from tests.personnel.reorganisation.world import (
    DAY,
    EVE,
    REGIONS,
    SHARED,
    carry_out,
    draft,
    merging,
    people_everywhere,
)
from tests.stage import the_cast

pytestmark = pytest.mark.django_db

USERNAMES = {f"hq{code}.{seat}" for code in ("35", "60", "34", "03") for seat in ("quantri", "nhansu1")}


def bm01(account, day: date, today: date, **query) -> list[list]:
    """Names and numbers of every line of the report."""
    form = REPORTS["bm01"].parameters(
        {"ngay": f"{day:%d/%m/%Y}", "cap": "tat-ca", **query}, account=account, today=today
    )
    assert form.is_valid(), form.errors
    return [[cell.value for cell in row.cells] for row in REPORTS["bm01"].table(form).rows]


def heads(account, day: date, today: date) -> dict[str, int]:
    """Code → people of each unit of the day."""
    tree = Tree.on(day)
    counts = head_counts(tree, account, day, today)
    return {tree.nodes[pk].code: found.own for pk, found in counts.items() if found.own}


@pytest.fixture(scope="module")
def done(stage):
    """The plan of the shipped table, carried out; what the service said of the eve before that; codes of people."""
    today, program = timezone.localdate(), program_account()
    make_demo_accounts(account=program, usernames=USERNAMES, today=today)
    ids = people_everywhere(today)
    by_unit = dict(Dossier.objects.values_list("now_unit__code", "code"))
    with writing(account=program, reason="Nghỉ hưu"):
        retired = Posting.objects.get(dossier__code=by_unit["HQ60-02"])
        retired.valid_to = date(2024, 6, 30)
        record(retired)
        secret = Dossier.objects.get(code=by_unit["HQ60-03"])
        secret.is_confidential = True
        record(secret)
    project_dossiers(ids, today)
    leader = the_cast().leader
    before = {"bm01": bm01(leader, EVE, today), "heads": heads(leader, EVE, today)}
    call_command(
        "plan_reorganisation", "reorganisation_2025", number="382/QĐ-BTC", signed_on="26/02/2025",
        effective_on="01/03/2025", stdout=StringIO(),
    )  # fmt: skip
    plan = Reorganisation.objects.get()
    report = examine(plan, today)
    foretold = {"after": report.heads_after, "issues": [issue.words for issue in report.blocking]}
    carry_out(the_cast().policy, plan, today)
    return {"plan": plan.pk, "people": by_unit, "before": before, "foretold": foretold, "ids": ids}


@pytest.fixture
def service(done):
    return SimpleNamespace(**done)


def test_the_shipped_table_has_nothing_left_to_settle(service):
    assert service.foretold["issues"] == []
    assert Reorganisation.objects.get(pk=service.plan).state == "applied"


@pytest.mark.clause("TCHQ-8.2e")
@pytest.mark.clause("TCHQ-3.1d")
def test_thirty_five_departments_become_twenty_regions(today):
    def departments(day, kind):
        return {node.code for node in Tree.on(day).nodes.values() if node.kind == kind}

    assert len(departments(EVE, "Cục Hải quan địa phương")) == 35
    assert departments(DAY, "Cục Hải quan địa phương") == set()
    assert departments(DAY, "Chi cục Hải quan khu vực") == departments(today, "Chi cục Hải quan khu vực") == {*REGIONS}
    for region, codes in REGIONS.items():
        for code in codes.split():
            lines = UnitSuccession.objects.filter(predecessor__code=f"HQ{code}").order_by("-is_main")
            assert [line.successor.code for line in lines] == SHARED.get(code, region).split(), code
            assert Unit.objects.get(code=f"HQ{code}").heir.code == region
    root = Tree.on(DAY).roots[0]
    assert root.name == "Cục Hải quan" and Tree.on(EVE).roots[0].name == "Tổng cục Hải quan"


@pytest.mark.clause("TCHQ-8.2e")
def test_nobody_is_lost_and_nobody_is_counted_twice(service, cast, today):
    everybody = 538
    eve, day = heads(cast.leader, EVE, today), heads(cast.leader, DAY, today)
    assert sum(eve.values()) == sum(day.values()) == everybody, "all but the one who retired"
    assert day == service.foretold["after"], "as the dry run said"
    ended = Unit.objects.filter(dissolved_on=EVE)
    assert ended.count() == 315
    assert not Posting.objects.on(DAY).filter(unit__in=ended).exists()
    assert Dossier.objects.serving().filter(now_unit__in=ended).count() == 0
    for row in Dossier.objects.serving().filter(pk__in=service.ids).values_list("pk", flat=True)[::40]:
        periods = Posting.objects.filter(dossier=row).order_by("valid_from")
        ends = [posting.valid_to for posting in periods]
        assert ends in ([None], [EVE, None])


def test_a_shared_department_is_shared_out_unit_by_unit(service):
    """Đội of Hải Phòng to region III, the industrial zones to IV (FACTS 6.2, marked of low confidence in the table)."""
    where = dict(Posting.objects.on(DAY).values_list("dossier__code", "unit__code"))
    nodes = Tree.on(DAY).nodes
    parents = {node.code: nodes[node.parent_id].code for node in nodes.values() if node.parent_id}
    assert where[service.people["HQ03-12"]] == "KV03-06"
    assert where[service.people["HQ03-09"]] == "HQ03-09" and parents["HQ03-09"] == "KV04"
    assert where[service.people["HQ28-10"]] == "HQ28-10" and parents["HQ28-10"] == "KV10"


@pytest.mark.clause("TCHQ-8.2e")
def test_reports_of_before_the_day_still_use_the_old_structure(service, cast, today):
    assert bm01(cast.leader, EVE, today) == service.before["bm01"]
    assert heads(cast.leader, EVE, today) == service.before["heads"]
    names = [line[1] for line in bm01(cast.leader, DAY, today)]
    assert "Chi cục Hải quan khu vực XII" in names and "Cục Hải quan TP. Đà Nẵng" not in names


def listed(account, day: date, today: date) -> tuple[dict[int, str], str]:
    """BM03 of a day: dossier id of each person named → the unit they stand under; and the line of the total."""
    form = REPORTS["bm03"].parameters({"ngay": f"{day:%d/%m/%Y}"}, account=account, today=today)
    assert form.is_valid(), form.errors
    table, ids = REPORTS["bm03"].named_table(form)
    found, unit, named = {}, "", iter(ids)
    for row in table.rows:
        name = row.cells[1]
        if row.span > 1:
            unit = name.value.split(":")[0]
            total = name.value
        else:
            found[next(named)] = unit
    return found, total


@pytest.mark.clause("TCHQ-8.2e")
def test_names_of_both_days_are_the_same_people_under_the_units_of_each_day(service, cast, today):
    (before, told), (after, told_after) = (listed(cast.leader, day, today) for day in (EVE, DAY))
    assert before.keys() == after.keys() and len(before) > 400
    person = Dossier.objects.get(code=service.people["HQ60-05"]).pk
    assert before[person] != after[person]
    counted = [bm01(cast.leader, day, today)[-1][3] for day in (EVE, DAY)]
    assert told == told_after == f"Tổng số: {counted[0]} người" and counted[0] == counted[1]
    assert set(after.values()) <= {node.name for node in Tree.on(DAY).nodes.values()}


def test_postings_go_on_under_the_decision_from_its_day(service):
    person = Dossier.objects.get(code=service.people["HQ60-05"])
    old, new = Posting.objects.filter(dossier=person).order_by("valid_from")
    assert (old.unit.code, old.valid_to, old.decision) == ("HQ60-05", EVE, None)
    assert (new.unit.code, str(new.valid_from), new.valid_to, new.kind) == (
        "KV12-06", "01/03/2025", None, Posting.Kind.REORGANISATION,
    )  # fmt: skip
    assert (new.decision.number, new.decision.effective_on, new.decision.kind) == ("382/QĐ-BTC", DAY, "reorganisation")
    moved_along = Dossier.objects.get(code=service.people["HQ60-07"])
    assert Posting.objects.get(dossier=moved_along).unit.code == "HQ60-07", "a unit that goes on keeps its people"


def test_positions_end_with_their_units_and_stay_with_those_that_go_on(service):
    ended = Appointment.objects.get(dossier__code=service.people["HQ60-05"])
    kept = Appointment.objects.get(dossier__code=service.people["HQ60-07"])
    assert (ended.valid_to, kept.valid_to) == (EVE, None)
    assert Dossier.objects.get(code=service.people["HQ60-05"]).now_position is None


@pytest.mark.clause("TCHQ-8.2e")
def test_accounts_and_rights_follow(service, today):
    clerk, neighbour = (Account.objects.get(username=f"hq{code}.nhansu1") for code in ("34", "60"))
    assert clerk.unit.code == neighbour.unit.code == "KV12"
    for account in (clerk, neighbour):
        seen = set(Dossier.objects.visible_to(account).values_list("code", flat=True))
        assert {service.people[code] for code in ("HQ34-01", "HQ60-05", "HQ35-07", "HQ60-07")} <= seen
        assert service.people["HQ60-02"] in seen, "who retired before is read by the unit that took over"
        assert service.people["HQ60-03"] not in seen, "confidential as before"
        assert seen.isdisjoint({service.people["HQ61-01"], service.people["TW01"]})
    assert [grant.unit.code for grant in Grant.objects.in_force(today).filter(account=clerk)] == ["KV12"]
    given = Grant.objects.get(account=neighbour, revoked_on=None)
    assert (given.document, given.template.code) == ("382/QĐ-BTC ngày 26/02/2025", "dia-phuong-nhan-su")
    assert not Account.objects.filter(unit__dissolved_on__isnull=False, withdrawn_on=None).exists()


def test_of_the_administrators_of_a_region_one_stays(service, today):
    states = {
        account.username: (account.unit.code, account.withdrawn_on)
        for account in Account.objects.filter(username__endswith=".quantri", username__startswith="hq")
    }
    assert states["hq34.quantri"] == ("KV12", None)
    assert states["hq60.quantri"] == ("HQ60", today), "as accounts of dissolved units are withdrawn, on a paper"
    withdrawn = Account.objects.get(username="hq60.quantri").acts.first()
    assert (withdrawn.kind, withdrawn.document) == ("withdraw", "382/QĐ-BTC ngày 26/02/2025")
    assert Account.objects.get(username="hq34.quantri").acts.first().kind == "move"


def test_postgresql_shows_the_region_its_people_too(service, cast):
    account = Account.objects.get(pk=cast.neighbour.pk)
    row_security.enter(account.access.row_scope())
    try:
        seen = set(Dossier.objects.values_list("code", flat=True))
        postings = set(Posting.objects.values_list("dossier__code", flat=True))
    finally:
        row_security.leave()
    assert {service.people[code] for code in ("HQ34-01", "HQ60-02")} <= seen & postings
    assert service.people["HQ61-01"] not in seen


def test_one_history_row_for_each_changed_row_in_the_name_of_who_approved(service, cast):
    assert assert_history_is_whole() > 3000
    entry = Posting.history.filter(dossier__code=service.people["HQ60-05"]).latest("history_id")
    assert (entry.history_user_id, entry.history_type) == (cast.policy.pk, "+")
    assert entry.history_change_reason.startswith("Sắp xếp tổ chức theo 382/QĐ-BTC ngày 26/02/2025; người duyệt: ")


def test_check_integrity_finds_nothing_wrong(service):
    out = StringIO()
    call_command("check_integrity", stdout=out)
    assert out.getvalue().count("không sai lệch") == 8


def test_the_day_begun_again_changes_nothing(service, today):
    begun = begin_day(today)
    assert (begun.units, begun.accounts, begun.dossiers) == (0, 0, 0)


def test_a_new_seat_in_a_region_takes_the_role_of_local_departments(service, cast, today):
    from accounts.administration import templates_for

    clerk = Account.objects.get(username="hq34.nhansu1")
    admin = Account.objects.get(username="hq34.quantri")
    assert "dia-phuong-nhan-su" in {template.code for template in templates_for(admin, [clerk])}
    assert admin.access.may("manage_accounts", clerk.unit_id) and clerk.access.may(VIEW, clerk.unit_id)


def test_the_page_of_the_decision_stays_short(service, cast, sign_in):
    plan = Reorganisation.objects.get(pk=service.plan)
    client = sign_in(Account.objects.get(pk=cast.policy.pk))
    groups = client.get(reverse("personnel:decision", args=[plan.decision_id])).context["groups"]
    assert [(section.slug, len(lines), total) for section, lines, total in groups] == [("cong-tac", 300, 313)]


def test_whoever_left_an_old_unit_is_kept_by_the_region(service, cast, today):
    retired = Dossier.objects.get(code=service.people["HQ60-02"])
    assert Facts(retired, today, full=False).keeper == "Chi cục Hải quan khu vực XII"
    told = explain(Account.objects.get(pk=cast.neighbour.pk), retired, today)
    assert told.visible and told.place.endswith("Phòng Tổ chức cán bộ")


def test_a_dry_run_asks_as_much_for_many_as_for_few(service, cast, today, django_assert_max_num_queries):
    plan = draft(cast.policy, *(merging(f"KV{n:02}-02", f"KV{n:02}-01") for n in range(1, 21)), on=today + timedelta(1))
    with django_assert_max_num_queries(23):
        report = examine(plan, today)
    assert report.is_clear and report.people_moving == 34, "one of each old department, but the one who retired"
