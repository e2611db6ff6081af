"""Whether the account may write what a row brings; each question is asked once for all people alike."""

from accounts.access import NOTHING_MORE, Verdict
from accounts.permissions import DECIDE, RIGHTS, Change, WorkGroup
from personnel.models import Dossier
from personnel.sections import Panel


class Gate:
    """The rights of one account over the rows of one file."""

    def __init__(self, account) -> None:
        self._access = account.access
        self._verdicts: dict[tuple, Verdict] = {}
        self._decides: dict[int | None, bool] = {}

    def may_write(self, group: WorkGroup, dossier: Dossier, change: Change = NOTHING_MORE) -> Verdict:
        """As `Access.may_write`."""
        own = self._access.is_own(dossier)
        key = (group, change, dossier.now_unit_id, dossier.holds_leading_position, dossier.is_contract_staff, own)
        if key not in self._verdicts:
            self._verdicts[key] = self._access.may_write(group, dossier, change)
        return self._verdicts[key]

    def may_write_panel(self, panel: Panel, dossier: Dossier) -> Verdict:
        """As `services.save_panel.panel_verdict`: the work group's right, and the panel's own where it has one."""
        verdict = self.may_write(panel.group, dossier)
        if verdict and panel.right and not self._access.may_on(panel.right, dossier):
            return Verdict(False, f"Tài khoản không có quyền: {RIGHTS[panel.right].sentence}.")
        return verdict

    def may_decide(self, dossier: Dossier) -> bool:
        """Whether a record of the dossier may be hung on a decision."""
        unit_id = dossier.now_unit_id
        if unit_id not in self._decides:
            self._decides[unit_id] = self._access.may(DECIDE, unit_id)
        return self._decides[unit_id]
