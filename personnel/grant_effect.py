"""What a change of grants comes to in dossiers, before it is made: counted through the door (TCHQ-7.1b, TCHQ-5.2c)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from accounts.access import Access
from accounts.models import Account
from accounts.permissions import CONFIDENTIAL, EXPORT, RESTRICTED, RIGHTS, VIEW, WorkGroup
from accounts.supposed import Supposed, suppose
from personnel.models import Dossier
from personnel.querysets import secret_from
from qlcb import row_security


@dataclass(frozen=True)
class Alike:
    """Dossiers which the door tells apart by nothing, and how many they are; it is asked about all of them at once."""

    now_unit_id: int | None
    now_employer_id: int | None
    holds_leading_position: bool
    is_contract_staff: bool
    is_confidential: bool
    code: str
    number: int


@dataclass(frozen=True)
class Line:
    """One act, on how many dossiers it may be done before and after."""

    act: str
    before: int
    after: int


@dataclass(frozen=True)
class Effect:
    """What a change means for one account: numbers of dossiers, and sentences of rights."""

    account: Account
    lines: list[Line]
    gained: list[str]
    lost: list[str]
    unchanged: list[str]

    @property
    def seen(self) -> Line:
        return self.lines[0]

    @property
    def written(self) -> Line:
        """Dossiers of which anything at all may be written."""
        return self.lines[1]


Act = Callable[[Access, Alike], bool]


def _sees(access: Access, dossiers: Alike) -> bool:
    """As `DossierQuerySet.visible_to`."""
    secret = dossiers.is_confidential and not access.may(CONFIDENTIAL, dossiers.now_unit_id)
    return not secret and access.reaches(VIEW, dossiers)


def _holds(code: str) -> Act:
    return lambda access, dossiers: access.reaches(code, dossiers)


def _writes(group: WorkGroup) -> Act:
    return lambda access, dossiers: bool(access.may_write(group, dossiers))


def _writes_anything(access: Access, dossiers: Alike) -> bool:
    return any(access.may_write(group, dossiers) for group in WorkGroup)


ACTS: tuple[tuple[str, Act], ...] = (
    ("Xem hồ sơ", _sees),
    ("Cập nhật ít nhất một nhóm dữ liệu", _writes_anything),
    *((f"Cập nhật “{group.value}”", _writes(group)) for group in WorkGroup),
    ("Kết xuất", _holds(EXPORT)),
    ("Xem thông tin hạn chế", _holds(RESTRICTED)),
    ("Mở hồ sơ mật", lambda access, dossiers: dossiers.is_confidential),
)


def effects_of(giver: Account, accounts: Sequence[Account], day, **change) -> list[Effect]:
    """What the change of grants that `suppose` describes means for each account from `day` on, by today's dossiers.

    Only dossiers of units that `giver` administers are counted, and confidential ones only where `giver` may open them:
    a number must not tell what its reader may not know. As many queries for forty accounts as for one.
    """
    supposed = suppose(accounts, day, **change)
    by_unit = _dossiers(giver, [found.account.custody.staff_code for found in supposed if found.account.custody])
    return [_effect(found, by_unit) for found in supposed]


@row_security.opened()
def _dossiers(giver: Account, custodians: Sequence[str]) -> dict[int | None, list[Alike]]:
    """Unit → dossiers that it keeps, and those of people who serve there while another one does, in heaps of the same
    kind; those about custodians apart: nobody writes on oneself."""
    rows = Dossier.objects.exclude(secret_from(giver)).order_by()
    if not giver.access.manages_everywhere:
        units = giver.access.managed_units
        rows = rows.filter(Q(now_unit__in=units) | Q(now_employer__in=units))
    fields = ("now_unit_id", "now_employer_id", "now_leading", "subject", "is_confidential")
    heaps = [(*row, "", n) for *row, n in _counted(rows.exclude(code__in=custodians), *fields)]
    heaps += [(*row, code, n) for *row, code, n in _counted(rows.filter(code__in=custodians), *fields, "code")]
    by_unit: dict[int | None, list[Alike]] = {}
    for unit_id, employer_id, leads, subject, secret, code, number in heaps:
        alike = Alike(unit_id, employer_id, leads, subject == Dossier.Subject.CONTRACT, secret, code, number)
        for place in {unit_id, employer_id or unit_id}:
            by_unit.setdefault(place, []).append(alike)
    return by_unit


def _counted(rows, *fields):
    return rows.values(*fields).annotate(n=Count("pk")).values_list(*fields, "n")


def _effect(found: Supposed, by_unit) -> Effect:
    reach = {None, *found.before.units(VIEW), *found.after.units(VIEW)}
    near = _merged(found, {alike for unit_id in reach for alike in by_unit.get(unit_id, ())})
    lines = [Line(act, *(_total(access, test, near) for access in (found.before, found.after))) for act, test in ACTS]
    told = [*lines[:2], *(line for line in lines[2:] if line.before or line.after)]
    return Effect(found.account, told, *(_words(codes) for codes in (found.gained, found.lost, found.unchanged)))


def _merged(found: Supposed, near: Iterable[Alike]) -> list[Alike]:
    """The same dossiers in fewer heaps: units on which the account holds the same rights are one to the door."""
    places = [access.units(code) for access in (found.before, found.after) for code in access.held]
    heaps: dict[tuple, Alike] = {}
    for alike in near:
        where = alike.now_unit_id is None, alike.now_employer_id is None
        where += tuple((alike.now_unit_id in units, alike.now_employer_id in units) for units in places)
        key = (where, alike.holds_leading_position, alike.is_contract_staff, alike.is_confidential, alike.code)
        before = heaps.get(key)
        heaps[key] = replace(before, number=before.number + alike.number) if before else alike
    return list(heaps.values())


def _total(access: Access, test: Act, near: Sequence[Alike]) -> int:
    """How many dossiers the account sees and may do this to."""
    return sum(alike.number for alike in near if _sees(access, alike) and test(access, alike))


def _words(codes: Sequence[str]) -> list[str]:
    return [RIGHTS[code].sentence for code in codes]
