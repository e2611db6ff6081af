"""All accounts of a unit against all rights, on one page that can be printed (TCHQ-7.1b)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.administration import may_administer
from accounts.forms import units_administered_by
from accounts.models import Account, Custody, Grant
from accounts.permissions import RIGHTS
from accounts.refusals import get_visible_or_404
from accounts.views.common import crumbs_of
from orgunits.models import Unit
from qlcb.formats import date_vi


@dataclass(frozen=True)
class Cell:
    """How an account holds a right: `mark` for the table; `words`: on which units, and until when; and which right."""

    mark: str
    words: str
    sentence: str


WHOLE, PART = "●", "◐"  # on the unit of the page or above it; on some unit below it


@require_safe
def rights_matrix(request):
    """Accounts of the chosen unit and of those below it, by the rights in force today."""
    request.user.access.require_administrator()
    today, unit = timezone.localdate(), _chosen_unit(request)
    below = {found.pk for found in Unit.objects.below(unit)}
    lines = [(account, _cells(account, below - {unit.pk})) for account in _accounts(request.user, below, today)]
    shown = [code for code in RIGHTS if any(code in cells for _, cells in lines)]
    context = {
        "unit": unit,
        "units": units_administered_by(request.user),
        "today": today,
        "rights": [(number, RIGHTS[code].sentence) for number, code in enumerate(shown, 1)],
        "lines": [(account, [cells.get(code) for code in shown]) for account, cells in lines],
        "choosable": {account.pk for account, _ in lines if may_administer(request.user, account)},
        "crumbs": crumbs_of(),
    }
    return render(request, "accounts/matrix.html", context)


def _chosen_unit(request) -> Unit:
    """The unit of the address; without one that of the visitor, or the first that they administer."""
    units, code = units_administered_by(request.user), request.GET.get("don-vi", "")
    if code:
        return get_visible_or_404(units, account=request.user, target=f"đơn vị {code}", code=code)
    return units.filter(pk=request.user.unit_id).first() or units.first()


def _accounts(visitor: Account, unit_ids: set[int], today: date):
    """Accounts of the units with custodian (`held_by`) and grants in force (`in_force`), in three queries."""
    accounts = Account.objects.managed_by(visitor).with_state(today).filter(unit_id__in=unit_ids, withdrawn_on=None)
    grants = Grant.objects.in_force(today).order_by("template__order", "pk")
    return accounts.select_related("unit").order_by("unit__order", "username").prefetch_related(
        Prefetch("custodies", Custody.objects.on(today), to_attr="held_by"),
        Prefetch("grants", grants.select_related("template", "unit"), to_attr="in_force"),
    )  # fmt: skip


def _cells(account: Account, below: set[int]) -> dict[str, Cell]:
    """Right → how the account holds it. below: ids of the units under the unit of the page."""
    held: dict[str, list[Grant]] = defaultdict(list)
    for given in account.in_force:
        for code in given.codes:
            held[code].append(given)
    return {code: _cell(code, grants, below) for code, grants in held.items()}


def _cell(code: str, grants: list[Grant], below: set[int]) -> Cell:
    whole = any(given.unit_id not in below for given in grants)
    places = [
        f"tại {given.unit.label}" + (f" đến hết {date_vi(given.valid_to)}" if given.valid_to else "")
        for given in grants
    ]
    return Cell(WHOLE if whole else PART, "; ".join(places), RIGHTS[code].sentence)
