from django.db import transaction

from accounts.models import AccessEvent, Account, RecoveryCode, SecondFactor
from accounts.one_time import recovery_codes
from accounts.second_factor import normal_code


def renew_recovery_codes(*, account: Account) -> list[str]:
    """Ten new recovery codes in the place of those of before, which are of no use any more; told once, kept as hashes.

    Raises SecondFactor.DoesNotExist when the account has no second factor. Goes to the access log.
    """
    with transaction.atomic():
        codes = fresh_codes(SecondFactor.objects.select_for_update().get(user=account, confirmed=True))
        AccessEvent.log(
            AccessEvent.Kind.SECURITY, account, target=account.username, unit=account.unit,
            detail="Lập mã khôi phục mới",
        )  # fmt: skip
    return codes


def fresh_codes(factor: SecondFactor) -> list[str]:
    """New codes for the factor, whose row the caller has locked; the old ones go."""
    codes = recovery_codes()
    factor.codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, hash=factor.digest(normal_code(c))) for c in codes)
    return codes
