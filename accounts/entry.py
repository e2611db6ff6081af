"""From a right password to a session: held for the second step where the account has one, then entered (TCHQ-4.3)."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.html import format_html

from accounts.devices import Before, keep, recognise
from accounts.models import AccessEvent, Account
from accounts.sessions import ADDRESS, AGENT, SEEN, SIGNED_IN
from accounts.sign_in import refusal
from qlcb.formats import datetime_vi
from qlcb.history import request_context

HELD = "held"  # whose password was right, while the second step is still to come
PASSED = "second_factor"  # the second factor by which the session was entered
HELD_SECONDS = 10 * 60
BACKEND = "accounts.sign_in.AccountBackend"


def hold(request, account: Account) -> None:
    """Note in the session that the password was right; nobody is signed in by it. Under a new session key."""
    request.session.cycle_key()
    request.session[HELD] = {
        "account": account.pk,
        "password": account.get_session_auth_hash(),
        "at": int(time.time()),
        "tries": 0,
    }


def held(request) -> Account | None:
    """The account whose second step is awaited in this session: not for long, not after too many wrong codes, and only
    as long as the account may be used with the same password."""
    note = request.session.get(HELD)
    if not note:
        return None
    account = Account.objects.select_related("unit").filter(pk=note["account"]).first()
    if (
        account is None
        or time.time() - note["at"] > HELD_SECONDS
        or note["tries"] >= settings.AXES_FAILURE_LIMIT
        or refusal(account, timezone.localdate())
        or not constant_time_compare(note["password"], account.get_session_auth_hash())
    ):
        del request.session[HELD]
        return None
    return account


def count_wrong_code(request) -> None:
    """One more wrong code in the second step of this session."""
    request.session[HELD] = request.session[HELD] | {"tries": request.session[HELD]["tries"] + 1}


def enter(request, response, account: Account, *, detail: str = "") -> None:
    """Sign the account in: a new session key, the second factor that was passed, the device noted in `response`, one
    line in the access log, and what went before told to the custodian."""
    request.session.pop(HELD, None)
    here, told = recognise(request, account)
    login(request, account, backend=BACKEND)
    now, agent = int(time.time()), here.device.words
    request.session.update(
        {
            PASSED: account.second_factor_id,
            SIGNED_IN: now,
            SEEN: now,
            ADDRESS: request_context.get().address,
            AGENT: agent,
        }
    )
    kind = AccessEvent.Kind.SIGN_IN_NEW if here.strange else AccessEvent.Kind.SIGN_IN
    words = f"{agent} · {detail}" if detail else agent
    AccessEvent.log(kind, account, target=account.username, unit=account.unit, detail=words)
    keep(response, here)
    _tell(request, told)


def _tell(request, told: Before) -> None:
    """What the custodian should know on coming in: the last sign-in; louder, what may have been somebody else."""
    if told.last is None:
        return
    words = f"Đăng nhập lần trước: {datetime_vi(told.last.at)} từ {told.last.address or 'không rõ địa chỉ'}."
    if not (told.failed or told.strange):
        messages.info(request, words)
        return
    if told.failed:
        words += f" Từ đó có {told.failed} lần đăng nhập không thành công."
    for event in told.strange:
        words += f" Có lần đăng nhập từ thiết bị mới: {datetime_vi(event.at)} từ {event.address} ({event.detail})."
    link = format_html('<a href="{}#nhat-ky">Không phải bạn?</a>', reverse("accounts:security"))
    messages.warning(request, format_html("{} {}", words, link))
