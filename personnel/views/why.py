"""Why an account may or may not do something on a dossier: for who administers both its unit and the account."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import AccessEvent
from accounts.refusals import get_visible_or_404
from accounts.views.common import crumbs_of, get_account
from personnel.forms.why import WhyForm
from personnel.models import Dossier
from personnel.querysets import secret_from
from personnel.why import explain
from qlcb import row_security


@require_safe
def why_ask(request):
    """Which account, of which dossier; leads to the answer."""
    request.user.access.require_administrator()
    asked = {name: request.GET[name] for name in ("tai-khoan", "ho-so") if name in request.GET}
    form = WhyForm(asked if len(asked) > 1 else None, initial={"ho_so": asked.get("ho-so")})
    if form.is_valid():
        url = reverse("personnel:why", args=[form.cleaned_data["tai_khoan"].strip().lower()])
        return redirect(f"{url}?{urlencode({'ho-so': form.cleaned_data['ho_so']})}")
    return render(request, "personnel/why_ask.html", {"form": form, "crumbs": crumbs_of()})


@require_safe
def why(request, username):
    """Each right with yes or no, where it comes from and what stands in the way; the look is logged.

    Accounts and dossiers beyond the units that the visitor administers are not found. The name of the person stands
    there for who may see the dossier.
    """
    today = timezone.localdate()
    account = get_account(request, username, today)
    asked = {"tai-khoan": account.username, "ho-so": request.GET.get("ho-so", "")}
    form = WhyForm(asked) if "ho-so" in request.GET else WhyForm(initial={"tai_khoan": account.username})
    if not form.is_valid():
        return render(request, "personnel/why_ask.html", {"form": form, "crumbs": crumbs_of(account)})
    code = form.cleaned_data["ho_so"]
    with row_security.opened():
        dossier = get_visible_or_404(
            _administered(request.user), account=request.user, target=code, kept_by="now_unit_id", code=code
        )
    told = f"Vì sao: tài khoản {account.username}"
    AccessEvent.log(AccessEvent.Kind.VIEW, request.user, target=code, unit=dossier.now_unit, detail=told)
    context = {
        "account": account,
        "dossier": dossier,
        "named": Dossier.objects.visible_to(request.user).filter(pk=dossier.pk).exists(),
        "why": explain(account, dossier, today),
        "crumbs": crumbs_of(account),
    }
    return render(request, "personnel/why.html", context)


def _administered(visitor):
    """Dossiers of the units whose accounts the visitor administers; confidential ones for who opens them."""
    access, rows = visitor.access, Dossier.objects.for_list()
    if not access.manages_everywhere:
        rows = rows.filter(now_unit_id__in=access.managed_units)
    return rows.exclude(secret_from(visitor))
