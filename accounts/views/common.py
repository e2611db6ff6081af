"""What the pages of accounts share: the account of the address, refusals in words, the way back."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.administration import may_administer
from accounts.models import Account
from accounts.refusals import get_visible_or_404


def get_account(request, username, today) -> Account:
    """The account by its username, among those that the visitor administers; others are not found."""
    request.user.access.require_administrator()
    accounts = (
        Account.objects.managed_by(request.user).with_state(today).with_second_factor().select_related("unit__parent")
    )
    return get_visible_or_404(accounts, account=request.user, target=f"tài khoản {username}", username=username)


def get_accounts(request, today) -> list[Account]:
    """The accounts that the address or the form names by `tk`, in the order of their names, all or none.

    Raises Http404, logged when one of them is somebody else's, and PermissionDenied when there is one that the visitor
    may not administer, their own above all.
    """
    request.user.access.require_administrator()
    asked = set((request.POST if request.method == "POST" else request.GET).getlist("tk"))
    managed = Account.objects.managed_by(request.user).with_state(today).select_related("unit__parent")
    found = list(managed.filter(username__in=asked).order_by("username"))
    for username in sorted(asked - {account.username for account in found}):
        get_visible_or_404(managed, account=request.user, target=f"tài khoản {username}", username=username)
    for account in found:
        require(may_administer(request.user, account))
    return found


def require(verdict) -> None:
    """Raise PermissionDenied with the reason of a verdict that refuses."""
    if not verdict:
        raise PermissionDenied(verdict.why)


def beside_fields(error: ValidationError, form) -> ValidationError:
    """The error as the form can take it: what is about a field that it does not show goes to its top."""
    if not hasattr(error, "error_dict") or set(error.error_dict) <= set(form.fields):
        return error
    return ValidationError(error.messages)


def crumbs_of(account=None) -> list[dict]:
    """The way to the account, or to the list of accounts."""
    crumbs = [{"label": "Tài khoản", "url": "/tai-khoan/"}]
    if account:
        crumbs.append({"label": account.username, "url": f"/tai-khoan/{account.username}/"})
    return crumbs


def safe_next(request) -> str:
    """Where one wanted to go before signing in, when that lies on this host; else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else reverse(settings.LOGIN_REDIRECT_URL)
