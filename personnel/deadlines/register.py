"""Who may do what with a paper of the register; shared by the services that write it."""

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.permissions import DECIDE
from personnel.models import PendingPaper

CLOSED = "Giấy tờ này đã xong; mở lại danh sách để xem ai đã nhập."


def require_register(account, paper: PendingPaper) -> None:
    """Raise PermissionDenied unless the account enters decisions: on the dossier that the paper is about, or in the
    unit that registered it. Nobody does about themselves (HP-2.4)."""
    if paper.dossier_id is None:
        account.access.require(DECIDE, paper.unit_id)
        return
    account.access.require_on(DECIDE, paper.dossier)
    if account.access.is_own(paper.dossier):
        raise PermissionDenied("Người giữ tài khoản không được cập nhật hồ sơ của chính mình.")


def hold_waiting(account, paper: PendingPaper) -> PendingPaper:
    """The stored paper, locked for the transaction under way, which must still wait and be the account's to enter.

    Raises PermissionDenied as above, ValidationError when it is closed.
    """
    stored = PendingPaper.objects.select_for_update(of=["self"]).select_related("dossier").get(pk=paper.pk)
    require_register(account, stored)
    if stored.closed_on:
        raise ValidationError(CLOSED)
    return stored
