"""What falls due: who stands in which list, by which day, and that each number of home is its list."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from personnel.acts.base import Period
from personnel.acts.probation import ending_probations
from personnel.due import DUES, earliest, tallies
from personnel.models import Appointment, Contract, Discipline, Dossier, Position, Posting, Salary, Term
from personnel.services.project_dossiers import project_dossiers
from personnel.waiting import waiting
from qlcb import regulation
from qlcb.dates import PartialDate, add_months
from qlcb.history import record, writing
from qlcb.paging import keyset_page
from tests.exporting import exported, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rewrite(cast):
    """`rewrite(row, valid_to=…)`: a stored record becomes another, without the rules of its section."""

    def rewritten(row, **values):
        for name, value in values.items():
            setattr(row, name, value)
        with writing(account=cast.sysadmin, reason="Thử"):
            record(row)

    return rewritten


@pytest.fixture
def add(cast):
    """`add(Contract, dossier, kind=…, valid_from=…)`: a record as it is, without the rules of its section."""

    def added(model, dossier, **values):
        values["valid_from"] = PartialDate.of(values["valid_from"])
        row = model(dossier=dossier, **values)
        with writing(account=cast.sysadmin, reason="Thử"):
            record(row)
        return row

    return added


def found(slug: str, today: date) -> dict[str, date]:
    """Staff code → day, of everybody in the list."""
    return dict(DUES[slug].of(Dossier.objects.serving(), today).values_list("code", "due_on"))


def contract(add, dossier, number, valid_from, valid_to, **values):
    kind = Term.objects.filter(kind=Term.Kind.CONTRACT_KIND).first()
    return add(
        Contract, dossier, kind=kind, number=number, signed_on=valid_from, valid_from=valid_from, valid_to=valid_to,
        **values,
    )  # fmt: skip


def test_every_list_has_its_lead_time_and_its_place():
    lead = regulation.fact("lead_days")
    assert all(lead[due.lead] > 0 for due in DUES.values())


def test_over_frame_is_due_at_the_last_step_by_the_months_of_the_group(make_dossier, rewrite, today):
    first = make_dossier(code="34ZZ-0001", rank="08.051", step=9, salary_from="01/02/2022")
    later = make_dossier(code="34ZZ-0002", rank="08.051", step=9, salary_from="01/02/2022")
    make_dossier(code="34ZZ-0003", rank="08.051", step=8, salary_from="01/02/2010")
    assert (first.now_over_frame_on, first.now_next_raise_on) == (date(2025, 2, 1), None)
    rewrite(later.salary_set.get(), over_frame=5)
    project_dossiers([later.pk], today)
    later.refresh_from_db()
    assert later.now_over_frame_on == date(2023, 2, 1)
    assert set(found("vuot-khung", date(2024, 11, 3))) == {"34ZZ-0001", "34ZZ-0002"}
    assert set(found("vuot-khung", date(2024, 11, 2))) == {"34ZZ-0002"}


def test_a_raise_that_is_on_file_already_is_not_due(make_dossier, add, rewrite, today):
    dossier = make_dossier(code="34ZZ-0001", rank="08.051", step=4, salary_from="01/03/2021")
    assert "34ZZ-0001" in found("nang-bac", today)
    row = dossier.salary_set.get()
    tomorrow = today + timedelta(days=1)
    rewrite(row, valid_to=today)
    add(Salary, dossier, rank=row.rank, step=5, coefficient=Decimal("3.66"), valid_from=tomorrow)
    assert found("nang-bac", today) == {}


def test_a_term_is_due_until_the_next_one_is_on_file(make_dossier, add, rewrite, today):
    dossier, soon = make_dossier(code="34ZZ-0001"), today + timedelta(days=30)
    position = Position.objects.get(code="CCT")
    held = add(Appointment, dossier, position=position, valid_from="01/01/2022", term_ends_on=soon)
    assert found("bo-nhiem", today) == {"34ZZ-0001": soon}
    rewrite(held, valid_to=soon)
    add(Appointment, dossier, position=position, valid_from=soon + timedelta(days=1))
    assert found("bo-nhiem", today) == {}


def test_contracts_that_end_and_those_that_ran_out(make_dossier, add, today):
    ends, ran_out = today + timedelta(days=60), today - timedelta(days=3)
    for code, last in (("34ZZ-0001", ends), ("34ZZ-0002", ran_out), ("34ZZ-0003", ends + timedelta(days=1))):
        contract(add, make_dossier(code=code, subject="contract"), "1/HĐ", date(2024, 1, 1), last)
    renewed = make_dossier(code="34ZZ-0004", subject="contract")
    contract(add, renewed, "1/HĐ", date(2024, 1, 1), ran_out)
    contract(add, renewed, "2/HĐ", today, None)
    officer = make_dossier(code="34ZZ-0005")  # was under contract before
    contract(add, officer, "1/HĐ", date(2013, 1, 1), date(2014, 1, 1))
    assert found("hop-dong", today) == {"34ZZ-0001": ends, "34ZZ-0002": ran_out}


@pytest.mark.clause("TCHQ-12.2")
def test_probation_secondment_and_discipline_that_end(make_dossier, add, rewrite, today):
    soon, later = today + timedelta(days=10), today + timedelta(days=200)
    on_trial = make_dossier(code="34ZZ-0001", subject="contract")
    contract(add, on_trial, "1/HĐ", today - timedelta(days=20), None, probation_until=soon)
    over = make_dossier(code="34ZZ-0002", subject="contract")
    contract(add, over, "1/HĐ", date(2024, 1, 1), None, probation_until=date(2024, 3, 1))
    assert found("thu-viec", today) == {"34ZZ-0001": soon}
    form = Term.objects.filter(kind=Term.Kind.DISCIPLINE_FORM).on(today).first()
    for code, last in (("34ZZ-0003", soon), ("34ZZ-0004", later), ("34ZZ-0005", None)):
        add(Discipline, make_dossier(code=code), form=form, violation="x", valid_from=today, valid_to=last)
    assert found("ky-luat", today) == {"34ZZ-0003": soon}
    away = make_dossier(code="34ZZ-0006")
    rewrite(away.posting_set.get(), kind=Posting.Kind.SECONDMENT, valid_to=soon)
    assert found("biet-phai", today) == {"34ZZ-0006": soon}


def test_probation_to_the_rank_ends_after_the_months_of_the_law_unless_full_pay_is_on_file(
    make_dossier, add, rewrite, today
):
    begun = {"34ZZ-0001": add_months(today, -12) + timedelta(days=30), "34ZZ-0002": add_months(today, -14)}
    for code, since in (begun | {"34ZZ-0003": add_months(today, -10), "34ZZ-0004": begun["34ZZ-0001"]}).items():
        dossier = make_dossier(code=code, rank="08.051", step=1, salary_from=since)
        rewrite(dossier.salary_set.get(), pay_percent=85)
    row = dossier.salary_set.get()
    rewrite(row, valid_to=today)
    add(Salary, dossier, rank=row.rank, step=1, coefficient=row.coefficient, valid_from=today + timedelta(days=1))
    make_dossier(code="34ZZ-0005", rank="08.051", step=1, salary_from=add_months(today, -14))
    assert found("tap-su", today) == {code: add_months(since, 12) for code, since in begun.items()}
    listed = ending_probations(Dossier.objects.serving(), Period(today, today + timedelta(days=31)), today)
    codes = dict(Dossier.objects.values_list("pk", "code"))
    told = {codes[one.dossier_id]: one for one in listed}
    assert {code for code, one in told.items() if one.is_in} == set(begun), "the act's own list has the same people"
    assert "đã ghi bậc lương tiếp theo" in told["34ZZ-0004"].why


@pytest.fixture
def crowd(make_dossier, add, today):
    """Somebody in every list of Đà Nẵng, somebody else's people, and somebody who left."""
    make_dossier(code="34ZZ-1001", rank="08.051", step=4, salary_from="01/03/2021")
    make_dossier(code="34ZZ-1002", rank="08.051", step=5, salary_from=today - timedelta(days=3 * 365))
    make_dossier(code="34ZZ-1003", rank="08.051", step=9, salary_from="01/02/2020", birth_date="14/08/1964")
    make_dossier(code="60ZZ-1004", rank="08.051", step=4, salary_from="01/03/2021", unit_code="HQ60-01")
    worker = make_dossier(code="34ZZ-1005", subject="contract")
    contract(add, worker, "1/HĐ", date(2024, 1, 1), today + timedelta(days=9), probation_until=today)
    head = make_dossier(code="34ZZ-1006")
    add(Appointment, head, position=Position.objects.get(code="CCT"), valid_from="01/01/2021", term_ends_on=today)


