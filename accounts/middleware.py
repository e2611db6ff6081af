"""The life of a session: it ends with its account and after idleness, and leads first of all to what its holder must
settle, a password and a second factor of their own.

And what PostgreSQL shows it: rows within the scope of its account.
"""

import contextlib
import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from accounts.entry import PASSED
from accounts.second_factor import is_required
from accounts.sessions import SEEN, SIGNED_IN, seconds_left
from qlcb import row_security

SEEN_EVERY = 60  # seconds between two writes of the last activity

ENDED = "Phiên làm việc đã kết thúc: tài khoản bị khóa, hết hạn hoặc không còn người giữ."
GONE = "Phiên làm việc đã kết thúc. Hãy đăng nhập lại."
IDLE = "Phiên làm việc đã tự kết thúc vì không có thao tác trong {minutes} phút."
TOO_LONG = "Phiên làm việc đã kéo dài {hours} giờ nên tự kết thúc. Hãy đăng nhập lại."
OTHER_FACTOR = "Xác thực hai bước của tài khoản đã thay đổi. Hãy đăng nhập lại."


class SessionLifeMiddleware:
    """Guards every view that asks for sign-in; the rest (sign-in itself, health) it leaves alone.

    Whether the account may still be used is asked by `AccountBackend.get_user`, which loads it; here one only sees that
    a session is left without its account.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return _without_account(request)
        if not seconds_left(request.session):
            return _sign_in_again(request, _why_over(request.session))
        note_activity(request.session)
        before = first_of_all(request, request.user)
        if before == "accounts:login":
            return _sign_in_again(request, OTHER_FACTOR)
        if before and request.resolver_match.view_name not in (before, "accounts:logout"):
            return _go(request, reverse(before))
        return None


def first_of_all(request, account) -> str:
    """What stands before any work, as the name of its page: to sign in again with the second factor that is in use
    now, a password of one's own, a second factor; "" when nothing does."""
    factor = account.second_factor_id
    if factor and request.session.get(PASSED) != factor:
        return "accounts:login"
    if account.must_change_password:
        return "accounts:password"
    return "accounts:enrol" if not factor and is_required(account) else ""


class RowScopeMiddleware:
    """Has each view work as the web role, within the scope of its account; without one, in none.

    Comes after SessionLifeMiddleware, which has turned away whoever may not go on.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        finally:
            row_security.leave()

    def process_view(self, request, view, args, kwargs):
        signed_in = getattr(view, "login_required", True) and request.user.is_authenticated
        scope = request.user.access.row_scope() if signed_in else row_security.NO_SCOPE
        # Without a database the view says so itself (the page of health does).
        with contextlib.suppress(OperationalError):
            row_security.enter(scope)


def note_activity(session, every: int = SEEN_EVERY) -> None:
    """Note that the custodian is at work, at most once in so many seconds; at first, that the session begins."""
    now = int(time.time())
    session.setdefault(SIGNED_IN, now)
    if now - session.get(SEEN, 0) >= every:
        session[SEEN] = now


def _why_over(session) -> str:
    if time.time() - session.get(SEEN, 0) >= settings.SESSION_IDLE_SECONDS:
        return IDLE.format(minutes=settings.SESSION_IDLE_SECONDS // 60)
    return TOO_LONG.format(hours=settings.SESSION_COOKIE_AGE // 3600)


def _without_account(request):
    """To sign in: with a word on why, where there was a session before."""
    if SESSION_KEY in request.session:
        return _sign_in_again(request, ENDED)
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty():
        messages.warning(request, GONE)
    return _ask_to_sign_in(request)


def _sign_in_again(request, why: str):
    logout(request)
    messages.warning(request, why)
    return _ask_to_sign_in(request)


def _ask_to_sign_in(request):
    """To the sign-in page and back to where one was; htmx, which asks for a part, takes its whole page there."""
    if request.htmx:
        return _go(request, f"{reverse('accounts:login')}?next={request.htmx.current_url_abs_path or '/'}")
    return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else "/")


def _go(request, url: str):
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
