"""How the database keeps `DecisionResult` equal to the records that hang on decisions: by triggers on their tables.

Whoever writes a record, one or ten thousand at once, by whatever way, need not know of it; two at a time cannot
disturb each other, since each record has a row of its own.
"""

from collections.abc import Iterator

from django.db import connections, transaction

from personnel.models import Decision, DecisionResult

KEPT = DecisionResult._meta.db_table
NOTE = f"""
CREATE OR REPLACE FUNCTION qlcb_note_result() RETURNS trigger SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM {KEPT} WHERE source = TG_TABLE_NAME AND row_id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.decision_id IS NOT NULL THEN
        INSERT INTO {KEPT} (decision_id, dossier_id, source, row_id)
        VALUES (NEW.decision_id, NEW.dossier_id, TG_TABLE_NAME, NEW.id)
        ON CONFLICT (source, row_id) DO UPDATE
        SET decision_id = excluded.decision_id, dossier_id = excluded.dossier_id;
    END IF;
    RETURN NULL;
END $$
"""
TRIGGERS = """
CREATE OR REPLACE TRIGGER result_added AFTER INSERT ON {table} FOR EACH ROW
    WHEN (NEW.decision_id IS NOT NULL) EXECUTE FUNCTION qlcb_note_result();
CREATE OR REPLACE TRIGGER result_changed AFTER UPDATE OF decision_id, dossier_id ON {table} FOR EACH ROW
    WHEN (OLD.decision_id IS DISTINCT FROM NEW.decision_id OR OLD.dossier_id IS DISTINCT FROM NEW.dossier_id)
    EXECUTE FUNCTION qlcb_note_result();
CREATE OR REPLACE TRIGGER result_removed AFTER DELETE ON {table} FOR EACH ROW
    WHEN (OLD.decision_id IS NOT NULL) EXECUTE FUNCTION qlcb_note_result()
"""
SAME = "kept.row_id = stored.id AND kept.decision_id = stored.decision_id AND kept.dossier_id = stored.dossier_id"
LACKING = """
SELECT stored.decision_id, stored.dossier_id, '{table}', stored.id FROM {table} stored
WHERE stored.decision_id IS NOT NULL
AND NOT EXISTS (SELECT FROM {kept} kept WHERE kept.source = '{table}' AND {same})
"""
STRAY = """
FROM {kept} kept WHERE kept.source = '{table}' AND NOT EXISTS (SELECT FROM {table} stored WHERE {same})
"""
ADD = f"""
INSERT INTO {KEPT} (decision_id, dossier_id, source, row_id) {{lacking}}
ON CONFLICT (source, row_id) DO UPDATE SET decision_id = excluded.decision_id, dossier_id = excluded.dossier_id
"""


def store(sender, using, **kwargs) -> None:
    """Write the triggers into the database, and what stands before there were any; run after each migration."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(NOTE)
        for table in _tables():
            cursor.execute(TRIGGERS.format(table=table))
    mend(using)


def wrong(using: str = "default") -> int:
    """How many records are not noted as they stand, and notes without a record."""
    with connections[using].cursor() as cursor:
        number = 0
        for lacking, stray in _differences():
            for query in (f"SELECT count(*) FROM ({lacking}) lacking", f"SELECT count(*) {stray}"):
                cursor.execute(query)
                number += cursor.fetchone()[0]
    return number


def mend(using: str = "default") -> None:
    """Make the notes equal to the records."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for lacking, stray in _differences():
            cursor.execute(f"DELETE {stray}")
            cursor.execute(ADD.format(lacking=lacking))


def _differences() -> Iterator[tuple[str, str]]:
    """Of each table of records: the records that are not noted, and the notes that no record has, as SQL."""
    for table in _tables():
        told = {"table": table, "kept": KEPT, "same": SAME}
        yield LACKING.format(**told), STRAY.format(**told)


def _tables() -> list[str]:
    return [model._meta.db_table for model in Decision.result_models()]
