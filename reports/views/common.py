"""What the pages of reports share."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import CONFIDENTIAL, REPORT, VIEW
from reports.board import BOARD
from reports.counting import Counting
from reports.definitions import REPORTS
from reports.definitions.base import AsOfForm, Report

COUNTINGS: dict[str, Counting] = {
    counting.slug: counting for counting in (BOARD, *REPORTS.values()) if isinstance(counting, Counting)
}


def get_report(slug: str) -> Report:
    """The report of the catalogue, or 404."""
    return found(REPORTS, slug)


def found(catalogue: dict, key: str):
    """The entry of a catalogue of the program, or 404."""
    try:
        return catalogue[key]
    except KeyError:
        raise Http404 from None


def read_parameters(request: HttpRequest, parameters: type[AsOfForm]) -> AsOfForm:
    """The parameters in the address, for an account that may read reports at all. Refuses units beyond its scope."""
    request.user.access.require(REPORT)
    return parameters(request.GET, account=request.user, today=timezone.localdate())


def index_crumb() -> dict[str, str]:
    return {"label": "Báo cáo", "url": reverse("reports:index")}


def board_crumb(params: AsOfForm) -> dict[str, str]:
    """The way back to the board of the same day and unit."""
    asked = {name: value for name, value in params.query().items() if name in AsOfForm.NAMES.values()}
    return {"label": BOARD.name, "url": f"{reverse('reports:board')}?{urlencode(asked)}"}


def opens_all(account) -> bool:
    """Whether the account may open every dossier there is, so that nobody has to be counted twice."""
    return all(account.access.everywhere(right) for right in (VIEW, CONFIDENTIAL))
