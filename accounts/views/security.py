"""Bảo mật tài khoản: what the custodian sees and does about the safety of the account they hold (TCHQ-4.3)."""

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.administration import administrators_over
from accounts.entry import PASSED
from accounts.second_factor import is_required
from accounts.security_forms import EnrolForm, OwnPasswordForm, RemindersForm
from accounts.services.end_sessions import end_sessions
from accounts.services.enrol_second_factor import begin_second_factor, enrol_second_factor
from accounts.services.remove_second_factor import remove_second_factor
from accounts.services.renew_recovery_codes import renew_recovery_codes
from accounts.services.set_reminders import set_reminders
from qlcb.paging import keyset_page

LOG_ROWS = 20
CRUMBS = [{"label": "Bảo mật tài khoản", "url": "/bao-mat/"}]


def _factor(account):
    return account.second_factors.filter(confirmed=True).first()


@never_cache
@require_safe
def security(request):
    """Second factor, open sessions and sign-in log of one's own account, and the ways to change and to report."""
    factor, log = _factor(request.user), request.user.sign_in_log
    context = {
        "factor": factor,
        "codes_left": factor.codes.count() if factor else 0,
        "required": is_required(request.user),
        "sessions": list(request.user.sessions.filter(expire_date__gt=timezone.now()).order_by("-seen_at")),
        "log": keyset_page(log, request.GET, keys=("-at", "-id"), total=log.count(), size=LOG_ROWS),
        "administrators": administrators_over(request.user)[:4],
        "this_session": request.session.session_key,
        "mail_on": settings.MAIL_ON,
    }
    return render(request, "accounts/security.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def reminders(request):
    """To which address the daily mail goes, and whether it does."""
    initial = {"email": request.user.email, "wants_mail": request.user.wants_mail}
    form = RemindersForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = set_reminders(account=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("email", error.message_dict["email"])
        else:
            messages.success(request, "Đã đặt thư nhắc việc." if changed else "Không có gì thay đổi.")
            return redirect("accounts:security")
    context = {"form": form, "crumbs": CRUMBS, "mail_on": settings.MAIL_ON}
    return render(request, "accounts/reminders.html", context)


@never_cache
@sensitive_post_parameters("password", "code")
@sensitive_variables("codes")
@require_http_methods(["GET", "POST"])
def enrol(request):
    """A QR code for the app, its first code back, then the recovery codes, once."""
    waiting = request.user.second_factors.filter(confirmed=False).first() if request.method == "POST" else None
    factor = waiting or begin_second_factor(request.user)
    form = EnrolForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factor, codes = enrol_second_factor(account=request.user, code=form.cleaned_data["code"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session.cycle_key()
            request.session[PASSED] = factor.pk
            return _codes_page(request, codes)
    context = {
        "form": form,
        "qr": segno.make(factor.address, micro=False).svg_data_uri(scale=5, border=3),
        "key": " ".join(factor.key[at : at + 4] for at in range(0, len(factor.key), 4)),
        "required": is_required(request.user) and not request.user.second_factor_id,
        "crumbs": CRUMBS,
    }
    return render(request, "accounts/enrol.html", context)


@never_cache
@sensitive_post_parameters("password")
@sensitive_variables("codes")
@require_http_methods(["GET", "POST"])
def new_recovery_codes(request):
    """New recovery codes in the place of the old ones."""
    if _factor(request.user) is None:
        raise Http404
    form = OwnPasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _codes_page(request, renew_recovery_codes(account=request.user))
    context = {
        "form": form,
        "crumbs": CRUMBS,
        "label": "Lập mã khôi phục mới",
        "text": "Mười mã mới thay cho các mã cũ; mã cũ không dùng được nữa.",
        "danger": False,
    }
    return render(request, "accounts/security_confirm.html", context)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def remove(request):
    """Second factor off, where the rules leave it to the custodian."""
    if _factor(request.user) is None:
        raise Http404
    form = OwnPasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove_second_factor(account=request.user)
        messages.success(request, "Đã tắt xác thực hai bước.")
        return redirect("accounts:security")
    context = {
        "form": form,
        "crumbs": CRUMBS,
        "label": "Tắt xác thực hai bước",
        "text": "Từ lần sau chỉ cần mật khẩu là vào được tài khoản. Các mã khôi phục bị xóa.",
        "danger": True,
    }
    return render(request, "accounts/security_confirm.html", context)


@require_POST
def sessions_end(request):
    """Ends the session that the page names, or all others; the one that asks goes on."""
    ended = end_sessions(account=request.user, keep=request.session.session_key, mark=request.POST.get("phien", ""))
    messages.success(request, f"Đã kết thúc {ended} phiên." if ended else "Phiên ấy đã kết thúc từ trước.")
    return redirect("accounts:security")


def _codes_page(request, codes):
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "crumbs": CRUMBS})
