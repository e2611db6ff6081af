"""How the session stands, for the page that watches it: asked without prolonging it, prolonged by a POST (TCHQ-4.3)."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.middleware import first_of_all, note_activity
from accounts.sessions import holder_mark, seconds_left


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def session_state(request):
    """JSON: `holder` of the session ("" when nobody may work in it), seconds `left`, a fresh `csrf` token for forms.

    GET only looks; POST says that the custodian is still there. A session that is over ends here.
    """
    if not request.user.is_authenticated:
        return _state(request, "", 0)
    if not seconds_left(request.session):
        logout(request)
        return _state(request, "", 0)
    if first_of_all(request, request.user):
        return _state(request, "", 0)
    if request.method == "POST":
        note_activity(request.session, every=0)
    return _state(request, holder_mark(request.user), seconds_left(request.session))


def _state(request, holder: str, left: int) -> JsonResponse:
    return JsonResponse({"holder": holder, "left": left, "csrf": get_token(request)})
