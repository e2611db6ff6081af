"""Statements that a connection plans once and keeps.

A statement over all sections of a dossier names seventy tables, each with its policy: PostgreSQL takes far longer to
plan it than to run it. What is planned once is planned for any value, so this is for statements that meet a few rows
whatever they are asked for; where a value decides how many rows there are, planning anew each time is better.
"""

from django.db import connection
from django.db.backends.postgresql.base import Cursor, ServerBindingCursor

SEEN_BEFORE = 2  # how often a statement comes before the connection keeps it


def keep_plans() -> None:
    """Have the connection keep the plans of what is asked from now on, until `plan_anew`; without one, nothing.

    Values are then sent beside the statement, not in it.
    """
    raw = connection.connection
    if raw is not None:
        raw.cursor_factory, raw.prepare_threshold = ServerBindingCursor, SEEN_BEFORE


def plan_anew() -> None:
    """Plan each statement for its values again, as elsewhere. What is kept stays for the next time."""
    raw = connection.connection
    if raw is not None:
        raw.cursor_factory, raw.prepare_threshold = Cursor, None
