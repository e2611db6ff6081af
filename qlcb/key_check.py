"""No connection for a process with the wrong keys: what it wrote could never be read by the others."""

from django.db import connections

from qlcb.sealed import WrongKey, ring

_known: set[tuple[str, str]] = set()


def on_connection(sender, connection, **kwargs) -> None:
    """Open the sealed word once per process and database. Raises WrongKey, and closes the connection, when it fails."""
    from qlcb.models import KeyCheck

    place = (connection.settings_dict["HOST"] or "", str(connection.settings_dict["NAME"]))
    if place in _known:
        return
    table = KeyCheck._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
        if not cursor.fetchone()[0]:
            return
        cursor.execute(f"SELECT token FROM {connection.ops.quote_name(table)}")
        row = cursor.fetchone()
    if row is None:
        return
    try:
        ring().open(row[0], KeyCheck.PURPOSE)
    except WrongKey:
        connection.close()
        raise
    _known.add(place)


def keep_word(sender, using, **kwargs) -> None:
    """Seal the word after the first migration; it stays until the keys are rotated."""
    from qlcb.models import KeyCheck

    tables = connections[using].introspection.table_names()
    if KeyCheck._meta.db_table in tables and not KeyCheck.objects.using(using).exists():
        KeyCheck.objects.using(using).create(token=ring().seal(KeyCheck.WORD, KeyCheck.PURPOSE))


def forget() -> None:
    """Ask again at the next connection (tests; after a rotation)."""
    _known.clear()
