"""The named cast on the shipped tree of units (DESIGN §10), and what every test takes for granted."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

pytest_plugins = ["tests.clause_results", "tests.papers"]

CAST = {
    "sysadmin": "cntt.quantri",
    "leader": "tccb.lanhdao",
    "specialist": "tccb.nhansu1",
    "policy": "tccb.chinhsach1",
    "department_head": "gsql.1",
    "reader": "phapche.1",
    "clerk": "hq34.nhansu1",
    "unit_admin": "hq34.quantri",
    "neighbour": "hq60.nhansu1",
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The regulation's units, roles and catalogues, and the cast's accounts, once per test process."""
    from accounts.demo import make_demo_accounts
    from accounts.services.program_account import program_account

    name = settings.DATABASES["default"]["TEST"]["NAME"]
    assert name in connection.settings_dict["NAME"], "pytest-django made no test database in this run"
    with django_db_blocker.unblock():
        call_command("load_regulation", verbosity=0, stdout=_Nowhere())
        make_demo_accounts(account=program_account(), usernames=set(CAST.values()), today=timezone.localdate())


class _Nowhere:
    def write(self, text):
        pass


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def program(db):
    """The account of commands and jobs."""
    from accounts.services.program_account import program_account

    return program_account()


@pytest.fixture
def cast(db):
    """The cast by role: `cast.clerk` is the clerk of Đà Nẵng, `cast.neighbour` the one of Quảng Nam, and so on."""
    from accounts.models import Account

    accounts = {a.username: a for a in Account.objects.filter(username__in=CAST.values()).select_related("unit")}
    return SimpleNamespace(**{role: accounts[username] for role, username in CAST.items()})


@pytest.fixture
def sign_in(client):
    """`sign_in(account)` returns the test client with that account signed in; None signs in nobody."""

    def signed_in(account):
        client.logout()
        if account is not None:
            client.force_login(account)
        return client

    return signed_in


@pytest.fixture
def unit(db):
    """`unit("HQ34-07")`: a unit of the shipped tree by its code."""
    from orgunits.models import Unit

    return lambda code: Unit.objects.get(code=code)


@pytest.fixture
def make_dossier(db, program, unit, today):
    """`make_dossier(unit="HQ34-07", full_name=…, rank="08.051", step=5, since="01/2012", …)`: a person with a posting.

    Further keyword arguments are fields of the dossier. `rank` and `step` add a salary from `salary_from`.
    """
    from personnel.models import Dossier, Rank, Salary, SalaryStep
    from personnel.sections import SALARIES
    from personnel.services.open_dossier import open_dossier
    from personnel.services.save_row import add_row
    from qlcb.dates import PartialDate

    count = iter(range(1, 10_000))

    def make(*, unit_code="HQ34-07", since="01/2012", rank=None, step=1, salary_from="01/03/2024", **fields):
        fields.setdefault("code", f"99ZZ-{next(count):04}")
        fields.setdefault("full_name", "Nguyễn Thị Thanh Hương")
        fields.setdefault("sex", "F")
        fields["birth_date"] = PartialDate.of(fields.get("birth_date", "14/08/1986"))
        dossier = open_dossier(
            account=_root_writer(),
            reason="Lập hồ sơ thử",
            dossier=Dossier(**fields),
            unit=unit(unit_code),
            since=PartialDate.of(since),
            today=today,
        )
        if rank:
            entry = Rank.objects.on(today).get(code=rank)
            step_row = SalaryStep.objects.on(today).get(code=entry.group, step=step)
            add_row(
                account=_root_writer(),
                reason="Lập hồ sơ thử",
                section=SALARIES,
                row=Salary(
                    dossier=dossier,
                    rank=entry,
                    step=step,
                    coefficient=step_row.coefficient,
                    valid_from=PartialDate.of(salary_from),
                ),
                today=today,
            )
            dossier.refresh_from_db()
        return dossier

    def _root_writer():
        from accounts.models import Account

        return Account.objects.get(username=CAST["sysadmin"])

    return make
