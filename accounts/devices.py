"""The cookie by which a browser is known again, and what its custodian is told on signing in (TCHQ-4.3)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.agents import words_for
from accounts.models import AccessEvent, Account, KnownDevice

COOKIE = "qlcb_device"
COOKIE_SECONDS = 400 * 24 * 60 * 60  # browsers keep none for longer


@dataclass(frozen=True)
class Before:
    """What happened with an account until it was signed in to now: its last sign-in, and what its custodian may not
    know of: tries that failed since then, and sign-ins from unknown devices since this one was last here."""

    last: AccessEvent | None
    failed: int
    strange: list[AccessEvent]


def token_of(request) -> str:
    """The token in the browser's cookie; "" without one, or when it is not of our making."""
    return request.get_signed_cookie(COOKIE, default="", salt=COOKIE)


def before(account: Account, seen_here_at: datetime | None) -> Before:
    """Asked before the new sign-in is logged. seen_here_at: when this device was last signed in with, if ever."""
    own = account.sign_in_log
    last = own.filter(kind__in=AccessEvent.SIGN_INS).first()
    failed = own.filter(kind=AccessEvent.Kind.SIGN_IN_REFUSED)
    since = seen_here_at or (last and last.at)
    strange = own.filter(kind=AccessEvent.Kind.SIGN_IN_NEW)
    return Before(
        last,
        (failed.filter(at__gt=last.at) if last else failed).count(),
        list(strange.filter(at__gt=since)[:5]) if since else [],
    )


@dataclass(frozen=True)
class Here:
    """The device one signs in from: the token of its cookie, its row, whether it is an unknown one."""

    token: str
    device: KnownDevice
    strange: bool


def recognise(request, account: Account) -> tuple[Here, Before]:
    """The device the account is being signed in to from, and what went before; the first device of a custodian is no
    unknown one. Nothing is written until `keep`."""
    token, now = token_of(request) or secrets.token_urlsafe(32), timezone.now()
    devices = {device.hash: device for device in account.devices.all()}
    digest = KnownDevice.digest(token)
    device = devices.get(digest)
    told = before(account, device and device.last_at)
    here = device or KnownDevice(account=account, hash=digest, first_at=now)
    here.words = words_for(request.headers.get("User-Agent", ""))
    return Here(token, here, device is None and bool(devices)), told


def keep(response, here: Here) -> None:
    """Note the device as it is now, after the sign-in was logged, and give the browser its token, to be shown at the
    next one; scripts cannot read it. Devices whose cookie is gone by age are forgotten."""
    here.device.last_at = timezone.now()
    here.device.save()
    too_old = here.device.last_at - timedelta(seconds=COOKIE_SECONDS)
    here.device.account.devices.filter(last_at__lt=too_old).delete()
    response.set_signed_cookie(
        COOKIE, here.token, salt=COOKIE, max_age=COOKIE_SECONDS, httponly=True, samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
