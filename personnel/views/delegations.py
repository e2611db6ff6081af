"""Dossiers delegated by name: who holds this one, giving it to an account, taking it back (TCHQ-6.1d5)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.grant_forms import RevokeForm
from accounts.models import AccessEvent, Account
from accounts.refusals import get_visible_or_404, log_not_found
from personnel.forms.delegations import DelegateForm, FindForm
from personnel.models import Delegation, Dossier
from personnel.services.delegate_dossier import delegate_dossier, may_take_back
from personnel.services.revoke_delegation import revoke_delegation
from personnel.views.rows import add_errors
from qlcb import row_security
from qlcb.trail import Strand, trail

TO = "tai-khoan"


@require_safe
def delegation_find(request, username):
    """From an account to the page on which a dossier is delegated to it; what it is, that page asks."""
    request.user.access.require_administrator()
    get_visible_or_404(Account.objects.managed_by(request.user), account=request.user, username=username)
    form = FindForm(request.GET)
    if not form.is_valid():
        messages.error(request, "Nhập số hiệu của hồ sơ, ví dụ 34ZZ-1024.")
        return redirect("accounts:account", username)
    code = form.cleaned_data["so_hieu"]
    try:
        _find(request, code)
    except Http404 as missing:
        log_not_found(request, missing)
        messages.error(request, f"Không tìm thấy hồ sơ {code} trong các đơn vị bạn quản trị.")
        return redirect("accounts:account", username)
    page = redirect("personnel:delegations", code)
    page["Location"] += f"?{urlencode({TO: username})}"
    return page


@require_http_methods(["GET", "POST"])
def delegations(request, code):
    """Who was given this dossier and until when; below it the form that gives it."""
    today, dossier = timezone.localdate(), _get_dossier(request, code)
    asked = {"giver": request.user, "dossier": dossier, "today": today, "to": request.GET.get(TO, "")}
    form = DelegateForm(request.POST if request.method == "POST" else None, **asked)
    if request.method == "POST" and form.is_valid():
        try:
            delegate_dossier(account=request.user, dossier=dossier, today=today, **form.delegated())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã ủy quyền hồ sơ {code} cho tài khoản {form.cleaned_data['to'].username}.")
            return redirect("personnel:delegations", code)
    with row_security.opened():
        given = list(
            dossier.delegations.select_related("account__unit", "template", "given_by__unit", "dossier__now_unit")
        )
    context = {
        "dossier": dossier,
        "form": form,
        "lines": [(one, one.state(today), _may_revoke(request.user, one, today)) for one in given],
        "templates": form.templates.values(),
        "entries": trail(Strand(Delegation.history.filter(dossier=dossier), "Ủy quyền hồ sơ", ("account", "template"),
                                ("dossier", "given_by"))),
        "crumbs": _crumbs(request.user, dossier),
    }  # fmt: skip
    return render(request, "personnel/delegations.html", context)


@require_http_methods(["GET", "POST"])
def delegation_revoke(request, code, pk):
    dossier = _get_dossier(request, code)
    given = get_object_or_404(
        Delegation.objects.select_related("account__unit", "template", "given_by"), dossier=dossier, pk=pk
    )
    given.dossier = dossier
    verdict = may_take_back(request.user, given)
    if not verdict:
        raise PermissionDenied(verdict.why)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke_delegation(account=request.user, given=given, today=timezone.localdate(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã thu hồi ủy quyền; tài khoản mất quyền trên hồ sơ ngay từ lúc này.")
            return redirect("personnel:delegations", code)
    crumbs = [*_crumbs(request.user, dossier), {"label": f"Ủy quyền hồ sơ {code}", "url": f"/ho-so/{code}/uy-quyen/"}]
    context = {"dossier": dossier, "given": given, "form": form, "crumbs": crumbs}
    return render(request, "personnel/delegation_revoke.html", context)


def _get_dossier(request, code) -> Dossier:
    """The dossier by its staff code, for who administers the accounts of the unit that keeps it; each look is logged.

    Such an account need not see what is in the dossier: the page tells whose it is, and no more.
    """
    request.user.access.require_administrator()
    dossier = _find(request, code)
    told = {"target": dossier.code, "unit": dossier.now_unit, "detail": "Ủy quyền quản lý hồ sơ"}
    AccessEvent.log(AccessEvent.Kind.VIEW, request.user, **told)
    return dossier


@row_security.opened()
def _find(request, code) -> Dossier:
    rows = Dossier.objects.administered_by(request.user).select_related("now_unit__parent")
    return get_visible_or_404(rows, account=request.user, target=code, kept_by="now_unit_id", code=code)


def _may_revoke(account, given: Delegation, today) -> bool:
    return given.is_open(today) and bool(may_take_back(account, given))


def _crumbs(account, dossier: Dossier) -> list[dict]:
    """The way back to the dossier for who opens it, else to the accounts."""
    if not Dossier.objects.visible_to(account).filter(pk=dossier.pk).exists():
        return [{"label": "Tài khoản", "url": "/tai-khoan/"}]
    return [{"label": "Hồ sơ", "url": "/ho-so/"}, {"label": dossier.full_name, "url": f"/ho-so/{dossier.code}/"}]
