"""What else hangs on units follows them: dossiers on their way, and the numbers of staff."""

from datetime import date

import pytest

from orgunits.models import StaffQuota
from orgunits.services.assign_quotas import Wanted, assign_quotas
from personnel.models import Dossier, Posting, Transfer
from tests.history import assert_history_is_whole
from tests.personnel.reorganisation.world import carry_out, draft, founding, merging, people_everywhere
from tests.personnel.transfers.moves import receive, send

pytestmark = pytest.mark.django_db
STAFF = "civil_servant"


def give(account, numbers: dict, on: date) -> None:
    wanted = [Wanted(unit, STAFF, number) for unit, number in numbers.items()]
    assign_quotas(account=account, reason="Giao biên chế", wanted=wanted, on=on, document="1/QĐ", document_on=on)


def held(unit) -> list[tuple]:
    rows = StaffQuota.objects.filter(unit=unit).order_by("valid_from")
    return [(row.number, row.valid_from, row.valid_to, row.document) for row in rows]


@pytest.mark.clause("TCHQ-8.2e", "TCHQ-3.1a")
def test_the_numbers_of_merged_units_are_added_to_that_of_the_unit_they_go_to(cast, unit, today):
    year, day = date(today.year, 1, 1), date(today.year, 3, 1)
    give(cast.sysadmin, {unit("HQ34-01"): 12, unit("HQ34-02"): 9, unit("HQ34-03"): 20}, year)
    steps = [founding("HQ34-13", "HQ34"), *(merging(code, "HQ34-13") for code in ("HQ34-01", "HQ34-02"))]
    plan = draft(cast.sysadmin, *steps, merging("HQ34-04", "HQ34-03"), on=day)
    carry_out(cast.sysadmin, plan, today)
    eve, last = date.fromordinal(day.toordinal() - 1), date(today.year, 12, 31)
    assert held(unit("HQ34-01")) == [(12, year, eve, "1/QĐ")]
    assert held(unit("HQ34-13")) == [(21, day, last, plan.number)]
    assert held(unit("HQ34-03")) == [(20, year, last, "1/QĐ")], "nothing was added"
    assert_history_is_whole()


@pytest.mark.clause("TCHQ-8.2e", "TCHQ-8.2c")
def test_a_dossier_on_its_way_to_a_unit_that_is_no_more_arrives_at_its_heir(cast, unit, today):
    people_everywhere(today, units=("HQ34-03",))
    dossier = Dossier.objects.get()
    (transfer,) = send(cast.clerk, [dossier], today, to="HQ60-07")
    plan = draft(cast.sysadmin, founding("HQ60-33", "HQ60"), merging("HQ60-07", "HQ60-33"), on=transfer.effective_on)
    carry_out(cast.sysadmin, plan, today)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.to_unit) == (Transfer.State.SENT, unit("HQ60-33"))
    receive(cast.neighbour, [transfer], today)
    dossier.refresh_from_db()
    assert dossier.now_unit == unit("HQ60-33")
    assert Posting.objects.filter(dossier=dossier, valid_to=None).count() == 1
    assert_history_is_whole()
