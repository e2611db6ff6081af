from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import Account, AccountAct, AccountQuota, Grant, Paper
from accounts.services.grant import derive_all_rights
from accounts.services.program_account import program_account
from accounts.services.withdraw_account import withdraw_many
from orgunits.models import Unit
from qlcb.history import Act, create_many, delete_many, update_many, writing


@dataclass(frozen=True)
class Following:
    """What becomes of accounts when their units end.

    accounts: id of an account → its unit from now on. withdrawn: accounts that end. grants: rights on a unit that ends,
    with the unit on which the same is given anew, None where it ends. quotas: exceptions of units that end.
    """

    accounts: Mapping[int, Unit] = field(default_factory=dict)
    withdrawn: Sequence[Account] = ()
    grants: Sequence[tuple[Grant, Unit | None]] = ()
    quotas: Sequence[AccountQuota] = ()


def follow_units(*, reason: str, following: Following, paper: Paper, today: date) -> int:
    """Let accounts, rights and quotas go where a reorganisation sends their units, in the program's own name.

    From `today` on: what an account could do until then it could. Accounts that move keep name, custodian and password;
    those withdrawn end as `withdraw_many` says. The same right from several units is given once. Returns how many
    accounts got other rights.
    """
    program = program_account()
    with writing(account=program, reason=reason, act=Act.CHANGE):
        withdraw_many(account=program, reason=reason, targets=following.withdrawn, paper=paper, today=today)
        _move(following.accounts, paper, today)
        _give_anew(following.grants, program, paper, today)
        _end_quotas(following.quotas, paper, today)
        return derive_all_rights(today)


def _move(units: Mapping[int, Unit], paper: Paper, today: date) -> None:
    moved = list(Account.objects.select_for_update().filter(pk__in=list(units)).order_by("pk"))
    for account in moved:
        account.unit = units[account.pk]
    update_many(moved, ["unit"])
    create_many([AccountAct.of(AccountAct.Kind.MOVE, account, paper, today) for account in moved])


def _give_anew(grants: Sequence[tuple[Grant, Unit | None]], program: Account, paper: Paper, today: date) -> None:
    """Revoke each and give the same on the new unit, unless it is held there by then."""
    stored = Grant.objects.select_for_update().in_bulk([given.pk for given, _ in grants])
    ending, wanted = [], {}
    for given, unit in grants:
        old = stored[given.pk]
        if old.revoked_on is None:
            old.revoked_on, old.revoked_under = today, paper.number
            ending.append(old)
            if unit is not None:
                new = _again(old, unit, program, paper, today)
                key = _what(new)
                wanted[key] = new if key not in wanted else _longer(wanted[key], new)
    held = {_what(given) for given in _open_grants({new.account_id for new in wanted.values()}, today)}
    update_many(ending, ["revoked_on", "revoked_under"])
    create_many([new for key, new in wanted.items() if key not in held])


def _again(old: Grant, unit: Unit, program: Account, paper: Paper, today: date) -> Grant:
    return Grant(
        account_id=old.account_id,
        unit=unit,
        template_id=old.template_id,
        right=old.right,
        document=paper.number,
        given_by=program,
        valid_from=max(today, old.valid_from),
        valid_to=old.valid_to,
    )


def _what(given: Grant) -> tuple:
    return given.account_id, given.unit_id, given.template_id, given.right


def _longer(one: Grant, other: Grant) -> Grant:
    """Of the same grant from two units the one that lasts longer."""
    if one.valid_to is None or (other.valid_to is not None and other.valid_to <= one.valid_to):
        return one
    return other


def _open_grants(account_ids: set[int], today: date):
    return Grant.objects.open_on(today).filter(account_id__in=account_ids, valid_to=None)


def _end_quotas(quotas: Sequence[AccountQuota], paper: Paper, today: date) -> None:
    """Exceptions that run end the day before; those that have not begun never come into force."""
    stored = list(AccountQuota.objects.select_for_update().filter(pk__in=[quota.pk for quota in quotas]))
    running = [quota for quota in stored if quota.valid_from < today]
    for quota in running:
        quota.valid_to, quota.ended_under = today - timedelta(days=1), paper.number
    update_many(running, ["valid_to", "ended_under"])
    delete_many([quota for quota in stored if quota.valid_from >= today])
