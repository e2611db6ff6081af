"""A committed copy of the test database, for what must be seen from other connections or survive a kill."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection, connections


@contextmanager
def own_database(suffix: str):
    """Work on a copy with regulation and cast; yields its name. It goes at the end, and the test database is untouched.

    Database access is unblocked by the caller, whose own transactions must be over.
    """
    source = connection.settings_dict["NAME"]
    assert source.startswith(settings.DATABASES["default"]["TEST"]["NAME"]), source
    copy = f"{source}_{suffix}"
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{source}"')
    connection.settings_dict["NAME"] = copy
    try:
        yield copy
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = source
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
