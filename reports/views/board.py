"""The leaders' board."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import REPORT
from qlcb import regulation
from reports.board import BOARD
from reports.views.common import index_crumb, read_parameters


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
    }
    return render(request, "reports/board.html", context)
