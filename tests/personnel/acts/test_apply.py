"""One decision, three hundred people: all of it or nothing, in few queries, one history row for each changed row."""

from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Account
from personnel.models import Absence, Decision, Discipline, Dossier, Draft, Rank, Rating, Salary, SalaryStep, Term
from personnel.services import apply_draft as service
from personnel.services.add_rows import RowsRefused
from personnel.services.apply_draft import apply_draft
from personnel.services.project_dossiers import project_dossiers
from qlcb.dates import PartialDate
from qlcb.history import create_many, update_many, writing
from tests.crowd import crowd
from tests.history import assert_history_is_whole
from tests.personnel.acts.drafting import NUMBER, draft_for, edited
from tests.stage import the_cast

pytestmark = pytest.mark.django_db
MANY, MOST_QUERIES = 300, 40
CONDUCT = {
    "discipline_form": {"name": "Khiển trách"},
    "absence_kind": {"group": "not_counted"},
    "rating": {"name__startswith": "Không hoàn thành"},
}


@pytest.fixture(scope="module")
def people(stage):
    """Ids of three hundred people of two units of Đà Nẵng, in three ranks and at several steps, all due for a raise."""
    today = timezone.localdate()
    kinds = [("08.051", 3), ("08.051", 4), ("08.051", 5), ("01.004", 2), ("08.050", 1), ("08.050", 2)]
    share, ids = MANY // len(kinds), []
    for place, (rank, step) in enumerate(kinds):
        unit = "HQ34-07" if place % 2 else "HQ34-01"
        ids += crowd(share, today, unit_code=unit, first=1 + place * share, rank=rank, step=step)
    write_conduct(ids[::50])
    return ids


def write_conduct(ids) -> None:
    """What puts raises off, on file of these people: all lists of law are asked when the next raise is worked out."""
    day = PartialDate(2024, 5, 1)
    with writing(account=the_cast().sysadmin, reason="Thế giới thử"):
        for model, kind, fields in (
            (Discipline, "discipline_form", {"valid_from": day, "valid_to": date(2025, 4, 30), "violation": "Đi muộn"}),
            (Absence, "absence_kind", {"begins_on": day, "ends_on": PartialDate(2024, 8, 31)}),
            (Rating, "rating", {"year": 2024}),
        ):
            name, entry = {"absence_kind": "kind", "discipline_form": "form"}.get(kind, kind), CONDUCT[kind]
            found = Term.objects.on(day.first_day).filter(kind=kind, **entry).first()
            create_many([model(dossier_id=pk, **{name: found}, **fields) for pk in ids])


@pytest.fixture
def raises(cast, people, today):
    return draft_for(cast.clerk, "nang-bac", people, today)


@pytest.mark.clause("TCHQ-5.3")
def test_three_hundred_raises_take_few_queries_and_one_history_row_a_row(
    cast, people, raises, today, django_assert_max_num_queries
):
    account = Account.objects.get(pk=cast.clerk.pk)
    with django_assert_max_num_queries(MOST_QUERIES):
        apply_draft(account=account, draft=raises, today=today)
    decision = Decision.objects.get(number=NUMBER)
    rows = Salary.objects.filter(decision=decision)
    assert rows.count() == MANY
    assert not rows.exclude(valid_to=None).exists()
    written = Counter(Salary.history.filter(history_change_reason__contains=NUMBER).values_list("history_type", "act"))
    assert written == {("+", "change"): MANY, ("~", "change"): MANY}
    assert_history_is_whole()
    one = Dossier.objects.get(code="34DD-0002")
    assert (one.now_step, str(one.now_salary_from)) == (4, "2026-03-01")
    assert [str(row.valid_to) for row in one.salary_set.order_by("valid_from")] == ["2026-02-28", "None"]
    stored = Draft.objects.get(pk=raises.pk)
    assert (stored.state, stored.decision) == (Draft.State.APPLIED, decision)
    assert set(stored.lines.values_list("row", flat=True)) == set(rows.values_list("pk", flat=True))


def test_a_second_time_nothing_is_written(cast, raises, today):
    apply_draft(account=cast.clerk, draft=raises, today=today)
    with pytest.raises(ValidationError, match="đã ghi"):
        apply_draft(account=cast.clerk, draft=raises, today=today)
    assert Salary.objects.filter(decision__number=NUMBER).count() == MANY


