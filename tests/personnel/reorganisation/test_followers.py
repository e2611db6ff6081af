"""What else hangs on units follows them: dossiers on their way, and the numbers of staff."""

from datetime import date

import pytest

from orgunits.models import QuotaKind, StaffQuota, Unit
from orgunits.quotas import Quotas
from orgunits.services.assign_quotas import Wanted, assign_quotas
from orgunits.services.copy_quotas import copy_quotas
from orgunits.tree import Tree
from personnel.models import Dossier, Finding, PendingPaper, Posting, Transfer
from personnel.reorganisation.hooks import Follower
from personnel.reorganisation.report import examine
from personnel.sections import POSTINGS
from personnel.services.enter_pending_paper import enter_pending_paper
from qlcb.dates import PartialDate
from tests.history import assert_history_is_whole
from tests.personnel.reorganisation.world import DAY, carry_out, draft, founding, merging, people_everywhere
from tests.personnel.transfers.moves import fresh, receive, send

pytestmark = pytest.mark.django_db
STAFF = "civil_servant"


def give(account, numbers: dict, on: date) -> None:
    wanted = [Wanted(unit, STAFF, number) for unit, number in numbers.items()]
    assign_quotas(account=account, reason="Giao biên chế", wanted=wanted, on=on, document="1/QĐ", document_on=on)


def whole(day: date, root: str = "TCHQ") -> int:
    """What all units together may have by the numbers of the day, each branch counted once."""
    (top,) = [node for node in Tree.on(day).nodes.values() if node.code == root]
    return Quotas.on(day).whole(top, QuotaKind.CIVIL_SERVANT)


def held(unit) -> list[tuple]:
    rows = StaffQuota.objects.filter(unit=unit).order_by("valid_from")
    return [(row.number, row.valid_from, row.valid_to, row.document) for row in rows]


@pytest.mark.clause("TCHQ-8.2e", "TCHQ-3.1a")
def test_the_numbers_of_merged_units_are_added_to_that_of_the_unit_they_go_to(cast, unit, today):
    year, day = date(today.year - 1, 1, 1), date(today.year - 1, 3, 1)
    give(cast.sysadmin, {unit("HQ34-01"): 12, unit("HQ34-02"): 9, unit("HQ34-03"): 20}, year)
    steps = [founding("HQ34-13", "HQ34"), *(merging(code, "HQ34-13") for code in ("HQ34-01", "HQ34-02"))]
    plan = draft(cast.sysadmin, *steps, merging("HQ34-04", "HQ34-03"), on=day)
    carry_out(cast.sysadmin, plan, today)
    eve, last = date.fromordinal(day.toordinal() - 1), date(year.year, 12, 31)
    assert held(unit("HQ34-01")) == [(12, year, eve, "1/QĐ")]
    assert held(unit("HQ34-13")) == [(21, day, last, plan.number)]
    assert held(unit("HQ34-03")) == [(20, year, last, "1/QĐ")], "nothing was added"
    assert_history_is_whole()


@pytest.mark.clause("TCHQ-8.2e", "TCHQ-8.2c")
def test_a_dossier_on_its_way_to_a_unit_that_is_no_more_arrives_at_its_heir(cast, unit, today):
    people_everywhere(today, units=("HQ34-03",))
    dossier = Dossier.objects.get()
    (transfer,) = send(cast.clerk, [dossier], today, to="HQ60-07")
    plan = draft(cast.sysadmin, founding("HQ60-33", "HQ60"), merging("HQ60-07", "HQ60-33"), on=transfer.effective_on)
    carry_out(cast.sysadmin, plan, today)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.to_unit) == (Transfer.State.SENT, unit("HQ60-33"))
    receive(cast.neighbour, [transfer], today)
    dossier.refresh_from_db()
    assert dossier.now_unit == unit("HQ60-33")
    assert Posting.objects.filter(dossier=dossier, valid_to=None).count() == 1
    assert_history_is_whole()


@pytest.mark.clause("TCHQ-8.2e", "TCHQ-3.1a")
def test_numbers_of_parts_go_with_the_parts_and_the_sum_stays(cast, unit, today):
    """Of a department that is shared out, each office takes its number along; what was left goes to the main heir."""
    year, day, last = (date(today.year - 1, *of_year) for of_year in ((1, 1), (3, 1), (12, 31)))
    give(cast.sysadmin, {unit("HQ34"): 100, unit("HQ60"): 50}, year)
    give(cast.sysadmin, {unit("HQ34-01"): 12, unit("HQ34-07"): 30, unit("HQ60-01"): 50}, year)
    steps = [founding("KV12", "TCHQ", "chi-cuc-khu-vuc"), merging("HQ34", "KV12"), merging("HQ34-01", "HQ60-01")]
    steps += [{"deed": "move", "unit": f"HQ34-{n:02}", "parent": "KV12"} for n in range(2, 13) if n != 7]
    plan = draft(cast.sysadmin, *steps, {"deed": "move", "unit": "HQ34-07", "parent": "HQ60"}, on=day)
    before = whole(date.fromordinal(day.toordinal() - 1))
    carry_out(cast.sysadmin, plan, today)
    assert before == whole(day) == 150
    assert [row[0] for row in held(unit("KV12"))] == [100 - 12 - 30]
    assert [row[0] for row in held(unit("HQ60"))] == [50, 50 + 12 + 30], "no part is refused for want of a whole"
    assert held(unit("HQ60-01"))[-1] == (62, day, last, plan.number)
    assert held(unit("HQ34-07")) == [(30, year, last, "1/QĐ")], "its own number is as it was"
    assert_history_is_whole()


