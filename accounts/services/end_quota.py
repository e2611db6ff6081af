from datetime import date, timedelta

from django.core.exceptions import ValidationError

from accounts.administration import require_rule_maker
from accounts.models import Account, AccountQuota, Paper
from qlcb.history import Act, record, writing


def end_quota(*, account: Account, reason: str, quota: AccountQuota, paper: Paper, since: date, today: date) -> None:
    """End an exception before its time: from the day `since` on the unit has what holds otherwise (TCHQ-7.2b).

    One that has not begun by then, or begins on that very day, never held; it stays in sight as such. Accounts that the
    unit has by then stay; no more are issued. Raises PermissionDenied for who does not set quotas there,
    ValidationError for a rule, for a day that is over and for an exception that ends before that day anyway.
    """
    require_rule_maker(account, quota.unit)
    if quota.unit is None:
        raise ValidationError("Định mức của một loại đơn vị không kết thúc; quy định định mức khác thay cho nó.")
    if since < today:
        raise ValidationError({"since": "Định mức riêng chỉ thôi áp dụng từ hôm nay trở đi."})
    with writing(account=account, reason=reason, act=Act.REMOVE):
        stored = AccountQuota.objects.select_for_update().get(pk=quota.pk)
        if stored.never_held or (stored.valid_to and stored.valid_to < since):
            raise ValidationError({"since": "Đến ngày này định mức riêng đã hết hiệu lực."})
        stored.ended_under = paper.number
        if stored.valid_from >= since:
            stored.never_held = True
        else:
            stored.valid_to = since - timedelta(days=1)
        record(stored)
