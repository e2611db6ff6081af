"""Việc cần làm: what waits for this account today (TCHQ-10.1)."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import ACCOUNTS, CATALOGUES, IMPORT, OPEN, REPORT, VIEW
from orgunits.tree import Tree
from personnel.due import earliest
from personnel.middleware import remember
from personnel.models import Dossier, ImportRun
from personnel.quality.overview import Overview
from personnel.services.working_calendar import working_calendar
from personnel.waiting import waiting

CASES, UNITS, RUNS = 10, 8, 4


@require_safe
def home(request):
    account, today = request.user, timezone.localdate()
    found = waiting(account, today)
    remember(request, found)
    mine, watched = [one for one in found if one.mine], [one for one in found if not one.mine]
    tasks = [one for one in mine if not one.standing]
    context = {
        "today": today,
        "off": _days_off(today),
        "holds": {code: account.access.holds(code) for code in (VIEW, IMPORT, OPEN, ACCOUNTS, CATALOGUES, REPORT)},
        "tasks": tasks,
        "cards": tasks or [one for one in watched if not one.standing],
        "stocks": [one for one in mine if one.standing],
        "watched": watched if tasks else [one for one in watched if one.standing],
    }
    if account.access.holds(VIEW):
        context |= _people(account, today)
    return render(request, "personnel/home.html", context)


def _people(account, today) -> dict:
    people = Dossier.objects.answered_for_by(account).serving()
    scope = None if account.access.everywhere(VIEW) else account.access.units(VIEW)
    picture = Overview(people, Tree.on(today), scope, None)
    runs = ImportRun.objects.filter(account=account).exclude(status=ImportRun.Status.CANCELLED)
    return {
        "serving": picture.total.dossiers,
        "cases": earliest(people, today, CASES),
        "units": picture.units[:UNITS],
        "runs": runs.defer("result", "mapping")[:RUNS],
    }


def _days_off(today) -> dict:
    """Why nobody works today and tomorrow, None on working days."""
    calendar = working_calendar()
    return {"today": calendar.off_because(today), "tomorrow": calendar.off_because(today + timedelta(days=1))}
