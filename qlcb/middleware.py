"""Where a request comes from, for history and access log."""

import uuid
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpResponseBadRequest

from qlcb.history import RequestContext, request_context


def client_address(request) -> str | None:
    """The visitor's address: the connection's own, or the entry that our own proxies added to X-Forwarded-For.

    With N trusted proxies in front the N-th entry from the right was written by us; all to its left can be forged.
    """
    hops = settings.TRUSTED_PROXIES
    if hops:
        chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(chain) >= hops and (address := _address(chain[-hops])):
            return address
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    """The IP address in `text`, which proxies write bare, with a port, or in brackets; None when there is none."""
    bare = text.split("]")[0].removeprefix("[") if text.startswith("[") else text
    for candidate in (bare, bare.rsplit(":", 1)[0]):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return None


class RequestContextMiddleware:
    """Gives each request an id and makes its origin known to `qlcb.history` for as long as it lasts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = str(uuid.uuid4())
        request.address = client_address(request)
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
            return HttpResponseBadRequest("Yêu cầu có ký tự không hợp lệ.")  # PostgreSQL holds no NUL in text
        token = request_context.set(RequestContext(request.request_id, request.address))
        try:
            response = self.get_response(request)
        finally:
            request_context.reset(token)
        response["X-Request-ID"] = request.request_id
        return response
