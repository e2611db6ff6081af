"""The leaders' board."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.board import BOARD
from reports.views.common import index_crumb, read_parameters


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    params = read_parameters(request, BOARD.parameters)
    picture = BOARD.picture(params) if params.is_valid() else None
    crumbs = [index_crumb()]
    if picture:
        crumbs += [{"label": name, "url": url} for name, url in picture.path]
    return render(request, "reports/board.html", {"params": params, "picture": picture, "crumbs": crumbs})
