"""Signing in and out, and the password of one's own."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters

from accounts import demo
from accounts.entry import enter, hold
from accounts.forms import SignInForm, normal_username
from accounts.models import AccessEvent, Account
from accounts.models.account import USERNAME
from accounts.passwords import rules
from accounts.security_forms import NewPasswordForm
from accounts.services.change_password import change_password
from qlcb import regulation

MAX_USERNAME = 60


class SignIn(LoginView):
    """Sign-in; each success and each refusal goes to the access log (TCHQ-4.3)."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        account = form.get_user()
        if account.second_factor_id:
            hold(self.request, account)
            wanted = urlencode({"next": self.get_redirect_url()})
            return redirect(f"{reverse('accounts:second_step')}?{wanted}")
        response = redirect(self.get_success_url())
        enter(self.request, response, account)
        return response

    def form_invalid(self, form):
        username = normal_username(form.data.get("username", "")[:MAX_USERNAME])
        account = Account.objects.select_related("unit").filter(username=username).first() if username else None
        AccessEvent.log(
            AccessEvent.Kind.SIGN_IN_REFUSED,
            account,
            target=username if USERNAME.regex.match(username) else "",
            unit=account.unit if account else None,
            detail=" ".join(message for errors in form.errors.values() for message in errors),
        )
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"organisation": regulation.fact("service_name")}
        if settings.DEMO:
            context |= {"demo_accounts": demo_choice(), "demo_password": demo.PASSWORD}
        return context


def demo_choice() -> list[dict[str, str]]:
    """One demo account of each role, for the sign-in page in demo mode: username and title with unit."""
    accounts = Account.objects.filter(username__in=demo.SHOWN).select_related("unit")
    found = {account.username: str(account) for account in accounts}
    return [{"username": name, "title": found[name]} for name in demo.SHOWN if name in found]


@sensitive_post_parameters()
def password(request):
    """Change one's own password; the other sessions of the account end with the old one."""
    form = NewPasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        stored = change_password(
            account=request.user,
            reason="Tự đổi mật khẩu",
            password=form.cleaned_data["new_password1"],
            keep=request.session.session_key,
        )
        update_session_auth_hash(request, stored)
        messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác của tài khoản đã kết thúc.")
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "must_change": request.user.must_change_password, "rules": rules()}
    return render(request, "accounts/password.html", context)
