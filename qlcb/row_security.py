"""The second line of defence: PostgreSQL itself shows a request only the rows within its scope (DESIGN §3, §9).

Web requests work as the role `qlcb_web`, which owns no table. Policies on the tables that hold dossiers' data compare
each row with the scope of the request, which `enter` feeds; without one they show nothing. So a view that forgot the
door finds no row. Services ask the door before they write and may then meet rows beyond the scope (the number that
another unit's person has already): `opened` lets them, for as long as a `qlcb.history.writing` lasts. Jobs and commands
work as the owner of the tables, to whom policies do not apply.
"""

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections, transaction
from psycopg.pq import TransactionStatus

ROLE = "qlcb_web"
POLICY = "qlcb_scope"
REACH, SOME, ALL, OPEN = "qlcb.reach", "some", "all", "open"
NOTHING: frozenset[int] = frozenset()
AS_WEB = (
    f"Lệnh và worker không đăng nhập cơ sở dữ liệu bằng vai trò {ROLE} của web, vai trò ấy không thấy hồ sơ nào. "
    "Chạy với DATABASE_URL của người dùng sở hữu dữ liệu; với Docker Compose: "
    "docker compose exec worker python manage.py …"
)

_serves_web = False


@dataclass(frozen=True)
class RowScope:
    """What a request may meet. None instead of ids: all.

    account: id of the account; units: ids of the units whose dossiers it reads; secret_units: ids of those whose
    confidential ones it reads, too; named: ids of single dossiers, secret_named: of those that may be confidential;
    moving: ids of the units for which it hands dossiers over and receives them.
    """

    account: int | None = None
    units: frozenset[int] | None = NOTHING
    secret_units: frozenset[int] | None = NOTHING
    named: frozenset[int] = NOTHING
    secret_named: frozenset[int] = NOTHING
    moving: frozenset[int] | None = NOTHING


NO_SCOPE = RowScope()


def enter(scope: RowScope) -> None:
    """Work as the web role within the scope from now on, until `leave`.

    Raises OperationalError without a database; a connection that comes to be later in the request is the web role's all
    the same (`on_connection`).
    """
    connection.row_scope = scope
    with connection.wrap_database_errors:
        connection.ensure_connection()
        _apply(connection)


def leave() -> None:
    """Work as the role that signed in to the database again, without a scope."""
    if not is_entered():
        return
    del connection.row_scope
    if _is_usable(connection):
        _set({"role": "none"} | dict.fromkeys(_settings(NO_SCOPE), ""))


def is_entered() -> bool:
    """Whether this connection works as the web role."""
    return hasattr(connection, "row_scope")


@contextmanager
def opened():
    """Let the web role meet all rows inside; for services, which have asked the door, and what tells no content."""
    if not is_entered() or connection.row_scope_opened:
        yield
        return
    _set({REACH: OPEN})
    connection.row_scope_opened = True
    try:
        yield
    finally:
        connection.row_scope_opened = False
        if _is_usable(connection):
            _set({REACH: _reach(connection.row_scope)})


def serve_web() -> None:
    """Say that this process serves the web; to others the database login of the web is closed."""
    global _serves_web
    _serves_web = True


def on_connection(sender, connection, **kwargs) -> None:
    """A connection that broke and was made anew within a request is the web role's again.

    Raises ImproperlyConfigured when a command signs in as the web role: it would meet no dossiers, and take that for
    an answer.
    """
    if connection.connection.info.user == ROLE and not _serves_web:
        connection.close()
        raise ImproperlyConfigured(AS_WEB)
    if hasattr(connection, "row_scope"):
        _apply(connection)


def _apply(connection) -> None:
    connection.row_scope_opened = False
    _set({"role": ROLE, **_settings(connection.row_scope)})


def _settings(scope: RowScope) -> dict[str, str]:
    return {
        REACH: _reach(scope),
        "qlcb.account": "" if scope.account is None else str(scope.account),
        "qlcb.units": _listed(scope.units),
        "qlcb.secrets": ALL if scope.secret_units is None else "",
        "qlcb.secret_units": _listed(scope.secret_units),
        "qlcb.named": _listed(scope.named),
        "qlcb.secret_named": _listed(scope.secret_named),
        "qlcb.moving": ALL if scope.moving is None else _listed(scope.moving),
    }


def _reach(scope: RowScope) -> str:
    return ALL if scope.units is None else SOME


def _listed(ids: frozenset[int] | None) -> str:
    """Ids as text in which `listed` finds one; PostgreSQL plans lists for longer than it looks through a short text."""
    return f",{','.join(map(str, sorted(ids)))}," if ids else ""


def listed(column: str, variable: str) -> str:
    """The SQL condition that the value of the column is among those of the variable; not so for NULL and no scope."""
    return f"strpos(current_setting('qlcb.{variable}', true), ',' || {column} || ',') > 0"


def is_set(variable: str, value: str) -> str:
    """The SQL condition that the variable has the value; not so without a scope."""
    return f"current_setting('qlcb.{variable}', true) = '{value}'"


def _set(values: Mapping[str, str]) -> None:
    """Set variables of the session. Past Django's cursor: it is no query of the page's own."""
    calls = ", ".join(["set_config(%s, %s, false)"] * len(values))
    connection.connection.execute(f"SELECT {calls}", [part for pair in values.items() for part in pair])


def _is_usable(connection) -> bool:
    """False where a failed transaction takes our settings back by itself, and where there is no connection."""
    raw = connection.connection
    return raw is not None and not raw.closed and raw.info.transaction_status != TransactionStatus.INERROR


MAKE_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    IF NOT pg_has_role(current_user, '{role}', 'SET') THEN
        EXECUTE format('GRANT {role} TO %I', current_user);
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
"""


def store_role(sender, using, **kwargs) -> None:
    """Make the web role and say what it may do: work with rows, never change a history; run after each migration."""
    kept = ", ".join(_name(model) for model in apps.get_models() if is_history(model))
    _run(using, MAKE_ROLE.format(role=ROLE), f"REVOKE UPDATE, DELETE ON {kept}, django_migrations FROM {ROLE}")


def is_history(model) -> bool:
    """Whether the rows of the model are the history of another's."""
    return hasattr(model, "instance_type") and hasattr(model, "tracked_fields")


def store_policies(using: str, rules: Mapping[type, str], *before: str) -> None:
    """Show the web role those rows of each model for which its rule, an SQL condition, holds; and nothing else.

    before: statements that the rules stand on, such as functions. Rules of `opened` services are added here.
    """
    statements = list(before)
    for model, rule in rules.items():
        table, shown = _name(model), f"{is_set('reach', OPEN)} OR ({rule})"
        statements += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS {POLICY} ON {table}",
            f"CREATE POLICY {POLICY} ON {table} TO {ROLE} USING ({shown}) WITH CHECK ({shown})",
        ]
    _run(using, *statements)


def _name(model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _run(using: str, *statements: str) -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(";\n".join(statements))
