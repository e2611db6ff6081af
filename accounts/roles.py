"""Role templates as people read them: for which units, with which rights, held by how many; what an edit would mean."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.models import Account, Grant, RoleTemplate
from accounts.models.grant import BY_NAME, BY_NAME_WORDS
from accounts.permissions import RIGHTS
from accounts.supposed import suppose
from orgunits.models import Unit, UnitKind


@dataclass(frozen=True)
class Line:
    """One template: what marks of units it is meant for in words, and how many accounts hold it today."""

    role: RoleTemplate
    meant_for: list[str]
    holders: int


@dataclass(frozen=True)
class Shift:
    """One right of an edited template: how many accounts would get it, and lose it."""

    sentence: str
    gain: int
    lose: int


def lines_for(viewer: Account, today: date) -> list[Line]:
    """Every template, those in use first; holders are counted among the accounts that `viewer` administers."""
    held = Grant.objects.in_force(today).filter(account__in=Account.objects.managed_by(viewer), template__isnull=False)
    counts = dict(
        held.order_by().values("template").annotate(n=Count("account", distinct=True)).values_list("template", "n")
    )
    roles = sorted(RoleTemplate.objects.all(), key=lambda role: (role.retired_on is not None, role.order, role.code))
    words = words_of({mark for role in roles for mark in role.meant_for})
    return [Line(role, [words.get(mark, mark) for mark in role.meant_for], counts.get(role.pk, 0)) for role in roles]


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
