from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Account, SecondFactor
from accounts.second_factor import normal_code

WRONG = "Mã không đúng hoặc đã dùng rồi. Chờ mã mới trên điện thoại rồi nhập lại."
WAIT = "Vừa nhập sai nhiều lần. Chờ {seconds} giây rồi thử lại."


@dataclass(frozen=True)
class Verdict:
    """Whether the code was taken, with the reason when it was not; `recovery`: it was a recovery code, now used up."""

    allowed: bool
    why: str = ""
    recovery: bool = False

    def __bool__(self):
        return self.allowed


def verify_second_factor(*, account: Account, code: str) -> Verdict:
    """Take one code of the app or one recovery code of `account`, each once; wrong ones make the next wait longer.

    Under the lock of the row: of two requests with the same code one is refused. Nothing is checked while one has to
    wait. TCHQ-4.3.
    """
    typed = normal_code(code)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=account, confirmed=True).first()
        if factor is None:
            return Verdict(False, WRONG)
        allowed, told = factor.verify_is_allowed()
        if not allowed:
            return Verdict(False, WAIT.format(seconds=_seconds_left(factor, told)))
        if factor.takes(typed):
            factor.throttle_reset()
            return Verdict(True)
        if factor.codes.filter(hash=factor.digest(typed)).delete()[0]:
            factor.throttle_reset()
            return Verdict(True, recovery=True)
        factor.throttle_increment()
    return Verdict(False, WRONG)


def _seconds_left(factor, told) -> int:

    until = min(told["locked_until"], factor.throttling_failure_timestamp + settings.AXES_COOLOFF_TIME)
    return max(1, round((until - timezone.now()).total_seconds()))
