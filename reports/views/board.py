"""The leaders' board."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import REPORT, VIEW
from personnel.models import Dossier
from qlcb import regulation
from qlcb.paging import keyset_page
from reports.board import BOARD
from reports.board_changes import MovementForm
from reports.flows import Flows
from reports.upkeep import Upkeep
from reports.views.common import board_crumb, index_crumb, opens_all, read_parameters


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    params = read_parameters(request, BOARD.parameters)
    picture = BOARD.picture(params) if params.is_valid() else None
    crumbs = [index_crumb()]
    if picture:
        crumbs += [{"label": name, "url": url} for name, url in picture.path]
    shares = picture is not None and regulation.shares_totals() and not request.user.access.everywhere(REPORT)
    context = {
        "params": params,
        "picture": picture,
        "whole": BOARD.whole(params) if shares else None,
        "service_name": regulation.fact("service_name"),
        "crumbs": crumbs,
        "query": urlencode(params.query()) if picture else "",
        "sees_upkeep": request.user.access.holds(VIEW),
    }
    return render(request, "reports/board.html", context)


@require_GET
def movements(request: HttpRequest) -> HttpResponse:
    """Exactly those whom a number of movements counts. Whose dossier the account may not open is not named."""
    params = read_parameters(request, MovementForm)
    if not params.is_valid():
        raise Http404
    flows = Flows(request.user, [params.span], params.root)
    dossiers = Dossier.objects.visible_to(request.user).filter(pk__in=flows.ids(params.kinds))
    total = flows.count(params.kinds)
    shown = total if opens_all(request.user) else dossiers.count()
    page = keyset_page(dossiers, request.GET, keys=("sort_key", "id"), total=shown)
    moved = flows.movements([dossier.pk for dossier in page.rows])
    lines = [(dossier, moved[dossier.pk], *flows.places(moved[dossier.pk])) for dossier in page.rows]
    context = {
        "params": params, "page": page, "lines": lines, "total": total, "unnamed": total - shown,
        "crumbs": [index_crumb(), board_crumb(params)],
    }  # fmt: skip
    return render(request, "reports/movements.html", context)


@require_GET
def upkeep(request: HttpRequest) -> HttpResponse:
    """How timely and how complete the units keep their dossiers: a part of the board, and a page of its own."""
    params = read_parameters(request, BOARD.parameters)
    request.user.access.require(VIEW)
    if not params.is_valid():
        return render(request, "reports/upkeep.html", {"params": params, "upkeep": None, "crumbs": [index_crumb()]})
    kept = Upkeep(params, timezone.localdate())
    if request.htmx:
        return render(request, "reports/_upkeep.html", {"upkeep": kept, "lines": kept.first_lines})
    crumbs = [index_crumb(), board_crumb(params)]
    return render(request, "reports/upkeep.html", {"params": params, "upkeep": kept, "crumbs": crumbs})
