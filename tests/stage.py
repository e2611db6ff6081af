"""The named cast, and people with a post, for tests and for what a whole file of tests stands on."""

import time
from datetime import date
from types import SimpleNamespace

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


def paper(number: str = "3/QĐ", consent: str = ""):
    """The paper under which something is done with an account."""
    from accounts.models import Paper

    return Paper(number, date(2026, 1, 5), "Cục trưởng Lê Văn Phê Duyệt", consent)


def the_cast(*roles: str) -> SimpleNamespace:
    """The accounts of the cast by their roles, read anew; only those named, when any are."""
    from accounts.models import Account

    wanted = {role: CAST[role] for role in roles or CAST}
    accounts = {a.username: a for a in Account.objects.filter(username__in=wanted.values()).select_related("unit")}
    return SimpleNamespace(**{role: accounts[username] for role, username in wanted.items()})


def open_session(account) -> str:
    """The key of a session as it stands after sign-in, written in one statement: tests open some ten thousand."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.crypto import get_random_string

    from accounts.sessions import SEEN, SIGNED_IN, SessionStore

    session, now = SessionStore(), int(time.time())
    session.update(
        {
            SESSION_KEY: str(account.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
            HASH_SESSION_KEY: account.get_session_auth_hash(),
            SIGNED_IN: now,
            SEEN: now,
        }
    )
    session._session_key = get_random_string(32)
    SessionStore.get_model_class()._base_manager.bulk_create([session.create_model_instance(session._session)])
    return session.session_key


def dossier_maker(today: date):
    """`make(unit_code="HQ34-07", full_name=…, rank="08.051", step=5, since="01/2012", …)`: a person with a posting.

    Further keyword arguments are fields of the dossier. `rank` and `step` add a salary from `salary_from`. Rules of
    quality are asked where `looked_through` says so. Nobody is asked whether they may: what the services of the program
    ask has tests of its own.
    """
    from orgunits.models import Unit
    from personnel.models import Dossier, Posting
    from personnel.services.find_faults import find_faults
    from personnel.services.project_dossiers import project_dossiers
    from qlcb.dates import PartialDate
    from qlcb.history import Act, record, writing

    count = iter(range(1, 10_000))

    def make(
        *,
        unit_code="HQ34-07",
        since="01/2012",
        rank=None,
        step=1,
        salary_from="01/03/2024",
        looked_through=False,
        **fields,
    ):
        writer = the_cast("sysadmin").sysadmin
        fields.setdefault("code", f"99ZZ-{next(count):04}")
        fields.setdefault("full_name", "Nguyễn Thị Thanh Hương")
        fields.setdefault("sex", "F")
        fields["birth_date"] = PartialDate.of(fields.get("birth_date", "14/08/1986"))
        dossier, unit = Dossier(**fields), Unit.objects.get(code=unit_code)
        with writing(account=writer, reason="Lập hồ sơ thử", act=Act.OPEN):
            record(dossier)
            first = Posting(dossier=dossier, unit=unit, kind=Posting.Kind.FIRST, valid_from=PartialDate.of(since))
            record(first)
        if rank:
            with writing(account=writer, reason="Lập hồ sơ thử"):
                record(_salary(dossier, rank, step, salary_from, today))
        project_dossiers([dossier.pk], today)
        if looked_through:
            find_faults([dossier.pk], today)
        dossier.refresh_from_db()
        return dossier

    return make


def _salary(dossier, rank: str, step: int, since: str, today: date):
    from personnel.models import Rank, Salary, SalaryStep
    from qlcb.dates import PartialDate

    entry = Rank.objects.on(today).get(code=rank)
    coefficient = SalaryStep.objects.on(today).get(code=entry.group, step=step).coefficient
    return Salary(dossier=dossier, rank=entry, step=step, coefficient=coefficient, valid_from=PartialDate.of(since))
