"""Due lists of acts: each name in and out with its reason, and the draft that is drawn up from them (TCHQ-12.2)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from accounts.models import AccessEvent
from personnel.acts import ACTS, quarter_of
from personnel.acts.base import Period
from personnel.acts.due import due_list
from personnel.models import Appointment, Discipline, Dossier, Draft, Position, Reward, Salary, Term
from personnel.services.apply_draft import apply_draft
from personnel.services.begin_due_draft import begin_due_draft
from personnel.services.project_dossiers import project_dossiers
from qlcb.dates import PartialDate, add_months
from qlcb.formats import date_vi
from qlcb.history import create_many, writing
from tests.crowd import crowd
from tests.personnel.acts.drafting import draft_for, edited
from tests.stage import the_cast

pytestmark = pytest.mark.django_db


def ago(today: date, months: int) -> str:
    return date_vi(add_months(today, -months))


@pytest.fixture(scope="module")
def people(stage):
    """Ids by what becomes of them: steps of 36 months held since then, and what puts a raise off."""
    today = timezone.localdate()
    made = {
        "due": crowd(1, today, first=1, salary_from=ago(today, 36))[0],
        "overdue": crowd(1, today, first=2, salary_from=ago(today, 50))[0],
        "disciplined": crowd(1, today, first=3, salary_from=ago(today, 36))[0],
        "later": crowd(1, today, first=4, salary_from=ago(today, 20))[0],
        "last": crowd(1, today, first=5, step=9, salary_from=ago(today, 36))[0],
        "next year": crowd(1, today, first=6, salary_from=ago(date(today.year, 12, 31), 30))[0],
        "theirs": crowd(1, today, first=7, unit_code="HQ60-01", salary_from=ago(today, 36))[0],
    }
    since = add_months(today, -14)
    with writing(account=the_cast().sysadmin, reason="Thế giới thử"):
        blame = Term.objects.on(since).get(kind="discipline_form", group="staff", name="Khiển trách")
        create_many(
            [
                Discipline(
                    dossier_id=made["disciplined"], form=blame, valid_from=PartialDate.of(since),
                    valid_to=add_months(since, 12), violation="Đi muộn",
                )
            ]
        )  # fmt: skip
    project_dossiers(made.values(), today)
    return made


def by_name(found, people) -> dict[str, tuple[bool, str]]:
    """Name of the case → whether it is in, and why."""
    names = {pk: name for name, pk in people.items()}
    return {names[line.dossier.pk]: (line.found.is_in, line.found.why) for line in found.all}


@pytest.mark.clause("TCHQ-12.2")
def test_each_name_of_the_regular_raise_is_in_or_out_with_its_reason(people, cast, today):
    found = by_name(due_list(cast.clerk, ACTS["nang-bac"], quarter_of(today), today), people)
    assert set(found) == {"due", "overdue", "disciplined"}, "nobody of other units, at the last step, or due later"
    assert found["due"] == (True, f"Đến hạn từ {date_vi(today)}.")
    assert found["overdue"][0] and "quá hạn, phải truy lĩnh" in found["overdue"][1]
    later = date_vi(add_months(today, 6))
    assert found["disciplined"] == (False, f"Lùi từ {date_vi(today)} đến {later}: kéo dài 6 tháng.")


@pytest.mark.clause("TCHQ-12.2")
def test_over_frame_pay_and_terms_have_lists_of_their_own(people, cast, today, unit):
    found = by_name(due_list(cast.clerk, ACTS["vuot-khung"], quarter_of(today), today), people)
    assert found == {"last": (True, f"Đến hạn từ {date_vi(today)}.")}
    ends = today + timedelta(days=20)
    row = Appointment(
        dossier_id=people["later"], position=Position.objects.get(code="TP"), unit=unit("HQ34-07"),
        valid_from=PartialDate.of(add_months(ends, -60)), term_ends_on=ends,
    )  # fmt: skip
    with writing(account=cast.sysadmin, reason="Thử"):
        create_many([row])
    project_dossiers([people["later"]], today)
    period = Period(today, today + timedelta(days=30))
    (line,) = due_list(cast.clerk, ACTS["bo-nhiem-lai"], period, today).chosen
    assert line.dossier.pk == people["later"] and f"hết hạn ngày {date_vi(ends)}" in line.found.why
    assert line.found.values["valid_from"] == PartialDate.of(ends + timedelta(days=1))


def test_an_early_raise_needs_an_achievement_and_is_chosen_by_people(people, cast, today):
    act, period = ACTS["nang-bac-truoc-thoi-han"], quarter_of(today)
    found = by_name(due_list(cast.clerk, act, period, today), people)
    assert not found["next year"][0] and "không có thành tích" in found["next year"][1]
    merit = Term.objects.filter(kind="emulation_title", name__startswith="Chiến sĩ thi đua").first()
    with writing(account=cast.sysadmin, reason="Thử"):
        row = Reward(dossier_id=people["next year"], title=merit, awarded_on=PartialDate(today.year - 1, 12, 20))
        create_many([row])
    found = due_list(cast.clerk, act, period, today)
    is_in, why = by_name(found, people)["next year"]
    assert not is_in and why.startswith("Đủ điều kiện xét do lập thành tích"), why
    serving = Dossier.objects.visible_to(cast.clerk).serving().count()
    assert f"Danh sách trả lương {serving} người" in " ".join(found.notes)


@pytest.mark.clause("TCHQ-12.2")
def test_the_list_becomes_a_draft_with_everybody_in_it_or_out_of_it(people, cast, sign_in, today):
    client = sign_in(cast.clerk)
    address = "/quyet-dinh/du-thao/moi/nang-bac/"
    page = client.get(address).content.decode()
    assert "Cách tính" in page and "TT 08/2013/TT-BNV" in page and "Khiển trách" in page
    client.post(address)
    draft = Draft.objects.get()
    assert draft.title == f"Nâng bậc lương thường xuyên {quarter_of(today).words}"
    lines = {line.dossier_id: line for line in draft.lines.all()}
    assert {pk: line.is_in for pk, line in lines.items()} == {
        people["due"]: True, people["overdue"]: True, people["disciplined"]: False,
    }  # fmt: skip
    assert "kéo dài" in " ".join(lines[people["disciplined"]].steps).lower()
    edited(cast.clerk, draft, number="5/QĐ", signed_on=today, effective_on=today)
    apply_draft(account=cast.clerk, draft=Draft.objects.get(), today=today)
    raised = Salary.objects.filter(decision__number="5/QĐ").order_by("dossier")
    assert [(row.dossier_id, row.step, str(row.valid_from)) for row in raised] == [
        (people["due"], 5, date_vi(today)),
        (people["overdue"], 5, ago(today, 14)),
    ]
    assert AccessEvent.objects.filter(kind="view", target__startswith="Danh sách đến hạn: Nâng bậc").exists()
    found = by_name(due_list(cast.clerk, ACTS["nang-bac"], quarter_of(today), today), people)
    assert set(found) == {"disciplined"}, "who was raised is due no more"


def test_nobody_stands_in_two_open_drafts_of_one_act(people, cast, sign_in, today):
    begin_due_draft(account=cast.clerk, act=ACTS["nang-bac"], period=quarter_of(today), unit=None, today=today)
    found = by_name(due_list(cast.clerk, ACTS["nang-bac"], quarter_of(today), today), people)
    assert found["due"] == (False, f"Đã có trong dự thảo “Nâng bậc lương thường xuyên {quarter_of(today).words}”.")
    by_centre = draft_for(cast.policy, "vuot-khung", [people["last"]], today)
    found = by_name(due_list(cast.clerk, ACTS["vuot-khung"], quarter_of(today), today), people)
    assert found["last"] == (False, "Đã có trong một dự thảo của đơn vị khác.") and by_centre.is_open
    page = sign_in(cast.clerk).get("/quyet-dinh/du-thao/moi/vuot-khung/")
    (line,) = page.context["found"].left_out
    assert line.found.why == "Đã có trong một dự thảo của đơn vị khác.", "the page, too, which does not meet that draft"


def test_a_list_takes_the_same_queries_for_more_people(people, cast, today):
    counts = set()
    due_list(cast.clerk, ACTS["nang-bac"], quarter_of(today), today)
    for first in (100, 200):
        crowd(20, today, first=first, salary_from=ago(today, 36))
        with CaptureQueriesContext(connection) as captured:
            found = due_list(cast.clerk, ACTS["nang-bac"], quarter_of(today), today)
        counts.add(len(captured))
    assert len(found.chosen) == 42 and len(counts) == 1 and max(counts) <= 25, counts


def test_the_list_of_dossiers_leads_to_the_same_people(people, cast, sign_in):
    client, found = sign_in(cast.clerk), []
    for query in ("&don-vi=HQ34-02", "&don-vi=HQ34-07", ""):
        listed = client.get(f"/ho-so/?den-han=nang-bac{query}")
        due = client.get(listed.context["acts"][0][1]).context["found"]
        assert {line.dossier.pk for line in due.chosen} == {person.pk for person in listed.context["page"].rows}
        found.append(len(due.chosen))
    assert found == [0, 2, 2], "a unit that was chosen stays chosen"
    assert escape(listed.context["acts"][0][1]) in listed.content.decode()


def test_an_empty_list_leads_on(people, cast, sign_in):
    page = sign_in(cast.clerk).get("/quyet-dinh/du-thao/moi/nang-bac/?don-vi=HQ34-02").content.decode()
    assert "Không có ai đến hạn" in page and page.count('href="?trong"') == 2


def test_who_prepares_for_everybody_begins_with_the_authority_above_them_all(people, cast, today, unit):
    nationwide = draft_for(cast.policy, "nang-bac", [people["due"]], today, signed=False)
    assert nationwide.authority == unit("TCHQ")
    assert draft_for(cast.clerk, "nang-bac", [people["overdue"]], today, signed=False).authority == unit("HQ34")
