"""Demo accounts: made on request, one password, printed in demo mode only."""

from dataclasses import replace
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from accounts.demo import PASSWORD, demo_accounts, make_demo_accounts
from accounts.models import Account
from accounts.services.issue_account import Holder
from accounts.services.program_account import program_account
from orgunits.models import Unit


def printed():
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """All demo accounts, made once for the tests of this file and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_demo_accounts(account=program_account(), today=timezone.localdate())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def accounts(made, db):
    return list(Account.objects.exclude(kind=Account.Kind.PROGRAM))


def test_every_local_department_has_its_two_accounts(accounts):
    usernames = {account.username for account in accounts}
    for unit in Unit.objects.filter(kind__code="cuc-hai-quan"):
        assert {f"{unit.code.lower()}.nhansu1", f"{unit.code.lower()}.quantri"} <= usernames
    assert len(accounts) == len(list(demo_accounts())) == 92


def test_all_of_them_sign_in_with_the_demo_password(accounts):
    assert authenticate(RequestFactory().post("/dang-nhap/"), username="hq03.nhansu1", password=PASSWORD) is not None
    assert all(account.check_password(PASSWORD) for account in accounts[::15])


def test_making_them_again_makes_none(accounts, program, today):
    assert make_demo_accounts(account=program, today=today) == []


def test_a_named_holder_takes_the_place_of_the_fixtures(accounts, program, today, monkeypatch):
    one = replace(next(demo_accounts()), username="moi.1")
    monkeypatch.setattr("accounts.demo.demo_accounts", lambda: iter([one]))
    holder = Holder("Trần Thị Lan", "03ZZ-5007", "12/QĐ-TCHQ")
    (made,) = make_demo_accounts(account=program, holders={"moi.1": holder}, today=today)
    assert made.holder_name == "Trần Thị Lan (03ZZ-5007)"


def test_every_row_is_valid_and_has_exactly_one_history_row(accounts, program):
    for account in accounts[::10]:
        rows = [account, account.custodies.get(), account.grants.get()]
        for row in rows:
            row.full_clean()
            (entry,) = row.history.all()
            assert (entry.history_user_id, entry.history_change_reason) == (program.pk, "Lập tài khoản trình diễn")


def test_their_rights_are_those_of_their_role(accounts):
    clerk = next(account for account in accounts if account.username == "hq03.nhansu1")
    assert set(clerk.access.held) == set(clerk.grants.get().template.rights)
    assert all(account.access.held for account in accounts)


def test_they_are_printed_in_demo_mode(accounts, settings):
    settings.DEMO = True
    text = printed()
    for username in ("cntt.quantri", "tccb.lanhdao", "gsql.1", "hq34.nhansu1", "hq34.quantri", "hq60.nhansu1"):
        assert username in text
    assert "hqNN.nhansu1, hqNN.quantri cho từng Cục: 01, 02, 03" in text
    assert "hq03.nhansu1" not in text
    assert text.count(PASSWORD) == len(text.splitlines()) - 2


def test_nothing_is_given_away_outside_of_demo_mode(accounts, settings):
    settings.DEMO = False
    text = printed()
    assert PASSWORD not in text
    assert "Không ở chế độ trình diễn" in text


def test_the_command_says_when_there_are_none(db, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr("accounts.management.commands.demo_accounts.demo_accounts", lambda: iter(()))
    assert "seed_demo" in printed()
