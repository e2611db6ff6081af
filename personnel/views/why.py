"""Why an account may or may not do something on a dossier: for who administers both its unit and the account."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import AccessEvent, Account
from accounts.refusals import get_visible_or_404, log_not_found
from accounts.views.common import crumbs_of, get_account
from personnel.forms.why import WhyForm
from personnel.models import Dossier
from personnel.querysets import secret_from
from personnel.why import explain
from qlcb import row_security

NOT_FOUND = {
    "tai_khoan": "Không tìm thấy tài khoản này trong các đơn vị bạn quản trị.",
    "ho_so": "Không tìm thấy hồ sơ có số hiệu này trong các đơn vị bạn quản trị.",
}


@require_safe
def why_ask(request):
    """Which account, of which dossier; leads to the answer."""
    request.user.access.require_administrator()
    asked = {name: request.GET[name] for name in ("tai-khoan", "ho-so") if name in request.GET}
    form = WhyForm(asked if len(asked) > 1 else None, initial={"ho_so": asked.get("ho-so")})
    if form.is_valid():
        url = reverse("personnel:why", args=[form.cleaned_data["tai_khoan"]])
        return redirect(f"{url}?{urlencode({'ho-so': form.cleaned_data['ho_so']})}")
    return _question(request, form)


@require_safe
def why(request, username):
    """Each right with yes or no, where it comes from and what stands in the way; the look is logged.

    Accounts and dossiers beyond the units that the visitor administers are not found: the question stays, with the
    word beside it. The name of the person stands there for who may see the dossier.
    """
    request.user.access.require_administrator()
    if "ho-so" not in request.GET:
        account = get_account(request, username, timezone.localdate())
        return _question(request, WhyForm(initial={"tai_khoan": account.username}), account)
    form = WhyForm({"tai-khoan": username, "ho-so": request.GET["ho-so"]})
    if not form.is_valid():
        return _question(request, form)
    found = _find(request, form, username)
    return _answer(request, *found) if found else _question(request, form, status=404)


def _question(request, form: WhyForm, account: Account | None = None, status: int = 200):
    context = {"form": form, "crumbs": crumbs_of(account)}
    return render(request, "personnel/why_ask.html", context, status=status)


def _find(request, form: WhyForm, username: str) -> tuple[Account, Dossier] | None:
    """The account and the dossier; None with the word on the form for what is not there or beyond the visitor's."""
    code, field = form.cleaned_data["ho_so"], "tai_khoan"
    try:
        account = get_account(request, username, timezone.localdate())
        field = "ho_so"
        with row_security.opened():
            dossier = get_visible_or_404(
                _administered(request.user), account=request.user, target=code, kept_by="now_unit_id", code=code
            )
    except Http404 as missing:
        log_not_found(request, missing)
        form.add_error(field, NOT_FOUND[field])
        return None
    return account, dossier


def _answer(request, account: Account, dossier: Dossier):
    today, code = timezone.localdate(), dossier.code
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
