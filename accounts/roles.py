"""Role templates as people read them: for which units, with which rights, held by how many; what an edit would mean."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import Account, Grant, RoleTemplate
from accounts.models.grant import BY_NAME, BY_NAME_WORDS
from accounts.permissions import RIGHTS
from accounts.supposed import suppose
from orgunits.models import Unit, UnitKind
from qlcb import row_security
from qlcb.formats import number_vi


@dataclass(frozen=True)
class Line:
    """One template: what marks of units it is meant for in words, how many accounts hold it today, and on how many
    single dossiers."""

    role: RoleTemplate
    meant_for: list[str]
    holders: int
    dossiers: int


@dataclass(frozen=True)
class Uses:
    """To how many accounts a template is granted, and on how many dossiers it is delegated by name."""

    accounts: int
    dossiers: int

    def __bool__(self):
        return bool(self.accounts or self.dossiers)

    def __str__(self):
        accounts = self.accounts and f"{number_vi(self.accounts)} tài khoản được cấp quyền"
        dossiers = self.dossiers and f"{number_vi(self.dossiers)} hồ sơ được ủy quyền đích danh"
        return " và ".join(filter(None, (accounts, dossiers)))


@dataclass(frozen=True)
class Shift:
    """One right of an edited template: how many accounts would get it, and lose it."""

    sentence: str
    gain: int
    lose: int


def lines_for(viewer: Account, today: date) -> list[Line]:
    """Every template, those in use first; holders are counted among the accounts that `viewer` administers, dossiers
    without those that are hidden from `viewer`."""
    held = Grant.objects.in_force(today).filter(account__in=Account.objects.managed_by(viewer), template__isnull=False)
    pairs = set(held.values_list("template", "account"))
    with row_security.opened():
        delegated = list(_delegated(viewer, today).values_list("template", "account", "dossier"))
    pairs |= {(role, account) for role, account, _ in delegated}
    holders = Counter(role for role, _ in pairs)
    dossiers = Counter(role for role, _ in {(role, dossier) for role, _, dossier in delegated})
    roles = sorted(RoleTemplate.objects.all(), key=lambda role: (role.retired_on is not None, role.order, role.code))
    words = words_of({mark for role in roles for mark in role.meant_for})
    return [
        Line(role, [words.get(mark, mark) for mark in role.meant_for], holders[role.pk], dossiers[role.pk])
        for role in roles
    ]


def uses_of(role: RoleTemplate, today: date) -> Uses:
    """Who stands in the way of retiring the role: what holds today or later, in the whole system. Two queries."""
    accounts = role.grant_set.open_on(today).values("account").distinct().count()
    return Uses(accounts, _delegations().open_on(today).filter(template=role).values("dossier").distinct().count())


def holders_of(role: RoleTemplate, viewer: Account, today: date) -> Q:
    """The condition that an account holds the role today, on a unit or on a single dossier not hidden from `viewer`."""
    with row_security.opened():
        delegates = list(_delegated(viewer, today).filter(template=role).values_list("account", flat=True))
    return Q(pk__in=role.grant_set.in_force(today).values("account")) | Q(pk__in=delegates)


def _delegations():
    """Dossiers delegated by name: records of an app further along the street, known here by their key to the role."""
    return RoleTemplate._meta.get_field("delegation").related_model.objects


def _delegated(viewer: Account, today: date):
    """Those under a role that hold today, given to accounts that `viewer` administers."""
    given = _delegations().in_force(today).about_open_to(viewer)
    return given.filter(account__in=Account.objects.managed_by(viewer), template__isnull=False).order_by()


def words_of(marks: Collection[str]) -> dict[str, str]:
    """Codes of kinds of units and of units, and the mark of roles for single dossiers → their names."""
    return (
        {BY_NAME: BY_NAME_WORDS}
        | dict(UnitKind.objects.filter(code__in=marks).values_list("code", "name"))
        | {unit.code: unit.label for unit in Unit.objects.filter(code__in=marks)}
    )


def shifts_of(role: RoleTemplate, rights: Sequence[str], today: date) -> tuple[int, list[Shift]]:
    """What it would mean for who holds the role today if it carried `rights`: how many accounts hold it, and per right
    how many would get and lose it. Who has a right from another grant as well does not. Four queries."""
    holders = list(Account.objects.filter(grants__in=role.grant_set.in_force(today)).distinct())
    gain, lose = Counter(), Counter()
    for found in suppose(holders, today, rights_of={role.pk: rights}):
        gain.update(found.gained)
        lose.update(found.lost)
    changed = [code for code in RIGHTS if (code in rights) != (code in role.rights)]
    return len(holders), [Shift(RIGHTS[code].sentence, gain[code], lose[code]) for code in changed]
