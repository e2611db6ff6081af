"""What accounts would be allowed by other grants than they have: asked through the door itself, written nowhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.access import Access
from accounts.models import Account, Custody, Grant
from accounts.permissions import RIGHTS
from orgunits.models import Unit


class Forest:
    """Today's units in memory, for questions about many accounts at once; one query."""

    def __init__(self):
        self._children = defaultdict(list)
        for unit_id, parent_id in Unit.objects.order_by().values_list("pk", "parent_id"):
            self._children[parent_id].append(unit_id)
        self.roots = frozenset(self._children[None])
        self._below: dict[frozenset[int], frozenset[int]] = {}

    def below(self, unit_ids: frozenset[int]) -> frozenset[int]:
        """The units and all under them."""
        if unit_ids not in self._below:
            found, ahead = set(), list(unit_ids)
            while ahead:
                unit_id = ahead.pop()
                if unit_id not in found:
                    found.add(unit_id)
                    ahead += self._children.get(unit_id, ())
            self._below[unit_ids] = frozenset(found)
        return self._below[unit_ids]


class SupposedAccess(Access):
    """The door as it would stand for an account that held `held`: right → units on which it was granted.

    Whether the account is locked or expired does not matter: it is asked what its rights are worth when it is used.
    Dossiers delegated by name are the same before and after, and left out of both.
    """

    def __init__(self, account: Account, held: Mapping[str, frozenset[int]], forest: Forest):
        super().__init__(account)
        self.held = held
        self.named = {}
        self._root_ids = forest.roots
        self._forest = forest

    def units(self, code: str) -> frozenset[int]:
        return self._forest.below(self.held.get(code, frozenset()))

    def may(self, code: str, unit_id: int | None) -> bool:
        return self.everywhere(code) if unit_id is None else unit_id in self.units(code)


@dataclass(frozen=True)
class Supposed:
    """One account before and after; `touched`: rights that the change is about, whatever it comes to."""

    account: Account
    before: SupposedAccess
    after: SupposedAccess
    touched: frozenset[str]

    @property
    def gained(self) -> list[str]:
        """Rights that reach units they did not reach before."""
        return [code for code in RIGHTS if self.after.units(code) - self.before.units(code)]

    @property
    def lost(self) -> list[str]:
        """Rights that no longer reach units they reached before."""
        return [code for code in RIGHTS if self.before.units(code) - self.after.units(code)]

    @property
    def unchanged(self) -> list[str]:
        """Rights of the change that the account has from other grants as well, as far as the change reaches."""
        return [code for code in RIGHTS if code in self.touched and code not in (*self.gained, *self.lost)]


def suppose(
    accounts: Sequence[Account],
    day: date,
    *,
    added: Iterable[Grant] = (),
    revoked: Collection[int] = (),
    rights_of: Mapping[int, Sequence[str]] | None = None,
) -> list[Supposed]:
    """The accounts as of `day`, with what they have and with what they would have. Three queries for all of them.

    added: grants that are not stored; revoked: ids of stored ones that would be taken back; rights_of: template id →
    the rights that it would carry. The order is that of `accounts`.
    """
    forest, rights_of = Forest(), rights_of or {}
    before, after, touched = (defaultdict(lambda: defaultdict(set)) for _ in range(3))
    for given in Grant.objects.in_force(day).filter(account__in=accounts).select_related("template"):
        now, then = given.codes_in_force, given.giving(rights_of.get(given.template_id, given.codes))
        _note(before, given, now)
        if given.pk in revoked:
            _note(touched, given, now)
        else:
            _note(after, given, then)
            _note(touched, given, set(now) ^ set(then))
    for given in added:
        _note(after, given, given.codes_in_force)
        _note(touched, given, given.codes_in_force)
    _read_custodies(accounts, day)
    return [
        Supposed(
            account,
            *(SupposedAccess(account, _frozen(held[account.pk]), forest) for held in (before, after)),
            frozenset(touched[account.pk]),
        )
        for account in accounts
    ]


def _note(held, given: Grant, codes: Iterable[str]) -> None:
    for code in codes:
        held[given.account_id][code].add(given.unit_id)


def _frozen(held: Mapping[str, set[int]]) -> dict[str, frozenset[int]]:
    return {code: frozenset(units) for code, units in held.items()}


def _read_custodies(accounts: Sequence[Account], day: date) -> None:
    """Tell each account its custodian of the day, which it otherwise asks for by itself."""
    held_by = {custody.account_id: custody for custody in Custody.objects.on(day).filter(account__in=accounts)}
    for account in accounts:
        account.custody = held_by.get(account.pk)
