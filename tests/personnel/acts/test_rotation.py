"""Posts that must change after their time: the day of each person, the due list, the decision (TCHQ-12.2)."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from orgunits.models import UnitKind
from personnel.acts import ACTS, Period
from personnel.acts.due import due_list
from personnel.acts.rotation import due_rotations
from personnel.models import (
    Absence,
    Appointment,
    Dossier,
    LegalNumber,
    Position,
    Posting,
    Qualification,
    Relative,
    RotationPost,
    Study,
    Term,
)
from personnel.rotation_facts import held_since
from personnel.sections import APPOINTMENTS
from personnel.services.apply_draft import apply_draft
from personnel.services.begin_due_draft import begin_due_draft
from personnel.services.project_dossiers import project_dossiers
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate, add_months
from qlcb.formats import date_vi
from qlcb.history import create_many, update_many, writing
from tests.crowd import crowd
from tests.personnel.acts.drafting import edited
from tests.stage import the_cast

pytestmark = pytest.mark.django_db
ACT = "chuyen-doi-vi-tri"


@pytest.fixture(scope="module")
def people(stage):
    """Ids by what becomes of them, of a Chi cục whose posts change after 36 months."""
    today = timezone.localdate()
    since = {"due": 36, "later": 20, "leads": 50, "retires": 40, "contract": 40, "reorganised": 10}
    made = {}
    with writing(account=the_cast().sysadmin, reason="Thế giới thử"):
        kind = UnitKind.objects.get(code="chi-cuc")
        create_many([RotationPost(code="chi-cuc", name="Công chức làm nghiệp vụ", kind=kind, months=36, source="TT")])
    for place, name in enumerate(since, 1):
        more = {"subject": "contract"} if name == "contract" else {}
        if name == "retires":
            more = {"sex": "M", "birth_date": date_vi(add_months(today, -12 * 61))}
        (made[name],) = crowd(1, today, unit_code="HQ34-07", first=place, **more)
    with writing(account=the_cast().sysadmin, reason="Thế giới thử"):
        rows = list(Posting.objects.filter(dossier_id__in=made.values()))
        names = {pk: name for name, pk in made.items()}
        for row in rows:
            row.valid_from = PartialDate.of(add_months(today, -since[names[row.dossier_id]]))
        update_many(rows, ["valid_from"])
        (row,) = Posting.objects.filter(dossier=made["reorganised"])
        row.kind = Posting.Kind.REORGANISATION
        update_many([row], ["kind"])
        before = Posting(
            dossier_id=made["reorganised"], unit=row.unit.parent, valid_from=PartialDate.of(add_months(today, -38)),
            valid_to=row.valid_from.first_day - timedelta(days=1), kind="first",
        )  # fmt: skip
        create_many([before])
    lead = Appointment(
        dossier_id=made["leads"], position=Position.objects.get(code="PCT"), unit=row.unit, valid_from=PartialDate(2024)
    )
    add_row(account=the_cast().sysadmin, reason="Thử", section=APPOINTMENTS, row=lead, today=today)
    project_dossiers(made.values(), today)
    return made


def _listed(entry: RotationPost, **values) -> list[RotationPost]:
    for name, value in values.items():
        setattr(entry, name, value)
    return [entry]


def days(people) -> dict[str, date | None]:
    stored = dict(Dossier.objects.filter(pk__in=people.values()).values_list("pk", "now_rotates_on"))
    return {name: stored[pk] for name, pk in people.items()}


@pytest.mark.clause("TCHQ-12.2")
def test_the_day_follows_from_the_list_the_unit_and_the_time_held(people, today):
    assert days(people) == {
        "due": today,
        "later": add_months(add_months(today, -20), 36),
        "reorganised": add_months(add_months(today, -38), 36),
        "leads": None,
        "retires": None,
        "contract": None,
    }


@pytest.mark.clause("TCHQ-12.2")
def test_each_name_is_in_or_out_with_its_reason_and_the_decision_moves_who_is_in(people, cast, today, unit):
    period = Period(today, today)
    found = {line.dossier.pk: line.found for line in due_list(cast.clerk, ACTS[ACT], period, today).all}
    told = {name: (found[pk].is_in, found[pk].why) for name, pk in people.items() if pk in found}
    assert told.keys() == {"due", "reorganised", "retires"}
    assert told["due"] == (True, f"Giữ vị trí từ {date_vi(add_months(today, -36))}, đến hạn ngày {date_vi(today)}.")
    assert told["reorganised"][0] and "đã đến hạn từ" in told["reorganised"][1]
    assert not told["retires"][0] and "còn dưới 18 tháng công tác: không chuyển đổi" in told["retires"][1]
    draft = begin_due_draft(account=cast.clerk, act=ACTS[ACT], period=period, unit=None, today=today)
    shared = {"unit": unit("HQ34-08").pk}
    draft = edited(cast.clerk, draft, shared=shared, number="5/QĐ", signed_on=today, effective_on=today)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    assert set(Posting.objects.filter(decision__number="5/QĐ").values_list("dossier", "unit__code")) == {
        (people["due"], "HQ34-08"), (people["reorganised"], "HQ34-08"),
    }  # fmt: skip
    assert days(people)["due"] == add_months(today, 36), "the time begins anew"


@pytest.fixture
def let_be(people, cast, today):
    """Of the one who is due a mother of a small child, of the one reorganised a father; later the other one studies."""

    def term(kind, code):
        return Term.objects.get(kind=kind, code=code, valid_to=None)

    born = PartialDate.of(add_months(today, -10))
    kin = [Relative(dossier_id=people[name], relation=term("relation", "CONG"), full_name="Con", born_on=born)
           for name in ("due", "reorganised")]  # fmt: skip
    with writing(account=cast.sysadmin, reason="Thử"):
        create_many(kin)
        _be_of_sex("F", people["due"])
        _be_of_sex("M", people["reorganised"])
    return SimpleNamespace(term=term, until=add_months(today, 26))


def _be_of_sex(sex: str, pk: int) -> None:
    person = Dossier.objects.get(pk=pk)
    person.sex = sex
    update_many([person], ["sex"])


@pytest.mark.clause("TCHQ-12.2")
def test_a_mother_of_a_small_child_is_put_off_and_a_father_is_not(people, let_be, cast, today):
    """The day is put off, nobody counts her as late, and the list for the decision names her with the reason."""
    project_dossiers(people.values(), today)
    assert days(people)["due"] == let_be.until
    assert days(people)["reorganised"] == add_months(add_months(today, -38), 36)
    found = {line.dossier.pk: line.found for line in due_list(cast.clerk, ACTS[ACT], Period(today, today), today).all}
    told = found[people["due"]]
    assert not told.is_in and told.why.startswith("Chưa chuyển đổi: nuôi con dưới 36 tháng tuổi")
    assert told.why.endswith(f"xét lại từ {date_vi(let_be.until)}.") and told.why in told.steps
    assert found[people["reorganised"]].is_in and people["later"] not in found
    later = Period(let_be.until, let_be.until)
    assert {line.dossier.pk: line.found.is_in for line in due_list(cast.clerk, ACTS[ACT], later, today).all}[
        people["due"]
    ]


@pytest.mark.clause("TCHQ-12.2")
def test_a_widower_who_studies_is_put_off_for_his_child_and_an_open_suspension_without_end(people, let_be, cast, today):
    one = people["reorganised"]
    wife = Relative(dossier_id=one, relation=let_be.term("relation", "VO"), full_name="Vợ", is_dead=True)
    held = Absence(dossier_id=people["due"], kind=let_be.term("absence_kind", "DC"), begins_on=PartialDate.of(today))
    with writing(account=cast.sysadmin, reason="Thử"):
        create_many([wife])
        create_many([held])
    project_dossiers(people.values(), today)
    assert (days(people)["due"], days(people)["reorganised"]) == (None, let_be.until)
    found = {line.dossier.pk: line.found for line in due_list(cast.clerk, ACTS[ACT], Period(today, today), today).all}
    assert not found[people["due"]].is_in and not found[one].is_in
    assert "tạm giữ, tạm giam" in found[people["due"]].why


@pytest.mark.clause("TCHQ-12.2")
def test_long_studies_put_off_and_the_months_are_data(people, cast, today):
    begins, ends = add_months(today, -2), add_months(today, 11)
    level = Qualification.objects.filter(kind="professional").first()
    study = Study(
        dossier_id=people["due"], kind="professional", level=level, mode=Study.Mode.FULL_TIME,
        begins_on=PartialDate.of(begins), ends_on=PartialDate.of(ends),
    )  # fmt: skip
    with writing(account=cast.sysadmin, reason="Thử"):
        create_many([study])
    project_dossiers(people.values(), today)
    assert days(people)["due"] == ends + timedelta(days=1)
    number = LegalNumber.objects.get(code="position_change_study_months")
    number.value = 14
    with writing(account=cast.sysadmin, reason="Thử"):
        update_many([number], ["value"])
    project_dossiers(people.values(), today)
    assert days(people)["due"] == today, "thirteen months are no long studies any more"


def test_the_due_list_asks_the_same_questions_of_one_and_of_many(
    people, let_be, cast, today, django_assert_max_num_queries
):
    account = cast.clerk
    account.access.units("view_dossier")
    with django_assert_max_num_queries(12):
        due_rotations(Dossier.objects.visible_to(account), Period(today, add_months(today, 30)), today)


@pytest.mark.clause("TCHQ-10.1")
def test_home_counts_them_and_leads_to_the_list_and_the_list_to_the_decision(people, cast, sign_in, today):
    client = sign_in(cast.clerk)
    task = next(one for one in client.get("/").context["tasks"] if one.key == "chuyen-doi")
    assert (task.label, task.count, task.late) == ("Đến hạn chuyển đổi vị trí", 2, 1)
    page = client.get(task.url)
    assert {row.pk for row in page.context["page"].rows} == {people["due"], people["reorganised"]}
    address = reverse("personnel:draft_new", args=[ACT])
    assert address in page.content.decode() and client.get(address).status_code == 200
    code = Dossier.objects.get(pk=people["due"]).code
    page = client.get(reverse("personnel:section", args=[code, "cong-tac"])).content.decode()
    assert "Danh mục vị trí phải định kỳ chuyển đổi: Công chức làm nghiệp vụ, 36 tháng (TT)" in page


@pytest.mark.clause("TCHQ-12.1a")
def test_the_list_is_data_a_unit_of_its_own_comes_before_its_kind(people, cast, today, unit):
    own = RotationPost(code="rieng", name="Riêng Chi cục", unit=unit("HQ34"), months=24, source="Quy định của Cục")
    with writing(account=cast.sysadmin, reason="Thử"):
        own.full_clean()
        create_many([own])
    project_dossiers(people.values(), today)
    assert days(people)["due"] == today, "the kind of the unit itself is nearer than the Cục above"
    with writing(account=cast.sysadmin, reason="Thử"):
        update_many(_listed(own, unit=unit("HQ34-07")), ["unit"])
    project_dossiers(people.values(), today)
    assert days(people)["later"] == add_months(add_months(today, -20), 24)
    with writing(account=cast.sysadmin, reason="Thử"):
        closed = list(RotationPost.objects.all())
        for entry in closed:
            entry.valid_to = today - timedelta(days=1)
        update_many(closed, ["valid_to"])
    project_dossiers(people.values(), today)
    assert set(days(people).values()) == {None}


@pytest.mark.parametrize(
    ("values", "field"), [({"months": 61}, "months"), ({"months": 23}, "months"), ({"kind": None}, "kind")]
)
def test_an_entry_outside_the_law_or_about_nobody_is_refused(values, field, cast):
    entry = RotationPost(code="x", name="X", **({"months": 36, "kind": UnitKind.objects.get(code="doi")} | values))
    with pytest.raises(ValidationError) as refused:
        entry.full_clean()
    assert field in refused.value.message_dict


def test_time_is_counted_over_rows_that_follow_and_not_over_a_gap_or_another_work():
    def row(since, until, unit=1, work="", kind="move"):
        return Posting(valid_from=PartialDate.of(since), valid_to=until, unit_id=unit, work=work, kind=kind)

    first = row("01/01/2020", date(2021, 12, 31))
    assert held_since([first, row("01/01/2022", None)]) == date(2020, 1, 1)
    assert held_since([first, row("01/02/2022", None)]) == date(2022, 2, 1)
    assert held_since([first, row("01/01/2022", None, work="Soi chiếu")]) == date(2022, 1, 1)
    assert held_since([first, row("01/01/2022", None, unit=2)]) == date(2022, 1, 1)
    assert held_since([first, row("01/01/2022", None, unit=2, kind="reorganisation")]) == date(2020, 1, 1)
