"""Retirement put off by decision: the day, the lists of who falls due, the page that says why (TCHQ-12.2)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from personnel.acts import ACTS, Period
from personnel.acts.plan import plan_draft
from personnel.due import DUES
from personnel.models import Dossier, Finding, Postponement
from personnel.sections import POSTPONEMENTS
from personnel.services.apply_draft import apply_draft
from personnel.services.find_faults import find_faults
from personnel.services.project_dossiers import project_dossiers
from personnel.services.recall_draft import recall_draft
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from tests.crowd import crowd
from tests.history import assert_history_is_whole
from tests.personnel.acts.drafting import draft_for, edited

pytestmark = pytest.mark.django_db
AGE, LATER = date(2026, 8, 31), date(2027, 2, 28)
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture(scope="module")
def people(stage):
    """Ids of two men who reach the age in August 2026."""
    return crowd(2, timezone.localdate(), birth_date="10/02/1965", sex="M", unit_code="HQ34-01")


def put_off(cast, people, today, cause="treatment", months=6) -> None:
    draft = draft_for(cast.clerk, "lui-nghi-huu", people, today, shared={"cause": cause, "months": months})
    apply_draft(account=cast.clerk, draft=draft, today=today)
    return draft


def retires(people) -> set[date]:
    return set(Dossier.objects.filter(pk__in=people).values_list("now_retires_on", flat=True))


@pytest.mark.clause("TCHQ-12.2")
def test_a_decision_puts_the_day_off_for_lists_and_findings(cast, people, today):
    find_faults(people, today)
    assert retires(people) == {AGE}
    assert Finding.objects.filter(rule="past_retirement", is_open=True).count() == 2
    put_off(cast, people[:1], today)
    assert retires(people[:1]) == {LATER} and retires(people[1:]) == {AGE}
    assert set(Finding.objects.filter(rule="past_retirement", is_open=True).values_list("dossier", flat=True)) == {
        people[1]
    }
    due = DUES["nghi-huu"]
    among = Dossier.objects.visible_to(cast.clerk)
    assert set(due.of(among, date(2026, 7, 1)).values_list("pk", flat=True)) & set(people) == {people[1]}
    found = {one.dossier_id: one for one in ACTS["nghi-huu"].source(among, QUARTER, today)}
    assert found[people[1]].is_in
    assert (found[people[0]].is_in, found[people[0]].why) == (False, "Quyết định lùi, kéo dài: nghỉ hưu 28/02/2027.")
    assert_history_is_whole()


@pytest.mark.clause("TCHQ-8.2đ")
def test_the_list_of_the_later_quarter_retires_from_the_later_day(cast, people, today):
    put_off(cast, people[:1], today)
    quarter = Period(date(2027, 1, 1), date(2027, 3, 31))
    found = {one.dossier_id: one for one in ACTS["nghi-huu"].source(Dossier.objects.all(), quarter, today)}
    assert str(found[people[0]].values["valid_from"]) == "01/03/2027"
    assert found[people[0]].why == "Nghỉ hưu từ 01/03/2027, thông báo trước 28/08/2026."
    assert any("đang điều trị bệnh" in step for step in found[people[0]].steps)


def test_the_preview_tells_to_which_day_retirement_is_put_off(cast, people, today, sign_in):
    put_off(cast, people[:1], today, months=6)
    draft = draft_for(
        cast.clerk, "lui-nghi-huu", people, today, shared={"cause": "hardship", "months": 3}, number="9/QĐ"
    )
    plan = plan_draft(draft, account=cast.clerk, today=today)
    told = {plan.rows[line.pk].dossier.pk: plan.rows[line.pk].also for line in plan.lines}
    assert told[people[1]] == ["Nghỉ hưu 30/11/2026, thay cho 31/08/2026"]
    (same,) = told[people[0]]
    assert same.startswith("Nghỉ hưu vẫn là 28/02/2027: Không tính thêm 3 tháng"), "of several causes one counts"
    page = sign_in(cast.clerk).get(reverse("personnel:draft_preview", args=[draft.pk])).content.decode()
    assert "Nghỉ hưu 30/11/2026, thay cho 31/08/2026" in page


def test_the_page_says_why_the_day_is_that_day(cast, people, today, sign_in):
    put_off(cast, people[:1], today)
    code = Dossier.objects.get(pk=people[0]).code
    client = sign_in(cast.clerk)
    for slug in ("lui-nghi-huu", "tinh-trang"):
        page = client.get(reverse("personnel:section", args=[code, slug])).content.decode()
        assert "tuổi nghỉ hưu 61 tuổi 6 tháng" in page and "Lùi 6 tháng do đang điều trị bệnh, tai nạn nặng" in page
    page = client.get(reverse("personnel:dossier", args=[code])).content.decode()
    assert "28/02/2027" in page and reverse("personnel:section", args=[code, "lui-nghi-huu"]) in page


def test_taken_back_by_a_decision_the_day_of_the_age_holds_again(cast, people, today):
    draft = put_off(cast, people[:1], today)
    draft.refresh_from_db()
    back = recall_draft(account=cast.clerk, draft=draft, lines=list(draft.lines.all()), title="Thu hồi", is_in=True)
    back = edited(cast.clerk, back, number="9/QĐ", signed_on=today, effective_on=today)
    apply_draft(account=cast.clerk, draft=back, today=today)
    assert retires(people) == {AGE} and not Postponement.objects.filter(dossier_id__in=people).exists()


@pytest.mark.parametrize(("cause", "most"), [("holiday", 1), ("hardship", 3), ("treatment", 6), ("longer", 60)])
def test_more_months_than_the_law_gives_are_refused_beside_the_number(cause, most, cast, people, today):
    dossier = Dossier.objects.get(pk=people[0])
    row = Postponement(dossier=dossier, cause=cause, months=most + 1, decided_on=PartialDate.of(today))
    with pytest.raises(ValidationError) as refused:
        add_row(account=cast.clerk, reason="Thử", section=POSTPONEMENTS, row=row, today=today)
    assert refused.value.message_dict["months"] == [f"{row.get_cause_display()}: nhiều nhất {most} tháng."]
    row.months = most
    add_row(account=cast.clerk, reason="Thử", section=POSTPONEMENTS, row=row, today=today)
    project_dossiers(people, today)
    assert retires(people[:1]) != {AGE}
