"""Who may sign in: the rule, and the backend that asks it at sign-in and again at each request (TCHQ-4.3, 5.2d)."""

from datetime import date

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from accounts.models import Account
from qlcb.formats import date_vi
from qlcb.history import request_context


def refusal(account: Account, today: date) -> str:
    """Why the account may not be used today, in one sentence for its user; empty when it may."""
    if account.kind == Account.Kind.PROGRAM:
        return "Tài khoản của chương trình không dùng để đăng nhập."
    if account.withdrawn_on:
        return f"Tài khoản đã bị hủy bỏ ngày {date_vi(account.withdrawn_on)}."
    if not account.is_active:
        return "Tài khoản đã bị khóa. Hãy liên hệ tài khoản quản trị của đơn vị."
    if account.has_expired(today):
        return (
            f"Tài khoản đã hết hạn ngày {date_vi(account.expires_on)}. Hãy liên hệ tài khoản quản trị của đơn vị "
            "để gia hạn."
        )
    if account.has_issued_password and account.issued_until < today:
        return (
            f"Mật khẩu được cấp chỉ dùng được đến hết ngày {date_vi(account.issued_until)}. Hãy đề nghị tài khoản quản "
            "trị của đơn vị cấp lại mật khẩu."
        )
    if not account.has_consent:
        return "Tài khoản chưa có văn bản đồng ý cấp. Hãy liên hệ tài khoản quản trị của đơn vị."
    if account.needs_custodian and account.custody is None:
        return (
            "Tài khoản chưa được giao cho người giữ. Thủ trưởng đơn vị giao tài khoản cho công chức sử dụng rồi mới "
            "đăng nhập được."
        )
    return ""


def address_of(request) -> str | None:
    """The address of the visitor as the access log keeps it: proxies are believed only where the settings say so."""
    return request_context.get().address


class AccountBackend(ModelBackend):
    """Passwords as Django checks them, in the same time for a name that does not exist.

    A right password is enough for `authenticate`: the sign-in form then says why an account may not be used, to nobody
    but the one who knows its password. `get_user` asks at each request, so that a session ends at once when its account
    is locked, expires or loses its custodian.
    """

    def user_can_authenticate(self, user) -> bool:
        return True

    def get_user(self, user_id):
        account = Account.objects.select_related("unit").with_consent().with_second_factor().filter(pk=user_id).first()
        if account is None or refusal(account, timezone.localdate()):
            return None
        return account
