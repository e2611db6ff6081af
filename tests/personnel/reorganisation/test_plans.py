"""What a plan may say of units, people and accounts; what stands in its way; when it is carried out and when not."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError

from accounts.models import Account, AccountQuota, Grant
from accounts.permissions import REORGANISE, VIEW
from accounts.services.grant import grant
from accounts.services.program_account import program_account
from accounts.services.revoke import revoke
from accounts.services.set_quota import set_quota
from orgunits.models import UnitKind, UnitSuccession, UnitVersion
from orgunits.services.change_unit import change_unit
from personnel.models import (
    Appointment,
    Dossier,
    Position,
    Posting,
    Reorganisation,
    ReorganisationAccount,
    ReorganisationPerson,
    ReorganisationStep,
)
from personnel.reorganisation.report import examine
from personnel.reorganisation.waiting import waiting
from personnel.sections import APPOINTMENTS, POSTINGS
from personnel.services.apply_due_reorganisations import BROKEN_OFF, apply_due_reorganisations
from personnel.services.approve_reorganisation import approve_reorganisation
from personnel.services.begin_day import begin_day
from personnel.services.draft_reorganisation import remove_part, save_part
from personnel.services.save_row import add_row
from personnel.services.withdraw_reorganisation import reopen_reorganisation, withdraw_reorganisation
from qlcb.dates import PartialDate
from qlcb.history import Conflict, record, writing
from tests.personnel.reorganisation.world import DAY, EVE, carry_out, draft, founding, merging, people_everywhere
from tests.stage import paper

pytestmark = pytest.mark.django_db
OFFICES = ("HQ34-01", "HQ34-02", "HQ34-03")


@pytest.fixture
def people(today):
    """One person in each of three offices of Đà Nẵng, its head: by the code of the unit."""
    people_everywhere(today, units=OFFICES)
    return {row.now_unit.code: row for row in Dossier.objects.select_related("now_unit")}


@pytest.fixture
def blocks(today):
    """`blocks(plan)`: what speaks against it, in one text."""
    return lambda plan: "\n".join(issue.words for issue in examine(plan, today).blocking)


def postings(dossier) -> list[tuple]:
    rows = Posting.objects.filter(dossier=dossier).order_by("valid_from")
    return [(row.unit.code, row.valid_from.first_day, row.valid_to) for row in rows]


def of(dossier, plan, to, **more) -> ReorganisationPerson:
    return ReorganisationPerson(reorganisation=plan, dossier=dossier, to=to, **more)


# What a plan does to people


@pytest.mark.clause("TCHQ-8.2e")
def test_offices_are_merged_into_a_new_one(cast, people, unit, today):
    steps = [founding("HQ34-13", "HQ34", name="Phòng Tổng hợp"), merging("HQ34-01", "HQ34-13")]
    carry_out(cast.policy, draft(cast.policy, *steps, merging("HQ34-02", "HQ34-13", posts="follow")), today)
    assert postings(people["HQ34-01"])[1:] == postings(people["HQ34-02"])[1:] == [("HQ34-13", DAY, None)]
    ended, kept = (Appointment.objects.filter(dossier=people[code]) for code in ("HQ34-01", "HQ34-02"))
    assert [row.valid_to for row in ended] == [EVE]
    assert [(row.unit.code, row.valid_to) for row in kept.order_by("valid_from")] == [
        ("HQ34-02", EVE),
        ("HQ34-13", None),
    ]
    people["HQ34-02"].refresh_from_db()
    assert people["HQ34-02"].now_unit == unit("HQ34-13") and people["HQ34-02"].now_position.code == "TP"


@pytest.mark.clause("TCHQ-8.2e")
def test_a_unit_is_split_and_single_people_go_their_own_way(cast, people, unit, today):
    split = {"deed": "split", "unit": "HQ34-01", "targets": "HQ34-13 HQ34-14"}
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), founding("HQ34-14", "HQ34"), split)
    save_part(account=cast.policy, part=of(people["HQ34-01"], plan, "HQ34-14", keeps_post=True))
    carry_out(cast.policy, plan, today)
    assert postings(people["HQ34-01"]) == [("HQ34-01", date(2010, 1, 1), EVE), ("HQ34-14", DAY, None)]
    assert Appointment.objects.get(dossier=people["HQ34-01"], valid_to=None).unit == unit("HQ34-14")
    assert unit("HQ34-01").heir == unit("HQ34-13")


def test_a_part_is_separated_from_a_unit_that_goes_on(cast, people, unit, today):
    split = {"deed": "split", "unit": "HQ34-01", "targets": "HQ34-01 HQ34-13"}
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), split)
    save_part(account=cast.policy, part=of(people["HQ34-01"], plan, "HQ34-13"))
    carry_out(cast.policy, plan, today)
    assert postings(people["HQ34-01"])[-1] == ("HQ34-13", DAY, None)
    assert unit("HQ34-01").dissolved_on is None and unit("HQ34-01").versions.count() == 1
    assert UnitSuccession.objects.get().is_main is False


@pytest.mark.clause("TCHQ-8.2e")
def test_a_unit_is_dissolved_renamed_and_moved(cast, people, unit, today):
    steps = [
        {"deed": "dissolve", "unit": "HQ34-01", "people_to": "HQ34"},
        {"deed": "rename", "unit": "HQ34-02", "name": "Phòng Tổ chức cán bộ"},
        {"deed": "move", "unit": "HQ34-03", "parent": "HQ60", "name": "Phòng Nghiệp vụ II"},
    ]
    carry_out(cast.policy, draft(cast.policy, *steps), today)
    assert postings(people["HQ34-01"])[-1] == ("HQ34", DAY, None)
    assert unit("HQ34-01").heir == unit("HQ34") and UnitSuccession.objects.get().kind == "dissolve"
    assert unit("HQ34-02").name == "Phòng Tổ chức cán bộ" and unit("HQ34-03").parent == unit("HQ60")
    assert len(postings(people["HQ34-02"])) == len(postings(people["HQ34-03"])) == 1
    names = UnitVersion.objects.filter(unit=unit("HQ34-02")).order_by("valid_from")
    assert [(row.valid_from, row.valid_to) for row in names][-1] == (DAY, None)
    assert names[1].document == "382/QĐ-BTC ngày 26/02/2025"


def test_what_began_later_in_a_unit_that_was_no_more_is_told_anew(cast, people, unit, today):
    person, later = people["HQ34-02"], PartialDate.of("15/06/2025")
    new = {"account": cast.sysadmin, "reason": "Điều động", "today": today}
    add_row(section=POSTINGS, row=Posting(dossier=person, unit=unit("HQ34-01"), valid_from=later), **new)
    post = Appointment(
        dossier=person, unit=unit("HQ34-01"), position=Position.objects.get(code="PTP"), valid_from=later
    )
    add_row(section=APPOINTMENTS, row=post, **new)
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"))
    assert examine(plan, today).told_anew == 2
    carry_out(cast.policy, plan, today)
    assert postings(person) == [
        ("HQ34-02", date(2010, 1, 1), date(2025, 6, 14)),
        ("HQ34-13", later.first_day, None),
    ]
    assert Appointment.objects.get(dossier=person, valid_to=None).unit == unit("HQ34-13")
    kept = Posting.objects.get(dossier=person, valid_to=None)
    assert (kept.kind, kept.history.first().history_type) == (Posting.Kind.MOVE, "~")


def test_a_posting_whose_end_is_known_keeps_it(cast, people, today):
    row, ends = Posting.objects.get(dossier=people["HQ34-01"]), today + timedelta(days=20)
    Posting._base_manager.filter(pk=row.pk)._raw_delete("default")
    seconded = Posting(
        dossier=people["HQ34-01"], unit=row.unit, valid_from=row.valid_from, valid_to=ends, kind="secondment"
    )
    with writing(account=program_account(), reason="Thử"):
        record(seconded)
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"))
    carry_out(cast.policy, plan, today)
    last = Posting.objects.filter(dossier=people["HQ34-01"]).order_by("valid_from").last()
    assert (last.unit.code, last.valid_to, last.kind) == ("HQ34-13", ends, "secondment")


def test_whoever_is_confidential_moves_and_is_named_to_nobody(cast, unit, make_dossier, today):
    secret = make_dossier(unit_code="HQ34-01", is_confidential=True)
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"))
    report = examine(plan, today)
    assert report.people_moving == 1
    assert not any(secret.full_name in issue.words or secret.code in issue.words for issue in report.issues)
    carry_out(cast.policy, plan, today)
    assert postings(secret)[-1] == ("HQ34-13", DAY, None)


# Accounts


@pytest.fixture
def merged(cast, unit, today):
    """The department of Đà Nẵng goes into Quảng Nam, with all that hangs on it; `merged(accounts="withdraw")`."""

    def made(**more):
        steps = [merging("HQ34", "HQ60", **more)]
        steps += [merging(f"HQ34-{n:02}", f"HQ60-{n:02}") for n in range(1, 13)]
        return draft(cast.policy, *steps)

    return made


def test_accounts_are_withdrawn_where_the_plan_says_so(cast, merged, today):
    carry_out(cast.policy, merged(accounts="withdraw"), today)
    clerk = Account.objects.get(pk=cast.clerk.pk)
    assert clerk.withdrawn_on == today and not clerk.is_active
    assert not clerk.grants.filter(revoked_on=None).exists()


def test_one_account_goes_its_own_way(cast, merged, unit, today):
    plan = merged(accounts="withdraw")
    save_part(account=cast.policy, part=ReorganisationAccount(reorganisation=plan, account=cast.clerk, to="HQ60-01"))
    carry_out(cast.policy, plan, today)
    clerk = Account.objects.get(pk=cast.clerk.pk)
    assert (clerk.unit.code, clerk.withdrawn_on) == ("HQ60-01", None)
    assert [given.unit.code for given in clerk.grants.in_force(today)] == ["HQ60-01"]
    assert clerk.access.may(VIEW, unit("HQ60-01").pk) and not clerk.access.may(VIEW, unit("HQ60-02").pk)
    assert Account.objects.get(pk=cast.unit_admin.pk).withdrawn_on == today


def test_no_account_rises_by_going_its_own_way(cast, merged, today):
    """An account of Đà Nẵng put above all departments would hold there what it held over one of them."""
    plan = merged()
    save_part(account=cast.policy, part=ReorganisationAccount(reorganisation=plan, account=cast.clerk, to="TCHQ"))
    report = examine(plan, today)
    assert any("hq34.nhansu1" in issue.words and "cấp cao hơn" in issue.words for issue in report.blocking)
    with pytest.raises(ValidationError, match="chỗ vướng"):
        approve_reorganisation(account=cast.policy, plan=plan, mark=report.mark, today=today)


def test_rights_of_others_on_the_unit_end_or_are_given_anew_once(cast, merged, unit, today):
    more = {"account": cast.sysadmin, "reason": "Thử", "document": "9/QĐ", "on": today, "right": VIEW, "today": today}
    for code in ("HQ34", "HQ34-01", "HQ34-02"):
        grant(to=cast.department_head, unit=unit(code), **more)
    until = today + timedelta(days=9)
    grant(to=cast.reader, unit=unit("HQ34"), **more | {"until": until})
    plan = merged(grants="follow")
    for code, grants in (("HQ34-01", "follow"), ("HQ34-02", "end")):
        office = plan.steps.get(unit__code=code)
        office.grants, office.people_to = grants, "HQ60"
        save_part(account=cast.policy, part=office)
    carry_out(cast.policy, plan, today)
    held = Grant.objects.in_force(today).filter(right=VIEW)
    assert {(given.account.username, given.unit.code, given.valid_to) for given in held} == {
        ("gsql.1", "HQ60", None),
        ("phapche.1", "HQ60", until),
    }
    assert held.count() == 2, "the same from two units is given once"
    assert {given.revoked_under for given in Grant.objects.filter(revoked_on=today)} == {"382/QĐ-BTC ngày 26/02/2025"}


def test_quotas_of_accounts_that_end_are_told_and_end(cast, merged, unit, today):
    own = AccountQuota(unit=unit("HQ34"), account_kind="seat", seats=4, valid_from=today)
    set_quota(account=cast.sysadmin, reason="Thử", quota=own, paper=paper(), today=today)
    plan = merged(accounts="follow")
    words = [issue.words for issue in examine(plan, today).warnings]
    assert any("Định mức riêng của Cục Hải quan TP. Đà Nẵng" in told for told in words)
    carry_out(cast.policy, plan, today)
    assert not AccountQuota.objects.filter(unit=unit("HQ34")).exists(), "it had not begun before today"


# What stands in the way


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (merging("HQ34-01", "KHONG-CO"), "nơi đến KHONG-CO không có sau sắp xếp"),
        (merging("HQ34-01", "HQ34-01"), "nơi đến HQ34-01 không có sau sắp xếp"),
        (merging("HQ34", "HQ60"), "chưa có nơi đến trong khi đơn vị cấp trên HQ34 không còn"),
        (merging("HQ34-01", ""), "chưa có nơi đến"),
        ({"deed": "split", "unit": "HQ34-01", "targets": "HQ34-02"}, "chưa có nơi đến"),
        (founding("HQ34-07", "HQ34"), "Mã HQ34-07 đã là mã của"),
        (founding("HQ99", "HQ34", "cuc-hai-quan"), "không thể trực thuộc"),
        (founding("HQ99", "KHONG-CO"), "không có đơn vị mã KHONG-CO sau sắp xếp"),
        (founding("HQ99", "HQ34") | {"identifier": "G12.34.34.07"}, "Mã định danh G12.34.34.07 đã là của"),
        ({"deed": "move", "unit": "HQ34", "parent": "HQ34-01"}, "trực thuộc chính nó"),
        ({"deed": "move", "unit": "HQ34-01", "parent": "HQ99"}, "không có đơn vị cấp trên mã HQ99"),
        ({"deed": "dissolve", "unit": "HQ34-01"}, "1 người chưa có nơi đến"),
        (merging("TCHQ", "HQ34"), "là phạm vi của phương án"),
    ],
)
def test_a_plan_that_does_not_hang_together_is_told(step, told, cast, people, blocks, today):
    plan = draft(cast.policy, step)
    assert told in blocks(plan)
    with pytest.raises(ValidationError, match="còn chỗ vướng"):
        approve_reorganisation(account=cast.policy, plan=plan, mark=examine(plan, today).mark, today=today)


def test_a_plan_keeps_to_its_scope(cast, people, blocks):
    assert "(HQ34-01) nằm ngoài phạm vi" in blocks(draft(cast.policy, merging("HQ34-01", "HQ34-02"), scope="HQ60"))
    away = draft(cast.policy, merging("HQ34-01", "HQ60-01"), scope="HQ34", number="2/QĐ")
    assert "nơi đến HQ60-01 nằm ngoài phạm vi" in blocks(away)


def test_a_plan_fetches_nobody_from_beyond_its_scope(cast, blocks, make_dossier):
    """Neither a person nor an account, whoever may see them: who reorganises one department takes none of another."""
    theirs = make_dossier(unit_code="HQ60-01")
    plan = draft(cast.policy, merging("HQ34-01", "HQ34-02"), scope="HQ34")
    save_part(account=cast.policy, part=of(theirs, plan, "HQ34-02"))
    assert "1 người có nơi đến riêng thuộc đơn vị ngoài phạm vi" in blocks(plan)
    other = draft(cast.policy, merging("HQ34-01", "HQ34-02"), scope="HQ34", number="2/QĐ")
    save_part(
        account=cast.policy, part=ReorganisationAccount(reorganisation=other, account=cast.neighbour, to="HQ34-02")
    )
    assert "Tài khoản hq60.nhansu1 thuộc đơn vị ngoài phạm vi" in blocks(other)


def test_a_later_change_of_a_unit_is_to_be_settled_first(cast, unit, blocks, today):
    office = unit("HQ34-01")
    change_unit(
        account=cast.sysadmin, reason="Đổi", unit=office, on=today + timedelta(days=9), name="Tên dự kiến",
        short_name="", kind=office.kind, parent=office.parent, document="7/QĐ", today=today,
    )  # fmt: skip
    assert "đã có thay đổi từ ngày" in blocks(draft(cast.policy, merging("HQ34-01", "HQ34-02")))


def test_an_empty_plan_says_so(cast, blocks):
    assert blocks(draft(cast.policy)) == "Phương án chưa có bước nào."


# When it is carried out


@pytest.mark.clause("TCHQ-8.2e")
def test_a_plan_of_the_future_waits_for_its_day(cast, people, unit, today):
    day = today + timedelta(days=5)
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"), on=day)
    carry_out(cast.policy, plan, today)
    assert (plan.state, len(postings(people["HQ34-01"]))) == ("checked", 1)
    begin_day(day - timedelta(days=1))
    assert len(postings(people["HQ34-01"])) == 1
    begin_day(day)
    assert Reorganisation.objects.get().state == "applied"
    assert postings(people["HQ34-01"])[-1] == ("HQ34-13", day, None)
    assert unit("HQ34-01").dissolved_on == day - timedelta(days=1)


def test_until_its_day_it_can_be_withdrawn_or_changed(cast, people, today):
    day = today + timedelta(days=5)
    plan = carry_out(cast.policy, draft(cast.policy, founding("HQ99", "HQ34"), on=day), today)
    reopen_reorganisation(account=cast.policy, plan=plan, expected_version=plan.version)
    plan.refresh_from_db()
    save_part(account=cast.policy, part=ReorganisationStep(reorganisation=plan, **founding_of("HQ98", "HQ34")))
    carry_out(cast.policy, plan, today)
    withdraw_reorganisation(account=cast.policy, reason="Hoãn", plan=plan, expected_version=plan.version)
    begin_day(day)
    plan.refresh_from_db()
    assert plan.state == "withdrawn" and UnitVersion.objects.count() == 539
    with pytest.raises(ValidationError, match="không hủy được"):
        withdraw_reorganisation(account=cast.policy, reason="Hủy", plan=plan, expected_version=plan.version)


def founding_of(code, parent) -> dict:
    return founding(code, parent) | {"kind": UnitKind.objects.get(code="phong")}


def test_an_applied_plan_is_changed_no_more(cast, people, today):
    plan = carry_out(cast.policy, draft(cast.policy, founding("HQ99", "HQ34")), today)
    step = plan.steps.get()
    for act in (
        lambda: save_part(account=cast.policy, part=step),
        lambda: remove_part(account=cast.policy, part=step, expected_version=1),
        lambda: withdraw_reorganisation(account=cast.policy, reason="x", plan=plan, expected_version=plan.version),
        lambda: approve_reorganisation(account=cast.policy, plan=plan, mark="", today=today),
    ):
        with pytest.raises(ValidationError):
            act()


def test_only_what_was_seen_is_approved(cast, people, make_dossier, today):
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"))
    seen = examine(plan, today).mark
    make_dossier(unit_code="HQ34-01")
    with pytest.raises(Conflict):
        approve_reorganisation(account=cast.policy, plan=plan, mark=seen, today=today)


def test_what_comes_up_before_its_day_puts_the_plan_back(cast, people, unit, today):
    day = today + timedelta(days=5)
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"), on=day)
    carry_out(cast.policy, plan, today)
    office = unit("HQ34-01")
    change_unit(
        account=cast.sysadmin, reason="Đổi", unit=office, on=day, name="Tên khác", short_name="", kind=office.kind,
        parent=office.parent, document="7/QĐ", today=today,
    )  # fmt: skip
    assert apply_due_reorganisations(day) == 0
    plan.refresh_from_db()
    assert plan.state == "draft" and "đã có thay đổi từ ngày" in plan.problem
    assert len(postings(people["HQ34-01"])) == 1


@pytest.mark.clause("TCHQ-8.2e")
@pytest.mark.parametrize("broken", ["project_dossiers", "follow_units", "move_people"])
def test_half_a_reorganisation_never_stays(broken, cast, people, today, monkeypatch):
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"))

    def breaks(*args, **kwargs):
        raise DatabaseError("the server went away")

    monkeypatch.setattr(f"personnel.services.apply_reorganisation.{broken}", breaks)
    carry_out(cast.policy, plan, today)
    assert (plan.state, plan.problem) == ("draft", BROKEN_OFF)
    assert len(postings(people["HQ34-01"])) == 1 and UnitVersion.objects.count() == 539
    monkeypatch.undo()
    carry_out(cast.policy, plan, today)
    assert (plan.state, plan.problem, plan.outcome["moved"]) == ("applied", "", 1)


def test_who_approved_must_still_be_allowed_on_the_day(cast, people, today):
    day = today + timedelta(days=5)
    plan = carry_out(cast.policy, draft(cast.policy, founding("HQ99", "HQ34"), on=day), today)
    for given in cast.policy.grants.all():
        revoke(account=cast.sysadmin, reason="Thu hồi", given=given, document="1/QĐ", today=today)
    assert apply_due_reorganisations(day) == 0
    plan.refresh_from_db()
    assert "không còn quyền" in plan.problem


@pytest.mark.parametrize("role", ["leader", "specialist", "clerk", "unit_admin"])
def test_nobody_else_draws_up_plans(role, cast):
    with pytest.raises(PermissionDenied):
        draft(getattr(cast, role), scope="HQ34")


def test_of_two_who_change_a_step_the_second_sees_it(cast, people):
    plan = draft(cast.policy, founding("HQ99", "HQ34"))
    mine, theirs = plan.steps.get(), plan.steps.get()
    theirs.name = "Tên của người kia"
    save_part(account=cast.policy, part=theirs, expected_version=1)
    mine.name = "Tên của tôi"
    with pytest.raises(Conflict):
        save_part(account=cast.policy, part=mine, expected_version=1)


def test_people_cost_no_more_statements(cast, today, django_assert_max_num_queries):
    """As many for four people in each of three offices as for one."""
    counted = []
    for number, per_unit in (("1/QĐ", 1), ("2/QĐ", 12)):
        people_everywhere(today, per_unit, units=[f"HQ{35 if per_unit == 1 else 60}-{n:02}" for n in (1, 2, 3)])
        department = "HQ35" if per_unit == 1 else "HQ60"
        steps = [founding(f"{department}-13", department)]
        steps += [merging(f"{department}-{n:02}", f"{department}-13") for n in (1, 2, 3)]
        plan = draft(cast.policy, *steps, number=number)
        approve_reorganisation(account=cast.policy, plan=plan, mark=examine(plan, today).mark, today=today)
        with django_assert_max_num_queries(300) as captured:
            assert apply_due_reorganisations(today) == 1
        counted.append(len(captured))
    assert counted[1] <= counted[0] + 2, counted


def test_what_waits_is_told_to_who_may_reorganise(cast, people, today, django_assert_max_num_queries):
    draft(cast.policy, founding("HQ98", "HQ34"), number="1/QĐ")
    day = today + timedelta(days=5)
    carry_out(cast.policy, draft(cast.policy, founding("HQ99", "HQ34"), on=day, number="2/QĐ"), today)
    broken = draft(cast.policy, founding("HQ97", "HQ34"), number="3/QĐ")
    broken.problem = "Vướng"
    with writing(account=cast.policy, reason="Thử"):
        record(broken)
    account = Account.objects.get(pk=cast.policy.pk)
    assert account.access.holds(REORGANISE)
    with django_assert_max_num_queries(2):
        lines = waiting(account, today)
    assert [(line["count"], line.get("alert", False)) for line in lines] == [(1, True), (1, False), (1, False)]
    assert waiting(cast.clerk, today) == []
