"""Rights given and taken back: of one account, or of several at once. What it comes to in dossiers is shown before, by
`personnel.views.grant_previews`, whose pages stand on those here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.administration import may_administer, may_grant
from accounts.grant_forms import GrantForm, RevokeForm, RevokeManyForm
from accounts.models import Account, Grant
from accounts.services.grant import grant
from accounts.services.grant_many import grant_many
from accounts.services.revoke import revoke
from accounts.services.revoke_many import revoke_many
from accounts.views.common import crumbs_of, get_account, get_accounts, require


def grant_targets(request, username: str | None, today) -> list[Account]:
    """Who gets something: the account of the address, or without one those that the form names."""
    if username is None:
        return get_accounts(request, today)
    account = get_account(request, username, today)
    require(may_administer(request.user, account))
    return [account]


def grant_context(form: GrantForm, username: str | None) -> dict:
    """What accounts/grant.html shows."""
    url = reverse("accounts:grant", args=[username]) if username else reverse("accounts:grant_many")
    return _context(form.to, form, username, url) | {"templates": form.templates.values()}


def revoke_many_context(form: RevokeManyForm, accounts: list[Account]) -> dict:
    """What accounts/revoke_many.html shows."""
    return _context(accounts, form, None, reverse("accounts:revoke_many"))


def _context(accounts, form, username, url) -> dict:
    return {
        "accounts": accounts,
        "form": form,
        "several": username is None,
        "save_url": url,
        "preview_url": f"{url}xem-truoc/",
        "back": reverse("accounts:account", args=[username]) if username else reverse("accounts:matrix"),
        "crumbs": crumbs_of(accounts[0]) if username else crumbs_of(),
    }


def nobody_chosen(request):
    """Back to the table, which says how accounts are chosen."""
    messages.warning(request, "Chưa chọn tài khoản nào. Đánh dấu ở đầu dòng của Bảng quyền rồi chọn việc.")
    return redirect("accounts:matrix")


@require_http_methods(["GET", "POST"])
def grant_add(request, username=None):
    today = timezone.localdate()
    accounts = grant_targets(request, username, today)
    if not accounts:
        return nobody_chosen(request)
    form = GrantForm(request.POST or None, giver=request.user, to=accounts, today=today)
    if request.method == "POST" and form.is_valid():
        told = {"account": request.user, "reason": form.cleaned_data["reason"], "today": today} | form.granted()
        try:
            if username:
                grant(to=accounts[0], **told)
            else:
                grant_many(to=accounts, **told)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _done("Đã cấp quyền cho", accounts))
            return redirect(grant_context(form, username)["back"])
    return render(request, "accounts/grant.html", grant_context(form, username))


def get_grant(request, username, pk, today) -> Grant:
    """The grant of the address, which the visitor may take back; not found when it is another account's."""
    account = get_account(request, username, today)
    given = account.grants.select_related("template", "unit").filter(pk=pk).first()
    if given is None:
        raise Http404
    given.account = account
    require(may_grant(request.user, account, given.unit, given.codes))
    return given


@require_http_methods(["GET", "POST"])
def grant_revoke(request, username, pk):
    today = timezone.localdate()
    given = get_grant(request, username, pk, today)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke(account=request.user, given=given, today=today, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã thu hồi quyền; tài khoản mất quyền ngay từ lúc này.")
            return redirect("accounts:account", username)
    context = {"account": given.account, "given": given, "form": form, "crumbs": crumbs_of(given.account)}
    return render(request, "accounts/revoke.html", context)


@require_http_methods(["GET", "POST"])
def revoke_several(request):
    """One role or right taken back from all chosen accounts that have it."""
    today = timezone.localdate()
    accounts = get_accounts(request, today)
    if not accounts:
        return nobody_chosen(request)
    form = RevokeManyForm(request.POST or None, giver=request.user, to=accounts, today=today)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("document", "reason")}
        try:
            revoke_many(account=request.user, given=form.chosen, today=today, **told)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _done("Đã thu hồi quyền của", [given.account for given in form.chosen]))
            return redirect("accounts:matrix")
    return render(request, "accounts/revoke_many.html", revoke_many_context(form, accounts))


def _done(words: str, accounts: list[Account]) -> str:
    names = sorted({account.username for account in accounts})
    return f"{words} {'tài khoản' if len(names) == 1 else f'{len(names)} tài khoản:'} {', '.join(names)}."
