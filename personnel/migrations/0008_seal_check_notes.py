"""Seal the notes of the checks against paper that lay open, history included."""

from django.db import migrations

import qlcb.fields
from qlcb import bulk

MODELS = ("PaperCheck", "HistoricalPaperCheck")
BATCH = 2000


def seal(apps, schema_editor):
    """Batch by batch, so that a nationwide table fits in memory."""
    for model in MODELS:
        rows = apps.get_model("personnel", model).objects.exclude(note_plain="").order_by("pk")
        last = 0
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            for row in batch:
                row.note = row.note_plain
            bulk.update_many(batch, ["note"])
            last = batch[-1].pk


def _note():
    return qlcb.fields.SealedField(
        blank=True, max_length=300, null=True, verbose_name="nội dung sai lệch, giấy tờ thiếu"
    )


class Migration(migrations.Migration):
    dependencies = [("personnel", "0007_initiative"), ("qlcb", "0001_initial")]

    operations = [
        *(migrations.RenameField(model, "note", "note_plain") for model in MODELS),
        *(migrations.AddField(model, "note", _note()) for model in MODELS),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
