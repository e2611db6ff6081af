"""What is done with an account, each on its own page with the same questions: which paper, who approved, why."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.act_forms import ExpiryForm, HandOverForm, IssueForm, LossForm, PaperForm, ReissueForm
from accounts.administration import may_administer
from accounts.models import Account
from accounts.one_time import one_time_password
from accounts.refusals import log_refused
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import issue_account
from accounts.services.lock_account import lock_account, unlock_account
from accounts.services.reissue_password import reissue_password
from accounts.services.report_loss import report_loss
from accounts.services.set_expiry import set_expiry
from accounts.services.withdraw_account import withdraw_account
from accounts.views.common import beside_fields, crumbs_of, get_account, require


@dataclass(frozen=True)
class ActPage:
    """One act: its words, what it asks, the service that does it, and the accounts it fits.

    run: takes what every service takes and the form; returns the one-time password where the act makes one.
    """

    label: str
    icon: str
    text: str
    done: str
    run: Callable[..., str | None]
    fits: Callable[[Account], bool]
    form: type[PaperForm] = PaperForm
    danger: bool = False


def _expiry(form, **asked):
    set_expiry(until=form.cleaned_data["until"], **asked)


def _hand_over(form, **asked):
    told = {"until": form.cleaned_data["until"], "witness": form.cleaned_data.get("witness")}
    return hand_over(holder=form.holder, **told, **asked)


def _reissue(form, **asked):
    return reissue_password(witness=form.cleaned_data["witness"], **asked)


ACTS: dict[str, ActPage] = {
    "giao": ActPage(
        "Giao người giữ", "user-check",
        "Người đang giữ thôi giữ từ hôm nay và bị đăng xuất ngay. Người mới nhận mật khẩu dùng một lần, phải đổi ở lần "
        "đăng nhập đầu tiên. Giao lại cho người vừa giữ tài khoản thì phải có một quản trị khác cùng xác nhận.",
        "Đã giao tài khoản", _hand_over,
        lambda account: account.needs_custodian and not account.waits_for_password, HandOverForm,
    ),
    "thoi-han": ActPage(
        "Gia hạn, hạn chế", "calendar",
        "Tài khoản dùng được đến hết ngày ghi ở đây; quyền đã cấp được giữ nguyên.",
        "Đã đổi thời hạn tài khoản", _expiry, lambda account: True, ExpiryForm,
    ),
    "khoa": ActPage(
        "Khóa", "lock",
        "Người giữ bị đăng xuất ngay và không đăng nhập lại được. Quyền đã cấp được giữ nguyên, tạm ngừng cho đến khi "
        "mở khóa.",
        "Đã khóa tài khoản", lambda form, **asked: lock_account(**asked), lambda account: account.is_active,
        danger=True,
    ),
    "mo-khoa": ActPage(
        "Mở khóa", "lock-open",
        "Người giữ đăng nhập lại được với mật khẩu cũ và các quyền đang còn hiệu lực.",
        "Đã mở khóa tài khoản", lambda form, **asked: unlock_account(**asked),
        lambda account: not (account.is_active or account.waits_for_password),
    ),
    "mat-mat-khau": ActPage(
        "Báo mất mật khẩu", "alert-triangle",
        "Ghi số văn bản báo cáo của người giữ. Tài khoản bị khóa ngay, các phiên đang mở kết thúc, mật khẩu cũ không "
        "dùng được nữa.",
        "Đã ghi nhận việc mất mật khẩu và khóa tài khoản", lambda form, **asked: report_loss(**asked),
        lambda account: not account.waits_for_password, LossForm, danger=True,
    ),
    "cap-lai-mat-khau": ActPage(
        "Cấp lại mật khẩu", "key",
        "Tài khoản được mở khóa với mật khẩu dùng một lần, in trên phiếu ở bước sau; người giữ phải đổi ngay khi đăng "
        "nhập.",
        "Đã cấp lại mật khẩu cho tài khoản", _reissue,
        lambda account: account.waits_for_password, ReissueForm,
    ),
    "huy-bo": ActPage(
        "Hủy bỏ", "trash",
        "Tài khoản không dùng lại được nữa: mọi quyền bị thu hồi, người giữ thôi giữ. Tên đăng nhập, lịch sử, nhật ký "
        "được giữ lại.",
        "Đã hủy bỏ tài khoản", lambda form, **asked: withdraw_account(**asked), lambda account: True, danger=True,
    ),
}  # fmt: skip


def acts_for(visitor: Account, account: Account) -> list[tuple[str, ActPage]]:
    """What the visitor may do with the account as it stands."""
    if not may_administer(visitor, account):
        return []
    return [(slug, page) for slug, page in ACTS.items() if page.fits(account)]


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_variables("password")
def account_act(request, username, act):
    """Asks for paper and reason, then does it; a new password is told on a slip, once."""
    if act not in ACTS:
        raise Http404
    today, page = timezone.localdate(), ACTS[act]
    account = get_account(request, username, today)
    require(may_administer(request.user, account))
    form = page.form(request.POST or None, by=request.user, target=account, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            password = page.run(
                form, account=request.user, reason=form.cleaned_data["reason"], target=account, paper=form.paper,
                today=today,
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, beside_fields(error, form))
        else:
            if password:
                return _slip(request, username, password, page.label, form.paper)
            messages.success(request, f"{page.done} {username}.")
            return redirect("accounts:account", username)
    context = {"account": account, "form": form, "page": page, "crumbs": crumbs_of(account)}
    return render(request, "accounts/act.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_variables("password")
def account_issue(request):
    """A new account: unit, kind, custodian, role, paper; its one-time password is told on a slip (TCHQ-7.2a)."""
    request.user.access.require_administrator()
    today = timezone.localdate()
    form = IssueForm(request.POST or None, by=request.user, target=None, today=today)
    if request.method == "POST" and form.is_valid():
        values, password = form.cleaned_data, one_time_password()
        try:
            issued = issue_account(
                account=request.user, reason=values["reason"], username=values["username"], kind=values["kind"],
                title=values["title"], unit=values["unit"], paper=form.paper, until=values["until"],
                password=password, holder=form.holder, template=values["template"], today=today,
            )  # fmt: skip
        except ValidationError as error:
            if getattr(error, "code", "") == "quota":
                log_refused(request, detail=error.message, unit=values["unit"])
            form.add_error(None, beside_fields(error, form))
        else:
            return _slip(request, issued.username, password, "Cấp tài khoản", form.paper)
    return render(request, "accounts/issue.html", {"form": form, "crumbs": crumbs_of()})


def _slip(request, username: str, password: str, label: str, paper):
    account = Account.objects.select_related("unit").get(username=username)
    context = {"account": account, "password": password, "label": label, "paper": paper, "crumbs": crumbs_of(account)}
    return render(request, "accounts/slip.html", context)
