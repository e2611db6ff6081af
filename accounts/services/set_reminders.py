from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import Account
from qlcb.history import Act, record, writing


def set_reminders(*, account: Account, email: str, wants_mail: bool) -> bool:
    """Say to which address the daily mail about what waits goes, and whether it does, as the custodian wishes.

    Returns whether anything changed. Raises ValidationError for an address outside of the domains of the settings.
    """
    email = email.strip().lower()
    domains = settings.MAIL_DOMAINS
    if email and domains and email.rpartition("@")[2] not in domains:
        raise ValidationError({"email": f"Chỉ nhận thư công vụ thuộc: {', '.join(domains)}."})
    with writing(account=account, reason="Người giữ đặt thư nhắc việc", act=Act.CHANGE):
        stored = Account.objects.select_for_update().get(pk=account.pk)
        stored.email, stored.wants_mail = email, wants_mail
        return record(stored)
