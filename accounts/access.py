"""The one door: what an account may do, asked on units and on the dossiers below them (DESIGN §3).

The only reader of guardian's tables. Nothing here outlives a request: an `Access` hangs on the account object that the
request loaded, and the tree is read anew by each question.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from guardian.utils import get_user_obj_perms_model

from accounts.permissions import (
    ACCOUNTS,
    CONFIDENTIAL,
    RESTRICTED,
    RIGHTS,
    SYSTEM,
    TOUCHING_DOSSIERS,
    Change,
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
        held = defaultdict(set)
        if self.account.is_active:
            rows = get_user_obj_perms_model(Unit).objects.filter(user=self.account)
            for code, unit_id in rows.values_list("permission__codename", "content_object_id"):
                held[code].add(unit_id)
        return {code: frozenset(units) for code, units in held.items()}

    def holds(self, code: str) -> bool:
        """Whether the right is held on any unit at all: for navigation and buttons."""
        return code in self.held

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
        """What PostgreSQL shows this account: dossiers of the units on which it holds any right to their data."""
        reading = [code for code in self.held if code in TOUCHING_DOSSIERS]
        units = None if any(map(self.everywhere, reading)) else frozenset().union(*map(self.units, reading))
        secret = None if self.everywhere(CONFIDENTIAL) else self.units(CONFIDENTIAL)
        return RowScope(self.account.pk, units, secret)

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

    def may_on(self, code: str, dossier) -> bool:
        """Whether the right holds on this dossier: its unit, and the right's constraint on the person."""
        return self.may(code, dossier.now_unit_id) and RIGHTS[code].constraint(dossier)

    def may_write(self, group: WorkGroup, dossier, change: Change = NOTHING_MORE) -> Verdict:
        """Whether sections of the work group may be written on this dossier, with the reason.

        dossier: has `now_unit_id`, `code`, `holds_leading_position`, `is_contract_staff`; change: what the write means
        beyond its section. No custodian acts on the dossier about themselves (HP-2.4).
        """
        if self.is_own(dossier):
            return Verdict(False, "Người giữ tài khoản không được cập nhật hồ sơ của chính mình.")
        outside = []
        for right in rights_writing(group):
            if not self.may(right.code, dossier.now_unit_id):
                continue
            if not right.constraint(dossier) or not right.covers(change):
                outside.append(f"Quyền “{right.sentence}” không áp dụng cho việc này.")
            elif not all(self.may(right.code, unit_id) for unit_id in change.units):
                outside.append("Đơn vị đến không thuộc phạm vi của tài khoản; dùng chức năng điều chuyển hồ sơ.")
            else:
                return Verdict(True, f"{right.sentence}.")
        if outside:
            return Verdict(False, outside[0])
        return Verdict(False, f"Tài khoản không có quyền cập nhật nhóm “{group.value}” tại đơn vị của hồ sơ.")

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
        answers = []
        for code, right in RIGHTS.items():
            roots = self.held.get(code, frozenset())
            if not roots:
                verdict = Verdict(False, "Không được cấp quyền này.")
            elif not self.may(code, dossier.now_unit_id):
                verdict = Verdict(False, f"Được cấp tại {self._names(roots)}; hồ sơ không thuộc các đơn vị này.")
            elif not right.constraint(dossier):
                verdict = Verdict(False, "Điều kiện của quyền không áp dụng cho người này.")
            else:
                verdict = Verdict(True, f"Được cấp tại {self._names(roots)}.")
            answers.append((right.sentence, verdict))
        return answers

    def _names(self, unit_ids) -> str:
        return ", ".join(Unit.objects.filter(pk__in=unit_ids).values_list("name", flat=True))
