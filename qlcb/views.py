"""House views: how the program is, and the page of a fault."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpResponseServerError, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@login_not_required
@require_safe
def health(request):
    """200 {"status": "ok"} when the database answers, else 503; for load balancers, containers and monitoring."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "database unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


def server_error(request):
    """The page of a fault; handler500. Static, so that it stands when everything else has fallen."""
    return HttpResponseServerError(render_to_string("500.html", {"request_id": getattr(request, "request_id", "")}))
