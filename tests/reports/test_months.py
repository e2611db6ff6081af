"""A report of April stays what it was when May is entered in June: people who moved, units that moved (FACTS 6.4)."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Account
from orgunits.services.change_unit import change_unit
from personnel.models import Posting
from personnel.sections import POSTINGS
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from reports.definitions import REPORTS

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-12.1b")]

APRIL, MAY = "30/04/2026", "31/05/2026"


@pytest.fixture
def bm01(ask):
    """`bm01(account, APRIL)`: every cell of the report with all its levels."""

    def numbers(account, day, **query):
        account = Account.objects.get(pk=account.pk)  # who asks anew holds what the tree says by then
        params = ask(account, ngay=day, cap="tat-ca", **{"doi-tuong": "tat-ca"}, **query)
        return [[cell.value for cell in row.cells] for row in REPORTS["bm01"].table(params).rows]

    return numbers


@pytest.fixture
def people(make_dossier):
    return [make_dossier(unit_code=code, full_name=f"Người {code}") for code in ("HQ34-01", "HQ34-07", "HQ60-01")]


def enter_move(cast, person, unit, today):
    """What is entered in June: from 15 May on this person serves in that unit."""
    row = Posting(dossier=person, unit=unit, valid_from=PartialDate.of("15/05/2026"))
    add_row(account=cast.sysadmin, reason="Điều động", section=POSTINGS, row=row, today=today)


@pytest.mark.parametrize("role", ["leader", "clerk", "neighbour"])
def test_a_posting_of_may_does_not_move_april(role, cast, people, unit, bm01, today):
    account = getattr(cast, role)
    april, may = bm01(account, APRIL), bm01(account, MAY)
    enter_move(cast, people[0], unit("HQ60-01"), today)
    assert bm01(account, APRIL) == april
    assert bm01(account, MAY) != may


def test_the_list_behind_a_number_of_april_still_counts_who_left(cast, people, unit, sign_in, today):
    address = reverse("reports:people", args=["bm01"])
    asked = {"ngay": APRIL, "don-vi": "HQ34", "cot": "hien-co", "doi-tuong": "tat-ca"}
    assert sign_in(cast.clerk).get(address, asked).context["total"] == 2
    enter_move(cast, people[0], unit("HQ60-01"), today)
    told = sign_in(cast.clerk).get(address, asked)
    assert told.context["total"] == 2 and told.context["unnamed"] == 1, "counted there, and read where the file is now"
    assert sign_in(cast.leader).get(address, asked).context["unnamed"] == 0


@pytest.mark.clause("TCHQ-8.2e")
@pytest.mark.parametrize("role", ["leader", "clerk"])
def test_a_unit_that_moves_in_may_stays_in_april_where_it_stood(role, cast, people, unit, bm01, today):
    account, port = getattr(cast, role), unit("HQ34-07")
    april = bm01(account, APRIL, **{"don-vi": "HQ34"})
    change_unit(
        account=cast.sysadmin, reason="Chuyển", unit=port, on=date(2026, 5, 15), name="Hải quan cảng Tiên Sa",
        short_name="", kind=port.kind, parent=unit("HQ60"), document="7/QĐ", today=today,
    )  # fmt: skip
    assert bm01(account, APRIL, **{"don-vi": "HQ34"}) == april
    names = [row[1] for row in bm01(account, MAY, **{"don-vi": "HQ34"})]
    assert "Chi cục Hải quan cửa khẩu cảng" in [row[1] for row in april]
    assert not {"Chi cục Hải quan cửa khẩu cảng", "Hải quan cảng Tiên Sa"} & {*names}