def test_what_breaks_at_the_last_step_leaves_nothing(cast, raises, today, monkeypatch):
    before = assert_history_is_whole()

    def broken(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(service, "update_many", broken)
    with pytest.raises(RuntimeError):
        apply_draft(account=cast.clerk, draft=raises, today=today)
    assert not Decision.objects.filter(number=NUMBER).exists()
    assert not Salary.objects.filter(valid_from__first_day__gte="2026-01-01").exists()
    assert Draft.objects.get(pk=raises.pk).is_open
    assert assert_history_is_whole() == before


def test_one_who_may_not_be_raised_keeps_all_out_and_is_told(cast, people, today):
    values = {people[7]: {"coefficient": "3.36"}, people[9]: {"valid_from": "01/03/2023"}}
    draft = draft_for(cast.clerk, "nang-bac", people[:20], today, values=values)
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=cast.clerk, draft=draft, today=today)
    told = {row.dossier.pk: row.errors for row in refused.value.rows}
    assert set(told) == {people[7], people[9]}
    assert told[people[7]] == [("coefficient", "Ngạch 08.051 bậc 4 có hệ số 3,33.")]
    assert "Đã có bậc lương" in told[people[9]][0][1]
    assert not Salary.objects.filter(decision__number=NUMBER).exists()


@pytest.mark.parametrize("role", ["neighbour", "specialist", "leader"])
def test_who_may_not_write_salaries_of_these_people_applies_nothing(role, cast, raises, today):
    with pytest.raises((PermissionDenied, RowsRefused)):
        apply_draft(account=getattr(cast, role), draft=raises, today=today)
    assert Draft.objects.get(pk=raises.pk).is_open


def test_people_of_several_departments_go_under_one_decision_of_the_service(cast, people, today, unit):
    """For Vụ TCCB, which raises whom it decides about; the table of decentralisation is asked once for all."""
    others = crowd(5, today, unit_code="HQ60-01", first=900, rank="08.049", step=2)
    mine = crowd(5, today, unit_code="HQ34-01", first=950, rank="08.049", step=2)
    draft = draft_for(cast.policy, "nang-bac", [*others, *mine], today, authority=unit("TCHQ"))
    apply_draft(account=cast.policy, draft=draft, today=today)
    rows = Salary.objects.filter(decision__number=NUMBER)
    assert rows.count() == 10
    assert set(rows.values_list("dossier__now_unit__code", flat=True)) == {"HQ60-01", "HQ34-01"}


def test_a_draft_that_moved_on_is_not_applied_as_it_was_seen(cast, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people[:3], today)
    seen = service.mark_of(draft, list(draft.lines.all()))
    edited(cast.clerk, draft, signer="Người khác")
    with pytest.raises(ValidationError, match="người khác sửa"):
        apply_draft(account=cast.clerk, draft=draft, today=today, mark=seen)
    assert not Salary.objects.filter(decision__number=NUMBER).exists()


def test_holders_of_an_older_salary_group_are_raised_in_it(cast, today):
    """01.004 was paid by group B until 31/07/2021, and who holds it so goes on in it (FACTS §3.2)."""
    (pk,) = crowd(1, today, first=800, rank="01.004", step=3)
    older = Rank.objects.filter(code="01.004", valid_to__lt=today).get()
    row = Salary.objects.get(dossier=pk)
    pay = SalaryStep.objects.on(today).get(code=older.group, step=3)
    row.rank, row.group, row.coefficient = older, older.group, pay.coefficient
    with writing(account=cast.sysadmin, reason="Thế giới thử"):
        update_many([row], ["rank", "group", "coefficient"])
    project_dossiers([pk], today)
    apply_draft(account=cast.clerk, draft=draft_for(cast.clerk, "nang-bac", [pk], today), today=today)
    raised = Salary.objects.get(decision__number=NUMBER)
    assert (raised.rank, raised.group, raised.step) == (older, older.group, 4)


def test_without_number_nothing_is_applied(cast, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people[:3], today, signed=False)
    with pytest.raises(ValidationError) as refused:
        apply_draft(account=cast.clerk, draft=draft, today=today)
    assert set(refused.value.error_dict) == {"number", "signed_on"}
