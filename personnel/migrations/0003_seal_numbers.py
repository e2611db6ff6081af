"""Seal the citizen numbers and telephones that lay open, history included, and take them out of the search words."""

from django.db import migrations

from personnel.models.dossier import search_words
from qlcb import bulk
from qlcb.sealed import ring

SEALED = ("citizen_id", "phone")
BATCH = 2000


def seal(apps, schema_editor):
    """Batch by batch, so that a nationwide file fits in memory."""
    for model in ("Dossier", "HistoricalDossier"):
        rows = apps.get_model("personnel", model).objects.order_by("pk")
        current = model == "Dossier"
        last = 0
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            for row in batch:
                for name in SEALED:
                    setattr(row, name, getattr(row, f"{name}_plain") or "")
                if current:
                    row.search_text = search_words(row.full_name, row.other_names, row.code)
                    row.citizen_index = ring().index(row.citizen_id, "citizen_id") if row.citizen_id else None
            bulk.update_many(batch, [*SEALED, *(["search_text", "citizen_index"] if current else [])])
            last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("personnel", "0002_whole_dossier"), ("qlcb", "0001_initial")]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
