"""A person serves elsewhere than their dossier is kept (HG-10.1): what becomes of it when either unit is no more."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from personnel.models import Dossier, Posting, ReorganisationPerson
from personnel.reorganisation.report import examine
from personnel.services.draft_reorganisation import save_part
from personnel.services.project_dossiers import project_dossiers
from qlcb.history import record, writing
from tests.history import assert_history_is_whole
from tests.personnel.reorganisation.world import DAY, EVE, carry_out, draft, founding, merging, people_everywhere

pytestmark = [pytest.mark.django_db, pytest.mark.clause("HG-10.1", "TCHQ-8.2e")]
SINCE = date(2010, 1, 1)


@pytest.fixture
def away(cast, unit, today):
    """Kept by an office of Đà Nẵng, serving in one of Quảng Nam, in each of which somebody else serves, too."""
    people_everywhere(today, units=("HQ34-01", "HQ60-01"))
    (pk,) = people_everywhere(today, units=("HQ34-01",))
    posting = Posting.objects.get(dossier=pk)
    posting.unit, posting.kept_by, posting.kind = unit("HQ60-01"), unit("HQ34-01"), Posting.Kind.SECONDMENT
    with writing(account=cast.sysadmin, reason="Biệt phái"):
        record(posting)
    project_dossiers([pk], today)
    return Dossier.objects.get(pk=pk)


def steps_of(dossier) -> list[tuple]:
    rows = Posting.objects.filter(dossier=dossier).select_related("unit", "kept_by").order_by("valid_from")
    return [(r.unit.code, r.kept_by and r.kept_by.code, r.kind, r.valid_from.first_day, r.valid_to) for r in rows]


def held(dossier) -> tuple[str, str | None]:
    dossier = Dossier.objects.get(pk=dossier.pk)
    return dossier.now_unit.code, dossier.now_employer and dossier.now_employer.code


def settled() -> None:
    call_command("check_integrity", stdout=StringIO())
    assert_history_is_whole()


def test_the_successor_of_the_keeping_unit_keeps(cast, away, today):
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"))
    report = examine(plan, today)
    assert (report.people_before, report.people_after, report.heads_after["HQ34-13"]) == (3, 3, 2)
    carry_out(cast.policy, plan, today)
    assert steps_of(away) == [
        ("HQ60-01", "HQ34-01", "secondment", SINCE, EVE),
        ("HQ60-01", "HQ34-13", "secondment", DAY, None),
    ]
    assert held(away) == ("HQ34-13", "HQ60-01")
    settled()


def test_the_person_goes_on_where_they_serve_and_the_dossier_stays(cast, away, today):
    plan = draft(cast.policy, founding("HQ60-33", "HQ60"), merging("HQ60-01", "HQ60-33"))
    assert examine(plan, today).heads_after == {"HQ34-01": 2, "HQ60-33": 1}
    carry_out(cast.policy, plan, today)
    assert steps_of(away)[-1] == ("HQ60-33", "HQ34-01", "secondment", DAY, None)
    assert held(away) == ("HQ34-01", "HQ60-33")
    settled()


def test_where_both_come_to_one_department_it_keeps_the_dossier(cast, away, today):
    steps = [founding("HQ34-13", "HQ34"), founding("HQ34-14", "HQ34")]
    plan = draft(cast.policy, *steps, merging("HQ34-01", "HQ34-13"), merging("HQ60-01", "HQ34-14"))
    report = examine(plan, today)
    assert not report.blocking and report.heads_after == {"HQ34-13": 1, "HQ34-14": 2}
    carry_out(cast.policy, plan, today)
    assert steps_of(away)[-1][:2] == ("HQ34-14", None) and held(away) == ("HQ34-14", None)
    settled()


def test_a_place_of_ones_own_is_where_the_dossier_goes(cast, away, today):
    split = {"deed": "split", "unit": "HQ34-01", "targets": "HQ34-13 HQ34-14"}
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), founding("HQ34-14", "HQ34"), split)
    save_part(account=cast.policy, part=ReorganisationPerson(reorganisation=plan, dossier=away, to="HQ34-14"))
    carry_out(cast.policy, plan, today)
    assert held(away) == ("HQ34-14", "HQ60-01")


@pytest.mark.parametrize("code", ["HQ34-01", "HQ60-01"])
def test_nobody_who_is_kept_or_serves_in_a_unit_is_left_without_one(code, cast, away, today):
    plan = draft(cast.policy, {"deed": "dissolve", "unit": code})
    assert [one.words.split(": ")[1] for one in examine(plan, today).blocking] == ["2 người chưa có nơi đến."]
