from datetime import date

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
    with writing(account=account, reason=reason, act=act):
        lock_to_write(account, panel.group, dossier)
        changed = record(dossier, expected_version=expected_version)
        settle(account, panel.group, dossier, today)
    return changed
