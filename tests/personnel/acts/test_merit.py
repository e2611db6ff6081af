"""Discipline and rewards of many people: words that mean one entry for each person, and who decided (TCHQ-6.1d2)."""

import pytest
from django.urls import reverse

from personnel.acts import ACTS
from personnel.acts.cells import Columns
from personnel.acts.plan import plan_draft
from personnel.forms.drafts import draft_form
from personnel.models import Discipline, Dossier, Draft, Reward, Term
from personnel.services.apply_draft import apply_draft
from qlcb.history import record, writing
from tests.personnel.acts.drafting import draft_for
from tests.personnel.sections.browser_form import sent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("subject", "leads", "group"),
    [
        ("official", False, "official"),
        ("civil_servant", False, "staff"),
        ("civil_servant", True, "leader"),
        ("public_employee", True, "employee"),
        ("contract", False, "employee"),
    ],
)
def test_the_bare_words_of_a_discipline_mean_the_list_of_the_persons_standing(today, subject, leads, group):
    dossier = Dossier(subject=subject, now_leading=leads)
    values, errors = Columns(ACTS["ky-luat"], today).read({"form": "Khiển trách"}, {}, dossier)
    assert not errors
    assert Term.objects.get(pk=values["form"]).group == group
    party, _ = Columns(ACTS["ky-luat"], today).read({"form": "Khiển trách · Đảng"}, {}, dossier)
    assert Term.objects.get(pk=party["form"]).group == "party", "who says more is taken at their word"


def test_of_nobody_in_particular_the_words_stay_open(today):
    _, errors = Columns(ACTS["ky-luat"], today).read({"form": "Khiển trách"}, {})
    assert "chỉ nhiều mục" in errors["form"]


def test_who_decided_is_asked_once(cast, make_dossier, today):
    person = make_dossier(code="34ZZ-0001", unit_code="HQ34-01")
    blame = Term.objects.on(today).get(kind="discipline_form", group="staff", name="Khiển trách")
    own = {"form": blame.pk, "violation": "Vi phạm giờ làm việc"}
    unit = cast.clerk.unit
    draft = draft_for(cast.clerk, "ky-luat", [person], today, values={person.pk: own}, authority=unit)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    assert Discipline.objects.get().authority == unit.name
    praise = Term.objects.on(today).filter(kind="reward_form", group="unit").first()
    told = {"form": praise.pk, "authority": "Bộ Tài chính", "content": "Thành tích"}
    paper = {"number": "9/QĐ", "authority": unit, "shared": told}
    apply_draft(account=cast.clerk, draft=draft_for(cast.clerk, "khen-thuong", [person], today, **paper), today=today)
    assert Reward.objects.get().authority == "Bộ Tài chính", "who is named stays"
    form = draft_form(Draft(kind="ky-luat", unit=unit, account=cast.clerk), ACTS["ky-luat"], cast.clerk)
    assert "Để trống" in form.fields["s_authority"].help_text


def test_a_discipline_chosen_once_for_all_is_of_each_ones_own_list(cast, make_dossier, sign_in, today):
    """A leader, who leads nothing, a worker; what the list of one does not have is chosen for that one."""
    leads, staff, worker = (make_dossier(code=f"34ZZ-001{n}", unit_code="HQ34-01") for n in range(3))
    Dossier.objects.filter(pk=leads.pk).update(now_leading=True)
    with writing(account=cast.sysadmin, reason="Thử"):
        worker.subject = "contract"
        record(worker)
    listed = Term.objects.on(today).filter(kind="discipline_form")
    people = [leads, staff, worker]
    told = {person.pk: {"violation": "Vi phạm giờ làm việc"} for person in people}
    blame = listed.get(group="staff", name="Khiển trách").pk
    draft = draft_for(cast.clerk, "ky-luat", people, today, values=told, shared={"form": blame})
    grid = sign_in(cast.clerk).get(reverse("personnel:draft", args=[draft.pk])).content.decode()
    assert grid.count("Khiển trách · Hành chính: giữ chức vụ") and grid.count("Khiển trách · Hành chính: viên chức")
    apply_draft(account=cast.clerk, draft=draft, today=today)
    groups = {row.dossier_id: (row.form.name, row.form.group) for row in Discipline.objects.select_related("form")}
    assert groups == {
        leads.pk: ("Khiển trách", "leader"), staff.pk: ("Khiển trách", "staff"), worker.pk: ("Khiển trách", "employee"),
    }  # fmt: skip

    demoted = listed.get(group="leader", name="Cách chức").pk
    draft = draft_for(cast.clerk, "ky-luat", people, today, values=told, shared={"form": demoted}, number="9/QĐ")
    plan = plan_draft(draft, account=cast.clerk, today=today)
    assert [line.dossier_id for line in plan.wrong] == [staff.pk]
    assert "chọn riêng cho người này" in plan.errors(plan.wrong[0])[0][1]
    own = told | {staff.pk: told[staff.pk] | {"form": listed.get(group="party", name="Cảnh cáo").pk}}
    draft = draft_for(cast.clerk, "ky-luat", people, today, values=own, shared={"form": demoted}, number="10/QĐ")
    assert not plan_draft(draft, account=cast.clerk, today=today).wrong, "what was chosen for one stays"


def test_the_form_of_one_dossier_asks_who_decided_once(cast, make_dossier, sign_in, today):
    person, client = make_dossier(code="34ZZ-0021", unit_code="HQ34-01"), sign_in(cast.clerk)
    url = reverse("personnel:row_add", args=[person.code, "ky-luat"])
    form = client.get(url).context["form"]
    groups = {title: [bound.name for bound, _ in fields] for title, fields in form.parts}
    assert "authority" in groups["Quyết định"] and "authority" not in groups["Kỷ luật"]
    assert "Để trống" in form.fields["authority"].help_text
    blame = Term.objects.on(today).get(kind="discipline_form", group="staff", name="Khiển trách")
    told = {
        "form": blame, "valid_from": f"{today:%d/%m/%Y}", "violation": "Đi muộn", "decision_number": "5/QĐ",
        "decision_signed_on": f"{today:%d/%m/%Y}",
    }  # fmt: skip
    answer = client.post(url, sent(form, **told))
    assert answer.status_code == 302, answer.context["form"].errors
    row = Discipline.objects.get(dossier=person)
    assert row.authority == row.decision.authority.name
    told |= {"authority": "Tổng cục Hải quan", "again": True, "decision_number": "6/QĐ"}
    assert client.post(url, sent(form, **told)).status_code == 302
    assert Discipline.objects.latest("pk").authority == "Tổng cục Hải quan", "who is named stays"
