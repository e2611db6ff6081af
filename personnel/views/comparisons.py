"""Two exports of one kind compared, on a page and as a workbook."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from personnel.exports.compared import COMPARED, NotComparable, called, pair_of
from personnel.services.take_export import ExportWithheld
from personnel.views.exports import CRUMBS, ask_page

MOST_SHOWN = 200


@never_cache
@require_safe
def export_compare(request):
    """Shown to who may still have both files; where one is withheld, its page says why."""
    try:
        pair = pair_of(request.user, request.GET)
        found = pair.comparison(request.user, is_looked_at=True)
    except (NotComparable, ExportWithheld) as error:
        messages.error(request, str(error))
        return redirect("personnel:exports")
    context = {
        "pair": pair, "found": found, "before": called(pair.before), "after": called(pair.after), "crumbs": CRUMBS,
        "changes": found.changes[:MOST_SHOWN], "came": found.came[:MOST_SHOWN], "left": found.left[:MOST_SHOWN],
        "most": MOST_SHOWN, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "personnel/exports/compare.html", context)


@require_http_methods(["GET", "POST"])
def export_compare_file(request):
    return ask_page(request, COMPARED, back=reverse("personnel:export_compare"))
