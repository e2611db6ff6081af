"""The session engine: Django's own in the database, each row knowing its account (SESSION_ENGINE).

Ways to extend it are those Django documents: a model of one's own, filled in `create_model_instance`.
"""

import time
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils.crypto import salted_hmac

SEEN = "seen"  # last activity; the three times are seconds since 1970
SIGNED_IN = "signed_in"
ADDRESS = "address"
AGENT = "agent"


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        from accounts.models import OpenSession

        return OpenSession

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.address, row.agent = data.get(ADDRESS), data.get(AGENT, "")
        row.signed_in_at, row.seen_at = _moment(data.get(SIGNED_IN)), _moment(data.get(SEEN))
        return row


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def seconds_left(session) -> int:
    """How long the session goes on without activity; 0 when it is over: idle for too long, or begun too long ago."""
    now = int(time.time())
    ends = session.get(SEEN, now) + settings.SESSION_IDLE_SECONDS
    return max(0, min(ends, session.get(SIGNED_IN, now) + settings.SESSION_COOKIE_AGE) - now)


def warning_seconds() -> int:
    """How long before its end a page says that the session ends."""
    return min(120, settings.SESSION_IDLE_SECONDS // 4)


def holder_mark(account) -> str:
    """Names account and custodian to a page that goes on after signing in again: it is left to nobody else."""
    return salted_hmac("accounts.sessions.holder", f"{account.pk}:{account.holder_name}").hexdigest()[:24]
