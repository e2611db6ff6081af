"""The last look before rights are given or taken back: what it comes to in dossiers, account by account."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.grant_forms import GrantForm, RevokeForm, RevokeManyForm
from accounts.permissions import CONFIDENTIAL
from accounts.views.common import crumbs_of, get_accounts
from accounts.views.grants import get_grant, grant_context, grant_targets, nobody_chosen, revoke_many_context
from personnel.grant_effect import effects_of


@require_http_methods(["GET", "POST"])
def grant_preview(request, username=None):
    """What the grant that the form describes would come to; nothing is written. Its button saves it."""
    today = timezone.localdate()
    accounts = grant_targets(request, username, today)
    if not accounts:
        return nobody_chosen(request)
    form = GrantForm(request.POST or None, giver=request.user, to=accounts, today=today)
    added = form.supposed() if form.is_bound and (form.is_valid() or form.cleaned_data) else []
    effects = effects_of(request.user, accounts, added[0].valid_from, added=added) if added else []
    context = grant_context(form, username) | _told(request, effects, "Cấp quyền")
    if added:
        context |= {"grant": added[0], "own_units": form.cleaned_data["unit"] is None}
    return render(request, f"personnel/grants/{'_effect' if request.htmx else 'grant'}.html", context)


@require_safe
def revoke_preview(request, username, pk):
    """What would be lost by taking the grant back, and what stays from other grants."""
    today = timezone.localdate()
    given = get_grant(request, username, pk, today)
    effects = effects_of(request.user, [given.account], max(today, given.valid_from), revoked={given.pk})
    context = {"account": given.account, "given": given, "form": RevokeForm(), "crumbs": crumbs_of(given.account)}
    return render(request, "personnel/grants/revoke.html", context | _told(request, effects, ""))


@require_http_methods(["GET", "POST"])
def revoke_many_preview(request):
    """What the chosen accounts would lose together."""
    today = timezone.localdate()
    accounts = get_accounts(request, today)
    if not accounts:
        return nobody_chosen(request)
    form = RevokeManyForm(request.POST or None, giver=request.user, to=accounts, today=today)
    chosen = form.chosen if form.is_bound and (form.is_valid() or form.cleaned_data) else []
    revoked = {given.pk for given in chosen}
    effects = effects_of(request.user, accounts, today, revoked=revoked) if revoked else []
    context = revoke_many_context(form, accounts) | _told(request, effects, "Thu hồi quyền")
    return render(request, f"personnel/grants/{'_effect' if request.htmx else 'revoke_many'}.html", context)


def _told(request, effects, submit: str) -> dict:
    """submit: words of the button that does it; without secrets: whether confidential dossiers were left out."""
    everything = request.user.access.everywhere(CONFIDENTIAL)
    return {"effects": effects, "submit": submit, "grant": None, "own_units": False, "without_secrets": not everything}
