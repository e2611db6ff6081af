"""Who came from a contract counts as contract staff while it ran, as a civil servant from the day of the rank on."""

from datetime import date

import pytest

from personnel.models import Contract, Term
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from reports import measures as m
from reports.people import PeopleOn

pytestmark = pytest.mark.django_db
CIVIL, HIRED = ("civil_servant",), ("contract",)


@pytest.fixture
def people(make_dossier, cast):
    """Three of one unit: contract up to the day before the rank; contract that ended long before; on contract now."""
    common = {"unit_code": "HQ34-07", "since": "01/01/2020", "rank": "08.051", "salary_from": "01/03/2024"}
    made = [make_dossier(**common), make_dossier(**common), make_dossier(unit_code="HQ34-07", subject="contract")]
    kind = Term.objects.filter(kind=Term.Kind.CONTRACT_KIND).first()
    for person, last in ((made[0], date(2024, 2, 29)), (made[1], date(2022, 12, 31))):
        with writing(account=cast.sysadmin, reason="Hợp đồng thử"):
            record(
                Contract(
                    dossier=person, kind=kind, number="1/HĐ", signed_on=date(2020, 1, 1), valid_to=last,
                    valid_from=PartialDate.of("01/01/2020"),
                )
            )  # fmt: skip
    return made


@pytest.mark.parametrize(
    "day, civil, hired",
    [(date(2024, 2, 29), [1], [0, 2]), (date(2024, 3, 1), [0, 1], [2]), (date(2022, 6, 30), [1], [0, 2])],
)
def test_the_kind_of_staff_is_that_of_the_day(people, day, civil, hired):
    unit = [people[0].now_unit_id]
    for subjects, places in ((CIVIL, civil), (HIRED, hired), (CIVIL + HIRED, [0, 1, 2])):
        on = PeopleOn(day, unit, subjects)
        assert set(on.standings([one.pk for one in people])) == {people[place].pk for place in places}
        assert on.count(m.TOTAL) == len(places)
    of_quota = PeopleOn(day, unit).counts([m.OF_QUOTA["civil_servant"], m.OF_QUOTA["contract"]])
    assert of_quota == {unit[0]: [len(civil), len(hired)]}
