"""The list of dossiers, and its answers while typing."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import DECIDE, EXPORT, IMPORT, OPEN, VIEW
from personnel.acts import ACTS, Act
from personnel.acts.plan import may_draft
from personnel.asof import units_then
from personnel.due import Due
from personnel.forms.filters import DossierFilter, units_of
from personnel.models import Dossier
from qlcb.formats import date_vi
from qlcb.paging import keyset_page

SUGGESTED_PEOPLE, SUGGESTED_UNITS = 8, 3


@require_safe
def dossier_list(request):
    access = request.user.access
    access.require(VIEW)
    today, form = timezone.localdate(), DossierFilter(request.GET, account=request.user, right=VIEW)
    rows = form.rows(today)
    total = rows.count()
    if form.is_valid() and form.cleaned_data["q"] and not form.due:
        rows = rows.few_at_once()
    page = keyset_page(rows.for_list(), request.GET, keys=form.keys, total=total)
    then, counted = form.day_of(today), form.counted_then(today)
    return render(
        request,
        "personnel/list.html",
        {
            "form": form,
            "page": page,
            "lines": list(zip(page.rows, units_then(page.rows, then), strict=True)),
            "then": then,
            "counted": counted,
            "unnamed": max(0, counted - total) if counted is not None else 0,
            "guests": form.guests(),
            "query": request.GET.urlencode(),
            "today": today,
            "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu", "xep")),
            "more_open": any(request.GET.get(name.replace("_", "-")) for name in form.MORE),
            "main_fields": [form[name] for name in form.MAIN],
            "more_fields": [form[name] for name in form.MORE],
            "acts": [(act, _due_list_url(act, form, today)) for act in _acts_of(request.user, form.due)],
            "may_export": access.holds(EXPORT),
            "may_open": access.holds(OPEN),
            "may_import": access.holds(IMPORT),
        },
    )


def _acts_of(account, due: Due | None) -> list[Act]:
    """The acts by which the account settles what falls due, for all of them in one decision; none where it may not."""
    if due is None or not account.access.holds(DECIDE):
        return []
    acts = [ACTS[slug] for slug in (due.act, due.other_act) if slug]
    return [act for act in acts if may_draft(account, act)]


def _due_list_url(act: Act, form: DossierFilter, today: date) -> str:
    """The due list of the act for the days and the unit that the list is about: the same people."""
    unit, until = form.cleaned_data["don_vi"], today + timedelta(days=form.due.lead_days)
    query = {"ngay": date_vi(until)} | ({"don-vi": unit.code} if unit else {})
    return f"{reverse('personnel:draft_new', args=[act.slug])}?{urlencode(query)}"


@require_safe
def suggest(request):
    request.user.access.require(VIEW)
    text = request.GET.get("q", "").strip()
    people = units = ()
    if text:
        found = Dossier.objects.visible_to(request.user).search(text, account=request.user).few_at_once()
        people = found.for_list().order_by("sort_key", "id")[:SUGGESTED_PEOPLE]
        units = units_of(request.user, VIEW).named_like(text)[:SUGGESTED_UNITS]
    return render(request, "personnel/_suggestions.html", {"people": people, "units": units, "text": text})
