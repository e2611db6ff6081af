"""What must hold of history after any write path: exactly one row a write, each with author and reason."""

from django.apps import apps
from django.db import connection

from qlcb.history import Tracked

# Each stored row beside its history: how many rows that has, whether one says it is gone, how many are nameless.
BESIDE = """
SELECT '{name}', coalesce(row.{key}, kept.{key})::text, row.version, kept.rows, kept.gone, kept.nameless
FROM {table} row FULL JOIN (
    SELECT {key}, count(*) AS rows, bool_or(history_type = '-') AS gone,
        count(*) FILTER (WHERE history_user_id IS NULL OR coalesce(history_change_reason, '') = '') AS nameless
    FROM {history} GROUP BY {key}
) kept ON kept.{key} = row.{key}
"""


def tracked_models():
    """Every concrete model that keeps history."""
    return [model for model in apps.get_models() if issubclass(model, Tracked)]


def assert_history_is_whole() -> int:
    """Each stored row has as many history rows as its version says, each with account and reason.

    Returns how many history rows there are. Rows that are gone have a last history row that says so.
    """
    beside = " UNION ALL ".join(
        BESIDE.format(
            name=model.__name__,
            key=connection.ops.quote_name(model._meta.pk.column),
            table=connection.ops.quote_name(model._meta.db_table),
            history=connection.ops.quote_name(model.history.model._meta.db_table),
        )
        for model in tracked_models()
    )
    whole = "nameless = 0 AND CASE WHEN version IS NULL THEN gone ELSE version = rows END"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sum(rows), (array_agg(beside::text) FILTER (WHERE ({whole}) IS NOT TRUE))[1:5] "
            f"FROM ({beside}) beside (model, key, version, rows, gone, nameless)"
        )
        total, wrong = cursor.fetchone()
    assert wrong is None, "model, key, version, history rows, whether one is a removal, how many lack author or reason"
    return int(total)
