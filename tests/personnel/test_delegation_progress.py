"""Who delegates dossiers follows how the delegate keeps them: numbers, their lists, nothing of others (HG-15.1)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import RoleTemplate
from accounts.services.grant import grant
from personnel.delegation_progress import Progress, delegated
from personnel.models import Decision, Dossier, PendingPaper, Salary
from personnel.sections import SALARIES
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.register_paper import register_paper
from personnel.services.save_row import add_row
from qlcb import row_security
from qlcb.dates import PartialDate
from tests.entering import written
from tests.personnel.transfers.moves import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.clause("HG-15.1")]
PAGE = "personnel:delegation_progress"


@pytest.fixture
def delegate(cast, today):
    def make(dossier, to, document="5/UQ"):
        delegate_dossier(
            account=fresh(cast.sysadmin), reason="Ủy quyền", to=to, dossier=dossier, document=document,
            document_on=today, on=today, until=today + timedelta(days=30), today=today,
            template=RoleTemplate.objects.get(code="ho-so-uy-quyen"),
        )  # fmt: skip

    return make


@pytest.fixture
def given(cast, delegate, make_dossier, silent_table, today, unit):
    """Two dossiers of Đà Nẵng delegated to Quảng Nam, of which one was written in late, and one that was not given."""
    people = [make_dossier(code=f"34ZZ-030{n}", rank="08.051", step=4) for n in range(3)]
    for dossier in people[:2]:
        delegate(dossier, cast.neighbour)
    decision = Decision(
        number="8/QĐ", signed_on=today - timedelta(days=90), effective_on=today - timedelta(days=90),
        authority=unit("HQ34"),
    )  # fmt: skip
    row = Salary(
        dossier=people[0], decision=decision, rank=people[0].now_rank, step=5, coefficient="3.66",
        valid_from=PartialDate.of(today), paper_received_on=today - timedelta(days=80),
    )  # fmt: skip
    add_row(account=fresh(cast.neighbour), reason="Theo ủy quyền", section=SALARIES, row=row, today=today)
    written(people[0], today - timedelta(days=200))
    for dossier in people[1:]:
        paper = PendingPaper(dossier=dossier, unit=cast.clerk.unit, kind="luong", received_on=today)
        register_paper(account=fresh(cast.clerk), paper=paper)
    people[0].findings.create(rule="party_age", severity="error", place="dang", words="Vào Đảng 2003.")
    return people


def lines(account, today):
    return Progress(fresh(account), first=today - timedelta(days=29), last=today, today=today)


def test_each_delegation_and_unit_shows_what_was_done_and_what_waits(cast, given, today):
    picture = lines(cast.clerk, today)
    (one,), (of_unit,) = picture.by_delegation, picture.by_unit
    ids = [given[0].pk, given[1].pk]
    full = list(Dossier.objects.filter(pk__in=ids).values_list("now_complete", flat=True))
    for line in (one, of_unit):
        assert (line.dossiers, line.percent) == (2, sum(full) // 2)
        assert (line.on_time + line.late, line.waiting, line.overdue) == (1, 1, 0)
        assert line.findings == sum(dossier.findings.filter(is_open=True).count() for dossier in given[:2]) >= 1
        assert line.changed_at.date() == given[0].salary_set.order_by("-pk")[0].entered_at.date()
        assert line.until == today + timedelta(days=30)
    assert one.late == 1, "the paper lay for eighty days"
    assert one.note.startswith(cast.neighbour.username) and of_unit.name == cast.neighbour.unit.label


def test_every_number_leads_to_the_list_of_just_these(cast, given, delegate, today, sign_in):
    delegate(given[2], cast.reader, document="6/UQ")
    client = sign_in(cast.clerk)
    page = client.get(reverse(PAGE))
    line = next(one for one in page.context["picture"].by_delegation if cast.neighbour.username in one.note)
    assert {row.pk for row in client.get(line.list_url).context["page"].rows} == {given[0].pk, given[1].pk}
    assert given[0].pk in {row.pk for row in client.get(line.findings_url).context["page"].rows}
    assert [row["paper"].dossier_id for row in client.get(line.papers_url).context["lines"]] == [given[1].pk]
    low = {row.pk for row in client.get(line.low_url).context["page"].rows}
    assert len(low) == line.low
    answer = client.get(line.late_url)
    late = answer.context
    assert f"Ủy quyền cho {cast.neighbour.username}, văn bản 5/UQ" in answer.content.decode()
    assert [one["dossier"].pk for one in late["lines"]] == [given[0].pk] and (late["total"], line.late) == (1, 1)
    assert client.get(line.on_time_url).context["total"] == line.on_time == 0
    others = client.get(line.late_url.replace(cast.neighbour.username, cast.reader.username)).context
    assert others["total"] == 0
    of_unit = next(one for one in page.context["picture"].by_unit if one.asked == f"@{cast.neighbour.unit.code}")
    assert {row.pk for row in client.get(of_unit.list_url).context["page"].rows} == {given[0].pk, given[1].pk}
    assert client.get(of_unit.late_url).context["total"] == of_unit.late == 1
    assert line.late_url.replace("&", "&amp;") in page.content.decode()
    assert of_unit.list_url.replace("&", "&amp;") in page.content.decode()


def test_who_answers_for_other_dossiers_sees_none_and_the_delegate_their_own(cast, given, delegate, today):
    delegate(given[0], cast.reader, document="6/UQ")
    assert len(lines(cast.clerk, today).by_delegation) == 2
    own = lines(cast.neighbour, today).by_delegation
    assert [line.note for line in own] == [f"{cast.neighbour.username} · 5/UQ"], "not who else was given it"
    assert not lines(cast.department_head, today).given
    rows = Dossier.objects.filter(delegated(f"{cast.reader.username} 6/UQ", fresh(cast.neighbour), today))
    assert not rows.exists(), "nor by the address of a list"


def test_a_confidential_dossier_and_an_ended_delegation_are_not_told_of(cast, delegate, make_dossier, given, today):
    secret = make_dossier(code="34ZZ-0399", is_confidential=True)
    delegate(secret, cast.neighbour)
    assert lines(cast.clerk, today).by_delegation[0].dossiers == 2
    after = today + timedelta(days=31)
    assert not Progress(fresh(cast.clerk), first=today, last=after, today=after).given


def test_it_takes_as_many_questions_for_many_as_for_one(
    cast, given, delegate, make_dossier, today, django_assert_max_num_queries
):
    for n in range(6):
        delegate(make_dossier(code=f"34ZZ-05{n:02}"), (cast.neighbour, cast.reader)[n % 2], document=f"{n}/UQ")
    account = fresh(cast.clerk)
    row_security.enter(account.access.row_scope())
    try:
        with django_assert_max_num_queries(16):
            picture = Progress(account, first=today, last=today, today=today)
            assert len(picture.by_delegation) == 7 and len(picture.by_unit) == 2
            assert picture.by_delegation[-1].changed_at or picture.by_unit[0].dossiers
    finally:
        row_security.leave()


def test_a_unit_kept_as_a_whole_is_a_line_whose_numbers_lead_to_its_dossiers(
    cast, given, today, sign_in, unit, make_dossier
):
    """To an account elsewhere; what the department's own account and those above it hold is no delegation."""
    assert not lines(cast.clerk, today).by_whole_unit
    make_dossier(code="34ZZ-0600", unit_code="HQ34-03")
    grant(
        account=cast.sysadmin, reason="Ủy quyền", to=cast.reader, unit=unit("HQ34-07"), document="7/UQ", on=today,
        today=today, template=RoleTemplate.objects.get(code="dia-phuong-nhan-su"),
    )  # fmt: skip
    (line,) = lines(cast.clerk, today).by_whole_unit
    assert (line.dossiers, line.until, line.waiting) == (3, None, 2)
    assert line.note == f"{cast.reader.username} · 7/UQ" and not lines(cast.department_head, today).by_whole_unit
    row = Salary(
        dossier=given[2], rank=given[2].now_rank, step=5, coefficient="3.66", valid_from=PartialDate.of(today),
        paper_received_on=today - timedelta(days=80),
    )  # fmt: skip
    add_row(account=fresh(cast.reader), reason="Theo ủy quyền", section=SALARIES, row=row, today=today)
    written(given[2], today - timedelta(days=200))
    client = sign_in(cast.clerk)
    page = client.get(reverse(PAGE))
    (line,) = page.context["picture"].by_whole_unit
    assert (line.on_time, line.late) == (0, 1)
    assert {one.pk for one in client.get(line.list_url).context["page"].rows} == {one.pk for one in given}
    entries = client.get(line.late_url)
    assert [one["dossier"].pk for one in entries.context["lines"]] == [given[2].pk]
    assert f"{cast.reader.username}, cả đơn vị HQ34-07" in entries.content.decode()
    assert len(client.get(line.papers_url).context["lines"]) == 2
    assert not sign_in(cast.neighbour).get(line.list_url).context["page"].rows, "nobody else's list is narrowed by it"
