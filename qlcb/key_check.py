"""No connection for a process with the wrong keys: what it wrote could never be read by the others.

The database keeps one sealed word for each key that has sealed here. A process must open all of them. It leaves one
under its own sealing key before it can seal anything, so that nobody else goes on without that key, and a mistyped key
in front of the right one is noticed at once. `manage.py rotate_keys` takes away the words of the keys no longer needed.
"""

from django.db import ProgrammingError, connections, transaction
from psycopg.errors import UndefinedTable

from qlcb.models import KeyCheck
from qlcb.sealed import WrongKey, ring

FOREIGN = (
    "Cơ sở dữ liệu này có dữ liệu mã hóa bằng khóa mà chương trình không có. Đặt QLCB_DATA_KEYS cho đủ các khóa đang "
    "dùng (khóa mới trước, khóa cũ sau) rồi khởi động lại; xem docs/van-hanh.md, mục Khóa mã hóa dữ liệu."
)


def on_connection(sender, connection, **kwargs) -> None:
    """Open the sealed words. Raises WrongKey, and closes the connection, when one does not open."""
    table = connection.ops.quote_name(KeyCheck._meta.db_table)
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"SELECT token FROM {table}")
        except ProgrammingError as error:
            if isinstance(error.__cause__, UndefinedTable):
                return  # before the first migration
            raise
        tokens = [token for (token,) in cursor.fetchall()]
        try:
            _open(tokens)
        except WrongKey:
            connection.close()
            raise
        if tokens and not any(ring().is_current(token) for token in tokens):
            cursor.execute(f"INSERT INTO {table} (token) VALUES (%s)", [_word()])


def _open(tokens: list[bytes]) -> None:
    for token in tokens:
        try:
            ring().open(token, KeyCheck.PURPOSE)
        except WrongKey:
            raise WrongKey(FOREIGN) from None


def _word() -> bytes:
    return ring().seal(KeyCheck.WORD, KeyCheck.PURPOSE)


def keep_word(sender, using, **kwargs) -> None:
    """Seal the first word of a database; run after each migration."""
    tables = connections[using].introspection.table_names()
    if KeyCheck._meta.db_table in tables and not KeyCheck.objects.using(using).exists():
        KeyCheck.objects.using(using).create(token=_word())


@transaction.atomic
def forget_other_keys() -> None:
    """Take away the words of all keys but the sealing one, when nothing lies under them any more."""
    KeyCheck.objects.all().delete()
    KeyCheck.objects.create(token=_word())