@pytest.mark.clause("TCHQ-10.1")
def test_each_number_of_home_is_its_list(crowd, cast, sign_in, today):
    client = sign_in(cast.clerk)
    tasks = {one.key: one for one in client.get("/").context["tasks"]}
    assert tasks.keys() >= {"nang-bac", "vuot-khung", "bo-nhiem", "nghi-huu", "hop-dong", "thu-viec"}
    for slug in DUES:
        page = client.get(reverse("personnel:list"), {"den-han": slug}).context["page"]
        shown = tasks[slug].count if slug in tasks else 0
        assert page.total == shown == len(page.rows), slug
        assert sum(person.due_on < today for person in page.rows) == (tasks[slug].late if slug in tasks else 0)
        assert [person.due_on for person in page.rows] == sorted(person.due_on for person in page.rows), slug
    assert tasks["nang-bac"].count == 2, "another unit's people are nobody's work here"


def test_the_list_is_exported_with_the_day(crowd, cast, sign_in, today):
    client = sign_in(cast.clerk)
    rows = list(sheet_of(exported(client, reverse("personnel:export"), {"den-han": "nang-bac"})).values)
    head = next(row for row in rows if "Số hiệu" in row)
    day = head.index("Nâng bậc lương")
    listed = {row[0]: row[day].date() for row in rows[rows.index(head) + 1 :]}
    assert listed == {code: due_on for code, due_on in found("nang-bac", today).items() if code.startswith("34")}
    assert len(listed) == 2


