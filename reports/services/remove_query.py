from django.core.exceptions import PermissionDenied

from qlcb.history import Act, writing
from reports.models import SavedQuery


def remove_query(*, account, saved: SavedQuery) -> None:
    """Take out a kept question; its history stays. Raises PermissionDenied for another account's."""
    require_own(account, saved)
    with writing(account=account, reason=f"Xóa câu hỏi tra cứu “{saved.name}”", act=Act.REMOVE):
        saved.delete()


def require_own(account, saved: SavedQuery) -> None:
    """Raises PermissionDenied for another account's."""
    if saved.account_id != account.pk:
        raise PermissionDenied("Chỉ tài khoản đã lưu mới xóa được câu hỏi này.")
