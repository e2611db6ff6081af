"""Quotas of accounts: what each department has and may have, the rules, every exception, and who decided it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.administration import require_rule_maker
from accounts.models import AccountQuota
from accounts.quota_forms import EndQuotaForm, ExceptionForm, RuleForm
from accounts.quotas import all_rooms, exceptions, rules
from accounts.services.end_quota import end_quota
from accounts.services.set_quota import set_quota
from accounts.views.common import beside_fields, crumbs_of
from qlcb.trail import Strand, trail

CRUMBS = [*crumbs_of(), {"label": "Định mức tài khoản", "url": "/dinh-muc-tai-khoan/"}]
WORDS = {"never_held": {True: "Có", False: ""}}  # told of the few that never held


@require_safe
def quota_list(request):
    """Accounts that each department has and may have; exceptions with their document, always in sight (TCHQ-7.2b)."""
    access, today = request.user.access, timezone.localdate()
    access.require_administrator()
    scope = None if access.manages_everywhere else access.managed_units
    entries = AccountQuota.history.all() if scope is None else AccountQuota.history.filter(
        Q(unit=None) | Q(unit__in=scope)
    )  # fmt: skip
    context = {
        "rooms": [room for room in all_rooms(today) if access.manages(room.department.pk)],
        "rules": [(quota, quota.state(today)) for quota in rules()],
        "exceptions": [(quota, quota.state(today)) for quota in exceptions(scope)],
        "may_set": access.is_system_admin,
        "entries": trail(Strand(entries, "Định mức tài khoản", ("unit", "unit_kind", "account_kind"), words=WORDS)),
        "crumbs": crumbs_of(),
    }
    return render(request, "accounts/quotas.html", context)


@require_http_methods(["GET", "POST"])
def quota_exception(request):
    """A unit gets more or fewer accounts than its kind, on a paper."""
    require_rule_maker(request.user, request.user.unit)
    title = "Định mức riêng của một đơn vị"
    return _set(request, ExceptionForm, title, {})


@require_http_methods(["GET", "POST"])
def quota_rule(request):
    """Another number for every unit of a kind, from a day on."""
    require_rule_maker(request.user)
    shown = {"unit_kind": request.GET.get("loai", ""), "account_kind": request.GET.get("tai-khoan", "")}
    return _set(request, RuleForm, "Định mức của một loại đơn vị", {name: text for name, text in shown.items() if text})


def _set(request, form_class, title, initial):
    today = timezone.localdate()
    form = form_class(request.POST or None, by=request.user, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            quota = set_quota(account=request.user, reason=reason, quota=form.quota, paper=form.paper, today=today)
        except ValidationError as error:
            form.add_error(None, beside_fields(error, form))
        else:
            messages.success(request, f"Đã ghi định mức: {quota}.")
            return redirect("accounts:quotas")
    return render(request, "accounts/quota_form.html", {"form": form, "title": title, "crumbs": CRUMBS})


@require_http_methods(["GET", "POST"])
def quota_end(request, pk):
    """An exception ends before its time."""
    today = timezone.localdate()
    quota = get_object_or_404(AccountQuota.objects.filter(unit__isnull=False).select_related("unit"), pk=pk)
    require_rule_maker(request.user, quota.unit)
    form = EndQuotaForm(request.POST or None, by=request.user, today=today)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("reason", "since")}
        try:
            end_quota(account=request.user, quota=quota, paper=form.paper, today=today, **told)
        except ValidationError as error:
            form.add_error(None, beside_fields(error, form))
        else:
            messages.success(request, f"Đã kết thúc định mức riêng của {quota.unit}.")
            return redirect("accounts:quotas")
    return render(request, "accounts/quota_end.html", {"form": form, "quota": quota, "crumbs": CRUMBS})
