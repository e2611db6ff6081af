from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied

from accounts.access import Access, Verdict
from accounts.permissions import RIGHTS
from personnel.models import Dossier
from personnel.sections import Panel
from personnel.services.save_row import lock_to_write, settle
from qlcb.history import Act, record, writing


def save_panel(
    *, account, reason: str, panel: Panel, dossier: Dossier, expected_version: int, act: str = Act.CORRECT, today: date
) -> bool:
    """Write the single values of one panel. dossier: the edited instance; returns whether anything changed.

    act: CORRECT when the file was wrong, CHANGE when the fact itself changed (a new telephone number). Raises Conflict
    when somebody else saved the dossier since `expected_version`.
    """
    return save_panels(
        account=account,
        reason=reason,
        panels=(panel,),
        dossier=dossier,
        expected_version=expected_version,
        act=act,
        today=today,
    )


def save_panels(
    *,
    account,
    reason: str,
    panels: Sequence[Panel],
    dossier: Dossier,
    expected_version: int,
    act: str,
    today: date,
) -> bool:
    """The same for the single values of several panels, at least one, in one history row; each right is asked."""
    with writing(account=account, reason=reason, act=act):
        stored = lock_to_write(account, panels[0].group, dossier)
        for panel in panels:
            verdict = panel_verdict(account.access, panel, stored)
            if not verdict:
                raise PermissionDenied(verdict.why)
        changed = record(dossier, expected_version=expected_version)
        settle(account, panels[0].group, dossier, today)
        for panel in panels[1:]:
            account.access.require_write(panel.group, dossier)
    return changed


def panel_verdict(access: Access, panel: Panel, dossier: Dossier) -> Verdict:
    """Whether the panel may be written: by the right to its work group, and the panel's own where it has one."""
    verdict = access.may_write(panel.group, dossier)
    if verdict and panel.right and not access.may_on(panel.right, dossier):
        return Verdict(False, f"Tài khoản không có quyền: {RIGHTS[panel.right].sentence}.")
    return verdict
