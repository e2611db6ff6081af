"""Accounts against rights of one unit: what each may do where, on one page (TCHQ-7.1b)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from accounts.permissions import RIGHTS
from accounts.services.grant import grant
from accounts.services.issue_account import Holder, issue_account
from accounts.services.withdraw_account import withdraw_account
from accounts.views.matrix import PART, WHOLE
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-7.1b")]
URL = "/bang-quyen/"


@pytest.fixture
def issue(cast, today):
    def issued(number, unit=None):
        return issue_account(
            account=cast.sysadmin, reason="Cấp mới", username=f"hq34.ghe{number:03}", kind=Account.Kind.SEAT,
            title=f"Ghế {number}", unit=unit or cast.clerk.unit, paper=paper(), today=today,
            holder=Holder("Lê Thị Giữ", f"TD-7{number:03}", "3/QĐ"), template=cast.clerk.grants.get().template,
        )  # fmt: skip

    return issued


def table(response) -> dict[str, dict[str, str]]:
    """Username → sentence of the right → mark."""
    sentences = [sentence for _, sentence in response.context["rights"]]
    return {
        account.username: {name: cell.mark for name, cell in zip(sentences, cells, strict=True) if cell}
        for account, cells in response.context["lines"]
    }


def test_each_account_stands_against_what_it_may_do(cast, sign_in, issue, unit, today):
    below = issue(1, unit=unit("HQ34-07"))
    grant(account=cast.sysadmin, reason="Thêm", to=cast.clerk, unit=unit("HQ34-07"), document="9/QĐ", on=today,
          until=today + timedelta(days=9), right="write_assets", today=today)  # fmt: skip
    page = sign_in(cast.unit_admin).get(URL)
    shown = table(page)
    assert set(shown) == {"hq34.nhansu1", "hq34.quantri", below.username}
    whole = {RIGHTS[code].sentence: WHOLE for code in cast.clerk.grants.exclude(template=None).get().codes}
    assert shown["hq34.nhansu1"] == whole | {RIGHTS["write_assets"].sentence: PART}
    assert set(shown[below.username].values()) == {PART}
    assert f"đến hết {today + timedelta(days=9):%d/%m/%Y}" in page.content.decode()
    assert table(sign_in(cast.unit_admin).get(URL, {"don-vi": "HQ34-07"}))[below.username] == whole


def test_withdrawn_accounts_and_rights_that_ended_are_not_there(cast, sign_in, issue, today):
    gone = issue(1)
    withdraw_account(account=cast.sysadmin, reason="Thôi", target=gone, paper=paper(), today=today)
    assert gone.username not in table(sign_in(cast.unit_admin).get(URL))


def test_units_of_others_are_not_found(cast, sign_in):
    client = sign_in(cast.unit_admin)
    assert client.get(URL, {"don-vi": "HQ60"}).status_code == 404
    assert "hq60" not in client.get(URL).content.decode()
    assert set(table(sign_in(cast.sysadmin).get(URL, {"don-vi": "HQ60"}))) == {"hq60.nhansu1"}


def test_forty_accounts_cost_as_many_queries_as_two(cast, sign_in, issue):
    client = sign_in(cast.unit_admin)

    def queries():
        client.get(URL)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(URL).status_code == 200
        return len(asked)

    few = queries()
    for number in range(38):
        issue(number)
    assert queries() == few <= 15
    assert len(table(client.get(URL))) == 40
