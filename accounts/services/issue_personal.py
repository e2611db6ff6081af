from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from accounts.administration import may_issue, refuse_oneself
from accounts.models import Account, AccountAct, Custody, Paper
from accounts.one_time import one_time_password
from accounts.services.issue_account import require_consent
from orgunits.models import Unit
from qlcb.history import Act, create_many, writing

MOST = 100  # accounts at once: their slips are printed and cut from a stack that one hands out
TITLE = "Cá nhân"


@dataclass(frozen=True)
class Person:
    """To whom an account is issued: name, staff code, the unit whose administrators look after it."""

    name: str
    staff_code: str
    unit: Unit


@dataclass(frozen=True)
class Issued:
    """A new account with its password for one use, which is told once and stored nowhere."""

    account: Account
    password: str


def issue_personal(
    *, account: Account, reason: str, people: Sequence[Person], paper: Paper, today: date
) -> list[Issued]:
    """Issue each person an account of their own, named by the staff code, on one paper: all of them, or none (HP-4.2a).

    Returns them in the order of the people. Nothing is granted to them here, and nothing can be. Raises
    PermissionDenied when `account` does not administer the unit of one of them or is held by one, ValidationError for
    too many at once, nobody, and a missing consent. Queries: the same for one and for many.
    """
    if not 0 < len(people) <= MOST:
        raise ValidationError(f"Mỗi lần cấp cho từ 1 đến {MOST} người.")
    for unit in {person.unit for person in people}:
        verdict = may_issue(account, unit, Account.Kind.SEAT)
        if not verdict:
            raise PermissionDenied(verdict.why)
        require_consent(unit, paper)
    for person in people:
        refuse_oneself(account, person.staff_code)
    names = _free_names([person.staff_code for person in people])
    with writing(account=account, reason=reason, act=Act.OPEN):
        issued = [_new(person, names[person.staff_code], today) for person in people]
        create_many([one.account for one in issued])
        _keep([one.account for one in issued], people, paper, today)
    return issued


def _free_names(codes: Iterable[str]) -> dict[str, str]:
    """Staff code → the username it gives; a number follows where earlier accounts, withdrawn ones, bear the name."""
    names = {code: code.lower() for code in codes}
    alike = Q(pk__in=())
    for name in names.values():
        alike |= Q(username=name) | Q(username__startswith=f"{name}.")
    taken = set(Account.objects.filter(alike).values_list("username", flat=True))
    return {code: next(one for one in _variants(name) if one not in taken) for code, name in names.items()}


def _variants(name: str) -> Iterable[str]:
    yield name
    yield from (f"{name}.{number}" for number in range(2, 1000))


def _new(person: Person, username: str, today: date) -> Issued:
    password = one_time_password()
    account = Account(username=username, kind=Account.Kind.PERSONAL, title=TITLE, unit=person.unit)
    account.issue_password(password, today)
    account.clean_fields()
    return Issued(account, password)


def _keep(accounts: Sequence[Account], people: Sequence[Person], paper: Paper, today: date) -> None:
    """On whose paper, and whose they are."""
    acts = [AccountAct.of(AccountAct.Kind.ISSUE, account, paper, today) for account in accounts]
    acts[0].full_clean()  # the same paper and reason for all
    create_many(acts)
    held = [
        Custody(
            account=account, holder_name=person.name, staff_code=person.staff_code, document=paper.number,
            valid_from=today,
        )
        for account, person in zip(accounts, people, strict=True)
    ]  # fmt: skip
    create_many(held)
