"""Who may administer which account and grant what: inside one's scope, never to oneself, nothing beyond one's power."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from accounts.access import Verdict
from accounts.models import Account, RoleTemplate
from accounts.permissions import RESERVED, RIGHTS, SYSTEM
from orgunits.models import Unit
from orgunits.querysets import ids_above, ways_up

ADMINISTRATORS = frozenset({Account.Kind.SYSTEM_ADMIN, Account.Kind.UNIT_ADMIN})


def may_administer(by: Account, account: Account) -> Verdict:
    """Whether `by` may lock, unlock or change the rights of `account` (TCHQ-4.1, 7.1a, 7.2a).

    Commands and jobs, which write in the program's own name, may; the program's account itself nobody administers.
    """
    if account.kind == Account.Kind.PROGRAM:
        return Verdict(False, "Tài khoản của chương trình không do ai quản lý.")
    if by.kind == Account.Kind.PROGRAM:
        return Verdict(True, "Chương trình thực hiện.")
    if account.withdrawn_on:
        return Verdict(False, "Tài khoản đã bị hủy bỏ.")
    if by.pk == account.pk:
        return Verdict(False, "Không tài khoản nào được tự cấp, thu hồi quyền hoặc khóa, mở khóa chính mình.")
    if not by.access.manages(account.unit_id):
        return Verdict(False, "Tài khoản này không thuộc đơn vị bạn quản trị.")
    if account.kind in ADMINISTRATORS and account.unit_id not in by.access.units(SYSTEM):
        return Verdict(False, "Tài khoản quản trị do quản trị hệ thống cấp phát, thu hồi.")
    return Verdict(True, "Tài khoản thuộc đơn vị bạn quản trị.")


def held_for_change(by: Account, target: Account) -> Account:
    """The stored account, locked for the transaction under way, that `by` is about to change.

    Raises PermissionDenied with the reason when `by` does not administer it or it was withdrawn.
    """
    (stored,) = all_held_for_change(by, [target])
    return stored


def all_held_for_change(by: Account, targets: Sequence[Account]) -> list[Account]:
    """The same of several, in the order of their ids; one query."""
    wanted = Account.objects.select_for_update().filter(pk__in=[target.pk for target in targets])
    found = list(wanted.order_by("pk"))
    for stored in found:
        verdict = may_administer(by, stored)
        if not verdict:
            raise PermissionDenied(verdict.why)
    return found


def refuse_oneself(by: Account, staff_code: str) -> None:
    """Raise PermissionDenied when the official who is to hold an account holds the one that gives it: a second seat in
    the same hand would be the way to give rights to oneself (TCHQ-4.1)."""
    if by.custody and by.custody.staff_code == staff_code.strip().upper():
        raise PermissionDenied("Người giữ tài khoản quản trị không được tự giao cho mình một tài khoản khác.")


def may_issue(by: Account, unit: Unit, kind: str) -> Verdict:
    """Whether `by` may issue an account of the kind to the unit: seats inside one's scope; administrators, and
    accounts that nobody in particular holds, by the system administrator alone (TCHQ-7.1a, 7.2a). Personal ones are
    issued for a dossier, by `issue_personal`, to whom a seat may be."""
    if by.kind == Account.Kind.PROGRAM:
        return Verdict(True, "Chương trình thực hiện.")
    if not by.access.manages(unit.pk):
        return Verdict(False, f"{unit} không thuộc phạm vi bạn quản trị.")
    if kind in ADMINISTRATORS and unit.pk not in by.access.units(SYSTEM):
        return Verdict(False, "Tài khoản quản trị do quản trị hệ thống cấp phát, thu hồi.")
    if kind == Account.Kind.PROGRAM:
        return Verdict(False, "Tài khoản của chương trình không do ai cấp.")
    if kind == Account.Kind.PERSONAL:
        return Verdict(False, "Tài khoản cá nhân được cấp từ hồ sơ của người ấy.")
    return Verdict(True, "Đơn vị thuộc phạm vi bạn quản trị.")


def kinds_for(by: Account) -> list[tuple[str, str]]:
    """Kinds of account that `by` may issue somewhere: value and words. Personal ones are issued for a dossier."""
    beside = (Account.Kind.PROGRAM, Account.Kind.PERSONAL)
    kinds = [choice for choice in Account.Kind.choices if choice[0] not in beside]
    return kinds if by.access.is_system_admin else [choice for choice in kinds if choice[0] not in ADMINISTRATORS]


def witnesses_for(by: Account, target: Account):
    """Administrators in use whose name may stand on a case beside that of `by`: of the target's unit, or of the
    system; neither `by` nor the target itself (TCHQ-10.6)."""
    own = Q(kind=Account.Kind.UNIT_ADMIN, unit_id__in=ids_above(target.unit_id)) | Q(kind=Account.Kind.SYSTEM_ADMIN)
    found = Account.objects.filter(own, is_active=True, withdrawn_on=None)
    return found.exclude(pk__in=[by.pk, target.pk]).select_related("unit").order_by("username")


def require_witness(by: Account, target: Account, witness: Account) -> None:
    """Raise ValidationError unless the name of `witness` may stand on the case."""
    if not witnesses_for(by, target).filter(pk=witness.pk).exists():
        raise ValidationError({"witness": "Người cùng xác nhận phải là một tài khoản quản trị khác đang dùng."})


def administrators_over(account: Account) -> list[Account]:
    """Administrators of the account's unit and of those above it, nearest first, then of the system: to whom its holder
    reports what is wrong with it (TCHQ-10.6)."""
    units = ids_above(account.unit_id)
    found = witnesses_for(account, account)
    return sorted(
        found, key=lambda one: (one.kind != Account.Kind.UNIT_ADMIN, one.unit_id in units and units.index(one.unit_id))
    )


def may_grant(by: Account, to: Account, unit: Unit, codes: Iterable[str]) -> Verdict:
    """Whether `by` may give `to` these rights on `unit`, or take them back.

    A unit's administrator gives rights inside the unit only, and none that administer the system (TCHQ-7.1a); the
    system administrator gives all (TCHQ-6.1a).
    """
    verdict = may_administer(by, to)
    if not verdict or by.kind == Account.Kind.PROGRAM:
        return verdict
    if to.kind == Account.Kind.PERSONAL:
        return Verdict(
            False, "Tài khoản cá nhân chỉ đọc hồ sơ của chính người ấy; không cấp quyền, không ủy quyền thêm."
        )
    if not by.access.manages(unit.pk):
        return Verdict(False, f"{unit} không thuộc phạm vi bạn quản trị.")
    reserved = [code for code in codes if code in RESERVED]
    if reserved and unit.pk not in by.access.units(SYSTEM):
        return Verdict(False, f"Chỉ quản trị hệ thống được cấp, thu hồi quyền: {RIGHTS[reserved[0]].sentence}.")
    return verdict


def require_rule_maker(by: Account, unit: Unit | None = None) -> None:
    """Raise PermissionDenied unless `by` sets what holds for many: role templates and quotas of kinds of units, by the
    administrator of the whole system; exceptions from quotas, by that of the unit (TCHQ-6.1a, 7.2)."""
    may = by.access.everywhere(SYSTEM) if unit is None else by.access.may(SYSTEM, unit.pk)
    if by.kind != Account.Kind.PROGRAM and not may:
        raise PermissionDenied("Vai trò mẫu và định mức tài khoản do quản trị hệ thống quy định.")


def marks_of(unit_ids: Iterable[int]) -> dict[int, set[str]]:
    """Each unit → codes and kinds of itself and of all above it, by which a role template says whom it is meant for."""
    ways = ways_up(unit_ids)
    rows = Unit.objects.filter(pk__in={unit_id for way in ways.values() for unit_id in way})
    marks = {pk: {code, kind} for pk, code, kind in rows.values_list("pk", "code", "kind__code")}
    return {start: set().union(*(marks[unit_id] for unit_id in way)) for start, way in ways.items()}


def templates_for(by: Account, to: Sequence[Account]) -> list[RoleTemplate]:
    """Role templates that `by` may hand to each of these accounts on a unit: all for the system administrator; else
    those that are meant for such units and carry nothing that administers the system. Those for single dossiers to
    nobody."""
    templates = [template for template in RoleTemplate.objects.in_use() if not template.is_by_name]
    if by.kind == Account.Kind.PROGRAM or _all_of_the_system(by, to):
        return templates
    marks = marks_of({account.unit_id for account in to}).values()
    return [
        template
        for template in templates
        if RESERVED.isdisjoint(template.rights) and all(template.fits(of_one) for of_one in marks)
    ]


def rights_for(by: Account, to: Sequence[Account]) -> list[tuple[str, str]]:
    """Single rights that `by` may hand to each of these accounts: code and sentence."""
    everything = _all_of_the_system(by, to)
    return [(code, right.sentence) for code, right in RIGHTS.items() if everything or code not in RESERVED]


def _all_of_the_system(by: Account, accounts: Sequence[Account]) -> bool:
    """Whether `by` is system administrator where all of these accounts are."""
    return by.access.units(SYSTEM) >= {account.unit_id for account in accounts}
