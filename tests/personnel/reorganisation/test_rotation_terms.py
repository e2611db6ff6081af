"""The term that a unit of its own sets for a post goes on for the unit that takes over (RotationPost.unit)."""

from datetime import date, timedelta

import pytest

from orgunits.models import UnitKind
from personnel.models import Dossier, RotationPost
from personnel.reorganisation.report import examine
from personnel.services.project_dossiers import project_dossiers
from qlcb.dates import add_months
from qlcb.history import create_many, writing
from tests.history import assert_history_is_whole
from tests.personnel.reorganisation.world import carry_out, draft, founding, merging, people_everywhere

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-8.2e", "TCHQ-12.2")]


@pytest.fixture
def listed(cast, unit, today):
    """Terms of two offices that end, one more of an office that is no part of the plan, and what is over already."""
    first = date(today.year - 4, 1, 1)
    rows = [
        RotationPost(code="thu", name="Thu ngân", unit=unit("HQ34-01"), months=36, valid_from=first, source="QĐ 1"),
        RotationPost(code="kho", name="Kho", unit=unit("HQ34-02"), months=24, valid_from=today + timedelta(days=9)),
        RotationPost(code="khac", name="Nơi khác", unit=unit("HQ34-03"), months=24),
        RotationPost(code="cu", name="Đã thôi", unit=unit("HQ34-01"), months=60, valid_to=first),
        RotationPost(code="chung", name="Chung", kind=UnitKind.objects.get(code="doi"), months=60),
    ]
    with writing(account=cast.sysadmin, reason="Thử"):
        create_many(rows)
    (person,) = people_everywhere(today, per_unit=2, units=("HQ34-01",))[1:]
    project_dossiers([person], today)
    return person


def entries(code: str) -> list[tuple]:
    rows = RotationPost.objects.filter(code=code).order_by("pk")
    return [(row.unit.code, row.valid_from, row.valid_to, row.months, row.name, row.source) for row in rows]


def test_an_entry_ends_on_the_eve_and_goes_on_for_the_heir(cast, unit, today, listed):
    person, first = Dossier.objects.get(pk=listed), date(today.year - 4, 1, 1)
    assert person.now_rotates_on == first, "36 months since 2010 were over when the post came on the list"
    plan = draft(
        cast.sysadmin, founding("HQ34-13", "HQ34"), *(merging(f"HQ34-0{n}", "HQ34-13") for n in (1, 2)), on=today
    )
    words = "2 thời hạn chuyển đổi vị trí của riêng đơn vị chuyển sang đơn vị kế thừa."
    assert words in [issue.words for issue in examine(plan, today).notes], "the dry run counts them"
    carry_out(cast.sysadmin, plan, today)
    assert plan.outcome["carried"]["thời hạn chuyển đổi vị trí của riêng đơn vị"] == 2
    assert entries("thu") == [
        ("HQ34-01", first, today - timedelta(days=1), 36, "Thu ngân", "QĐ 1"),
        ("HQ34-13", today, None, 36, "Thu ngân", "QĐ 1"),
    ]
    assert entries("kho") == [("HQ34-13", today + timedelta(days=9), None, 24, "Kho", "")], "of later: the heir's"
    assert entries("khac")[0][:3] == ("HQ34-03", None, None) and entries("cu")[0][2] == first
    person.refresh_from_db()
    assert person.now_unit == unit("HQ34-13")
    assert person.now_rotates_on == first, "the time on the list goes on; nobody is given a new term"
    assert_history_is_whole()


def test_a_term_of_a_unit_that_ends_without_heir_stands_against_the_plan(cast, today, listed):
    plan = draft(cast.sysadmin, {"deed": "dissolve", "unit": "HQ34-01"}, on=today)
    blocking = [issue.words for issue in examine(plan, today).blocking]
    assert "1 thời hạn chuyển đổi vị trí của riêng đơn vị chưa có nơi đến." in blocking


def test_the_days_of_change_follow_a_term_that_the_heir_had_not(cast, unit, today, listed):
    """Who served in the heir before comes under the term as well; the nearest entry holds."""
    (there,) = people_everywhere(today, per_unit=2, units=("HQ34-04",))[1:]
    assert Dossier.objects.get(pk=there).now_rotates_on is None
    carry_out(cast.sysadmin, draft(cast.sysadmin, merging("HQ34-01", "HQ34-04"), on=today), today)
    since = date(today.year - 4, 1, 1)
    assert Dossier.objects.get(pk=there).now_rotates_on == max(since, add_months(date(2010, 1, 1), 36))
