"""Discipline and rewards of many people: words that mean one entry for each person, and who decided (TCHQ-6.1d2)."""

import pytest

from personnel.acts import ACTS
from personnel.acts.cells import Columns
from personnel.forms.drafts import draft_form
from personnel.models import Discipline, Dossier, Draft, Reward, Term
from personnel.services.apply_draft import apply_draft
from tests.personnel.acts.drafting import draft_for

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
