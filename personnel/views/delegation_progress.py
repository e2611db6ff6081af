"""How delegated dossiers are kept: the page of who delegates (HG-15.1)."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import VIEW
from orgunits.tree import Tree
from personnel.delegation_progress import Progress
from personnel.forms.deadlines import ProgressFilter
from personnel.models import Urging
from personnel.urgings import last_urged, may_urge

TOPIC = Urging.Topic.DELEGATED


@require_safe
def progress(request):
    """What is delegated by name in the account's scope, by delegation and by unit of the delegates."""
    account, today = request.user, timezone.localdate()
    account.access.require(VIEW)
    form = ProgressFilter(request.GET, account=account, today=today)
    is_valid = form.check()
    context = {
        "form": form,
        "picture": Progress(account, first=form.first, last=form.last, today=today) if is_valid else None,
        "may_urge": may_urge(account, TOPIC, Tree.on(today), today),
        "urged": last_urged(account, TOPIC),
        "crumbs": [{"label": "Hồ sơ", "url": "/ho-so/"}],
    }
    return render(request, "personnel/delegation_progress.html", context)
