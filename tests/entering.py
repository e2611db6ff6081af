"""Records as if they had been entered on another day: nothing but a clock that stood there could do that."""

from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone

from personnel.models import Decision, Dossier


def written(row, day: date) -> None:
    """Let the record, or the dossier, have been entered in the morning of that day."""
    at = timezone.make_aware(datetime.combine(day, time(9)))
    history = type(row).history.model._meta.db_table
    with connection.cursor() as cursor:
        if not isinstance(row, Dossier):
            cursor.execute(f"UPDATE {row._meta.db_table} SET entered_at = %s WHERE id = %s", [at, row.pk])
        began = "history_type = '+' AND id = %s"
        cursor.execute(f"UPDATE {history} SET history_date = %s WHERE {began}", [at, row.pk])


def hang(row, decision: Decision | None) -> None:
    """Put the record on the decision, as if it had been entered so."""
    if decision:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {row._meta.db_table} SET decision_id = %s WHERE id = %s", [decision.pk, row.pk])
