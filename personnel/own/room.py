"""Whether the room of personal accounts is there at all: where the deployed regulation wants such accounts."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404

from qlcb import regulation


def where_wanted(view: Callable) -> Callable:
    """The view, or 404 under a regulation that has no personal accounts (HP-4.2a)."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if not regulation.personal_accounts():
            raise Http404
        return view(request, *args, **kwargs)

    return asked
