from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("personnel", "0008_seal_check_notes")]

    operations = [migrations.RemoveField(model, "note_plain") for model in ("papercheck", "historicalpapercheck")]
