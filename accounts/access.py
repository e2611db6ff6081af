"""The one door: what an account may do, asked on units, on the dossiers below them, and on those delegated to it by
name (DESIGN §3).

The only reader of guardian's tables. Nothing here outlives a request: an `Access` hangs on the account object that the
request loaded, and the tree is read anew by each question.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Q, Value
from django.utils import timezone
from guardian.utils import get_user_obj_perms_model

from accounts.permissions import (
    ACCOUNTS,
    CONFIDENTIAL,
    ON_A_DOSSIER,
    RESTRICTED,
    RIGHTS,
    SHARED_WITH_EMPLOYER,
    SYSTEM,
    TOUCHING_DOSSIERS,
    TRANSFER,
    Change,
    Right,
    WorkGroup,
    rights_writing,
)
from orgunits.models import Unit
from orgunits.querysets import ids_above, ids_below
from qlcb.row_security import RowScope

NOTHING_MORE = Change()


@dataclass(frozen=True)
class Verdict:
    """An answer with its reason, for people: may or may not, and why in one sentence."""

    allowed: bool
    why: str

    def __bool__(self):
        return self.allowed


class Access:
    """The rights of one account in one request."""

    def __init__(self, account):
        self.account = account
        self._below: dict[frozenset[int], frozenset[int]] = {}
        self._above: dict[int, list[int]] = {}

    @cached_property
    def held(self) -> dict[str, frozenset[int]]:
        """Right → ids of the units on which it was granted. Nothing for a locked or expired account."""
        return _by_right(self._rows, named=False)

    @cached_property
    def named(self) -> dict[str, frozenset[int]]:
        """Right → ids of the dossiers on which it was delegated by name (TCHQ-6.1d5); likewise."""
        return {code: ids for code, ids in _by_right(self._rows, named=True).items() if code in ON_A_DOSSIER}

    @cached_property
    def _rows(self) -> list[tuple[str, int, bool]]:
        """Right, id of the unit or dossier, and which of the two it is; one query for both. None after its last day."""
        today = timezone.localdate()
        if not self.account.is_active or self.account.has_expired(today):
            return []
        sides = (Unit, False), (apps.get_model(settings.QLCB_NAMED_RIGHTS_ON), True)
        units, dossiers = (
            get_user_obj_perms_model(model)
            .objects.filter(Q(last_day=None) | Q(last_day__gte=today), user=self.account)
            .values_list("permission__codename", "content_object_id", Value(named, output_field=BooleanField()))
            for model, named in sides
        )
        return list(units.union(dossiers, all=True))

    def holds(self, code: str) -> bool:
        """Whether the right is held on any unit or dossier at all: for navigation and buttons."""
        return code in self.held or code in self.named

    def dossiers(self, code: str) -> frozenset[int]:
        """Ids of the dossiers on which the right was delegated by name, wherever they are kept."""
        return self.named.get(code, frozenset())

    @cached_property
    def named_dossiers(self) -> frozenset[int]:
        """Ids of all dossiers on which anything was delegated by name."""
        return frozenset().union(*self.named.values())

    @cached_property
    def own(self) -> frozenset[int]:
        """Ids of the dossiers that a personal account reads because they are about its person; nothing else opens to it
        by that. None for other kinds, and for a locked, expired or withdrawn one."""
        account = self.account
        usable = account.is_active and not account.withdrawn_on and not account.has_expired(timezone.localdate())
        if account.kind != account.Kind.PERSONAL or not usable:
            return frozenset()
        links = apps.get_model(settings.QLCB_PERSONAL_ACCOUNTS).objects.filter(account=account)
        return frozenset(links.values_list("dossier_id", flat=True))

    @cached_property
    def _root_ids(self) -> frozenset[int]:
        return frozenset(Unit.objects.filter(parent=None).values_list("pk", flat=True))

    def everywhere(self, code: str) -> bool:
        """Whether the right is held on every root of the tree, so that no unit lies outside it."""
        return bool(self.held.get(code)) and self._root_ids <= self.held[code]

    def units(self, code: str) -> frozenset[int]:
        """Ids of all units on which the right holds, those below the granted ones included; today's tree."""
        roots = self.held.get(code, frozenset())
        if roots not in self._below:
            self._below[roots] = frozenset(ids_below(roots)) if roots else frozenset()
        return self._below[roots]

    def row_scope(self) -> RowScope:
        """What PostgreSQL shows this account: dossiers on whose unit, or on which by name, it holds any right, and the
        one that a personal account is for."""
        reading = [code for code in self.held if code in TOUCHING_DOSSIERS]
        units = None if any(map(self.everywhere, reading)) else frozenset().union(*map(self.units, reading))
        secret = None if self.everywhere(CONFIDENTIAL) else self.units(CONFIDENTIAL)
        moving = None if self.everywhere(TRANSFER) else self.units(TRANSFER)
        named = self.named_dossiers | self.own
        return RowScope(self.account.pk, units, secret, named, self.dossiers(CONFIDENTIAL), moving)

    def may(self, code: str, unit_id: int | None) -> bool:
        """Whether the right holds on this unit."""
        roots = self.held.get(code)
        if not roots:
            return False
        if unit_id is None:
            return self.everywhere(code)
        if roots in self._below:
            return unit_id in self._below[roots]
        if unit_id not in self._above:
            self._above[unit_id] = ids_above(unit_id)
        return not roots.isdisjoint(self._above[unit_id])

    def reaches(self, code: str, dossier) -> bool:
        """Whether the right is held where the dossier is kept, or on it by name; whom it covers is another question."""
        return self.reaches_at(code, dossier.now_unit_id, getattr(dossier, "pk", None)) or self.employs(code, dossier)

    def employs(self, code: str, dossier) -> bool:
        """Whether the right is one of reading and held where the person serves while another unit keeps the dossier."""
        employer = getattr(dossier, "now_employer_id", None)
        return code in SHARED_WITH_EMPLOYER and employer is not None and self.may(code, employer)

    def reaches_at(self, code: str, unit_id: int | None, dossier_id: int | None) -> bool:
        """The same of the dossier with this id, kept by this unit."""
        return self.may(code, unit_id) or dossier_id in self.dossiers(code)

    def may_on(self, code: str, dossier) -> bool:
        """Whether the right holds on this dossier: its unit or its name, and the right's constraint on the person."""
        return self.reaches(code, dossier) and RIGHTS[code].constraint(dossier)

    def may_write(self, group: WorkGroup, dossier, change: Change = NOTHING_MORE) -> Verdict:
        """Whether sections of the work group may be written on this dossier, with the reason.

        dossier: has `now_unit_id`, `code`, and what the constraints of the rights ask for; change: what the write means
        beyond its section. No custodian acts on the dossier about themselves (HP-2.4).
        """
        if self.is_own(dossier):
            return Verdict(False, "Người giữ tài khoản không được cập nhật hồ sơ của chính mình.")
        outside = ""
        for right in rights_writing(group):
            if self.reaches(right.code, dossier):
                why = self._beyond(right, dossier, change)
                if not why:
                    return Verdict(True, f"{right.sentence}.")
                outside = outside or why
        if outside:
            return Verdict(False, outside)
        return Verdict(False, f"Tài khoản không có quyền cập nhật nhóm “{group.value}” tại đơn vị của hồ sơ.")

    def _beyond(self, right: Right, dossier, change: Change) -> str:
        """Why the change lies beyond a right that reaches the dossier; nothing when it does not."""
        if not right.constraint(dossier) or not right.covers(change):
            return f"Quyền “{right.sentence}” không áp dụng cho việc này."
        if right.own_decisions and not all(self.may(right.code, unit_id) for unit_id in change.deciders):
            return f"Quyền “{right.sentence}” chỉ áp dụng cho kết quả theo quyết định của chính đơn vị."
        stays = {dossier.now_unit_id} if getattr(dossier, "pk", None) in self.dossiers(right.code) else set()
        if not all(unit_id in stays or self.may(right.code, unit_id) for unit_id in change.units):
            return "Đơn vị đến không thuộc phạm vi của tài khoản; dùng chức năng điều chuyển hồ sơ."
        return ""

    def may_reveal(self, group: WorkGroup, dossier) -> Verdict:
        """Whether restricted fields of the work group may be shown: to who holds that right, and to who writes them."""
        if self.may_on(RESTRICTED, dossier):
            return Verdict(True, f"{RIGHTS[RESTRICTED].sentence}.")
        return self.may_write(group, dossier)

    def require_write(self, group: WorkGroup, dossier, change: Change = NOTHING_MORE) -> None:
        """Raise PermissionDenied with the reason unless the sections of the group may be written."""
        verdict = self.may_write(group, dossier, change)
        if not verdict:
            raise PermissionDenied(verdict.why)

    def require(self, code: str, unit_id: int | None = None) -> None:
        """Raise PermissionDenied unless the right is held on the unit, or on any unit when None is given."""
        allowed = self.holds(code) if unit_id is None else self.may(code, unit_id)
        if not allowed:
            raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[code].sentence}.")

    def require_on(self, code: str, dossier) -> None:
        """Raise PermissionDenied unless the right holds on the dossier."""
        if not self.may_on(code, dossier):
            raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[code].sentence}.")

    def is_own(self, dossier) -> bool:
        """Whether the dossier is about the account's custodian of today."""
        custody = self.account.custody
        return bool(custody and custody.staff_code and custody.staff_code == dossier.code)

    @property
    def is_system_admin(self) -> bool:
        return self.holds(SYSTEM)

    @property
    def administers(self) -> bool:
        """Whether there are accounts that this one administers."""
        return self.holds(ACCOUNTS) or self.holds(SYSTEM)

    def manages(self, unit_id: int | None) -> bool:
        """Whether the accounts of the unit are this one's to administer, and rights on it this one's to grant."""
        return unit_id in self.managed_units

    @property
    def managed_units(self) -> frozenset[int]:
        return self.units(ACCOUNTS) | self.units(SYSTEM)

    @property
    def manages_everywhere(self) -> bool:
        return self.everywhere(SYSTEM) or self.everywhere(ACCOUNTS)

    def require_administrator(self) -> None:
        """Raise PermissionDenied unless this account administers others."""
        if not self.administers:
            raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[ACCOUNTS].sentence}.")

    def explain(self, dossier) -> list[tuple[str, Verdict]]:
        """Each right with yes or no on this dossier and why: for `explain_access` and the administrators' page."""
        return [(right.sentence, self._explained(right, dossier)) for right in RIGHTS.values()]

    def _explained(self, right: Right, dossier) -> Verdict:
        roots = self.held.get(right.code, frozenset())
        by_name = dossier.pk in self.dossiers(right.code)
        if not (roots or by_name):
            return Verdict(False, "Không được cấp quyền này.")
        if not self.reaches(right.code, dossier):
            return Verdict(False, f"Được cấp tại {self._names(roots)}; hồ sơ không thuộc các đơn vị này.")
        if not right.constraint(dossier):
            return Verdict(False, "Điều kiện của quyền không áp dụng cho người này.")
        if self.may(right.code, dossier.now_unit_id):
            return Verdict(True, f"Được cấp tại {self._names(roots)}.")
        if self.employs(right.code, dossier):
            return Verdict(True, "Được cấp tại đơn vị sử dụng; hồ sơ do đơn vị khác quản lý.")
        return Verdict(True, "Được ủy quyền đích danh hồ sơ này.")

    def _names(self, unit_ids) -> str:
        return ", ".join(Unit.objects.filter(pk__in=unit_ids).values_list("name", flat=True))


def units_in_closer_hands(code: str) -> frozenset[int]:
    """Ids of the units on which some account in use holds the right by a grant below the roots of the tree: whoever
    holds it everywhere answers for the rest. Two queries."""
    rows = get_user_obj_perms_model(Unit).objects.filter(permission__codename=code, user__is_active=True)
    rows = rows.filter(Q(last_day=None) | Q(last_day__gte=timezone.localdate()), user__withdrawn_on=None)
    granted = rows.exclude(content_object__parent=None).values_list("content_object_id", flat=True).distinct()
    return frozenset(ids_below(granted))


def _by_right(rows: list[tuple[str, int, bool]], *, named: bool) -> dict[str, frozenset[int]]:
    found = defaultdict(set)
    for code, pk, is_named in rows:
        if is_named is named:
            found[code].add(pk)
    return {code: frozenset(ids) for code, ids in found.items()}
