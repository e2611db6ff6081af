from django.conf import settings

from accounts.models import Account
from accounts.services.end_sessions import forget_sessions
from qlcb.history import Act, writing


def change_password(*, account: Account, reason: str, password: str, keep: str = "") -> Account:
    """Give the account the password its custodian chose; an issued one is used up by it (TCHQ-10.6).

    password: already validated by the form. keep: key of the session that goes on; all others end. Leaves one history
    row, without the password. Returns the stored account.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = Account.objects.select_for_update().get(pk=account.pk)
        remember_password(stored)
        stored.set_password(password)
        stored.must_change_password, stored.issued_until = False, None
        stored.version += 1
        forget_sessions(stored, keep=keep)
        stored.save(update_fields=["password", "must_change_password", "issued_until", "version"])
    return stored


def remember_password(stored: Account) -> None:
    """Keep the hash of the password that is about to go, if its holder chose it, so that it is not chosen again."""
    if stored.must_change_password or not stored.has_usable_password():
        return
    stored.past_passwords.create(password=stored.password)
    kept = list(stored.past_passwords.values_list("pk", flat=True)[: settings.PASSWORD_MEMORY])
    stored.past_passwords.exclude(pk__in=kept).delete()
