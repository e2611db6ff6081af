"""The table of decentralisation as one page, and the list of what was entered outside of it (TCHQ-5.2b)."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import VIEW
from personnel.catalogues import DOUBTFUL
from personnel.forms.decentralisation import DayForm, OverrideFilter
from personnel.models import Decentralisation, Decision
from personnel.rules.authority import DecidedAct, Group, decider_words, holds
from personnel.views.catalogues import may_edit, require_look
from qlcb.paging import keyset_page

KEYS = ("-made_at", "-id")


@dataclass
class Cell:
    """Who decides one act about one group: rows in force, as (row, words, for whom). Without any, the group of all
    others counts."""

    group: str
    is_last: bool
    rows: list[tuple[Decentralisation, str, str]] = field(default_factory=list)


@require_safe
def table(request):
    """Act × group → who decides, on any day."""
    require_look(request.user)
    form = DayForm(request.GET, today=timezone.localdate())
    rows = [row for row in Decentralisation.objects.select_related("kind", "unit") if holds(row, form.day)]
    context = {
        "form": form,
        "day": form.day,
        "groups": Group.labels,
        "lines": _lines(rows),
        "total": len(rows),
        "doubtful": sum(row.confidence in DOUBTFUL for row in rows),
        "may_edit": may_edit(request.user),
        "may_view": request.user.access.holds(VIEW),
        "crumbs": [{"label": "Danh mục", "url": reverse("personnel:catalogues")}],
    }
    return render(request, "personnel/decentralisation.html", context)


def _lines(rows: list[Decentralisation]) -> list[tuple[str, list[Cell]]]:
    """A line for each act, a cell for each group; rows for a unit before those for a kind, those for all last."""
    cells = {(act, group): Cell(group.label, group is Group.ANYONE) for act in DecidedAct.values for group in Group}
    for row in sorted(rows, key=lambda row: (row.unit_id is None, row.kind_id is None)):
        home = row.unit or row.kind
        cells[row.matter, row.subject].rows.append((row, decider_words(row), home.name if home else ""))
    return [(label, [cells[act, group] for group in Group.values]) for act, label in DecidedAct.choices]


@require_safe
def overrides(request):
    """What was entered outside the table, on dossiers that the account may open, newest first."""
    account = request.user
    account.access.require(VIEW)
    form = OverrideFilter(request.GET, account=account)
    rows = form.rows()
    whole = rows.select_related("decision__authority", "dossier__now_unit", "account")
    page = keyset_page(whole, request.GET, keys=KEYS, total=rows.count())
    visible = Decision.objects.visible_to(account).filter(pk__in={row.decision_id for row in page.rows})
    context = {
        "form": form,
        "page": page,
        "lines": page.rows,
        "visible": set(visible.values_list("pk", flat=True)) if page.rows else set(),
        "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu")),
        "crumbs": [{"label": "Quyết định", "url": reverse("personnel:decisions")}],
    }
    return render(request, "personnel/overrides.html", context)