def test_lists_by_day_are_paged_through_without_loss(make_dossier, today):
    for number in range(5):
        make_dossier(code=f"34ZZ-200{number}", rank="08.051", step=4, salary_from=f"0{1 + number // 2}/03/2021")
    rows = DUES["nang-bac"].of(Dossier.objects.serving(), today)
    seen, query = [], QueryDict("den-han=nang-bac")
    while True:
        page = keyset_page(rows, query, keys=("due_on", "id"), total=rows.count(), size=2)
        seen += [person.code for person in page.rows]
        if not page.next_url:
            break
        query = QueryDict(page.next_url.removeprefix("?"))
    assert seen == [f"34ZZ-200{number}" for number in range(5)]


def test_numbers_and_the_earliest_take_three_queries(crowd, cast, today, django_assert_num_queries):
    people = Dossier.objects.visible_to(cast.clerk).serving()
    with django_assert_num_queries(1):
        numbers = tallies(people, today)
    assert (numbers["nang-bac"].count, numbers["nang-bac"].late, numbers["nang-bac"].first) == (2, 1, date(2024, 3, 1))
    with django_assert_num_queries(2):
        cases = earliest(people, today, 3)
    assert [case.day for case in cases] == sorted(case.day for case in cases)
    assert cases[0].person.code == "34ZZ-1003"


def test_what_the_account_may_not_settle_is_only_watched(crowd, cast, today):
    tasks = {one.key: one.mine for one in waiting(cast.specialist, today)}
    assert (tasks["nang-bac"], tasks["bo-nhiem"], tasks["hop-dong"]) == (False, True, False)
    assert not any(one.mine for one in waiting(cast.leader, today) if one.key in DUES)