@pytest.mark.clause("TCHQ-8.2e", "TCHQ-3.1a")
def test_numbers_given_for_later_years_go_along(cast, unit, today):
    """A plan whose day is long past meets numbers of the years since then, and one of December those of next year."""
    day = date(today.year - 1, 12, 1)
    give(cast.sysadmin, {unit("HQ34-01"): 12, unit("HQ34-02"): 9}, date(today.year - 1, 1, 1))
    offices = [unit(code).pk for code in ("HQ34-01", "HQ34-02")]
    copy_quotas(
        account=cast.sysadmin, reason="Năm sau", year=today.year, document="2/QĐ", document_on=day, unit_ids=offices
    )
    carry_out(cast.sysadmin, draft(cast.sysadmin, merging("HQ34-01", "HQ34-02"), on=day), today)
    assert [row[:2] for row in held(unit("HQ34-02"))] == [
        (9, date(today.year - 1, 1, 1)), (21, day), (21, date(today.year, 1, 1)),
    ]  # fmt: skip
    assert [row[2] for row in held(unit("HQ34-01"))] == [date(today.year - 1, 11, 30)]


@pytest.fixture
def between(cast, today):
    """A dossier on its way from Đà Nẵng to Quảng Nam, and the plan that puts both into one region."""
    people_everywhere(today, units=("HQ34-03",))
    (transfer,) = send(cast.clerk, [Dossier.objects.get()], today, to="HQ60-07")
    return transfer


def joined(cast, today, **more):
    """Quảng Nam and Đà Nẵng become one region; their offices go on below it."""
    steps = [founding("KV12", "TCHQ", "chi-cuc-khu-vuc"), merging("HQ34", "KV12"), merging("HQ60", "KV12")]
    codes = Unit.objects.filter(parent__code__in=("HQ34", "HQ60")).values_list("code", flat=True)
    steps += [{"deed": "move", "unit": code, "parent": "KV12"} for code in codes if code not in more]
    steps += [merging(code, target) for code, target in more.items()]
    return draft(cast.sysadmin, *steps, on=today)


@pytest.mark.clause("TCHQ-8.2e", "TCHQ-8.2c")
def test_a_department_hands_nothing_over_to_itself(cast, unit, between, today):
    """What was on its way between two departments that become one ends; its decision waits to be entered there."""
    plan = joined(cast, today)
    told = [issue.words for issue in examine(plan, today).notes]
    assert any(words.startswith("1 hồ sơ đang điều chuyển giữa hai đơn vị nay cùng một nơi") for words in told)
    carry_out(cast.sysadmin, plan, today)
    between.refresh_from_db()
    assert between.state == Transfer.State.RECALLED and "cùng một nơi quản lý hồ sơ" in between.moved_because
    (paper,) = PendingPaper.objects.visible_to(fresh(cast.clerk))
    told = (paper.dossier_id, paper.number, paper.effective_on, paper.received_on, paper.unit, paper.kind)
    asked = (between.dossier_id, between.decision.number, between.effective_on, today, unit("HQ60-07"), POSTINGS.slug)
    assert told == asked
    row = Posting(
        dossier=between.dossier, unit=unit("HQ60-07"), valid_from=PartialDate.of(between.effective_on),
        decision=between.decision,
    )  # fmt: skip
    enter_pending_paper(
        account=fresh(cast.clerk), reason="Điều động", paper=paper, section=POSTINGS, row=row, today=today
    )
    assert Dossier.objects.get().now_unit == unit("HQ60-07"), "nothing stands in the way of entering it"
    assert_history_is_whole()


def test_whoever_serves_there_already_waits_for_nothing(cast, unit, between, today):
    carry_out(cast.sysadmin, joined(cast, today, **{"HQ34-03": "HQ60-07"}), today)
    between.refresh_from_db()
    assert between.state == Transfer.State.RECALLED and Dossier.objects.get().now_unit == unit("HQ60-07")
    assert not PendingPaper.objects.exists()


@pytest.mark.clause("TCHQ-8.2e")
def test_other_things_that_hang_on_units_are_counted_and_carried(cast, unit, today, monkeypatch):
    """What is built elsewhere joins by one entry."""
    carried = {}

    def carry(plan, heirs, decision, today):
        carried.update({"heirs": heirs, "number": decision.number, "day": plan.day})
        return 7

    follower = Follower("thứ khác", "units", lambda plan: dict.fromkeys(plan.ended, 3), carry)
    for module in ("personnel.reorganisation.report", "personnel.services.apply_reorganisation"):
        monkeypatch.setattr(f"{module}.FOLLOWERS", (follower,))
    lost = draft(cast.policy, {"deed": "dissolve", "unit": "HQ34-03"}, number="1/QĐ")
    assert "3 thứ khác chưa có nơi đến." in [issue.words for issue in examine(lost, today).blocking]
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"))
    assert "3 thứ khác chuyển sang đơn vị kế thừa." in [issue.words for issue in examine(plan, today).notes]
    carry_out(cast.policy, plan, today)
    assert plan.outcome["carried"] == {"thứ khác": 7}
    assert carried == {"heirs": {unit("HQ34-01").pk: unit("HQ34-13")}, "number": "382/QĐ-BTC", "day": DAY}


@pytest.mark.clause("TCHQ-8.2e")
def test_who_was_moved_by_a_plan_is_not_found_to_be_moved_by_the_wrong_authority(cast, unit, today):
    """The plan was decided as such, here by an authority outside; nobody decided about each person."""
    (person,) = people_everywhere(today, units=("HQ34-01",))
    plan = draft(cast.policy, merging("HQ34-01", "HQ60-01"), on=today)
    carry_out(cast.policy, plan, today)
    (posting,) = Posting.objects.filter(dossier=person, unit=unit("HQ60-01"))
    assert posting.decision == plan.decision and posting.decision.authority is None
    assert not Finding.objects.filter(dossier=person, rule="outside_authority").exists()
