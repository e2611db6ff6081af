"""What the pages of accounts share: the account of the address, refusals in words, the way back."""

from django.core.exceptions import PermissionDenied

from accounts.models import Account
from accounts.refusals import get_visible_or_404


def get_account(request, username, today) -> Account:
    """The account by its username, among those that the visitor administers; others are not found."""
    request.user.access.require_administrator()
    accounts = Account.objects.managed_by(request.user).with_state(today).select_related("unit__parent")
    return get_visible_or_404(accounts, account=request.user, target=f"tài khoản {username}", username=username)


def require(verdict) -> None:
    """Raise PermissionDenied with the reason of a verdict that refuses."""
    if not verdict:
        raise PermissionDenied(verdict.why)


def crumbs_of(account=None) -> list[dict]:
    """The way to the account, or to the list of accounts."""
    crumbs = [{"label": "Tài khoản", "url": "/tai-khoan/"}]
    if account:
        crumbs.append({"label": account.username, "url": f"/tai-khoan/{account.username}/"})
    return crumbs
