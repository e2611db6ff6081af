"""The administrator's table of accounts, and the page of one account: who holds it, what it may do, why."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.administration import may_administer, may_grant
from accounts.forms import AccountFilter
from accounts.models import AccountAct, AccountQuota, Custody, Grant
from accounts.permissions import RIGHTS
from accounts.quotas import department_of, exceptions
from accounts.views.acts import acts_for
from accounts.views.common import crumbs_of, get_account
from orgunits.querysets import ids_below
from qlcb.paging import keyset_page
from qlcb.trail import Strand, trail

KEYS = ("username", "id")


@require_safe
def account_list(request):
    """Accounts × rights of the units that the visitor administers (TCHQ-7.1b)."""
    request.user.access.require_administrator()
    today = timezone.localdate()
    form = AccountFilter(request.GET, account=request.user)
    rows = form.rows(today)
    page = keyset_page(_with_rights(rows, today), request.GET, keys=KEYS, total=rows.count())
    context = {
        "form": form,
        "page": page,
        "exceptions": _exceptions(request.user, form.cleaned_data.get("don_vi"), today),
        "filtered": any(request.GET.get(name) for name in ("tim", "don-vi", "loai", "vai-tro", "trang-thai")),
    }
    return render(request, "accounts/list.html", context)


def _exceptions(visitor, unit, today) -> list[AccountQuota]:
    """Exceptions from quotas that hold or are to come, of the chosen unit and its department, or all in scope."""
    everything = None if visitor.access.manages_everywhere else visitor.access.managed_units
    scope = {department_of(unit).pk, *ids_below([unit.pk])} if unit else everything
    return [quota for quota in exceptions(scope) if quota.state(today) in ("now", "later")]


def _with_rights(accounts, today):
    """With unit, today's custodian (`held_by`) and the grants in force (`in_force`), in three queries."""
    return accounts.select_related("unit__parent").prefetch_related(
        Prefetch("custodies", Custody.objects.on(today), to_attr="held_by"),
        Prefetch(
            "grants",
            Grant.objects.in_force(today).select_related("template", "unit").order_by("template__order", "pk"),
            to_attr="in_force",
        ),
    )


@require_safe
def account_page(request, username):
    """Who holds the account, on whose paper, what it may do, what was done with it, and what can be."""
    today = timezone.localdate()
    account = get_account(request, username, today)
    grants = list(account.grants.select_related("template", "unit", "given_by__unit").order_by("-valid_from", "-pk"))
    context = {
        "account": account,
        "crumbs": crumbs_of(),
        "may_administer": may_administer(request.user, account),
        "doable": acts_for(request.user, account),
        "acts": list(account.acts.select_related("given_by__unit", "witness__unit")),
        "custodies": list(account.custodies.all()),
        "grants": [_grant_line(request.user, account, given, today) for given in grants],
        "rights": _rights_today(grants, today),
        "entries": _history(account),
        "today": today,
    }
    return render(request, "accounts/account.html", context)


def _grant_line(visitor, account, given, today) -> dict:
    """One grant as the page shows it: its state today, its rights in words, whether the visitor may take it back."""
    given.account = account
    if given.revoked_on:
        state, tone = "Đã thu hồi", ""
    elif given.valid_to and given.valid_to < today:
        state, tone = "Hết hạn", ""
    elif given.valid_from > today:
        state, tone = "Chưa có hiệu lực", "warn"
    else:
        state, tone = "Còn hiệu lực", "ok"
    ended = state in ("Đã thu hồi", "Hết hạn")
    return {
        "grant": given,
        "state": state,
        "tone": tone,
        "ended": ended,
        "sentences": [right.sentence for code, right in RIGHTS.items() if code in given.codes],
        "may_revoke": not ended and bool(may_grant(visitor, account, given.unit, given.codes)),
    }


def _rights_today(grants, today) -> list[dict]:
    """Each right in force as a sentence, with the units where it holds, in the order of the catalogue."""
    held = {}
    for given in grants:
        runs = given.valid_from <= today and (given.valid_to is None or given.valid_to >= today)
        if runs and not given.revoked_on:
            for code in given.codes:
                held.setdefault(code, {})[given.unit_id] = given.unit
    return [
        {"sentence": right.sentence, "units": held[code].values()} for code, right in RIGHTS.items() if code in held
    ]


def _history(account):
    return trail(
        Strand(account.history.all(), "Tài khoản", hidden=("username",)),
        Strand(AccountAct.history.filter(account=account), "Việc về tài khoản", ("kind",), ("account", "given_by")),
        Strand(Custody.history.filter(account=account), "Người giữ", ("holder_name",), ("account",)),
        Strand(
            Grant.history.filter(account=account),
            "Quyền được cấp",
            ("template", "right"),
            ("account", "given_by"),
        ),
    )
