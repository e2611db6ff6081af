"""From a contract to the rank: one decision ends the contracts and makes civil servants of many people (TCHQ-3.1a)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from personnel.acts import ACTS, Period
from personnel.acts.plan import plan_draft
from personnel.head_counts import people_there
from personnel.models import Contract, Dossier, DraftLine, Rank, Salary
from personnel.row_plan import hold
from personnel.rules.numbers import LegalNumber, Number, Numbers
from personnel.rules.reception import Worked, reception
from personnel.services.add_rows import RowsRefused
from personnel.services.apply_draft import apply_draft
from personnel.services.begin_conversions import begin_conversions
from personnel.services.recall_draft import recall_draft
from personnel.services.save_lines import LineEdit, save_lines
from qlcb.dates import PartialDate
from qlcb.history import create_many, writing
from reports.measures import Measure
from reports.people import PeopleOn
from tests.crowd import crowd
from tests.full_dossier import term
from tests.history import assert_history_is_whole
from tests.personnel.acts.drafting import draft_for, edited
from tests.stage import the_cast

pytestmark = pytest.mark.django_db
ACT = "tiep-nhan-hop-dong"
SINCE, LAST, DAY = date(2019, 3, 1), date(2027, 2, 28), date(2026, 3, 1)
EVERYBODY = Measure("tat-ca", "Tất cả", "true")


@pytest.fixture(scope="module")
def people(stage):
    """Ids of three people under contract until 2027, without rank and pay, and one civil servant."""
    today = timezone.localdate()
    ids = crowd(3, today, subject="contract", unit_code="HQ34-01")
    with writing(account=the_cast().sysadmin, reason="Thế giới thử"):
        for row in Salary.objects.filter(dossier_id__in=ids):
            row.delete()
        create_many([_contract(pk, SINCE, LAST) for pk in ids])
    return ids + crowd(1, today, first=4, unit_code="HQ34-01")


def _contract(pk: int, since: date, until: date | None) -> Contract:
    kind = term("contract_kind", on=timezone.localdate())
    return Contract(
        dossier_id=pk, kind=kind, number=f"{pk}/HĐLĐ", signed_on=since, valid_from=PartialDate.of(since), valid_to=until
    )


def received(cast, people, today, day=DAY, **known):
    """The draft of the decision that receives them as officials of step 1."""
    rank = Rank.objects.on(today).get(code="08.051")
    known = {"shared": {"rank": rank.pk}, "effective_on": day, "signed_on": min(day, today)} | known
    return draft_for(cast.clerk, ACT, people, today, values={pk: {"step": 1} for pk in people}, **known)


def subjects(people) -> set[str]:
    return set(Dossier.objects.filter(pk__in=people).values_list("subject", flat=True))


@pytest.mark.clause("TCHQ-3.1a")
def test_contracts_end_and_rank_and_pay_begin_under_one_decision(cast, people, today, django_assert_max_num_queries):
    draft = received(cast, people[:3], today)
    plan = plan_draft(draft, account=cast.clerk, today=today)
    assert not plan.wrong
    assert next(iter(plan.rows.values())).also == [
        "Hợp đồng lao động từ 01/03/2019: đến hết ngày 28/02/2026", "Đối tượng: công chức từ 01/03/2026",
    ]  # fmt: skip
    assert subjects(people[:3]) == {"contract"}, "a preview writes nothing"
    with django_assert_max_num_queries(60):
        apply_draft(account=cast.clerk, draft=draft, today=today)
    assert subjects(people[:3]) == {"civil_servant"}
    contracts = Contract.objects.filter(dossier_id__in=people[:3])
    assert set(contracts.values_list("valid_to", "ended_because")) == {
        (date(2026, 2, 28), "Tiếp nhận vào làm công chức")
    }
    now = Dossier.objects.filter(pk__in=people[:3])
    assert set(now.values_list("now_rank__code", "now_step", "now_salary_from")) == {("08.051", 1, DAY)}
    assert set(now.values_list("now_next_raise_on", flat=True)) == {date(2029, 3, 1)}
    assert_history_is_whole()


@pytest.mark.clause("TCHQ-3.1a")
def test_a_correcting_decision_makes_contract_staff_of_them_again(cast, people, today):
    draft = received(cast, people[:3], today)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    draft.refresh_from_db()
    back = recall_draft(account=cast.clerk, draft=draft, lines=list(draft.lines.all())[:2], title="Thu hồi", is_in=True)
    back = edited(cast.clerk, back, number="9/QĐ", signed_on=today, effective_on=today)
    apply_draft(account=cast.clerk, draft=back, today=today)
    assert subjects(people[:2]) == {"contract"} and subjects(people[2:3]) == {"civil_servant"}
    assert set(Contract.objects.filter(dossier_id__in=people[:2]).values_list("valid_to", "ended_because")) == {
        (LAST, "")
    }
    assert not Salary.objects.filter(dossier_id__in=people[:2]).exists()
    assert_history_is_whole()


def test_a_correcting_decision_may_put_another_day_in_its_place(cast, people, today):
    draft = received(cast, people[:1], today)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    draft.refresh_from_db()
    back = recall_draft(account=cast.clerk, draft=draft, lines=list(draft.lines.all()), title="Điều chỉnh", is_in=True)
    (line,) = back.lines.all()
    told = line.values | {"valid_from": "01/05/2026"}
    edit = LineEdit(line.pk, line.version, is_in=True, why="", values=told, mode=DraftLine.Mode.REPLACE)
    save_lines(account=cast.clerk, draft=back, edits=[edit])
    back = edited(cast.clerk, back, number="9/QĐ", signed_on=today, effective_on=today)
    assert not plan_draft(back, account=cast.clerk, today=today).wrong
    apply_draft(account=cast.clerk, draft=back, today=today)
    assert subjects(people[:1]) == {"civil_servant"}
    assert Contract.objects.get(dossier=people[0]).valid_to == date(2026, 4, 30)
    assert str(Salary.objects.get(dossier=people[0]).valid_from) == "01/05/2026"


def test_who_is_under_no_contract_or_got_one_since_is_refused_and_nobody_is_written(cast, people, today):
    with writing(account=cast.sysadmin, reason="Thử"):
        (row,) = Contract.objects.filter(dossier=people[1])
        row.valid_to = DAY + timedelta(days=30)
        row.save()
        create_many([_contract(people[1], DAY + timedelta(days=31), None)])
    draft = received(cast, people, today)
    wrong = plan_draft(draft, account=cast.clerk, today=today).wrong
    assert [line.dossier_id for line in wrong] == [people[1], people[3]]
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=cast.clerk, draft=draft, today=today)
    told = {row.dossier.pk: row.errors[0][1] for row in refused.value.rows}
    assert "không trước ngày tuyển dụng" in told[people[1]]
    assert told[people[3]] == "Hồ sơ ghi đối tượng là công chức, không phải người lao động hợp đồng."
    assert subjects(people[:3]) == {"contract"} and not Salary.objects.filter(dossier_id__in=people[:3]).exists()


def test_the_seat_of_contract_staff_makes_no_civil_servants(cast, today):
    """The right ends with the contract: whoever writes contract staff only cannot write the rank (TCHQ-6.1d4)."""
    (pk,) = crowd(1, today, subject="contract", unit_code="TW07-01", first=740)
    with writing(account=cast.sysadmin, reason="Thử"):
        Salary.objects.get(dossier=pk).delete()
        create_many([_contract(pk, SINCE, None)])
    rank = Rank.objects.on(today).get(code="08.051")
    draft = draft_for(
        cast.department_head, ACT, [pk], today, values={pk: {"step": 1}}, shared={"rank": rank.pk}, effective_on=DAY,
        signed_on=DAY,
    )  # fmt: skip
    with pytest.raises(RowsRefused):
        apply_draft(account=cast.department_head, draft=draft, today=today)
    assert subjects([pk]) == {"contract"} and Contract.objects.get(dossier=pk).valid_to is None


def test_a_decision_of_a_later_day_makes_civil_servants_on_that_day(cast, people, today):
    later = today + timedelta(days=10)
    apply_draft(account=cast.clerk, draft=received(cast, people[:1], today, day=later), today=today)
    assert subjects(people[:1]) == {"contract"} and not begin_conversions(later - timedelta(days=1))
    assert begin_conversions(later) == 1 and not begin_conversions(later), "once"
    assert subjects(people[:1]) == {"civil_servant"}
    assert Dossier.history.filter(id=people[0], subject="civil_servant").latest().history_user.username


def test_who_got_a_contract_while_the_night_waited_for_them_stays_contract_staff(cast, people, today, monkeypatch):
    later = today + timedelta(days=10)
    apply_draft(account=cast.clerk, draft=received(cast, people[:2], today, day=later), today=today)

    def hold_late(ids):
        with writing(account=cast.sysadmin, reason="Thử"):
            create_many([_contract(people[0], later, None)])
        return hold(ids)

    monkeypatch.setattr("personnel.services.begin_conversions.hold", hold_late)
    assert begin_conversions(later) == 1
    assert subjects(people[:1]) == {"contract"} and subjects(people[1:2]) == {"civil_servant"}


def test_reports_of_days_before_do_not_move(cast, people, today, unit):
    """Who was under contract on a day is counted so whenever it is asked (FACTS §6.4)."""
    here = [unit("HQ34-01").pk]

    def counted(day, subject):
        people_on = PeopleOn(day, here, [subject]).count(EVERYBODY)
        assert people_on == people_there(cast.clerk, day, here, [subject])
        return people_on

    before = [counted(date(2025, 6, 30), subject) for subject in ("contract", "civil_servant")]
    apply_draft(account=cast.clerk, draft=received(cast, people[:3], today), today=today)
    assert [counted(date(2025, 6, 30), subject) for subject in ("contract", "civil_servant")] == before
    assert counted(today, "contract") == before[0] - 3 and counted(today, "civil_servant") == before[1] + 3


def test_the_list_tells_who_has_worked_long_enough(cast, people, today):
    found = ACTS[ACT].source(Dossier.objects.visible_to(cast.clerk), Period(DAY, DAY), today)
    assert [one.dossier_id for one in found] == people[:3]
    assert not any(one.is_in for one in found), "people choose among them"
    assert found[0].why == "Đủ 60 tháng làm việc theo hợp đồng từ 01/03/2024: xét chọn."


def test_breaks_between_contracts_are_not_counted():
    numbers = Numbers([LegalNumber(Number.RECEPTION_MONTHS, "", 60)])
    spans = [Worked(date(2019, 1, 1), date(2020, 12, 31)), Worked(date(2021, 1, 11), None)]
    answer = reception(spans, numbers, date(2026, 1, 1))
    assert answer.value == date(2024, 1, 11)
    assert answer.steps[1] == "Ngắt quãng từ 01/01/2021 đến 10/01/2021: không tính 10 ngày."
