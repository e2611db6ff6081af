"""Answers of the pickers in forms: what a list, the tree of units or the dossiers hold for the words typed."""

from django.http import Http404, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import OPEN, VIEW
from orgunits.models import Unit
from personnel.catalogues import CATALOGUES
from personnel.forms.choices import UNITS, label_of, named
from personnel.forms.filters import units_of, units_of_people
from personnel.models import Dossier, Place

MOST = 50
PEOPLE = "nguoi"
OWN_UNITS, OPENING_UNITS = "don-vi-duoc-xem", "don-vi-lap-ho-so"


@require_safe
@never_cache
def pick(request, catalogue):
    """Up to 50 entries as JSON: {"entries": [{"value", "text"}], "more": whether there are others}."""
    request.user.access.require(VIEW)
    text = request.GET.get("q", "").strip()[:100]
    found = _people(request.user, text) if catalogue == PEOPLE else _entries(request.user, catalogue, text)
    return JsonResponse({"entries": found[:MOST], "more": len(found) > MOST})


def _people(account, text: str) -> list[dict]:
    """People whose dossiers the account may open; nobody before something is typed."""
    if not text:
        return []
    people = Dossier.objects.visible_to(account).search(text, account=account).few_at_once().for_list()
    people = people.order_by("sort_key", "id")
    return [
        {"value": person.code, "text": f"{person.full_name} ({person.code}){_of_unit(person)}"}
        for person in people[: MOST + 1]
    ]


def _of_unit(person) -> str:
    return f" · {person.now_unit.name}" if person.now_unit else ""


def _entries(account, slug: str, text: str) -> list[dict]:
    units = {UNITS: Unit.objects.select_related("parent"), OWN_UNITS: units_of_people(account, VIEW),
             OPENING_UNITS: units_of(account, OPEN)}  # fmt: skip
    if slug in units:
        rows = units[slug]
    elif slug in CATALOGUES:
        rows = CATALOGUES[slug].entries()
        rows = rows.select_related("parent__parent") if rows.model is Place else rows
    else:
        raise Http404
    found = named(rows, text, MOST + 1) if text else rows[: MOST + 1]
    return [{"value": str(entry.pk), "text": label_of(entry)} for entry in found]
