"""A list of people who retire, under one decision: their posts, pay and postings end with it (TCHQ-8.2đ, TCHQ-12.2)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.acts import ACTS, Period
from personnel.acts.cells import Columns
from personnel.acts.plan import plan_draft
from personnel.forms.drafts import draft_form
from personnel.models import Decision, Dossier, Draft, Leaving, Posting, Salary, Term
from personnel.row_plan import NewRow
from personnel.sections import POSTINGS
from personnel.services.add_rows import RowsRefused, add_rows
from personnel.services.apply_draft import apply_draft
from qlcb.dates import PartialDate
from qlcb.formats import date_vi
from tests.crowd import crowd
from tests.history import assert_history_is_whole
from tests.personnel.acts.drafting import NUMBER, draft_for

pytestmark = pytest.mark.django_db
PEOPLE, LAST = 12, date(2026, 8, 31)


@pytest.fixture(scope="module")
def people(stage):
    """Ids of people of Đà Nẵng; the first three were born so that they retire at the end of August 2026."""
    today = timezone.localdate()
    return crowd(3, today, birth_date="10/02/1965", sex="M") + crowd(PEOPLE - 3, today, first=4)


@pytest.mark.clause("TCHQ-12.2")
def test_the_due_list_names_who_retires_with_its_days(cast, people, today):
    of = Dossier.objects.visible_to(cast.clerk)
    found = ACTS["nghi-huu"].source(of, Period(date(2026, 7, 1), date(2026, 9, 30)), today)
    assert {one.dossier_id for one in found if one.is_in} == set(people[:3])
    one = found[0]
    assert one.why == "Nghỉ hưu từ 01/09/2026, thông báo trước 28/02/2026."
    assert any("61 tuổi 6 tháng" in step for step in one.steps) and "31/05/2026" in one.steps[-1]
    assert one.values["valid_from"] == PartialDate(2026, 9, 1)


@pytest.mark.clause("TCHQ-8.2đ")
def test_a_list_retires_at_once_and_comes_back_at_once(cast, people, today, django_assert_max_num_queries):
    draft = draft_for(cast.clerk, "nghi-huu", people[:3], today)
    with django_assert_max_num_queries(75):
        apply_draft(account=cast.clerk, draft=draft, today=today)
    gone = Dossier.objects.filter(pk__in=people[:3])
    assert set(gone.values_list("now_status", "now_state__group")) == {("left", "retirement")}
    for model in (Posting, Salary):
        assert set(model.objects.filter(dossier_id__in=people[:3]).values_list("valid_to", flat=True)) == {LAST}
        assert not model.objects.filter(dossier_id__in=people[3:]).exclude(valid_to=None).exists()
    assert set(Leaving.objects.values_list("decision__number", flat=True)) == {NUMBER}
    assert_history_is_whole()
    back = Decision(number="9/QĐ-HQĐNg", signed_on=today, effective_on=today, authority=cast.clerk.unit)
    rows = [
        NewRow(Posting(dossier=dossier, unit=dossier.now_unit, kind="first", valid_from=PartialDate.of(today)), number)
        for number, dossier in enumerate(gone, 1)
    ]
    for row in rows:
        row.record.decision = back
    add_rows(account=cast.clerk, reason="Tiếp nhận trở lại", section=POSTINGS, rows=rows, today=today)
    assert set(Leaving.objects.values_list("valid_to", flat=True)) == {today - timedelta(days=1)}
    assert set(gone.all().values_list("now_status", "now_state")) == {("serving", None)}
    assert_history_is_whole()


@pytest.mark.parametrize(
    ("kind", "groups"),
    [
        ("nghi-huu", {"retirement"}),
        ("thoi-viec", {"resignation", "dismissal"}),
        ("chuyen-di", {"move_out", "secondment_out"}),
    ],
)
def test_an_act_offers_only_the_leavings_that_it_is_about(cast, people, today, kind, groups):
    act = ACTS[kind]
    form = draft_form(Draft(kind=kind, unit=cast.clerk.unit, account=cast.clerk), act, cast.clerk)
    assert {term.group for term in form.fields["s_kind"].queryset} == groups
    offered = Term.objects.filter(kind="leaving", group__in=groups, valid_to=None)
    for column in Columns(act, today):
        if column.name == "kind":
            assert column.choices == [str(term) for term in offered.order_by("order")]
            values, errors = Columns(act, today).read({"kind": "Từ trần"}, {})
            assert values == {} and f"không thuộc việc “{act.title}”" in errors["kind"]


def test_an_older_draft_that_holds_the_leaving_of_another_act_is_told_and_refused(cast, people, today):
    death = Term.objects.get(kind="leaving", group="death", valid_to=None)
    draft = draft_for(cast.clerk, "thoi-viec", people[4:5], today, values={people[4]: {"kind": death.pk}})
    plan = plan_draft(draft, account=cast.clerk, today=today)
    [(name, words)] = plan.errors(plan.wrong[0])
    assert name == "kind" and "“Từ trần” không thuộc việc “Thôi việc, chấm dứt hợp đồng”" in words
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=cast.clerk, draft=draft, today=today)
    assert refused.value.rows[0].errors == [(name, words)]
    assert not Leaving.objects.filter(dossier=people[4]).exists()


@pytest.mark.parametrize(("group", "ends"), [("dismissal", {"Quá", "Bậc"}), ("secondment_out", {"Quá"})])
def test_the_preview_tells_what_ends_with_a_leaving(cast, people, today, group, ends, django_assert_max_num_queries):
    kind = Term.objects.filter(kind="leaving", group=group, valid_to=None).first()
    slug = "thoi-viec" if group == "dismissal" else "chuyen-di"
    draft = draft_for(cast.clerk, slug, people[5:9], today, shared={"kind": kind.pk, "destination": "Bộ Tài chính"})
    with django_assert_max_num_queries(60):
        plan = plan_draft(draft, account=cast.clerk, today=today)
    assert not plan.wrong
    for row in plan.rows.values():
        assert {words.split()[0].rstrip(":") for words in row.also} == ends
        assert all(date_vi(today - timedelta(days=1)) in words for words in row.also)


def test_the_head_of_a_dossier_tells_a_leaving_that_is_still_to_come(cast, people, today, sign_in):
    tomorrow = today + timedelta(days=1)
    kind = Term.objects.filter(kind="leaving", group="dismissal", valid_to=None).first()
    draft = draft_for(cast.clerk, "thoi-viec", people[9:10], today, shared={"kind": kind.pk}, effective_on=tomorrow)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    person = Dossier.objects.get(pk=people[9])
    page = sign_in(cast.clerk).get(reverse("personnel:dossier", args=[person.code])).content.decode()
    assert person.now_status == "serving" and f"{kind} từ {date_vi(tomorrow)}</span>" in page
    other = sign_in(cast.clerk).get(reverse("personnel:dossier", args=[Dossier.objects.get(pk=people[10]).code]))
    assert other.context["leaving_ahead"] == ""
