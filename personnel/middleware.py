"""Keeps the numbers of the navigation near the truth, tells who passes by home what is late, and has pages of a dossier
ask what is planned already."""

import time

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounts.context import WAITING
from personnel.waiting import HOME, Waiting, numbers, waiting
from qlcb import prepared
from qlcb.formats import number_vi

FRESH_SECONDS = 300
GOES_ON = frozenset({301, 302, 303})


class WaitingMiddleware:
    """Comes last, so that it counts as the web role within the scope of the account.

    The numbers lie in the session, which each page reads anyway; they are counted anew by home, some minutes later, and
    after each act, also one that the worker did while a page waited for it. A session that never saw home (`begin` was
    not told of it) has none and costs nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        acted = request.method == "POST" and response.status_code in GOES_ON
        if (acted or "HX-Redirect" in response) and WAITING in request.session:
            request.session[WAITING] = request.session[WAITING] | {"at": 0}
        return response

    def process_view(self, request, view, args, kwargs):
        signed_in = getattr(view, "login_required", True) and request.user.is_authenticated
        if not signed_in or request.method != "GET" or request.htmx or request.resolver_match.view_name == HOME:
            return
        known = request.session.get(WAITING)
        if known is not None and time.time() - known["at"] >= FRESH_SECONDS:
            found = waiting(request.user, timezone.localdate())
            if remember(request, found):
                _tell(request, found)


class DossierPlansMiddleware:
    """Pages about one dossier ask the same long statements for one person after the other (qlcb.prepared)."""

    ADDRESS = "ho-so/<str:code>/"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        finally:
            prepared.plan_anew()

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.route.startswith(self.ADDRESS):
            prepared.keep_plans()


def begin(sender, request, user, **kwargs) -> None:
    """Somebody signed in: the next page counts what waits."""
    request.session[WAITING] = {"at": 0, "ways": {}, "told": ""}


def remember(request, found: list[Waiting]) -> bool:
    """Keep the numbers for the pages to come. Returns whether something is late of which this session was not told
    today; it counts as told from now on."""
    today = timezone.localdate().isoformat()
    known, ways = request.session.get(WAITING, {}), numbers(found)
    is_news = known.get("told", "") != today and any(late for _, late in ways.values())
    told = today if is_news else known.get("told", "")
    request.session[WAITING] = {"at": int(time.time()), "ways": ways, "told": told}
    return is_news


def _tell(request, found: list[Waiting]) -> None:
    _, late = numbers(found)[HOME]
    words = "{} việc đã quá hạn; xem ở trang <a href='{}'>Việc cần làm</a>."
    messages.warning(request, format_html(words, number_vi(late), reverse(HOME)))
