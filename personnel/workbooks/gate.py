"""Whether the account may write what a row brings; each question is asked once for all people alike."""

from accounts.access import NOTHING_MORE, Verdict
from accounts.permissions import DECIDE, RIGHTS, Change, WorkGroup
from personnel.importing.gate import person_asked
from personnel.importing.workbook import RawCell
from personnel.models import Dossier
from personnel.sections import Panel
from personnel.workbooks.layout import SheetColumn
from personnel.workbooks.reading import is_space

_RESTRICTED = "Tài khoản không được xem thông tin hạn chế này của hồ sơ nên không được nhập; hãy để trống ô."


class Gate:
    """The rights of one account over the rows of one file."""

    def __init__(self, account) -> None:
        self._access = account.access
        self._verdicts: dict[tuple, Verdict] = {}
        self._reveals: dict[tuple, Verdict] = {}
        self._decides: dict[tuple, bool] = {}

    def may_write(self, group: WorkGroup, dossier: Dossier, change: Change = NOTHING_MORE) -> Verdict:
        """As `Access.may_write`."""
        key = (group, change, *self._alike(dossier))
        if key not in self._verdicts:
            self._verdicts[key] = self._access.may_write(group, dossier, change)
        return self._verdicts[key]

    def may_reveal(self, group: WorkGroup, dossier: Dossier) -> Verdict:
        """As `Access.may_reveal`."""
        key = (group, *self._alike(dossier))
        if key not in self._reveals:
            self._reveals[key] = self._access.may_reveal(group, dossier)
        return self._reveals[key]

    def may_tell(self, column: SheetColumn, group: WorkGroup, dossier: Dossier, cell: RawCell) -> Verdict:
        """Whether a cell may be compared with what is stored: told that a restricted value is the same, one knows it.

        group: the work group of the column. Asked before the cell is read, so the answer depends on no value.
        """
        if not column.is_sealed or is_space(cell) or self.may_reveal(group, dossier):
            return Verdict(True, "")
        return Verdict(False, _RESTRICTED)

    def may_write_panel(self, panel: Panel, dossier: Dossier) -> Verdict:
        """As `services.save_panel.panel_verdict`: the work group's right, and the panel's own where it has one."""
        verdict = self.may_write(panel.group, dossier)
        if verdict and panel.right and not self._access.may_on(panel.right, dossier):
            return Verdict(False, f"Tài khoản không có quyền: {RIGHTS[panel.right].sentence}.")
        return verdict

    def may_decide(self, dossier: Dossier) -> bool:
        """Whether a record of the dossier may be hung on a decision, or taken off it."""
        key = self._alike(dossier)
        if key not in self._decides:
            self._decides[key] = self._access.may_on(DECIDE, dossier)
        return self._decides[key]

    def _alike(self, dossier: Dossier) -> tuple:
        """What the rights ask of a person; people in whom it is the same get the same answers."""
        return self._access.is_own(dossier), *person_asked(dossier, self._access)
