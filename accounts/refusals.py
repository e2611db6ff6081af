"""What is refused, said and logged: 403 with its reason, 404 that tells nothing (DESIGN §3, TCHQ-4.1)."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render

from accounts.models import AccessEvent
from orgunits.models import Unit
from qlcb import row_security

NO_REASON = "Việc này không thuộc quyền của tài khoản."


class OutOfScope(Http404):
    """What was asked for is there, but not within the scope of the account; the visitor sees a plain 404."""

    def __init__(self, *, account, target: str = "", unit=None):
        super().__init__("Không tìm thấy.")
        self.account = account
        self.target = target
        self.unit = unit


def get_visible_or_404(queryset, *, account, target: str = "", kept_by: str = "", **lookup):
    """The one row of `queryset`, already narrowed to what the account may see, that matches `lookup`.

    target: what was asked for, as the log keeps it, e.g. the staff code; kept_by: the column that names the unit of the
    row, whose administrators are to see the refusal. Raises OutOfScope, which is logged, when the row exists beyond the
    scope, and Http404 when there is no such row at all; both look the same from outside. With `kept_by` one that does
    not exist is logged too: the log of the asking unit shall not tell which codes of other units there are.
    """
    try:
        return queryset.get(**lookup)
    except queryset.model.DoesNotExist:
        beyond = queryset.model._base_manager.filter(**lookup)
        with row_security.opened():
            is_there = bool(kept_by) or beyond.exists()
            unit = Unit.objects.filter(pk__in=beyond.values(kept_by)).first() if kept_by else None
        if is_there:
            raise OutOfScope(account=account, target=target, unit=unit) from None
        raise Http404 from None


def forbidden(request, exception):
    """The page of a 403 and its row in the log; handler403."""
    reason = str(exception) or NO_REASON
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        _log(AccessEvent.Kind.FORBIDDEN, user, request, detail=reason)
    return render(request, "403.html", {"reason": reason}, status=403)


def not_found(request, exception):
    """The page of a 404; only what lies beyond the account's scope is logged; handler404."""
    log_not_found(request, exception)
    return render(request, "404.html", status=404)


class RefusalMiddleware:
    """Answers what views refuse, with the same pages and log rows in debug mode as in earnest.

    The view's transaction has been rolled back when `process_exception` runs, so the log row stays.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and request.resolver_match is None:
            return not_found(request, None)
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, PermissionDenied):
            return forbidden(request, exception)
        if isinstance(exception, Http404):
            return not_found(request, exception)
        return None


def log_not_found(request, exception) -> None:
    """Log a 404 that a page tells in its own way, when what was asked for lies beyond the account's scope."""
    if isinstance(exception, OutOfScope) and exception.account is not None:
        _log(AccessEvent.Kind.NOT_FOUND, exception.account, request, detail=exception.target, unit=exception.unit)


def log_refused(request, *, detail: str, unit=None) -> None:
    """Log an act that a form refuses by a rule of the service, such as a full quota; the page itself tells why."""
    _log(AccessEvent.Kind.FORBIDDEN, request.user, request, detail=detail, unit=unit)


def _log(kind, account, request, *, detail: str, unit=None) -> None:
    """One refusal: the path is its target, the reason or the thing asked for its detail."""
    AccessEvent.log(kind, account, target=request.path, unit=unit, detail=f"{request.method}: {detail}"[:1000])
