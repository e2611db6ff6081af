from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import AccessEvent, Account, SecondFactor
from accounts.second_factor import is_required


def remove_second_factor(*, account: Account) -> None:
    """Take the second factor off one's own account, with its recovery codes; goes to the access log.

    Raises PermissionDenied where the rules of the service ask for one.
    """
    if is_required(account):
        raise PermissionDenied("Tài khoản này phải dùng xác thực hai bước.")
    with transaction.atomic():
        forget_second_factor(account)
        AccessEvent.log(
            AccessEvent.Kind.SECURITY, account, target=account.username, unit=account.unit,
            detail="Tắt xác thực hai bước",
        )  # fmt: skip


def forget_second_factor(*accounts: Account) -> None:
    """Delete what proves the person who held the account until now: keys in use or waiting, recovery codes."""
    SecondFactor.objects.filter(user__in=accounts).delete()
