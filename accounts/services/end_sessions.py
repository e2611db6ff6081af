from django.db import transaction

from accounts.models import AccessEvent, Account, OpenSession


def end_sessions(*, account: Account, keep: str, mark: str = "") -> int:
    """End sessions of one's own account, as its custodian wishes: all but the one with the key `keep`, or the one that
    a page calls `mark`. Returns how many ended, which goes to the access log."""
    with transaction.atomic():
        others = [row for row in account.sessions.exclude(session_key=keep) if not mark or row.mark == mark]
        OpenSession.objects.filter(pk__in=[row.pk for row in others]).delete()
        if others:
            AccessEvent.log(
                AccessEvent.Kind.SECURITY, account, target=account.username, unit=account.unit,
                detail=f"Kết thúc {len(others)} phiên: " + "; ".join(f"{row.agent} {row.address}" for row in others),
            )  # fmt: skip
    return len(others)


def forget_sessions(*accounts: Account, keep: str = "") -> None:
    """Delete the open sessions of the accounts, without a word: part of an act that says so itself."""
    OpenSession.objects.filter(account__in=accounts).exclude(session_key=keep).delete()
