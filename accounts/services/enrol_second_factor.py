from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import AccessEvent, Account, SecondFactor
from accounts.second_factor import normal_code
from accounts.services.renew_recovery_codes import fresh_codes

WRONG = "Mã không khớp. Kiểm tra giờ trên điện thoại, chờ mã mới rồi nhập lại."


def begin_second_factor(account: Account) -> SecondFactor:
    """A new key that waits for the first right code of the account's app, in the place of one that waited before.

    It is new each time it is shown: one that somebody saw at a desk left open is not the one that is put in use later.
    """
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        SecondFactor.objects.filter(user=account, confirmed=False).delete()
        return SecondFactor.objects.create(user=account, confirmed=False, name="Ứng dụng xác thực")


def enrol_second_factor(*, account: Account, code: str) -> tuple[SecondFactor, list[str]]:
    """Put the waiting key in use, in the place of one in use before; `code`: what the app shows now.

    Returns the factor and its recovery codes, which are stored as hashes only. Raises ValidationError for a wrong code.
    Goes to the access log. TCHQ-4.3.
    """
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=account, confirmed=False).first()
        if factor is None or not factor.takes(normal_code(code)):
            raise ValidationError({"code": WRONG})
        replaced = SecondFactor.objects.filter(user=account, confirmed=True).delete()[0]
        factor.confirmed, factor.added_at = True, timezone.now()
        factor.save()
        codes = fresh_codes(factor)
        AccessEvent.log(
            AccessEvent.Kind.SECURITY, account, target=account.username, unit=account.unit,
            detail="Đổi thiết bị xác thực hai bước" if replaced else "Bật xác thực hai bước",
        )  # fmt: skip
    return factor, codes
