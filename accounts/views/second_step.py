"""The second step of signing in: a code of the app or a recovery code, after the right password (TCHQ-4.3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.entry import count_wrong_code, enter, held
from accounts.models import AccessEvent
from accounts.security_forms import CodeForm
from accounts.services.verify_second_factor import verify_second_factor
from accounts.views.common import safe_next
from qlcb import regulation

BEGIN_AGAIN = "Chưa xong bước xác thực thứ hai. Hãy đăng nhập lại từ đầu."
BY_RECOVERY = "Đã dùng một mã khôi phục; còn {left} mã. Nếu đã mất điện thoại, hãy bật lại xác thực hai bước."


@never_cache
@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_step(request):
    """Asks for the code; only a right one signs in. Each wrong one is a refused sign-in of the access log."""
    account = held(request)
    if account is None:
        messages.warning(request, BEGIN_AGAIN)
        return redirect("accounts:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verdict = verify_second_factor(account=account, code=form.cleaned_data["code"])
        if verdict:
            response = redirect(safe_next(request))
            enter(request, response, account, detail="mã khôi phục" if verdict.recovery else "xác thực hai bước")
            if verdict.recovery:
                left = account.second_factors.get(confirmed=True).codes.count()
                messages.warning(request, BY_RECOVERY.format(left=left))
            return response
        count_wrong_code(request)
        detail = f"Bước xác thực thứ hai: {verdict.why}"
        AccessEvent.log(
            AccessEvent.Kind.SIGN_IN_REFUSED, account, target=account.username, unit=account.unit, detail=detail
        )
        form.add_error("code", verdict.why)
    context = {"form": form, "next": request.GET.get("next", ""), "account": account}
    return render(request, "accounts/second_step.html", context | {"organisation": regulation.fact("service_name")})
